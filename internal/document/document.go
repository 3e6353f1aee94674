// Package document keeps the registers of what comes in and goes out: numbers without gaps, routing that
// becomes tasks, drafts with their chain of approval, the office's own templates, the search.
package document

import (
	"context"
	"regexp"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// The directions of a document.
const (
	In  = "in"
	Out = "out"
)

// The states: an incoming one is registered → routed → settled; an outgoing one is drafted, goes
// through its chain (review), is approved by its signer and issued with its number.
const (
	Registered = "registered"
	Routed     = "routed"
	Settled    = "settled"
	Draft      = "draft"
	Review     = "review"
	Approved   = "approved"
	Issued     = "issued"
)

// StateNames name them.
var StateNames = map[string]string{Registered: "Đã vào sổ", Routed: "Đã chuyển xử lý", Settled: "Đã giải quyết", Draft: "Dự thảo", Review: "Đang xin ý kiến, ký", Approved: "Đã ký, chờ số", Issued: "Đã ban hành"}

// Document is a văn bản.
type Document struct {
	ID                            int64
	Direction, Register           string
	Year, Number                  int
	Symbol, Author, Kind, Subject string
	DatedOn, ArrivedOn, Due       string // 2006-01-02
	Signer, Addressees            string
	Copies                        int
	Note                          string
	Restricted                    bool
	State, SettledOn              string
	DrafterID                     int64
	Drafter                       string
	AnswersID, DecisionID         int64
	Version                       int64
	Answers                       string `gorm:"->"` // symbol of what it answers
	Routes, Open                  int    `gorm:"->"` // people it went to; tasks of it that are not closed
}

// Late reports whether an incoming document is past its day.
func (d Document) Late(today string) bool {
	return d.Direction == In && d.State != Settled && d.Due != "" && today > d.Due
}

// Service keeps documents.
type Service struct {
	Store *store.Store
	Clock clock.Clock
	Work  *work.Service
}

func (s *Service) today() string { return clock.Today(s.Clock) }

// errSecret refuses what must not be in the portal.
func errSecret(mark string) error {
	return fault.Invalidf("secrecy", "Văn bản có dấu «%s» không được đưa vào phần mềm này: đây là hệ thống cấp độ 2, không xử lý bí mật nhà nước. Hãy lập sổ riêng trên máy độc lập.", mark)
}

var spaces = regexp.MustCompile(`[ \t]+`)

// clean checks what every document has.
func (d *Document) clean(wrong fault.Fields, today string) {
	for field, v := range map[string]struct {
		value       *string
		least, most int
	}{"subject": {&d.Subject, 3, 1000}, "symbol": {&d.Symbol, 0, 100}, "author": {&d.Author, 0, 200}, "signer": {&d.Signer, 0, 120}, "note": {&d.Note, 0, 500}, "addressees": {&d.Addressees, 0, 1000}, "kind": {&d.Kind, 1, 60}} {
		*v.value = viet.Clean(*v.value)
		if n := len([]rune(*v.value)); n < v.least || n > v.most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", v.least, v.most)
		}
	}
	for field, value := range map[string]*string{"dated_on": &d.DatedOn, "arrived_on": &d.ArrivedOn, "due": &d.Due} {
		if *value == "" {
			continue
		}
		day, precision, ok := viet.ParseDate(*value)
		if !ok || precision != viet.Day {
			wrong.Refuse(field, "Không có ngày «%s»; ghi ngày/tháng/năm", *value)
		} else if field != "due" && day > today {
			wrong.Refuse(field, "Ngày chưa đến")
		}
		*value = day
	}
	if d.Copies < 0 || d.Copies > 100_000 {
		wrong.Refuse("copies", "Ghi một số từ %d đến %d", 0, 100_000)
	}
}

// secret refuses a document by the mark that was chosen, or that stands in what was typed.
func (d Document) secret(chosen string) error {
	if chosen != "" {
		return errSecret(chosen)
	}
	if mark, found := Secret(strings.Join([]string{d.Subject, d.Note, d.Symbol}, "\n")); found {
		return errSecret(mark)
	}
	return nil
}

