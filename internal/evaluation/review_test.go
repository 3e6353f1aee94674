package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
)

func TestAReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.handIn(1, 80)
	id, version := o.card(1)
	t.Run("the same points need no reason", func(t *testing.T) {
		o.t = t
		sheet := full(80)
		sheet.Comment = "Tốt"
		o.must(o.Review(o.ctx, o.head(), id, version, sheet))
		v := o.view(o.committee, 1)
		if v.State != evaluation.Reviewed || *v.HeadPoints != 80 || v.Remark != "" || *v.ReviewedBy != 1 {
			t.Errorf("%s %v %q", v.State, *v.HeadPoints, v.Remark)
		}
	})
	t.Run("other points have the comment as their reason", func(t *testing.T) {
		o.t = t
		sheet := full(69.5)
		sheet.Comment = "  Chậm   báo cáo "
		o.must(o.Review(o.ctx, o.head(), id, version+1, sheet))
		v := o.view(o.committee, 1)
		if *v.Points != 69.5 || v.Grade != "C" || v.EarnedGrade != "C" || v.Remark != "Chậm báo cáo" || *v.SelfPoints != 80 {
			t.Errorf("%v %s %s %q, own %v", *v.Points, v.Grade, v.EarnedGrade, v.Remark, *v.SelfPoints)
		}
	})
	t.Run("a reason of more than 500 characters is refused", func(t *testing.T) {
		sheet := full(60)
		sheet.Comment = strings.Repeat("ư", 501)
		var invalid fault.Invalid
		if err := o.Review(o.ctx, o.head(), id, version+2, sheet); !errors.As(err, &invalid) {
			t.Errorf("%v", err)
		}
	})
	t.Run("it undoes what was settled", func(t *testing.T) {
		o.t = t
		o.must(o.Settle(o.ctx, o.committee, id, version+2, "D", "Lý do"))
		o.must(o.Review(o.ctx, o.head(), id, version+3, full(80)))
		if v := o.view(o.committee, 1); v.Grade != "B" || v.Settled != "" {
			t.Errorf("%s %q", v.Grade, v.Settled)
		}
	})
}

func TestScoringInPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for _, test := range []struct {
		points float64
		ok     bool
	}{{-0.01, false}, {0, true}, {100, true}, {100.01, false}} {
		o.put(1, evaluation.Submitted, 80)
		id, version := o.card(1)
		if err := o.ScoreInPlace(o.ctx, o.head(), id, version, test.points, "Lý do"); (err == nil) != test.ok {
			t.Errorf("%v points: %v", test.points, err)
		}
	}
	t.Run("the difference is an adjustment with its reason", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.Submitted, 80)
		id, version := o.card(1)
		o.must(o.ScoreInPlace(o.ctx, o.head(), id, version, 78.25, "Chậm một báo cáo"))
		v := o.view(o.committee, 1)
		if v.HeadSheet.Adjust != -1.75 || v.Remark != "Chậm một báo cáo" || *v.HeadPoints != 78.25 {
			t.Errorf("%v %q %v", v.HeadSheet.Adjust, v.Remark, *v.HeadPoints)
		}
		o.must(o.ScoreInPlace(o.ctx, o.head(), id, version+1, 77, ""))
		if v := o.view(o.committee, 1); v.Remark != "Chậm một báo cáo" || v.HeadSheet.Adjust != -3 {
			t.Errorf("without a new reason: %q, %v", v.Remark, v.HeadSheet.Adjust)
		}
	})
}

