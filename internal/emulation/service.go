package emulation

import (
	"context"
	"sync"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Service keeps campaigns and registrations and says who is eligible.
type Service struct {
	Store      *store.Store
	Clock      clock.Clock
	Evaluation *evaluation.Service
	Editions   *catalogue.Service

	mu        sync.Mutex
	published map[int64]*Catalogue // a published edition never changes
}

// Models are the records of this package.
var Models = []any{&Campaign{}, &Registration{}}

// CatalogueOf returns the titles of an edition. Other rooms read it within their own transaction, so it
// takes no actor.
func (s *Service) CatalogueOf(db *gorm.DB, id int64) (*Catalogue, error) {
	s.mu.Lock()
	known := s.published[id]
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	e, err := catalogue.Find(db, id)
	if err != nil {
		return nil, err
	}
	if e.Kind != TitlesKind {
		return nil, fault.ErrNotFound
	}
	titles, err := ParseCatalogue(e.Body)
	if err == nil && e.State == catalogue.Published {
		s.mu.Lock()
		if s.published == nil {
			s.published = map[int64]*Catalogue{}
		}
		s.published[id] = titles
		s.mu.Unlock()
	}
	return titles, err
}

// Current returns the titles in force today. Whoever may look at people reads the names of the titles that
// they hold.
func (s *Service) Current(ctx context.Context, a access.Actor) (*Catalogue, error) {
	if !a.May(access.TitlesView) && !a.May(access.PeopleView) {
		return nil, fault.ErrForbidden
	}
	return s.CurrentOf(s.Store.Read(ctx))
}

// CurrentOf returns the titles in force today. It serves other rooms and takes no actor.
func (s *Service) CurrentOf(db *gorm.DB) (*Catalogue, error) {
	e, err := catalogue.Latest(db, TitlesKind, clock.Today(s.Clock))
	if err != nil {
		return nil, err
	}
	return s.CatalogueOf(db, e.ID)
}

// Held lists the titles in force, for lists of those who hold them. The importer of such lists has checked
// who may, so it takes no actor.
func (s *Service) Held(db *gorm.DB) (list []honour.Known, err error) {
	titles, err := s.CurrentOf(db)
	if err != nil {
		return nil, err
	}
	for _, t := range titles.Titles {
		list = append(list, honour.Known{Code: t.Code, Name: t.Name, Unit: t.Subject == OfUnit})
	}
	return list, nil
}

// Titles returns the titles by which a campaign is judged.
func (s *Service) Titles(ctx context.Context, a access.Actor, c Campaign) ([]Title, error) {
	if !a.May(access.RegistrationView) {
		return nil, fault.ErrForbidden
	}
	titles, err := s.CatalogueOf(s.Store.Read(ctx), c.CatalogueID)
	if err != nil {
		return nil, err
	}
	return titles.Titles, nil
}
