package evaluation

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// coversBody reports whether the actor leads the whole body, not only a part of it.
func coversBody(db *gorm.DB, a access.Actor) (bool, error) {
	var root string
	if err := db.Raw(`SELECT path FROM units WHERE parent_id IS NULL LIMIT 1`).Scan(&root).Error; err != nil {
		return false, err
	}
	return a.Reach(access.PeriodsApprove).Covers(root), nil
}

// MayApprove reports whether the actor approves the body's months.
func (s *Service) MayApprove(ctx context.Context, a access.Actor) (bool, error) {
	if !a.May(access.PeriodsApprove) {
		return false, nil
	}
	return coversBody(s.Store.Read(ctx), a)
}

// Approve is the leader's one decision on a consolidated month. It is refused, with all its
// reasons, while cards are unscored, units missing or a quota broken.
func (s *Service) Approve(ctx context.Context, a access.Actor, periodID, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if all, err := coversBody(tx, a); err != nil || !all {
			return orForbidden(err)
		}
		c, err := s.consolidate(tx, periodID, access.Reach{All: true})
		if err != nil {
			return err
		}
		if len(c.Blockers) > 0 {
			return fault.Conflictf("Chưa phê duyệt được: %s.", strings.TrimSuffix(strings.Join(c.Blockers, "; "), "."))
		}
		err = store.OneRow(tx.Exec(`UPDATE periods SET state = 'approved', version = version + 1 WHERE id = ? AND state = 'open' AND version = ?`, periodID, version))
		if err != nil {
			return err
		}
		return s.moveAll(tx, a, periodID, Reviewed, Approved, "approve", "")
	})
}

// ReturnMonth sends an approved, not yet published month back to the committee.
func (s *Service) ReturnMonth(ctx context.Context, a access.Actor, periodID, version int64, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 500 {
		return fault.Invalidf("reason", "Ghi lý do trả lại, không quá 500 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if all, err := coversBody(tx, a); err != nil || !all {
			return orForbidden(err)
		}
		err := store.OneRow(tx.Exec(`UPDATE periods SET state = 'open', version = version + 1 WHERE id = ? AND state = 'approved' AND version = ?`, periodID, version))
		if err != nil {
			return err
		}
		return s.moveAll(tx, a, periodID, Approved, Reviewed, "return_month", reason)
	})
}

// Publish shows every person the own result; the days for appeals begin.
func (s *Service) Publish(ctx context.Context, a access.Actor, periodID, version int64) error {
	if _, err := a.Require(access.PeriodsRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := store.OneRow(tx.Exec(`UPDATE periods SET state = 'published', published_at = ?, version = version + 1 WHERE id = ? AND state = 'approved' AND version = ?`, s.Clock.Now().UnixMilli(), periodID, version))
		if err != nil {
			return err
		}
		return s.moveAll(tx, a, periodID, Approved, Published, "publish", "")
	})
}

func orForbidden(err error) error {
	if err == nil {
		return fault.ErrForbidden
	}
	return err
}

// moveAll moves all cards of a month from one state to the next, with history and one audit
// entry, in three statements whatever their number.
func (s *Service) moveAll(tx *gorm.DB, a access.Actor, periodID int64, from, to State, step, note string) error {
	result := tx.Exec(`UPDATE scorecards SET state = ?, version = version + 1 WHERE period_id = ? AND state = ?`, to, periodID, from)
	if result.Error != nil {
		return result.Error
	}
	err := tx.Exec(`INSERT INTO scorecard_events (scorecard_id, at, actor, step, note) SELECT id, ?, ?, ?, ? FROM scorecards WHERE period_id = ? AND state = ?`,
		s.Clock.Now().UnixMilli(), a.Name, step, note, periodID, to).Error
	if err != nil {
		return err
	}
	if err := RefreshStrips(tx, periodID, 0); err != nil {
		return err
	}
	return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "period." + step, Object: "periods", ObjectID: periodID, Detail: map[string]any{"cards": result.RowsAffected, "note": note}})
}

// Appeal is a cadre's objection (kiến nghị) to a published result.
type Appeal struct {
	ID, ScorecardID, FiledAt int64
	Text, State, Answer      string
	DecidedBy, DecidedAt     *int64
	Version                  int64
}

// FileAppeal objects to the own published result within the days set.
func (s *Service) FileAppeal(ctx context.Context, a access.Actor, cardID int64, text string) error {
	if text = viet.Clean(text); text == "" || len([]rune(text)) > 2000 {
		return fault.Invalidf("text", "Ghi nội dung kiến nghị, không quá 2000 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.CardScore, cardID)
		if err != nil {
			return err
		}
		if c.State != Published || c.PublishedAt == nil {
			return fault.Conflictf("Chỉ kiến nghị được khi kết quả đã công bố.")
		}
		if until := workingDaysAfter(*c.PublishedAt, c.AppealDays).Format(clock.Date); clock.Today(s.Clock) > until {
			return fault.Conflictf("Đã hết hạn kiến nghị (%s, %d ngày làm việc kể từ khi công bố).", viet.ShowDate(until), c.AppealDays)
		}
		err = tx.Exec(`INSERT INTO appeals (scorecard_id, filed_at, text, state) VALUES (?, ?, ?, 'open')`, cardID, s.Clock.Now().UnixMilli(), text).Error
		if store.Duplicate(err) {
			return fault.Conflictf("Bạn đã gửi kiến nghị và đang chờ trả lời.")
		}
		if err != nil {
			return err
		}
		return s.record(tx, a, c, "appeal", text, nil)
	})
}

