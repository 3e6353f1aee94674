package certificate

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Printer is a printer with the offset at which it prints, in millimetres to the right and down.
type Printer struct {
	ID   int64  `gorm:"primaryKey"`
	Name string `gorm:"size:100"`
	DX   float64
	DY   float64
}

// Offset is what the printer is off by.
func (p Printer) Offset() Offset { return Offset{DX: p.DX, DY: p.DY} }

// mostOffset is the largest offset that a printer may have, in millimetres.
const mostOffset = 50

// Printers lists the printers.
func (s *Service) Printers(ctx context.Context, a access.Actor) (list []Printer, err error) {
	if err := a.RequireAll(access.CertificateView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Order("name").Find(&list).Error
}

// Printer returns one printer; 0 is one that prints where it should.
func (s *Service) Printer(ctx context.Context, a access.Actor, id int64) (p Printer, err error) {
	if err := a.RequireAll(access.CertificateView); err != nil || id == 0 {
		return p, err
	}
	return p, store.First(s.Store.Read(ctx).Where("id = ?", id), &p)
}

// SavePrinter keeps a printer's offset under its name. What was measured last counts, so it asks for no version.
func (s *Service) SavePrinter(ctx context.Context, a access.Actor, p Printer) error {
	if err := a.RequireAll(access.CertificatePrint); err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Text("name", &p.Name, 1, 100)
	for field, offset := range map[string]float64{"dx": p.DX, "dy": p.DY} {
		if !(offset >= -mostOffset && offset <= mostOffset) {
			wrong.Refuse(field, "Ghi số mm từ -50 đến 50")
		}
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		row := Printer{Name: p.Name, DX: p.DX, DY: p.DY}
		err := tx.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "name"}},
			DoUpdates: clause.AssignmentColumns([]string{"dx", "dy"}),
		}).Create(&row).Error
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "printer.save", "printers", 0,
			audit.Detail{"name": p.Name, "dx": p.DX, "dy": p.DY})
	})
}
