package evaluation

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// coversMonth refuses who does not reach every unit with cards in the month: a decision on the whole month
// is not for a leader of a part of the body.
func coversMonth(db *gorm.DB, reach access.Reach, periodID int64) error {
	beyond, err := unitsBeyond(db, reach, periodID)
	if err == nil && beyond > 0 {
		err = fault.ErrForbidden
	}
	return err
}

// judgesMonth refuses who would decide on the own card together with all others: a card in this state is
// what the decision moves.
func judgesMonth(db *gorm.DB, a access.Actor, periodID int64, state State) error {
	var own int64
	err := db.Model(&Scorecard{}).
		Where("period_id = ? AND person_id = ? AND state = ?", periodID, a.PersonID, state).Count(&own).Error
	if err == nil && own > 0 {
		err = a.Judge(a.PersonID)
	}
	return err
}

// decidesMonth refuses who may not approve or return the month: it takes a leader of all its units, whose
// own card is not among those that the decision moves out of the state.
func decidesMonth(db *gorm.DB, a access.Actor, periodID int64, state State) error {
	reach, err := a.Require(access.PeriodsApprove)
	if err != nil {
		return err
	}
	if err := coversMonth(db, reach, periodID); err != nil {
		return err
	}
	return judgesMonth(db, a, periodID, state)
}

// Approve is the leader's one decision on a consolidated month. It is refused, with all its reasons, while
// cards are unscored, units missing or a quota broken.
func (s *Service) Approve(ctx context.Context, a access.Actor, periodID, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := decidesMonth(tx, a, periodID, Reviewed); err != nil {
			return err
		}
		p, err := period(tx, periodID)
		if err != nil {
			return err
		}
		c, err := s.consolidate(tx, p, access.Reach{All: true})
		if err != nil {
			return err
		}
		if len(c.Blockers) > 0 {
			return fault.Conflictf("Chưa phê duyệt được: %s.",
				strings.TrimSuffix(strings.Join(c.Blockers, "; "), "."))
		}
		err = store.Advance(tx, &p, version, PeriodOpen, store.Change{"state": PeriodApproved})
		if err != nil {
			return err
		}
		if err := s.moveAll(tx, a, periodID, Reviewed, Approved, StepApprove, ""); err != nil {
			return err
		}
		return s.KeepResults(tx, p)
	})
}

// ReturnMonth sends an approved, not yet published month back to the committee.
func (s *Service) ReturnMonth(ctx context.Context, a access.Actor, periodID, version int64, reason string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi lý do trả lại, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := decidesMonth(tx, a, periodID, Approved); err != nil {
			return err
		}
		p, err := period(tx, periodID)
		if err != nil {
			return err
		}
		err = store.Advance(tx, &p, version, PeriodApproved, store.Change{"state": PeriodOpen})
		if err != nil {
			return err
		}
		if err := s.moveAll(tx, a, periodID, Approved, Reviewed, StepReturnMonth, reason); err != nil {
			return err
		}
		return s.dropResults(tx, p)
	})
}

// Publish shows every person the own result; the days for appeals begin. It decides nothing, so that the
// committee's own cards do not stand against it.
func (s *Service) Publish(ctx context.Context, a access.Actor, periodID, version int64) error {
	reach, err := a.Require(access.PeriodsRun)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := coversMonth(tx, reach, periodID); err != nil {
			return err
		}
		p, err := period(tx, periodID)
		if err != nil {
			return err
		}
		err = store.Advance(tx, &p, version, PeriodApproved, store.Change{
			"state":        PeriodPublished,
			"published_at": s.Clock.Now().UnixMilli(),
		})
		if err != nil {
			return err
		}
		return s.moveAll(tx, a, periodID, Approved, Published, StepPublish, "")
	})
}

// moveAll moves all cards of a month from one state to the next, with history and one audit entry, in three
// statements whatever their number.
func (s *Service) moveAll(
	tx *gorm.DB, a access.Actor, periodID int64, from, to State, step Step, note string,
) error {
	moved := tx.Model(&Scorecard{}).Where("period_id = ? AND state = ?", periodID, from).
		UpdateColumns(map[string]any{"state": to, "version": gorm.Expr("version + 1")})
	if moved.Error != nil {
		return moved.Error
	}
	e := Event{At: s.Clock.Now().UnixMilli(), Actor: a.Name, Step: step, Note: note}
	if err := noteAll(tx, periodID, to, e); err != nil {
		return err
	}
	return audit.Note(tx, s.Clock, a, "period."+string(step), "periods", periodID,
		audit.Detail{"cards": moved.RowsAffected, "note": note})
}

// KeepResults writes what other months need of a month that has just been closed: the strips of its
// people's years, and the sums of its units. The generator of the demonstration uses it too.
func (s *Service) KeepResults(tx *gorm.DB, p Period) error {
	if err := s.refreshStrips(tx, p.ID, p.Month, 0); err != nil {
		return err
	}
	return keepSums(tx, p.ID, 0)
}

// dropResults takes back what KeepResults wrote, for a month that is open again.
func (s *Service) dropResults(tx *gorm.DB, p Period) error {
	if err := s.refreshStrips(tx, p.ID, p.Month, 0); err != nil {
		return err
	}
	return tx.Model(&PeriodUnit{}).Where("period_id = ?", p.ID).
		UpdateColumns(map[string]any{"scored": nil, "points_sum": nil}).Error
}

// keepOne is KeepResults for one card of a closed month that was corrected.
func (s *Service) keepOne(tx *gorm.DB, c Card) error {
	if err := s.refreshStrips(tx, c.PeriodID, c.Month, c.ID); err != nil {
		return err
	}
	return keepSums(tx, c.PeriodID, c.UnitID)
}
