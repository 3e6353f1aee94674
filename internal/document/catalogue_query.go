package document

import (
	"context"
	"errors"
	"fmt"

	"congthidua/internal/catalogue"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// shelved is how many documents stand in one book, or are of one kind.
type shelved struct {
	Direction Direction
	Register  string // of incoming documents the book's code, of outgoing ones the kind's
	N         int
}

// name is how a catalogue calls what the documents stand in, "" where it does not have it.
func (k shelved) name(c *Catalogue) string {
	if k.Direction == In {
		return c.BookName(k.Register)
	}
	return c.KindName(k.Register)
}

// tryCatalogue says which documents stand in a book, or are of a kind, that an edition names otherwise than
// the edition in force today, or no longer has.
func tryCatalogue(_ context.Context, db *gorm.DB, e catalogue.Edition, today string) (t catalogue.Trial, err error) {
	other, err := parseCatalogue(e.Body)
	if err != nil {
		return t, err
	}
	now := &Catalogue{}
	own, err := catalogue.Latest(db, e.Kind, today)
	if err == nil {
		now, err = parseCatalogue(own.Body)
	}
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return t, err
	}
	var rows []shelved
	err = db.Raw(`
		SELECT direction, register, count(*) AS n
		FROM documents
		WHERE register <> ''
		GROUP BY direction, register
		ORDER BY direction, register`).Scan(&rows).Error
	for _, k := range rows {
		t.Add("", fmt.Sprintf("%d văn bản: %s", k.N, k.Register), k.name(now), k.name(other))
	}
	return t, err
}
