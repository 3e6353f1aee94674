package work

import (
	"congthidua/internal/org"
	"congthidua/internal/paper"

	"gorm.io/gorm"
)

// Called is somebody called to a weekly review: the unit's own people, and the heads of the units
// directly below it.
type Called struct {
	PersonID         int64
	Name, Post, Unit string
	Present          bool
	Why              string // of an absence
}

// called are those called to a review, with what is written of them; present until written otherwise.
// Once it is concluded they are those who were called then.
func called(db *gorm.DB, r Review) (list []Called, err error) {
	const columns = `SELECT p.id AS person_id, p.name, COALESCE(po.title, '') AS post, COALESCE(u.name, '') AS unit, COALESCE(a.present, TRUE) AS present, COALESCE(a.why, '') AS why
		FROM people p LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL LEFT JOIN units u ON u.id = po.unit_id `
	const order = ` ORDER BY u.path, po.level, p.name_key LIMIT 300`
	if r.State == ReviewClosed { // whoever has left since was called all the same
		return list, db.Raw(columns+`JOIN review_attendance a ON a.person_id = p.id WHERE a.review_id = ?`+order, r.ID).Scan(&list).Error
	}
	return list, db.Raw(columns+`LEFT JOIN review_attendance a ON a.person_id = p.id AND a.review_id = ?
		WHERE p.id IN (SELECT w.person_id FROM posts w WHERE w.unit_id IN (SELECT id FROM units WHERE id = ? OR parent_id = ?) AND w.main AND w.until IS NULL AND (w.unit_id = ? OR w.heads))`+order, r.ID, r.UnitID, r.UnitID, r.UnitID).Scan(&list).Error
}

// saveAttendance writes who came: everybody called but the absent.
func saveAttendance(tx *gorm.DB, r Review, absent map[int64]string) error {
	list, err := called(tx, r)
	if err != nil {
		return err
	}
	for _, c := range list {
		why, away := absent[c.PersonID]
		if err := tx.Exec(`INSERT INTO review_attendance (review_id, person_id, present, why) VALUES (?, ?, ?, ?)
			ON CONFLICT (review_id, person_id) DO UPDATE SET present = excluded.present, why = excluded.why`, r.ID, c.PersonID, !away, why).Error; err != nil {
			return err
		}
	}
	return nil
}

// Chair is who heads a unit and signs its papers; the top unit's are signed by the body's authority.
type Chair struct {
	Name, Post string
	Top        bool
}

func chairOf(db *gorm.DB, unit int64) (c Chair, err error) {
	return c, db.Raw(`SELECT p.name, po.title AS post, u.parent_id IS NULL AS top FROM posts po JOIN people p ON p.id = po.person_id JOIN units u ON u.id = po.unit_id WHERE po.unit_id = ? AND po.heads AND po.until IS NULL ORDER BY po.level, p.id LIMIT 1`, unit).Scan(&c).Error
}

// signer signs a paper of the chair's unit, by order (thừa lệnh) of the body's authority.
func (c Chair) signer(l org.Letterhead) paper.Signer {
	if c.Top || c.Name == "" {
		return paper.Signer{Title: l.Authority, Name: l.Signer}
	}
	return paper.Signer{Title: "T/L " + l.Authority + "\n" + paper.Upper(c.Post), Name: c.Name}
}

// Came counts who came of those called.
func (v Agenda) Came() (n int) {
	for _, c := range v.Called {
		if c.Present {
			n++
		}
	}
	return n
}
