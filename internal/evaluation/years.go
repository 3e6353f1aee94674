package evaluation

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/org"

	"gorm.io/gorm"
)

// YearMonth is a month of a person's year with the card behind it.
type YearMonth struct {
	Month
	CardID int64
	State  State
	Excuse string
	Unit   string
}

// PersonYear returns a person's months of a year and the year's result. Months that are not
// published show only to who may see the card before.
func (s *Service) PersonYear(ctx context.Context, a access.Actor, personID int64, year int) ([12]YearMonth, YearResult, error) {
	var months [12]YearMonth
	reach, err := a.Require(access.CardView)
	if err != nil {
		return months, YearResult{}, err
	}
	where, args := reach.PathCondition("c.person_id", "u.path")
	own := a.PersonID == personID
	var rows []struct {
		CardID, FrameworkID int64
		Month               int
		Points              *float64
		Grade, Excuse, Unit string
		State               State
	}
	db := s.Store.Read(ctx)
	err = db.Raw(`SELECT c.id AS card_id, COALESCE(c.framework_id, 0) AS framework_id, p.month, c.points, c.grade, c.excuse, c.state, u.name AS unit FROM scorecards c JOIN periods p ON p.id = c.period_id JOIN units u ON u.id = c.unit_id
		WHERE c.person_id = ? AND p.year = ? AND `+where+` ORDER BY p.month`, append([]any{personID, year}, args...)...).Scan(&rows).Error
	if err != nil {
		return months, YearResult{}, err
	}
	var sum yearSum
	for _, r := range rows {
		m := YearMonth{Month: Month{Year: year, Month: r.Month}, CardID: r.CardID, State: r.State, Excuse: r.Excuse, Unit: r.Unit}
		if sum.take(m.Month, r.State, r.Points, r.Grade, r.Excuse, !own || r.State != Approved) {
			m.Points, m.Grade = *r.Points, r.Grade
		}
		months[r.Month-1] = m
		if r.FrameworkID != 0 {
			if sum.framework, err = s.framework(db, r.FrameworkID); err != nil {
				return months, YearResult{}, err
			}
		}
	}
	return months, sum.result(), nil
}

// yearSum gathers a person's months for the year's result.
type yearSum struct {
	counted   []Month
	facts     YearFacts
	framework *Framework // of the latest month
	known     [13]bool
}

// take adds a month; final reports whether it counts: approved or published, and visible.
func (y *yearSum) take(m Month, state State, points *float64, grade, excuse string, visible bool) (final bool) {
	if (state == Approved || state == Published) && visible && points != nil {
		m.Points, m.Grade = *points, grade
		y.counted = append(y.counted, m)
		y.facts.Known++
		y.known[m.Month] = true
		return true
	}
	if state == NotClassified {
		y.facts.Known++
		y.facts.Absent++
		y.facts.Maternity = y.facts.Maternity || strings.HasPrefix(excuse, org.AbsenceNames[org.Maternity])
		y.known[m.Month] = true
	}
	return false
}

func (y *yearSum) result() YearResult {
	if y.framework == nil {
		return YearResult{}
	}
	return y.framework.YearOf(y.counted, y.facts)
}

// Yearly is a person's year as others build on it.
type Yearly struct {
	YearResult
	Missing []int // months without a result yet

	counted   []Month
	facts     YearFacts
	framework *Framework
}

// YearsOf returns the year's results of persons by their approved and published months, up to
// the month through. persons is a condition on c.person_id that comes from the code.
func (s *Service) YearsOf(db *gorm.DB, year, through int, persons string, args ...any) (map[int64]Yearly, error) {
	var rows []struct {
		PersonID, FrameworkID int64
		Month                 int
		Points                *float64
		Grade, Excuse         string
		State                 State
	}
	err := db.Raw(`SELECT c.person_id, COALESCE(c.framework_id, 0) AS framework_id, p.month, c.points, c.grade, c.excuse, c.state FROM scorecards c JOIN periods p ON p.id = c.period_id
		WHERE p.year = ? AND p.month <= ? AND `+persons+` ORDER BY c.person_id, p.month`, append([]any{year, through}, args...)...).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	sums := map[int64]*yearSum{}
	for _, r := range rows {
		sum := sums[r.PersonID]
		if sum == nil {
			sum = &yearSum{}
			sums[r.PersonID] = sum
		}
		sum.take(Month{Year: year, Month: r.Month}, r.State, r.Points, r.Grade, r.Excuse, true)
		if r.FrameworkID != 0 {
			if sum.framework, err = s.framework(db, r.FrameworkID); err != nil {
				return nil, err
			}
		}
	}
	years := make(map[int64]Yearly, len(sums))
	for id, sum := range sums {
		y := Yearly{YearResult: sum.result(), counted: sum.counted, facts: sum.facts, framework: sum.framework}
		for m := 1; m <= through; m++ {
			if !sum.known[m] {
				y.Missing = append(y.Missing, m)
			}
		}
		years[id] = y
	}
	return years, nil
}

// UnitYear is a month of a unit's year: mean points and persons by grade.
type UnitYear struct {
	Month    int
	Mean     float64
	N        int
	ByGrade  []GradeCount // the best first
	PeriodID int64
}

// GradeCount is how many persons have a grade.
type GradeCount struct {
	Grade string
	N     int
}

// UnitYear sums a unit's published and approved months of a year.
func (s *Service) UnitYear(ctx context.Context, a access.Actor, unitID int64, year int) ([]UnitYear, error) {
	reach, err := a.Require(access.MonthView)
	if err != nil {
		return nil, err
	}
	where, args := reach.PathCondition("", "u.path")
	var rows []struct {
		PeriodID int64
		Month, N int
		Grade    string
		Sum      float64
	}
	err = s.Store.Read(ctx).Raw(`SELECT p.id AS period_id, p.month, c.grade, count(*) AS n, sum(c.points) AS sum FROM scorecards c JOIN periods p ON p.id = c.period_id JOIN units u ON u.id = c.unit_id
		WHERE c.unit_id = ? AND p.year = ? AND c.state IN ('approved', 'published') AND `+where+` GROUP BY p.id, p.month, c.grade ORDER BY p.month, c.grade`, append([]any{unitID, year}, args...)...).Scan(&rows).Error
	var list []UnitYear
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].Month != r.Month {
			list = append(list, UnitYear{Month: r.Month, PeriodID: r.PeriodID})
		}
		m := &list[len(list)-1]
		m.Mean += r.Sum
		m.N += r.N
		m.ByGrade = append(m.ByGrade, GradeCount{r.Grade, r.N})
	}
	for i := range list {
		list[i].Mean = round2(list[i].Mean / float64(list[i].N))
	}
	return list, err
}
