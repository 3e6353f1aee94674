package evaluation

import (
	"congthidua/internal/access"

	"gorm.io/gorm"
)

// unitNames names those of the units that take part in a month, in their order.
func unitNames(db *gorm.DB, periodID int64, units []int64) (rows []UnitName, err error) {
	const query = `
		SELECT pu.unit_id, u.name AS unit
		FROM period_units pu
		JOIN units u ON u.id = pu.unit_id
		WHERE pu.period_id = ? AND pu.unit_id IN ?
		ORDER BY u.position, u.id`
	return rows, db.Raw(query, periodID, units).Scan(&rows).Error
}

// postsAt lists all posts held on a day, those of a person beside each other, the highest first.
func postsAt(tx *gorm.DB, day string) (rows []member, err error) {
	const query = `
		SELECT po.person_id, po.unit_id, po.level, pe.name, pe.name_key, po.title, pe.kind, po.heads, po.manager
		FROM posts po
		JOIN people pe ON pe.id = po.person_id
		WHERE (po.since IS NULL OR po.since <= ?)
			AND (po.until IS NULL OR po.until > ?)
		ORDER BY po.person_id, po.level, po.main DESC, po.id`
	return rows, tx.Raw(query, day, day).Scan(&rows).Error
}

// absencesIn lists the absences that touch a span of days, of one person or, with 0, of all.
func absencesIn(tx *gorm.DB, first, last string, person int64) (rows []absence, err error) {
	query := `
		SELECT person_id, kind, since, until
		FROM absences
		WHERE since <= ? AND (until IS NULL OR until >= ?)`
	args := []any{last, first}
	if person != 0 {
		query, args = query+` AND person_id = ?`, append(args, person)
	}
	return rows, tx.Raw(query+` ORDER BY since, id`, args...).Scan(&rows).Error
}

// headsOfTheBody lists who heads the whole body today.
func headsOfTheBody(tx *gorm.DB) (ids []int64, err error) {
	const query = `
		SELECT po.person_id
		FROM posts po
		JOIN units u ON u.id = po.unit_id
		WHERE u.parent_id IS NULL AND po.heads AND po.until IS NULL`
	return ids, tx.Raw(query).Scan(&ids).Error
}

// makeSheets gives every card of a month its two empty sheets.
func makeSheets(tx *gorm.DB, periodID int64) error {
	const query = `INSERT INTO sheets (scorecard_id) SELECT id FROM scorecards WHERE period_id = ?`
	return tx.Exec(query, periodID).Error
}

// unitsBeyond counts the units of a month that lie out of reach.
func unitsBeyond(db *gorm.DB, reach access.Reach, periodID int64) (n int64, err error) {
	where, args := reach.Condition("", "unit_id")
	within := db.Model(&PeriodUnit{}).Where("period_id = ?", periodID).Not(where, args...)
	return n, within.Count(&n).Error
}

// noteAll notes a step in the history of all cards of a month that are in a state.
func noteAll(tx *gorm.DB, periodID int64, state State, e Event) error {
	const query = `
		INSERT INTO scorecard_events (scorecard_id, at, actor, step, note)
		SELECT id, ?, ?, ?, ?
		FROM scorecards
		WHERE period_id = ? AND state = ?`
	return tx.Exec(query, e.At, e.Actor, e.Step, e.Note, periodID, state).Error
}

// keepSums writes into a closed month how many have a result and the sum of their points, for all its units
// or, where unit is not 0, for one.
func keepSums(tx *gorm.DB, periodID, unit int64) error {
	query := `
		UPDATE period_units SET
			scored = (
				SELECT count(*) FROM scorecards c
				WHERE c.period_id = period_units.period_id AND c.unit_id = period_units.unit_id AND c.state IN ?),
			points_sum = (
				SELECT COALESCE(sum(c.points), 0) FROM scorecards c
				WHERE c.period_id = period_units.period_id AND c.unit_id = period_units.unit_id AND c.state IN ?)
		WHERE period_id = ?`
	args := []any{finalStates, finalStates, periodID}
	if unit != 0 {
		query, args = query+` AND unit_id = ?`, append(args, unit)
	}
	return tx.Exec(query, args...).Error
}
