package movement

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Pledge is a giao ước: a unit's, or with a PersonID the person's own.
type Pledge struct {
	ID, MovementID, UnitID, PersonID int64
	Commitment, SignedOn             string
	Version                          int64

	Name, Post, Unit string
	Interim, Final   *float64 // share of the targets reached, 0 to 1; nil before the review
	Late             bool     // signed after the movement's day
}

// Achievement is what was achieved of a target in a review.
type Achievement struct {
	TargetID int64
	Stage    string
	Achieved float64
	Evidence string
}

// Speaks reports whether the actor signs and reports for it: the person, or the unit's head.
func (p Pledge) Speaks(a access.Actor) bool {
	if p.PersonID != 0 {
		return p.PersonID == a.PersonID && a.May(access.PledgeMake)
	}
	return slices.Contains(a.Reach(access.PledgeMake).Units, p.UnitID)
}

// Sign signs the pledge of the actor (unit 0) or of a unit that the actor heads. Until the first
// review its words can be changed; the day stays that of the first signature.
func (s *Service) Sign(ctx context.Context, a access.Actor, movementID, unit int64, commitment string) error {
	p := Pledge{MovementID: movementID, UnitID: unit, Commitment: viet.Clean(commitment), SignedOn: clock.Today(s.Clock)}
	if unit == 0 {
		p.PersonID = a.PersonID
	}
	if unit == 0 && a.PersonID == 0 || !p.Speaks(a) {
		return fault.ErrForbidden
	}
	switch n := len([]rune(p.Commitment)); {
	case n == 0:
		return fault.Invalidf("commitment", "Ghi nội dung cam kết")
	case n > 1000:
		return fault.Invalidf("commitment", "Không quá %d ký tự", 1000)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := find(tx, a, movementID)
		if err != nil {
			return err
		}
		if m.State != Launched {
			return fault.Conflictf("Phong trào không còn nhận giao ước: %s.", StateNames[m.State])
		}
		if err := sign(tx, a, &p); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "pledge.sign", Object: "pledges", ObjectID: p.ID, Detail: map[string]any{"movement": movementID, "commitment": p.Commitment}})
	})
}

func sign(tx *gorm.DB, a access.Actor, p *Pledge) error {
	target := `(movement_id, unit_id) WHERE person_id IS NULL`
	var person *int64
	if p.PersonID != 0 {
		target, person = `(movement_id, person_id) WHERE person_id IS NOT NULL`, &p.PersonID
		var err error
		if p.UnitID, err = org.UnitOf(tx, p.PersonID); err != nil {
			return err
		}
		if p.UnitID == 0 {
			return fault.Conflictf("Bạn không giữ chức vụ nào trong danh sách cán bộ nên chưa đăng ký được.")
		}
	}
	return tx.Raw(`INSERT INTO pledges (movement_id, unit_id, person_id, commitment, signed_on, signed_by) VALUES (?, ?, ?, ?, ?, NULLIF(?, 0))
		ON CONFLICT `+target+` DO UPDATE SET commitment = excluded.commitment, version = pledges.version + 1 RETURNING id`, p.MovementID, p.UnitID, person, p.Commitment, p.SignedOn, a.AccountID).Scan(&p.ID).Error
}

// Report enters what a pledge achieved, target by target, in the review that is on. What is more
// than nothing names its evidence.
func (s *Service) Report(ctx context.Context, a access.Actor, id, version int64, results []Achievement) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := pledge(tx, a.Reach(access.PledgeMake), id)
		if err != nil {
			return err
		}
		if !p.Speaks(a) {
			return fault.ErrForbidden
		}
		m, err := find(tx, a, p.MovementID)
		if err != nil {
			return err
		}
		if !m.Reviewing() {
			return fault.Conflictf("Chưa đến kỳ sơ kết, tổng kết: %s.", StateNames[m.State])
		}
		if err := checkResults(m, results); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE pledges SET version = version + 1 WHERE id = ? AND version = ?`, id, version)); err != nil {
			return err
		}
		for _, r := range results {
			if err := tx.Exec(`INSERT INTO movement_results (pledge_id, target_id, stage, achieved, evidence) VALUES (?, ?, ?, ?, ?) ON CONFLICT (pledge_id, target_id, stage) DO UPDATE SET achieved = excluded.achieved, evidence = excluded.evidence`,
				id, r.TargetID, m.State, r.Achieved, r.Evidence).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "pledge.report", Object: "pledges", ObjectID: id, Detail: map[string]any{"stage": m.State, "results": results}})
	})
}

// checkResults wants one result for each target of the movement; a negative figure is one that
// could not be read.
func checkResults(m Movement, results []Achievement) error {
	wrong := fault.Fields{}
	if len(results) != len(m.Targets) {
		return fault.ErrStale
	}
	for i := range results {
		r, at := &results[i], viet.Count(i)
		r.Evidence = viet.Clean(r.Evidence)
		if r.TargetID != m.Targets[i].ID {
			return fault.ErrStale
		}
		if r.Achieved < 0 || r.Achieved > 1e9 {
			wrong.Refuse("achieved."+at, "Ghi một số từ 0")
		}
		if r.Achieved > 0 && r.Evidence == "" {
			wrong.Refuse("evidence."+at, "Ghi minh chứng cho kết quả")
		}
		if len([]rune(r.Evidence)) > 500 {
			wrong.Refuse("evidence."+at, "Không quá %d ký tự", 500)
		}
	}
	return wrong.Err()
}
