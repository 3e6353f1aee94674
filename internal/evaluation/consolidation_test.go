package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
)

func (o *office) consolidated(a access.Actor) evaluation.Consolidation {
	o.t.Helper()
	c, err := o.Consolidate(o.ctx, a, o.period)
	o.must(err)
	return c
}

func TestTheConsolidatedMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 5, november2018)
	o.secondRoom()
	o.open(2018, 10)
	o.put(0, evaluation.NotClassified, 0)
	o.put(1, evaluation.Reviewed, 92)
	o.put(2, evaluation.Submitted, 80)
	o.put(3, evaluation.Draft, 10)
	o.put(4, evaluation.Reviewed, 45)
	o.put(5, evaluation.Reviewed, 70)
	o.put(6, evaluation.Reviewed, 60)
	c := o.consolidated(o.committee)
	t.Run("counts units", func(t *testing.T) {
		u := c.Units[0]
		if u.Total != 5 || u.NotClassified != 1 || u.Drafts != 1 || u.Waiting != 1 || u.Reviewed != 2 ||
			u.Classified() != 4 {
			t.Errorf("%+v", u)
		}
		if u.Scored != 3 || u.Mean != 72.33 || u.ByGrade["A"] != 1 || u.ByGrade["B"] != 1 || u.ByGrade["D"] != 1 {
			t.Errorf("%d scored, mean %v, %v", u.Scored, u.Mean, u.ByGrade)
		}
		if u.Quota.Base != 4 || u.Quota.Allowed != 1 || u.Quota.Used != 1 {
			t.Errorf("the quota counts who has no result yet: %+v", u.Quota)
		}
	})
	t.Run("sums the body", func(t *testing.T) {
		if c.Total != 7 || c.Classified() != 6 || c.Ready != 4 || c.Waiting != 1 || c.Drafts != 1 || c.Missing != 2 {
			t.Errorf("%+v", c)
		}
		if c.Mean != 69.4 || c.ByGrade["B"] != 2 || c.ByGrade["C"] != 1 {
			t.Errorf("mean %v, %v", c.Mean, c.ByGrade)
		}
		if got := codes(c.Grades); got != "A B C D" {
			t.Errorf("columns %s", got)
		}
	})
	t.Run("has a column for grades of another framework too", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE scorecards SET grade = 'HTTNV' WHERE person_id = ?`, o.people[5])
		c := o.consolidated(o.committee)
		if got := codes(c.Grades); got != "A B C D HTTNV" || c.ByGrade["HTTNV"] != 1 {
			t.Errorf("columns %s", got)
		}
	})
}

func codes(grades []evaluation.Grade) string {
	list := make([]string, len(grades))
	for i, g := range grades {
		list[i] = g.Code
	}
	return strings.Join(list, " ")
}

func TestAUnitIsLateFromTheDayAfter(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for name, test := range map[string]struct {
		due     string
		state   evaluation.PeriodState
		handed  any
		late    bool
		missing int
	}{
		"on the day":      {"2018-11-02", evaluation.PeriodOpen, nil, false, 1},
		"the day after":   {"2018-11-01", evaluation.PeriodOpen, nil, true, 1},
		"handed in":       {"2018-11-01", evaluation.PeriodOpen, 1, false, 0},
		"a closed month":  {"2018-11-01", evaluation.PeriodApproved, nil, false, 1},
		"the day before":  {"2018-11-03", evaluation.PeriodOpen, nil, false, 1},
		"a month to come": {"2019-01-01", evaluation.PeriodOpen, nil, false, 1},
	} {
		o.exec(`UPDATE periods SET head_due = ?, state = ?`, test.due, test.state)
		o.exec(`UPDATE period_units SET submitted_at = ?`, test.handed)
		c := o.consolidated(o.committee)
		if c.Units[0].Late != test.late || c.Missing != test.missing || (c.LateUnits == 1) != test.late {
			t.Errorf("%s: late %v, %d missing", name, c.Units[0].Late, c.Missing)
		}
	}
}

// TestLastMonthsMeans: those of a closed month are what it kept, those of an open one are counted.
func TestLastMonthsMeans(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	o.put(0, evaluation.Reviewed, 90)
	o.put(1, evaluation.Submitted, 71)
	o.put(2, evaluation.Draft, 10)
	first := o.period
	o.open(2018, 11)
	if u := o.consolidated(o.committee).Units[0]; u.LastScored != 2 || u.LastMean != 80.5 {
		t.Errorf("of the open month: %d, %v", u.LastScored, u.LastMean)
	}
	o.exec(`UPDATE periods SET state = 'approved' WHERE id = ?`, first)
	o.exec(`UPDATE period_units SET scored = 3, points_sum = 200 WHERE period_id = ?`, first)
	if u := o.consolidated(o.committee).Units[0]; u.LastScored != 3 || u.LastMean != 66.67 {
		t.Errorf("of the closed month: %d, %v", u.LastScored, u.LastMean)
	}
	o.exec(`UPDATE period_units SET scored = 0, points_sum = 0 WHERE period_id = ?`, first)
	if u := o.consolidated(o.committee).Units[0]; u.LastScored != 0 || u.LastMean != 0 {
		t.Errorf("of nobody: %d, %v", u.LastScored, u.LastMean)
	}
	o.exec(`UPDATE periods SET year = 2017, month = 12 WHERE id = ?`, first)
	o.exec(`UPDATE periods SET month = 1 WHERE id = ?`, o.period)
	o.exec(`UPDATE period_units SET scored = 1, points_sum = 77 WHERE period_id = ?`, first)
	if u := o.consolidated(o.committee).Units[0]; u.LastMean != 77 {
		t.Errorf("of December: %v", u.LastMean)
	}
}

// TestUnitsThatStandOut: a mean of at least five persons that moved by five points, or lies far from all others.
func TestUnitsThatStandOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 5, november2018)
	o.open(2018, 10)
	first := o.period
	o.exec(`UPDATE periods SET state = 'approved' WHERE id = ?`, first)
	o.open(2018, 11)
	for i := range 5 {
		o.put(i, evaluation.Reviewed, 80)
	}
	for name, test := range map[string]struct {
		scored int
		last   float64
		noted  bool
	}{
		"five points less": {5, 75, true},
		"just below":       {5, 75.01, false},
		"five more":        {5, 85, true},
		"only four last":   {4, 60, false},
	} {
		o.exec(`UPDATE period_units SET scored = ?, points_sum = ? WHERE period_id = ?`,
			test.scored, test.last*float64(test.scored), first)
		c := o.consolidated(o.committee)
		if (c.Units[0].Note != "") != test.noted || (c.Noted == 1) != test.noted {
			t.Errorf("%s: %q", name, c.Units[0].Note)
		}
	}
}

// TestFindingUnits filters, orders and parts a body of 250 units.
func TestFindingUnits(t *testing.T) {
	t.Parallel()
	var c evaluation.Consolidation
	handed := int64(1)
	for i := range 250 {
		u := evaluation.UnitSummary{UnitID: int64(i + 1), SearchKey: fmt.Sprintf("phong so %d", i+1)}
		u.Total, u.Mean, u.Reviewed = 10, float64(i%100), i%11
		if i%2 == 0 {
			u.SubmittedAt = &handed
		}
		u.Late = i == 7
		u.Quota.Over, u.Quota.Used = max(0, i-247), i%5
		if i == 9 {
			u.SpecialAsked = "Cờ"
		}
		if i == 11 {
			u.SpecialAsked, u.Special = "Cờ", true
		}
		if i == 13 {
			u.Note = "chênh"
		}
		c.Units = append(c.Units, u)
	}
	for name, test := range map[string]struct {
		filter   evaluation.UnitFilter
		first    int64
		n, total int
	}{
		"the first page":       {evaluation.UnitFilter{}, 1, 100, 250},
		"the last page":        {evaluation.UnitFilter{Page: 2}, 201, 50, 250},
		"past the end":         {evaluation.UnitFilter{Page: 3}, 0, 0, 250},
		"not handed in":        {evaluation.UnitFilter{Show: evaluation.UnitsMissing}, 2, 100, 125},
		"late":                 {evaluation.UnitFilter{Show: evaluation.UnitsLate}, 8, 1, 1},
		"above the quota":      {evaluation.UnitFilter{Show: evaluation.UnitsOver}, 249, 2, 2},
		"asking":               {evaluation.UnitFilter{Show: evaluation.UnitsAsking}, 10, 1, 1},
		"standing out":         {evaluation.UnitFilter{Show: evaluation.UnitsStanding}, 14, 1, 1},
		"by name":              {evaluation.UnitFilter{Find: "Phòng số 25"}, 25, 2, 2},
		"nobody":               {evaluation.UnitFilter{Find: "xyz"}, 0, 0, 0},
		"the highest mean":     {evaluation.UnitFilter{Sort: "mean"}, 100, 100, 250},
		"the lowest mean":      {evaluation.UnitFilter{Sort: "mean", Desc: true}, 1, 100, 250},
		"the least far":        {evaluation.UnitFilter{Sort: "ready"}, 1, 100, 250},
		"the furthest":         {evaluation.UnitFilter{Sort: "ready", Desc: true}, 11, 100, 250},
		"most of the best":     {evaluation.UnitFilter{Sort: "best"}, 5, 100, 250},
		"furthest above":       {evaluation.UnitFilter{Sort: "over"}, 250, 100, 250},
		"an order that is not": {evaluation.UnitFilter{Sort: "x"}, 1, 100, 250},
	} {
		t.Run(name, func(t *testing.T) {
			page, total := c.Choose(test.filter)
			var first int64
			if len(page) > 0 {
				first = page[0].UnitID
			}
			if first != test.first || len(page) != test.n || total != test.total {
				t.Errorf("%d units of %d, the first is %d", len(page), total, first)
			}
		})
	}
}

func TestWhatTheConsolidatedMonthOffers(t *testing.T) {
	t.Parallel()
	o, _ := ready(t)
	for name, test := range map[string]struct {
		actor access.Actor
		month evaluation.PeriodState
		want  evaluation.PeriodRights
		unit  evaluation.SummaryRights
	}{
		"the committee": {
			o.committee,
			evaluation.PeriodOpen,
			evaluation.PeriodRights{Remind: true},
			evaluation.SummaryRights{Remind: true, Settle: true},
		},
		"the committee afterwards": {
			o.committee,
			evaluation.PeriodApproved,
			evaluation.PeriodRights{Publish: true},
			evaluation.SummaryRights{},
		},
		"the committee at the end": {
			o.committee,
			evaluation.PeriodPublished,
			evaluation.PeriodRights{},
			evaluation.SummaryRights{},
		},
		"the leader": {
			o.leader,
			evaluation.PeriodOpen,
			evaluation.PeriodRights{Approve: true},
			evaluation.SummaryRights{},
		},
		"the leader afterwards": {
			o.leader,
			evaluation.PeriodApproved,
			evaluation.PeriodRights{Return: true},
			evaluation.SummaryRights{},
		},
		"the leader at the end": {
			o.leader,
			evaluation.PeriodPublished,
			evaluation.PeriodRights{},
			evaluation.SummaryRights{},
		},
		"the auditor": {access.Actor{AccountID: 1, Grants: []access.Grant{{Role: access.Auditor}}}, evaluation.PeriodOpen,
			evaluation.PeriodRights{}, evaluation.SummaryRights{}},
	} {
		o.putMonth(test.month)
		o.exec(`UPDATE period_units SET submitted_at = NULL, special_asked = 'Cờ' WHERE unit_id = ?`, o.room)
		c := o.consolidated(test.actor)
		if c.Rights != test.want || c.Units[0].Rights != test.unit {
			t.Errorf("%s: %+v, the unit %+v", name, c.Rights, c.Units[0].Rights)
		}
	}
}

// TestAUnitWithTheSpecialShareIsLookedAt also while it keeps its quota: the share may be taken back.
func TestAUnitWithTheSpecialShareIsLookedAt(t *testing.T) {
	t.Parallel()
	o, _ := ready(t)
	o.exec(`UPDATE period_units SET special = TRUE WHERE unit_id = ?`, o.room)
	c, err := o.Consolidate(o.ctx, o.committee, o.period)
	o.must(err)
	for _, u := range c.Units {
		if want := u.UnitID == o.room; u.Rights.Settle != want {
			t.Errorf("unit %d is offered: %v", u.UnitID, u.Rights.Settle)
		}
	}
}
