package evaluation

import (
	"errors"
	"slices"
)

// WhatIf says which months would have to be other than they are for a year to come to a grade.
type WhatIf struct {
	Grade    string // that is wished for
	Possible bool   // with full points in every month it would be reached
	Floor    float64
	Months   []MonthWish // in the order of the year
	Why      []Reason    // conditions that stand against it whatever the points are
}

// MonthWish is a month with what it would have to be.
type MonthWish struct {
	Month
	Missing bool    // has no result yet
	Below   bool    // lies below the floor, so it would have to change
	Alone   float64 // what it would have to have, all others as they are; 0 where no points suffice
}

// fullPoints is the most that a month can have.
const fullPoints = 100

// WhatIf seeks the least points with which the year would come to the grade of this rank (1 is the best) or
// a better one: for each month alone, and as a floor under all months. Months without a result yet count as
// the floor.
func (y Yearly) WhatIf(rank int) (WhatIf, error) {
	if y.framework == nil {
		return WhatIf{}, nil
	}
	w := WhatIf{Grade: y.framework.GradeAt(rank), Months: y.wishes()}
	whole := y.facts // once the missing months are there
	whole.Known += len(y.Missing)
	var failure error
	reaches := func(months []Month, facts YearFacts) bool {
		r, err := y.framework.YearOf(months, facts)
		failure = errors.Join(failure, err)
		return r.Rank > 0 && r.Rank <= rank
	}
	w.Floor, w.Possible = least(0, func(points float64) bool { return reaches(raised(w.Months, points), whole) })
	if !w.Possible {
		full, err := y.framework.YearOf(raised(w.Months, fullPoints), whole)
		w.Why = full.Reasons
		return w, errors.Join(failure, err)
	}
	for i, m := range w.Months {
		w.Months[i].Below = m.Missing || m.Points < w.Floor
	}
	for i := range w.Months {
		m := &w.Months[i]
		m.Alone, _ = least(m.Points, func(points float64) bool {
			return reaches(withMonth(raised(w.Months, 0), m.Month, points), y.facts)
		})
	}
	return w, failure
}

// withMonth gives one month other points, all others staying as they are.
func withMonth(months []Month, m Month, points float64) []Month {
	at := slices.IndexFunc(months, func(x Month) bool { return x.Month == m.Month })
	if at < 0 {
		months, at = append(months, m), len(months)
	}
	months[at].Points, months[at].Grade = points, anyGrade
	return months
}

// anyGrade stands for the grade of a month that is thought of: it counts, and which grade it would be does
// not matter for the year.
const anyGrade = "?"

// wishes are the months that count and those that are missing, in order.
func (y Yearly) wishes() (list []MonthWish) {
	for _, m := range y.counted {
		list = append(list, MonthWish{Month: m})
	}
	for _, m := range y.Missing {
		list = append(list, MonthWish{Month: Month{Month: m}, Missing: true})
	}
	slices.SortFunc(list, func(a, b MonthWish) int { return a.Month.Month - b.Month.Month })
	return list
}

// raised lifts every month to the floor; without a floor the missing ones are left out.
func raised(list []MonthWish, floor float64) (months []Month) {
	for _, m := range list {
		if m.Missing && floor == 0 {
			continue
		}
		month := m.Month
		if month.Points < floor || m.Missing {
			month.Points = floor
		}
		if month.Grade == "" {
			month.Grade = anyGrade
		}
		months = append(months, month)
	}
	return months
}

// least finds the smallest number of points, to the hundredth, for which ok holds; more points never
// turn it false.
func least(from float64, ok func(points float64) bool) (points float64, found bool) {
	low, high := int(from*100+0.5), fullPoints*100
	if !ok(fullPoints) {
		return 0, false
	}
	for low < high {
		if middle := (low + high) / 2; ok(float64(middle) / 100) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return float64(low) / 100, true
}
