package work_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// every gives a recurring task to Bình and returns its first task and its recurrence.
func (o *office) every(cycle work.Cycle, due, until string) (task int64, r work.Recurrence) {
	o.t.Helper()
	ids, err := o.Assign(o.t.Context(), as(anna), order(func(o *work.Order) {
		o.Due, o.Every, o.Until = due, cycle, until
	}))
	o.must(err)
	o.must(o.Store.Read(o.t.Context()).Order("id DESC").Take(&r).Error)
	return ids[0], r
}

// dues are the due days of all tasks.
func (o *office) dues() string {
	o.t.Helper()
	var list []string
	o.must(o.Store.Read(o.t.Context()).Model(&work.Task{}).Order("due").Pluck("due", &list).Error)
	return strings.Join(list, " ")
}

// TestRecurringTasks are given out a week before their day, once each, and not for days that are past.
func TestRecurringTasks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.every(work.Monthly, "31/03/2027", "31/05/2027")
	for _, x := range []struct{ day, want string }{
		{"2027-04-22", "2027-03-31"},
		{"2027-04-23", "2027-03-31 2027-04-30"}, // seven days before
		{"2027-04-24", "2027-03-31 2027-04-30"},
		{"2027-05-23", "2027-03-31 2027-04-30"},
		{"2027-05-24", "2027-03-31 2027-04-30 2027-05-31"}, // the last day of its end
		{"2027-07-01", "2027-03-31 2027-04-30 2027-05-31"},
	} {
		o.on(x.day)
		o.must(o.Recur(t.Context()))
		o.must(o.Recur(t.Context()))
		if got := o.dues(); got != x.want {
			t.Errorf("on %s: %s, want %s", x.day, got, x.want)
		}
	}
}

// TestRecurrencesAfterAPause: days that passed while no server ran are left out, today is given out still.
func TestRecurrencesAfterAPause(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.every(work.Weekly, "05/03/2027", "")
	o.on("2027-04-02") // 12, 19 and 26 March went by; 2 April is today
	o.must(o.Recur(t.Context()))
	if got := o.dues(); got != "2027-03-05 2027-04-02" {
		t.Errorf("after the pause: %s", got)
	}
	o.must(o.Recur(t.Context())) // 9 April has come near
	if got := o.dues(); got != "2027-03-05 2027-04-02 2027-04-09" {
		t.Errorf("and then: %s", got)
	}
}

// TestWhatARecurrenceGivesOut: the same work, to the lead where the lead works today.
func TestWhatARecurrenceGivesOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, r := o.every(work.Weekly, "05/03/2027", "")
	o.leave(binh, 20)
	o.on("2027-03-06")
	o.must(o.Recur(t.Context()))
	var got work.Task
	o.must(o.Store.Read(t.Context()).Where("source = ?", work.FromRecurrence).Take(&got).Error)
	was := o.at(first)
	if got.Title != was.Title || got.Product != was.Product || got.Weight != was.Weight || got.LeadID != binh ||
		got.CheckerID != anna || got.UnitID != 20 || got.Assigner != "Trần Thị An" || got.AssignerID != nil ||
		got.SourceID != r.ID || got.Due != "2027-03-12" || got.State != work.Assigned {
		t.Errorf("%+v", got)
	}
}

// TestARecurrenceWithoutItsLead stops, and the others go on.
func TestARecurrenceWithoutItsLead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, r := o.every(work.Weekly, "05/03/2027", "")
	_, err := o.Assign(t.Context(), as(anna), order(func(o *work.Order) {
		o.Leads, o.Due, o.Every = []int64{chi}, "05/03/2027", work.Weekly
	}))
	o.must(err)
	o.leave(binh, 0)
	o.on("2027-03-06")
	o.must(o.Recur(t.Context()))
	if n := o.count(&work.Recurrence{}, "id = ? AND stopped", r.ID); n != 1 {
		t.Error("it was not stopped")
	}
	if n := o.count(&work.Task{}, "source = ?", work.FromRecurrence); n != 1 {
		t.Errorf("%d tasks were given out, want that of the other", n)
	}
}