// TestTakingAReviewBack: points, grade and sheet are the cadre's own again, nothing of the review is left.
func TestTakingAReviewBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for name, undo := range map[string]func(id, version int64) error{
		"reopened": func(id, version int64) error { return o.Reopen(o.ctx, o.head(), id, version) },
		"returned": func(id, version int64) error { return o.Return(o.ctx, o.head(), id, version, "Chấm lại") },
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			o.put(1, evaluation.Submitted, 80)
			id, version := o.card(1)
			o.must(o.ScoreInPlace(o.ctx, o.head(), id, version, 95, "Lý do"))
			o.must(o.Settle(o.ctx, o.committee, id, version+1, "C", "Hạn mức"))
			o.must(undo(id, version+2))
			v := o.view(o.committee, 1)
			if v.HeadPoints != nil || *v.Points != 80 || v.Grade != "B" || v.EarnedGrade != "B" {
				t.Errorf("%v %v %s %s", v.HeadPoints, *v.Points, v.Grade, v.EarnedGrade)
			}
			if v.Settled != "" || v.Remark != "" || v.ReviewedBy != nil || len(v.HeadSheet.Marks) != 0 {
				t.Errorf("%q %q %v %+v", v.Settled, v.Remark, v.ReviewedBy, v.HeadSheet)
			}
		})
	}
	t.Run("a return needs its reason", func(t *testing.T) {
		o.put(1, evaluation.Submitted, 80)
		id, version := o.card(1)
		for _, reason := range []string{"", "  ", strings.Repeat("x", 501)} {
			var invalid fault.Invalid
			if err := o.Return(o.ctx, o.head(), id, version, reason); !errors.As(err, &invalid) {
				t.Errorf("%d characters: %v", len(reason), err)
			}
		}
	})
}

