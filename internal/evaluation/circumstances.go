package evaluation

import (
	"database/sql"

	"congthidua/internal/store"

	"gorm.io/gorm"
)

// circumstancesOf collects what can force the grade of one card.
func circumstancesOf(db *gorm.DB, c Scorecard) (Circumstances, error) {
	known, err := disciplined(db, c.Year, c.Month, c.PersonID)
	about := known[c.PersonID]
	about.Manager, about.Kind = c.Manager, c.Kind
	return about, err
}

// disciplined reads discipline and conclusions of the year up to the end of the month, of one
// person or, with 0, of all; who is not in it has none.
func disciplined(db *gorm.DB, year, month int, person int64) (map[int64]Circumstances, error) {
	known := map[int64]Circumstances{}
	where, args := "", []any{firstDay(year, 1), lastDay(year, month)}
	if person != 0 {
		where, args = ` AND person_id = `+store.ID, append(args, person)
	}
	err := store.Each(db, func(rows *sql.Rows) error {
		var id int64
		var form, decision, decidedOn string
		var onDuty bool
		if err := rows.Scan(&id, &form, &decision, &decidedOn, &onDuty); err != nil {
			return err
		}
		about := known[id]
		about.take(form, disciplineText(form, decision, decidedOn), onDuty)
		known[id] = about
		return nil
	}, `SELECT person_id, form, decision, decided_on, on_duty FROM disciplines WHERE decided_on >= ? AND decided_on <= ?`+where+` ORDER BY decided_on`, args...)
	return known, err
}

// take notes one disciplinary decision or conclusion; the first one that counts is named.
func (about *Circumstances) take(form, text string, onDuty bool) {
	switch form {
	case "degradation":
		about.Degraded = true
	case "corruption":
		about.Corruption = true
	default:
		if !onDuty {
			return
		}
		about.Disciplined = true
	}
	if about.Discipline == "" {
		about.Discipline = text
	}
}
