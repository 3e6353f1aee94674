package org

import (
	"congthidua/internal/intake"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// rosterWriter carries verdicts out within one transaction; new people go in batches.
type rosterWriter struct {
	tx                    *gorm.DB
	today                 string
	made                  map[int64]int64 // planned units to real ids
	batch                 []newcomer
	added, changed, units int
}

// newcomer is a new person who waits for the next batch.
type newcomer struct {
	entry  entry
	unitID int64
	held   *held // learns the person's number
}

// batchRows is how many people one INSERT carries, below SQLite's limit on variables.
const batchRows = 500

func (w *rosterWriter) start(tx *gorm.DB) {
	if w.tx == nil {
		w.tx, w.made = tx, map[int64]int64{}
	}
}

func (w *rosterWriter) write(p *plan, v verdict) error {
	unitID, err := w.unit(p, v)
	if err != nil {
		return err
	}
	if v.action == intake.Add {
		w.added++
		w.batch = append(w.batch, newcomer{v.entry, unitID, v.made})
		if len(w.batch) == batchRows {
			return w.flush()
		}
		return nil
	}
	w.changed++
	// Whom the row speaks of may still wait in the batch, where an earlier row of the file is new too.
	if err := w.flush(); err != nil {
		return err
	}
	if v.newPost {
		post := newPost(v.target.ID, unitID, v.entry.title)
		return w.tx.Create(&post).Error
	}
	if err := w.change(v.target, v.entry.person); err != nil {
		return err
	}
	return w.post(v.target.ID, unitID, v.entry.title)
}

// unit returns the real id of the verdict's unit, making the unit where it was only planned.
func (w *rosterWriter) unit(p *plan, v verdict) (int64, error) {
	if v.unitID > 0 {
		return v.unitID, nil
	}
	if id, ok := w.made[v.unitID]; ok {
		return id, nil
	}
	w.units++
	u := Unit{ParentID: &p.parent.ID, Name: v.entry.unit, Kind: Department}
	err := insertUnit(w.tx, &u, p.parent.Path)
	w.made[v.unitID] = u.ID
	return u.ID, err
}

// flush writes the people who wait, with their main posts and absences.
func (w *rosterWriter) flush() error {
	people := make([]Person, len(w.batch))
	for i, n := range w.batch {
		people[i] = n.entry.person
	}
	if len(people) == 0 {
		return nil
	}
	if err := w.tx.Create(&people).Error; err != nil {
		return err
	}
	var posts []Post
	var absences []Absence
	for i, n := range w.batch {
		n.held.ID, n.held.Version = people[i].ID, people[i].Version
		post := newPost(people[i].ID, n.unitID, n.entry.title)
		post.Main = true
		posts = append(posts, post)
		if n.entry.absence != nil {
			absence := *n.entry.absence
			absence.PersonID = people[i].ID
			absences = append(absences, absence)
		}
	}
	w.batch = w.batch[:0]
	if err := w.tx.Create(&posts).Error; err != nil || len(absences) == 0 {
		return err
	}
	return w.tx.Create(&absences).Error
}

// change updates a person from a row; an empty cell leaves what is there.
func (w *rosterWriter) change(h *held, said Person) error {
	change := store.Change{"kind": said.Kind}
	for column, text := range map[string]string{
		"code":   said.Code,
		"gender": string(said.Gender),
		"phone":  said.Phone,
		"email":  said.Email,
		"note":   said.Note,
	} {
		if text != "" {
			change[column] = text
		}
	}
	if said.BirthDate != nil && !lessPrecise(said, h.Person) {
		change["birth_date"], change["birth_precision"] = said.BirthDate, said.BirthPrecision
	}
	if said.PartyDate != nil {
		change["party_date"] = said.PartyDate
	}
	return store.Update(w.tx, &h.Person, h.Version, change)
}

// lessPrecise reports whether the row knows only the year of a birth of which the day is known.
func lessPrecise(said, known Person) bool {
	return said.BirthPrecision == viet.Year && known.BirthPrecision == viet.Day
}

// post gives the present post in the unit the row's title; where there is none, the person has moved.
func (w *rosterWriter) post(personID, unitID int64, title string) error {
	next := newPost(personID, unitID, title)
	here := w.tx.Model(&Post{}).Where("person_id = ? AND unit_id = ? AND until IS NULL", personID, unitID).
		UpdateColumns(map[string]any{
			"title":   next.Title,
			"level":   next.Level,
			"heads":   next.Heads,
			"manager": next.Manager,
			"version": gorm.Expr("version + 1"),
		})
	if here.Error != nil || here.RowsAffected > 0 {
		return here.Error
	}
	main, err := mainPost(w.tx, personID)
	if err == nil {
		err = store.Update(w.tx, &main, main.Version, store.Change{"until": w.today})
	}
	if err != nil && !notFound(err) {
		return err
	}
	next.Main = true
	return w.tx.Create(&next).Error
}
