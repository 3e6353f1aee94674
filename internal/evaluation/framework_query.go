package evaluation

import (
	"errors"

	"gorm.io/gorm"
)

// tried is a scored card as a trial reads it.
type tried struct {
	Move
	framework *int64
	person    int64
	manager   bool
	kind      string
	head      Sheet
}

const scoredCards = `
	SELECT c.id, c.framework_id, c.person_id, c.name, u.name, c.points, c.earned_grade, c.manager, pe.kind, s.head
	FROM scorecards c
	JOIN units u ON u.id = c.unit_id
	JOIN people pe ON pe.id = c.person_id
	JOIN sheets s ON s.scorecard_id = c.id
	WHERE c.period_id = ? AND c.state IN (?, ?, ?)
	ORDER BY u.position, c.name_key`

// eachScored goes through the scored cards of a month, unit by unit, one row in memory at a time.
func eachScored(db *gorm.DB, periodID int64, visit func(tried) error) (err error) {
	rows, err := db.Raw(scoredCards, periodID, scoredStates[0], scoredStates[1], scoredStates[2]).Rows()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var t tried
		err := rows.Scan(&t.CardID, &t.framework, &t.person, &t.Name, &t.Unit, &t.OldPoints, &t.OldGrade,
			&t.manager, &t.kind, &t.head)
		if err != nil {
			return err
		}
		if err := visit(t); err != nil {
			return err
		}
	}
	return rows.Err()
}
