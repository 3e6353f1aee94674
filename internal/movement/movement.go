package movement

import (
	"context"
	"slices"
	"strconv"

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

// State is where a movement stands; Interim and Final name a review too.
type State string

// The states of a movement, in their order.
const (
	Draft    State = "draft"
	Launched State = "launched"
	Interim  State = "interim"
	Final    State = "final"
	Over     State = "closed"
)

// StateNames names the states.
var StateNames = map[State]string{
	Draft:    "Đang soạn",
	Launched: "Đã phát động, đang ký giao ước",
	Interim:  "Đang sơ kết",
	Final:    "Đang tổng kết",
	Over:     "Đã tổng kết",
}

// nextStates are the steps that can be taken.
var nextStates = map[State][]State{
	Draft:    {Launched},
	Launched: {Interim, Final},
	Interim:  {Final},
	Final:    {Over},
}

// MaxTargets is how many targets a movement has at most.
const MaxTargets = 6

// Movement is a phong trào thi đua. No two have the same name.
type Movement struct {
	store.Record
	Name     string `gorm:"size:300"`
	Aim      string `gorm:"size:2000"`
	Criteria string `gorm:"size:2000"` // for commendation at the end
	StartsOn string `gorm:"size:10"`   // 2006-01-02
	SignBy   string `gorm:"size:10"`   // 2006-01-02, the last day on which a pledge is not late
	EndsOn   string `gorm:"size:10"`   // 2006-01-02
	State    State
}

// Reviewing reports whether results are entered now.
func (m Movement) Reviewing() bool { return m.State == Interim || m.State == Final }

// Target is what a movement measures: Goal in units of Measure ("%", "hồ sơ") for each who signs.
type Target struct {
	ID         int64 `gorm:"primaryKey"`
	MovementID int64
	Ordinal    int    // from 0
	Name       string `gorm:"size:200"`
	Goal       float64
	Measure    string `gorm:"size:30"`
}

// TableName names the table.
func (Target) TableName() string { return "movement_targets" }

// Models are the records of this package.
var Models = []any{
	&Movement{},
	&Target{},
	&Pledge{},
	&Result{},
}

// object is how the audit log names a movement.
const object = "movements"

// Plan is a movement with its targets as they are typed, days as people write them.
type Plan struct {
	Movement
	Targets []Target
}

// check refuses what is wrong on the form and puts texts and days in order.
func (p *Plan) check() error {
	wrong := fault.Fields{}
	wrong.Text("name", &p.Name, 3, 300)
	wrong.Text("aim", &p.Aim, 1, 2000)
	wrong.Text("criteria", &p.Criteria, 0, 2000)
	wrong.Date("starts_on", &p.StartsOn)
	wrong.Date("sign_by", &p.SignBy)
	wrong.Date("ends_on", &p.EndsOn)
	if len(wrong) == 0 && p.SignBy < p.StartsOn {
		wrong.Refuse("sign_by", "%s phải từ %s", "Hạn ký giao ước", viet.ShowDate(p.StartsOn))
	}
	if len(wrong) == 0 && p.EndsOn < p.SignBy {
		wrong.Refuse("ends_on", "%s phải từ %s", "Ngày kết thúc", viet.ShowDate(p.SignBy))
	}
	if len(p.Targets) == 0 || len(p.Targets) > MaxTargets {
		wrong.Refuse("target.name.0", "Ghi từ 1 đến %d chỉ tiêu đo được", MaxTargets)
	}
	for i := range p.Targets {
		x, at := &p.Targets[i], strconv.Itoa(i)
		wrong.Text("target.name."+at, &x.Name, 1, 200)
		wrong.Text("target.measure."+at, &x.Measure, 1, 30)
		if x.Goal <= 0 || x.Goal > 1e9 {
			wrong.Refuse("target.goal."+at, "Ghi một số lớn hơn 0")
		}
	}
	return wrong.Err()
}

// Create writes the draft of a new movement.
func (s *Service) Create(ctx context.Context, a access.Actor, p Plan) (int64, error) {
	p.Record, p.State = store.Record{}, Draft
	err := s.write(ctx, a, &p, func(tx *gorm.DB) error { return tx.Create(&p.Movement).Error })
	return p.ID, err
}

// Save writes a draft anew that is still at the version of p.
func (s *Service) Save(ctx context.Context, a access.Actor, p Plan) error {
	return s.write(ctx, a, &p, func(tx *gorm.DB) error {
		m, err := find(tx, a, p.ID)
		if err != nil {
			return err
		}
		return store.Advance(tx, &m, p.Version, Draft, store.Change{
			"name":      p.Name,
			"aim":       p.Aim,
			"criteria":  p.Criteria,
			"starts_on": p.StartsOn,
			"sign_by":   p.SignBy,
			"ends_on":   p.EndsOn,
		})
	})
}

// write checks a plan, keeps the movement as keep does, and writes its targets anew.
func (s *Service) write(ctx context.Context, a access.Actor, p *Plan, keep func(*gorm.DB) error) error {
	if err := a.RequireAll(access.MovementRun); err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := keep(tx)
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Đã có phong trào mang tên này")
		}
		if err != nil {
			return err
		}
		if err := tx.Where("movement_id = ?", p.ID).Delete(&Target{}).Error; err != nil {
			return err
		}
		for i := range p.Targets {
			p.Targets[i].ID, p.Targets[i].MovementID, p.Targets[i].Ordinal = 0, p.ID, i
		}
		if err := tx.Create(&p.Targets).Error; err != nil {
			return err
		}
		detail := audit.Detail{"name": p.Name, "targets": len(p.Targets)}
		return audit.Note(tx, s.Clock, a, "movement.save", object, p.ID, detail)
	})
}

// Step moves a movement on to a state that can follow.
func (s *Service) Step(ctx context.Context, a access.Actor, id, version int64, to State) error {
	if err := a.RequireAll(access.MovementRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := find(tx, a, id)
		if err != nil {
			return err
		}
		from := m.State
		if !slices.Contains(nextStates[from], to) {
			return fault.ErrStale
		}
		if err := store.Advance(tx, &m, version, from, store.Change{"state": to}); err != nil {
			return err
		}
		detail := audit.Detail{"from": from, "to": to}
		return audit.Note(tx, s.Clock, a, "movement."+string(to), object, id, detail)
	})
}

// find reads a movement; a draft is there only for who runs movements. Movements belong to no unit, so there
// is no reach.
func find(db *gorm.DB, a access.Actor, id int64) (m Movement, err error) {
	err = store.First(db.Where("id = ?", id), &m)
	if err == nil && m.State == Draft && !runs(a) {
		return Movement{}, fault.ErrNotFound
	}
	return m, err
}

// runs reports whether the actor writes movements and moves them on.
func runs(a access.Actor) bool { return a.RequireAll(access.MovementRun) == nil }

// targetsOf reads the targets of a movement in their order.
func targetsOf(db *gorm.DB, id int64) (list []Target, err error) {
	return list, db.Where("movement_id = ?", id).Order("ordinal").Find(&list).Error
}
