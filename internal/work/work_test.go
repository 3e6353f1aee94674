package work_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/trial"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// team is a department of the demonstration on a Monday without its demonstration's tasks in the way.
type team struct {
	*work.Service
	t          *testing.T
	clock      *clock.Manual
	head, a, b access.Actor
	n          int
}

func newTeam(t *testing.T) *team {
	t.Helper()
	st, c := trial.Demo(t)
	c.At = time.Date(2027, 3, 1, 9, 0, 0, 0, clock.Zone)
	if err := st.Write(t.Context(), nothingElse); err != nil {
		t.Fatal(err)
	}
	return &team{Service: &work.Service{Store: st, Clock: c}, t: t, clock: c, head: trial.Actor(t, st, c, "head"), a: trial.Actor(t, st, c, "cadre1"), b: trial.Actor(t, st, c, "cadre2")}
}

func (x *team) must(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *team) refused(err error, what string) {
	x.t.Helper()
	if err == nil {
		x.t.Errorf("%s was accepted", what)
	}
}

// order gives a task to a, checked by the head, due on 20/3/2027.
func (x *team) order(change func(*work.Order)) (int64, error) {
	x.n++
	o := work.Order{Title: "Báo cáo quý", Product: "Báo cáo chuyên đề", Weight: 4, Leads: []int64{x.a.PersonID}, CheckerID: x.head.PersonID, Due: "20/03/2027"}
	if change != nil {
		change(&o)
	}
	ids, err := x.Assign(x.t.Context(), x.head, o)
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

func (x *team) at(id int64) work.Page {
	x.t.Helper()
	p, err := x.Task(x.t.Context(), x.head, id)
	x.must(err)
	return p
}

// TestATasksWay goes from assigned to closed with a failed check, a delay and its objective cause; at
// each step those who may not are refused.
func TestATasksWay(t *testing.T) {
	x := newTeam(t)
	ctx := t.Context()
	id, err := x.order(nil)
	x.must(err)
	v := func() int64 { return x.at(id).Version }
	if err := x.Accept(ctx, x.b, id, v()); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("somebody who has nothing to do with it: %v", err)
	}
	x.must(x.Accept(ctx, x.a, id, v()))
	x.refused(x.Accept(ctx, x.a, id, v()), "a second acceptance")
	x.refused(x.Finish(ctx, x.head, id, v(), "xong", ""), "the result by the checker")
	x.refused(x.Extend(ctx, x.a, id, v(), "25/03/2027", "bận"), "more time by the lead")
	x.must(x.Extend(ctx, x.head, id, v(), "25/03/2027", "chờ số liệu"))
	if got := x.at(id); got.Delays != 0 || got.FirstDue != "2027-03-20" || got.Due != "2027-03-25" {
		t.Errorf("more time before the day counts as no delay: %+v", got.Task)
	}
	x.clock.At = x.clock.At.AddDate(0, 0, 26) // 27 March
	x.refused(x.Finish(ctx, x.a, id, v(), "xong", ""), "a late result without its cause")
	x.must(x.Finish(ctx, x.a, id, v(), "Báo cáo 12", "Đơn vị chậm số liệu"))
	x.refused(x.Check(ctx, x.a, id, v(), work.Verdict{Passed: true}), "a check by the lead")
	x.refused(x.Check(ctx, x.head, id, v(), work.Verdict{}), "a failure without a reason")
	x.must(x.Check(ctx, x.head, id, v(), work.Verdict{Why: "Thiếu phụ lục", ExcuseLate: true}))
	if got := x.at(id); got.State != work.Accepted || got.Failures != 1 || got.Delays != 0 || got.Excused != 1 {
		t.Errorf("after the failed check: %+v", got.Task)
	}
	x.must(x.Extend(ctx, x.head, id, v(), "30/03/2027", "bổ sung phụ lục")) // past its day: one delay
	x.must(x.Finish(ctx, x.a, id, v(), "Báo cáo 12, phụ lục", ""))
	x.must(x.Check(ctx, x.head, id, v(), work.Verdict{Passed: true}))
	x.refused(x.Close(ctx, x.a, id, v()), "closing by the lead")
	x.must(x.Close(ctx, x.head, id, v()))
	x.refused(x.Comment(ctx, x.b, id, "xem"), "a comment by a stranger")
	got := x.at(id)
	if got.State != work.Closed || got.ClosedOn != "2027-03-27" || got.Failures != 1 || got.Delays != 1 || got.Excused != 1 {
		t.Errorf("closed: %+v", got.Task)
	}
	kinds := ""
	for _, e := range got.Events {
		kinds += e.Kind + " "
	}
	if kinds != "assign accept due done excused failed due done verified closed " {
		t.Errorf("the history: %s", kinds)
	}
	list, err := work.Month(x.Store.Read(ctx), x.a.PersonID, 2027, 3)
	x.must(err)
	if lines := work.Lines(list); len(lines) != 1 || lines[0].Assigned != 1 || lines[0].Completed != 1 || lines[0].Failed != 1 || lines[0].Delayed != 1 || !strings.Contains(lines[0].Evidence(), fmt.Sprint("NV", id)) {
		t.Errorf("the month: %+v", lines)
	}
}

