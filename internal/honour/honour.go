// Package honour is the ledger of titles held and initiatives recognised, each with its
// decision: decisions write it, eligibility reads it.
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

// Initiative is a recognised initiative of a person, with the person's share in percent.
type Initiative struct {
	ID, PersonID        int64
	Name, Level         string
	Year, Share         int
	Decision, DecidedOn string
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

// AddInitiative enters a recognised initiative of a person.
func (s *Service) AddInitiative(ctx context.Context, who audit.Who, i Initiative) error {
	wrong := fault.Fields{}
	if i.Name = viet.Clean(i.Name); len([]rune(i.Name)) < 3 || len([]rune(i.Name)) > 300 {
		wrong.Refuse("name", "Tên sáng kiến dài từ 3 đến 300 ký tự")
	}
	if i.Level != "base" && i.Level != "province" && i.Level != "nation" {
		wrong.Refuse("level", "Chọn phạm vi ảnh hưởng")
	}
	if i.Share < 1 || i.Share > 100 {
		wrong.Refuse("share", "Tỷ lệ đóng góp từ 1 đến 100")
	}
	i.Decision, i.DecidedOn = decision(wrong, i.Decision, i.DecidedOn)
	s.checkYear(wrong, i.Year)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var id int64
		err := tx.Raw(`INSERT INTO initiatives (name, level, year, state, decision, decided_on) VALUES (?, ?, ?, 'recognised', ?, ?) RETURNING id`, i.Name, i.Level, i.Year, i.Decision, i.DecidedOn).Scan(&id).Error
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO initiative_authors (initiative_id, person_id, share) VALUES (?, ?, ?)`, id, i.PersonID, i.Share).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "initiative.add", Object: "people", ObjectID: i.PersonID, Detail: map[string]any{"name": i.Name, "level": i.Level, "decision": i.Decision}})
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

// Of returns what persons hold and their initiatives, the latest first, in one query. persons is
// a condition on a person's id that comes from the code; revoked titles come only with revoked.
func Of(db *gorm.DB, revoked bool, persons string, args ...any) (honours []Honour, initiatives []Initiative, err error) {
	where := ""
	if !revoked {
		where = ` AND revoked = ''`
	}
	err = store.Each(db, func(rows *sql.Rows) error {
		var h Honour
		var i Initiative
		err := rows.Scan(&h.ID, &h.PersonID, &h.Title, &h.Year, &h.Decision, &h.DecidedOn, &h.Revoked, &i.Name, &i.Level, &i.Share)
		if i.Name == "" {
			honours = append(honours, h)
			return err
		}
		i.ID, i.PersonID, i.Year, i.Decision, i.DecidedOn = h.ID, h.PersonID, h.Year, h.Decision, h.DecidedOn
		initiatives = append(initiatives, i)
		return err
	}, `SELECT id, person_id, title, year, decision, decided_on, revoked, '' AS name, '' AS level, 0 AS share FROM honours WHERE person_id `+persons+where+`
		UNION ALL SELECT i.id, a.person_id, '', i.year, i.decision, i.decided_on, '', i.name, i.level, a.share FROM initiative_authors a JOIN initiatives i ON i.id = a.initiative_id AND i.state = 'recognised' WHERE a.person_id `+persons+`
		ORDER BY 4 DESC, 3, 1`, append(append([]any{}, args...), args...)...)
	return honours, initiatives, err
}

// Held returns what one person holds, revoked titles too, and the initiatives.
func (s *Service) Held(ctx context.Context, personID int64) ([]Honour, []Initiative, error) {
	return Of(s.Store.Read(ctx), true, "= ?", personID)
}
