package evaluation

import (
	"context"

	"congthidua/internal/access"

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

// PersonYear returns a person's months of a year and the year's result. Of the own months the person sees
// those that are published; who may see the cards of others sees approved ones too.
func (s *Service) PersonYear(
	ctx context.Context, a access.Actor, personID int64, year int,
) (months [12]YearMonth, result YearResult, err error) {
	reach, err := a.Require(access.CardView)
	if err != nil {
		return months, result, err
	}
	db := s.Store.Read(ctx)
	rows, err := personCards(db, reach, personID, year)
	if err != nil {
		return months, result, err
	}
	own := a.PersonID == personID
	sum := yearSum{}
	for _, r := range rows {
		if err := sum.follow(db, s, r.FrameworkID); err != nil {
			return months, result, err
		}
		m := YearMonth{
			Month:  Month{Year: year, Month: r.Month},
			CardID: r.CardID,
			State:  r.State,
			Excuse: r.Excuse,
			Unit:   r.Unit,
		}
		if counted, ok := sum.take(r, !own || r.State != Approved); ok {
			m.Month = counted
		}
		months[r.Month-1] = m
	}
	result, err = sum.result()
	return months, result, err
}

// yearSum gathers a person's months, in their order, for the year's result.
type yearSum struct {
	counted   []Month
	facts     YearFacts
	framework *Framework // of the latest month
	known     [13]bool
}

// follow goes on to the framework of the next month.
func (y *yearSum) follow(db *gorm.DB, s *Service, frameworkID int64) (err error) {
	if frameworkID != 0 {
		y.framework, err = s.framework(db, frameworkID)
	}
	return err
}

// take adds a month under the framework followed to. ok reports whether it counts: approved or published,
// and visible.
func (y *yearSum) take(r yearCard, visible bool) (m Month, ok bool) {
	if r.State == NotClassified {
		y.facts.Known++
		y.facts.Absent++
		y.facts.Maternity = y.facts.Maternity || r.ExcuseKind == ExcuseMaternity
		y.known[r.Month] = true
		return m, false
	}
	if !r.State.Final() || !visible || r.Points == nil || y.framework == nil {
		return m, false
	}
	m = Month{
		Year:   r.Year,
		Month:  r.Month,
		Points: *r.Points,
		Grade:  r.Grade,
		Rank:   y.framework.GradeRank(r.Grade),
	}
	y.counted = append(y.counted, m)
	y.facts.Known++
	y.known[r.Month] = true
	return m, true
}

func (y *yearSum) result() (YearResult, error) {
	if y.framework == nil {
		return YearResult{}, nil
	}
	return y.framework.YearOf(y.counted, y.facts)
}

// missing lists the months up to one that have neither a result nor an excuse.
func (y *yearSum) missing(through int) (months []int) {
	for m := 1; m <= through; m++ {
		if !y.known[m] {
			months = append(months, m)
		}
	}
	return months
}

// Yearly is a person's year as rooms above build on it.
type Yearly struct {
	YearResult
	Missing []int // months without a result yet

	counted   []Month
	facts     YearFacts
	framework *Framework
}

// Grades lists the codes of the grades that the year could come to, the best first; a rule that speaks of
// "the second grade" finds its name here.
func (y Yearly) Grades() (codes []string) {
	if y.framework != nil {
		for _, g := range y.framework.Grades {
			codes = append(codes, g.Code)
		}
	}
	return codes
}

// YearsOf returns the year's results of persons by their approved and published months, up to the month
// through. It serves the rooms above, which have checked who asks; persons is a condition on c.person_id
// that comes from the code.
func (s *Service) YearsOf(
	db *gorm.DB, year, through int, persons string, args ...any,
) (map[int64]Yearly, error) {
	rows, err := cardsOfYear(db, year, through, persons, args...)
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
		if err := sum.follow(db, s, r.FrameworkID); err != nil {
			return nil, err
		}
		sum.take(r, true)
	}
	years := make(map[int64]Yearly, len(sums))
	for id, sum := range sums {
		result, err := sum.result()
		if err != nil {
			return nil, err
		}
		years[id] = Yearly{
			YearResult: result,
			Missing:    sum.missing(through),
			counted:    sum.counted,
			facts:      sum.facts,
			framework:  sum.framework,
		}
	}
	return years, nil
}

// UnitYear is a month of a unit's year: mean points and persons by grade.
type UnitYear struct {
	Month    int
	Mean     float64
	N        int
	ByGrade  GradeCounts
	PeriodID int64
}

// UnitYear sums a unit's published and approved months of a year.
func (s *Service) UnitYear(ctx context.Context, a access.Actor, unitID int64, year int) ([]UnitYear, error) {
	reach, err := a.Require(access.MonthView)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	rows, err := unitGrades(db, reach, unitID, year)
	if err != nil {
		return nil, err
	}
	var list []UnitYear
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].Month != r.Month {
			list = append(list, UnitYear{Month: r.Month, PeriodID: r.PeriodID})
		}
		rank, err := s.rank(db, r.FrameworkID, r.Grade)
		if err != nil {
			return nil, err
		}
		m := &list[len(list)-1]
		m.Mean += r.Sum
		m.N += r.N
		m.ByGrade.Add(rank, r.Grade, r.N)
	}
	for i := range list {
		list[i].Mean = round2(list[i].Mean / float64(list[i].N))
	}
	return list, nil
}
