package honour

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps the ledger.
type Service struct {
	Store  *store.Store
	Clock  clock.Clock
	Titles func(*gorm.DB) ([]Known, error) // that can be held, by the catalogue in force
}

// Honour is a title of a year, held by a person or by a unit.
type Honour struct {
	ID        int64  `gorm:"primaryKey"`
	PersonID  *int64 `gorm:"uniqueIndex:honours_person,where:revoked = ''"`
	UnitID    *int64 `gorm:"uniqueIndex:honours_unit,where:revoked = ''"`
	Title     string `gorm:"size:40;uniqueIndex:honours_person;uniqueIndex:honours_unit"` // a code of the catalogue
	Year      int    `gorm:"uniqueIndex:honours_person;uniqueIndex:honours_unit"`
	Decision  string `gorm:"size:100"` // its number
	DecidedOn string `gorm:"size:10"`
	Revoked   string `gorm:"size:300"` // why the title was taken back, "" while it is held
}

// Models are the tables of this room.
var Models = []any{&Honour{}}

// recordRows is how many titles one INSERT carries.
const recordRows = 500

// Record enters titles within the transaction of the decision that gives them. Where a title of the year
// is held already the error is a broken unique key (store.Duplicate): the caller knows whose it is. Access
// was checked by the use case that decides.
func Record(tx *gorm.DB, titles ...Honour) error {
	if len(titles) == 0 {
		return nil
	}
	return tx.CreateInBatches(titles, recordRows).Error
}

// End notes why a title is taken back, within the transaction of the decision that does so. The title is
// named by its holder, code, year and the number of the old decision. A title that is not in the ledger,
// because it was given before the portal knew of it, is nothing to end.
func End(tx *gorm.DB, title Honour, reason string) error {
	held := tx.Model(&Honour{}).
		Where("revoked = '' AND title = ? AND year = ? AND decision = ?", title.Title, title.Year, title.Decision)
	if title.PersonID != nil {
		held = held.Where("person_id = ?", *title.PersonID)
	} else {
		held = held.Where("unit_id = ?", title.UnitID)
	}
	return held.UpdateColumn("revoked", viet.Clip(reason, 300)).Error
}

// Add enters a title of the past that somebody else within reach holds.
func (s *Service) Add(ctx context.Context, a access.Actor, h Honour) error {
	reach, err := a.Require(access.HonoursEdit)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Reason("decision", &h.Decision, 100, "Ghi số quyết định, không quá %d ký tự")
	wrong.Date("decided_on", &h.DecidedOn)
	if now := s.Clock.Now().Year(); h.Year < 1950 || h.Year > now {
		wrong.Refuse("year", "Năm từ 1950 đến %d", now)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if h.PersonID == nil {
			return fault.ErrNotFound
		}
		p, err := org.FindPerson(tx, reach, *h.PersonID)
		if err != nil {
			return err
		}
		if err := a.Judge(p.ID); err != nil {
			return err
		}
		titles, err := s.personal(tx)
		if err != nil {
			return err
		}
		fault.Choice(wrong, "title", h.Title, titles, "Chọn danh hiệu")
		if err := wrong.Err(); err != nil {
			return err
		}
		h.ID, h.UnitID, h.Revoked = 0, nil, ""
		err = Record(tx, h)
		if store.Duplicate(err) {
			return fault.Invalidf("year", "Danh hiệu này của năm %d đã có", h.Year)
		}
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "honour.add", "people", p.ID,
			audit.Detail{"title": h.Title, "year": h.Year, "decision": h.Decision})
	})
}

// personal are the codes of the titles that people hold.
func (s *Service) personal(db *gorm.DB) (codes []string, err error) {
	known, err := s.Titles(db)
	for _, t := range known {
		if !t.Unit {
			codes = append(codes, t.Code)
		}
	}
	return codes, err
}
