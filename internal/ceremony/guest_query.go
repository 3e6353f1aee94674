package ceremony

import (
	"congthidua/internal/access"

	"gorm.io/gorm"
)

// newcomer is a recipient who is not among the guests yet.
type newcomer struct {
	ID                       int64
	Name, Post, Place, Email string
}

// uninvited are the recipients of a ceremony who are not among its guests.
func uninvited(db *gorm.DB, id int64) (list []newcomer, err error) {
	return list, db.Raw(`
		SELECT r.id, r.name, r.post, r.place, COALESCE(p.email, '') AS email
		FROM recipients r
		JOIN ceremony_decisions d ON d.decision_id = r.decision_id
		LEFT JOIN people p ON p.id = r.person_id
		WHERE d.ceremony_id = ?
			AND NOT EXISTS (
				SELECT 1
				FROM ceremony_guests g
				WHERE g.ceremony_id = d.ceremony_id AND g.recipient_id = r.id)
		ORDER BY r.id`, id).Scan(&list).Error
}

// lastNote is the token of the last note of a guest g by its time, other than the one with a token.
const lastNote = `(
	SELECT l.token
	FROM ceremony_checkins l
	WHERE l.ceremony_id = g.ceremony_id AND l.guest_id = g.id AND l.token <> ?
	ORDER BY l.at DESC, l.token DESC
	LIMIT 1)`

// guests reads the guests of a ceremony with who has come, by the order of the alphabet: all, or those who
// are recipients within reach.
func guests(db *gorm.DB, reach access.Reach, id int64) (list []Guest, err error) {
	within, args := reached(reach, "g.recipient_id")
	return list, db.Raw(`
		SELECT g.id, g.version, g.name, g.name_key, g.post, g.email, g.code,
			COALESCE(g.recipient_id, 0) AS recipient_id,
			COALESCE(g.mailed_at, 0) AS mailed_at,
			COALESCE(c.present, FALSE) AS present,
			COALESCE(c.at, 0) AS at,
			COALESCE(c.desk, '') AS desk,
			COALESCE(c.representative, '') AS representative,
			COALESCE(x.away AND x.representative = '', FALSE) AS taken_out,
			st.recipient_id IS NOT NULL AS had
		FROM ceremony_guests g
		LEFT JOIN ceremony_checkins c ON c.token = `+lastNote+`
		LEFT JOIN recipients r ON r.id = g.recipient_id
		LEFT JOIN ceremony_absences x ON x.ceremony_id = g.ceremony_id AND x.recipient_id = g.recipient_id
		LEFT JOIN ceremony_stands st ON st.ceremony_id = g.ceremony_id AND st.recipient_id = g.recipient_id
		WHERE g.ceremony_id = ?
			AND (r.id IS NULL OR r.ended_by IS NULL OR st.recipient_id IS NOT NULL)
			AND `+within+`
		ORDER BY g.name_key, g.id
		LIMIT 5000`, append([]any{"", id}, args...)...).Scan(&list).Error
}

// noted is a guest with the last note before another one.
type noted struct {
	ID, RecipientID int64
	Present         bool
	At              int64 // milliseconds
	Desk            string
}

// notedBefore finds the guest of a note and what was noted of them by others; ID is 0 where there is no
// such guest.
func notedBefore(db *gorm.DB, id int64, n Note) (before noted, err error) {
	column, value := n.whichGuest()
	query := `
		SELECT g.id,
			COALESCE(g.recipient_id, 0) AS recipient_id,
			COALESCE(c.at, 0) AS at,
			COALESCE(c.present, FALSE) AS present,
			COALESCE(c.desk, '') AS desk
		FROM ceremony_guests g
		LEFT JOIN ceremony_checkins c ON c.token = ` + lastNote + `
		WHERE g.ceremony_id = ? AND ` + column + ` = ?`
	return before, db.Raw(query, n.Token, id, value).Scan(&before).Error
}
