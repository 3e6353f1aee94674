package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/store"
)

// ready is an office of two rooms, units 2 and 20, whose month can be approved: all cards are scored with
// 80 points, all units have handed in. Persons 0 and 2 are the heads.
func ready(t *testing.T) (o *office, far int64) {
	t.Helper()
	o = newOffice(t, 2, november2018)
	far, _, _ = o.secondRoom()
	o.open(2018, 10)
	for i := range o.people {
		o.put(i, evaluation.Reviewed, 80)
	}
	o.exec(`UPDATE period_units SET submitted_at = 1`)
	return o, far
}

// leaderOf leads some units.
func (o *office) leaderOf(units ...int64) access.Actor {
	a := access.Actor{AccountID: o.leader.AccountID, Name: "leader"}
	for _, u := range units {
		a.Grants = append(a.Grants, access.Grant{Role: access.Leader, UnitID: u, Path: o.path(u)})
	}
	return a
}

// TestWhoDecidesOnTheWholeMonth: a leader of one of two units does not, one of both does.
func TestWhoDecidesOnTheWholeMonth(t *testing.T) {
	t.Parallel()
	o, far := ready(t)
	for name, test := range map[string]struct {
		actor access.Actor
		want  error
	}{
		"the leader of the body":          {o.leader, nil},
		"a leader of unit 2":              {o.leaderOf(o.room), fault.ErrForbidden},
		"a leader of unit 20":             {o.leaderOf(far), fault.ErrForbidden},
		"a leader of both":                {o.leaderOf(o.room, far), nil},
		"the head of the body":            {access.Actor{Grants: []access.Grant{{Role: access.Head, UnitID: 1, Path: "1/"}}}, fault.ErrForbidden},
		"the committee":                   {o.committee, fault.ErrForbidden},
		"a leader with a card in it":      {o.as(o.leader, 1), fault.ErrForbidden},
		"a leader of both with a card":    {o.as(o.leaderOf(o.room, far), 3), fault.ErrForbidden},
		"a leader of part with no card":   {o.leaderOf(o.room), fault.ErrForbidden},
		"somebody without any role":       {access.Actor{AccountID: 1}, fault.ErrForbidden},
		"a clerk, who prints its results": {access.Actor{Grants: []access.Grant{{Role: access.Clerk}}}, fault.ErrForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			for _, step := range []struct {
				state evaluation.PeriodState
				cards evaluation.State
				do    func() error
				right func(evaluation.PeriodRights) bool
			}{
				{evaluation.PeriodOpen, evaluation.Reviewed,
					func() error { return o.Approve(o.ctx, test.actor, o.period, o.periodVersion()) },
					func(r evaluation.PeriodRights) bool { return r.Approve }},
				{evaluation.PeriodApproved, evaluation.Approved,
					func() error { return o.ReturnMonth(o.ctx, test.actor, o.period, o.periodVersion(), "Lý do") },
					func(r evaluation.PeriodRights) bool { return r.Return }},
			} {
				o.exec(`UPDATE scorecards SET state = ?`, step.cards)
				o.putMonth(step.state)
				c, err := o.Consolidate(o.ctx, test.actor, o.period)
				if err == nil && step.right(c.Rights) != (test.want == nil) {
					t.Errorf("%s: offered %v", step.state, step.right(c.Rights))
				}
				if err := step.do(); !errors.Is(err, test.want) {
					t.Errorf("%s: %v, want %v", step.state, err, test.want)
				}
			}
		})
	}
}

// TestALeaderWhoIsNotClassifiedDecides: whoever heads the body has a card that nothing moves.
func TestALeaderWhoIsNotClassifiedDecides(t *testing.T) {
	t.Parallel()
	o, _ := ready(t)
	o.put(1, evaluation.NotClassified, 80)
	o.must(o.Approve(o.ctx, o.as(o.leader, 1), o.period, o.periodVersion()))
}

