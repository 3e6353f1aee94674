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
	ID                        int64
	Title, Product            string
	Weight                    float64
	Due, DoneOn, ClosedOn     string
	State                     string
	Failures, Delays, Excused int
	Completed                 bool // closed by the end of the month
}

// monthTasks are the tasks that a month counts for their lead: due in it, or due before and not closed
// when it began. What was closed after the month does not count as completed in it.
const monthTasks = `SELECT id, title, product, weight, due, done_on, closed_on, state, failures, delays, excused FROM tasks
	WHERE lead_id = ? AND state <> 'cancelled' AND assigned_on <= ? AND (due BETWEEN ? AND ? OR due < ? AND (closed_on = '' OR closed_on >= ?)) ORDER BY due, id`

// Month lists the tasks that a month counts for somebody.
func Month(db *gorm.DB, person int64, year, month int) (list []Counted, err error) {
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	from, to := first.Format(clock.Date), first.AddDate(0, 1, -1).Format(clock.Date)
	if err := db.Raw(monthTasks, person, to, from, to, from, from).Scan(&list).Error; err != nil {
		return nil, err
	}
	for i := range list {
		t := &list[i]
		t.Completed = t.State == Closed && t.ClosedOn <= to
		switch {
		case t.DoneOn == "" && t.Due < from: // carried over and still not done: late in this month too
			t.Delays++
		case t.DoneOn > to && t.Delays > 0: // that it came late is the later month's
			t.Delays--
		}
	}
	return list, nil
}

// Lines adds a month's tasks up by product and weight.
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

// Evidence names the tasks of a line, as a card's evidence column has room for.
func (l Line) Evidence() string {
	names := make([]string, 0, len(l.Tasks))
	for _, t := range l.Tasks {
		names = append(names, fmt.Sprintf("NV%d", t.ID))
	}
	text := strings.Join(names, ", ")
	if l.Excused > 0 {
		text = fmt.Sprintf("%d lần khách quan; ", l.Excused) + text
	}
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:199]) + "…"
	}
	return text
}
