package evaluation

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// maxRemark is how long the reason of a difference may be.
const maxRemark = 500

// Review scores a submitted card, or scores it again before the unit hands its month in, with the
// reviewer's own sheet.
func (s *Service) Review(ctx context.Context, a access.Actor, id, version int64, sheet Sheet) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := reviewable(tx, a, id)
		if err != nil {
			return err
		}
		return s.review(tx, a, c, version, sheet)
	})
}

func (s *Service) review(tx *gorm.DB, a access.Actor, c Card, version int64, sheet Sheet) error {
	if c.Version != version {
		return Stale{Yours: sheet, Theirs: c.HeadSheet, Version: c.Version}
	}
	f, result, err := s.evaluate(tx, c, sheet)
	if err != nil {
		return err
	}
	if err := sheet.Check(f); err != nil {
		return err
	}
	remark := ""
	if c.SelfPoints != nil && result.Points != *c.SelfPoints {
		if remark = viet.Clean(sheet.Comment); len([]rune(remark)) > maxRemark {
			return fault.Invalidf("comment", "Nhận xét của người chấm không quá 500 ký tự")
		}
	}
	if err := keepHeadScore(tx, a, c, result, f.PartsText(result), remark); err != nil {
		return err
	}
	if err := keepSheet(tx, c.ID, headSheet, sheet); err != nil {
		return err
	}
	detail := audit.Detail{"points": result.Points, "grade": result.Grade, "was": c.Points}
	return s.record(tx, a, c.ID, StepReview, remark, detail)
}

// ScoreInPlace scores a card by its total alone, as in the table of the unit's month: the difference to the
// cadre's own total is kept as an adjustment with its reason.
func (s *Service) ScoreInPlace(
	ctx context.Context, a access.Actor, id, version int64, points float64, remark string,
) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := reviewable(tx, a, id)
		if err != nil {
			return err
		}
		if !(points >= 0 && points <= fullPoints) {
			return fault.Invalidf("points", "Điểm từ 0 đến 100")
		}
		sheet := c.SelfSheet
		sheet.Comment = viet.Clean(remark)
		if sheet.Comment == "" {
			sheet.Comment = c.Remark
		}
		if c.SelfPoints != nil {
			sheet.Adjust = round2(points - *c.SelfPoints)
		}
		return s.review(tx, a, c, version, sheet)
	})
}

// Return sends a card back to its owner with a reason; the review, if there was one, is taken back.
func (s *Service) Return(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi lý do trả lại, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := reviewable(tx, a, id)
		if err != nil {
			return err
		}
		err = s.takeBack(tx, c, version, c.State, store.Change{"state": Draft, "returned": reason})
		if err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepReturn, reason, nil)
	})
}

// Reopen takes a review back: the undo of scoring and accepting.
func (s *Service) Reopen(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := reviewable(tx, a, id)
		if err != nil {
			return err
		}
		if err := s.takeBack(tx, c, version, Reviewed, store.Change{"state": Submitted}); err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepReopen, "", nil)
	})
}

// takeBack makes a change of state that undoes the review: points and grade are the cadre's own again.
func (s *Service) takeBack(tx *gorm.DB, c Card, version int64, from State, change store.Change) error {
	_, own, err := s.evaluate(tx, c, c.SelfSheet)
	if err != nil {
		return err
	}
	change["head_points"], change["reviewed_by"] = nil, nil
	change["points"], change["grade"], change["earned_grade"] = c.SelfPoints, own.Grade, own.Grade
	change["settled"], change["remark"] = "", ""
	if err := store.Advance(tx, &c.Scorecard, version, from, change); err != nil {
		return err
	}
	return keepSheet(tx, c.ID, headSheet, Sheet{})
}

// Seen is a card as it was on the page from which it is accepted.
type Seen struct{ ID, Version int64 }

// Accept takes over the own scores of the selected cards of a unit's month at once. Cards that are no
// longer as they were seen are left alone; their number comes back.
func (s *Service) Accept(
	ctx context.Context, a access.Actor, unitID, periodID int64, cards []Seen,
) (accepted, skipped int, err error) {
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, seen := range cards {
			c, err := reviewable(tx, a, seen.ID)
			if changedSince(err) {
				skipped++
				continue
			}
			if err != nil {
				return err
			}
			if c.State != Submitted || c.UnitID != unitID || c.PeriodID != periodID || c.Version != seen.Version {
				skipped++
				continue
			}
			if err := s.acceptOne(tx, a, c); err != nil {
				return err
			}
			accepted++
		}
		return nil
	})
	return accepted, skipped, err
}

// changedSince reports whether a card may no longer be scored by the actor, as opposed to an error that
// stops everything: it is gone from the reach, in another state, or somebody else's to score.
func changedSince(err error) bool {
	return errors.Is(err, fault.ErrNotFound) || errors.Is(err, fault.ErrForbidden) || isConflict(err)
}

func (s *Service) acceptOne(tx *gorm.DB, a access.Actor, c Card) error {
	err := s.review(tx, a, c, c.Version, c.SelfSheet)
	var invalid fault.Invalid
	if errors.As(err, &invalid) {
		return fault.Conflictf("Chưa chấp nhận phiếu nào. Phiếu của %s có chỗ không hợp lệ (%s): "+
			"mở phiếu để xem, hoặc bỏ chọn.", c.Name, invalid.Error())
	}
	return err
}
