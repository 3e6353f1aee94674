package work_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// TestOverview: the units within reach with their work of the year, and the directions that are not done.
func TestOverview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-21")
	put := func(title string, change func(*work.Task)) {
		o.task(func(x *work.Task) {
			x.Title = title
			change(x)
		})
	}
	put("late", func(x *work.Task) { x.State = work.Accepted })
	put("due today", func(x *work.Task) { x.Due, x.Source = "2027-03-21", work.FromDocument })
	put("first day", func(x *work.Task) { x.State, x.Due = work.Closed, "2027-01-01" })
	put("last day", func(x *work.Task) { x.Due, x.Source = "2027-12-31", work.FromWeek })
	put("of the plan", func(x *work.Task) { x.Source = work.FromProgramme })
	put("recurring", func(x *work.Task) { x.Source, x.SourceID = work.FromRecurrence, 1 })
	put("delayed", func(x *work.Task) { x.State, x.Delays = work.Closed, 2 })
	put("cancelled", func(x *work.Task) { x.State = work.Cancelled })
	put("last year", func(x *work.Task) { x.Due = "2026-12-31" })
	put("next year", func(x *work.Task) { x.Due = "2028-01-01" })
	put("of 20", func(x *work.Task) { in20(x); x.Due = "2027-04-01" })
	for _, x := range []struct {
		who        string
		actor      access.Actor
		units      string
		directions string
	}{
		{"the leader", as(boss), "Phòng Tổ chức 5/3/2/1, Phòng Tài vụ 1/0/0/0", "late, due today, of 20, last day"},
		{"the head of 2", as(anna), "Phòng Tổ chức 5/3/2/1", "late, due today, last day"},
		{"a leader of 20", leaderOf(20), "Phòng Tài vụ 1/0/0/0", "of 20"},
		{"the auditor", holding(access.Auditor), "Phòng Tổ chức 5/3/2/1, Phòng Tài vụ 1/0/0/0",
			"late, due today, of 20, last day"},
	} {
		v, err := o.Overview(t.Context(), x.actor, 2027)
		o.must(err)
		var units []string
		var total work.UnitWork
		for _, u := range v.Units {
			units = append(units, fmt.Sprintf("%s %d/%d/%d/%d", u.Unit, u.Open, u.Late, u.Closed, u.Delayed))
			total.Open, total.Late = total.Open+u.Open, total.Late+u.Late
			total.Closed, total.Delayed = total.Closed+u.Closed, total.Delayed+u.Delayed
		}
		if got := strings.Join(units, ", "); got != x.units || v.Total != total || v.UnitsInAll != len(v.Units) {
			t.Errorf("%s: %s, in all %+v; want %s", x.who, got, v.Total, x.units)
		}
		if got := titles(v.Directions); got != x.directions {
			t.Errorf("%s: %s, want %s", x.who, got, x.directions)
		}
	}
	for who, actor := range map[string]access.Actor{"a cadre": as(binh), "the clerk": holding(access.Clerk)} {
		_, err := o.Overview(t.Context(), actor, 2027)
		expect(t, who, err, forbidden)
	}
}
