package org

import (
	"database/sql"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// load reads everybody once, in two streams, with only what the comparison needs: a roster may hold
// 200,000 rows, and each finds its person in memory. Both streams are scanned by hand (the row "import of" of
// `make bench`).
func (p *plan) load(db *gorm.DB, reach access.Reach) error {
	byID := map[int64]*held{}
	err := store.Each(db, func(rows *sql.Rows) error {
		h := &held{reached: reach.All}
		err := rows.Scan(&h.ID, &h.Version, &h.Code, &h.Name, &h.BirthDate, &h.BirthPrecision, &h.Gender, &h.Kind,
			&h.PartyDate, &h.Phone, &h.Email, &h.Note)
		byID[h.ID] = h
		key := personKey(h.Person)
		p.known[key] = append(p.known[key], h)
		if h.Code != "" {
			p.coded[h.Code] = h
		}
		return err
	}, `
		SELECT id, version, code, name, birth_date, birth_precision, gender, kind, party_date, phone, email, note
		FROM people`)
	if err != nil {
		return err
	}
	within, args := reach.Condition("person_id", "unit_id")
	return store.Each(db, func(rows *sql.Rows) error {
		var post Post
		var reached bool
		err := rows.Scan(&post.ID, &post.Version, &post.PersonID, &post.UnitID, &post.Title, &post.Main, &reached)
		if h := byID[post.PersonID]; h != nil {
			h.posts = append(h.posts, post)
			h.reached = h.reached || reached
		}
		return err
	}, `
		SELECT id, version, person_id, unit_id, title, main, `+within+`
		FROM posts
		WHERE until IS NULL`, args...)
}
