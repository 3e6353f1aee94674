package initiative

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Contribution is a recognised initiative of a person, with the person's share in percent.
type Contribution struct {
	ID, PersonID        int64
	Name, Level         string
	Year, Share         int
	Decision, DecidedOn string
}

// Add enters a recognised initiative of a person, with its decision.
func (s *Service) Add(ctx context.Context, a access.Actor, c Contribution) error {
	if err := a.RequireAll(access.HonoursEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if c.Name = viet.Clean(c.Name); len([]rune(c.Name)) < 3 || len([]rune(c.Name)) > 300 {
		wrong.Refuse("name", "Tên sáng kiến dài từ 3 đến 300 ký tự")
	}
	fault.Choice(wrong, "level", c.Level, Levels, "Chọn phạm vi ảnh hưởng")
	if c.Share < 1 || c.Share > 100 {
		wrong.Refuse("share", "Tỷ lệ đóng góp từ 1 đến 100")
	}
	decision(wrong, &c.Decision, &c.DecidedOn)
	if now := s.Clock.Now().Year(); c.Year < 1950 || c.Year > now {
		wrong.Refuse("year", "Năm từ 1950 đến %d", now)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var id int64
		err := tx.Raw(`INSERT INTO initiatives (name, level, year, state, decision, decided_on)
			VALUES (?, ?, ?, ?, ?, ?)
			RETURNING id`, c.Name, c.Level, c.Year, Recognised, c.Decision, c.DecidedOn).Scan(&id).Error
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO initiative_authors (initiative_id, person_id, share)
			VALUES (?, ?, ?)`, id, c.PersonID, c.Share).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "initiative.add", "people", c.PersonID, audit.Detail{
			"name":     c.Name,
			"level":    c.Level,
			"decision": c.Decision,
		})
	})
}

// Held returns what a person has contributed to recognised initiatives, the latest first. Who may open
// the person's page may see it, so it takes no actor.
func (s *Service) Held(ctx context.Context, personID int64) ([]Contribution, error) {
	return Of(s.Store.Read(ctx), "= ?", personID)
}
