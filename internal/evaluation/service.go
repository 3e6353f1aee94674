package evaluation

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Service holds the use cases of the monthly evaluation.
type Service struct {
	Store *store.Store
	Clock clock.Clock

	// published frameworks never change, so each is compiled once
	mu         sync.RWMutex
	frameworks map[int64]*Framework

	// AlsoWaiting adds what waits on the floors above, so that every page asks once.
	AlsoWaiting func(access.Actor) []store.Part // more that waits, with the columns of Waiting: kind, n, unit_id, unit, card_id, period_id, year, month, due, note
}

// State is where a scorecard stands; see the package comment.
type State string

// The states of a scorecard.
const (
	NotClassified State = "not_classified"
	Draft         State = "draft"
	Submitted     State = "submitted"
	Reviewed      State = "reviewed"
	Approved      State = "approved"
	Published     State = "published"
)

// StateNames names the states as the screen does.
var StateNames = map[State]string{NotClassified: "Không xếp loại", Draft: "Chưa nộp", Submitted: "Chờ chấm", Reviewed: "Đã chấm", Approved: "Đã duyệt", Published: "Đã công bố"}

// Scorecard is one person's card for one month. Name, post and unit are kept as they were in
// that month. Points and grade are what counts now: the reviewer's where there is a review,
// else the cadre's own.
type Scorecard struct {
	ID, PeriodID, PersonID, UnitID int64
	FrameworkID                    *int64
	Name, NameKey, Post            string
	Level                          int64
	Manager                        bool
	Reviewer                       string // head, or leader for who heads a unit
	State                          State
	Excuse                         string // why not classified
	Returned                       string // why it came back, "" when it did not
	Parts                          string
	SelfPoints, HeadPoints, Points *float64
	Grade                          string
	EarnedGrade                    string // by points and conditions, before the quota was settled
	Settled                        string // why the committee changed the grade
	Remark                         string // why the reviewer's points differ
	ReviewedBy                     *int64
	Revision, Version              int64

	// Joined from the unit and the month.
	Unit, Path       string
	Year, Month      int
	PeriodState      string
	Kind             string
	UnitSubmitted    bool
	SelfDue, HeadDue string
	AppealDays       int
	PublishedAt      *int64
	Self, Head       string // sheets as JSON
}

// card reads a scorecard within the reach of a permission; out of reach is not found. Every
// save begins with it, so it is read by hand.
func card(db *gorm.DB, a access.Actor, permission access.Permission, id int64) (Scorecard, error) {
	reach, err := a.Require(permission)
	if err != nil {
		return Scorecard{}, err
	}
	where, args := reach.PathCondition("c.person_id", "u.path")
	var c Scorecard
	var self, head *string
	err = store.Each(db, func(rows *sql.Rows) error {
		return rows.Scan(&c.ID, &c.PeriodID, &c.PersonID, &c.UnitID, &c.FrameworkID, &c.Name, &c.NameKey, &c.Post, &c.Level, &c.Manager, &c.Reviewer, &c.State, &c.Excuse, &c.Returned, &c.Parts,
			&c.SelfPoints, &c.HeadPoints, &c.Points, &c.Grade, &c.EarnedGrade, &c.Settled, &c.Remark, &c.ReviewedBy, &c.Revision, &c.Version,
			&c.Unit, &c.Path, &c.Year, &c.Month, &c.PeriodState, &c.SelfDue, &c.HeadDue, &c.AppealDays, &c.PublishedAt, &c.Kind, &c.UnitSubmitted, &self, &head)
	}, `SELECT c.id, c.period_id, c.person_id, c.unit_id, c.framework_id, c.name, c.name_key, c.post, c.level, c.manager, c.reviewer, c.state, c.excuse, c.returned, c.parts,
			c.self_points, c.head_points, c.points, c.grade, c.earned_grade, c.settled, c.remark, c.reviewed_by, c.revision, c.version,
			u.name, u.path, p.year, p.month, p.state, p.self_due, p.head_due, p.appeal_days, p.published_at, pe.kind, pu.submitted_at IS NOT NULL, s.self, s.head
		FROM scorecards c JOIN units u ON u.id = c.unit_id JOIN periods p ON p.id = c.period_id JOIN people pe ON pe.id = c.person_id
		JOIN period_units pu ON pu.period_id = c.period_id AND pu.unit_id = c.unit_id LEFT JOIN sheets s ON s.scorecard_id = c.id
		WHERE c.id = `+store.ID+` AND `+where, append([]any{id}, args...)...)
	if self != nil && head != nil {
		c.Self, c.Head = *self, *head
	}
	if err == nil && c.ID == 0 {
		err = fault.ErrNotFound
	}
	return c, err
}

// Framework returns a framework by its id, compiled.
func (s *Service) Framework(ctx context.Context, id int64) (*Framework, error) {
	return s.framework(s.Store.Read(ctx), id)
}

func (s *Service) framework(db *gorm.DB, id int64) (*Framework, error) {
	s.mu.RLock()
	f := s.frameworks[id]
	s.mu.RUnlock()
	if f != nil {
		return f, nil
	}
	var row struct{ Body, State string }
	if err := db.Raw(`SELECT body, state FROM frameworks WHERE id = ?`, id).Scan(&row).Error; err != nil {
		return nil, err
	}
	if row.Body == "" {
		return nil, fault.ErrNotFound
	}
	f, err := ParseFramework(row.Body)
	if err != nil {
		return f, fmt.Errorf("framework %d: %w", id, err)
	}
	if row.State == "published" {
		s.mu.Lock()
		if s.frameworks == nil {
			s.frameworks = map[int64]*Framework{}
		}
		s.frameworks[id] = f
		s.mu.Unlock()
	}
	return f, nil
}

// evaluate computes a sheet for the card.
func (s *Service) evaluate(tx *gorm.DB, c Scorecard, sheet Sheet) (*Framework, Result, error) {
	if c.FrameworkID == nil {
		return nil, Result{}, fault.Conflictf("Người này không thuộc diện xếp loại trong tháng.")
	}
	f, err := s.framework(tx, *c.FrameworkID)
	if err != nil {
		return nil, Result{}, err
	}
	about, err := circumstancesOf(tx, c)
	if err != nil {
		return nil, Result{}, err
	}
	result, err := f.Evaluate(sheet, about)
	return f, result, err
}

// event notes a step in the card's history.
func event(tx *gorm.DB, at int64, actor string, cardID int64, step, note string) error {
	_, err := store.Exec(tx, `INSERT INTO scorecard_events (scorecard_id, at, actor, step, note) VALUES (?, ?, ?, ?, ?)`, cardID, at, actor, step, note)
	return err
}

// record writes history and audit of one step of one card.
func (s *Service) record(tx *gorm.DB, a access.Actor, c Scorecard, step, note string, detail map[string]any) error {
	if err := event(tx, s.Clock.Now().UnixMilli(), a.Name, c.ID, step, note); err != nil {
		return err
	}
	return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "scorecard." + step, Object: "scorecards", ObjectID: c.ID, Detail: detail})
}
