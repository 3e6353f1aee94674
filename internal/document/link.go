package document

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Link notes within tx which decision a document is about, 0 for none. It serves award, which checks the
// decision and that the actor may link; the document must be one that the actor sees.
func Link(tx *gorm.DB, c clock.Clock, a access.Actor, id, version, decision int64) error {
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	d, err := document(tx, see, id)
	if err != nil {
		return err
	}
	var about *int64
	if decision != 0 {
		about = &decision
	}
	if err := store.Update(tx, &d, version, store.Change{"decision_id": about}); err != nil {
		return err
	}
	if err := event(tx, c, a, id, EventLink, ""); err != nil {
		return err
	}
	return audit.Note(tx, c, a, "document.link", object, id, audit.Detail{"decision": decision})
}

// mostAbout is how many documents about a decision its page lists.
const mostAbout = 100

// About lists the documents about a decision that the actor sees; none for who sees no documents.
func (s *Service) About(ctx context.Context, a access.Actor, decision int64) (list []Document, err error) {
	if !a.May(access.DocumentView) {
		return nil, nil
	}
	see, err := sightOf(a)
	if err != nil {
		return nil, err
	}
	where, args := see.one("documents")
	return list, s.Store.Read(ctx).
		Where("documents.decision_id = ?", decision).
		Where(where, args...).
		Order("documents.id").
		Limit(mostAbout).
		Find(&list).Error
}
