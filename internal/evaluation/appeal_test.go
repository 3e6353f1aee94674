package evaluation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
)

// published is an office of two whose month is published: the head has 80 points, the cadre 81.
func published(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.score(0, 80)
	o.score(1, 81)
	o.must(o.submit())
	o.must(o.approve())
	o.must(o.publish())
	return o
}

// appealed is the same with an open appeal of the cadre.
func appealed(t *testing.T) (o *office, card, appeal int64) {
	t.Helper()
	o = published(t)
	card, _ = o.card(1)
	o.must(o.FileAppeal(o.ctx, o.cadre(1), card, "Đề nghị xem lại mục k2"))
	return o, card, o.number(`SELECT id FROM appeals`)
}

func TestFilingAnAppeal(t *testing.T) {
	t.Parallel()
	o := published(t)
	card, _ := o.card(1)
	file := func() error { return o.FileAppeal(o.ctx, o.cadre(1), card, "Đề nghị xem lại") }
	t.Run("not before the result is published", func(t *testing.T) {
		o.t = t
		for _, state := range allStates {
			if state == evaluation.Published {
				continue
			}
			o.put(1, state, 81)
			o.conflicts(file())
			if o.view(o.cadre(1), 1).Rights.Appeal {
				t.Errorf("offered in the state %s", state)
			}
		}
		o.put(1, evaluation.Published, 81)
	})
	t.Run("not for somebody else", func(t *testing.T) {
		o.t = t
		o.refuses(o.FileAppeal(o.ctx, o.cadre(0), card, "Đề nghị"), fault.ErrNotFound)
		o.refuses(o.FileAppeal(o.ctx, o.committee, card, "Đề nghị"), fault.ErrForbidden)
	})
	t.Run("not without a text", func(t *testing.T) {
		var invalid fault.Invalid
		for _, text := range []string{" ", strings.Repeat("ư", 2001)} {
			if err := o.FileAppeal(o.ctx, o.cadre(1), card, text); !errors.As(err, &invalid) {
				t.Errorf("%d characters: %v", len(text), err)
			}
		}
	})
	t.Run("one at a time", func(t *testing.T) {
		o.t = t
		if !o.view(o.cadre(1), 1).Rights.Appeal {
			t.Error("not offered")
		}
		o.must(file())
		o.conflicts(file())
		if o.view(o.cadre(1), 1).Rights.Appeal {
			t.Error("offered a second time")
		}
	})
}

// TestTheTermOfAnAppeal: published on Friday 2 November, five working days end on Friday the 9th at midnight.
func TestTheTermOfAnAppeal(t *testing.T) {
	t.Parallel()
	o := published(t)
	card, _ := o.card(1)
	o.clock.At = time.Date(2018, 11, 10, 0, 0, 0, 0, clock.Zone)
	err := o.FileAppeal(o.ctx, o.cadre(1), card, "Muộn")
	o.conflicts(err)
	if !strings.Contains(err.Error(), "09/11/2018, 5 ngày làm việc") || o.view(o.cadre(1), 1).Rights.Appeal {
		t.Error(err)
	}
	o.clock.At = time.Date(2018, 11, 9, 23, 59, 59, 0, clock.Zone)
	if v := o.view(o.cadre(1), 1); v.AppealUntil != "2018-11-09" || !v.Rights.Appeal {
		t.Errorf("until %s, offered %v", v.AppealUntil, v.Rights.Appeal)
	}
	o.must(o.FileAppeal(o.ctx, o.cadre(1), card, "Kịp"))
}

