package ceremony

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Chosen is a decision whose awards are handed over at a ceremony; a decision is in one ceremony at most.
type Chosen struct {
	CeremonyID int64 `gorm:"primaryKey;autoIncrement:false"`
	DecisionID int64 `gorm:"primaryKey;autoIncrement:false"`
}

// TableName implements gorm's Tabler.
func (Chosen) TableName() string { return "ceremony_decisions" }

// AddDecision puts an issued decision's awards into a ceremony and its recipients among the guests.
func (s *Service) AddDecision(ctx context.Context, a access.Actor, id, decision int64) error {
	return s.prepare(ctx, a, id, "ceremony.decision", audit.Detail{"decision": decision},
		func(tx *gorm.DB, _ Ceremony) error {
			if can, err := canBeHandedOver(tx, decision); err != nil || !can {
				return orStale(err)
			}
			err := tx.Create(&Chosen{CeremonyID: id, DecisionID: decision}).Error
			if store.Duplicate(err) {
				return fault.Conflictf("Quyết định này đã ở trong một buổi lễ.")
			}
			if err != nil {
				return err
			}
			return inviteRecipients(tx, id)
		})
}

// DropDecision takes a decision's awards out of a ceremony, with its recipients among the guests and what
// was noted of them. seen is the number of changes that the page knew of.
func (s *Service) DropDecision(ctx context.Context, a access.Actor, id, seen, decision int64) error {
	return s.prepare(ctx, a, id, "ceremony.undecide", audit.Detail{"decision": decision},
		func(tx *gorm.DB, c Ceremony) error {
			if c.Changes != seen {
				return fault.ErrStale
			}
			recipients, err := recipientIDs(tx, decision)
			if err != nil {
				return err
			}
			if err := dropGuests(tx, id, recipients); err != nil {
				return err
			}
			those := tx.Where("ceremony_id = ? AND recipient_id IN ?", id, recipients)
			if err := those.Delete(&Absence{}).Error; err != nil {
				return err
			}
			return store.OneRow(tx.Delete(&Chosen{CeremonyID: id, DecisionID: decision}))
		})
}

// orStale is err, or fault.ErrStale where there is none: what was chosen on the page can no longer be.
func orStale(err error) error {
	if err == nil {
		return fault.ErrStale
	}
	return err
}
