package document

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// turn is a draft in review with the step whose turn it is.
type turn struct {
	Document
	step Step
}

// turnOf reads a draft whose turn is the actor's. It is fault.ErrStale where nobody's turn is left, and
// fault.ErrForbidden where it is somebody else's, or the draft is the actor's own.
func turnOf(db *gorm.DB, a access.Actor, see sight, id int64) (now turn, err error) {
	if now.Document, err = document(db, see, id); err != nil {
		return now, err
	}
	var steps []Step
	err = db.Where("document_id = ? AND done_on = ''", id).Order("ordinal").Limit(1).Find(&steps).Error
	switch {
	case err != nil:
		return now, err
	case now.State != Review || len(steps) == 0:
		return now, fault.ErrStale
	case steps[0].PersonID != a.PersonID:
		return now, fault.ErrForbidden
	}
	now.step = steps[0]
	return now, a.Judge(drafterOf(now.Document))
}

// done notes on which day a step was done. Its key is written out: GORM leaves a zero out of a key, and the
// first step is number 0.
func (x Step) done(tx *gorm.DB, today string) error {
	return store.OneRow(tx.Model(&Step{}).
		Where("document_id = ? AND ordinal = ? AND done_on = ''", x.DocumentID, x.Ordinal).
		UpdateColumn("done_on", today))
}

// drafterOf is who drafted a document, 0 for one that came in.
func drafterOf(d Document) int64 {
	if d.DrafterID == nil {
		return 0
	}
	return *d.DrafterID
}

// signable is fault.ErrNotFound for a draft of a unit that the reach of document.sign does not hold.
func signable(db *gorm.DB, reach access.Reach, id int64) error {
	return store.First(db.Scopes(reach.Within("", "unit_id")).Where("id = ?", id), &Document{})
}

// signs reports whether the actor may sign a draft, as far as its unit goes.
func signs(db *gorm.DB, a access.Actor, id int64) (bool, error) {
	err := signable(db, a.Reach(access.DocumentSign), id)
	if errors.Is(err, fault.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Agree passes a draft on to the next of its chain, or signs it where the actor is the last of them. For a
// signature the page asks for the password again; see Signs.
func (s *Service) Agree(ctx context.Context, a access.Actor, id, version int64, note string) error {
	see, err := s.chained(a)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	if wrong.Text("note", &note, 0, 1000); wrong.Err() != nil {
		return wrong.Err()
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		now, err := turnOf(tx, a, see, id)
		if err != nil {
			return err
		}
		if now.step.Signs {
			err = s.sign(tx, a, &now.Document, version, note)
		} else {
			err = s.advance(tx, a, &now.Document, version, Review, Review, EventAgree, note, nil)
		}
		if err != nil {
			return err
		}
		return now.step.done(tx, s.today())
	})
}

// chained returns the sight of who may stand in a chain. Being named there is what lets somebody look at
// a draft of any unit.
func (s *Service) chained(a access.Actor) (sight, error) {
	if !a.May(access.DocumentDraft) {
		return sight{}, fault.ErrForbidden
	}
	return sightOf(a)
}

// sign signs a draft of a unit within reach.
func (s *Service) sign(tx *gorm.DB, a access.Actor, d *Document, version int64, note string) error {
	reach, err := a.Require(access.DocumentSign)
	if err != nil {
		return err
	}
	if err := signable(tx, reach, d.ID); err != nil {
		return err
	}
	return s.advance(tx, a, d, version, Review, Approved, EventSign, note, store.Change{"signer": a.Name})
}

// SendBack returns a draft whose turn is the actor's to its drafter, with the reason. Its chain goes.
func (s *Service) SendBack(ctx context.Context, a access.Actor, id, version int64, why string) error {
	see, err := s.chained(a)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	if wrong.Text("note", &why, 1, 1000); wrong.Err() != nil {
		return wrong.Err()
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		now, err := turnOf(tx, a, see, id)
		if err != nil {
			return err
		}
		if err := s.advance(tx, a, &now.Document, version, Review, Draft, EventReturn, why, nil); err != nil {
			return err
		}
		return dropChain(tx, id)
	})
}

// Signs reports whether the actor's step on a draft is the signature, for which the password is asked
// again.
func (s *Service) Signs(ctx context.Context, a access.Actor, id int64) (bool, error) {
	see, err := s.chained(a)
	if err != nil {
		return false, err
	}
	now, err := turnOf(s.Store.Read(ctx), a, see, id)
	return now.step.Signs, err
}
