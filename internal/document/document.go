package document

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// Service keeps documents.
type Service struct {
	Store *store.Store
	Clock clock.Clock
	Work  *work.Service

	editions catalogue.Cache[Catalogue]
}

func (s *Service) today() string { return clock.Today(s.Clock) }

// mostCopies is how many copies of a document there may be.
const mostCopies = 100_000

// clean checks what every document has.
func (d *Document) clean(wrong fault.Fields, today string) {
	wrong.Text("subject", &d.Subject, 3, 1000)
	wrong.Text("symbol", &d.Symbol, 0, 100)
	wrong.Text("author", &d.Author, 0, 200)
	wrong.Text("signer", &d.Signer, 0, 120)
	wrong.Text("note", &d.Note, 0, 500)
	wrong.Text("addressees", &d.Addressees, 0, 1000)
	wrong.Text("kind", &d.Kind, 1, 60)
	past(wrong, "dated_on", &d.DatedOn, today)
	past(wrong, "arrived_on", &d.ArrivedOn, today)
	wrong.OptionalDate("due", &d.Due)
	if d.Copies < 0 || d.Copies > mostCopies {
		wrong.Refuse("copies", "Ghi một số từ %d đến %d", 0, mostCopies)
	}
}

// past reads a day that must not lie ahead; "" stays.
func past(wrong fault.Fields, field string, value *string, today string) {
	wrong.OptionalDate(field, value)
	if _, refused := wrong[field]; !refused && *value > today {
		wrong.Refuse(field, "Ngày chưa đến")
	}
}

// insert writes a new document with its event and its words for the search.
func (s *Service) insert(tx *gorm.DB, a access.Actor, d *Document, kind EventKind) error {
	copies := d.Copies
	if err := tx.Create(d).Error; err != nil {
		return err
	}
	if copies == 0 { // Create writes a column's default in place of a zero
		d.Copies = 0
		if err := tx.Model(d).UpdateColumn("copies", 0).Error; err != nil {
			return err
		}
	}
	if err := tx.Create(&documentText{DocID: d.ID, Head: d.words()}).Error; err != nil {
		return err
	}
	return s.event(tx, a, d.ID, kind, "")
}

// event notes what happened to a document.
func (s *Service) event(tx *gorm.DB, a access.Actor, id int64, kind EventKind, text string) error {
	return event(tx, s.Clock, a, id, kind, text)
}

func event(tx *gorm.DB, c clock.Clock, a access.Actor, id int64, kind EventKind, text string) error {
	return tx.Create(&Event{DocumentID: id, At: c.Now().UnixMilli(), Actor: a.Name, Kind: kind, Text: text}).Error
}

// note writes a change of a document into the audit log.
func (s *Service) note(tx *gorm.DB, a access.Actor, id int64, kind EventKind, detail audit.Detail) error {
	return audit.Note(tx, s.Clock, a, "document."+string(kind), object, id, detail)
}

// title names a document as it is cited.
func (d Document) title() string {
	if d.Symbol != "" {
		return viet.Clip(d.Symbol+" "+d.Author, 300)
	}
	return viet.Clip(d.Subject, 300)
}

// Comment says something about a document to all who see it.
func (s *Service) Comment(ctx context.Context, a access.Actor, id int64, text string) error {
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	if a.PersonID == 0 {
		return fault.ErrForbidden
	}
	wrong := fault.Fields{}
	if wrong.Text("text", &text, 1, 2000); wrong.Err() != nil {
		return wrong.Err()
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := document(tx, see, id); err != nil {
			return err
		}
		if err := s.event(tx, a, id, EventComment, text); err != nil {
			return err
		}
		return s.note(tx, a, id, EventComment, nil)
	})
}
