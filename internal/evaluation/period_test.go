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

func TestDeadlinesOfAMonth(t *testing.T) {
	t.Parallel()
	good := evaluation.DefaultPeriod(2026, 10)
	for name, test := range map[string]struct {
		change func(*evaluation.Period)
		field  string // "" where nothing is wrong
	}{
		"as proposed":                         {func(*evaluation.Period) {}, ""},
		"all on the first day":                {func(p *evaluation.Period) { dues(p, "2026-10-01") }, ""},
		"the own score before the month":      {func(p *evaluation.Period) { p.SelfDue = "2026-09-30" }, "self_due"},
		"the head before the cadre":           {func(p *evaluation.Period) { p.HeadDue = "2026-10-30" }, "head_due"},
		"the committee before the head":       {func(p *evaluation.Period) { p.CommitteeDue = "2026-11-04" }, "committee_due"},
		"the leader before the committee":     {func(p *evaluation.Period) { p.LeaderDue = "2026-11-07" }, "leader_due"},
		"no day":                              {func(p *evaluation.Period) { p.HeadDue = "" }, "head_due"},
		"month 0":                             {func(p *evaluation.Period) { p.Month = 0 }, "month"},
		"month 13":                            {func(p *evaluation.Period) { p.Month = 13 }, "month"},
		"the year 1999":                       {func(p *evaluation.Period) { p.Year = 1999 }, "month"},
		"the year 2201":                       {func(p *evaluation.Period) { p.Year = 2201; dues(p, "2201-10-31") }, "month"},
		"no days for appeals":                 {func(p *evaluation.Period) { p.AppealDays = 0 }, "appeal_days"},
		"one day for appeals":                 {func(p *evaluation.Period) { p.AppealDays = 1 }, ""},
		"sixty days for appeals":              {func(p *evaluation.Period) { p.AppealDays = 60 }, ""},
		"sixty-one":                           {func(p *evaluation.Period) { p.AppealDays = 61 }, "appeal_days"},
		"a leader who decides the day itself": {func(p *evaluation.Period) { p.LeaderDue = p.CommitteeDue }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := good
			test.change(&p)
			err := p.Check()
			var invalid fault.Invalid
			switch {
			case test.field == "" && err != nil:
				t.Error(err)
			case test.field != "" && (!errors.As(err, &invalid) || invalid.Fields[test.field].Format == ""):
				t.Errorf("%s is not refused: %v", test.field, err)
			}
		})
	}
}

func dues(p *evaluation.Period, day string) {
	p.SelfDue, p.HeadDue, p.CommitteeDue, p.LeaderDue = day, day, day, day
}

func TestProposedDeadlines(t *testing.T) {
	t.Parallel()
	p := evaluation.DefaultPeriod(2026, 12)
	got := strings.Join([]string{p.SelfDue, p.HeadDue, p.CommitteeDue, p.LeaderDue}, " ")
	if got != "2026-12-31 2027-01-05 2027-01-08 2027-01-10" || p.AppealDays != 5 || p.State != evaluation.PeriodOpen {
		t.Errorf("%s, %d days, %s", got, p.AppealDays, p.State)
	}
	if p := evaluation.DefaultPeriod(2028, 2); p.SelfDue != "2028-02-29" || p.Name() != "02/2028" {
		t.Errorf("%s %s", p.SelfDue, p.Name())
	}
}

func TestOpeningAMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	t.Run("makes a card for everybody, with two empty sheets", func(t *testing.T) {
		o.t = t
		o.open(2018, 10)
		if n := o.number(`SELECT count(*) FROM sheets WHERE self = '{}' AND head = '{}'`); n != 2 {
			t.Errorf("%d pairs of sheets", n)
		}
		head, cadre := o.view(o.committee, 0), o.view(o.committee, 1)
		if head.Reviewer != evaluation.ByLeader || cadre.Reviewer != evaluation.ByHead || !head.Manager || cadre.Manager {
			t.Errorf("reviewed by %s and %s", head.Reviewer, cadre.Reviewer)
		}
		if cadre.State != evaluation.Draft || cadre.Post != "Chuyên viên" || cadre.Unit != "Phòng Một" || cadre.Revision != 1 {
			t.Errorf("%+v", cadre.Card)
		}
	})
	t.Run("once", func(t *testing.T) {
		o.t = t
		_, err := o.Open(o.ctx, o.committee, evaluation.DefaultPeriod(2018, 10), nil)
		o.conflicts(err)
	})
	t.Run("says how far it is", func(t *testing.T) {
		o.t = t
		var steps [][2]int
		_, err := o.Open(o.ctx, o.committee, evaluation.DefaultPeriod(2018, 11), func(done, total int) {
			steps = append(steps, [2]int{done, total})
		})
		o.must(err)
		if len(steps) != 1 || steps[0] != [2]int{2, 2} {
			t.Errorf("%v", steps)
		}
	})
	t.Run("the next one is the month after the latest", func(t *testing.T) {
		o.t = t
		for _, test := range []struct{ latest, next [2]int }{
			{[2]int{2018, 11}, [2]int{2018, 12}},
			{[2]int{2018, 12}, [2]int{2019, 1}},
		} {
			if test.latest[1] == 12 {
				o.open(2018, 12)
			}
			year, month, err := o.NextMonth(o.ctx, o.committee)
			if err != nil || [2]int{year, month} != test.next {
				t.Errorf("%d/%d: %v", month, year, err)
			}
		}
	})
	t.Run("with deadlines in order only", func(t *testing.T) {
		p := evaluation.DefaultPeriod(2019, 1)
		p.HeadDue = "2019-01-01"
		var invalid fault.Invalid
		if _, err := o.Open(o.ctx, o.committee, p, nil); !errors.As(err, &invalid) {
			t.Error(err)
		}
	})
}

func TestAnOfficeWithoutPeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 0, november2018)
	_, err := o.Open(o.ctx, o.committee, evaluation.DefaultPeriod(2018, 10), nil)
	o.conflicts(err)
	if n := o.number(`SELECT count(*) FROM periods`); n != 0 {
		t.Errorf("%d months", n)
	}
	year, month, err := o.NextMonth(o.ctx, o.committee)
	if err != nil || year != 2018 || month != 11 {
		t.Errorf("the first month is %d/%d: %v", month, year, err)
	}
}

// TestWhoIsNotClassified: away the whole month, arrived after its first day, departed, and who heads the body.
func TestWhoIsNotClassified(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, kind, since, until string
		want                     evaluation.ExcuseKind // "" where the person is classified
		says                     string
	}{
		{"leave of exactly the month", "leave", "01/10/2018", "31/10/2018", "leave", "cả tháng (từ 01/10/2018 đến 31/10/2018)"},
		{"leave that ends a day before", "leave", "01/10/2018", "30/10/2018", "", ""},
		{"leave that begins a day late", "leave", "02/10/2018", "31/10/2018", "", ""},
		{"maternity leave without an end", "maternity", "15/08/2018", "", "maternity", "Nghỉ thai sản cả tháng (từ 15/08/2018)"},
		{"leave of the month before", "sick", "01/09/2018", "30/09/2018", "", ""},
		{"leave of the month after", "sick", "01/11/2018", "30/11/2018", "", ""},
		{"an arrival on the first day", "arrival", "01/10/2018", "", "", ""},
		{"an arrival on the second day", "arrival", "02/10/2018", "", "arrival", "Mới đến nhận công tác từ 02/10/2018"},
		{"a departure on the last day", "departure", "31/10/2018", "", "departure", "Đã chuyển công tác hoặc nghỉ hưu"},
		{"a departure in the month after", "departure", "01/11/2018", "", "", ""},
		{"a secondment since years", "secondment", "01/01/2016", "", "secondment", "Biệt phái cả tháng"},
		{"studies over the whole of it", "study", "01/09/2018", "30/06/2019", "study", "Đi học tập trung cả tháng"},
		{"a leave that ended on the first", "leave", "15/09/2018", "01/10/2018", "", ""},
	}
	o := newOffice(t, 1+len(tests), november2018)
	for i, test := range tests {
		o.absent(i+1, test.kind, test.since, test.until)
	}
	o.open(2018, 10)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o.t = t
			v := o.view(o.committee, i+1)
			if v.ExcuseKind != test.want || (v.State == evaluation.NotClassified) != (test.want != "") ||
				!strings.Contains(v.Excuse, test.says) {
				t.Errorf("%s, %s: %q", v.State, v.ExcuseKind, v.Excuse)
			}
			if v.FrameworkID == nil {
				t.Error("the framework is not known, should the person be taken back in")
			}
		})
	}
	t.Run("who heads the whole body", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, 1, november2018)
		o.people = append(o.people, o.person("Lê Đứng Đầu", o.root, "Trưởng ban"))
		o.open(2018, 10)
		if v := o.view(o.committee, 1); v.ExcuseKind != evaluation.ExcuseTop || !strings.HasPrefix(v.Excuse, "Đứng đầu cơ quan") {
			t.Errorf("%s %q", v.ExcuseKind, v.Excuse)
		}
	})
	t.Run("whom no framework fits", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, 1, time.Date(2010, 2, 2, 9, 0, 0, 0, clock.Zone))
		o.open(2010, 1)
		if v := o.view(o.committee, 0); v.ExcuseKind != evaluation.ExcuseNoFramework || v.FrameworkID != nil {
			t.Errorf("%s %q", v.ExcuseKind, v.Excuse)
		}
	})
}

