package evaluation

import (
	"errors"
	"fmt"
	"sync"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Service holds the use cases of the monthly evaluation.
type Service struct {
	Store    *store.Store
	Clock    clock.Clock
	Editions *catalogue.Service // of the frameworks; nil where none is edited

	// Published frameworks never change, so each is compiled once.
	mu        sync.RWMutex
	published map[int64]compiledEdition
}

// compiledEdition is an edition of a framework, compiled and without its body.
type compiledEdition struct {
	catalogue.Edition
	framework *Framework
}

// framework returns a framework by its id, compiled.
func (s *Service) framework(db *gorm.DB, id int64) (*Framework, error) {
	e, err := s.edition(db, id)
	return e.framework, err
}

// edition returns an edition of a framework, compiled; a published one is read once.
func (s *Service) edition(db *gorm.DB, id int64) (compiledEdition, error) {
	s.mu.RLock()
	known, found := s.published[id]
	s.mu.RUnlock()
	if found {
		return known, nil
	}
	e, err := catalogue.Find(db, id)
	if err != nil {
		return compiledEdition{}, err
	}
	if e.Kind != FrameworksKind {
		return compiledEdition{}, fault.ErrNotFound
	}
	f, err := ParseFramework(e.Body)
	if err != nil {
		return compiledEdition{}, fmt.Errorf("framework %d: %w", id, err)
	}
	e.Body = ""
	read := compiledEdition{Edition: e, framework: f}
	if e.State == catalogue.Published {
		s.mu.Lock()
		if s.published == nil {
			s.published = map[int64]compiledEdition{}
		}
		s.published[id] = read
		s.mu.Unlock()
	}
	return read, nil
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

// record writes history and audit of one step of one card.
func (s *Service) record(tx *gorm.DB, a access.Actor, cardID int64, step Step, note string, detail audit.Detail) error {
	event := Event{ScorecardID: cardID, At: s.Clock.Now().UnixMilli(), Actor: a.Name, Step: step, Note: note}
	if err := keepEvent(tx, event); err != nil {
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
