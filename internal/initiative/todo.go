package initiative

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/todo"
)

// Todo implements todo.Source: the initiatives that wait for who recognises them.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	reach := a.Reach(access.HonoursEdit)
	if reach.None() {
		return nil, nil
	}
	n, err := waiting(s.Store.Read(ctx), reach, a.PersonID)
	if err != nil || n == 0 {
		return nil, err
	}
	return []todo.Entry{{
		Kind:  "initiative.decide",
		Text:  todo.Say("Xét công nhận %d sáng kiến", n),
		Count: n,
		Link:  "/initiatives?state=" + string(Registered),
		Do:    "Xem xét",
		Icon:  "bulb",
	}}, nil
}
