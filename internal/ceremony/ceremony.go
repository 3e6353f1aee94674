package ceremony

import (
	"cmp"
	"context"
	"regexp"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The states of a ceremony.
const (
	Preparing = "preparing"
	Held      = "held"
)

// StateNames names them.
var StateNames = map[string]string{Preparing: "Đang chuẩn bị", Held: "Đã tổ chức"}

// Ceremony is a lễ trao.
type Ceremony struct {
	ID                       int64
	Name, HeldOn, StartsAt   string // 2006-01-02, "08:30"
	Place, Host, MC          string
	Places                   int     // on the stage, side by side
	ReadMinutes, TurnMinutes float64 // to read a group's decision, for a turn
	State                    string
	Version                  int64
	Decisions, Recipients    int    `gorm:"->"`
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

// clean checks a ceremony as typed.
func (c *Ceremony) clean() error {
	wrong := fault.Fields{}
	for field, v := range map[string]struct {
		value *string
		least int
		most  int
	}{"name": {&c.Name, 3, 300}, "place": {&c.Place, 1, 200}, "host": {&c.Host, 0, 300}, "mc": {&c.MC, 0, 200}} {
		*v.value = viet.Clean(*v.value)
		if n := len([]rune(*v.value)); n < v.least || n > v.most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", v.least, v.most)
		}
	}
	day, precision, ok := viet.ParseDate(c.HeldOn)
	if !ok || precision != viet.Day {
		wrong.Refuse("held_on", "Không có ngày «%s»; ghi ngày/tháng/năm", c.HeldOn)
	}
	c.HeldOn = day
	if parts := hour.FindStringSubmatch(strings.TrimSpace(c.StartsAt)); parts == nil {
		wrong.Refuse("starts_at", "Ghi giờ và phút, ví dụ 8:30")
	} else {
		c.StartsAt = strings.Repeat("0", 2-len(parts[1])) + parts[1] + ":" + parts[2]
	}
	if c.Places < 1 || c.Places > 40 {
		wrong.Refuse("places", "Ghi một số từ %d đến %d", 1, 40)
	}
	if c.ReadMinutes < 0 || c.ReadMinutes > 30 {
		wrong.Refuse("read_minutes", "Ghi một số từ %d đến %d", 0, 30)
	}
	if c.TurnMinutes < 0.5 || c.TurnMinutes > 30 {
		wrong.Refuse("turn_minutes", "Ghi số phút từ 0,5 đến 30")
	}
	return wrong.Err()
}

// usual is the programme with which a new ceremony begins.
//
//locale:paper
var usual = []Item{{Title: "Ổn định tổ chức, văn nghệ chào mừng", Minutes: 15}, {Title: "Chào cờ, tuyên bố lý do, giới thiệu đại biểu", Who: "Dẫn chương trình", Minutes: 10}, {Title: "Báo cáo tổng kết", Minutes: 20}, {Title: "Công bố quyết định và trao thưởng", Awards: true}, {Title: "Phát biểu của lãnh đạo", Minutes: 15}, {Title: "Bế mạc", Minutes: 5}}

// Save writes a new ceremony (ID 0) with the usual programme, or a prepared one's data.
func (s *Service) Save(ctx context.Context, a access.Actor, c Ceremony) (int64, error) {
	if _, err := a.Require(access.CeremonyRun); err != nil {
		return 0, err
	}
	if err := c.clean(); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if c.ID == 0 {
			if err := tx.Raw(`INSERT INTO ceremonies (name, held_on, starts_at, place, host, mc, places, read_minutes, turn_minutes, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'preparing') RETURNING id`,
				c.Name, c.HeldOn, c.StartsAt, c.Place, c.Host, c.MC, c.Places, c.ReadMinutes, c.TurnMinutes).Scan(&c.ID).Error; err != nil {
				return err
			}
			if err := writeItems(tx, c.ID, usual); err != nil {
				return err
			}
		} else if err := store.OneRow(tx.Exec(`UPDATE ceremonies SET name = ?, held_on = ?, starts_at = ?, place = ?, host = ?, mc = ?, places = ?, read_minutes = ?, turn_minutes = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'preparing'`,
			c.Name, c.HeldOn, c.StartsAt, c.Place, c.Host, c.MC, c.Places, c.ReadMinutes, c.TurnMinutes, c.ID, c.Version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "ceremony.save", Object: "ceremonies", ObjectID: c.ID, Detail: map[string]any{"name": c.Name, "held_on": c.HeldOn, "places": c.Places}})
	})
	return c.ID, err
}

