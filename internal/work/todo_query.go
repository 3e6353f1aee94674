package work

import (
	"context"
	"strings"

	"congthidua/internal/access"
)

// waiting counts the tasks that wait for an actor, by what they wait for.
func (s *Service) waiting(ctx context.Context, a access.Actor) (list []waits, err error) {
	var parts []string
	var args []any
	add := func(kind waitKind, where string, values ...any) {
		parts = append(parts, `
		SELECT CAST(? AS TEXT) AS kind, count(*) AS n, min(t.due) AS due, min(t.title) AS title
		FROM tasks t
		WHERE `+where+`
		HAVING count(*) > 0`)
		args = append(append(args, kind), values...)
	}
	if a.PersonID != 0 && a.May(access.TaskDo) {
		add(waitAccept, "t.lead_id = ? AND t.state = ?", a.PersonID, Assigned)
		add(waitLate, "t.lead_id = ? AND t.state = ? AND t.due < ?", a.PersonID, Accepted, s.today())
		add(waitCheck, "t.checker_id = ? AND t.state = ?", a.PersonID, Done)
	}
	if reach := a.Reach(access.TaskAssign); !reach.None() {
		within, units := reach.Condition("", "t.unit_id")
		add(waitOrphan, "t.state IN ? AND "+orphaned+" AND "+within, append([]any{inWork}, units...)...)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return list, s.Store.Read(ctx).Raw(strings.Join(parts, " UNION ALL "), args...).Scan(&list).Error
}

// submitted lists the programmes that wait for the actor's approval; not those that the actor submitted.
func (s *Service) submitted(ctx context.Context, a access.Actor) (list []ProgrammeRow, err error) {
	reach := a.Reach(access.ProgrammeApprove)
	if reach.None() {
		return nil, nil
	}
	within, args := reach.Condition("", "p.unit_id")
	return list, s.Store.Read(ctx).Raw(`
		SELECT p.*, u.name AS unit, u.path
		FROM programmes p
		JOIN units u ON u.id = p.unit_id
		WHERE p.state = ? AND p.submitted_by <> ? AND `+within+`
		ORDER BY u.path, p.year`, append([]any{Submitted, a.AccountID}, args...)...).Scan(&list).Error
}
