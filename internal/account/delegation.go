package account

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// maxDelegation is the longest time a role is passed on for, in days after the first.
const maxDelegation = 90

// Delegation passes the actor's own role in a unit on to somebody who works there, for a time.
type Delegation struct {
	Role   access.Role
	UnitID int64
	To     int64 // account
	Days   Interval
	Reason string
}

// mayPassOn reports whether the actor holds a role for this very unit that can be passed on, and not
// because somebody passed it on.
func mayPassOn(a access.Actor, role access.Role, unitID int64) bool {
	info, _ := role.Info()
	return info.PassedOn && unitID != 0 && a.HoldsDirectly(role, unitID)
}

// Delegate passes a role on. The sessions of who receives it end, so that it counts from the next login.
func (s *Service) Delegate(ctx context.Context, a access.Actor, d Delegation) error {
	reach, err := a.Require(access.Delegate)
	if err != nil {
		return err
	}
	if !mayPassOn(a, d.Role, d.UnitID) {
		return fault.ErrForbidden
	}
	wrong := fault.Fields{}
	d.Days.check(wrong)
	if d.Days.Until == "" || d.Days.Until > addDays(d.Days.Since, maxDelegation) {
		wrong.Refuse("until", "Ủy quyền phải có ngày kết thúc, không quá %d ngày", maxDelegation)
	}
	wrong.Reason("reason", &d.Reason, 300, "Ghi lý do ủy quyền, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	g := grant{
		AccountID:   d.To,
		Role:        d.Role,
		UnitID:      &d.UnitID,
		Since:       d.Days.Since,
		Until:       &d.Days.Until,
		DelegatorID: &a.AccountID,
		Reason:      d.Reason,
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := org.FindUnit(tx, reach, d.UnitID); err != nil {
			return err
		}
		works, err := worksIn(tx, d.UnitID, d.To)
		if err != nil {
			return err
		}
		if !works || d.To == a.AccountID {
			return fault.Invalidf("account", "Chọn người thuộc đơn vị, khác bạn")
		}
		if err := tx.Create(&g).Error; err != nil {
			return err
		}
		if err := endAll(tx, d.To); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "grant.delegate", "accounts", d.To,
			audit.Detail{"role": d.Role, "unit": d.UnitID, "since": g.Since, "until": d.Days.Until})
	})
}

// EndDelegation takes back what the actor has passed on, as it was shown at the version: also where the actor's
// own reach has changed since.
func (s *Service) EndDelegation(ctx context.Context, a access.Actor, grantID, version int64) error {
	if !a.May(access.Delegate) {
		return fault.ErrForbidden
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var g grant
		if err := store.First(tx.Where("id = ? AND delegator_id = ?", grantID, a.AccountID), &g); err != nil {
			return err
		}
		return s.take(tx, a, g, version)
	})
}

func addDays(date string, days int) string {
	t, err := time.Parse(clock.Date, date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, days).Format(clock.Date)
}
