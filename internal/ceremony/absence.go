package ceremony

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Absence says whether a recipient stays away, and who stands in.
type Absence struct {
	store.Record
	CeremonyID     int64 `gorm:"uniqueIndex:ceremony_absences_recipient"`
	RecipientID    int64 `gorm:"uniqueIndex:ceremony_absences_recipient"`
	Away           bool
	Representative string `gorm:"size:200"` // of who is away; "" for nobody
}

// TableName implements gorm's Tabler.
func (Absence) TableName() string { return "ceremony_absences" }

// TakesOut reports whether the recipient has no place in the turns: away, and nobody stands in.
func (x Absence) TakesOut() bool { return x.Away && x.Representative == "" }

// errStood refuses to mark as absent who has been on the stage.
var errStood = fault.Conflictf("Người này đã lên nhận.")

// SetAbsence notes that a recipient stays away and who stands in, or, with x.Away false, comes after all.
// x.Version is that of the page. On the day of the ceremony whoever conducts it may do so, before only
// who prepares it.
func (s *Service) SetAbsence(ctx context.Context, a access.Actor, x Absence) error {
	wrong := fault.Fields{}
	wrong.Text("representative", &x.Representative, 0, 200)
	if err := wrong.Err(); err != nil {
		return err
	}
	if err := a.RequireAll(access.CeremonyConduct); err != nil {
		return err
	}
	detail := audit.Detail{"recipient": x.RecipientID, "present": !x.Away}
	return s.change(ctx, a, x.CeremonyID, "ceremony.absence", detail, func(tx *gorm.DB, c Ceremony) error {
		if !s.mayNoteAbsence(a, c) {
			return fault.ErrForbidden
		}
		now, err := absence(tx, x.CeremonyID, x.RecipientID)
		if err != nil {
			return err
		}
		if now.Version != x.Version {
			return fault.ErrStale
		}
		return writeAbsence(tx, now, x.Away, x.Representative)
	})
}

// mayNoteAbsence reports whether the actor may note absences of a ceremony that is being prepared today.
func (s *Service) mayNoteAbsence(a access.Actor, c Ceremony) bool {
	if a.Reach(access.CeremonyRun).All {
		return true
	}
	return a.Reach(access.CeremonyConduct).All && c.HeldOn == clock.Today(s.Clock)
}

// absence reads what is noted of a recipient; where nothing is, the row has no ID and is Unwritten. Who
// is no recipient of the ceremony is not found.
func absence(tx *gorm.DB, id, recipient int64) (Absence, error) {
	if is, err := receivesAt(tx, id, recipient); err != nil || !is {
		return Absence{}, orNotFound(err)
	}
	x := Absence{CeremonyID: id, RecipientID: recipient, Record: store.Record{Version: Unwritten}}
	err := store.First(tx.Where("ceremony_id = ? AND recipient_id = ?", id, recipient), &x)
	if errors.Is(err, fault.ErrNotFound) {
		err = nil
	}
	return x, err
}

// orNotFound is err, or fault.ErrNotFound where there is none.
func orNotFound(err error) error {
	if err == nil {
		return fault.ErrNotFound
	}
	return err
}

// writeAbsence writes over what absence has read. Who has been on the stage cannot be marked as away.
func writeAbsence(tx *gorm.DB, now Absence, away bool, representative string) error {
	if !away {
		representative = ""
	} else if has, err := hasStood(tx, now.CeremonyID, now.RecipientID); err != nil || has {
		return orStood(err)
	}
	if now.ID != 0 {
		return store.Update(tx, &now, now.Version, store.Change{"away": away, "representative": representative})
	}
	now.Away, now.Representative, now.Version = away, representative, Unwritten+1
	return tx.Create(&now).Error
}

func orStood(err error) error {
	if err == nil {
		return errStood
	}
	return err
}

// hasStood reports whether a recipient has been on the stage.
func hasStood(tx *gorm.DB, id, recipient int64) (bool, error) {
	var n int64
	err := tx.Model(&Stood{}).Where("ceremony_id = ? AND recipient_id = ?", id, recipient).Count(&n).Error
	return n > 0, err
}
