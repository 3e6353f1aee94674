package org

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Discipline is a disciplinary decision, or a conclusion that weighs on the grade like one: degradation
// of the person, corruption in the unit in charge. It is never changed or removed, only added to.
type Discipline struct {
	ID        int64 `gorm:"primaryKey"`
	PersonID  int64 `gorm:"index:disciplines_person"`
	Form      DisciplineForm
	Decision  string `gorm:"size:100"` // its number
	DecidedOn string `gorm:"size:10"`
	OnDuty    bool   // it concerns the duties of the post
	Note      string `gorm:"size:500"`
}

// check refuses what is wrong on the form.
func (d *Discipline) check() error {
	wrong := fault.Fields{}
	fault.Choice(wrong, "form", d.Form, DisciplineForms, "Chọn hình thức")
	wrong.Reason("decision", &d.Decision, 100, "Ghi số quyết định, không quá %d ký tự")
	wrong.Date("decided_on", &d.DecidedOn)
	wrong.Text("note", &d.Note, 0, 500)
	return wrong.Err()
}

// AddDiscipline records a disciplinary decision about somebody else.
func (s *Service) AddDiscipline(ctx context.Context, a access.Actor, d Discipline) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	if err := d.check(); err != nil {
		return err
	}
	d.ID = 0
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := othersFile(tx, a, reach, d.PersonID)
		if err != nil {
			return err
		}
		if err := tx.Create(&d).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "discipline.add", "people", p.ID,
			audit.Detail{"form": d.Form, "decision": d.Decision})
	})
}
