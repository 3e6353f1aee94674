package initiative

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"

	"gorm.io/gorm"
)

// Contribution is a recognised initiative of a person, with the person's share in percent.
type Contribution struct {
	ID, PersonID        int64
	Name                string
	Level               Level
	Year, Share         int
	Decision, DecidedOn string
}

// Add enters a recognised initiative of a person within reach, with its decision. Nobody enters the own one.
func (s *Service) Add(ctx context.Context, a access.Actor, c Contribution) error {
	reach, err := a.Require(access.HonoursEdit)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	named(wrong, &c.Name)
	fault.Choice(wrong, "level", c.Level, Levels, "Chọn phạm vi ảnh hưởng")
	if c.Share < 1 || c.Share > 100 {
		wrong.Refuse("share", "Tỷ lệ đóng góp từ 1 đến 100")
	}
	checkDecision(wrong, &c.Decision, &c.DecidedOn)
	if now := s.Clock.Now().Year(); c.Year < 1950 || c.Year > now {
		wrong.Refuse("year", "Năm từ 1950 đến %d", now)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := org.FindPerson(tx, reach, c.PersonID)
		if err != nil {
			return err
		}
		if err := a.Judge(p.ID); err != nil {
			return err
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		i := Initiative{
			Name:      c.Name,
			Level:     c.Level,
			Year:      c.Year,
			State:     Recognised,
			Decision:  c.Decision,
			DecidedOn: c.DecidedOn,
		}
		if err := tx.Create(&i).Error; err != nil {
			return err
		}
		if err := tx.Create(&Authorship{InitiativeID: i.ID, PersonID: p.ID, Share: c.Share}).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "initiative.add", "people", p.ID, audit.Detail{
			"name":     c.Name,
			"level":    c.Level,
			"decision": c.Decision,
		})
	})
}

// Held returns what a person within reach has contributed to recognised initiatives, the latest first.
func (s *Service) Held(ctx context.Context, a access.Actor, personID int64) ([]Contribution, error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	if _, err := org.FindPerson(db, reach, personID); err != nil {
		return nil, err
	}
	return Of(db, "= ?", personID)
}
