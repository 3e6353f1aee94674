package evaluation

import (
	"cmp"
	"slices"
	"strings"

	"congthidua/internal/viet"
)

// Show is which lines of a unit's month are shown; it stands in the URL.
type Show string

// The choices.
const (
	ShowAll      Show = ""
	ShowWaiting  Show = "waiting"
	ShowDiffer   Show = "differ"
	ShowBest     Show = "best"
	ShowMissing  Show = "missing"
	ShowNoRemark Show = "remark"
)

// MonthFilter narrows and orders a unit's month; all of it stands in the URL.
type MonthFilter struct {
	Find string // in names, tone marks or not
	Show Show
	Sort string // a key of lineOrder; others are the office's order, by post
	Desc bool
}

func (f MonthFilter) apply(lines []Line, best string) []Line {
	find := viet.SearchKey(f.Find)
	kept := make([]*Line, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		if (find == "" || strings.Contains(viet.SearchKey(l.Name), find)) && f.shows(l, best) {
			kept = append(kept, l)
		}
	}
	order := lineOrder[f.Sort]
	if order == nil {
		order = lineOrder["post"]
	}
	slices.SortStableFunc(kept, func(a, b *Line) int {
		if f.Desc {
			a, b = b, a
		}
		return cmp.Or(order(a, b), strings.Compare(a.NameKey, b.NameKey))
	})
	sorted := make([]Line, len(kept))
	for i, l := range kept {
		sorted[i] = *l
	}
	return sorted
}

func (f MonthFilter) shows(l *Line, best string) bool {
	switch f.Show {
	case ShowWaiting:
		return l.State == Submitted
	case ShowDiffer:
		d, ok := l.Difference()
		return ok && d != 0
	case ShowBest:
		return l.Grade == best && l.State != Draft
	case ShowMissing:
		return l.State == Draft
	case ShowNoRemark:
		return l.NeedsRemark()
	}
	return true
}

// value orders those without points before all others.
func value(p *float64) float64 {
	if p == nil {
		return -1
	}
	return *p
}

var lineOrder = map[string]func(a, b *Line) int{
	"name": func(a, b *Line) int { return strings.Compare(a.NameKey, b.NameKey) },
	"post": func(a, b *Line) int { return cmp.Compare(a.Level, b.Level) },
	"self": func(a, b *Line) int { return cmp.Compare(value(a.SelfPoints), value(b.SelfPoints)) },
	"head": func(a, b *Line) int { return cmp.Compare(value(a.HeadPoints), value(b.HeadPoints)) },
	"diff": func(a, b *Line) int {
		x, _ := a.Difference()
		y, _ := b.Difference()
		return cmp.Compare(x, y)
	},
	"grade":  func(a, b *Line) int { return cmp.Compare(value(b.Points), value(a.Points)) },
	"points": func(a, b *Line) int { return cmp.Compare(value(a.Points), value(b.Points)) },
	"state":  func(a, b *Line) int { return cmp.Compare(a.State, b.State) },
}
