package evaluation

import (
	"database/sql"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// The table of a unit's month is the page used most: its statements are prepared by the driver and its rows
// are scanned by hand (the row "the department's month" of `make bench`).

const monthOfUnit = `
	SELECT p.id, p.version, p.year, p.month, p.state, p.self_due, p.head_due, p.committee_due, p.leader_due,
		p.appeal_days, p.published_at,
		u.id, u.name, u.path, COALESCE(up.name, ''), COALESCE(up.id, 0),
		pu.submitted_at, pu.special, pu.special_reason, pu.special_asked, pu.version,
		COALESCE((
			SELECT q.id FROM periods q
			WHERE q.year * 12 + q.month < p.year * 12 + p.month
			ORDER BY q.year DESC, q.month DESC LIMIT 1), 0),
		COALESCE((
			SELECT q.id FROM periods q
			WHERE q.year * 12 + q.month > p.year * 12 + p.month
			ORDER BY q.year, q.month LIMIT 1), 0)
	FROM period_units pu
	JOIN periods p ON p.id = pu.period_id
	JOIN units u ON u.id = pu.unit_id
	LEFT JOIN units up ON up.id = u.parent_id
	WHERE pu.period_id = ` + store.ID + ` AND pu.unit_id = ` + store.ID + ` AND `

// unitMonth reads a unit within reach, a month, and how the unit stands in it, or returns fault.ErrNotFound.
func unitMonth(db *gorm.DB, reach access.Reach, unitID, periodID int64) (UnitMonth, error) {
	where, args := reach.PathCondition("", "u.path")
	var m UnitMonth
	p := &m.Period
	err := store.Each(db, func(rows *sql.Rows) error {
		return rows.Scan(
			&p.ID, &p.Version, &p.Year, &p.Month, &p.State, &p.SelfDue, &p.HeadDue, &p.CommitteeDue, &p.LeaderDue,
			&p.AppealDays, &p.PublishedAt,
			&m.UnitID, &m.Unit, &m.Path, &m.Parent, &m.ParentID,
			&m.SubmittedAt, &m.Special, &m.SpecialReason, &m.SpecialAsked, &m.UnitVersion,
			&m.PreviousID, &m.NextID)
	}, monthOfUnit+where, append([]any{periodID, unitID}, args...)...)
	if err == nil && m.UnitID == 0 {
		err = fault.ErrNotFound
	}
	return m, err
}

const lineColumns = `
	c.id, c.person_id, c.framework_id, c.name, c.name_key, c.post, c.level, c.reviewer,
	c.state, c.excuse, c.returned, c.parts, c.self_points, c.head_points, c.points,
	c.grade, c.settled, c.remark, c.version`

func (l *Line) scan() []any {
	return []any{
		&l.ID, &l.PersonID, &l.FrameworkID, &l.Name, &l.NameKey, &l.Post, &l.Level, &l.Reviewer,
		&l.State, &l.Excuse, &l.Returned, &l.Parts, &l.SelfPoints, &l.HeadPoints, &l.Points,
		&l.Grade, &l.Settled, &l.Remark, &l.Version,
	}
}

var linesOfUnit = `
	SELECT` + lineColumns + `, COALESCE(y.strip, '')
	FROM scorecards c
	LEFT JOIN year_strips y ON y.person_id = c.person_id AND y.year = ` + store.ID + `
	WHERE c.period_id = ` + store.ID + ` AND c.unit_id = ` + store.ID

// unitLines reads a unit's cards of a month with the strip of each person's year.
func unitLines(db *gorm.DB, p Period, unitID int64) ([]Line, error) {
	list := make([]Line, 0, 64)
	var l Line
	var strip string
	targets := append(l.scan(), &strip)
	err := store.Each(db, func(rows *sql.Rows) error {
		l = Line{}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		l.Year = yearUpTo(strip, p.Month)
		list = append(list, l)
		return nil
	}, linesOfUnit, p.Year, p.ID, unitID)
	return list, err
}

const pointsOfUnit = `
	SELECT points
	FROM scorecards
	WHERE period_id = ` + store.ID + ` AND unit_id = ` + store.ID + ` AND state <> ? AND points IS NOT NULL`

// eachPoints goes through the points of a unit's classified persons in a month.
func eachPoints(db *gorm.DB, periodID, unitID int64, each func(points float64)) error {
	return store.Each(db, func(rows *sql.Rows) error {
		var points float64
		if err := rows.Scan(&points); err != nil {
			return err
		}
		each(points)
		return nil
	}, pointsOfUnit, periodID, unitID, NotClassified)
}

// periodLines reads every person's line of a month within reach, by unit, each unit in the office's order.
func periodLines(db *gorm.DB, reach access.Reach, periodID int64) (map[int64][]Line, error) {
	where, args := reach.Condition("", "c.unit_id")
	query := `
		SELECT` + lineColumns + `, c.unit_id
		FROM scorecards c
		WHERE c.period_id = ` + store.ID + ` AND ` + where + `
		ORDER BY c.level, c.name_key`
	byUnit := map[int64][]Line{}
	var l Line
	var unit int64
	targets := append(l.scan(), &unit)
	err := store.Each(db, func(rows *sql.Rows) error {
		l = Line{}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		byUnit[unit] = append(byUnit[unit], l)
		return nil
	}, query, append([]any{periodID}, args...)...)
	return byUnit, err
}
