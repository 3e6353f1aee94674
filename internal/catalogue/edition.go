package catalogue

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// State is where an edition stands.
type State string

// The states of an edition.
const (
	Draft     State = "draft"
	Published State = "published"
)

// StateNames names the states as the screen does.
var StateNames = map[State]string{Draft: "Bản nháp", Published: "Đã công bố"}

// Edition is one edition of a catalogue.
type Edition struct {
	store.Record
	Kind          string  `gorm:"size:40;uniqueIndex:editions_number"`
	Code          string  `gorm:"size:60;uniqueIndex:editions_number"` // of the line of editions within its kind
	Number        int64   `gorm:"uniqueIndex:editions_number"`         // within the line, from 1
	Name          string  `gorm:"size:300"`
	Legal         string  `gorm:"size:300"` // the text it rests on, down to article and clause
	State         State   `gorm:"size:20"`
	EffectiveFrom string  `gorm:"size:10"` // 2006-01-02; of a draft that of its original
	EffectiveTo   *string `gorm:"size:10"` // the last day, nil while there is none
	Body          string  // the whole edition in the transfer format
	Author        string  `gorm:"size:200"`
	ChangedAt     int64   // Unix milliseconds, 0 for what is shipped
}

// Models are the records of this package.
var Models = []any{&Edition{}}

// Holds reports whether the edition is in force on a day, as far as its own dates go.
func (e Edition) Holds(day string) bool {
	return e.State == Published && e.EffectiveFrom <= day && (e.EffectiveTo == nil || *e.EffectiveTo >= day)
}

// Service keeps the editions of all kinds.
type Service struct {
	Store *store.Store
	Clock clock.Clock
	Kinds []Kind
}

// Kind returns a kind by its code; fault.ErrNotFound where there is none.
func (s *Service) Kind(code string) (Kind, error) {
	i := slices.IndexFunc(s.Kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, fault.ErrNotFound
	}
	return s.Kinds[i], nil
}

// Visible returns the kinds that the actor may look at.
func (s *Service) Visible(a access.Actor) []Kind {
	return slices.DeleteFunc(slices.Clone(s.Kinds), func(k Kind) bool { return !a.May(k.View) })
}

// Editions lists the editions of a kind, drafts first, then the newest. Drafts are there only for who edits
// the kind.
func (s *Service) Editions(ctx context.Context, a access.Actor, kind string) ([]Edition, error) {
	k, err := s.Kind(kind)
	if err != nil {
		return nil, err
	}
	if !a.May(k.View) {
		return nil, fault.ErrForbidden
	}
	query := s.Store.Read(ctx).Where("kind = ?", kind)
	if !a.May(k.Edit) {
		query = query.Where("state = ?", Published)
	}
	var list []Edition
	err = query.Order("state, effective_from DESC, code, number DESC").Find(&list).Error
	return list, err
}

// Edition returns one edition with its content. The content of a draft may hold faults; they come back
// beside it, to be shown where they are.
func (s *Service) Edition(ctx context.Context, a access.Actor, id int64) (Edition, Content, fault.Fields, error) {
	e, k, err := s.find(s.Store.Read(ctx), a, id)
	if err != nil {
		return e, Content{}, nil, err
	}
	content, faults, err := k.Parse(e.Body)
	return e, content, faults, err
}

// find returns an edition that the actor may look at, with its kind.
func (s *Service) find(db *gorm.DB, a access.Actor, id int64) (e Edition, k Kind, err error) {
	if err := store.First(db.Where("id = ?", id), &e); err != nil {
		return e, k, err
	}
	if k, err = s.Kind(e.Kind); err != nil {
		return e, k, err
	}
	if !a.May(k.View) || e.State == Draft && !a.May(k.Edit) {
		return e, k, fault.ErrNotFound
	}
	return e, k, nil
}

// holding narrows a query to the published editions of a kind that hold on a day (2006-01-02), the latest
// first.
func holding(db *gorm.DB, kind, day string) *gorm.DB {
	return db.Where("kind = ? AND state = ?", kind, Published).
		Where("effective_from <= ? AND (effective_to IS NULL OR effective_to >= ?)", day, day).
		Order("effective_from DESC, number DESC, id DESC")
}

// Latest returns the edition of a kind that is in force on a day, whatever its line: the latest one whose
// day has come. It serves kinds of which only one edition holds at a time; the rooms ask it within their own
// transactions and queries.
func Latest(db *gorm.DB, kind, day string) (Edition, error) {
	var e Edition
	return e, store.First(holding(db, kind, day), &e)
}

// PublishedOf returns all published editions of a kind, the oldest first. It serves the rooms.
func PublishedOf(db *gorm.DB, kind string) ([]Edition, error) {
	var list []Edition
	err := db.Where("kind = ? AND state = ?", kind, Published).Order("code, effective_from, number").Find(&list).Error
	return list, err
}

// PublishedIDs lists the published editions of a kind by their numbers in the database, in the order in which
// they were made. It serves the rooms.
func PublishedIDs(db *gorm.DB, kind string) (ids []int64, err error) {
	published := db.Model(&Edition{}).Where("kind = ? AND state = ?", kind, Published)
	return ids, published.Order("id").Pluck("id", &ids).Error
}

// InForceIDs lists the published editions of a kind that hold on a day, whatever their lines, the latest
// first. It serves kinds of which an edition holds for some cases only.
func InForceIDs(db *gorm.DB, kind, day string) (ids []int64, err error) {
	return ids, holding(db.Model(&Edition{}), kind, day).Pluck("id", &ids).Error
}

// Find returns an edition by its number in the database, whatever its state. It serves the rooms.
func Find(db *gorm.DB, id int64) (Edition, error) {
	var e Edition
	return e, store.First(db.Where("id = ?", id), &e)
}
