package document

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Outgoing is a line of the registers of what went out (sổ văn bản đi). Decisions on awards stand in them
// too.
type Outgoing struct {
	ID       int64  `gorm:"primaryKey"`
	Register string `gorm:"size:40;uniqueIndex:outgoing_number"` // code of the kind: "QĐ"
	Year     int    `gorm:"uniqueIndex:outgoing_number"`
	Number   int    `gorm:"uniqueIndex:outgoing_number"`
	Symbol   string // "215-QĐ/BTCTU"
	IssuedOn string `gorm:"size:10"` // 2006-01-02
	Subject  string
	Signer   string
}

// TableName implements gorm's Tabler.
func (Outgoing) TableName() string { return "outgoing" }

// Issue gives a paper the next number of its register and year and enters it, within the transaction that
// issues the paper: numbers have no gaps. sign is the body's own sign behind the number. state says that
// the number is written as state papers do (Decree 30/2020/NĐ-CP), not as Party papers do (Guide
// 36-HD/VPTW). It serves this room and award, which know who may issue.
func Issue(tx *gorm.DB, o Outgoing, sign string, state bool) (Outgoing, error) {
	var last int
	err := tx.Model(&Outgoing{}).
		Where("register = ? AND year = ?", o.Register, o.Year).
		Select("COALESCE(MAX(number), 0)").
		Scan(&last).Error
	if err != nil {
		return o, err
	}
	o.Number = last + 1
	o.Symbol = fmt.Sprintf("%d-%s/%s", o.Number, o.Register, sign)
	if state {
		o.Symbol = fmt.Sprintf("%d/%s-%s", o.Number, o.Register, sign)
	}
	return o, tx.Create(&o).Error
}

// Issue gives a signed document its number out of the register of its kind. The year is that of the day on
// which it is issued.
func (s *Service) Issue(ctx context.Context, a access.Actor, id, version int64, l org.Letterhead) error {
	if err := a.RequireAll(access.DocumentRegister); err != nil {
		return err
	}
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := document(tx, see, id)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		entry, err := Issue(tx, Outgoing{
			Register: d.Register,
			Year:     now.Year(),
			IssuedOn: now.Format(clock.Date),
			Subject:  d.Subject,
			Signer:   d.Signer,
		}, l.Code(), l.Style == stateStyle)
		if err != nil {
			return err
		}
		err = s.advance(tx, a, &d, version, Approved, Issued, EventIssue, "", store.Change{
			"number":      entry.Number,
			"year":        entry.Year,
			"symbol":      entry.Symbol,
			"author":      l.Body,
			"dated_on":    entry.IssuedOn,
			"outgoing_id": entry.ID,
		})
		if err != nil {
			return err
		}
		return d.reindex(tx)
	})
}

// stateStyle is the letterhead of state bodies.
const stateStyle = "state"
