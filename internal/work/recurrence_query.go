package work

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// RecurrenceRow is a recurring task with the name of its lead.
type RecurrenceRow struct {
	Recurrence
	Lead string
}

// recurrencesListed is how many recurring tasks a list shows.
const recurrencesListed = 500

// Recurrences lists the recurring tasks that have not been stopped and whose leads work within reach.
func (s *Service) Recurrences(ctx context.Context, a access.Actor) (list []RecurrenceRow, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return nil, err
	}
	within, args := reach.Condition("", "po.unit_id")
	return list, s.Store.Read(ctx).Raw(`
		SELECT r.*, l.name AS lead
		FROM recurrences r
		JOIN people l ON l.id = r.lead_id
		JOIN posts po ON po.person_id = r.lead_id AND po.main AND po.until IS NULL
		WHERE NOT r.stopped
			AND (r.until = '' OR r.next_due <= r.until)
			AND `+within+`
		ORDER BY r.next_due, r.id
		LIMIT ?`, append(args, recurrencesListed)...).Scan(&list).Error
}

// recurrence finds one whose lead works within reach.
func recurrence(tx *gorm.DB, reach access.Reach, id int64) (r Recurrence, err error) {
	within, args := reach.PathCondition("", "u.path")
	return r, store.One(tx.Raw(`
		SELECT r.*
		FROM recurrences r
		JOIN posts po ON po.person_id = r.lead_id AND po.main AND po.until IS NULL
		JOIN units u ON u.id = po.unit_id
		WHERE r.id = ? AND `+within, append([]any{id}, args...)...), &r)
}

// helpersOf are those of a recurrence's helpers who work.
func helpersOf(tx *gorm.DB, recurrence int64) (list []int64, err error) {
	return list, tx.Raw(`
		SELECT h.person_id
		FROM recurrence_helpers h
		JOIN posts po ON po.person_id = h.person_id AND po.main AND po.until IS NULL
		WHERE h.recurrence_id = ?
		ORDER BY h.person_id`, recurrence).Scan(&list).Error
}
