package award

import (
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// councilLine is what the council has proposed, with the edition of the catalogue of titles that names the title.
type councilLine struct {
	Awardee
	Edition int64
}

// councilList are whom the council has proposed for a year and who is in no decision that still holds.
const councilList = `
	SELECT
		g.id AS registration_id,
		g.title AS form,
		g.person_id IS NULL AS collective,
		g.person_id,
		CASE WHEN g.person_id IS NULL THEN g.unit_id END AS unit_id,
		ca.year,
		ca.catalogue_id AS edition
	FROM registrations g
	JOIN campaigns ca ON ca.id = g.campaign_id
	WHERE ca.year = ?
	AND g.outcome = ?
	AND NOT EXISTS (
		SELECT 1
		FROM recipients x
		WHERE x.registration_id = g.id AND x.ended_by IS NULL)`

// proposedForDecision are all whom the council has proposed for a year's titles.
func proposedForDecision(tx *gorm.DB, day string, year int) ([]Awardee, error) {
	return council(tx, day, year, councilList+`
		ORDER BY g.id`, year, proposedOutcome)
}

// proposedForProposal are whom the council has proposed for one title, who are in no open proposal either.
func proposedForProposal(tx *gorm.DB, day string, year int, form string) ([]Awardee, error) {
	return council(tx, day, year, councilList+`
		AND g.title = ?
		AND NOT EXISTS (
			SELECT 1
			FROM proposal_lines l
			JOIN proposals p ON p.id = l.proposal_id
			WHERE l.registration_id = g.id AND p.state <> ?)
		ORDER BY g.id`, year, proposedOutcome, form, Decided)
}

// council reads lines and fills them as people and units stand today, with the names that forms have on a day.
// Nobody at all is a conflict.
func council(tx *gorm.DB, day string, year int, query string, args ...any) ([]Awardee, error) {
	var lines []councilLine
	if err := tx.Raw(query, args...).Scan(&lines).Error; err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, fault.Conflictf(
			"Không có ai được Hội đồng đề nghị cho năm %d mà chưa ở trong quyết định nào.", year)
	}
	c, err := InForce(tx, day)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	list := make([]Awardee, len(lines))
	for i, line := range lines {
		w := line.Awardee
		if names[w.Form] == "" { // all of a year have one campaign, and so one edition
			if names[w.Form], err = c.nameOf(tx, w.Form, line.Edition); err != nil {
				return nil, err
			}
		}
		w.FormName = names[w.Form]
		if err := fill(tx, &w); err != nil {
			return nil, err
		}
		list[i] = w
	}
	return list, nil
}
