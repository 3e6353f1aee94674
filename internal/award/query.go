package award

import (
	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// What lower rooms write about registrations and meetings.
const (
	proposedOutcome = "proposed" // registrations.outcome: the council proposes it
	closedMeeting   = "closed"   // meetings.state: its results stand
)

// whole widens a reach that covers the root of the body to everything: who belongs to no unit of the body lies
// within the whole body only.
func whole(db *gorm.DB, r access.Reach) (access.Reach, error) {
	all, err := org.WholeBody(db, r)
	r.All = all
	return r, err
}

// lineTable is a table of lines with the column that names what they are lines of.
type lineTable struct{ name, parent string }

var (
	recipientTable    = lineTable{"recipients", "decision_id"}
	proposalLineTable = lineTable{"proposal_lines", "proposal_id"}
)

// within is the condition that all lines of the record with the number id (a column of the query) lie within
// reach. Somebody with a post lies in the unit of the main post. Where there are no lines yet, the record is
// there for the whole body only.
func (t lineTable) within(r access.Reach, id string) (where string, args []any) {
	if r.All {
		return "TRUE", nil
	}
	inside, args := r.PathCondition("", "u.path")
	return `EXISTS (SELECT 1 FROM ` + t.name + ` l WHERE l.` + t.parent + ` = ` + id + `)
		AND NOT EXISTS (
			SELECT 1
			FROM ` + t.name + ` l
			LEFT JOIN posts po ON po.person_id = l.person_id AND po.main AND po.until IS NULL
			LEFT JOIN units u ON u.id = COALESCE(l.unit_id, po.unit_id)
			WHERE l.` + t.parent + ` = ` + id + `
			AND (u.path IS NULL OR NOT ` + inside + `))`, args
}

// touched is the query for the decisions that honour somebody within reach.
func touched(r access.Reach) (query string, args []any) {
	direct, args := r.Condition("r.person_id", "r.unit_id")
	through, more := r.Condition("", "po.unit_id")
	return `
		SELECT r.decision_id
		FROM recipients r
		WHERE ` + direct + `
		UNION
		SELECT r.decision_id
		FROM posts po
		JOIN recipients r ON r.person_id = po.person_id
		WHERE po.main AND po.until IS NULL AND ` + through, append(args, more...)
}

// now is how somebody stands today.
type now struct {
	Name, Post, Place string
	Level             int64
}

// standing reads name, post and place of a person or unit as they are today. Who has no post any more has a name.
func standing(db *gorm.DB, w Awardee) (n now, err error) {
	if w.UnitID != nil {
		return n, store.One(db.Raw(`
			SELECT u.name, '' AS post, COALESCE(a.name, '') AS place, u.position AS level
			FROM units u
			LEFT JOIN units a ON a.id = u.parent_id
			WHERE u.id = ?`, *w.UnitID), &n)
	}
	return n, store.One(db.Raw(`
		SELECT
			p.name,
			COALESCE(po.title, '') AS post,
			COALESCE(u.name, '') AS place,
			COALESCE(po.level, CAST(? AS BIGINT)) AS level
		FROM people p
		LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		LEFT JOIN units u ON u.id = po.unit_id
		WHERE p.id = ?`, lowest, w.Person()), &n)
}

// unitsNamed finds the units that a line means, by code or name.
func unitsNamed(db *gorm.DB, line string) (ids []int64, err error) {
	return ids, db.Table("units").
		Where("closed_on IS NULL AND (search_key = ? OR code <> '' AND code = ?)", viet.SearchKey(line), line).
		Pluck("id", &ids).Error
}

// unnamedLine is a line whose form has no name yet, with the edition of the catalogue of titles by which it was
// judged, 0 where the council has not dealt with it.
type unnamedLine struct {
	ID, Edition int64
	Form        string
}

func unnamed(db *gorm.DB, table string) (list []unnamedLine, err error) {
	return list, db.Raw(`
		SELECT l.id, l.form, COALESCE(ca.catalogue_id, 0) AS edition
		FROM ` + table + ` l
		LEFT JOIN registrations g ON g.id = l.registration_id
		LEFT JOIN campaigns ca ON ca.id = g.campaign_id
		WHERE l.form_name = ''`).Scan(&list).Error
}
