package evaluation_test

import (
	"testing"

	"congthidua/internal/evaluation"
)

// strip is a person's year as it is kept, "" where nothing is.
func (o *office) strip(i int) (grades string) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Raw(`SELECT grades FROM year_strips WHERE person_id = ? AND year = 2018`, o.people[i]).Scan(&grades).Error)
	return grades
}

func TestTheYearsStripFollowsTheMonth(t *testing.T) {
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	for i := range 3 {
		o.score(i, 75)
	}
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	if got := o.strip(0); got != "" {
		t.Errorf("before the approval: %q", got)
	}
	o.must(o.approve())
	if got := o.strip(0); got != ".........B.." {
		t.Errorf("after the approval: %q", got)
	}
	o.must(o.ReturnMonth(o.ctx, o.leader, o.period, o.number(`SELECT version FROM periods WHERE id = ?`, o.period), "Chấm lại một người"))
	if got := o.strip(0); got != "............" {
		t.Errorf("after the return: %q", got)
	}
	o.must(o.approve())
	d, err := o.Month(o.ctx, o.committee, o.room, o.period, evaluation.MonthFilter{})
	o.must(err)
	for _, l := range d.Lines {
		if l.Year[9] != 'B' {
			t.Errorf("%s: %q in the month's table", l.Name, l.Year)
		}
	}
}
