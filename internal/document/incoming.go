package document

import (
	"context"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Register enters an incoming document into its book under the book's next number of the year in which it
// arrived. The file that comes along is kept with it, or neither is.
func (s *Service) Register(ctx context.Context, a access.Actor, d Document, f Filing) (id int64, err error) {
	if err := a.RequireAll(access.DocumentRegister); err != nil {
		return 0, err
	}
	known, err := s.inForce(s.Store.Read(ctx))
	if err != nil {
		return 0, err
	}
	if err := d.incoming(known, f.Secrecy, s.today()); err != nil {
		return 0, err
	}
	text, err := f.text()
	if err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := s.enter(tx, a, &d); err != nil {
			return err
		}
		if err := s.fileIn(tx, a, d, f, text); err != nil {
			return err
		}
		return s.note(tx, a, d.ID, EventRegister, audit.Detail{"register": d.Register, "symbol": d.Symbol})
	})
	return d.ID, err
}

// incoming checks a document that came in, whose book is one of those known; without a day it arrived today.
func (d *Document) incoming(known *Catalogue, secrecy, today string) error {
	if err := d.refuseSecret(secrecy); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if known.BookName(d.Register) == "" {
		wrong.Refuse("register", "Chọn sổ")
	}
	if d.ArrivedOn == "" {
		d.ArrivedOn = viet.ShowDate(today)
	}
	d.clean(wrong, today)
	if d.Author == "" {
		wrong.Refuse("author", "Ghi cơ quan ban hành")
	}
	return wrong.Err()
}

// enter draws the number and writes the document.
func (s *Service) enter(tx *gorm.DB, a access.Actor, d *Document) (err error) {
	if d.Year, err = strconv.Atoi(d.ArrivedOn[:len("2006")]); err != nil {
		return err
	}
	d.Record, d.Direction, d.State = store.Record{}, In, Registered
	var last int
	err = tx.Model(&Document{}).
		Where("direction = ? AND register = ? AND year = ?", In, d.Register, d.Year).
		Select("COALESCE(MAX(number), 0)").
		Scan(&last).Error
	if err != nil {
		return err
	}
	d.Number = last + 1
	return s.insert(tx, a, d, EventRegister)
}

// Correct changes the data of an incoming document; its number, book and day of arrival stay.
func (s *Service) Correct(ctx context.Context, a access.Actor, d Document, secrecy string) error {
	if err := a.RequireAll(access.DocumentRegister); err != nil {
		return err
	}
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	if err := d.refuseSecret(secrecy); err != nil {
		return err
	}
	wrong := fault.Fields{}
	d.clean(wrong, s.today())
	if d.Author == "" {
		wrong.Refuse("author", "Ghi cơ quan ban hành")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		kept, err := document(tx, see, d.ID)
		if err != nil {
			return err
		}
		if kept.Direction != In {
			return fault.ErrNotFound
		}
		err = store.Update(tx, &kept, d.Version, store.Change{
			"symbol":     d.Symbol,
			"author":     d.Author,
			"kind":       d.Kind,
			"subject":    d.Subject,
			"dated_on":   d.DatedOn,
			"due":        d.Due,
			"signer":     d.Signer,
			"addressees": d.Addressees,
			"copies":     d.Copies,
			"note":       d.Note,
			"restricted": d.Restricted,
		})
		if err != nil {
			return err
		}
		if err := kept.reindex(tx); err != nil {
			return err
		}
		if err := s.event(tx, a, d.ID, EventCorrect, ""); err != nil {
			return err
		}
		return s.note(tx, a, d.ID, EventCorrect, audit.Detail{"subject": d.Subject})
	})
}
