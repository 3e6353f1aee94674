package movement

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/todo"
)

// Todo implements todo.Source: pledges that the head of a unit has to sign or to report on.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	units := a.Reach(access.PledgeMake).Units
	if len(units) == 0 {
		return nil, nil
	}
	rows, err := waitingFor(s.Store.Read(ctx), units)
	list := make([]todo.Entry, len(rows))
	for i, w := range rows {
		list[i] = w.entry()
	}
	return list, err
}

func (w waiting) entry() todo.Entry {
	if w.PledgeID == 0 {
		return todo.Entry{
			Kind:  "movement.sign",
			Text:  todo.Say("Ký giao ước thi đua: %s", w.Name),
			Note:  todo.Said(w.Unit),
			Count: 1,
			Due:   w.Due,
			Link:  fmt.Sprintf("/movements/%d", w.MovementID),
			Do:    "Ký giao ước",
			Icon:  "edit",
		}
	}
	return todo.Entry{
		Kind:  "movement.report",
		Text:  todo.Say("Báo cáo kết quả phong trào: %s", w.Name),
		Note:  todo.Said(w.Unit),
		Count: 1,
		Link:  fmt.Sprintf("/movements/%d/pledges/%d", w.MovementID, w.PledgeID),
		Do:    "Nhập kết quả",
		Icon:  "report",
	}
}
