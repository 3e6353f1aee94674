package work

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"congthidua/internal/clock"

	"gorm.io/gorm"
)

// Line is what the tasks of somebody's month come to for one product of one weight: what a card under
// a framework that counts products is filled with.
type Line struct {
	Product                              string
	Weight                               float64 // of a piece, in standard products
	Assigned, Completed, Failed, Delayed int
	Excused                              int // failures and delays for a confirmed objective cause; they do not count
	Tasks                                []Counted
}

// Counted is a task of a month with how it counts.
type Counted struct {
	ID        int64
	Title     string
	Product   string
	Weight    float64 // in standard products
	Due       string
	DoneOn    string
	ClosedOn  string
	State     State
	Failures  int
	Delays    int
	Excused   int
	Completed bool // closed by the end of the month
}

// Month lists the tasks that a month counts for their lead: those due in it, and those due before that were
// not closed when it began. Cancelled ones do not count, nor those assigned after the month. It serves the
// rooms above, which have asked who may see the month.
func Month(db *gorm.DB, person int64, year, month int) ([]Counted, error) {
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	from, to := first.Format(clock.Date), first.AddDate(0, 1, -1).Format(clock.Date)
	list, err := monthTasks(db, person, from, to)
	for i := range list {
		list[i].count(from, to)
	}
	return list, err
}

// count sees a task with the eyes of a month from its first to its last day.
func (t *Counted) count(from, to string) {
	t.Completed = t.State == Closed && t.ClosedOn <= to
	switch {
	case t.DoneOn == "" && t.Due < from: // carried over and still not done: late in this month too
		t.Delays++
	case t.DoneOn > to && t.Delays > 0: // it came late in a later month, which counts that
		t.Delays--
	}
}

// Lines adds a month's tasks up by product and weight, in the order in which the tasks come.
func Lines(list []Counted) (lines []Line) {
	for _, t := range list {
		at := slices.IndexFunc(lines, func(l Line) bool { return l.Product == t.Product && l.Weight == t.Weight })
		if at < 0 {
			at = len(lines)
			lines = append(lines, Line{Product: t.Product, Weight: t.Weight})
		}
		l := &lines[at]
		l.Assigned++
		if t.Completed {
			l.Completed++
		}
		l.Failed += t.Failures
		l.Delayed += t.Delays
		l.Excused += t.Excused
		l.Tasks = append(l.Tasks, t)
	}
	return lines
}

// evidenceLength is how many characters a card's column of evidence holds.
const evidenceLength = 200

// Evidence names the tasks of a line, as a card's evidence column has room for.
func (l Line) Evidence() string {
	names := make([]string, len(l.Tasks))
	for i, t := range l.Tasks {
		names[i] = fmt.Sprintf("NV%d", t.ID)
	}
	text := strings.Join(names, ", ")
	if l.Excused > 0 {
		text = fmt.Sprintf("%d lần khách quan; ", l.Excused) + text
	}
	if runes := []rune(text); len(runes) > evidenceLength {
		text = string(runes[:evidenceLength-1]) + "…"
	}
	return text
}
