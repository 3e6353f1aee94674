package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/work"
)

// Event is a step in a card's history.
type Event struct {
	At                int64
	Actor, Step, Note string
}

// StepNames names the steps of a card's history.
var StepNames = map[string]string{"open": "Mở phiếu", "save": "Lưu", "submit": "Nộp", "withdraw": "Rút lại", "review": "Chấm", "return": "Trả lại", "reopen": "Mở lại để chấm",
	"settle": "Cân đối hạn mức", "send_back": "Tổng hợp trả lại", "approve": "Phê duyệt", "publish": "Công bố", "appeal": "Kiến nghị", "keep": "Giữ nguyên kết quả", "correct": "Điều chỉnh kết quả", "exclude": "Không xếp loại", "include": "Đưa vào diện xếp loại", "return_month": "Lãnh đạo trả lại"}

// View is a card with everything its page shows.
type View struct {
	Scorecard
	Framework      *Framework
	FrameworkRow   FrameworkRow
	SelfSheet      Sheet
	HeadSheet      Sheet
	Result         Result // of what counts now
	SelfResult     Result
	Events         []Event
	Revisions      []Revision
	Appeals        []Appeal
	Own, MayReview bool
	AppealUntil    string
	About          Circumstances
	Tasks          []work.Counted // of the month
	TaskLines      []work.Line
}

// Revision is an earlier result that a correction replaced.
type Revision struct {
	Revision, At  int64
	Actor, Reason string
	Points        float64
	Grade         string
}

// Card returns a card with its explanation, within the actor's reach.
func (s *Service) Card(ctx context.Context, a access.Actor, id int64) (View, error) {
	db := s.Store.Read(ctx)
	c, err := card(db, a, access.CardView, id)
	if err != nil {
		return View{}, err
	}
	v := View{Scorecard: c, SelfSheet: ParseSheet(c.Self), HeadSheet: ParseSheet(c.Head), Own: a.PersonID != 0 && a.PersonID == c.PersonID, MayReview: MayReview(a, c)}
	if err := db.Raw(`SELECT at, actor, step, note FROM scorecard_events WHERE scorecard_id = ? AND step <> 'save' ORDER BY id`, id).Scan(&v.Events).Error; err != nil {
		return v, err
	}
	if err := db.Raw(`SELECT revision, at, actor, reason, points, grade FROM scorecard_revisions WHERE scorecard_id = ? ORDER BY revision`, id).Scan(&v.Revisions).Error; err != nil {
		return v, err
	}
	if err := db.Raw(`SELECT * FROM appeals WHERE scorecard_id = ? ORDER BY id`, id).Scan(&v.Appeals).Error; err != nil {
		return v, err
	}
	if c.FrameworkID == nil {
		return v, nil
	}
	if v.Tasks, err = work.Month(db, c.PersonID, c.Year, c.Month); err != nil {
		return v, err
	}
	v.TaskLines = work.Lines(v.Tasks)
	if v.FrameworkRow, err = s.frameworkRow(db, *c.FrameworkID); err != nil {
		return v, err
	}
	if v.Framework, err = s.framework(db, *c.FrameworkID); err != nil {
		return v, err
	}
	if v.About, err = circumstancesOf(db, c); err != nil {
		return v, err
	}
	if v.SelfResult, err = v.Framework.Evaluate(v.SelfSheet, v.About); err != nil {
		return v, err
	}
	v.Result = v.SelfResult
	if c.HeadPoints != nil {
		v.Result, err = v.Framework.Evaluate(v.HeadSheet, v.About)
	}
	if c.PublishedAt != nil {
		v.AppealUntil = workingDaysAfter(*c.PublishedAt, c.AppealDays).Format(clock.Date)
	}
	// Before publication the cadre sees the own score only.
	if v.Own && c.State != Published && !v.MayReview {
		v.HeadSheet, v.Result, v.Scorecard.HeadPoints, v.Remark = Sheet{}, v.SelfResult, nil, ""
		v.Points, v.Grade, v.EarnedGrade, v.Settled = c.SelfPoints, v.SelfResult.Grade, v.SelfResult.Grade, ""
	}
	return v, err
}
