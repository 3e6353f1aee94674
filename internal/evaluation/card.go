package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Stale is the conflict of a save made from a page that is no longer current: both sheets are there to be
// compared, nothing typed is lost.
type Stale struct {
	Yours, Theirs Sheet
	Version       int64 // the version to save over
}

func (Stale) Error() string { return fault.ErrStale.Error() }

// Unwrap lets the web answer 409.
func (Stale) Unwrap() error { return fault.ErrStale }

// errHandedIn is told to who changes the own card after handing it in.
var errHandedIn = fault.Conflictf("Phiếu đã nộp nên không sửa được nữa. Muốn sửa, hãy đề nghị trả lại.")

// SaveSelf keeps the cadre's own sheet while the card is a draft, and returns its new version.
func (s *Service) SaveSelf(ctx context.Context, a access.Actor, id, version int64, sheet Sheet) (int64, error) {
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := ownCard(tx, a, id)
		switch {
		case err != nil:
			return err
		case c.State != Draft:
			return errHandedIn
		case c.Version != version:
			return Stale{Yours: sheet, Theirs: c.SelfSheet, Version: c.Version}
		}
		return s.saveSelf(tx, a, c, sheet)
	})
	return version + 1, err
}

func (s *Service) saveSelf(tx *gorm.DB, a access.Actor, c Card, sheet Sheet) error {
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
	if err := keepSelfScore(tx, c, result, f.PartsText(result)); err != nil {
		return err
	}
	if err := keepSheet(tx, c.ID, selfSheet, sheet); err != nil {
		return err
	}
	return s.record(tx, a, c.ID, StepSave, "", audit.Detail{"points": result.Points, "was": c.SelfPoints})
}

// Submit hands the own card to the reviewer. A card with missing marks, or without products where the
// framework counts them, is refused with the list of what is missing.
func (s *Service) Submit(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := ownCard(tx, a, id)
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
		if err := c.SelfSheet.complete(f); err != nil {
			return err
		}
		err = store.Advance(tx, &c.Scorecard, version, Draft, store.Change{"state": Submitted, "returned": ""})
		if err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepSubmit, "", audit.Detail{"points": c.SelfPoints})
	})
}

// Withdraw takes the own card back while nobody has reviewed it.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := ownCard(tx, a, id)
		if err != nil {
			return err
		}
		if err := store.Advance(tx, &c.Scorecard, version, Submitted, store.Change{"state": Draft}); err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepWithdraw, "", nil)
	})
}
