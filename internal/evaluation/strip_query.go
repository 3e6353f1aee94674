package evaluation

import (
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// stripColumn is the column of a month from 1 to 12.
func stripColumn(month int) string { return fmt.Sprintf("m%d", month) }

// writeStrips writes one month's column for all cards of the month, or for one.
func writeStrips(tx *gorm.DB, periodID int64, month int, cardID int64, ranked []rankedGrade) error {
	if len(ranked) == 0 {
		return nil
	}
	var args []any
	marks := make([]string, len(ranked))
	for i, grade := range ranked {
		marks[i] = "(CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT))"
		args = append(args, grade.framework, grade.mark.Code, grade.mark.String())
	}
	column := stripColumn(month)
	query := `
		WITH marks (framework_id, grade, mark) AS (VALUES ` + strings.Join(marks, ", ") + `)
		INSERT INTO year_strips (person_id, year, ` + column + `)
		SELECT c.person_id, p.year, COALESCE(g.mark, '')
		FROM scorecards c
		JOIN periods p ON p.id = c.period_id
		LEFT JOIN marks g ON g.framework_id = c.framework_id AND g.grade = c.grade AND c.state IN ?
		WHERE c.period_id = ?`
	args = append(args, finalStates, periodID)
	if cardID != 0 {
		query, args = query+` AND c.id = ?`, append(args, cardID)
	}
	query += `
		ON CONFLICT (person_id, year) DO UPDATE SET ` + column + ` = excluded.` + column
	return tx.Exec(query, args...).Error
}
