package evaluation

import (
	"testing"

	"congthidua/internal/work"
)

// TestCase5FromTasks feeds worked case 5 from tasks: twelve of weight 1, all done, one that failed a
// check once and one that was late twice: 68.54 of 70, with 28 general points 96.54.
func TestCase5FromTasks(t *testing.T) {
	var tasks []work.Counted
	for i := range 12 {
		x := work.Counted{ID: int64(i + 1), Product: "Báo cáo", Weight: 1, State: work.Closed, Completed: true}
		switch i {
		case 3:
			x.Failures = 1
		case 7:
			x.Delays = 2
		case 8: // confirmed as objective: does not count
			x.Excused = 1
		}
		tasks = append(tasks, x)
	}
	lines := work.Lines(tasks)
	if len(lines) != 1 {
		t.Fatalf("%+v", lines)
	}
	if l := lines[0]; l.Assigned != 12 || l.Completed != 12 || l.Failed != 1 || l.Delayed != 2 || l.Excused != 1 {
		t.Errorf("%+v", l)
	}
	f := shipped(t, "nd335-staff")
	sheet := Sheet{Marks: general28}
	sheet.Products = fromTasks(lines)
	r, err := f.Evaluate(sheet, Circumstances{})
	if err != nil || r.Points != 96.54 || r.Grade != "HTXSNV" {
		t.Errorf("%v points, grade %s, %v", r.Points, r.Grade, err)
	}
	if err := sheet.Check(f); err != nil {
		t.Error(err)
	}
}