func TestHeadsAreScoredByTheLeader(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	o.handIn(0, 88)
	id, version := o.card(0)
	// A head who is delegated the leader's role does not score the own card with it either.
	delegated := o.head()
	delegated.Grants = append(delegated.Grants,
		access.Grant{Role: access.Leader, UnitID: o.root, Path: o.path(o.root), Delegated: true})
	for name, a := range map[string]access.Actor{
		"the head":                           o.head(),
		"the head with the leader's role":    delegated,
		"a colleague who stands in for them": o.as(o.head(), 1),
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			o.refuses(o.Review(o.ctx, a, id, version, full(88)), fault.ErrForbidden)
			o.refuses(o.ScoreInPlace(o.ctx, a, id, version, 88, ""), fault.ErrForbidden)
		})
	}
	o.must(o.Review(o.ctx, o.leader, id, version, full(88)))
	t.Run("also after the unit has handed in", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE period_units SET submitted_at = 1`)
		_, version = o.card(0)
		o.must(o.Review(o.ctx, o.leader, id, version, full(87)))
	})
}

func TestAUnitThatHasHandedInLeavesItsScoredCardsAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for state, open := range map[evaluation.State]bool{evaluation.Submitted: true, evaluation.Reviewed: false} {
		t.Run(string(state), func(t *testing.T) {
			o.t = t
			o.exec(`UPDATE period_units SET submitted_at = 1`)
			o.put(1, state, 80)
			id, version := o.card(1)
			if err := o.Review(o.ctx, o.head(), id, version, full(70)); (err == nil) != open {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestNothingMovesInAClosedMonth: whatever state a card is in, an approved or published month is closed.
func TestNothingMovesInAClosedMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for _, month := range []evaluation.PeriodState{evaluation.PeriodApproved, evaluation.PeriodPublished} {
		o.putMonth(month)
		for _, u := range useCases {
			if u.own {
				continue
			}
			t.Run(string(month)+" "+u.name, func(t *testing.T) {
				o.t = t
				o.put(1, u.from[0], 80)
				id, version := o.card(1)
				o.conflicts(u.do(o, t.Context(), u.performer(o), id, version))
			})
		}
		t.Run(string(month)+" of the unit", func(t *testing.T) {
			o.t = t
			o.put(0, evaluation.Reviewed, 80)
			o.put(1, evaluation.Reviewed, 80)
			version := o.unitVersion(o.room)
			o.refuses(o.SubmitUnit(o.ctx, o.head(), o.room, o.period, version), fault.ErrStale)
			o.refuses(o.AskSpecial(o.ctx, o.head(), o.room, o.period, version, "Cờ"), fault.ErrStale)
			o.refuses(o.GrantSpecial(o.ctx, o.committee, o.room, o.period, version, true, "Cờ"), fault.ErrStale)
			_, err := o.Remind(o.ctx, o.committee, o.period, []int64{o.room})
			o.refuses(err, fault.ErrStale)
			if after := o.unitVersion(o.room); after != version {
				t.Error("the unit's month was changed")
			}
		})
	}
}

func TestAccepting(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 7, november2018)
	_, _, far := o.secondRoom()
	o.open(2018, 10)
	for i := range o.people {
		o.put(i, evaluation.Submitted, 80)
	}
	seen := func(i int) evaluation.Seen {
		id, version := o.card(i)
		return evaluation.Seen{ID: id, Version: version}
	}
	cards := []evaluation.Seen{seen(1), seen(2)}
	t.Run("takes over the own scores", func(t *testing.T) {
		o.t = t
		accepted, skipped, err := o.Accept(o.ctx, o.head(), o.room, o.period, cards)
		if err != nil || accepted != 2 || skipped != 0 {
			t.Fatalf("accepted %d, skipped %d: %v", accepted, skipped, err)
		}
		if v := o.view(o.committee, 1); v.State != evaluation.Reviewed || *v.HeadPoints != 80 || v.HeadSheet.Marks["k1"] != 25 {
			t.Errorf("%s %+v", v.State, v.HeadSheet)
		}
	})
	for name, card := range map[string]evaluation.Seen{
		"no longer waiting":       seen(1),
		"changed since":           {ID: seen(3).ID, Version: seen(3).Version - 1},
		"of another unit":         seen(far),
		"of the head":             seen(0),
		"that is nobody's at all": {ID: 999999, Version: 1},
	} {
		t.Run("leaves alone what is "+name, func(t *testing.T) {
			o.put(4, evaluation.Submitted, 80)
			accepted, skipped, err := o.Accept(o.ctx, o.head(), o.room, o.period, []evaluation.Seen{card, seen(4)})
			if err != nil || accepted != 1 || skipped != 1 {
				t.Errorf("accepted %d, skipped %d: %v", accepted, skipped, err)
			}
			if after, before := versionOf(o, card.ID), card.Version; name != "changed since" && after != 0 && after != before {
				t.Error("it was changed")
			}
		})
	}
	t.Run("leaves alone a card of another unit, for who scores in both", func(t *testing.T) {
		accepted, skipped, err := o.Accept(o.ctx, o.leader, o.room, o.period, []evaluation.Seen{seen(far)})
		if err != nil || accepted != 0 || skipped != 1 {
			t.Errorf("accepted %d, skipped %d: %v", accepted, skipped, err)
		}
	})
	t.Run("leaves alone a card of another month", func(t *testing.T) {
		first := o.period
		o.open(2018, 11)
		defer func() { o.period = first }()
		o.put(5, evaluation.Submitted, 80)
		_, skipped, err := o.Accept(o.ctx, o.head(), o.room, first, []evaluation.Seen{seen(5)})
		if err != nil || skipped != 1 {
			t.Errorf("skipped %d: %v", skipped, err)
		}
	})
	t.Run("accepts nothing where one sheet is faulty", func(t *testing.T) {
		o.t = t
		o.put(5, evaluation.Submitted, 80)
		o.put(6, evaluation.Submitted, 80)
		bad := seen(6)
		o.exec(`UPDATE sheets SET self = '{"marks":{"d1":6}}' WHERE scorecard_id = ?`, bad.ID)
		_, _, err := o.Accept(o.ctx, o.head(), o.room, o.period, []evaluation.Seen{seen(5), bad})
		o.conflicts(err)
		if v := o.view(o.committee, 5); v.State != evaluation.Submitted {
			t.Error("another card was accepted all the same")
		}
	})
	t.Run("a failing database is no change of a card", func(t *testing.T) {
		o.put(5, evaluation.Submitted, 80)
		card := seen(5)
		o.exec(`DROP TABLE disciplines`)
		accepted, skipped, err := o.Accept(o.ctx, o.head(), o.room, o.period, []evaluation.Seen{card})
		if err == nil || skipped != 0 {
			t.Errorf("accepted %d, skipped %d: %v", accepted, skipped, err)
		}
		o.exec(`ALTER TABLE sheets RENAME TO lost`)
		if _, skipped, err = o.Accept(o.ctx, o.head(), o.room, o.period, []evaluation.Seen{card}); err == nil || skipped != 0 {
			t.Errorf("the card could not be read, skipped %d: %v", skipped, err)
		}
	})
}

// versionOf is the version of a card, 0 where there is none.
func versionOf(o *office, id int64) int64 {
	return o.number(`SELECT version FROM scorecards WHERE id = ?`, id)
}
