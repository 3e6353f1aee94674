package account

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// grant is a role of an account, in a unit with all below it, from a day to a day.
type grant struct {
	store.Record
	AccountID   int64 `gorm:"index:grants_account"`
	Role        access.Role
	UnitID      *int64  // nil for the whole body
	Since       string  `gorm:"size:10"`                                               // the first day
	Until       *string `gorm:"size:10"`                                               // the last day, nil without end
	DelegatorID *int64  `gorm:"index:grants_delegator,where:delegator_id IS NOT NULL"` // who passed it on
	Reason      string  `gorm:"size:300"`
}

// Interval is the days of a role as people write them: 31/12/2026. Until may be empty.
type Interval struct{ Since, Until string }

// check brings the days to 2006-01-02 and refuses an end before the beginning.
func (i *Interval) check(wrong fault.Fields) {
	wrong.Date("since", &i.Since)
	wrong.OptionalDate("until", &i.Until)
	if i.Until != "" && i.Until < i.Since {
		wrong.Refuse("until", "Ngày kết thúc không đúng hoặc trước ngày bắt đầu")
	}
}

// checkRole refuses what is no role, and a role that is held for a unit without one.
func checkRole(wrong fault.Fields, role access.Role, unitID int64, roleField, unitField string) {
	info, known := role.Info()
	if !known {
		wrong.Refuse(roleField, "Chọn vai trò")
	}
	if info.NeedsUnit && unitID == 0 {
		wrong.Refuse(unitField, "Chọn đơn vị cho vai trò này")
	}
}

// Grant gives somebody else's account a role in a unit (0: the whole body) for a time. Its sessions end.
func (s *Service) Grant(
	ctx context.Context, a access.Actor, accountID int64, role access.Role, unitID int64, days Interval,
) error {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return err
	}
	if accountID == a.AccountID {
		return fault.ErrForbidden
	}
	wrong := fault.Fields{}
	checkRole(wrong, role, unitID, "role", "unit")
	days.check(wrong)
	if err := wrong.Err(); err != nil {
		return err
	}
	g := grant{AccountID: accountID, Role: role, UnitID: some(unitID), Since: days.Since}
	if days.Until != "" {
		g.Until = &days.Until
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := find(tx, accountID); err != nil {
			return err
		}
		if err := tx.Create(&g).Error; err != nil {
			return err
		}
		if err := endAll(tx, accountID); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "grant.add", "accounts", accountID,
			audit.Detail{"role": role, "unit": unitID, "since": days.Since, "until": days.Until})
	})
}

// Revoke takes a role, as it was shown at the version, away from somebody else's account at once, with
// what its holder has passed on from it.
func (s *Service) Revoke(ctx context.Context, a access.Actor, grantID, version int64) error {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var g grant
		if err := store.First(tx.Where("id = ?", grantID), &g); err != nil {
			return err
		}
		if g.AccountID == a.AccountID {
			return fault.ErrForbidden
		}
		if err := s.take(tx, a, g, version); err != nil || g.DelegatorID != nil {
			return err
		}
		var passed []grant
		on := tx.Where("delegator_id = ? AND role = ?", g.AccountID, g.Role)
		if g.UnitID != nil {
			on = on.Where("unit_id = ?", *g.UnitID)
		}
		if err := on.Find(&passed).Error; err != nil {
			return err
		}
		for _, p := range passed {
			if err := s.take(tx, a, p, p.Version); err != nil {
				return err
			}
		}
		return nil
	})
}

// take removes one grant and ends the sessions of its account.
func (s *Service) take(tx *gorm.DB, a access.Actor, g grant, version int64) error {
	gone := tx.Where("id = ? AND version = ?", g.ID, version).Delete(&grant{})
	if err := store.OneRow(gone); err != nil {
		return err
	}
	if err := endAll(tx, g.AccountID); err != nil {
		return err
	}
	return audit.Note(tx, s.Clock, a, "grant.revoke", "accounts", g.AccountID, audit.Detail{"role": g.Role})
}