// TestTwoProcesses give a day out once.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range 5 {
		o.every(work.Weekly, "05/03/2027", "")
	}
	o.on("2027-03-06")
	var running sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		running.Go(func() { errs[i] = o.Recur(t.Context()) })
	}
	running.Wait()
	for _, err := range errs {
		o.must(err)
	}
	if n := o.count(&work.Task{}, "source = ?", work.FromRecurrence); n != 5 {
		t.Errorf("%d tasks were given out, want 5", n)
	}
	// Were a second one to come all the same, its key is taken.
	var made work.Task
	o.must(o.Store.Read(t.Context()).Where("source = ?", work.FromRecurrence).Take(&made).Error)
	made.ID = 0
	if err := o.Store.Write(t.Context(), create(&made)); answer(err) == fine {
		t.Error("the same day of a recurrence was written twice")
	}
}

// TestStopping a recurrence: who assigns where its lead works, from the page that is current, once.
func TestStopping(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, r := o.every(work.Weekly, "05/03/2027", "")
	for _, x := range []struct {
		who     string
		actor   access.Actor
		version int64
		want    string
	}{
		{"the lead", as(binh), 1, forbidden},
		{"the other head", as(dung), 1, notFound},
		{"a leader of 20", leaderOf(20), 1, notFound},
		{"the auditor", holding(access.Auditor), 1, forbidden},
		{"from a stale page", as(anna), 2, stale},
		{"the head", as(anna), 1, fine},
		{"again", as(anna), 2, stale},
	} {
		expect(t, x.who, o.Stop(t.Context(), x.actor, r.ID, x.version), x.want)
	}
	o.on("2027-03-06")
	o.must(o.Recur(t.Context()))
	if n := o.count(&work.Task{}, "source = ?", work.FromRecurrence); n != 0 {
		t.Errorf("stopped, it gave out %d", n)
	}
}

// TestRecurrencesListed: within reach, until they are stopped or over.
func TestRecurrencesListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.every(work.Weekly, "05/03/2027", "05/03/2027") // over after its first task
	_, r := o.every(work.Quarterly, "31/03/2027", "")
	for _, x := range []struct {
		who   string
		actor access.Actor
		want  string
	}{
		{"the head", as(anna), fmt.Sprint(r.ID)},
		{"the other head", as(dung), ""},
		{"a leader of 20", leaderOf(20), ""},
		{"the leader", as(boss), fmt.Sprint(r.ID)},
	} {
		list, err := o.Recurrences(t.Context(), x.actor)
		o.must(err)
		var got []string
		for _, row := range list {
			got = append(got, fmt.Sprint(row.ID))
			if row.NextDue != "2027-06-30" || row.Lead != "Phạm Văn Bình" {
				t.Errorf("%+v", row)
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s sees %v, want %s", x.who, got, x.want)
		}
		tasks, err := o.Tasks(t.Context(), x.actor, work.Filter{})
		o.must(err)
		if tasks.Recurring != (x.want != "") {
			t.Errorf("%s: the list of tasks knows of some: %v", x.who, tasks.Recurring)
		}
	}
	_, err := o.Recurrences(t.Context(), as(binh))
	expect(t, "a cadre", err, forbidden)
}

// TestEveryRoundIsTheWholeWork: what is written beside a task comes again as well; helpers who have left do not.
func TestEveryRoundIsTheWholeWork(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.Assign(t.Context(), as(anna), order(func(o *work.Order) {
		o.Due, o.Every, o.Detail, o.Priority = "05/03/2027", work.Weekly, "Theo mẫu 2", work.Urgent
		o.Leads, o.Helpers = []int64{binh}, []int64{chi, anna}
		o.CheckerID = boss
	}))
	o.must(err)
	o.leave(chi, 0)
	o.on("2027-03-06")
	o.must(o.Recur(t.Context()))
	var got work.Task
	o.must(o.Store.Read(t.Context()).Where("source = ?", work.FromRecurrence).Take(&got).Error)
	if got.Detail != "Theo mẫu 2" || got.Priority != work.Urgent {
		t.Errorf("%+v", got)
	}
	if n, gone := o.count(&work.Helper{}, "task_id = ? AND person_id = ?", got.ID, anna),
		o.count(&work.Helper{}, "task_id = ? AND person_id = ?", got.ID, chi); n != 1 || gone != 0 {
		t.Errorf("%d and %d helpers", n, gone)
	}
}

// TestARecurrenceWithoutItsChecker stops: nobody could pass its tasks.
func TestARecurrenceWithoutItsChecker(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, r := o.every(work.Weekly, "05/03/2027", "")
	o.leave(anna, 0)
	o.on("2027-03-06")
	o.must(o.Recur(t.Context()))
	if n := o.count(&work.Recurrence{}, "id = ? AND stopped", r.ID); n != 1 {
		t.Error("it was not stopped")
	}
}
