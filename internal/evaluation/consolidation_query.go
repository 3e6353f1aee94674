package evaluation

import (
	"database/sql"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// A consolidated month has thousands of rows, which are scanned by hand (the row "/periods/%d" of `make bench`).

// unitSummaries reads the units of a month within reach, in the office's order; their cards are not counted
// yet.
func unitSummaries(db *gorm.DB, periodID int64, reach access.Reach) ([]UnitSummary, error) {
	where, args := reach.Condition("", "pu.unit_id")
	query := `
		SELECT pu.unit_id, u.name, u.search_key, u.path, COALESCE(up.name, ''),
			pu.submitted_at, pu.reminded_at, pu.special, pu.special_asked, pu.special_reason
		FROM period_units pu
		JOIN units u ON u.id = pu.unit_id
		LEFT JOIN units up ON up.id = u.parent_id
		WHERE pu.period_id = ` + store.ID + ` AND ` + where + `
		ORDER BY u.position, u.id`
	var list []UnitSummary
	err := store.Each(db, func(rows *sql.Rows) error {
		u := UnitSummary{ByGrade: map[string]int{}}
		err := rows.Scan(&u.UnitID, &u.Unit, &u.SearchKey, &u.Path, &u.Parent,
			&u.SubmittedAt, &u.RemindedAt, &u.Special, &u.SpecialAsked, &u.SpecialReason)
		list = append(list, u)
		return err
	}, query, append([]any{periodID}, args...)...)
	return list, err
}

const cardsByGrade = `
	SELECT unit_id, state, grade, count(*), COALESCE(sum(points), 0)
	FROM scorecards
	WHERE period_id = ` + store.ID + `
	GROUP BY unit_id, state, grade`

// countCards counts the month's cards into its units, out of the covering index scorecards_unit.
func countCards(db *gorm.DB, periodID int64, units map[int64]*UnitSummary) error {
	var id int64
	var state State
	var grade string
	var n int
	var sum float64
	return store.Each(db, func(rows *sql.Rows) error {
		if err := rows.Scan(&id, &state, &grade, &n, &sum); err != nil {
			return err
		}
		if u := units[id]; u != nil {
			u.count(state, grade, n, sum)
		}
		return nil
	}, cardsByGrade, periodID)
}

// count adds n cards in a state, with a grade and a sum of points.
func (u *UnitSummary) count(state State, grade string, n int, sum float64) {
	u.Total += n
	switch state {
	case NotClassified:
		u.NotClassified += n
		return
	case Draft:
		u.Drafts += n
		return
	case Submitted:
		u.Waiting += n
	case Reviewed, Approved, Published:
		u.Reviewed += n
	}
	u.ByGrade[grade] += n
	u.Sum += sum
	u.Scored += n
}

const sumsKept = `
	SELECT unit_id, scored, points_sum
	FROM period_units
	WHERE period_id = ` + store.ID + ` AND scored > 0`

const sumsNow = `
	SELECT unit_id, count(*), sum(points)
	FROM scorecards
	WHERE period_id = ` + store.ID + ` AND state NOT IN (?, ?)
	GROUP BY unit_id`

// addLastMeans adds the means of the month before: a closed month keeps its sums, an open one is counted.
func addLastMeans(db *gorm.DB, p Period, units map[int64]*UnitSummary) error {
	year, month := p.previous()
	var last Period
	found := db.Where("year = ? AND month = ?", year, month).Limit(1).Find(&last)
	if found.Error != nil || found.RowsAffected == 0 {
		return found.Error
	}
	query, args := sumsKept, []any{last.ID}
	if last.State == PeriodOpen {
		query, args = sumsNow, append(args, NotClassified, Draft)
	}
	return store.Each(db, func(rows *sql.Rows) error {
		var id int64
		var n int
		var sum float64
		if err := rows.Scan(&id, &n, &sum); err != nil {
			return err
		}
		if u := units[id]; u != nil {
			u.LastMean, u.LastScored = round2(sum/float64(n)), n
		}
		return nil
	}, query, args...)
}