func TestOnePersonHasOneCardInTheHighestPost(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	far, _, _ := o.secondRoom()
	since := "01/01/2018"
	second := org.Post{PersonID: o.people[1], UnitID: far, Title: "Trưởng phòng", Since: &since}
	o.must(addPost(o, second))
	o.open(2018, 10)
	if n := o.number(`SELECT count(*) FROM scorecards WHERE person_id = ?`, o.people[1]); n != 1 {
		t.Fatalf("%d cards", n)
	}
	v := o.view(o.committee, 1)
	if v.UnitID != far || v.Post != "Trưởng phòng" || v.Reviewer != evaluation.ByLeader || !v.Manager {
		t.Errorf("unit %d, %s, reviewed by %s", v.UnitID, v.Post, v.Reviewer)
	}
}

// TestMyUnits lists the units that somebody heads, as far as they take part in the month.
func TestMyUnits(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	far, _, _ := o.secondRoom()
	o.open(2018, 10)
	for name, test := range map[string]struct {
		actor access.Actor
		want  []int64
	}{
		"the head":        {o.head(), []int64{o.room}},
		"a cadre":         {o.cadre(1), nil},
		"the committee":   {o.committee, nil},
		"a head of two":   {access.Actor{Grants: append(o.head().Grants, o.headOf(far, 0).Grants...)}, []int64{o.room, far}},
		"the body's head": {o.leader, nil}, // nobody's card is of the agency itself
	} {
		list, err := o.MyUnits(o.ctx, test.actor, o.period)
		var got []int64
		for _, u := range list {
			got = append(got, u.UnitID)
		}
		if err != nil || len(got) != len(test.want) || len(got) > 0 && got[0] != test.want[0] {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// TestWhoHasLeftByTheEndOfTheMonth: a post counts until the day before it was no longer held.
func TestWhoHasLeftByTheEndOfTheMonth(t *testing.T) {
	t.Parallel()
	for until, cards := range map[string]int64{"2018-10-30": 0, "2018-10-31": 0, "2018-11-01": 1} {
		o := newOffice(t, 2, november2018)
		o.exec(`UPDATE posts SET until = ? WHERE person_id = ?`, until, o.people[1])
		o.open(2018, 10)
		if n := o.number(`SELECT count(*) FROM scorecards WHERE person_id = ?`, o.people[1]); n != cards {
			t.Errorf("until %s: %d cards, want %d", until, n, cards)
		}
	}
}
