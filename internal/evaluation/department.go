package evaluation

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Line is one person in a department's month.
type Line struct {
	ID, PersonID           int64
	FrameworkID            *int64
	Name, NameKey, Post    string
	Level                  int64
	Reviewer               string
	State                  State
	Excuse, Returned       string
	Parts                  string
	SelfPoints, HeadPoints *float64
	Points                 *float64
	Grade                  string
	Settled, Remark        string
	Version                int64
	Year                   [12]byte // grade of each month of the year, 0 where none
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

// Department is a department's month with everything its page shows.
type Department struct {
	UnitID          int64
	Unit, Path      string
	Parent          string
	ParentID        int64
	Period          Period
	PreviousID      int64
	NextID          int64
	SubmittedAt     *int64
	Special         bool
	SpecialReason   string
	SpecialAsked    string
	UnitVersion     int64
	Framework       *Framework
	FrameworkID     int64
	Lines           []Line // after the filter
	All             int
	Counts          map[string]int // by filter
	Bands           [6]int         // persons by band of points
	LastBands       [6]int
	Quota           QuotaState
	Mean            float64
	MayReviewHead   bool
	MayReviewLeader bool
	MayReviewAny    bool
	MaySubmit       bool
}

// unitMonth reads the unit within reach, its month and its standing in it, in one query.
func unitMonth(db *gorm.DB, a access.Actor, permission access.Permission, unitID, periodID int64) (Department, error) {
	reach, err := a.Require(permission)
	if err != nil {
		return Department{}, err
	}
	where, args := reach.PathCondition("", "u.path")
	var d Department
	p := &d.Period
	err = store.Each(db, func(rows *sql.Rows) error {
		return rows.Scan(&p.ID, &p.Year, &p.Month, &p.State, &p.SelfDue, &p.HeadDue, &p.CommitteeDue, &p.LeaderDue, &p.AppealDays, &p.PublishedAt, &p.Version,
			&d.UnitID, &d.Unit, &d.Path, &d.Parent, &d.ParentID, &d.SubmittedAt, &d.Special, &d.SpecialReason, &d.SpecialAsked, &d.UnitVersion, &d.PreviousID, &d.NextID)
	}, `SELECT p.id, p.year, p.month, p.state, p.self_due, p.head_due, p.committee_due, p.leader_due, p.appeal_days, p.published_at, p.version,
			u.id, u.name, u.path, COALESCE(up.name, ''), COALESCE(up.id, 0), pu.submitted_at, pu.special, pu.special_reason, pu.special_asked, pu.version,
			COALESCE((SELECT q.id FROM periods q WHERE q.year * 12 + q.month < p.year * 12 + p.month ORDER BY q.year DESC, q.month DESC LIMIT 1), 0),
			COALESCE((SELECT q.id FROM periods q WHERE q.year * 12 + q.month > p.year * 12 + p.month ORDER BY q.year, q.month LIMIT 1), 0)
		FROM period_units pu JOIN periods p ON p.id = pu.period_id JOIN units u ON u.id = pu.unit_id LEFT JOIN units up ON up.id = u.parent_id
		WHERE pu.period_id = `+store.ID+` AND pu.unit_id = `+store.ID+` AND `+where, append([]any{periodID, unitID}, args...)...)
	if err == nil && d.UnitID == 0 {
		err = fault.ErrNotFound
	}
	return d, err
}

const lineColumns = `c.id, c.person_id, c.framework_id, c.name, c.name_key, c.post, c.level, c.reviewer, c.state, c.excuse, c.returned, c.parts, c.self_points, c.head_points, c.points, c.grade, c.settled, c.remark, c.version`

// Month returns a department's month: three queries whatever the size of the unit.
func (s *Service) Month(ctx context.Context, a access.Actor, unitID, periodID int64, filter MonthFilter) (Department, error) {
	db := s.Store.Read(ctx)
	d, err := unitMonth(db, a, access.MonthView, unitID, periodID)
	if err != nil {
		return d, err
	}
	lines, err := d.lines(db)
	if err != nil {
		return d, err
	}
	if err := d.addLastBands(db); err != nil {
		return d, err
	}
	if err := s.summarise(db, &d, lines); err != nil {
		return d, err
	}
	d.MayReviewHead = a.Reach(access.CardReview).Covers(d.Path)
	d.MayReviewLeader = a.Reach(access.LeaderReview).Covers(d.Path)
	open := d.Period.State == "open"
	d.MayReviewAny = open && (d.MayReviewHead || d.MayReviewLeader)
	d.MaySubmit = d.MayReviewAny && d.SubmittedAt == nil
	d.Lines = filter.apply(lines, d.Quota.Grade)
	return d, nil
}

// lines reads a unit's cards of a month with the strip of each person's year. The table of a
// month is the page used most, so its rows are read by hand.
func (d *Department) lines(db *gorm.DB) ([]Line, error) {
	list := make([]Line, 0, 64)
	err := store.Each(db, func(rows *sql.Rows) error {
		var l Line
		var strip string
		err := rows.Scan(&l.ID, &l.PersonID, &l.FrameworkID, &l.Name, &l.NameKey, &l.Post, &l.Level, &l.Reviewer, &l.State, &l.Excuse, &l.Returned, &l.Parts,
			&l.SelfPoints, &l.HeadPoints, &l.Points, &l.Grade, &l.Settled, &l.Remark, &l.Version, &strip)
		l.Year = yearOf(strip, d.Period.Month, l.Grade)
		list = append(list, l)
		return err
	}, `SELECT `+lineColumns+`, COALESCE(y.grades, '') FROM scorecards c LEFT JOIN year_strips y ON y.person_id = c.person_id AND y.year = `+store.ID+` WHERE c.period_id = `+store.ID+` AND c.unit_id = `+store.ID, d.Period.Year, d.Period.ID, d.UnitID)
	return list, err
}

// summarise counts what the page answers before it is asked: progress, distribution, quota.
func (s *Service) summarise(db *gorm.DB, d *Department, lines []Line) error {
	d.Counts = map[string]int{}
	byGrade := map[string]int{}
	sum, scored := 0.0, 0
	for _, l := range lines {
		if d.Framework == nil && l.FrameworkID != nil {
			var err error
			if d.Framework, err = s.framework(db, *l.FrameworkID); err != nil {
				return err
			}
			d.FrameworkID = *l.FrameworkID
		}
		d.Counts["all"]++
		d.Counts[string(l.State)]++
		if l.State == NotClassified {
			continue
		}
		if l.Returned != "" {
			d.Counts["returned"]++
		}
		if diff, ok := l.Difference(); ok && diff != 0 {
			d.Counts["differ"]++
		}
		if l.NeedsRemark() {
			d.Counts["remark"]++
		}
		if l.Points != nil && l.State != Draft {
			byGrade[l.Grade]++
			d.Bands[band(*l.Points)]++
			sum += *l.Points
			scored++
		}
	}
	d.All = len(lines)
	if scored > 0 {
		d.Mean = round2(sum / float64(scored))
	}
	if d.Framework != nil {
		d.Quota = d.Framework.Quota.Check(withMissing(d.Framework, byGrade, d.All-d.Counts[string(NotClassified)]), d.Special)
		d.Counts["best"] = byGrade[d.Quota.Grade]
	}
	return nil
}

// withMissing counts those without a result yet into the base of a quota over all classified.
func withMissing(f *Framework, byGrade map[string]int, classified int) map[string]int {
	if f.Quota.Base != "classified" {
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
func (d Department) LineOf(id int64) (Line, bool) {
	for _, l := range d.Lines {
		if l.ID == id {
			return l, true
		}
	}
	return Line{}, false
}

// Place returns the unit and month of a card within the actor's reach.
func (s *Service) Place(ctx context.Context, a access.Actor, cardID int64) (unitID, periodID int64, err error) {
	c, err := card(s.Store.Read(ctx), a, access.CardReview, cardID)
	return c.UnitID, c.PeriodID, err
}

// SubmitUnit hands the unit's month to the committee. It is refused while cards are not
// scored, or scored differently without a reason, naming them.
func (s *Service) SubmitUnit(ctx context.Context, a access.Actor, unitID, periodID int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := unitMonth(tx, a, access.MonthSubmit, unitID, periodID)
		if err != nil {
			return err
		}
		var lines []Line
		if err := tx.Raw(`SELECT `+lineColumns+` FROM scorecards c WHERE c.period_id = ? AND c.unit_id = ? AND c.state <> 'not_classified' ORDER BY c.name_key`, periodID, unitID).Scan(&lines).Error; err != nil {
			return err
		}
		if missing := unready(lines); missing != "" {
			return fault.Conflictf("Chưa trình được. %s", missing)
		}
		err = store.OneRow(tx.Exec(`UPDATE period_units SET submitted_at = ?, version = version + 1 WHERE period_id = ? AND unit_id = ? AND submitted_at IS NULL AND (SELECT state FROM periods WHERE id = ?) = 'open'`,
			s.Clock.Now().UnixMilli(), periodID, unitID, periodID))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "month.submit", Object: "units", ObjectID: unitID, Detail: map[string]any{"month": d.Period.Name()}})
	})
}

