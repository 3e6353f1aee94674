package evaluation

import (
	"cmp"
	"slices"
	"strings"

	"congthidua/internal/viet"
)

// UnitsShown is which units of the consolidated month are shown; it stands in the URL.
type UnitsShown string

// The choices.
const (
	AllUnits      UnitsShown = ""
	UnitsMissing  UnitsShown = "missing" // have not handed in
	UnitsLate     UnitsShown = "late"
	UnitsOver     UnitsShown = "over"    // above their quota
	UnitsAsking   UnitsShown = "special" // ask for the special share
	UnitsStanding UnitsShown = "note"    // stand out
)

// UnitFilter narrows, orders and parts the units of the consolidated month; all of it stands in the URL.
type UnitFilter struct {
	Find string // in names, tone marks or not
	Show UnitsShown
	Sort string // a key of unitOrder; others are the office's order
	Desc bool
	Page int // from 0
}

// UnitsAPage is how many units a page shows.
const UnitsAPage = 100

// Choose returns the units that a page shows, and how many match the filter.
func (c *Consolidation) Choose(f UnitFilter) (page []*UnitSummary, matching int) {
	find := viet.SearchKey(f.Find)
	for i := range c.Units {
		u := &c.Units[i]
		if f.Show.shows(u) && strings.Contains(u.SearchKey, find) {
			page = append(page, u)
		}
	}
	if order := unitOrder[f.Sort]; order != nil {
		slices.SortStableFunc(page, func(a, b *UnitSummary) int {
			if f.Desc {
				a, b = b, a
			}
			return order(a, b)
		})
	}
	matching = len(page)
	from := min(f.Page*UnitsAPage, matching)
	return page[from:min(from+UnitsAPage, matching)], matching
}

func (s UnitsShown) shows(u *UnitSummary) bool {
	switch s {
	case UnitsMissing:
		return u.SubmittedAt == nil
	case UnitsLate:
		return u.Late
	case UnitsOver:
		return u.Quota.Over > 0
	case UnitsAsking:
		return u.SpecialAsked != "" && !u.Special
	case UnitsStanding:
		return u.Note != ""
	}
	return true
}

// unitOrder are the orders that can be asked for: the highest mean first, who has most of the best grade,
// who is least far, who is furthest above the quota.
var unitOrder = map[string]func(a, b *UnitSummary) int{
	"mean": func(a, b *UnitSummary) int { return cmp.Compare(b.Mean, a.Mean) },
	"best": func(a, b *UnitSummary) int {
		return cmp.Compare(float64(b.Quota.Used*a.Classified()), float64(a.Quota.Used*b.Classified()))
	},
	"ready": func(a, b *UnitSummary) int {
		return cmp.Compare(float64(a.Reviewed*b.Classified()), float64(b.Reviewed*a.Classified()))
	},
	"over": func(a, b *UnitSummary) int { return cmp.Compare(b.Quota.Over, a.Quota.Over) },
}
