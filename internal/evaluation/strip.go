package evaluation

import "gorm.io/gorm"

// noMonths is a year without any grade.
const noMonths = "............"

// RefreshStrips writes a month's grades into the years of its people: of all, or of the one card.
// Only approved and published months show.
func RefreshStrips(tx *gorm.DB, periodID, cardID int64) error {
	return tx.Exec(`INSERT INTO year_strips (person_id, year, grades)
		SELECT c.person_id, p.year, substr(CAST(? AS TEXT), 1, CAST(p.month - 1 AS INTEGER)) || CASE WHEN c.state IN ('approved', 'published') AND c.grade <> '' THEN c.grade ELSE '.' END || substr(CAST(? AS TEXT), CAST(p.month + 1 AS INTEGER))
		FROM scorecards c JOIN periods p ON p.id = c.period_id WHERE c.period_id = ? AND (? = 0 OR c.id = ?)
		ON CONFLICT (person_id, year) DO UPDATE SET grades = substr(year_strips.grades, 1, (SELECT CAST(month AS INTEGER) FROM periods WHERE id = ?) - 1)
			|| substr(excluded.grades, (SELECT CAST(month AS INTEGER) FROM periods WHERE id = ?), 1) || substr(year_strips.grades, (SELECT CAST(month AS INTEGER) FROM periods WHERE id = ?) + 1)`,
		noMonths, noMonths, periodID, cardID, cardID, periodID, periodID, periodID).Error
}

// yearOf reads a kept strip up to the month; the month's own grade is the line's.
func yearOf(strip string, month int, own string) (year [12]byte) {
	for i := 0; i < month-1 && i < len(strip); i++ {
		if strip[i] != '.' {
			year[i] = strip[i]
		}
	}
	if own != "" {
		year[month-1] = own[0]
	}
	return year
}
