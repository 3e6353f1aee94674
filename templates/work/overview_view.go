package work

import (
	"congthidua/internal/document"
	"congthidua/internal/work"
)

// Overview is what leaders see of the year: the work, and the documents past their day.
type Overview struct {
	work.Overview
	Documents []document.Overdue
}

// bar is a part of a picture.
type bar struct {
	class    string
	x, width float64
}

// parts are the parts of a unit's bar, 200 wide together.
func parts(u work.UnitWork) (list []bar) {
	all, at := float64(u.Open+u.Closed), 0.0
	if all == 0 {
		return nil
	}
	for _, p := range []struct {
		class string
		n     int
	}{
		{"f-done", u.Closed - u.Delayed},
		{"f-wait", u.Delayed},
		{"f-last", u.Open - u.Late},
		{"f-back", u.Late},
	} {
		width := 200 * float64(p.n) / all
		list = append(list, bar{p.class, at, width})
		at += width
	}
	return list
}
