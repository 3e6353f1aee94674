package evaluation

import (
	"context"

	"congthidua/internal/access"

	"gorm.io/gorm"
)

// UnitMonth is a unit's month with everything its page shows.
type UnitMonth struct {
	UnitID        int64
	Unit, Path    string
	Parent        string
	ParentID      int64
	Period        Period
	PreviousID    int64 // the months beside it, 0 where there is none
	NextID        int64
	SubmittedAt   *int64
	Special       bool
	SpecialReason string
	SpecialAsked  string
	UnitVersion   int64 // of the unit's record in the month

	Framework *Framework // of the unit's first card that has one; nil where none has
	Lines     []Line     // after the filter
	Counts    UnitCounts
	Bands     []BandCount // persons by band of points, the lowest first
	Quota     QuotaState
	Mean      float64
	Rights    UnitRights
}

// UnitCounts are a unit's persons in a month by what their cards wait for.
type UnitCounts struct {
	All           int
	NotClassified int
	Drafts        int // not handed in, those sent back among them
	Returned      int // drafts that were sent back
	Waiting       int // handed in, not scored
	Scored        int // scored or further
	Differ        int // scored with other points than the cadre's
	NoRemark      int // the same without a reason
	Best          int // with the grade that the quota limits
}

// Classified is how many persons are to have a grade.
func (c UnitCounts) Classified() int { return c.All - c.NotClassified }

// BandCount is how many persons fall into a band, this month and the month before.
type BandCount struct {
	Band
	Now, Last int
}

// UnitRights say what the actor may do with the unit's month now.
type UnitRights struct {
	Review       bool // score some of its cards
	Submit       bool // hand it in
	AskSpecial   bool // ask for the special share of the quota
	GrantSpecial bool // give it, or take it back
}

// record is the unit's own record of the month, to be changed.
func (m *UnitMonth) record() *PeriodUnit {
	return &PeriodUnit{PeriodID: m.Period.ID, UnitID: m.UnitID, Version: m.UnitVersion}
}

// UnitMonth returns a unit's month: three queries whatever the size of the unit.
func (s *Service) UnitMonth(
	ctx context.Context, a access.Actor, unitID, periodID int64, filter MonthFilter,
) (UnitMonth, error) {
	reach, err := a.Require(access.MonthView)
	if err != nil {
		return UnitMonth{}, err
	}
	db := s.Store.Read(ctx)
	m, err := unitMonth(db, reach, unitID, periodID)
	if err != nil {
		return m, err
	}
	lines, err := unitLines(db, m.Period, m.UnitID)
	if err != nil {
		return m, err
	}
	if err := s.rankLines(db, &m, lines); err != nil {
		return m, err
	}
	m.summarise(lines)
	if err := m.addLast(db); err != nil {
		return m, err
	}
	m.allow(a, lines)
	m.Lines = filter.apply(lines, m.Quota.Grade)
	return m, nil
}

// rankLines finds the unit's framework and gives each line the rank of its grade, under its own framework.
func (s *Service) rankLines(db *gorm.DB, m *UnitMonth, lines []Line) error {
	var f *Framework
	var id int64 // of f: nearly all lines of a unit have the same one
	for i := range lines {
		l := &lines[i]
		if l.FrameworkID == nil {
			continue
		}
		if f == nil || *l.FrameworkID != id {
			var err error
			if f, err = s.framework(db, *l.FrameworkID); err != nil {
				return err
			}
			id = *l.FrameworkID
		}
		if m.Framework == nil {
			m.Framework = f
		}
		l.Rank = f.GradeRank(l.Grade)
		l.Year[m.Period.Month-1] = GradeMark{l.Rank, l.Grade}
	}
	return nil
}

// summarise counts what the page answers before it is asked: progress, distribution, quota.
func (m *UnitMonth) summarise(lines []Line) {
	var bands Bands
	if m.Framework != nil {
		bands = m.Framework.Bands()
		m.Bands = make([]BandCount, len(bands))
		for i, b := range bands {
			m.Bands[i].Band = b
		}
	}
	byGrade := map[string]int{}
	sum, scored := 0.0, 0
	for i := range lines {
		l := &lines[i]
		m.Counts.take(l)
		if l.Points == nil || l.State == Draft || l.State == NotClassified {
			continue
		}
		byGrade[l.Grade]++
		sum += *l.Points
		scored++
		if len(bands) > 0 {
			m.Bands[bands.Of(*l.Points)].Now++
		}
	}
	if scored > 0 {
		m.Mean = round2(sum / float64(scored))
	}
	if m.Framework != nil {
		m.Quota = m.Framework.Quota.Check(withMissing(m.Framework, byGrade, m.Counts.Classified()), m.Special)
		m.Counts.Best = byGrade[m.Quota.Grade]
	}
}

func (c *UnitCounts) take(l *Line) {
	c.All++
	switch l.State {
	case NotClassified:
		c.NotClassified++
		return
	case Draft:
		c.Drafts++
		if l.Returned != "" {
			c.Returned++
		}
	case Submitted:
		c.Waiting++
	case Reviewed, Approved, Published:
		c.Scored++
	}
	if d, ok := l.Difference(); ok && d != 0 {
		c.Differ++
	}
	if l.NeedsRemark() {
		c.NoRemark++
	}
}

// addLast counts the month before into the same bands.
func (m *UnitMonth) addLast(db *gorm.DB) error {
	if m.PreviousID == 0 || m.Framework == nil {
		return nil
	}
	bands := m.Framework.Bands()
	return eachPoints(db, m.PreviousID, m.UnitID, func(points float64) { m.Bands[bands.Of(points)].Last++ })
}

// allow says what the actor may do with the month and with each of its lines.
func (m *UnitMonth) allow(a access.Actor, lines []Line) {
	open, handedIn := m.Period.State == PeriodOpen, m.SubmittedAt != nil
	who := reviewersAt(a, m.Path)
	runs := open && a.Reach(access.PeriodsRun).Covers(m.Path)
	m.Rights.Review = open && who.any()
	m.Rights.Submit = open && !handedIn && a.Reach(access.MonthSubmit).Covers(m.Path)
	m.Rights.AskSpecial = m.Rights.Submit && m.Quota.Over > 0 && !m.Special && m.SpecialAsked == ""
	m.Rights.GrantSpecial = runs
	cards := a.Reach(access.CardView)
	for i := range lines {
		l := &lines[i]
		l.Opens = cards.Includes(l.PersonID, m.Path)
		l.Rights.Review = standing{l.State, l.Reviewer, m.Period.State, handedIn}.open() &&
			who.may(l.PersonID, l.Reviewer)
		l.Rights.Accept = l.Rights.Review && l.State == Submitted
		l.Rights.Settle = runs && l.State == Reviewed && a.Judge(l.PersonID) == nil
	}
}

// withMissing counts those without a result yet into the base of a quota over all classified.
func withMissing(f *Framework, byGrade map[string]int, classified int) map[string]int {
	if f.Quota.Base != baseClassified {
		return byGrade
	}
	counted := map[string]int{}
	n := 0
	for grade, count := range byGrade {
		counted[grade] = count
		n += count
	}
	counted[""] = classified - n
	return counted
}

// Place returns the unit and month of a card that the actor may score.
func (s *Service) Place(ctx context.Context, a access.Actor, cardID int64) (unitID, periodID int64, err error) {
	reach, err := a.Require(access.CardReview)
	if err != nil {
		return 0, 0, err
	}
	c, err := card(s.Store.Read(ctx), reach, cardID)
	return c.UnitID, c.PeriodID, err
}
