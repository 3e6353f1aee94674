package document

import (
	"context"
	"errors"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// SaveDraft writes a new draft (ID 0) or changes the own one while it is a draft. A new one may answer a
// document that the actor sees, and bring its first file.
func (s *Service) SaveDraft(ctx context.Context, a access.Actor, d Document, f Filing) (int64, error) {
	reach, err := a.Require(access.DocumentDraft)
	if err != nil {
		return 0, err
	}
	known, err := s.inForce(s.Store.Read(ctx))
	if err != nil {
		return 0, err
	}
	if err := d.outgoing(known, f.Secrecy, s.today()); err != nil {
		return 0, err
	}
	text, err := f.text()
	if err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		kept := d
		if d.ID != 0 {
			kept, err = s.changeDraft(tx, a, reach, d)
		} else {
			err = s.beginDraft(tx, a, reach, &kept)
		}
		if err != nil {
			return err
		}
		d.ID = kept.ID
		if err := s.fileIn(tx, a, kept, f, text); err != nil {
			return err
		}
		return s.note(tx, a, kept.ID, EventDraft, audit.Detail{"subject": kept.Subject})
	})
	return d.ID, err
}

// outgoing checks a draft, whose kind is one of those known; what only an issued document has is left empty.
func (d *Document) outgoing(known *Catalogue, secrecy, today string) error {
	if err := d.refuseSecret(secrecy); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if d.Kind = known.KindName(d.Register); d.Kind == "" {
		wrong.Refuse("register", "Chọn loại văn bản")
		d.Kind = "?"
	}
	d.Symbol, d.Author, d.DatedOn, d.ArrivedOn, d.Signer = "", "", "", "", ""
	d.clean(wrong, today)
	return wrong.Err()
}

// beginDraft writes a new draft of the actor, who works in a unit within reach.
func (s *Service) beginDraft(tx *gorm.DB, a access.Actor, reach access.Reach, d *Document) error {
	at, err := org.PlaceOf(tx, a.PersonID)
	if errors.Is(err, fault.ErrNotFound) || err == nil && !reach.Includes(a.PersonID, at.Path) {
		return fault.ErrForbidden
	}
	if err != nil {
		return err
	}
	if d.AnswersID != nil {
		see, err := sightOf(a)
		if err != nil {
			return err
		}
		if _, err := document(tx, see, *d.AnswersID); err != nil {
			return err
		}
	}
	*d = Document{
		Direction:  Out,
		Register:   d.Register,
		Year:       s.Clock.Now().Year(),
		Kind:       d.Kind,
		Subject:    d.Subject,
		Due:        d.Due,
		Addressees: d.Addressees,
		Copies:     d.Copies,
		Note:       d.Note,
		Restricted: d.Restricted,
		State:      Draft,
		UnitID:     &at.ID,
		DrafterID:  &a.PersonID,
		Drafter:    a.Name,
		AnswersID:  d.AnswersID,
	}
	return s.insert(tx, a, d, EventDraft)
}

// changeDraft changes the own draft.
func (s *Service) changeDraft(tx *gorm.DB, a access.Actor, reach access.Reach, d Document) (Document, error) {
	kept, err := draft(tx, reach, a.PersonID, d.ID)
	if err != nil {
		return kept, err
	}
	err = store.Advance(tx, &kept, d.Version, Draft, store.Change{
		"register":   d.Register,
		"kind":       d.Kind,
		"subject":    d.Subject,
		"addressees": d.Addressees,
		"copies":     d.Copies,
		"note":       d.Note,
		"restricted": d.Restricted,
	})
	if err != nil {
		return kept, err
	}
	return kept, kept.reindex(tx)
}

// mostSteps is how many people a chain may have, the signer among them.
const mostSteps = 10

// Submit sends the own draft through its chain: those who look at it, in their order, then who signs it.
// It must have a file. The files that it has then stay.
func (s *Service) Submit(ctx context.Context, a access.Actor, id, version int64, chain []int64) error {
	reach, err := a.Require(access.DocumentDraft)
	if err != nil {
		return err
	}
	if len(chain) == 0 || len(chain) > mostSteps {
		return fault.Invalidf("chain", "Chọn người ký và không quá %d người xem trước", mostSteps-1)
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(chain))); len(unique) != len(chain) ||
		slices.Contains(chain, a.PersonID) {
		return fault.Invalidf("chain", "Mỗi người một lần, không có người soạn")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := draft(tx, reach, a.PersonID, id)
		if err != nil {
			return err
		}
		if err := s.checkChain(tx, d, chain); err != nil {
			return err
		}
		files, err := attachment.Of(tx, object, id)
		if err != nil {
			return err
		}
		if len(files) == 0 {
			return fault.Conflictf("Dự thảo chưa có tệp văn bản; đính kèm rồi trình.")
		}
		if err := s.advance(tx, a, &d, version, Draft, Review, EventSubmit, "", nil); err != nil {
			return err
		}
		return saveChain(tx, id, chain)
	})
}

// checkChain refuses a chain with somebody who works here no more, or whose signer must not sign what was
// drafted in this unit.
func (s *Service) checkChain(tx *gorm.DB, d Document, chain []int64) error {
	n, err := working(tx, chain)
	if err != nil {
		return err
	}
	if n != len(chain) {
		return fault.Invalidf("chain", "Người được chọn không còn công tác")
	}
	able, err := signersOf(tx, d, s.today())
	if err != nil {
		return err
	}
	if !slices.Contains(able, chain[len(chain)-1]) {
		return fault.Invalidf("chain", "Người ký được chọn không có quyền ký văn bản của đơn vị soạn")
	}
	return nil
}

// saveChain writes the chain of a draft in place of an older one; the last one signs.
func saveChain(tx *gorm.DB, id int64, chain []int64) error {
	if err := dropChain(tx, id); err != nil {
		return err
	}
	steps := make([]Step, len(chain))
	for i, person := range chain {
		steps[i] = Step{DocumentID: id, Ordinal: i, PersonID: person, Signs: i == len(chain)-1}
	}
	return tx.Create(&steps).Error
}

func dropChain(tx *gorm.DB, id int64) error {
	return tx.Where("document_id = ?", id).Delete(&Step{}).Error
}

// advance takes an outgoing document from a state to the next, with its event and its entry in the log;
// more are further columns that change.
func (s *Service) advance(tx *gorm.DB, a access.Actor, d *Document, version int64, from, to State,
	kind EventKind, text string, more store.Change) error {
	change := store.Change{"state": to}
	for column, value := range more {
		change[column] = value
	}
	if d.Direction != Out {
		return fault.ErrNotFound
	}
	if err := store.Advance(tx, d, version, from, change); err != nil {
		return err
	}
	if err := s.event(tx, a, d.ID, kind, text); err != nil {
		return err
	}
	return s.note(tx, a, d.ID, kind, audit.Detail{"from": from, "to": to})
}
