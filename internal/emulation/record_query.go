package emulation

import (
	"fmt"

	"gorm.io/gorm"
)

// Conditions on a person's id, for the queries of several rooms.
const (
	// registeredIn are the persons who have registered in a unit; its arguments are the campaign, the unit and
	// Withdrawn.
	registeredIn = `IN (
		SELECT person_id
		FROM registrations
		WHERE campaign_id = ? AND unit_id = ? AND state <> ?)`
	// metTitle are the persons who meet a title; its arguments are the campaign, the title, Met and Withdrawn.
	metTitle = `IN (
		SELECT person_id
		FROM registrations
		WHERE campaign_id = ? AND title = ? AND verdict = ? AND state <> ?)`
	// ofUnit are the persons whose main post is in a unit; its argument is the unit.
	ofUnit = `IN (
		SELECT person_id
		FROM posts
		WHERE unit_id = ? AND main AND until IS NULL)`
	// exactly is one person.
	exactly = `= ?`
)

// disciplined is a decision of the year about a person.
type disciplined struct {
	PersonID                  int64
	Form, Decision, DecidedOn string
}

// disciplinesOf reads the decisions of a year about persons.
func disciplinesOf(db *gorm.DB, year int, persons string, args ...any) (rows []disciplined, err error) {
	days := []any{fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year)}
	err = db.Raw(`
		SELECT person_id, form, decision, decided_on
		FROM disciplines
		WHERE person_id `+persons+` AND decided_on BETWEEN ? AND ?
		ORDER BY decided_on`, append(append([]any{}, args...), days...)...).Scan(&rows).Error
	return rows, err
}

// standing is the state of a person's registration for a title.
type standing struct {
	PersonID int64
	Title    string
	State    State
}

// standingsOf reads the registrations of persons in a campaign.
func standingsOf(db *gorm.DB, campaign int64, persons string, args ...any) (rows []standing, err error) {
	err = db.Raw(`
		SELECT person_id, title, state
		FROM registrations
		WHERE campaign_id = ? AND state <> ? AND person_id `+persons,
		append([]any{campaign, Withdrawn}, args...)...).Scan(&rows).Error
	return rows, err
}

// named is a person with the name.
type named struct {
	ID   int64
	Name string
}

// membersOf reads the people of a unit in the order of their posts.
func membersOf(db *gorm.DB, unit int64) (rows []named, err error) {
	err = db.Raw(`
		SELECT pe.id, pe.name
		FROM people pe
		JOIN posts po ON po.person_id = pe.id AND po.main AND po.until IS NULL
		WHERE po.unit_id = ?
		ORDER BY po.level, pe.name_key`, unit).Scan(&rows).Error
	return rows, err
}

// namesOf reads who has registered, for the registrations named.
func namesOf(db *gorm.DB, ids []int64) (rows []Shift, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = db.Raw(`
		SELECT r.id, COALESCE(pe.name, u.name) AS name, u.name AS unit
		FROM registrations r
		JOIN units u ON u.id = r.unit_id
		LEFT JOIN people pe ON pe.id = r.person_id
		WHERE r.id IN ?`, ids).Scan(&rows).Error
	return rows, err
}
