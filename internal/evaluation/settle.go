package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// GrantSpecial gives a unit the special share of the open month, or takes it back.
func (s *Service) GrantSpecial(
	ctx context.Context, a access.Actor, unitID, periodID, version int64, special bool, reason string,
) error {
	reach, err := a.Require(access.PeriodsRun)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi lý do, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := unitMonth(tx, reach, unitID, periodID)
		if err != nil {
			return err
		}
		if m.Period.State != PeriodOpen {
			return errNoLongerOpen
		}
		err = store.Update(tx.Where("special = ?", !special), m.record(), version, store.Change{
			"special":        special,
			"special_reason": reason,
		})
		if err != nil {
			return err
		}
		detail := audit.Detail{"period": periodID, "special": special, "reason": reason}
		return audit.Note(tx, s.Clock, a, "quota.special", "units", unitID, detail)
	})
}

// Settle gives a reviewed card another grade so that the unit keeps its quota, with a reason; the grade
// earned by points is kept beside it. Settling back to the earned grade undoes it.
func (s *Service) Settle(ctx context.Context, a access.Actor, id, version int64, grade, reason string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi lý do, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := judged(tx, a, access.PeriodsRun, id)
		if err != nil {
			return err
		}
		if c.FrameworkID == nil || c.State != Reviewed || c.PeriodState != PeriodOpen {
			return fault.Conflictf("Chỉ cân đối được phiếu đã chấm của tháng đang mở.")
		}
		f, err := s.framework(tx, *c.FrameworkID)
		if err != nil {
			return err
		}
		if err := f.settles(c.EarnedGrade, grade); err != nil {
			return err
		}
		before, settled := c.Grade, reason
		if grade == c.EarnedGrade {
			settled = ""
		}
		err = store.Advance(tx, &c.Scorecard, version, Reviewed, store.Change{"grade": grade, "settled": settled})
		if err != nil {
			return err
		}
		note, detail := before+" → "+grade+": "+reason, audit.Detail{"from": before, "to": grade}
		return s.record(tx, a, c.ID, StepSettle, note, detail)
	})
}

// settles refuses a grade that is none or is better than the one earned: settling only lowers.
func (f *Framework) settles(earned, grade string) error {
	switch rank := f.GradeRank(grade); {
	case rank == 0:
		return fault.Invalidf("grade", "Chọn loại")
	case rank < f.GradeRank(earned):
		return fault.Invalidf("grade", "Chỉ được hạ loại để giữ hạn mức, không được nâng trên loại theo điểm "+
			"và điều kiện (%s)", earned)
	}
	return nil
}

// SendBack returns one reviewed card of the open month to the reviewer. Its unit hands in again.
func (s *Service) SendBack(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi lý do trả lại, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := correctable(tx, a, id)
		if err != nil {
			return err
		}
		change := store.Change{"state": Submitted, "returned": reason}
		if err := store.Advance(tx, &c.Scorecard, version, Reviewed, change); err != nil {
			return err
		}
		if err := reopenUnit(tx, c); err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepSendBack, reason, nil)
	})
}

// Exclude takes a person out of the open month's classification with a reason. What kind of excuse it is
// for the rules comes from the absences on record, never from the sentence.
func (s *Service) Exclude(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	if err := classifyReason(&reason); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := correctable(tx, a, id)
		if err != nil {
			return err
		}
		if c.State != Draft && c.State != Submitted && c.State != Reviewed {
			return fault.ErrStale
		}
		kind, err := excuseOnRecord(tx, c)
		if err != nil {
			return err
		}
		err = store.Advance(tx, &c.Scorecard, version, c.State, store.Change{
			"state":       NotClassified,
			"excuse":      reason,
			"excuse_kind": kind,
			"grade":       "",
		})
		if err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepExclude, reason, audit.Detail{"kind": kind})
	})
}

// Include takes a person back into the open month's classification with a reason. The card is a draft again
// and its unit hands in again.
func (s *Service) Include(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	if err := classifyReason(&reason); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := correctable(tx, a, id)
		if err != nil {
			return err
		}
		if c.FrameworkID == nil {
			return fault.ErrStale // the page offers it only where a framework applies
		}
		change := store.Change{"state": Draft, "excuse": "", "excuse_kind": ExcuseKind("")}
		if err := store.Advance(tx, &c.Scorecard, version, NotClassified, change); err != nil {
			return err
		}
		if err := reopenUnit(tx, c); err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepInclude, reason, nil)
	})
}

func classifyReason(reason *string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", reason, 300, "Ghi lý do, không quá %d ký tự")
	return wrong.Err()
}

// reopenUnit lets the card's unit work on its month again, because one of its cards is open again.
func reopenUnit(tx *gorm.DB, c Card) error {
	unit := tx.Model(&PeriodUnit{}).Where("period_id = ? AND unit_id = ?", c.PeriodID, c.UnitID)
	return store.OneRow(unit.UpdateColumns(map[string]any{
		"submitted_at": nil,
		"version":      gorm.Expr("version + 1"),
	}))
}

// Remind notes that units were reminded of a month; their heads find it among the own work. It returns how
// many were reminded: those that have handed in meanwhile are not.
func (s *Service) Remind(ctx context.Context, a access.Actor, periodID int64, unitIDs []int64) (int, error) {
	reach, err := a.Require(access.PeriodsRun)
	if err != nil {
		return 0, err
	}
	if len(unitIDs) == 0 {
		return 0, fault.Invalidf("", "Chọn ít nhất một đơn vị để nhắc")
	}
	reminded := 0
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := mustBeOpen(tx, periodID); err != nil {
			return err
		}
		chosen := tx.Scopes(reach.Within("", "unit_id")).Where("unit_id IN ?", unitIDs)
		if reminded, err = s.remind(chosen, periodID); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "period.remind", "periods", periodID, audit.Detail{"units": unitIDs})
	})
	return reminded, err
}

// RemindLate is Remind for all units that have not handed in after their day.
func (s *Service) RemindLate(ctx context.Context, a access.Actor, periodID int64) (int, error) {
	reach, err := a.Require(access.PeriodsRun)
	if err != nil {
		return 0, err
	}
	reminded := 0
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := period(tx, periodID)
		if err != nil {
			return err
		}
		if p.State != PeriodOpen || clock.Today(s.Clock) <= p.HeadDue {
			return errNoLongerOpen
		}
		if reminded, err = s.remind(tx.Scopes(reach.Within("", "unit_id")), periodID); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "period.remind", "periods", periodID, audit.Detail{"late": reminded})
	})
	return reminded, err
}

// remind marks those of the units that have not handed in.
func (s *Service) remind(units *gorm.DB, periodID int64) (int, error) {
	late := units.Model(&PeriodUnit{}).Where("period_id = ? AND submitted_at IS NULL", periodID).
		UpdateColumn("reminded_at", s.Clock.Now().UnixMilli())
	return int(late.RowsAffected), late.Error
}

// mustBeOpen refuses a month that is no longer open.
func mustBeOpen(tx *gorm.DB, periodID int64) error {
	p, err := period(tx, periodID)
	if err == nil && p.State != PeriodOpen {
		err = errNoLongerOpen
	}
	return err
}