func TestApproving(t *testing.T) {
	t.Parallel()
	o, far := ready(t)
	t.Run("waits for every card, every unit and every quota, and says so", func(t *testing.T) {
		for name, test := range map[string]struct{ break_, mend, says string }{
			"a draft": {
				`UPDATE scorecards SET state = 'draft' WHERE id = 1`,
				`UPDATE scorecards SET state = 'reviewed' WHERE id = 1`, "1 phiếu chưa chấm xong (1 chưa nộp, 0 chờ chấm)"},
			"a card that waits": {
				`UPDATE scorecards SET state = 'submitted' WHERE id = 1`,
				`UPDATE scorecards SET state = 'reviewed' WHERE id = 1`, "(0 chưa nộp, 1 chờ chấm)"},
			"a unit": {
				`UPDATE period_units SET submitted_at = NULL WHERE unit_id = 20`,
				`UPDATE period_units SET submitted_at = 1 WHERE unit_id = 20`, "1 đơn vị chưa trình tổng hợp"},
			"a quota": {
				`UPDATE scorecards SET grade = 'A' WHERE id = 1`,
				`UPDATE scorecards SET grade = 'B' WHERE id = 1`, "loại A 1/0, cần hạ 1 người"},
		} {
			o.exec(test.break_)
			err := o.approve()
			var conflict fault.Conflict
			if !errors.As(err, &conflict) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s: %v", name, err)
			}
			o.exec(test.mend)
		}
	})
	t.Run("from a current page", func(t *testing.T) {
		o.t = t
		o.refuses(o.Approve(o.ctx, o.leader, o.period, o.periodVersion()-1), fault.ErrStale)
	})
	t.Run("moves all cards with their history", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.NotClassified, 80)
		o.must(o.approve())
		if n := o.number(`SELECT count(*) FROM scorecards WHERE state = 'approved'`); n != 3 {
			t.Errorf("%d cards are approved", n)
		}
		if n := o.number(`SELECT count(*) FROM scorecard_events WHERE step = 'approve' AND actor = 'leader'`); n != 3 {
			t.Errorf("%d histories tell of it", n)
		}
	})
	t.Run("once", func(t *testing.T) {
		o.t = t
		o.refuses(o.approve(), fault.ErrStale)
	})
	t.Run("a return needs its reason and a current page", func(t *testing.T) {
		o.t = t
		var invalid fault.Invalid
		if err := o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion(), " "); !errors.As(err, &invalid) {
			t.Error(err)
		}
		o.refuses(o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion()-1, "Lý do"), fault.ErrStale)
		o.must(o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion(), "Chấm lại"))
		if n := o.number(`SELECT count(*) FROM scorecard_events WHERE step = 'return_month' AND note = 'Chấm lại'`); n != 3 {
			t.Errorf("%d histories tell of it", n)
		}
		o.refuses(o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion(), "Lý do"), fault.ErrStale)
	})
	_ = far
}

func TestPublishing(t *testing.T) {
	t.Parallel()
	o, _ := ready(t)
	t.Run("not before the approval", func(t *testing.T) {
		o.t = t
		o.refuses(o.publish(), fault.ErrStale)
	})
	t.Run("not by who approves", func(t *testing.T) {
		o.t = t
		o.must(o.approve())
		o.refuses(o.Publish(o.ctx, o.leader, o.period, o.periodVersion()), fault.ErrForbidden)
	})
	t.Run("is no decision on the own card", func(t *testing.T) {
		o.t = t
		c, err := o.Consolidate(o.ctx, o.as(o.committee, 1), o.period)
		o.must(err)
		if !c.Rights.Publish || c.Rights.Return || c.Rights.Approve {
			t.Errorf("%+v", c.Rights)
		}
		o.must(o.Publish(o.ctx, o.as(o.committee, 1), o.period, o.periodVersion()))
	})
	t.Run("begins the days for appeals", func(t *testing.T) {
		o.t = t
		var p evaluation.Period
		o.must(store.First(o.store.Read(o.ctx).Where("id = ?", o.period), &p))
		if p.PublishedAt == nil || *p.PublishedAt != o.clock.At.UnixMilli() || p.State != evaluation.PeriodPublished {
			t.Errorf("%+v", p)
		}
		o.refuses(o.publish(), fault.ErrStale)
		o.refuses(o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion(), "Muộn"), fault.ErrStale)
	})
}

// TestAClosedMonthKeepsItsSums: what the next month is compared with costs no count of its cards.
func TestAClosedMonthKeepsItsSums(t *testing.T) {
	t.Parallel()
	o, far := ready(t)
	kept := func() (text string) {
		return o.text(`SELECT COALESCE(CAST(scored AS TEXT) || ' / ' || CAST(CAST(points_sum AS BIGINT) AS TEXT), 'none')
			FROM period_units WHERE unit_id = ?`, o.room)
	}
	if got := kept(); got != "none" {
		t.Errorf("open: %s", got)
	}
	o.put(0, evaluation.NotClassified, 80)
	o.must(o.approve())
	if got := kept(); got != "1 / 80" {
		t.Errorf("approved: %s", got)
	}
	o.must(o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion(), "Chấm lại"))
	if got := kept(); got != "none" {
		t.Errorf("returned: %s", got)
	}
	o.must(o.approve())
	o.must(o.publish())
	card, _ := o.card(1)
	o.must(o.FileAppeal(o.ctx, o.cadre(1), card, "Xem lại"))
	ruling := evaluation.Ruling{Correct: true, Points: 85, Reason: "Đúng"}
	o.must(o.DecideAppeal(o.ctx, o.other, card, o.number(`SELECT id FROM appeals`), 1, ruling))
	if got := kept(); got != "1 / 85" {
		t.Errorf("corrected: %s", got)
	}
	if n := o.number(`SELECT scored FROM period_units WHERE unit_id = ?`, far); n != 2 {
		t.Errorf("the other unit keeps %d", n)
	}
}
