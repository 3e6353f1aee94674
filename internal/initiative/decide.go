package initiative

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Withdraw takes an initiative back before it is decided. Only its registrar may.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id, version int64) error {
	reach, err := a.Require(access.InitiativeMake)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		i, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		if !i.mine(a) {
			return fault.ErrForbidden
		}
		if err := store.Advance(tx, &i, version, Registered, store.Change{"state": Withdrawn}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "initiative.withdraw", object, id, nil)
	})
}

// Ruling is what the committee decides on an initiative: recognised at a level by a decision, or
// refused with the reason.
type Ruling struct {
	Recognised          bool
	Level               Level
	Decision, DecidedOn string
	Why                 string
}

// check refuses what is wrong on the form and drops what does not belong to the ruling.
func (r *Ruling) check() error {
	wrong := fault.Fields{}
	if r.Recognised {
		r.Why = ""
		fault.Choice(wrong, "decided_level", r.Level, Levels, "Chọn phạm vi ảnh hưởng")
		checkDecision(wrong, &r.Decision, &r.DecidedOn)
		return wrong.Err()
	}
	r.Level, r.Decision, r.DecidedOn = "", "", ""
	wrong.Reason("why", &r.Why, 1000, "Ghi lý do không công nhận, không quá %d ký tự")
	return wrong.Err()
}

// Decide recognises or refuses a registered initiative all of whose authors lie within reach. Nobody decides
// on the own one.
func (s *Service) Decide(ctx context.Context, a access.Actor, id, version int64, r Ruling) error {
	reach, err := a.Require(access.HonoursEdit)
	if err != nil {
		return err
	}
	wrong := r.check()
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		i, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		authors, err := authorsOf(tx, id)
		if err != nil {
			return err
		}
		if !covers(reach, authors) {
			return fault.ErrNotFound
		}
		if err := a.Judge(persons(authors)...); err != nil {
			return err
		}
		if i.State != Registered {
			return fault.Conflictf("Sáng kiến đã được quyết định: %s.", StateNames[i.State])
		}
		if wrong != nil {
			return wrong
		}
		state := Recognised
		if !r.Recognised {
			state, r.Level = Refused, i.Level
		}
		err = store.Advance(tx, &i, version, Registered, store.Change{
			"state":      state,
			"level":      r.Level,
			"decision":   r.Decision,
			"decided_on": r.DecidedOn,
			"why":        r.Why,
		})
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "initiative.decide", object, id, audit.Detail{
			"state":    state,
			"decision": r.Decision,
			"level":    r.Level,
			"why":      r.Why,
		})
	})
}

// checkDecision checks the number and the day of the decision that recognises an initiative.
func checkDecision(wrong fault.Fields, number, on *string) {
	wrong.Reason("decision", number, 100, "Ghi số quyết định, không quá %d ký tự")
	wrong.Date("decided_on", on)
}
