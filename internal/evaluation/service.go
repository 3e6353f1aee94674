package evaluation

import (
	"context"
	"errors"
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

	// Published frameworks never change, so each is compiled once.
	mu         sync.RWMutex
	frameworks map[int64]*Framework
}

// Framework returns a framework by its id, compiled.
func (s *Service) Framework(ctx context.Context, a access.Actor, id int64) (*Framework, error) {
	if !a.May(access.FrameworksView) {
		return nil, fault.ErrForbidden
	}
	return s.framework(s.Store.Read(ctx), id)
}

func (s *Service) framework(db *gorm.DB, id int64) (*Framework, error) {
	s.mu.RLock()
	f := s.frameworks[id]
	s.mu.RUnlock()
	if f != nil {
		return f, nil
	}
	var row FrameworkRow
	if err := store.First(db.Where("id = ?", id), &row); err != nil {
		return nil, err
	}
	f, err := ParseFramework(row.Body)
	if err != nil {
		return f, fmt.Errorf("framework %d: %w", id, err)
	}
	if row.State == FrameworkPublished {
		s.mu.Lock()
		if s.frameworks == nil {
			s.frameworks = map[int64]*Framework{}
		}
		s.frameworks[id] = f
		s.mu.Unlock()
	}
	return f, nil
}

// rank returns the place of a card's grade in the card's framework; 0 where there is none.
func (s *Service) rank(db *gorm.DB, framework *int64, grade string) (int, error) {
	if framework == nil || grade == "" {
		return 0, nil
	}
	f, err := s.framework(db, *framework)
	if err != nil {
		return 0, err
	}
	return f.GradeRank(grade), nil
}

// evaluate computes a sheet for the card.
func (s *Service) evaluate(tx *gorm.DB, c Card, sheet Sheet) (*Framework, Result, error) {
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

// event notes a step in a card's history.
func (s *Service) event(tx *gorm.DB, a access.Actor, cardID int64, step Step, note string) error {
	return tx.Create(&Event{
		ScorecardID: cardID,
		At:          s.Clock.Now().UnixMilli(),
		Actor:       a.Name,
		Step:        step,
		Note:        note,
	}).Error
}

// record writes history and audit of one step of one card.
func (s *Service) record(tx *gorm.DB, a access.Actor, cardID int64, step Step, note string, detail audit.Detail) error {
	if err := s.event(tx, a, cardID, step, note); err != nil {
		return err
	}
	return audit.Note(tx, s.Clock, a, "scorecard."+string(step), "scorecards", cardID, detail)
}

// errNoLongerOpen is told to who acts on a month that is no longer open, from a page that was made before.
var errNoLongerOpen = fault.ErrStale

// isConflict reports whether an error says that the record is in a state that does not allow the action.
func isConflict(err error) bool {
	var conflict fault.Conflict
	return errors.As(err, &conflict)
}
