package council

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/todo"
)

// Todo implements todo.Source: papers to be read before a meeting, and the secret ballot.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	if a.PersonID == 0 || !a.May(access.BallotCast) {
		return nil, nil
	}
	rows, err := waitingFor(s.Store.Read(ctx), a.PersonID)
	list := make([]todo.Entry, len(rows))
	for i, w := range rows {
		list[i] = w.entry()
	}
	return list, err
}

func (w waiting) entry() todo.Entry {
	if w.Papers > 0 {
		return todo.Entry{
			Kind:  "council.papers",
			Text:  todo.Say("Đọc %d tài liệu của phiên họp Hội đồng", w.Papers),
			Note:  todo.Say("thi đua năm %d", w.Year),
			Count: w.Papers,
			Due:   w.HeldOn,
			Link:  fmt.Sprintf("/meetings/%d", w.MeetingID),
			Do:    "Mở",
			Icon:  "report",
		}
	}
	return todo.Entry{
		Kind:  "council.ballot",
		Text:  todo.Say("Bỏ phiếu kín xét danh hiệu năm %d", w.Year),
		Note:  todo.Said(w.Place),
		Count: 1,
		Due:   w.HeldOn,
		Link:  fmt.Sprintf("/meetings/%d/ballot", w.MeetingID),
		Do:    "Bỏ phiếu",
		Icon:  "gavel",
	}
}
