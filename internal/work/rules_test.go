package work

import (
	"fmt"
	"strings"
	"testing"
)

// TestFollowing: weeks, months and quarters later; the day of the month stays where the month has it.
func TestFollowing(t *testing.T) {
	for _, x := range []struct {
		day   string
		every Cycle
		of    int
		want  string
	}{
		{"2027-03-05", Weekly, 5, "2027-03-12"},
		{"2027-12-27", Weekly, 27, "2028-01-03"},
		{"2027-03-05", Monthly, 5, "2027-04-05"},
		{"2027-12-05", Monthly, 5, "2028-01-05"},
		{"2027-01-31", Monthly, 31, "2027-02-28"},
		{"2028-01-31", Monthly, 31, "2028-02-29"},
		{"2027-02-28", Monthly, 31, "2027-03-31"},
		{"2027-03-31", Monthly, 31, "2027-04-30"},
		{"2027-02-28", Monthly, 28, "2027-03-28"},
		{"2027-02-28", Monthly, 0, "2027-03-01"},
		{"2027-03-31", Quarterly, 31, "2027-06-30"},
		{"2027-06-30", Quarterly, 31, "2027-09-30"},
		{"2027-09-30", Quarterly, 31, "2027-12-31"},
		{"2027-11-30", Quarterly, 30, "2028-02-29"},
		{"2027-12-15", Quarterly, 15, "2028-03-15"},
	} {
		if got := following(x.day, x.every, x.of); got != x.want {
			t.Errorf("%s after %s (%d): %s, want %s", x.every, x.day, x.of, got, x.want)
		}
	}
}

// TestMoves: an item keeps its length where the year allows, and never ends before it begins.
func TestMoves(t *testing.T) {
	item := Item{FirstMonth: 3, LastMonth: 5}
	for _, x := range []struct {
		move        Move
		first, last int
	}{
		{Move{First: 3}, 3, 5},
		{Move{First: 1}, 1, 3},
		{Move{First: 10}, 10, 12},
		{Move{First: 11}, 11, 12},
		{Move{First: 12}, 12, 12},
		{Move{Last: 12}, 3, 12},
		{Move{Last: 3}, 3, 3},
		{Move{Last: 2}, 3, 3},
		{Move{First: 6, Last: 2}, 6, 8},
	} {
		if first, last := x.move.to(item); first != x.first || last != x.last {
			t.Errorf("%+v: %d-%d, want %d-%d", x.move, first, last, x.first, x.last)
		}
	}
}

// TestEvidence names a line's tasks within the 200 characters of a card's column.
func TestEvidence(t *testing.T) {
	line := func(n, excused int) Line {
		l := Line{Excused: excused}
		for i := range n {
			l.Tasks = append(l.Tasks, Counted{ID: int64(1000 + i)})
		}
		return l
	}
	if got := line(2, 0).Evidence(); got != "NV1000, NV1001" {
		t.Error(got)
	}
	if got := line(1, 2).Evidence(); got != "2 lần khách quan; NV1000" {
		t.Error(got)
	}
	for _, n := range []int{25, 26, 40} { // 25 tasks take 198 characters
		got := []rune(line(n, 0).Evidence())
		cut := strings.HasSuffix(string(got), "…")
		if len(got) > 200 || cut != (n > 25) || cut && len(got) != 200 {
			t.Errorf("%d tasks: %d characters, cut %v", n, len(got), cut)
		}
	}
}

// TestHowAMonthCounts a task that was handed in before, in or after it.
func TestHowAMonthCounts(t *testing.T) {
	const from, to = "2027-03-01", "2027-03-31"
	for _, x := range []struct {
		name      string
		task      Counted
		completed bool
		delays    int
	}{
		{"closed in it", Counted{Due: "2027-03-20", DoneOn: "2027-03-20", State: Closed, ClosedOn: to}, true, 0},
		{"closed the day after", Counted{Due: to, DoneOn: to, State: Closed, ClosedOn: "2027-04-01"}, false, 0},
		{"passed, not closed", Counted{Due: to, DoneOn: to, State: Checked}, false, 0},
		{"late in it", Counted{Due: "2027-03-20", DoneOn: to, Delays: 1, State: Done}, false, 1},
		{"came late after it", Counted{Due: "2027-03-20", DoneOn: "2027-04-01", Delays: 1, State: Done}, false, 0},
		{"came after it, without a delay", Counted{Due: "2027-03-20", DoneOn: "2027-04-01", State: Done}, false, 0},
		{"one of two delays after it", Counted{Due: "2027-03-20", DoneOn: "2027-04-01", Delays: 2}, false, 1},
		{"due in it, not done", Counted{Due: from, State: Accepted}, false, 0},
		{"carried over, not done", Counted{Due: "2027-02-28", State: Accepted}, false, 1},
		{"carried over with a delay", Counted{Due: "2027-02-28", State: Accepted, Delays: 1}, false, 2},
		{"carried over, done in it", Counted{Due: "2027-02-28", DoneOn: from, Delays: 1, State: Done}, false, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.task.count(from, to)
			if x.task.Completed != x.completed || x.task.Delays != x.delays {
				t.Errorf("completed %v, %d delays; want %v, %d", x.task.Completed, x.task.Delays, x.completed, x.delays)
			}
		})
	}
}