// unready names who keeps a unit from handing in; heads' cards are the leader's business.
func unready(lines []Line) string {
	var waiting, silent []string
	for _, l := range lines {
		if l.Reviewer == "head" && (l.State == Draft || l.State == Submitted) {
			waiting = append(waiting, l.Name)
		}
		if l.NeedsRemark() {
			silent = append(silent, l.Name)
		}
	}
	var parts []string
	if len(waiting) > 0 {
		parts = append(parts, fmt.Sprintf("%d phiếu chưa chấm: %s.", len(waiting), few(waiting)))
	}
	if len(silent) > 0 {
		parts = append(parts, fmt.Sprintf("%d phiếu chấm khác điểm tự chấm mà chưa ghi lý do: %s.", len(silent), few(silent)))
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

// AskSpecial asks the committee for the special share of the unit, with a reason.
func (s *Service) AskSpecial(ctx context.Context, a access.Actor, unitID, periodID int64, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 500 {
		return fault.Invalidf("reason", "Ghi thành tích đặc biệt của tập thể, không quá 500 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := unitMonth(tx, a, access.MonthSubmit, unitID, periodID); err != nil {
			return err
		}
		err := store.OneRow(tx.Exec(`UPDATE period_units SET special_asked = ?, version = version + 1 WHERE period_id = ? AND unit_id = ? AND NOT special`, reason, periodID, unitID))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "month.ask_special", Object: "units", ObjectID: unitID, Detail: map[string]any{"reason": reason}})
	})
}