// TestOrdersAreChecked: what cannot be is refused with its field.
func TestOrdersAreChecked(t *testing.T) {
	x := newTeam(t)
	for field, change := range map[string]func(*work.Order){
		"title":   func(o *work.Order) { o.Title = " " },
		"weight":  func(o *work.Order) { o.Weight = 0 },
		"due":     func(o *work.Order) { o.Due = "28/02/2027" },
		"checker": func(o *work.Order) { o.CheckerID = x.a.PersonID },
		"lead":    func(o *work.Order) { o.Leads = nil },
		"every":   func(o *work.Order) { o.Every = "day" },
		"until":   func(o *work.Order) { o.Every, o.Until = "week", "01/03/2027" },
	} {
		_, err := x.order(change)
		var invalid fault.Invalid
		if !errors.As(err, &invalid) || invalid.Fields[field].Format == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	outside := int64(0)
	x.must(x.Store.Read(t.Context()).Raw(`SELECT person_id FROM posts WHERE main AND until IS NULL AND unit_id = 3 LIMIT 1`).Scan(&outside).Error)
	if _, err := x.order(func(o *work.Order) { o.Leads = []int64{outside} }); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("work for another department: %v", err)
	}
}

// TestWhatAMonthCounts: due in it, or carried over; cancelled ones do not count, and what was closed
// later was not completed in it.
func TestWhatAMonthCounts(t *testing.T) {
	x := newTeam(t)
	ctx := t.Context()
	finish := func(id int64, day int) {
		t.Helper()
		x.clock.At = time.Date(2027, 3, day, 9, 0, 0, 0, clock.Zone)
		x.must(x.Finish(ctx, x.a, id, x.at(id).Version, "xong", "chậm"))
		x.must(x.Check(ctx, x.head, id, x.at(id).Version, work.Verdict{Passed: true, Close: true}))
	}
	inTime, err := x.order(nil)
	x.must(err)
	cancelled, err := x.order(nil)
	x.must(err)
	carried, err := x.order(nil)
	x.must(err)
	x.must(x.Cancel(ctx, x.head, cancelled, x.at(cancelled).Version, "không cần nữa"))
	finish(inTime, 19)
	figures := func(month int) string {
		list, err := work.Month(x.Store.Read(ctx), x.a.PersonID, 2027, month)
		x.must(err)
		text := ""
		for _, l := range work.Lines(list) {
			text += fmt.Sprintf("%d/%d late %d ", l.Completed, l.Assigned, l.Delayed)
		}
		return text
	}
	if got := figures(3); got != "1/2 late 0 " {
		t.Errorf("March: %s", got)
	}
	x.clock.At = time.Date(2027, 4, 10, 9, 0, 0, 0, clock.Zone)
	if got := figures(4); got != "0/1 late 1 " {
		t.Errorf("April, while it is still open: %s", got)
	}
	x.must(x.Finish(ctx, x.a, carried, x.at(carried).Version, "xong", "bận"))
	x.must(x.Check(ctx, x.head, carried, x.at(carried).Version, work.Verdict{Passed: true, Close: true}))
	if got := figures(4); got != "1/1 late 1 " {
		t.Errorf("April: %s", got)
	}
	if got := figures(3); got != "1/2 late 0 " {
		t.Errorf("March, seen from April: %s", got)
	}
	if got := figures(5); got != "" {
		t.Errorf("May: %s", got)
	}
}