// TestLines are added up by product and weight, in the order of the tasks.
func TestLines(t *testing.T) {
	lines := Lines([]Counted{
		{ID: 1, Product: "Báo cáo", Weight: 4, Completed: true, Failures: 1},
		{ID: 2, Product: "Công văn", Weight: 1, Delays: 2},
		{ID: 3, Product: "Báo cáo", Weight: 4, Excused: 1, Delays: 1},
		{ID: 4, Product: "Báo cáo", Weight: 2, Completed: true},
	})
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%s %v: %d/%d failed %d delayed %d excused %d, %s",
			l.Product, l.Weight, l.Completed, l.Assigned, l.Failed, l.Delayed, l.Excused, l.Evidence()))
	}
	want := []string{
		"Báo cáo 4: 1/2 failed 1 delayed 1 excused 1, 1 lần khách quan; NV1, NV3",
		"Công văn 1: 0/1 failed 0 delayed 2 excused 0, NV2",
		"Báo cáo 2: 1/1 failed 0 delayed 0 excused 0, NV4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLate: the due day itself is in time; what was handed in late stays late; what is not in work is not
// overdue.
func TestLate(t *testing.T) {
	const before, due, after = "2027-03-19", "2027-03-20", "2027-03-21"
	for _, x := range []struct {
		name                    string
		task                    Task
		today                   string
		overdue, late, openLate bool
	}{
		{"before", Task{State: Accepted}, before, false, false, false},
		{"on the day", Task{State: Accepted}, due, false, false, false},
		{"the day after", Task{State: Accepted}, after, true, true, true},
		{"not taken on", Task{State: Assigned}, after, true, true, true},
		{"handed in on the day", Task{State: Done, DoneOn: due}, after, false, false, false},
		{"handed in late", Task{State: Done, DoneOn: after}, after, false, true, true},
		{"passed, handed in late", Task{State: Checked, DoneOn: after}, after, false, true, true},
		{"closed, handed in late", Task{State: Closed, DoneOn: after}, after, false, true, false},
		{"cancelled", Task{State: Cancelled}, after, false, false, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.task.Due = due
			got := [3]bool{x.task.Overdue(x.today), x.task.Late(x.today), x.task.OpenLate(x.today)}
			if want := [3]bool{x.overdue, x.late, x.openLate}; got != want {
				t.Errorf("overdue, late, open and late: %v, want %v", got, want)
			}
		})
	}
}

// TestOnTime is a share of what was closed, whole where nothing was.
func TestOnTime(t *testing.T) {
	for _, x := range []struct {
		unit  UnitWork
		share float64
		text  string
	}{
		{UnitWork{}, 1, "–"},
		{UnitWork{Closed: 4}, 1, "100%"},
		{UnitWork{Closed: 4, Delayed: 1}, 0.75, "75%"},
		{UnitWork{Closed: 3, Delayed: 1}, 2.0 / 3, "67%"},
		{UnitWork{Closed: 4, Delayed: 4}, 0, "0%"},
	} {
		if got := x.unit.OnTime(); got != x.share || x.unit.OnTimeText() != x.text {
			t.Errorf("%+v: %v, %s", x.unit, got, x.unit.OnTimeText())
		}
	}
}

