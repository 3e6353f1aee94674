package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// GrantSpecial gives a unit the special share, or takes it back.
func (s *Service) GrantSpecial(ctx context.Context, a access.Actor, unitID, periodID int64, special bool, reason string) error {
	if _, err := a.Require(access.PeriodsRun); err != nil {
		return err
	}
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 500 {
		return fault.Invalidf("reason", "Ghi lý do, không quá 500 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := store.OneRow(tx.Exec(`UPDATE period_units SET special = ?, special_reason = ?, version = version + 1 WHERE period_id = ? AND unit_id = ? AND special = ? AND (SELECT state FROM periods WHERE id = ?) = 'open'`,
			special, reason, periodID, unitID, !special, periodID))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "quota.special", Object: "units", ObjectID: unitID, Detail: map[string]any{"period": periodID, "special": special, "reason": reason}})
	})
}

// Settle gives a reviewed card another grade so that the unit keeps its quota, with a reason;
// the grade earned by points is kept beside it. Settling back to the earned grade undoes it.
func (s *Service) Settle(ctx context.Context, a access.Actor, id, version int64, grade, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 500 {
		return fault.Invalidf("reason", "Ghi lý do, không quá 500 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.PeriodsRun, id)
		if err != nil {
			return err
		}
		if c.PersonID == a.PersonID {
			return fault.ErrForbidden
		}
		if c.FrameworkID == nil || c.State != Reviewed || c.PeriodState != "open" {
			return fault.Conflictf("Chỉ cân đối được phiếu đã chấm của tháng đang mở.")
		}
		f, err := s.framework(tx, *c.FrameworkID)
		if err != nil {
			return err
		}
		switch rank, earned := f.GradeRank(grade), f.GradeRank(c.EarnedGrade); {
		case rank < 0:
			return fault.Invalidf("grade", "Chọn loại")
		case rank < earned:
			return fault.Invalidf("grade", "Chỉ được hạ loại để giữ hạn mức, không được nâng trên loại theo điểm và điều kiện (%s)", c.EarnedGrade)
		}
		settled := reason
		if grade == c.EarnedGrade {
			settled = ""
		}
		err = store.OneRow(tx.Exec(`UPDATE scorecards SET grade = ?, settled = ?, version = version + 1 WHERE id = ? AND state = 'reviewed' AND version = ?`, grade, settled, id, version))
		if err != nil {
			return err
		}
		return s.record(tx, a, c, "settle", c.Grade+" → "+grade+": "+reason, map[string]any{"from": c.Grade, "to": grade})
	})
}

// SendBack returns a unit's handed-in month, or one reviewed card of it, to the reviewer.
func (s *Service) SendBack(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 500 {
		return fault.Invalidf("reason", "Ghi lý do trả lại, không quá 500 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.PeriodsRun, id)
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'submitted', returned = ?, version = version + 1 WHERE id = ? AND state = 'reviewed' AND version = ? AND (SELECT state FROM periods WHERE id = period_id) = 'open'`, reason, id, version))
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE period_units SET submitted_at = NULL, version = version + 1 WHERE period_id = ? AND unit_id = ?`, c.PeriodID, c.UnitID).Error; err != nil {
			return err
		}
		return s.record(tx, a, c, "send_back", reason, nil)
	})
}

// SetClassified takes a person out of the month's classification with a reason, or back in.
func (s *Service) SetClassified(ctx context.Context, a access.Actor, id, version int64, classified bool, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 300 {
		return fault.Invalidf("reason", "Ghi lý do, không quá 300 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.PeriodsRun, id)
		if err != nil {
			return err
		}
		if classified {
			err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'draft', excuse = '', version = version + 1 WHERE id = ? AND state = 'not_classified' AND framework_id IS NOT NULL AND version = ? AND (SELECT state FROM periods WHERE id = period_id) = 'open'`, id, version))
			if err == nil {
				err = tx.Exec(`UPDATE period_units SET submitted_at = NULL, version = version + 1 WHERE period_id = ? AND unit_id = ?`, c.PeriodID, c.UnitID).Error
			}
		} else {
			err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'not_classified', excuse = ?, grade = '', version = version + 1 WHERE id = ? AND state IN ('draft', 'submitted', 'reviewed') AND version = ? AND (SELECT state FROM periods WHERE id = period_id) = 'open'`, reason, id, version))
		}
		if err != nil {
			return err
		}
		step := map[bool]string{true: "include", false: "exclude"}[classified]
		return s.record(tx, a, c, step, reason, nil)
	})
}

// Remind notes that a late unit was reminded; the head finds it among the own work.
func (s *Service) Remind(ctx context.Context, a access.Actor, periodID int64, unitIDs []int64) (int, error) {
	if _, err := a.Require(access.PeriodsRun); err != nil {
		return 0, err
	}
	if len(unitIDs) == 0 {
		return 0, fault.Invalidf("", "Chọn ít nhất một đơn vị để nhắc")
	}
	var reminded int64
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		result := tx.Exec(`UPDATE period_units SET reminded_at = ? WHERE period_id = ? AND unit_id IN ? AND submitted_at IS NULL`, s.Clock.Now().UnixMilli(), periodID, unitIDs)
		if result.Error != nil {
			return result.Error
		}
		reminded = result.RowsAffected
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "period.remind", Object: "periods", ObjectID: periodID, Detail: map[string]any{"units": unitIDs}})
	})
	return int(reminded), err
}
