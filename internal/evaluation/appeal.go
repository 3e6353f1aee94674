package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// appealsUntil is the last day on which a published result can be appealed, "" while it is not published.
func (c Card) appealsUntil() string {
	if c.PublishedAt == nil {
		return ""
	}
	return workingDaysAfter(*c.PublishedAt, c.AppealDays).Format(clock.Date)
}

// FileAppeal objects to the own published result within the days set.
func (s *Service) FileAppeal(ctx context.Context, a access.Actor, cardID int64, text string) error {
	wrong := fault.Fields{}
	wrong.Reason("text", &text, 2000, "Ghi nội dung kiến nghị, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := ownCard(tx, a, cardID)
		if err != nil {
			return err
		}
		if c.State != Published || c.PublishedAt == nil {
			return fault.Conflictf("Chỉ kiến nghị được khi kết quả đã công bố.")
		}
		if until := c.appealsUntil(); clock.Today(s.Clock) > until {
			return fault.Conflictf("Đã hết hạn kiến nghị (%s, %d ngày làm việc kể từ khi công bố).",
				viet.ShowDate(until), c.AppealDays)
		}
		err = tx.Create(&Appeal{
			ScorecardID: cardID,
			FiledAt:     s.Clock.Now().UnixMilli(),
			Text:        text,
			State:       AppealOpen,
		}).Error
		if store.Duplicate(err) {
			return fault.Conflictf("Bạn đã gửi kiến nghị và đang chờ trả lời.")
		}
		if err != nil {
			return err
		}
		return s.record(tx, a, c.ID, StepAppeal, text, nil)
	})
}

// Ruling is what the committee decides on an appeal.
type Ruling struct {
	Correct bool    // the result becomes Points; otherwise it is kept
	Points  float64 // from 0 to 100
	Reason  string
}

func (r *Ruling) check() error {
	wrong := fault.Fields{}
	wrong.Reason("answer", &r.Reason, 500, "Ghi lý do, không quá %d ký tự")
	if r.Correct && !(r.Points >= 0 && r.Points <= fullPoints) {
		wrong.Refuse("points", "Điểm từ 0 đến 100")
	}
	return wrong.Err()
}

// DecideAppeal keeps the result, or corrects it by a new revision that keeps the old one. It is for somebody
// else than the first reviewer and the person concerned.
func (s *Service) DecideAppeal(
	ctx context.Context, a access.Actor, cardID, appealID, version int64, ruling Ruling,
) error {
	if err := ruling.check(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := judged(tx, a, access.AppealDecide, cardID)
		if err != nil {
			return err
		}
		if c.reviewedBy(a) {
			return fault.ErrForbidden
		}
		var appeal Appeal
		if err := store.First(tx.Where("id = ? AND scorecard_id = ?", appealID, c.ID), &appeal); err != nil {
			return err
		}
		state, step := AppealKept, StepKeep
		if ruling.Correct {
			state, step = AppealCorrected, StepCorrect
		}
		err = store.Advance(tx, &appeal, version, AppealOpen, store.Change{
			"state":      state,
			"answer":     ruling.Reason,
			"decided_by": a.AccountID,
			"decided_at": s.Clock.Now().UnixMilli(),
		})
		if err != nil {
			return err
		}
		detail := audit.Detail(nil)
		if ruling.Correct {
			if err := s.revise(tx, a, c, ruling); err != nil {
				return err
			}
			detail = audit.Detail{"points": ruling.Points}
		}
		return s.record(tx, a, c.ID, step, ruling.Reason, detail)
	})
}

// reviewedBy reports whether the actor's account scored the card.
func (c Card) reviewedBy(a access.Actor) bool {
	return c.ReviewedBy != nil && *c.ReviewedBy == a.AccountID
}

// revise replaces a published result; the old figures go into the revisions.
func (s *Service) revise(tx *gorm.DB, a access.Actor, c Card, ruling Ruling) error {
	if c.Points == nil {
		return fault.ErrStale
	}
	sheet := c.HeadSheet
	_, base, err := s.evaluate(tx, c, Sheet{Marks: sheet.Marks, Products: sheet.Products})
	if err != nil {
		return err
	}
	sheet.Adjust, sheet.Comment = round2(ruling.Points-base.Points), ruling.Reason
	f, result, err := s.evaluate(tx, c, sheet)
	if err != nil {
		return err
	}
	err = tx.Create(&Revision{
		ScorecardID: c.ID,
		Revision:    c.Revision,
		At:          s.Clock.Now().UnixMilli(),
		Actor:       a.Name,
		Reason:      ruling.Reason,
		Points:      *c.Points,
		Grade:       c.Grade,
		Head:        c.HeadSheet,
	}).Error
	if err != nil {
		return err
	}
	if err := keepSheet(tx, c.ID, headSheet, sheet); err != nil {
		return err
	}
	err = store.Advance(tx, &c.Scorecard, c.Version, Published, store.Change{
		"head_points":  result.Points,
		"points":       result.Points,
		"grade":        result.Grade,
		"earned_grade": result.Grade,
		"settled":      "",
		"parts":        f.PartsText(result),
		"remark":       ruling.Reason,
		"revision":     c.Revision + 1,
	})
	if err != nil {
		return err
	}
	return s.keepOne(tx, c)
}