func writeItems(tx *gorm.DB, id int64, items []Item) error {
	if err := tx.Exec(`DELETE FROM ceremony_items WHERE ceremony_id = ?`, id).Error; err != nil {
		return err
	}
	for i, x := range items {
		if err := tx.Exec(`INSERT INTO ceremony_items (ceremony_id, ordinal, title, who, minutes, awards) VALUES (?, ?, ?, ?, ?, ?)`, id, i, x.Title, x.Who, x.Minutes, x.Awards).Error; err != nil {
			return err
		}
	}
	return nil
}

// prepare changes a ceremony that is being prepared.
func (s *Service) prepare(ctx context.Context, a access.Actor, id int64, action string, detail map[string]any, change func(tx *gorm.DB) error) error {
	if _, err := a.Require(access.CeremonyRun); err != nil {
		return err
	}
	return s.change(ctx, a, id, action, detail, change)
}

func (s *Service) change(ctx context.Context, a access.Actor, id int64, action string, detail map[string]any, change func(tx *gorm.DB) error) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE ceremonies SET version = version + 1 WHERE id = ? AND state = 'preparing'`, id)); err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "ceremonies", ObjectID: id, Detail: detail})
	})
}

// SaveProgramme writes the points of the programme; one at which awards are given must be among them.
func (s *Service) SaveProgramme(ctx context.Context, a access.Actor, id int64, items []Item) error {
	wrong, awards := fault.Fields{}, 0
	for i := range items {
		x, at := &items[i], viet.Count(i)
		x.Title, x.Who = viet.Clean(x.Title), viet.Clean(x.Who)
		if n := len([]rune(x.Title)); n == 0 || n > 300 {
			wrong.Refuse("item.title."+at, "Ghi từ %d đến %d ký tự", 1, 300)
		}
		if x.Awards {
			awards++
			x.Minutes = 0
		} else if x.Minutes < 0 || x.Minutes > 600 {
			wrong.Refuse("item.minutes."+at, "Ghi một số từ %d đến %d", 0, 600)
		}
	}
	if len(wrong) == 0 && awards != 1 {
		wrong.Refuse("", "Chương trình cần đúng một mục trao thưởng.")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.prepare(ctx, a, id, "ceremony.programme", map[string]any{"items": len(items)}, func(tx *gorm.DB) error {
		if begun, err := store.Count(tx, `SELECT count(*) FROM ceremony_steps WHERE ceremony_id = ?`, id); err != nil || begun > 0 {
			return cmp.Or(err, fault.Conflictf("Chương trình đã bắt đầu, không đổi được các mục nữa."))
		}
		return writeItems(tx, id, items)
	})
}

// AddDecision puts an issued decision's awards into a ceremony; each is handed over once.
func (s *Service) AddDecision(ctx context.Context, a access.Actor, id, decision int64) error {
	return s.prepare(ctx, a, id, "ceremony.decision", map[string]any{"decision": decision}, func(tx *gorm.DB) error {
		err := store.OneRow(tx.Exec(`INSERT INTO ceremony_decisions (ceremony_id, decision_id) SELECT CAST(? AS BIGINT), id FROM decisions WHERE id = ? AND state = 'issued' AND kind <> 'revocation'`, id, decision))
		if store.Duplicate(err) {
			return fault.Conflictf("Quyết định này đã ở trong một buổi lễ.")
		}
		if err != nil {
			return err
		}
		return inviteRecipients(tx, id)
	})
}

// DropDecision takes a decision's awards out of a ceremony.
func (s *Service) DropDecision(ctx context.Context, a access.Actor, id, decision int64) error {
	return s.prepare(ctx, a, id, "ceremony.undecide", map[string]any{"decision": decision}, func(tx *gorm.DB) error {
		if err := dropGuests(tx, id, decision); err != nil {
			return err
		}
		return store.OneRow(tx.Exec(`DELETE FROM ceremony_decisions WHERE ceremony_id = ? AND decision_id = ?`, id, decision))
	})
}

// SetPresenter says who hands a group's awards over; "" leaves it open.
func (s *Service) SetPresenter(ctx context.Context, a access.Actor, id int64, form string, collective bool, presenter string) error {
	if presenter = viet.Clean(presenter); len([]rune(presenter)) > 300 {
		return fault.Invalidf("presenter", "Không quá %d ký tự", 300)
	}
	return s.prepare(ctx, a, id, "ceremony.presenter", map[string]any{"form": form, "presenter": presenter}, func(tx *gorm.DB) error {
		if presenter == "" {
			return tx.Exec(`DELETE FROM ceremony_presenters WHERE ceremony_id = ? AND form = ? AND collective = ?`, id, form, collective).Error
		}
		return tx.Exec(`INSERT INTO ceremony_presenters (ceremony_id, form, collective, presenter) VALUES (?, ?, ?, ?) ON CONFLICT (ceremony_id, form, collective) DO UPDATE SET presenter = excluded.presenter`, id, form, collective, presenter).Error
	})
}

// SetAbsence notes who does not come and who stands in; with present the recipient comes after all.
// On the day whoever conducts the ceremony may do so, before it only who prepares it.
func (s *Service) SetAbsence(ctx context.Context, a access.Actor, id, recipient int64, present bool, representative string) error {
	if representative = viet.Clean(representative); len([]rune(representative)) > 200 {
		return fault.Invalidf("representative", "Không quá %d ký tự", 200)
	}
	if _, err := a.Require(access.CeremonyConduct); err != nil {
		return err
	}
	return s.change(ctx, a, id, "ceremony.absence", map[string]any{"recipient": recipient, "present": present}, func(tx *gorm.DB) error {
		if today, err := store.Count(tx, `SELECT count(*) FROM ceremonies WHERE id = ? AND held_on = ?`, id, clock.Today(s.Clock)); err != nil || today == 0 && !a.May(access.CeremonyRun) {
			return cmp.Or(err, fault.ErrForbidden)
		}
		if present {
			return tx.Exec(`DELETE FROM ceremony_absences WHERE ceremony_id = ? AND recipient_id = ?`, id, recipient).Error
		}
		return markAbsent(tx, id, recipient, representative)
	})
}

// markAbsent notes who stands in for a recipient, "" for nobody; not once the recipient has been on
// the stage.
func markAbsent(tx *gorm.DB, id, recipient int64, representative string) error {
	if stood, err := store.Count(tx, `SELECT count(*) FROM ceremony_stands WHERE ceremony_id = ? AND recipient_id = ?`, id, recipient); err != nil || stood > 0 {
		return cmp.Or(err, fault.Conflictf("Người này đã lên nhận."))
	}
	return store.OneRow(tx.Exec(`INSERT INTO ceremony_absences (ceremony_id, recipient_id, representative) SELECT d.ceremony_id, r.id, ? FROM recipients r JOIN ceremony_decisions d ON d.decision_id = r.decision_id WHERE d.ceremony_id = ? AND r.id = ?
		ON CONFLICT (ceremony_id, recipient_id) DO UPDATE SET representative = excluded.representative`, representative, id, recipient))
}

// Hold marks a ceremony as held: nothing of it changes from then on. Where its programme was not run
// turn by turn, all turns count as they were planned.
func (s *Service) Hold(ctx context.Context, a access.Actor, id, version int64) error {
	if _, err := a.Require(access.CeremonyRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.stage(tx, id)
		if err != nil {
			return err
		}
		if v.Live.Running() {
			return fault.Conflictf("Chương trình đang chạy: hãy chuyển đến hết rồi mới ghi đã tổ chức.")
		}
		if err := store.OneRow(tx.Exec(`UPDATE ceremonies SET state = 'held', version = version + 1 WHERE id = ? AND version = ? AND state = 'preparing'`, id, version)); err != nil {
			return err
		}
		for _, t := range v.Turns {
			if v.Live.Over { // who stood on the stage was noted turn by turn
				break
			}
			if err := stand(tx, id, t); err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "ceremony.held", Object: "ceremonies", ObjectID: id})
	})
}
