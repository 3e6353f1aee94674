package work

import "gorm.io/gorm"

// monthTasks reads the tasks that a month from one day to another counts for somebody.
func monthTasks(db *gorm.DB, person int64, from, to string) (list []Counted, err error) {
	return list, db.Raw(`
		SELECT id, title, product, weight, due, done_on, closed_on, state, failures, delays, excused
		FROM tasks
		WHERE lead_id = ?
			AND state <> ?
			AND assigned_on <= ?
			AND (due BETWEEN ? AND ? OR due < ? AND (closed_on = '' OR closed_on >= ?))
		ORDER BY due, id`, person, Cancelled, to, from, to, from, from).Scan(&list).Error
}
