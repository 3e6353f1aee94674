package evaluation

import (
	"congthidua/internal/access"

	"gorm.io/gorm"
)

// yearCard is what a card says of its month. Card, excuse and unit are read for the page of one person only.
type yearCard struct {
	PersonID    int64
	FrameworkID int64 // 0 where none applies
	Year, Month int
	State       State
	Points      *float64
	Grade       string
	ExcuseKind  ExcuseKind

	CardID int64
	Excuse string
	Unit   string
}

// personCards lists the cards of a person's year within reach, month by month.
func personCards(db *gorm.DB, reach access.Reach, personID int64, year int) (rows []yearCard, err error) {
	where, args := reach.PathCondition("c.person_id", "u.path")
	query := `
		SELECT c.person_id, COALESCE(c.framework_id, 0) AS framework_id, p.year, p.month,
			c.state, c.points, c.grade, c.excuse_kind, c.id AS card_id, c.excuse, u.name AS unit
		FROM scorecards c
		JOIN periods p ON p.id = c.period_id
		JOIN units u ON u.id = c.unit_id
		WHERE c.person_id = ? AND p.year = ? AND ` + where + `
		ORDER BY p.month`
	return rows, db.Raw(query, append([]any{personID, year}, args...)...).Scan(&rows).Error
}

// cardsOfYear lists the cards of persons up to a month, those of a person beside each other. persons is a
// condition on c.person_id that comes from the code.
func cardsOfYear(
	db *gorm.DB, year, through int, persons string, args ...any,
) (rows []yearCard, err error) {
	query := `
		SELECT c.person_id, COALESCE(c.framework_id, 0) AS framework_id, p.year, p.month,
			c.state, c.points, c.grade, c.excuse_kind
		FROM scorecards c
		JOIN periods p ON p.id = c.period_id
		WHERE p.year = ? AND p.month <= ? AND ` + persons + `
		ORDER BY c.person_id, p.month`
	return rows, db.Raw(query, append([]any{year, through}, args...)...).Scan(&rows).Error
}

// unitGrade is how many of a unit have a grade in a month, under one framework.
type unitGrade struct {
	PeriodID    int64
	Month, N    int
	FrameworkID *int64
	Grade       string
	Sum         float64 // of points
}

// unitGrades counts the closed months of a unit's year by grade, month by month.
func unitGrades(db *gorm.DB, reach access.Reach, unitID int64, year int) (rows []unitGrade, err error) {
	where, args := reach.PathCondition("", "u.path")
	query := `
		SELECT p.id AS period_id, p.month, c.framework_id, c.grade, count(*) AS n, sum(c.points) AS sum
		FROM scorecards c
		JOIN periods p ON p.id = c.period_id
		JOIN units u ON u.id = c.unit_id
		WHERE c.unit_id = ? AND p.year = ? AND c.state IN ? AND ` + where + `
		GROUP BY p.id, p.month, c.framework_id, c.grade
		ORDER BY p.month`
	return rows, db.Raw(query, append([]any{unitID, year, finalStates}, args...)...).Scan(&rows).Error
}
