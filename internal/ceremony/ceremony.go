package ceremony

import (
	"context"
	"regexp"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// State is how far a ceremony is.
type State string

// The states of a ceremony.
const (
	Preparing State = "preparing"
	Held      State = "held" // over; nothing changes any more
)

// StateNames name them.
var StateNames = map[State]string{Preparing: "Đang chuẩn bị", Held: "Đã tổ chức"}

// Ceremony is a lễ trao: when and where it is, who leads it, and what its clock follows from.
type Ceremony struct {
	store.Record            // Version is that of the data below, without the programme
	Name             string `gorm:"size:300"`
	HeldOn           string `gorm:"size:10"` // 2006-01-02
	StartsAt         string `gorm:"size:5"`  // "08:30"
	Place            string `gorm:"size:200"`
	Host             string `gorm:"size:300"`
	MC               string `gorm:"size:200"`
	Places           int    // on the stage, side by side
	ReadMinutes      float64
	TurnMinutes      float64
	State            State
	ProgrammeVersion int64 `gorm:"default:1"` // of the items as a whole
	Changes          int64 `gorm:"default:1"` // counts every change of the ceremony and its parts
}

// start is when it begins, since midnight.
func (c Ceremony) start() time.Duration {
	at, err := time.Parse("15:04", c.StartsAt)
	if err != nil {
		return 0
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// Service keeps ceremonies.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

var hour = regexp.MustCompile(`^([01]?\d|2[0-3])[:hH.]([0-5]\d)$`)

// clean checks a ceremony as typed. ReadMinutes is the time to read a group's decision, TurnMinutes that
// of a turn on the stage.
func (c *Ceremony) clean() error {
	wrong := fault.Fields{}
	wrong.Text("name", &c.Name, 3, 300)
	wrong.Text("place", &c.Place, 1, 200)
	wrong.Text("host", &c.Host, 0, 300)
	wrong.Text("mc", &c.MC, 0, 200)
	wrong.Date("held_on", &c.HeldOn)
	if parts := hour.FindStringSubmatch(strings.TrimSpace(c.StartsAt)); parts == nil {
		wrong.Refuse("starts_at", "Ghi giờ và phút, ví dụ 8:30")
	} else {
		c.StartsAt = strings.Repeat("0", 2-len(parts[1])) + parts[1] + ":" + parts[2]
	}
	wrong.Number("places", float64(c.Places), 1, 40)
	wrong.Number("read_minutes", c.ReadMinutes, 0, 30)
	wrong.Number("turn_minutes", c.TurnMinutes, 0.5, 30)
	return wrong.Err()
}

// MayCreate reports whether the actor may begin a new ceremony.
func (s *Service) MayCreate(a access.Actor) bool { return a.Reach(access.CeremonyRun).All }

// Save writes a new ceremony (ID 0) with the usual programme, or the data of one that is being prepared,
// where c.Version is that of the page.
func (s *Service) Save(ctx context.Context, a access.Actor, c Ceremony) (int64, error) {
	if err := a.RequireAll(access.CeremonyRun); err != nil {
		return 0, err
	}
	if err := c.clean(); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		write := create
		if c.ID != 0 {
			write = rewrite
		}
		if err := write(tx, &c); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "ceremony.save", "ceremonies", c.ID,
			audit.Detail{"name": c.Name, "held_on": c.HeldOn, "places": c.Places})
	})
	return c.ID, err
}

func create(tx *gorm.DB, c *Ceremony) error {
	c.State, c.Version, c.ProgrammeVersion, c.Changes = Preparing, 1, 1, 1
	if err := tx.Create(c).Error; err != nil {
		return err
	}
	return writeItems(tx, c.ID, usual)
}

func rewrite(tx *gorm.DB, c *Ceremony) error {
	now, err := one(tx, c.ID)
	if err != nil {
		return err
	}
	return store.Advance(tx, &now, c.Version, Preparing, store.Change{
		"name": c.Name, "held_on": c.HeldOn, "starts_at": c.StartsAt,
		"place": c.Place, "host": c.Host, "mc": c.MC,
		"places": c.Places, "read_minutes": c.ReadMinutes, "turn_minutes": c.TurnMinutes,
		"changes": now.Changes + 1,
	})
}

// prepare changes a ceremony that is being prepared, for who may prepare it.
func (s *Service) prepare(ctx context.Context, a access.Actor, id int64, action string, detail audit.Detail,
	change func(tx *gorm.DB, c Ceremony) error,
) error {
	if err := a.RequireAll(access.CeremonyRun); err != nil {
		return err
	}
	return s.change(ctx, a, id, action, detail, change)
}

// change runs a change of a ceremony that is being prepared, counts it and notes it in the log.
func (s *Service) change(ctx context.Context, a access.Actor, id int64, action string, detail audit.Detail,
	change func(tx *gorm.DB, c Ceremony) error,
) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := one(tx, id)
		if err != nil {
			return err
		}
		if err := touch(tx, id); err != nil {
			return err
		}
		if err := change(tx, c); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, action, "ceremonies", id, detail)
	})
}

// touch counts a change of a ceremony that is being prepared; a held one is stale.
func touch(tx *gorm.DB, id int64) error {
	preparing := tx.Model(&Ceremony{}).Where("id = ? AND state = ?", id, Preparing)
	return store.OneRow(preparing.UpdateColumn("changes", gorm.Expr("changes + 1")))
}

// Hold marks a ceremony as held: nothing of it changes from then on. seen is the number of changes that
// the page knew of, because the turns are noted as that page showed them. Where the programme was run
// turn by turn, who stood on the stage has been noted already.
func (s *Service) Hold(ctx context.Context, a access.Actor, id, seen int64) error {
	if err := a.RequireAll(access.CeremonyRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.stage(tx, access.Reach{All: true}, id)
		if err != nil {
			return err
		}
		if v.Live.Running() {
			return fault.Conflictf("Chương trình đang chạy: hãy chuyển đến hết rồi mới ghi đã tổ chức.")
		}
		if v.Changes != seen {
			return fault.ErrStale
		}
		held := store.Change{"state": Held, "changes": seen + 1}
		if err := store.Advance(tx, &v.Ceremony, v.Version, Preparing, held); err != nil {
			return err
		}
		if !v.Live.Over {
			if err := stand(tx, id, v.Turns...); err != nil {
				return err
			}
		}
		return audit.Note(tx, s.Clock, a, "ceremony.held", "ceremonies", id, nil)
	})
}