// DecideAppeal keeps the result, or corrects it by a new revision that keeps the old one.
// It is for somebody else than the first reviewer and the person concerned.
func (s *Service) DecideAppeal(ctx context.Context, a access.Actor, cardID, appealID int64, correct bool, points float64, answer string) error {
	if answer = viet.Clean(answer); answer == "" || len([]rune(answer)) > 500 {
		return fault.Invalidf("answer", "Ghi lý do, không quá 500 ký tự")
	}
	if correct && (points < 0 || points > 100) {
		return fault.Invalidf("points", "Điểm từ 0 đến 100")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.AppealDecide, cardID)
		if err != nil {
			return err
		}
		if c.PersonID == a.PersonID || c.ReviewedBy != nil && *c.ReviewedBy == a.AccountID {
			return fault.ErrForbidden
		}
		state, step := "kept", "keep"
		if correct {
			state, step = "corrected", "correct"
		}
		err = store.OneRow(tx.Exec(`UPDATE appeals SET state = ?, answer = ?, decided_by = ?, decided_at = ?, version = version + 1 WHERE id = ? AND scorecard_id = ? AND state = 'open'`,
			state, answer, a.AccountID, s.Clock.Now().UnixMilli(), appealID, cardID))
		if err != nil {
			return err
		}
		if correct {
			if err := s.revise(tx, a, c, points, answer); err != nil {
				return err
			}
		}
		return s.record(tx, a, c, step, answer, map[string]any{"points": points})
	})
}

// revise replaces a published result; the old figures go into the revisions.
func (s *Service) revise(tx *gorm.DB, a access.Actor, c Scorecard, points float64, reason string) error {
	sheet := ParseSheet(c.Head)
	_, base, err := s.evaluate(tx, c, Sheet{Marks: sheet.Marks, Products: sheet.Products})
	if err != nil {
		return err
	}
	sheet.Adjust, sheet.Comment = round2(points-base.Points), reason
	f, result, err := s.evaluate(tx, c, sheet)
	if err != nil {
		return err
	}
	err = tx.Exec(`INSERT INTO scorecard_revisions (scorecard_id, revision, at, actor, reason, points, grade, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Revision, s.Clock.Now().UnixMilli(), a.Name, reason, *c.Points, c.Grade, c.Head).Error
	if err != nil {
		return err
	}
	if err := tx.Exec(`UPDATE sheets SET head = ? WHERE scorecard_id = ?`, sheet.JSON(), c.ID).Error; err != nil {
		return err
	}
	err = store.OneRow(tx.Exec(`UPDATE scorecards SET head_points = ?, points = ?, grade = ?, earned_grade = ?, settled = '', parts = ?, remark = ?, revision = revision + 1, version = version + 1 WHERE id = ? AND state = 'published' AND version = ?`,
		result.Points, result.Points, result.Grade, result.Grade, f.PartsText(result), reason, c.ID, c.Version))
	if err != nil {
		return err
	}
	return RefreshStrips(tx, c.PeriodID, c.ID)
}

// Period returns one month.
func (s *Service) Period(ctx context.Context, id int64) (Period, error) {
	return periodByID(s.Store.Read(ctx), id)
}

func periodByID(db *gorm.DB, id int64) (Period, error) {
	var p Period
	err := db.Raw(`SELECT * FROM periods WHERE id = ?`, id).Scan(&p).Error
	if err == nil && p.ID == 0 {
		err = fault.ErrNotFound
	}
	return p, err
}

// PeriodOf returns the number of a month.
func (s *Service) PeriodOf(ctx context.Context, year, month int) (int64, error) {
	var id int64
	err := s.Store.Read(ctx).Raw(`SELECT id FROM periods WHERE year = ? AND month = ?`, year, month).Scan(&id).Error
	if err == nil && id == 0 {
		err = fault.ErrNotFound
	}
	return id, err
}

// Periods lists the months, the latest first.
func (s *Service) Periods(ctx context.Context) ([]Period, error) {
	var rows []Period
	err := s.Store.Read(ctx).Raw(`SELECT * FROM periods ORDER BY year DESC, month DESC LIMIT 120`).Scan(&rows).Error
	return rows, err
}

// NextMonth is the month to be opened next: the one after the latest, or the present one.
func (s *Service) NextMonth(ctx context.Context) (year, month int, err error) {
	periods, err := s.Periods(ctx)
	if err != nil {
		return 0, 0, err
	}
	if len(periods) == 0 {
		now := s.Clock.Now()
		return now.Year(), int(now.Month()), nil
	}
	year, month = periods[0].Year, periods[0].Month+1
	if month == 13 {
		year, month = year+1, 1
	}
	return year, month, nil
}

// PeriodUnits lists a month's units within the actor's reach, for those who head several.
type PeriodUnit struct {
	UnitID int64
	Unit   string
}

// MyUnits lists the units of a month that the actor heads or leads directly.
func (s *Service) MyUnits(ctx context.Context, a access.Actor, periodID int64) ([]PeriodUnit, error) {
	ids := a.Reach(access.MonthSubmit).Units
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []PeriodUnit
	err := s.Store.Read(ctx).Raw(`SELECT pu.unit_id, u.name AS unit FROM period_units pu JOIN units u ON u.id = pu.unit_id WHERE pu.period_id = ? AND pu.unit_id IN ? ORDER BY u.position`, periodID, ids).Scan(&rows).Error
	return rows, err
}
