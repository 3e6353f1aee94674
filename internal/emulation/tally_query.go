package emulation

import (
	"congthidua/internal/access"

	"gorm.io/gorm"
)

// count is how many registrations for a title came to a verdict.
type count struct {
	Title   string
	Verdict Verdict
	N       int
}

// counted counts a campaign's registrations within reach by title and verdict.
func counted(db *gorm.DB, campaign int64, reach access.Reach) (rows []count, err error) {
	where, args := "TRUE", []any{}
	if !reach.All {
		within, values := withinReach(campaign, reach)
		where, args = "r.id IN ("+within+")", values
	}
	err = db.Raw(`
		SELECT r.title, r.verdict, count(*) AS n
		FROM registrations r
		WHERE r.campaign_id = ? AND r.state <> ? AND `+where+`
		GROUP BY r.title, r.verdict`,
		append([]any{campaign, Withdrawn}, args...)...).Scan(&rows).Error
	return rows, err
}

// unitCount is how many registrations a unit has in a campaign.
type unitCount struct {
	UnitID int64
	N      int
}

// countedByUnit counts a campaign's registrations by unit.
func countedByUnit(db *gorm.DB, campaign int64) (rows []unitCount, err error) {
	err = db.Raw(`
		SELECT unit_id, count(*) AS n
		FROM registrations
		WHERE campaign_id = ? AND state <> ?
		GROUP BY unit_id
		ORDER BY unit_id`, campaign, Withdrawn).Scan(&rows).Error
	return rows, err
}
