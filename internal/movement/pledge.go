package movement

import (
	"context"
	"slices"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Pledge is a giao ước: a unit's, or with a PersonID the person's own. A unit and a person have one for each
// movement.
type Pledge struct {
	store.Record
	MovementID int64  `gorm:"uniqueIndex:pledges_unit,where:person_id IS NULL;uniqueIndex:pledges_person"`
	UnitID     int64  `gorm:"uniqueIndex:pledges_unit"` // of a person: where the person worked on that day
	PersonID   *int64 `gorm:"uniqueIndex:pledges_person,where:person_id IS NOT NULL"`
	Commitment string `gorm:"size:1000"`
	SignedOn   string `gorm:"size:10"` // 2006-01-02, of the first signature
	SignedBy   *int64 // the account, nil where nobody logged in has signed
}

// Result is what was achieved of a target in a review.
type Result struct {
	PledgeID int64   `gorm:"primaryKey;autoIncrement:false"`
	TargetID int64   `gorm:"primaryKey;autoIncrement:false;index:movement_results_target,priority:1"`
	Stage    State   `gorm:"primaryKey;index:movement_results_target,priority:2"` // Interim or Final
	Achieved float64 `gorm:"index:movement_results_target,priority:3"`
	Evidence string  `gorm:"size:500"`
}

// TableName names the table.
func (Result) TableName() string { return "movement_results" }

// Personal reports whether it is a person's own pledge.
func (p Pledge) Personal() bool { return p.PersonID != nil }

// speaks reports whether who has this reach of pledge.make signs and reports for the pledge: the person, or
// the head of the unit itself.
func (p Pledge) speaks(reach access.Reach) bool {
	if p.PersonID != nil {
		return reach.Person != 0 && *p.PersonID == reach.Person
	}
	return slices.Contains(reach.Units, p.UnitID)
}

// Signing is a pledge as it is typed.
type Signing struct {
	UnitID     int64 // that signs, 0 for the actor
	Version    int64 // of the pledge that is signed anew, 0 where there is none yet
	Commitment string
}

// Sign signs the pledge of the actor or of a unit that the actor heads. Until the first review its words can
// be changed by signing again; the day stays that of the first signature.
func (s *Service) Sign(ctx context.Context, a access.Actor, movementID int64, typed Signing) error {
	reach, err := a.Require(access.PledgeMake)
	if err != nil {
		return err
	}
	p := Pledge{MovementID: movementID, UnitID: typed.UnitID, SignedOn: clock.Today(s.Clock)}
	if typed.UnitID == 0 {
		p.PersonID = &a.PersonID
	}
	if !p.speaks(reach) {
		return fault.ErrForbidden
	}
	wrong := fault.Fields{}
	wrong.Text("commitment", &typed.Commitment, 1, 1000)
	if err := wrong.Err(); err != nil {
		return err
	}
	if p.Commitment = typed.Commitment; a.AccountID != 0 {
		p.SignedBy = &a.AccountID
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := find(tx, a, movementID)
		if err != nil {
			return err
		}
		if m.State != Launched {
			return fault.Conflictf("Phong trào không còn nhận giao ước: %s.", StateNames[m.State])
		}
		if err := sign(tx, &p, typed.Version); err != nil {
			return err
		}
		detail := audit.Detail{"movement": movementID, "commitment": p.Commitment}
		return audit.Note(tx, s.Clock, a, "pledge.sign", "pledges", p.ID, detail)
	})
}

// sign writes a new pledge (version 0), or the words of one that is there at the version.
func sign(tx *gorm.DB, p *Pledge, version int64) error {
	own := tx.Where("movement_id = ? AND unit_id = ? AND person_id IS NULL", p.MovementID, p.UnitID)
	if p.PersonID != nil {
		own = tx.Where("movement_id = ? AND person_id = ?", p.MovementID, *p.PersonID)
	}
	if version != 0 {
		words := p.Commitment
		if err := store.First(own, p); err != nil {
			return err
		}
		return store.Update(tx, p, version, store.Change{"commitment": words})
	}
	if p.PersonID != nil {
		unit, err := org.UnitOf(tx, *p.PersonID)
		if err != nil {
			return err
		}
		if unit == 0 {
			return fault.Conflictf("Bạn không giữ chức vụ nào trong danh sách cán bộ nên chưa đăng ký được.")
		}
		p.UnitID = unit
	}
	err := tx.Create(p).Error
	if store.Duplicate(err) {
		return fault.ErrStale // signed since the page was made
	}
	return err
}

// Report enters what a pledge achieved, target by target, in the review that is on. What is more
// than nothing names its evidence.
func (s *Service) Report(ctx context.Context, a access.Actor, id, version int64, results []Result) error {
	reach, err := a.Require(access.PledgeMake)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var p Pledge
		err := store.First(tx.Scopes(reach.Within("person_id", "unit_id")).Where("id = ?", id), &p)
		if err != nil {
			return err
		}
		if !p.speaks(reach) {
			return fault.ErrForbidden
		}
		m, err := find(tx, a, p.MovementID)
		if err != nil {
			return err
		}
		if !m.Reviewing() {
			return fault.Conflictf("Chưa đến kỳ sơ kết, tổng kết: %s.", StateNames[m.State])
		}
		targets, err := targetsOf(tx, m.ID)
		if err != nil {
			return err
		}
		if err := checkResults(targets, results); err != nil {
			return err
		}
		if err := store.Update(tx, &p, version, nil); err != nil {
			return err
		}
		for i := range results {
			results[i].PledgeID, results[i].Stage = id, m.State
		}
		if err := store.Upsert(tx, &results, "pledge_id", "target_id", "stage"); err != nil {
			return err
		}
		detail := audit.Detail{"stage": m.State, "results": results}
		return audit.Note(tx, s.Clock, a, "pledge.report", "pledges", id, detail)
	})
}

// checkResults wants one result for each target of the movement; a negative figure is one that
// could not be read.
func checkResults(targets []Target, results []Result) error {
	wrong := fault.Fields{}
	if len(results) != len(targets) {
		return fault.ErrStale
	}
	for i := range results {
		r, at := &results[i], strconv.Itoa(i)
		if r.TargetID != targets[i].ID {
			return fault.ErrStale
		}
		wrong.Text("evidence."+at, &r.Evidence, 0, 500)
		if r.Achieved < 0 || r.Achieved > 1e9 {
			wrong.Refuse("achieved."+at, "Ghi một số từ 0")
		}
		if r.Achieved > 0 && r.Evidence == "" {
			wrong.Refuse("evidence."+at, "Ghi minh chứng cho kết quả")
		}
	}
	return wrong.Err()
}
