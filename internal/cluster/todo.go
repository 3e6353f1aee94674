package cluster

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/todo"
)

// Todo implements todo.Source: marks that the head of a unit has to give, and the meeting to preside.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	units := a.Reach(access.ClusterMark).Units
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
	e := todo.Entry{
		Kind:  "cluster." + string(w.State),
		Note:  todo.Said(w.Name),
		Count: 1,
		Due:   w.Due,
		Link:  fmt.Sprintf("/clusters/%d/members/%d", w.ClusterID, w.MemberID),
		Do:    "Chấm",
		Icon:  "edit",
	}
	switch w.State {
	case SelfScore:
		e.Text = todo.Say("Tự chấm điểm thi đua của %s", w.Unit)
	case CrossCheck:
		e.Text, e.Icon = todo.Say("Chấm chéo điểm thi đua của %s", w.Unit), "checklist"
	default:
		return todo.Entry{
			Kind:  e.Kind,
			Text:  todo.Say("Chủ trì họp và chốt điểm: %s", w.Name),
			Count: 1,
			Link:  fmt.Sprintf("/clusters/%d", w.ClusterID),
			Do:    "Mở",
			Icon:  "trophy",
		}
	}
	return e
}
