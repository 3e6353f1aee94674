package evaluation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/org"
)

func TestEditionsOfAFramework(t *testing.T) {
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.score(0, 89)
	o.score(1, 81)
	var id int64
	list, err := o.Frameworks(o.ctx, o.committee)
	o.must(err)
	for _, r := range list {
		if r.Code == "qd3814" {
			id = r.ID
		}
	}
	if _, err := o.Copy(o.ctx, o.leader, id); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the leader copied: %v", err)
	}
	draft, err := o.Copy(o.ctx, o.committee, id)
	o.must(err)
	row, f, _, err := o.FrameworkEdition(o.ctx, o.committee, draft)
	o.must(err)
	f.Grades[0].From, f.Total = 88, "discipline + nonsense"
	o.must(o.SaveDraft(o.ctx, o.committee, draft, row.Version, f))
	if _, _, faults, err := o.FrameworkEdition(o.ctx, o.committee, draft); err != nil || !strings.Contains(faults["total"].String(), "ký tự 14") {
		t.Errorf("the fault is not shown at its place: %v %v", faults, err)
	}
	if err := o.PublishFramework(o.ctx, o.committee, draft, row.Version+1, "01/11/2018"); err == nil {
		t.Error("published with a fault")
	}
	f.Total = "discipline + duty + bonus"
	o.must(o.SaveDraft(o.ctx, o.committee, draft, row.Version+1, f))
	trial, err := o.Try(o.ctx, o.committee, draft, o.period, nobody)
	o.must(err)
	if len(trial.Moves) != 1 || trial.Moves[0].OldGrade != "B" || trial.Moves[0].NewGrade != "A" {
		t.Errorf("who would move: %+v", trial.Moves)
	}
	for from, good := range map[string]bool{"01/10/2018": false, "15/11/2018": false} {
		if err := o.PublishFramework(o.ctx, o.committee, draft, row.Version+2, from); (err == nil) != good {
			t.Errorf("from %s: %v", from, err)
		}
	}
	o.must(o.PublishFramework(o.ctx, o.committee, draft, row.Version+2, "01/11/2018"))
	if err := o.SaveDraft(o.ctx, o.committee, draft, row.Version+3, f); err == nil {
		t.Error("a published edition was changed")
	}
	o.open(2018, 11)
	card, _ := o.card(1)
	c, err := o.Card(o.ctx, o.committee, card)
	o.must(err)
	if *c.FrameworkID != draft {
		t.Errorf("November uses edition %d, want %d", *c.FrameworkID, draft)
	}
}

func TestDisciplineOfTheYearForcesTheGrade(t *testing.T) {
	o := newOffice(t, 2, time.Date(2026, 3, 2, 9, 0, 0, 0, clock.Zone))
	o.open(2026, 2)
	o.must(o.org.AddDiscipline(o.ctx, access.Operator(), org.Discipline{PersonID: o.people[1], Form: "reprimand", Decision: "12-QĐ/BTC", DecidedOn: "10/02/2026", OnDuty: true}))
	id, version := o.card(1)
	sheet := evaluation.Sheet{Marks: map[string]float64{"g1": 10, "g2": 10, "g3": 10}, Products: []evaluation.Product{{Name: "Báo cáo", Weight: 1, Assigned: 14, Completed: 13}}}
	_, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, sheet)
	o.must(err)
	c, err := o.Card(o.ctx, o.cadre(1), id)
	o.must(err)
	if c.Result.Points != 95 || c.Result.Grade != "D" || !strings.Contains(c.Result.Reasons[1].Text, "12-QĐ/BTC ngày 10/02/2026") {
		t.Errorf("%v %s %+v", c.Result.Points, c.Result.Grade, c.Result.Reasons)
	}
	_, version = o.card(1)
	o.must(o.Submit(o.ctx, o.cadre(1), id, version))
	_, version = o.card(1)
	o.must(o.Review(o.ctx, o.head(), id, version, sheet))
	_, version = o.card(1)
	if err := o.Settle(o.ctx, o.committee, id, version, "A", "Đủ điểm"); err == nil {
		t.Error("a forced grade was raised while settling the quota")
	}
	same, err := o.Copy(o.ctx, o.committee, *c.FrameworkID)
	o.must(err)
	trial, err := o.Try(o.ctx, o.committee, same, o.period, nobody)
	o.must(err)
	if trial.Cards != 1 || len(trial.Moves) != 0 {
		t.Errorf("an unchanged copy moves somebody: %+v", trial)
	}
}
