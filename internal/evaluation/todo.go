package evaluation

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/todo"
)

// The kinds of entries among somebody's work.
const (
	todoScore       = "evaluation.score"       // fill in the own card
	todoReview      = "evaluation.review"      // score the unit's cards, hand its month in
	todoRemind      = "evaluation.remind"      // the same, after a reminder
	todoLeader      = "evaluation.leader"      // score a head
	todoApprove     = "evaluation.approve"     // decide on the whole month
	todoConsolidate = "evaluation.consolidate" // bring the units' months together
	todoSpecial     = "evaluation.special"     // answer a unit that asks for the special share
	todoPublish     = "evaluation.publish"     // publish an approved month
	todoAppeal      = "evaluation.appeal"      // answer an appeal
)

// waits is what a query finds waiting.
type waits struct {
	kind   string
	n      int // cards or units that the entry stands for
	unitID int64
	unit   string
	cardID int64
	period Period
	due    string
	note   string // words that people wrote, or a name
}

// Todo lists what waits for the actor in the monthly evaluation.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	db := s.Store.Read(ctx)
	rows, err := waitingFor(db, a)
	if err != nil {
		return nil, err
	}
	var list []todo.Entry
	for _, w := range rows {
		if w.kind == todoApprove { // offered only to who may decide on the whole month
			may, err := allowed(decidesMonth(db, a, w.period.ID, Reviewed))
			if err != nil {
				return nil, err
			}
			if !may {
				continue
			}
		}
		list = append(list, w.entry())
	}
	return list, nil
}

// entry says in words what waits, and where it is done.
func (w waits) entry() todo.Entry {
	month := w.period.Name()
	card := fmt.Sprintf("/evaluations/%d", w.cardID)
	period := fmt.Sprintf("/periods/%d", w.period.ID)
	e := todo.Entry{Kind: w.kind, Count: max(w.n, 1), Due: w.due}
	switch w.kind {
	case todoScore:
		e.Text, e.Note = todo.Say("Tự chấm phiếu tháng %s", month), todo.Said(w.note)
		e.Link, e.Do, e.Icon = card, "Chấm", "edit"
	case todoReview, todoRemind:
		e.Text = todo.Say("Trình tổng hợp tháng %s của %s", month, w.unit)
		if w.n > 0 {
			e.Text = todo.Say("Chấm %d phiếu tháng %s của %s", w.n, month, w.unit)
		}
		if w.kind == todoRemind {
			e.Note = todo.Say("Chuyên viên tổng hợp đã nhắc đơn vị")
		}
		e.Link = fmt.Sprintf("/units/%d/periods/%d", w.unitID, w.period.ID)
		e.Do, e.Icon = "Mở bảng chấm", "users"
	case todoLeader:
		e.Text = todo.Say("Chấm thủ trưởng đơn vị: %s, tháng %s", w.note, month)
		e.Note = todo.Said(w.unit)
		e.Link, e.Do, e.Icon = card, "Chấm", "edit"
	case todoApprove:
		e.Text, e.Note = todo.Say("Phê duyệt kết quả tháng %s", month), todo.Say("Mọi đơn vị đã trình")
		e.Link, e.Do, e.Icon = period+"/approve", "Xem để phê duyệt", "gavel"
	case todoConsolidate:
		e.Text = w.consolidating(month)
		e.Link, e.Do, e.Icon = period, "Xem tổng hợp", "report"
	case todoSpecial:
		e.Text = todo.Say("%s đề nghị mức đặc biệt, tháng %s", w.unit, month)
		e.Note = todo.Said(w.note)
		e.Link, e.Do, e.Icon = fmt.Sprintf("%s/units/%d", period, w.unitID), "Xem xét", "scale"
	case todoPublish:
		e.Text, e.Note = todo.Say("Công bố kết quả tháng %s", month), todo.Say("Lãnh đạo đã phê duyệt")
		e.Link, e.Do, e.Icon = period, "Công bố", "send"
	case todoAppeal:
		e.Text = todo.Say("Trả lời kiến nghị của %s, tháng %s", w.note, month)
		e.Note = todo.Said(w.unit)
		e.Link, e.Do, e.Icon = card+"#appeals", "Trả lời", "bell"
	}
	return e
}

func (w waits) consolidating(month string) fault.Text {
	if w.n == 0 {
		return todo.Say("Tháng %s: mọi đơn vị đã trình, chờ lãnh đạo phê duyệt", month)
	}
	return todo.Say("Tổng hợp tháng %s: còn %d đơn vị chưa trình", month, w.n)
}
