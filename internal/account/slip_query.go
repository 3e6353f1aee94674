package account

import "gorm.io/gorm"

// slipRow is somebody in a unit who has no account yet, with the main post.
type slipRow struct {
	PersonID, UnitID, Level int64
	Name, Post, Unit        string
	Heads                   bool
	Top                     bool // the post is of the body itself
}

// withoutAccount lists who in a unit and below has no account, as many as one call may serve.
func withoutAccount(db *gorm.DB, unitID int64) (rows []slipRow, err error) {
	return rows, db.Raw(`
		SELECT p.id AS person_id, p.name, po.title AS post, po.level, po.heads, u.id AS unit_id, u.name AS unit,
			u.parent_id IS NULL AS top
		FROM units t
		JOIN units u ON u.path >= t.path AND u.path < substr(t.path, 1, length(t.path) - 1) || '0'
		JOIN posts po ON po.unit_id = u.id AND po.main AND po.until IS NULL
		JOIN people p ON p.id = po.person_id
		WHERE t.id = ? AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)
		ORDER BY u.path, po.level, p.name_key
		LIMIT ?`, unitID, slipLimit).Scan(&rows).Error
}
