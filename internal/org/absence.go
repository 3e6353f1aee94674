package org

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Absence is a time in which a person did not work in the unit, or an arrival or departure.
type Absence struct {
	store.Record
	PersonID int64 `gorm:"index:absences_person"`
	Kind     AbsenceKind
	Since    string  `gorm:"size:10"`
	Until    *string `gorm:"size:10"` // the last day, nil while it lasts
	Note     string  `gorm:"size:500"`
}

// check refuses what is wrong on the form.
func (x *Absence) check() error {
	wrong := fault.Fields{}
	fault.Choice(wrong, "kind", x.Kind, Absences, "Chọn loại")
	wrong.Date("since", &x.Since)
	if x.Until != nil {
		until := *x.Until
		wrong.Date("until", &until)
		if until < x.Since {
			wrong.Refuse("until", "Ngày kết thúc không đúng hoặc trước ngày bắt đầu")
		}
		x.Until = &until
	}
	wrong.Text("note", &x.Note, 0, 500)
	return wrong.Err()
}

// AddAbsence records leave, secondment, arrival or departure of somebody else.
func (s *Service) AddAbsence(ctx context.Context, a access.Actor, add Absence) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	if err := add.check(); err != nil {
		return err
	}
	add.Record = store.Record{}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := othersFile(tx, a, reach, add.PersonID)
		if err != nil {
			return err
		}
		if err := tx.Create(&add).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "absence.add", "people", p.ID,
			audit.Detail{"kind": add.Kind, "since": add.Since})
	})
}

// RemoveAbsence takes back an absence recorded by mistake, as it was shown at the version.
func (s *Service) RemoveAbsence(ctx context.Context, a access.Actor, personID, id, version int64) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := othersFile(tx, a, reach, personID)
		if err != nil {
			return err
		}
		gone := tx.Where("id = ? AND person_id = ? AND version = ?", id, p.ID, version).Delete(&Absence{})
		if err := store.OneRow(gone); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "absence.remove", "people", p.ID, nil)
	})
}
