// Package honour is the ledger of titles held, each with its decision: decisions write it, eligibility
// reads it.
package honour

import (
	"context"
	"database/sql"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps the ledger.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// Honour is a title held for a year. Revoked holds the reason where it was taken back.
type Honour struct {
	ID, PersonID, UnitID         int64
	Title                        string
	Year                         int
	Decision, DecidedOn, Revoked string
}

// Add enters a title held by a person.
func (s *Service) Add(ctx context.Context, who audit.Who, h Honour, known func(code string) bool) error {
	wrong := fault.Fields{}
	if !known(h.Title) {
		wrong.Refuse("title", "Chọn danh hiệu")
	}
	h.Decision, h.DecidedOn = decision(wrong, h.Decision, h.DecidedOn)
	s.checkYear(wrong, h.Year)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Exec(`INSERT INTO honours (person_id, title, year, decision, decided_on) VALUES (?, ?, ?, ?, ?)`, h.PersonID, h.Title, h.Year, h.Decision, h.DecidedOn).Error
		if store.Duplicate(err) {
			return fault.Invalidf("year", "Danh hiệu này của năm %d đã có", h.Year)
		}
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "honour.add", Object: "people", ObjectID: h.PersonID, Detail: map[string]any{"title": h.Title, "year": h.Year, "decision": h.Decision}})
	})
}

func decision(wrong fault.Fields, number, on string) (cleanNumber, date string) {
	if number = viet.Clean(number); number == "" || len([]rune(number)) > 100 {
		wrong.Refuse("decision", "Ghi số quyết định, không quá 100 ký tự")
	}
	date, precision, ok := viet.ParseDate(on)
	if !ok || precision != viet.Day {
		wrong.Refuse("decided_on", "Ngày quyết định không đúng")
	}
	return number, date
}

func (s *Service) checkYear(wrong fault.Fields, year int) {
	if now := s.Clock.Now().Year(); year < 1950 || year > now {
		wrong.Refuse("year", "Năm từ 1950 đến %d", now)
	}
}

// Of returns the titles that persons hold, the latest first, in one query. persons is a condition on a
// person's id that comes from the code; revoked titles come only with revoked.
func Of(db *gorm.DB, revoked bool, persons string, args ...any) (list []Honour, err error) {
	where := ""
	if !revoked {
		where = ` AND revoked = ''`
	}
	err = store.Each(db, func(rows *sql.Rows) error {
		var h Honour
		err := rows.Scan(&h.ID, &h.PersonID, &h.Title, &h.Year, &h.Decision, &h.DecidedOn, &h.Revoked)
		list = append(list, h)
		return err
	}, `SELECT id, person_id, title, year, decision, decided_on, revoked
		FROM honours
		WHERE person_id `+persons+where+`
		ORDER BY year DESC, title, id`, args...)
	return list, err
}

// Held returns what one person holds, revoked titles too.
func (s *Service) Held(ctx context.Context, personID int64) ([]Honour, error) {
	return Of(s.Store.Read(ctx), true, "= ?", personID)
}
