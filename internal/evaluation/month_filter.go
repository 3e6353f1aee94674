package evaluation

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// MonthFilter narrows and orders a department's month; all of it stands in the URL.
type MonthFilter struct {
	Find string
	Show string // waiting, differ, best, missing, remark; "" shows all
	Sort string // name, post, self, head, diff, grade, state; "" is the office's order
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
	case "waiting":
		return l.State == Submitted
	case "differ":
		d, ok := l.Difference()
		return ok && d != 0
	case "best":
		return l.Grade == best && l.State != Draft
	case "missing":
		return l.State == Draft
	case "remark":
		return l.NeedsRemark()
	}
	return true
}

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

// bounds are where the bands of the distribution begin; the first begins at nothing.
var bounds = [6]float64{0, 50, 70, 80, 90, 95}

// BandNames are the bands' names: their lower bounds.
var BandNames = [6]string{"<50", "50", "70", "80", "90", "95"}

func band(points float64) int {
	for i := len(bounds) - 1; i > 0; i-- {
		if points >= bounds[i] {
			return i
		}
	}
	return 0
}

// countBands counts a unit's cards of a month by band of points.
var countBands = func() string {
	counts := make([]string, len(bounds))
	for i, from := range bounds {
		within := fmt.Sprintf("points >= %v", from)
		if i == 0 {
			within = "points IS NOT NULL"
		}
		if i+1 < len(bounds) {
			within += fmt.Sprintf(" AND points < %v", bounds[i+1])
		}
		counts[i] = "COUNT(CASE WHEN " + within + " THEN 1 END)"
	}
	return `SELECT ` + strings.Join(counts, ", ") + ` FROM scorecards WHERE period_id = ` + store.ID + ` AND unit_id = ` + store.ID + ` AND state <> 'not_classified'`
}()

func (d *Department) addLastBands(db *gorm.DB) error {
	if d.PreviousID == 0 {
		return nil
	}
	b := &d.LastBands
	return store.Each(db, func(rows *sql.Rows) error {
		return rows.Scan(&b[0], &b[1], &b[2], &b[3], &b[4], &b[5])
	}, countBands, d.PreviousID, d.UnitID)
}
