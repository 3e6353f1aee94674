package evaluation

import (
	"context"
	"errors"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

func disciplineText(form, decision, on string) string {
	return fmt.Sprintf("%s, %s ngày %s", org.DisciplineNames[org.DisciplineForm(form)], decision, viet.ShowDate(on))
}

// Stale is the conflict of a save made from a page that is no longer current: both sheets are
// there to be compared, nothing typed is lost.
type Stale struct {
	Yours, Theirs Sheet
	Version       int64 // the version to save over
}

func (Stale) Error() string { return fault.ErrStale.Error() }

// Unwrap lets the web answer 409.
func (Stale) Unwrap() error { return fault.ErrStale }

// SaveSelf keeps the cadre's own sheet while the card is a draft, and returns its new version.
func (s *Service) SaveSelf(ctx context.Context, a access.Actor, id, version int64, sheet Sheet) (int64, error) {
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.CardScore, id)
		if err != nil {
			return err
		}
		if c.State != Draft {
			return fault.Conflictf("Phiếu đã nộp nên không sửa được nữa. Muốn sửa, hãy đề nghị trả lại.")
		}
		if c.Version != version {
			return Stale{Yours: sheet, Theirs: ParseSheet(c.Self), Version: c.Version}
		}
		return s.saveSelf(tx, a, c, sheet)
	})
	return version + 1, err
}

func (s *Service) saveSelf(tx *gorm.DB, a access.Actor, c Scorecard, sheet Sheet) error {
	for i := range sheet.Products {
		sheet.Products[i].Excused = false // only the reviewer confirms a cause
	}
	sheet.Adjust = 0
	f, result, err := s.evaluate(tx, c, sheet)
	if err != nil {
		return err
	}
	if err := sheet.Check(f); err != nil {
		return err
	}
	err = store.ExecOne(tx, `UPDATE scorecards SET self_points = ?, points = ?, grade = ?, earned_grade = ?, parts = ?, version = version + 1 WHERE id = `+store.ID+` AND state = 'draft' AND version = `+store.ID,
		result.Points, result.Points, result.Grade, result.Grade, f.PartsText(result), c.ID, c.Version)
	if err != nil {
		return err
	}
	if err := store.ExecOne(tx, `UPDATE sheets SET self = ? WHERE scorecard_id = `+store.ID, sheet.JSON(), c.ID); err != nil {
		return err
	}
	return s.record(tx, a, c, "save", "", map[string]any{"points": result.Points, "was": c.SelfPoints})
}

// Submit hands the own card to the reviewer. A card with missing marks, or without products
// where the framework counts them, is refused with the list of what is missing.
func (s *Service) Submit(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.CardScore, id)
		if err != nil {
			return err
		}
		if c.FrameworkID == nil {
			return fault.Conflictf("Tháng này bạn không thuộc diện xếp loại: %s.", c.Excuse)
		}
		f, err := s.framework(tx, *c.FrameworkID)
		if err != nil {
			return err
		}
		sheet := ParseSheet(c.Self)
		wrong := fault.Fields{}
		for _, criterion := range sheet.Missing(f) {
			wrong.Refuse("mark."+criterion.Code, "Chưa chấm tiêu chí này")
		}
		if f.Products && len(sheet.Products) == 0 {
			wrong.Refuse("products", "Ghi ít nhất một sản phẩm, công việc được giao trong tháng")
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'submitted', returned = '', version = version + 1 WHERE id = ? AND state = 'draft' AND version = ?`, id, version))
		if err != nil {
			return err
		}
		return s.record(tx, a, c, "submit", "", map[string]any{"points": c.SelfPoints})
	})
}

// Withdraw takes the own card back while nobody has reviewed it.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.CardScore, id)
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'draft', version = version + 1 WHERE id = ? AND state = 'submitted' AND version = ?`, id, version))
		if err != nil {
			return err
		}
		return s.record(tx, a, c, "withdraw", "", nil)
	})
}

// MayReview says who may score and return this card: a head of the unit, but for cards of
// those who head a unit, which only a leader scores; nobody the own.
func MayReview(a access.Actor, c Scorecard) bool {
	if a.Judge(c.PersonID) != nil {
		return false
	}
	if c.Reviewer == "leader" {
		return a.Reach(access.LeaderReview).Covers(c.Path)
	}
	return a.Reach(access.CardReview).Covers(c.Path)
}

// reviewable reads a card that the actor may review now.
func (s *Service) reviewable(tx *gorm.DB, a access.Actor, id int64) (Scorecard, error) {
	c, err := card(tx, a, access.CardReview, id)
	switch {
	case err != nil:
		return c, err
	case !MayReview(a, c):
		return c, fault.ErrForbidden
	case c.State != Submitted && c.State != Reviewed:
		return c, fault.Conflictf("Phiếu đang ở trạng thái «%s» nên không chấm được.", StateNames[c.State])
	case c.PeriodState != "open" || c.UnitSubmitted && c.State == Reviewed && c.Reviewer == "head":
		return c, fault.Conflictf("Đơn vị đã trình tổng hợp tháng này; muốn sửa, đề nghị chuyên viên tổng hợp trả lại.")
	}
	return c, nil
}

