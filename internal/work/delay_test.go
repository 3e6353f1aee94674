package work_test

import (
	"testing"

	"congthidua/internal/work"
)

// TestDelays: the due day itself is in time, the day after is a delay; each failure and each delay counts once,
// and not where its cause was an objective one.
func TestDelays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name             string
		day              string
		cause            string
		want             string
		delays           int
		mayExcuse, works bool
	}{
		{"before", "2027-03-19", "", fine, 0, false, true},
		{"on the due day", "2027-03-20", "", fine, 0, false, true},
		{"the day after, without a cause", "2027-03-21", "", "invalid cause", 0, false, false},
		{"the day after", "2027-03-21", "Mưa bão", fine, 1, true, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			o.on(x.day)
			id := o.task(inState(work.Accepted))
			if late := o.at(id).Late(x.day); late != (x.day > "2027-03-20") {
				t.Errorf("late: %v", late)
			}
			expect(t, "handing in", o.Finish(t.Context(), as(binh), id, 1, "Báo cáo", x.cause), x.want)
			got := o.at(id)
			if got.Delays != x.delays || x.works && got.DoneOn != x.day {
				t.Errorf("%d delays, done on %s", got.Delays, got.DoneOn)
			}
			page, err := o.Task(t.Context(), as(anna), id)
			o.must(err)
			if page.MayExcuse != x.mayExcuse {
				t.Errorf("may be excused: %v", page.MayExcuse)
			}
		})
	}
}

// TestVerdicts: what each finding of a check makes of the figures.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-25")
	type figures struct {
		state                     work.State
		failures, delays, excused int
		doneOn, closedOn          string
	}
	for _, x := range []struct {
		name    string
		doneOn  string
		delays  int
		verdict work.Verdict
		want    figures
	}{
		{"passed", "2027-03-20", 0, work.Verdict{Passed: true},
			figures{work.Checked, 0, 0, 0, "2027-03-20", ""}},
		{"passed and closed", "2027-03-20", 0, work.Verdict{Passed: true, Close: true},
			figures{work.Closed, 0, 0, 0, "2027-03-20", "2027-03-25"}},
		{"passed late", "2027-03-21", 1, work.Verdict{Passed: true},
			figures{work.Checked, 0, 1, 0, "2027-03-21", ""}},
		{"passed late, excused", "2027-03-21", 1, work.Verdict{Passed: true, ExcuseLate: true},
			figures{work.Checked, 0, 0, 1, "2027-03-21", ""}},
		{"one of two delays excused", "2027-03-21", 2, work.Verdict{Passed: true, ExcuseLate: true},
			figures{work.Checked, 0, 1, 1, "2027-03-21", ""}},
		{"in time, nothing to excuse", "2027-03-20", 1, work.Verdict{Passed: true, ExcuseLate: true},
			figures{work.Checked, 0, 1, 0, "2027-03-20", ""}},
		{"late, but nothing counted", "2027-03-21", 0, work.Verdict{Passed: true, ExcuseLate: true},
			figures{work.Checked, 0, 0, 0, "2027-03-21", ""}},
		{"failed", "2027-03-20", 0, work.Verdict{Why: "thiếu"},
			figures{work.Accepted, 1, 0, 0, "", ""}},
		{"failed, closing does not help", "2027-03-20", 0, work.Verdict{Why: "thiếu", Close: true},
			figures{work.Accepted, 1, 0, 0, "", ""}},
		{"failed for an objective cause", "2027-03-20", 0, work.Verdict{Why: "thiếu", Objective: true},
			figures{work.Accepted, 0, 0, 1, "", ""}},
		{"failed late, both objective", "2027-03-21", 1, work.Verdict{Why: "thiếu", Objective: true, ExcuseLate: true},
			figures{work.Accepted, 0, 0, 2, "", ""}},
	} {
		t.Run(x.name, func(t *testing.T) {
			id := o.task(func(y *work.Task) { y.State, y.DoneOn, y.Delays = work.Done, x.doneOn, x.delays })
			expect(t, "the check", o.Check(t.Context(), as(anna), id, 1, x.verdict), fine)
			got := o.at(id)
			if is := (figures{got.State, got.Failures, got.Delays, got.Excused, got.DoneOn, got.ClosedOn}); is != x.want {
				t.Errorf("%+v, want %+v", is, x.want)
			}
		})
	}
}

// TestAFailedTaskIsDueAsBefore: once its result was sent back it is late again, in the lists and in itself.
func TestAFailedTaskIsDueAsBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.task(func(x *work.Task) { x.State, x.DoneOn = work.Done, "2027-03-19" })
	o.must(o.Check(t.Context(), as(anna), id, 1, work.Verdict{Why: "thiếu"}))
	if got := o.at(id); !got.Late("2027-03-21") || got.Late("2027-03-20") {
		t.Errorf("it is not late the day after: %+v", got)
	}
	o.on("2027-03-21")
	list, err := o.Tasks(t.Context(), as(anna), work.Filter{Late: true})
	o.must(err)
	if list.Total != 1 || list.Counts.Late != 1 {
		t.Errorf("the list finds %d late: %+v", list.Total, list.Counts)
	}
}

// TestExtending: more time asked for after the due day is a delay, on the day itself it is none; the first due
// day stays.
func TestExtending(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name, day, due, want string
		delays               int
	}{
		{"before the day", "2027-03-19", "25/03/2027", fine, 0},
		{"on the day", "2027-03-20", "25/03/2027", fine, 0},
		{"after the day", "2027-03-21", "25/03/2027", fine, 1},
		{"to today", "2027-03-21", "21/03/2027", fine, 1},
		{"to a day before the due day", "2027-03-01", "19/03/2027", "invalid due", 0},
		{"to the due day", "2027-03-01", "20/03/2027", "invalid due", 0},
		{"to yesterday", "2027-03-21", "20/03/2027", "invalid due", 0},
		{"to no day", "2027-03-01", "31/02/2027", "invalid due", 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			o.on(x.day)
			id := o.task(inState(work.Accepted))
			expect(t, "extending", o.Extend(t.Context(), as(anna), id, 1, x.due, "Chờ số liệu"), x.want)
			got := o.at(id)
			if got.Delays != x.delays || got.FirstDue != "2027-03-20" {
				t.Errorf("%d delays, first due %s", got.Delays, got.FirstDue)
			}
		})
	}
}
