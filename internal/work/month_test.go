package work_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/work"
)

// TestWhatAMonthCounts: the lead's tasks due in it, and those carried over that were open when it began.
func TestWhatAMonthCounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name   string
		counts bool
		change func(*work.Task)
	}{
		{"due on its first day", true, func(x *work.Task) { x.Due = "2027-03-01" }},
		{"due on its last day", true, func(x *work.Task) { x.Due = "2027-03-31" }},
		{"due the day after", false, func(x *work.Task) { x.Due = "2027-04-01" }},
		{"due before, open", true, func(x *work.Task) { x.Due = "2027-02-28" }},
		{"due before, closed on its first day", true, func(x *work.Task) {
			x.Due, x.State, x.ClosedOn = "2027-02-28", work.Closed, "2027-03-01"
		}},
		{"due before, closed before", false, func(x *work.Task) {
			x.Due, x.State, x.ClosedOn = "2027-02-28", work.Closed, "2027-02-28"
		}},
		{"due in it, closed after", true, func(x *work.Task) {
			x.Due, x.State, x.ClosedOn = "2027-03-31", work.Closed, "2027-04-02"
		}},
		{"assigned on its last day", true, func(x *work.Task) { x.AssignedOn, x.Due = "2027-03-31", "2027-03-31" }},
		{"assigned the day after", false, func(x *work.Task) { x.AssignedOn, x.Due = "2027-04-01", "2027-03-31" }},
		{"cancelled", false, func(x *work.Task) { x.State = work.Cancelled }},
		{"somebody else's", false, func(x *work.Task) { x.LeadID = chi }},
		{"checked only", false, func(x *work.Task) { x.LeadID, x.CheckerID = anna, binh }},
	} {
		t.Run(x.name, func(t *testing.T) {
			id := o.task(func(y *work.Task) {
				y.AssignedOn = "2027-02-01"
				x.change(y)
			})
			list, err := work.Month(o.Store.Read(t.Context()), binh, 2027, 3)
			o.must(err)
			found := false
			for _, counted := range list {
				found = found || counted.ID == id
			}
			if found != x.counts {
				t.Errorf("counted: %v", found)
			}
		})
	}
}

// TestATasksWay goes from assigned to closed with a failed check, a delay and its objective cause, and stands
// in the months with its figures.
func TestATasksWay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	ids, err := o.Assign(ctx, as(anna), order(nil))
	o.must(err)
	id := ids[0]
	v := func() int64 { return o.at(id).Version }
	o.must(o.Accept(ctx, as(binh), id, v()))
	o.must(o.Extend(ctx, as(anna), id, v(), "25/03/2027", "chờ số liệu"))
	o.on("2027-03-27")
	o.must(o.Finish(ctx, as(binh), id, v(), "Báo cáo 12", "Đơn vị chậm số liệu"))
	o.must(o.Check(ctx, as(anna), id, v(), work.Verdict{Why: "Thiếu phụ lục", ExcuseLate: true}))
	o.must(o.Extend(ctx, as(anna), id, v(), "30/03/2027", "bổ sung phụ lục")) // after its day: one delay
	o.on("2027-03-30")
	o.must(o.Finish(ctx, as(binh), id, v(), "Báo cáo 12, phụ lục", ""))
	o.must(o.Check(ctx, as(anna), id, v(), work.Verdict{Passed: true}))
	o.on("2027-04-01")
	o.must(o.Close(ctx, as(anna), id, v()))
	got, err := o.Task(ctx, as(anna), id)
	o.must(err)
	if got.State != work.Closed || got.ClosedOn != "2027-04-01" || got.Failures != 1 || got.Delays != 1 ||
		got.Excused != 1 {
		t.Errorf("closed: %+v", got.Task)
	}
	var kinds []string
	for _, e := range got.Events {
		kinds = append(kinds, string(e.Kind))
	}
	if want := "assign accept due done excused failed due done verified closed"; strings.Join(kinds, " ") != want {
		t.Errorf("the history: %v", kinds)
	}
	for month, want := range map[int]string{
		2: "",
		3: "0/1 failed 1 late 1 excused 1",
		4: "1/1 failed 1 late 1 excused 1",
		5: "",
	} {
		list, err := work.Month(o.Store.Read(ctx), binh, 2027, month)
		o.must(err)
		text := ""
		for _, l := range work.Lines(list) {
			text += fmt.Sprintf(
				"%d/%d failed %d late %d excused %d",
				l.Completed,
				l.Assigned,
				l.Failed,
				l.Delayed,
				l.Excused,
			)
		}
		if text != want {
			t.Errorf("month %d: %s, want %s", month, text, want)
		}
	}
}