// Register enters an incoming document into its book with the book's next number, without gaps: the
// number is drawn in the transaction that enters it; the file that comes along is kept with it or neither is.
func (s *Service) Register(ctx context.Context, a access.Actor, d Document, f Filing) (id int64, err error) {
	if _, err := a.Require(access.DocumentRegister); err != nil {
		return 0, err
	}
	if err := d.secret(f.Secrecy); err != nil {
		return 0, err
	}
	known, err := Shipped()
	if err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	if known.BookName(d.Register) == "" {
		wrong.Refuse("register", "Chọn sổ")
	}
	if d.ArrivedOn == "" {
		d.ArrivedOn = viet.ShowDate(s.today())
	}
	d.clean(wrong, s.today())
	if d.Author == "" {
		wrong.Refuse("author", "Ghi cơ quan ban hành")
	}
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	text, err := f.text()
	if err != nil {
		return 0, err
	}
	return id, s.Store.Write(ctx, func(tx *gorm.DB) error {
		if id, err = s.insertIncoming(tx, d); err != nil {
			return err
		}
		if err := s.event(tx, id, a, "register", ""); err != nil {
			return err
		}
		if err := s.fileIn(tx, a, id, f, text); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.register", Object: "documents", ObjectID: id, Detail: map[string]any{"register": d.Register, "symbol": d.Symbol}})
	})
}

func (s *Service) insertIncoming(tx *gorm.DB, d Document) (id int64, err error) {
	year := d.ArrivedOn[:4]
	err = tx.Raw(`INSERT INTO documents (direction, register, year, number, symbol, author, kind, subject, dated_on, arrived_on, due, signer, addressees, copies, note, restricted, state)
		VALUES ('in', ?, CAST(? AS BIGINT), (SELECT COALESCE(MAX(number), 0) + 1 FROM documents WHERE direction = 'in' AND register = ? AND year = CAST(? AS BIGINT)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'registered') RETURNING id`,
		d.Register, year, d.Register, year, d.Symbol, d.Author, d.Kind, d.Subject, d.DatedOn, d.ArrivedOn, d.Due, d.Signer, d.Addressees, d.Copies, d.Note, d.Restricted).Scan(&id).Error
	if err != nil {
		return 0, err
	}
	return id, index(tx, id, d, "")
}

// index puts a document into the search anew; body is the text of its files, kept where "".
func index(tx *gorm.DB, id int64, d Document, body string) error {
	head := viet.SearchKey(spaces.ReplaceAllString(d.Symbol+" "+d.Author+" "+d.Kind+" "+d.Subject, " "))
	if body == "" {
		if err := tx.Raw(`SELECT body FROM document_text WHERE docid = ?`, id).Scan(&body).Error; err != nil {
			return err
		}
	} else {
		body = viet.SearchKey(body)
	}
	if err := tx.Exec(`DELETE FROM document_text WHERE docid = ?`, id).Error; err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO document_text (docid, head, body) VALUES (?, ?, ?)`, id, head, body).Error
}

// Correct changes an incoming document's data; its number and book stay.
func (s *Service) Correct(ctx context.Context, a access.Actor, d Document, secrecy string) error {
	if _, err := a.Require(access.DocumentRegister); err != nil {
		return err
	}
	if err := d.secret(secrecy); err != nil {
		return err
	}
	wrong := fault.Fields{}
	d.clean(wrong, s.today())
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE documents SET symbol = ?, author = ?, kind = ?, subject = ?, dated_on = ?, due = ?, signer = ?, addressees = ?, copies = ?, note = ?, restricted = ?, version = version + 1 WHERE id = ? AND version = ? AND direction = 'in'`,
			d.Symbol, d.Author, d.Kind, d.Subject, d.DatedOn, d.Due, d.Signer, d.Addressees, d.Copies, d.Note, d.Restricted, d.ID, d.Version)); err != nil {
			return err
		}
		if err := index(tx, d.ID, d, ""); err != nil {
			return err
		}
		if err := s.event(tx, d.ID, a, "correct", ""); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.correct", Object: "documents", ObjectID: d.ID, Detail: map[string]any{"subject": d.Subject}})
	})
}

func (s *Service) event(tx *gorm.DB, id int64, a access.Actor, kind, text string) error {
	return tx.Exec(`INSERT INTO document_events (document_id, at, actor, kind, text) VALUES (?, ?, ?, ?, ?)`, id, s.Clock.Now().UnixMilli(), a.Name, kind, text).Error
}
