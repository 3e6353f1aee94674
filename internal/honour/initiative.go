package honour

import (
	"context"

	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Initiative is a recognised initiative of a person, with the person's share in percent.
type Initiative struct {
	ID, PersonID        int64
	Name, Level         string
	Year, Share         int
	Decision, DecidedOn string
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
