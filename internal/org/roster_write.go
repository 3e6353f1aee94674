package org

import (
	"fmt"

	"congthidua/internal/intake"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// rosterWriter carries verdicts out within one transaction; new people go in batches.
type rosterWriter struct {
	tx                      *gorm.DB
	today                   string
	nextPerson, nextUnit    int64
	made                    map[int64]int64 // planned units to real ids
	people, posts, absences []any
	batched, absent         int
	added, changed, units   int
}

// batchRows is how many people one INSERT carries, below SQLite's limit on variables.
const batchRows = 500

// start reserves ids behind the highest, once: the writer is alone in its transaction.
func (w *rosterWriter) start(tx *gorm.DB) error {
	if w.tx != nil {
		return nil
	}
	w.tx = tx
	w.made = map[int64]int64{}
	if err := w.tx.Raw(`SELECT COALESCE(MAX(id), 0) FROM people`).Scan(&w.nextPerson).Error; err != nil {
		return err
	}
	return w.tx.Raw(`SELECT COALESCE(MAX(id), 0) FROM units`).Scan(&w.nextUnit).Error
}

func (w *rosterWriter) write(p *plan, v verdict) error {
	unitID, err := w.unit(p, v)
	if err != nil {
		return err
	}
	switch {
	case v.action == intake.Add:
		return w.add(v.entry, unitID, p)
	case v.newPost:
		w.changed++
		// The holder may still wait in the batch when both rows are new.
		if err := w.flush(); err != nil {
			return err
		}
		return w.insertPost(v.target.ID, unitID, v.entry.title, false)
	}
	w.changed++
	return w.change(v, unitID)
}

// unit returns the real id of the verdict's unit, making the unit where it was only planned.
func (w *rosterWriter) unit(p *plan, v verdict) (int64, error) {
	if v.unitID > 0 {
		return v.unitID, nil
	}
	if id, ok := w.made[v.unitID]; ok {
		return id, nil
	}
	w.nextUnit++
	w.units++
	id := w.nextUnit
	w.made[v.unitID] = id
	return id, w.tx.Exec(`INSERT INTO units (id, parent_id, path, name, search_key, kind, position) VALUES (?, ?, ?, ?, ?, 'department', ?)`,
		id, p.parent.ID, fmt.Sprintf("%s%d/", p.parent.Path, id), v.entry.unit, viet.SearchKey(v.entry.unit), id).Error
}

func (w *rosterWriter) add(e entry, unitID int64, p *plan) error {
	w.nextPerson++
	w.added++
	q := e.person
	for _, h := range p.known[personKey(q)] {
		if h.ID == 0 && h.Name == q.Name {
			h.ID = w.nextPerson
		}
	}
	w.people = append(w.people, w.nextPerson, q.Code, q.Name, q.NameKey, q.SearchKey, q.BirthDate, q.BirthPrecision, q.Gender, q.Kind, q.PartyDate, q.Phone, q.Email, q.Note)
	level, heads, manager := RankOf(e.title)
	w.posts = append(w.posts, w.nextPerson, unitID, e.title, level, heads, manager, true)
	if e.absence != nil {
		w.absences = append(w.absences, w.nextPerson, e.absence.Kind, e.absence.Since, e.absence.Until, e.absence.Note)
		w.absent++
	}
	if w.batched++; w.batched == batchRows {
		return w.flush()
	}
	return nil
}

func (w *rosterWriter) flush() error {
	if w.batched == 0 {
		return nil
	}
	err := w.tx.Exec(`INSERT INTO people (id, code, name, name_key, search_key, birth_date, birth_precision, gender, kind, party_date, phone, email, note) VALUES `+store.Placeholders(w.batched, 13), w.people...).Error
	if err == nil {
		err = w.tx.Exec(`INSERT INTO posts (person_id, unit_id, title, level, heads, manager, main) VALUES `+store.Placeholders(w.batched, 7), w.posts...).Error
	}
	if err == nil && w.absent > 0 {
		err = w.tx.Exec(`INSERT INTO absences (person_id, kind, since, until, note) VALUES `+store.Placeholders(w.absent, 5), w.absences...).Error
	}
	w.people, w.posts, w.absences, w.batched, w.absent = w.people[:0], w.posts[:0], w.absences[:0], 0, 0
	return err
}

func (w *rosterWriter) insertPost(personID, unitID int64, title string, main bool) error {
	level, heads, manager := RankOf(title)
	return w.tx.Exec(`INSERT INTO posts (person_id, unit_id, title, level, heads, manager, main) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		personID, unitID, title, level, heads, manager, main).Error
}

// change updates a person from a row; an empty cell leaves what is there.
func (w *rosterWriter) change(v verdict, unitID int64) error {
	q := v.entry.person
	if q.BirthPrecision == string(viet.Year) && v.target.BirthPrecision == string(viet.Day) {
		q.BirthDate, q.BirthPrecision = nil, "" // the year alone says less than what is there
	}
	err := w.tx.Exec(`UPDATE people SET code = CASE WHEN ? <> '' THEN ? ELSE code END, birth_date = COALESCE(?, birth_date), birth_precision = CASE WHEN ? <> '' THEN ? ELSE birth_precision END,
			gender = CASE WHEN ? <> '' THEN ? ELSE gender END, kind = ?, party_date = COALESCE(?, party_date),
			phone = CASE WHEN ? <> '' THEN ? ELSE phone END, email = CASE WHEN ? <> '' THEN ? ELSE email END, note = CASE WHEN ? <> '' THEN ? ELSE note END, version = version + 1
		WHERE id = ?`, q.Code, q.Code, q.BirthDate, q.BirthPrecision, q.BirthPrecision, q.Gender, q.Gender, q.Kind, q.PartyDate, q.Phone, q.Phone, q.Email, q.Email, q.Note, q.Note, v.target.ID).Error
	if err != nil {
		return err
	}
	level, heads, manager := RankOf(v.entry.title)
	result := w.tx.Exec(`UPDATE posts SET title = ?, level = ?, heads = ?, manager = ? WHERE person_id = ? AND unit_id = ? AND until IS NULL`, v.entry.title, level, heads, manager, v.target.ID, unitID)
	if result.Error != nil || result.RowsAffected > 0 {
		return result.Error
	}
	if err := w.tx.Exec(`UPDATE posts SET until = ? WHERE person_id = ? AND main AND until IS NULL`, w.today, v.target.ID).Error; err != nil {
		return err
	}
	return w.insertPost(v.target.ID, unitID, v.entry.title, true)
}