// TestHowAnItemStands against its months and its tasks.
func TestHowAnItemStands(t *testing.T) {
	spring := Item{FirstMonth: 3, LastMonth: 5}
	march := Item{FirstMonth: 3, LastMonth: 3}
	for _, x := range []struct {
		name  string
		item  ItemRow
		month int
		want  Standing
	}{
		{"before it", ItemRow{Item: spring}, 2, NotDue},
		{"given out before it", ItemRow{Item: spring, Tasks: 1}, 2, Running},
		{"in its first month", ItemRow{Item: spring}, 3, Running},
		{"in its middle", ItemRow{Item: spring}, 4, Running},
		{"nothing given out in its last", ItemRow{Item: spring}, 5, Behind},
		{"given out in its last", ItemRow{Item: spring, Tasks: 1}, 5, Running},
		{"its only month", ItemRow{Item: march}, 3, Running},
		{"after its only month", ItemRow{Item: march}, 4, Behind},
		{"not finished after it", ItemRow{Item: spring, Tasks: 1}, 6, Behind},
		{"late in its middle", ItemRow{Item: spring, Tasks: 2, Closed: 1, Late: 1}, 4, Behind},
		{"some closed", ItemRow{Item: spring, Tasks: 2, Closed: 1}, 4, Running},
		{"all closed", ItemRow{Item: spring, Tasks: 2, Closed: 2}, 13, Fulfilled},
		{"all closed before it", ItemRow{Item: spring, Tasks: 1, Closed: 1}, 0, Fulfilled},
	} {
		if got := x.item.Stands(x.month); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
	for _, x := range []struct {
		item Item
		want bool
	}{
		{Item{FirstMonth: 3, LastMonth: 5}, false}, // never approved
		{Item{FirstMonth: 3, LastMonth: 5, PlannedFirst: 3, PlannedLast: 5}, false},
		{Item{FirstMonth: 4, LastMonth: 5, PlannedFirst: 3, PlannedLast: 5}, true},
		{Item{FirstMonth: 3, LastMonth: 6, PlannedFirst: 3, PlannedLast: 5}, true},
	} {
		if got := x.item.Shifted(); got != x.want {
			t.Errorf("%+v shifted: %v", x.item, got)
		}
	}
}

// TestAMonthsDraft: items whose months have come and that nobody has been given, due at the end of their last
// month or of the drafted one.
func TestAMonthsDraft(t *testing.T) {
	items := []ItemRow{
		{Item: Item{Title: "past", FirstMonth: 1, LastMonth: 2}},
		{Item: Item{Title: "now", FirstMonth: 3, LastMonth: 6}},
		{Item: Item{Title: "next", FirstMonth: 4, LastMonth: 4}},
		{Item: Item{Title: "given", FirstMonth: 3, LastMonth: 6}, Tasks: 1},
	}
	for _, x := range []struct {
		now, asked, month int
		months, want      string
	}{
		{2, 0, 3, "[2 3 4]", "past 31/03/2027, now 30/06/2027"},
		{2, 4, 4, "[2 3 4]", "past 30/04/2027, now 30/06/2027, next 30/04/2027"},
		{0, 0, 1, "[1 2 3]", "past 28/02/2027"},
		{12, 0, 12, "[12]", "past 31/12/2027, now 31/12/2027, next 31/12/2027"},
		{13, 0, 12, "[]", "past 31/12/2027, now 31/12/2027, next 31/12/2027"},
	} {
		p := ProgrammePage{List: items, Month: x.now}
		p.Year = 2027
		if err := p.propose(x.asked); err != nil {
			t.Errorf("%+v: %v", x, err)
		}
		var got []string
		for _, i := range p.Proposal.Items {
			got = append(got, i.Title+" "+i.Due)
		}
		if p.Proposal.Month != x.month || fmt.Sprint(p.Proposal.Months) != x.months ||
			strings.Join(got, ", ") != x.want {
			t.Errorf("%+v: month %d of %v, %v", x, p.Proposal.Month, p.Proposal.Months, got)
		}
	}
	for _, month := range []int{-1, 13} {
		p := ProgrammePage{}
		if err := p.propose(month); err == nil {
			t.Errorf("month %d was drafted", month)
		}
	}
}

func TestWeeks(t *testing.T) {
	for name, monday := range map[string]string{
		"2026-W01": "2025-12-29",
		"2026-W45": "2026-11-02",
		"2026-W53": "2026-12-28",
		"2027-W01": "2027-01-04",
	} {
		w, err := ParseWeek(name)
		if err != nil || w.Monday != monday || w.Name() != name {
			t.Errorf("%s: %+v %v", name, w, err)
		}
	}
	for _, bad := range []string{"2027-W53", "2026-W00", "2026-W54", "x", "2026-45", "2026-W1", "1999-W10", "2201-W10"} {
		if w, err := ParseWeek(bad); err == nil {
			t.Errorf("%s: %+v", bad, w)
		}
	}
	for day, want := range map[string]Week{
		"2027-03-01": {"2027-03-01", "2027-03-07"}, // a Monday
		"2027-03-07": {"2027-03-01", "2027-03-07"},
		"2027-03-08": {"2027-03-08", "2027-03-14"},
	} {
		if w, err := WeekOf(day); err != nil || w != want {
			t.Errorf("the week of %s: %+v %v", day, w, err)
		}
	}
	w := Week{"2027-03-01", "2027-03-07"}
	if w.Before() != (Week{"2027-02-22", "2027-02-28"}) || w.After() != (Week{"2027-03-08", "2027-03-14"}) {
		t.Errorf("beside it: %+v %+v", w.Before(), w.After())
	}
	if _, err := WeekOf("2027-02-30"); err == nil {
		t.Error("the week of a day that is none")
	}
}
