package initiative

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// change runs a change of one within reach of the permission and keeps it in the log.
func (s *Service) change(ctx context.Context, a access.Actor, p access.Permission, id int64, action string, detail map[string]any, change func(tx *gorm.DB, f Initiative) error) error {
	reach, err := a.Require(p)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		f, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		if err := change(tx, f); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: object, ObjectID: id, Detail: detail})
	})
}

// Withdraw takes an initiative back before it is decided.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id, version int64) error {
	return s.change(ctx, a, access.InitiativeMake, id, "initiative.withdraw", nil, func(tx *gorm.DB, f Initiative) error {
		if !f.Mine(a) {
			return fault.ErrForbidden
		}
		return store.OneRow(tx.Exec(`UPDATE initiatives SET state = 'withdrawn', version = version + 1 WHERE id = ? AND version = ? AND state = 'registered'`, id, version))
	})
}

// Ruling is what the committee decides on an initiative: recognised at a level by a decision, or
// refused with the reason.
type Ruling struct {
	Recognised                      bool
	Level, Decision, DecidedOn, Why string
}

// Decide recognises or refuses a registered initiative.
func (s *Service) Decide(ctx context.Context, a access.Actor, id, version int64, r Ruling) error {
	wrong, state := fault.Fields{}, Recognised
	r.Why = viet.Clean(r.Why)
	if r.Recognised {
		r.Why = ""
		if !slices.Contains(Levels, r.Level) {
			wrong.Refuse("decided_level", "Chọn phạm vi ảnh hưởng")
		}
		decision(wrong, &r.Decision, &r.DecidedOn)
	} else {
		state, r.Decision, r.DecidedOn = Refused, "", ""
		if r.Why == "" || len([]rune(r.Why)) > 1000 {
			wrong.Refuse("why", "Ghi lý do không công nhận, không quá %d ký tự", 1000)
		}
	}
	detail := map[string]any{"state": state, "decision": r.Decision, "level": r.Level, "why": r.Why}
	return s.change(ctx, a, access.HonoursEdit, id, "initiative.decide", detail, func(tx *gorm.DB, f Initiative) error {
		if !f.Decidable(a) {
			if f.State != Registered {
				return fault.Conflictf("Sáng kiến đã được quyết định: %s.", StateNames[f.State])
			}
			return fault.Conflictf("Không ai quyết định sáng kiến của chính mình.")
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		if !r.Recognised {
			r.Level = f.Level
		}
		return store.OneRow(tx.Exec(`UPDATE initiatives SET state = ?, level = ?, decision = ?, decided_on = ?, why = ?, version = version + 1 WHERE id = ? AND version = ?`, state, r.Level, r.Decision, r.DecidedOn, r.Why, id, version))
	})
}

// decision checks the number and the day of the decision that recognises an initiative.
func decision(wrong fault.Fields, number, on *string) {
	if *number = viet.Clean(*number); *number == "" || len([]rune(*number)) > 100 {
		wrong.Refuse("decision", "Ghi số quyết định, không quá 100 ký tự")
	}
	wrong.Date("decided_on", on)
}
