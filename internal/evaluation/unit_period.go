package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Line is one person in a unit's month.
type Line struct {
	ID, PersonID           int64
	FrameworkID            *int64
	Name, NameKey, Post    string
	Level                  int64
	Reviewer               Reviewer
	State                  State
	Excuse, Returned       string
	Parts                  string
	SelfPoints, HeadPoints *float64
	Points                 *float64
	Grade                  string
	Settled, Remark        string
	Version                int64

	Rank   int   // of the grade in the card's framework, 0 where there is none
	Year   Strip // grades of the year up to this month
	Rights LineRights
}

// LineRights say what the actor may do with a line of the table now.
type LineRights struct {
	Review bool // score it, with a reason
	Accept bool // take over the cadre's own score
	Settle bool // lower its grade to keep the quota
}

// Difference is the reviewer's points less the cadre's; known only after the review.
func (l *Line) Difference() (float64, bool) {
	if l.SelfPoints == nil || l.HeadPoints == nil {
		return 0, false
	}
	return round2(*l.HeadPoints - *l.SelfPoints), true
}

// PartValues returns the parts of the total in the order of the framework's columns.
func (l *Line) PartValues(n int) []string {
	values := make([]string, n)
	for i, part := range strings.SplitN(l.Parts, "|", n) {
		values[i] = strings.Replace(part, ".", ",", 1)
	}
	return values
}

// NeedsRemark reports whether the reviewer scored differently without saying why.
func (l *Line) NeedsRemark() bool {
	d, ok := l.Difference()
	return ok && d != 0 && l.Remark == ""
}

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
	for i := range lines {
		l := &lines[i]
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

// LineOf returns one person's line, for the row that is sent back after scoring in place.
func (m UnitMonth) LineOf(id int64) (Line, bool) {
	at := slices.IndexFunc(m.Lines, func(l Line) bool { return l.ID == id })
	if at < 0 {
		return Line{}, false
	}
	return m.Lines[at], true
}

// Chosen returns those of the cards that the actor may accept now, in the order of the table.
func (m UnitMonth) Chosen(ids []int64) (lines []Line) {
	for _, l := range m.Lines {
		if l.Rights.Accept && slices.Contains(ids, l.ID) {
			lines = append(lines, l)
		}
	}
	return lines
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

// SubmitUnit hands the unit's month to the committee. It is refused while cards are not scored, or scored
// differently without a reason, naming them.
func (s *Service) SubmitUnit(ctx context.Context, a access.Actor, unitID, periodID, version int64) error {
	reach, err := a.Require(access.MonthSubmit)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := unitMonth(tx, reach, unitID, periodID)
		if err != nil {
			return err
		}
		if m.Period.State != PeriodOpen {
			return errNoLongerOpen
		}
		lines, err := unitLines(tx, m.Period, m.UnitID)
		if err != nil {
			return err
		}
		if missing := unready(lines); missing != "" {
			return fault.Conflictf("Chưa trình được. %s", missing)
		}
		change := store.Change{"submitted_at": s.Clock.Now().UnixMilli()}
		if err := store.Update(tx.Where("submitted_at IS NULL"), m.record(), version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "month.submit", "units", unitID, audit.Detail{"month": m.Period.Name()})
	})
}

// unready names who keeps a unit from handing in; heads' cards are the leader's business.
func unready(lines []Line) string {
	slices.SortFunc(lines, func(a, b Line) int { return strings.Compare(a.NameKey, b.NameKey) })
	var waiting, silent []string
	for i := range lines {
		l := &lines[i]
		if l.Reviewer == ByHead && (l.State == Draft || l.State == Submitted) {
			waiting = append(waiting, l.Name)
		}
		if l.State != NotClassified && l.NeedsRemark() {
			silent = append(silent, l.Name)
		}
	}
	var parts []string
	if len(waiting) > 0 {
		parts = append(parts, fmt.Sprintf("%d phiếu chưa chấm: %s.", len(waiting), few(waiting)))
	}
	if len(silent) > 0 {
		parts = append(parts, fmt.Sprintf("%d phiếu chấm khác điểm tự chấm mà chưa ghi lý do: %s.",
			len(silent), few(silent)))
	}
	return strings.Join(parts, " ")
}

// few lists at most five names.
func few(names []string) string {
	if len(names) <= 5 {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:5], ", ") + fmt.Sprintf(" và %d người nữa", len(names)-5)
}

// AskSpecial asks the committee for the special share of the unit in the open month, with a reason.
func (s *Service) AskSpecial(
	ctx context.Context, a access.Actor, unitID, periodID, version int64, reason string,
) error {
	reach, err := a.Require(access.MonthSubmit)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi thành tích đặc biệt của tập thể, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := unitMonth(tx, reach, unitID, periodID)
		if err != nil {
			return err
		}
		if m.Period.State != PeriodOpen {
			return errNoLongerOpen
		}
		change := store.Change{"special_asked": reason}
		if err := store.Update(tx.Where("special = ?", false), m.record(), version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "month.ask_special", "units", unitID, audit.Detail{"reason": reason})
	})
}
