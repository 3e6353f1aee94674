package work

import (
	"context"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/todo"
)

// Todo is what waits for an actor: tasks to take on, overdue ones and ones to check, tasks whose lead has left,
// programmes to approve.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	tasks, err := s.waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	var list []todo.Entry
	for _, w := range tasks {
		list = append(list, w.entry())
	}
	programmes, err := s.submitted(ctx, a)
	for _, p := range programmes {
		list = append(list, todo.Entry{
			Kind:  "work.approve",
			Text:  todo.Say("Duyệt chương trình công tác năm %d của %s", p.Year, p.Unit),
			Count: 1,
			Link:  "/programmes/" + strconv.FormatInt(p.ID, 10),
			Do:    "Xem, duyệt",
			Icon:  "target",
		})
	}
	return list, err
}

// waitKind is for what tasks wait.
type waitKind string

// What tasks wait for.
const (
	waitAccept waitKind = "work.accept" // to be taken on by the lead
	waitLate   waitKind = "work.late"   // taken on and overdue
	waitCheck  waitKind = "work.check"  // to be checked
	waitOrphan waitKind = "work.orphan" // to be handed over, as the lead has left the unit
)

// waits are the tasks that wait for the same: how many, the first due day, and one title.
type waits struct {
	Kind  waitKind
	N     int
	Due   string
	Title string
}

func (w waits) entry() todo.Entry {
	e := todo.Entry{Kind: string(w.Kind), Note: todo.Said(w.Title), Count: w.N, Due: w.Due}
	switch w.Kind {
	case waitAccept:
		e.Text = todo.Say("Nhận %d nhiệm vụ mới giao", w.N)
		e.Link, e.Do, e.Icon = "/tasks?whose=mine&state=assigned", "Xem, nhận", "inbox"
	case waitLate:
		e.Text = todo.Say("%d nhiệm vụ của bạn đã quá hạn", w.N)
		e.Link, e.Do, e.Icon = "/tasks?whose=mine&late=1", "Mở", "alert-triangle"
	case waitCheck:
		e.Text = todo.Say("Kiểm tra %d nhiệm vụ đã báo hoàn thành", w.N)
		e.Link, e.Do, e.Icon = "/tasks?whose=checking&state=done", "Kiểm tra", "file-check"
	case waitOrphan:
		e.Text = todo.Say("%d nhiệm vụ có người chủ trì đã rời đơn vị: chuyển cho người khác", w.N)
		e.Link, e.Do, e.Icon = "/tasks?whose=left", "Mở", "users"
	}
	return e
}