// TestRecurringTasks are given out a week before their day, once each, and not for days that are past.
func TestRecurringTasks(t *testing.T) {
	x := newTeam(t)
	ctx := t.Context()
	_, err := x.order(func(o *work.Order) { o.Due, o.Every, o.Until = "31/03/2027", "month", "31/05/2027" })
	x.must(err)
	dues := func() (list []string) {
		x.must(x.Recur(ctx))
		x.must(x.Recur(ctx))
		x.must(x.Store.Read(ctx).Raw(`SELECT due FROM tasks WHERE title = 'Báo cáo quý' ORDER BY due`).Scan(&list).Error)
		return list
	}
	for day, want := range map[string]string{"2027-03-20": "2027-03-31"} {
		x.clock.At, _ = time.ParseInLocation(clock.Date, day, clock.Zone)
		if got := strings.Join(dues(), " "); got != want {
			t.Errorf("on %s: %s", day, got)
		}
	}
	for _, step := range [][2]string{{"2027-04-24", "2027-03-31 2027-04-30"}, {"2027-05-24", "2027-03-31 2027-04-30 2027-05-30"}, {"2027-07-01", "2027-03-31 2027-04-30 2027-05-30"}} {
		x.clock.At, _ = time.ParseInLocation(clock.Date, step[0], clock.Zone)
		if got := strings.Join(dues(), " "); got != step[1] {
			t.Errorf("on %s: %s, want %s", step[0], got, step[1])
		}
	}
}

func TestWeeks(t *testing.T) {
	for name, monday := range map[string]string{"2026-W01": "2025-12-29", "2026-W45": "2026-11-02", "2026-W53": "2026-12-28", "2027-W01": "2027-01-04"} {
		w, err := work.ParseWeek(name)
		if err != nil || w.Monday != monday || w.Name() != name {
			t.Errorf("%s: %+v %v", name, w, err)
		}
	}
	for _, bad := range []string{"2027-W53", "2026-W00", "2026-W54", "x", "2026-45", "2026-W1"} {
		if w, err := work.ParseWeek(bad); err == nil {
			t.Errorf("%s: %+v", bad, w)
		}
	}
}

func TestHowAnItemStands(t *testing.T) {
	for _, x := range []struct {
		item  work.Item
		month int
		want  string
	}{
		{work.Item{FirstMonth: 3, LastMonth: 5}, 2, work.NotDue},
		{work.Item{FirstMonth: 3, LastMonth: 5}, 3, work.Running},
		{work.Item{FirstMonth: 3, LastMonth: 5}, 5, work.Behind},
		{work.Item{FirstMonth: 3, LastMonth: 3}, 3, work.Running},
		{work.Item{FirstMonth: 3, LastMonth: 3}, 4, work.Behind},
		{work.Item{FirstMonth: 3, LastMonth: 5, Tasks: 2, Closed: 2}, 13, work.Fulfilled},
		{work.Item{FirstMonth: 3, LastMonth: 5, Tasks: 2, Closed: 1, Late: 1}, 4, work.Behind},
		{work.Item{FirstMonth: 3, LastMonth: 5, Tasks: 1}, 6, work.Behind},
	} {
		if got := x.item.Stands(x.month); got != x.want {
			t.Errorf("%+v in month %d: %s, want %s", x.item, x.month, got, x.want)
		}
	}
}

// nothingElse takes the demonstration's own tasks out of the way.
func nothingElse(tx *gorm.DB) error {
	if err := tx.Exec(`UPDATE recurrences SET stopped = TRUE`).Error; err != nil {
		return err
	}
	return tx.Exec(`UPDATE tasks SET state = 'cancelled' WHERE state <> 'closed'`).Error
}
