package evaluation

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// UnitSummary is one unit in the consolidated month.
type UnitSummary struct {
	UnitID                  int64
	Unit, Parent            string
	Path, SearchKey         string
	SubmittedAt, RemindedAt *int64
	Special                 bool
	SpecialAsked            string
	SpecialReason           string

	Total, NotClassified      int
	Drafts, Waiting, Reviewed int
	ByGrade                   map[string]int // of those handed in or further
	Scored                    int            // persons in ByGrade
	Sum, Mean                 float64        // of their points
	LastScored                int            // the same of the month before
	LastMean                  float64
	Quota                     QuotaState
	Late                      bool
	Note                      string // said carefully: where the figures are unusual
	Rights                    SummaryRights
}

// SummaryRights say what the actor may do with a unit of the consolidated month now.
type SummaryRights struct {
	Remind bool
	Settle bool // look at its quota, which is broken, or about which it asks
}

// Classified is how many persons of the unit are to have a grade.
func (u *UnitSummary) Classified() int { return u.Total - u.NotClassified }

// Consolidation is the whole body's month, as far as it lies within the actor's reach.
type Consolidation struct {
	Period                        Period
	Grades                        []Grade       // columns of the table, the best first
	Units                         []UnitSummary // in the office's order
	Total, NotClassified          int
	Waiting, Drafts, Ready        int
	ByGrade                       map[string]int
	Mean                          float64
	OverQuota, LateUnits, Missing int      // units
	Asked, Noted                  int      // units
	Blockers                      []string // what keeps the month from being approved
	Rights                        PeriodRights
}

// Classified is how many persons are to have a grade.
func (c *Consolidation) Classified() int { return c.Total - c.NotClassified }

// PeriodRights say what the actor may do with the whole month now.
type PeriodRights struct {
	Approve bool // or look at what keeps it from being approved
	Return  bool
	Publish bool
	Remind  bool
}

// Consolidate sums the month by unit, in a few queries whatever the number of cards.
func (s *Service) Consolidate(ctx context.Context, a access.Actor, periodID int64) (Consolidation, error) {
	reach, err := a.Require(access.ConsolidationView)
	if err != nil {
		return Consolidation{}, err
	}
	db := s.Store.Read(ctx)
	p, err := period(db, periodID)
	if err != nil {
		return Consolidation{}, err
	}
	c, err := s.consolidate(db, p, reach)
	if err != nil {
		return c, err
	}
	return c, c.allow(db, a)
}

func (s *Service) consolidate(db *gorm.DB, p Period, reach access.Reach) (Consolidation, error) {
	c := Consolidation{Period: p, ByGrade: map[string]int{}}
	var err error
	if c.Units, err = unitSummaries(db, p.ID, reach); err != nil {
		return c, err
	}
	units := make(map[int64]*UnitSummary, len(c.Units))
	for i := range c.Units {
		units[c.Units[i].UnitID] = &c.Units[i]
	}
	if err := countCards(db, p.ID, units); err != nil {
		return c, err
	}
	framework, err := s.frameworkOfMonth(db, p.ID)
	if err != nil {
		return c, err
	}
	if err := addLastMeans(db, p, units); err != nil {
		return c, err
	}
	today := clock.Today(s.Clock)
	for i := range c.Units {
		c.take(&c.Units[i], framework, today)
	}
	c.columns(framework)
	c.finish()
	return c, nil
}

// frameworkOfMonth is the framework of one of the month's cards, nil where no card has any.
func (s *Service) frameworkOfMonth(db *gorm.DB, periodID int64) (*Framework, error) {
	var id []int64
	err := db.Model(&Scorecard{}).Where("period_id = ? AND framework_id IS NOT NULL", periodID).
		Limit(1).Pluck("framework_id", &id).Error
	if err != nil || len(id) == 0 {
		return nil, err
	}
	return s.framework(db, id[0])
}

// columns are the framework's grades and, behind them, those that cards have under another framework.
func (c *Consolidation) columns(f *Framework) {
	if f != nil {
		c.Grades = slices.Clone(f.Grades)
	}
	var others []string
	for code := range c.ByGrade {
		if !slices.ContainsFunc(c.Grades, func(g Grade) bool { return g.Code == code }) {
			others = append(others, code)
		}
	}
	slices.Sort(others)
	for _, code := range others {
		c.Grades = append(c.Grades, Grade{Code: code})
	}
}

