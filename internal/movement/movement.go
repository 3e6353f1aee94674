package movement

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps movements, pledges and their results.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// The states of a movement, in their order: draft → launched → interim → final → closed. The
// interim review may be left out. Pledges are signed while it is launched, results entered during
// the reviews.
const (
	Draft    = "draft"
	Launched = "launched"
	Interim  = "interim"
	Final    = "final"
	Over     = "closed"
)

// StateNames names the states.
var StateNames = map[string]string{
	Draft:    "Đang soạn",
	Launched: "Đã phát động, đang ký giao ước",
	Interim:  "Đang sơ kết",
	Final:    "Đang tổng kết",
	Over:     "Đã tổng kết",
}

// nextStates are the steps that the committee can take.
var nextStates = map[string][]string{
	Draft:    {Launched},
	Launched: {Interim, Final},
	Interim:  {Final},
	Final:    {Over},
}

// MaxTargets is how many targets a movement has at most.
const MaxTargets = 6

// Movement is a phong trào thi đua. Its text and targets stand from the launch on: people have
// signed for them.
type Movement struct {
	ID                       int64
	Name, Aim, Criteria      string
	StartsOn, SignBy, EndsOn string // 2006-01-02; in a form as people write dates
	State                    string
	Version                  int64
	Targets                  []Target `gorm:"-"`

	Units, People int // how many have signed, in all
}

// Target is what a movement measures: Goal in units of Measure ("%", "hồ sơ") for each who signs.
type Target struct {
	ID, MovementID int64
	Name, Measure  string
	Goal           float64
}

// Next lists the states that can follow.
func (m Movement) Next() []string { return nextStates[m.State] }

// Reviewing reports whether results are entered now.
func (m Movement) Reviewing() bool { return m.State == Interim || m.State == Final }

// clean checks a movement as typed and puts its texts and dates in order.
func (m *Movement) clean() error {
	wrong := fault.Fields{}
	text := func(field string, value *string, least, most int) {
		*value = viet.Clean(*value)
		switch n := len([]rune(*value)); {
		case n < least:
			wrong.Refuse(field, "Ít nhất %d ký tự", least)
		case n > most:
			wrong.Refuse(field, "Không quá %d ký tự", most)
		}
	}
	text("name", &m.Name, 3, 300)
	text("aim", &m.Aim, 1, 2000)
	text("criteria", &m.Criteria, 0, 2000)
	wrong.Date("starts_on", &m.StartsOn)
	wrong.Date("sign_by", &m.SignBy)
	wrong.Date("ends_on", &m.EndsOn)
	if len(wrong) == 0 && m.SignBy < m.StartsOn {
		wrong.Refuse("sign_by", "%s phải từ %s", "Hạn ký giao ước", viet.ShowDate(m.StartsOn))
	}
	if len(wrong) == 0 && m.EndsOn < m.SignBy {
		wrong.Refuse("ends_on", "%s phải từ %s", "Ngày kết thúc", viet.ShowDate(m.SignBy))
	}
	if len(m.Targets) == 0 || len(m.Targets) > MaxTargets {
		wrong.Refuse("target.name.0", "Ghi từ 1 đến %d chỉ tiêu đo được", MaxTargets)
	}
	for i := range m.Targets {
		x, at := &m.Targets[i], string(rune('0'+i))
		text("target.name."+at, &x.Name, 1, 200)
		text("target.measure."+at, &x.Measure, 1, 30)
		if x.Goal <= 0 || x.Goal > 1e9 {
			wrong.Refuse("target.goal."+at, "Ghi một số lớn hơn 0")
		}
	}
	return wrong.Err()
}

// Save writes a new movement (ID 0) or a draft's new text and returns its number.
func (s *Service) Save(ctx context.Context, a access.Actor, m Movement) (int64, error) {
	if _, err := a.Require(access.MovementRun); err != nil {
		return 0, err
	}
	if err := m.clean(); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := write(tx, &m)
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Đã có phong trào mang tên này")
		}
		if err != nil {
			return err
		}
		if err := tx.Exec(`DELETE FROM movement_targets WHERE movement_id = ?`, m.ID).Error; err != nil {
			return err
		}
		for i, x := range m.Targets {
			if err := tx.Exec(`INSERT INTO movement_targets (movement_id, ordinal, name, goal, measure) VALUES (?, ?, ?, ?, ?)`, m.ID, i, x.Name, x.Goal, x.Measure).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "movement.save", Object: "movements", ObjectID: m.ID, Detail: map[string]any{"name": m.Name, "targets": len(m.Targets)}})
	})
	return m.ID, err
}

func write(tx *gorm.DB, m *Movement) error {
	if m.ID == 0 {
		return tx.Raw(`INSERT INTO movements (name, aim, criteria, starts_on, sign_by, ends_on, state) VALUES (?, ?, ?, ?, ?, ?, 'draft') RETURNING id`, m.Name, m.Aim, m.Criteria, m.StartsOn, m.SignBy, m.EndsOn).Scan(&m.ID).Error
	}
	return store.OneRow(tx.Exec(`UPDATE movements SET name = ?, aim = ?, criteria = ?, starts_on = ?, sign_by = ?, ends_on = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'draft'`,
		m.Name, m.Aim, m.Criteria, m.StartsOn, m.SignBy, m.EndsOn, m.ID, m.Version))
}

// Step moves a movement on to a state that can follow.
func (s *Service) Step(ctx context.Context, a access.Actor, id, version int64, to string) error {
	if _, err := a.Require(access.MovementRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := find(tx, a, id)
		if err != nil {
			return err
		}
		if !slices.Contains(m.Next(), to) {
			return fault.ErrStale
		}
		if err := store.OneRow(tx.Exec(`UPDATE movements SET state = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ?`, to, id, version, m.State)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "movement." + to, Object: "movements", ObjectID: id, Detail: map[string]any{"from": m.State, "to": to}})
	})
}