func TestDecidingAnAppeal(t *testing.T) {
	t.Parallel()
	correct := evaluation.Ruling{Correct: true, Points: 85, Reason: "Có xác nhận của cơ sở"}
	t.Run("a correction keeps the old figures", func(t *testing.T) {
		t.Parallel()
		o, card, appeal := appealed(t)
		before := o.text(`SELECT head FROM sheets WHERE scorecard_id = ?`, card)
		o.must(o.DecideAppeal(o.ctx, o.other, card, appeal, 1, correct))
		v := o.view(o.cadre(1), 1)
		if *v.Points != 85 || *v.HeadPoints != 85 || v.Grade != "B" || v.Revision != 2 || v.Remark != correct.Reason {
			t.Errorf("%v %v %s, revision %d, %q", *v.Points, *v.HeadPoints, v.Grade, v.Revision, v.Remark)
		}
		if len(v.Revisions) != 1 || v.Revisions[0].Points != 81 || v.Revisions[0].Revision != 1 || v.Revisions[0].Grade != "B" {
			t.Errorf("kept %+v", v.Revisions)
		}
		if got := o.text(`SELECT head FROM scorecard_revisions`); got != before {
			t.Errorf("the old sheet: %s, was %s", got, before)
		}
		if a := v.Appeals[0]; a.State != evaluation.AppealCorrected || a.Answer != correct.Reason || *a.DecidedBy != o.other.AccountID {
			t.Errorf("%+v", a)
		}
	})
	t.Run("a result that is kept stays as it is", func(t *testing.T) {
		t.Parallel()
		o, card, appeal := appealed(t)
		_, version := o.card(1)
		o.must(o.DecideAppeal(o.ctx, o.other, card, appeal, 1, evaluation.Ruling{Points: 99, Reason: "Đúng"}))
		v := o.view(o.cadre(1), 1)
		if *v.Points != 81 || v.Revision != 1 || v.Version != version || v.Appeals[0].State != evaluation.AppealKept {
			t.Errorf("%v, revision %d, %+v", *v.Points, v.Revision, v.Appeals)
		}
		o.must(o.FileAppeal(o.ctx, o.cadre(1), card, "Lần nữa"))
	})
	t.Run("is not for the first reviewer, nor for the person", func(t *testing.T) {
		t.Parallel()
		o, card, appeal := appealed(t)
		reviewer := o.committee
		reviewer.AccountID = o.number(`SELECT reviewed_by FROM scorecards WHERE id = ?`, card)
		o.refuses(o.DecideAppeal(o.ctx, reviewer, card, appeal, 1, correct), fault.ErrForbidden)
		o.refuses(o.DecideAppeal(o.ctx, o.as(o.other, 1), card, appeal, 1, correct), fault.ErrForbidden)
		o.refuses(o.DecideAppeal(o.ctx, o.leader, card, appeal, 1, correct), fault.ErrForbidden)
		if o.view(reviewer, 1).Rights.DecideAppeal || o.view(o.as(o.other, 1), 1).Rights.DecideAppeal {
			t.Error("offered all the same")
		}
		if !o.view(o.other, 1).Rights.DecideAppeal {
			t.Error("not offered to somebody else")
		}
	})
	t.Run("is done once, from a current page", func(t *testing.T) {
		t.Parallel()
		o, card, appeal := appealed(t)
		o.refuses(o.DecideAppeal(o.ctx, o.other, card, appeal, 2, correct), fault.ErrStale)
		o.must(o.DecideAppeal(o.ctx, o.other, card, appeal, 1, correct))
		o.refuses(o.DecideAppeal(o.ctx, o.other, card, appeal, 2, correct), fault.ErrStale)
		if o.view(o.other, 1).Rights.DecideAppeal {
			t.Error("offered again")
		}
	})
	t.Run("names an appeal of this card", func(t *testing.T) {
		t.Parallel()
		o, _, appeal := appealed(t)
		head, _ := o.card(0)
		o.refuses(o.DecideAppeal(o.ctx, o.other, head, appeal, 1, correct), fault.ErrNotFound)
	})
	t.Run("takes points from 0 to 100 and a reason", func(t *testing.T) {
		t.Parallel()
		o, card, appeal := appealed(t)
		for name, ruling := range map[string]evaluation.Ruling{
			"too few":   {Correct: true, Points: -0.5, Reason: "x"},
			"too many":  {Correct: true, Points: 100.5, Reason: "x"},
			"no reason": {Correct: true, Points: 85},
			"too long":  {Reason: strings.Repeat("x", 501)},
		} {
			var invalid fault.Invalid
			if err := o.DecideAppeal(o.ctx, o.other, card, appeal, 1, ruling); !errors.As(err, &invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("a grade that was settled is reckoned anew", func(t *testing.T) {
		t.Parallel()
		o, card, appeal := appealed(t)
		o.exec(`UPDATE scorecards SET grade = 'C', settled = 'Hạn mức' WHERE id = ?`, card)
		o.must(o.DecideAppeal(o.ctx, o.other, card, appeal, 1, correct))
		if v := o.view(o.other, 1); v.Grade != "B" || v.Settled != "" || v.EarnedGrade != "B" {
			t.Errorf("%s %q", v.Grade, v.Settled)
		}
	})
}

// TestACorrectionReplacesASettledGrade: the new points earn a grade of their own, which nobody has lowered.
func TestACorrectionReplacesASettledGrade(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for i := range o.people {
		o.put(i, evaluation.Reviewed, 92)
	}
	for i := range o.people {
		card, version := o.card(i)
		o.must(o.Settle(o.ctx, o.committee, card, version, "B", "Giữ hạn mức"))
	}
	o.exec(`UPDATE period_units SET submitted_at = 1`)
	o.must(o.approve())
	o.must(o.publish())
	card, _ := o.card(1)
	o.must(o.FileAppeal(o.ctx, o.cadre(1), card, "Xem lại"))
	ruling := evaluation.Ruling{Correct: true, Points: 60, Reason: "Chấm nhầm"}
	o.must(o.DecideAppeal(o.ctx, o.other, card, o.number(`SELECT id FROM appeals`), 1, ruling))
	if c := o.view(o.committee, 1); *c.Points != 60 || c.Grade != "C" || c.EarnedGrade != "C" || c.Settled != "" {
		t.Errorf("%v %s, earned %s, settled %q", *c.Points, c.Grade, c.EarnedGrade, c.Settled)
	}
}