// Review scores a submitted card (or scores it again before the unit hands its month in)
// with the reviewer's own sheet.
func (s *Service) Review(ctx context.Context, a access.Actor, id, version int64, sheet Sheet) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := s.reviewable(tx, a, id)
		if err != nil {
			return err
		}
		return s.review(tx, a, c, version, sheet)
	})
}

func (s *Service) review(tx *gorm.DB, a access.Actor, c Scorecard, version int64, sheet Sheet) error {
	if c.Version != version {
		return Stale{Yours: sheet, Theirs: ParseSheet(c.Head), Version: c.Version}
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
		if remark = viet.Clean(sheet.Comment); len([]rune(remark)) > 500 {
			return fault.Invalidf("comment", "Nhận xét của người chấm không quá 500 ký tự")
		}
	}
	err = store.ExecOne(tx, `UPDATE scorecards SET state = 'reviewed', head_points = ?, points = ?, grade = ?, earned_grade = ?, settled = '', parts = ?, remark = ?, returned = '', reviewed_by = ?, version = version + 1
		WHERE id = `+store.ID+` AND state = ? AND version = `+store.ID, result.Points, result.Points, result.Grade, result.Grade, f.PartsText(result), remark, a.AccountID, c.ID, c.State, version)
	if err != nil {
		return err
	}
	if err := store.ExecOne(tx, `UPDATE sheets SET head = ? WHERE scorecard_id = `+store.ID, sheet.JSON(), c.ID); err != nil {
		return err
	}
	return s.record(tx, a, c, "review", remark, map[string]any{"points": result.Points, "grade": result.Grade, "was": c.Points})
}

// ScoreInPlace scores a card by its total alone, as in the table of the department's month:
// the difference to the cadre's own total is kept as an adjustment with its reason.
func (s *Service) ScoreInPlace(ctx context.Context, a access.Actor, id, version int64, points float64, remark string) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := s.reviewable(tx, a, id)
		if err != nil {
			return err
		}
		if points < 0 || points > 100 {
			return fault.Invalidf("points", "Điểm từ 0 đến 100")
		}
		sheet := ParseSheet(c.Self)
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

// Return sends a card one step back with a reason: a submitted card to the cadre.
func (s *Service) Return(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 500 {
		return fault.Invalidf("reason", "Ghi lý do trả lại, không quá 500 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := s.reviewable(tx, a, id)
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'draft', returned = ?, head_points = NULL, remark = '', points = self_points, version = version + 1 WHERE id = ? AND state = ? AND version = ?`, reason, id, c.State, version))
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE sheets SET head = '{}' WHERE scorecard_id = ?`, id).Error; err != nil {
			return err
		}
		return s.record(tx, a, c, "return", reason, nil)
	})
}

// Reopen takes a review back: the undo of scoring and accepting.
func (s *Service) Reopen(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := s.reviewable(tx, a, id)
		if err != nil {
			return err
		}
		_, own, err := s.evaluate(tx, c, ParseSheet(c.Self))
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE scorecards SET state = 'submitted', head_points = NULL, points = self_points, grade = ?, earned_grade = ?, settled = '', remark = '', reviewed_by = NULL, version = version + 1
			WHERE id = ? AND state = 'reviewed' AND version = ?`, own.Grade, own.Grade, id, version))
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE sheets SET head = '{}' WHERE scorecard_id = ?`, id).Error; err != nil {
			return err
		}
		return s.record(tx, a, c, "reopen", "", nil)
	})
}

// Accept takes over the own scores of the selected cards at once. Cards that meanwhile are
// no longer waiting are left alone; their number comes back.
func (s *Service) Accept(ctx context.Context, a access.Actor, unitID, periodID int64, ids []int64) (accepted, skipped int, err error) {
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, id := range ids {
			c, err := s.reviewable(tx, a, id)
			if err != nil || c.State != Submitted || c.UnitID != unitID || c.PeriodID != periodID {
				skipped++
				continue
			}
			if err := s.review(tx, a, c, c.Version, ParseSheet(c.Self)); err != nil {
				var invalid fault.Invalid
				if errors.As(err, &invalid) {
					return fault.Conflictf("Chưa chấp nhận phiếu nào. Phiếu của %s có chỗ không hợp lệ (%s): mở phiếu để xem, hoặc bỏ chọn.", c.Name, invalid.Error())
				}
				return err
			}
			accepted++
		}
		return nil
	})
	return accepted, skipped, err
}
