package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// SubmitUnit hands the unit's month to the committee. It is refused while cards are not scored, or scored
// differently without a reason, naming them.
func (s *Service) SubmitUnit(ctx context.Context, a access.Actor, unitID, periodID, version int64) error {
	reach, err := a.Require(access.MonthSubmit)
	if err != nil {
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
		lines, err := unitLines(tx, m.Period, m.UnitID)
		if err != nil {
			return err
		}
		if missing := unready(lines); missing != "" {
			return fault.Conflictf("Chưa trình được. %s", missing)
		}
		change := store.Change{"submitted_at": s.Clock.Now().UnixMilli()}
		if err := store.Update(tx.Where("submitted_at IS NULL"), m.record(), version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "month.submit", "units", unitID, audit.Detail{"month": m.Period.Name()})
	})
}

// unready names who keeps a unit from handing in; heads' cards are the leader's business.
func unready(lines []Line) string {
	slices.SortFunc(lines, func(a, b Line) int { return strings.Compare(a.NameKey, b.NameKey) })
	var waiting, silent []string
	for i := range lines {
		l := &lines[i]
		if l.Reviewer == ByHead && (l.State == Draft || l.State == Submitted) {
			waiting = append(waiting, l.Name)
		}
		if l.State != NotClassified && l.NeedsRemark() {
			silent = append(silent, l.Name)
		}
	}
	var parts []string
	if len(waiting) > 0 {
		parts = append(parts, fmt.Sprintf("%d phiếu chưa chấm: %s.", len(waiting), few(waiting)))
	}
	if len(silent) > 0 {
		parts = append(parts, fmt.Sprintf("%d phiếu chấm khác điểm tự chấm mà chưa ghi lý do: %s.",
			len(silent), few(silent)))
	}
	return strings.Join(parts, " ")
}

// few lists at most five names.
func few(names []string) string {
	if len(names) <= 5 {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:5], ", ") + fmt.Sprintf(" và %d người nữa", len(names)-5)
}

// AskSpecial asks the committee for the special share of the unit in the open month, with a reason.
func (s *Service) AskSpecial(
	ctx context.Context, a access.Actor, unitID, periodID, version int64, reason string,
) error {
	reach, err := a.Require(access.MonthSubmit)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 500, "Ghi thành tích đặc biệt của tập thể, không quá %d ký tự")
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
		change := store.Change{"special_asked": reason}
		if err := store.Update(tx.Where("special = ?", false), m.record(), version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "month.ask_special", "units", unitID, audit.Detail{"reason": reason})
	})
}
