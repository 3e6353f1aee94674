package award

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/todo"

	"gorm.io/gorm"
)

// DecisionPath is the address of a decision's page.
func DecisionPath(id int64) string { return fmt.Sprintf("/decisions/%d", id) }

// ProposalPath is the address of a proposal's page.
func ProposalPath(id int64) string { return fmt.Sprintf("/proposals/%d", id) }

// Todo is what waits for the actor about awards: to sign or return, to number and issue. Decisions in which the
// actor stands wait as well: they are to be returned, or left to another leader.
func (s *Service) Todo(ctx context.Context, a access.Actor) (list []todo.Entry, err error) {
	db := s.Store.Read(ctx)
	for _, step := range []struct {
		permission access.Permission
		state      State
		entry      todo.Entry
	}{
		{access.DecisionSign, Signing, todo.Entry{
			Kind: "award.sign",
			Text: todo.Say("Ký quyết định khen thưởng"),
			Do:   "Xem, ký",
			Icon: "edit",
		}},
		{access.DecisionIssue, Signed, todo.Entry{
			Kind: "award.issue",
			Text: todo.Say("Lấy số, ban hành quyết định khen thưởng"),
			Do:   "Mở",
			Icon: "report",
		}},
	} {
		waiting, err := inState(db, a.Reach(step.permission), step.state)
		if err != nil {
			return nil, err
		}
		for _, d := range waiting {
			entry := step.entry
			entry.Count, entry.Note, entry.Link = 1, todo.Said(d.Subject), DecisionPath(d.ID)
			list = append(list, entry)
		}
	}
	return list, nil
}

// inState are the decisions in a state all of whose recipients lie within reach, the oldest first.
func inState(db *gorm.DB, reach access.Reach, state State) (list []Decision, err error) {
	if reach.None() {
		return nil, nil
	}
	if reach, err = whole(db, reach); err != nil {
		return nil, err
	}
	where, args := recipientTable.within(reach, "decisions.id")
	return list, db.Select("id", "subject").Where("state = ?", state).Where(where, args...).
		Order("id").Find(&list).Error
}