func (c *Consolidation) take(u *UnitSummary, f *Framework, today string) {
	if u.Scored > 0 {
		u.Mean = round2(u.Sum / float64(u.Scored))
	}
	if f != nil {
		u.Quota = f.Quota.Check(withMissing(f, u.ByGrade, u.Classified()), u.Special)
	}
	missing := u.SubmittedAt == nil
	u.Late = missing && c.Period.State == PeriodOpen && today > c.Period.HeadDue
	c.Total += u.Total
	c.NotClassified += u.NotClassified
	c.Waiting += u.Waiting
	c.Drafts += u.Drafts
	c.Ready += u.Reviewed
	for grade, n := range u.ByGrade {
		c.ByGrade[grade] += n
	}
	c.Mean += u.Sum
	c.OverQuota += one(u.Quota.Over > 0)
	c.LateUnits += one(u.Late)
	c.Missing += one(missing)
	c.Asked += one(UnitsAsking.shows(u))
}

func one(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// minGroup is how many scored persons a unit needs before its mean says anything.
const minGroup = 5

// finish computes the body's mean, marks units that stand out and lists what blocks approval.
func (c *Consolidation) finish() {
	if scored := c.Waiting + c.Ready; scored > 0 {
		c.Mean = round2(c.Mean / float64(scored))
	}
	spread, groups := c.spread()
	for i := range c.Units {
		u := &c.Units[i]
		if u.Scored < minGroup {
			continue
		}
		switch {
		case groups >= 4 && spread > 0 && math.Abs(u.Mean-c.Mean) > 2*spread:
			u.Note = fmt.Sprintf("Bình quân %s, chung toàn cơ quan %s: chênh %s, hơn hai lần độ lệch "+
				"thường gặp (%s). Có thể có lý do riêng, nên xem lại.",
				viet.Fixed(u.Mean), viet.Fixed(c.Mean), viet.Signed(round2(u.Mean-c.Mean)), viet.Fixed(spread))
		case u.LastScored >= minGroup && math.Abs(u.Mean-u.LastMean) >= 5:
			u.Note = fmt.Sprintf("Bình quân %s, tháng trước %s: chênh %s. Có thể có lý do riêng, nên xem lại.",
				viet.Fixed(u.Mean), viet.Fixed(u.LastMean), viet.Signed(round2(u.Mean-u.LastMean)))
		}
		c.Noted += one(u.Note != "")
	}
	c.block()
}

// spread is how far the units' means usually lie from the body's, and of how many units.
func (c *Consolidation) spread() (spread float64, groups int) {
	variance := 0.0
	for i := range c.Units {
		if u := &c.Units[i]; u.Scored >= minGroup {
			variance += (u.Mean - c.Mean) * (u.Mean - c.Mean)
			groups++
		}
	}
	return math.Sqrt(variance / math.Max(1, float64(groups))), groups
}

// block lists what keeps the month from being approved.
func (c *Consolidation) block() {
	if n := c.Drafts + c.Waiting; n > 0 {
		c.Blockers = append(c.Blockers,
			fmt.Sprintf("%d phiếu chưa chấm xong (%d chưa nộp, %d chờ chấm)", n, c.Drafts, c.Waiting))
	}
	if c.Missing > 0 {
		c.Blockers = append(c.Blockers, fmt.Sprintf("%d đơn vị chưa trình tổng hợp", c.Missing))
	}
	for i := range c.Units {
		if u := &c.Units[i]; u.Quota.Over > 0 {
			c.Blockers = append(c.Blockers,
				fmt.Sprintf("%s: loại %s %d/%d, cần hạ %d người hoặc xét mức đặc biệt",
					u.Unit, u.Quota.Grade, u.Quota.Used, u.Quota.Allowed, u.Quota.Lower))
		}
	}
}

// allow says what the actor may do with the month and its units. Who may not decide on all its units, or
// would decide on the own card, is not offered it.
func (c *Consolidation) allow(db *gorm.DB, a access.Actor) error {
	runs, open := a.Reach(access.PeriodsRun), c.Period.State == PeriodOpen
	var err error
	switch c.Period.State {
	case PeriodOpen:
		c.Rights.Approve, err = allowed(decidesMonth(db, a, c.Period.ID, Reviewed))
	case PeriodApproved:
		if c.Rights.Return, err = allowed(decidesMonth(db, a, c.Period.ID, Approved)); err != nil {
			return err
		}
		if !runs.None() {
			c.Rights.Publish, err = allowed(coversMonth(db, runs, c.Period.ID))
		}
	case PeriodPublished:
	}
	if err != nil {
		return err
	}
	c.Rights.Remind = open && !runs.None() && c.Missing > 0
	for i := range c.Units {
		u := &c.Units[i]
		mine := open && runs.Covers(u.Path)
		u.Rights.Remind = mine && u.SubmittedAt == nil
		u.Rights.Settle = mine && (u.Quota.Over > 0 || u.Special || u.SpecialAsked != "")
	}
	return nil
}

// allowed turns a refusal into an answer; other errors stay errors.
func allowed(refusal error) (bool, error) {
	if errors.Is(refusal, fault.ErrForbidden) {
		return false, nil
	}
	return refusal == nil, refusal
}
