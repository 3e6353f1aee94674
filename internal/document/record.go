package document

import (
	"congthidua/internal/store"
)

// Direction says whether a document came in or goes out.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// State is how far a document is; doc.go has the ways from one to another.
type State string

// The states.
const (
	Registered State = "registered"
	Routed     State = "routed"
	Settled    State = "settled"
	Draft      State = "draft"
	Review     State = "review"
	Approved   State = "approved"
	Issued     State = "issued"
)

// StateNames name the states.
var StateNames = map[State]string{
	Registered: "Đã vào sổ",
	Routed:     "Đã chuyển xử lý",
	Settled:    "Đã giải quyết",
	Draft:      "Dự thảo",
	Review:     "Đang xin ý kiến, ký",
	Approved:   "Đã ký, chờ số",
	Issued:     "Đã ban hành",
}

// States are the states of each direction in their order.
var States = map[Direction][]State{
	In:  {Registered, Routed, Settled},
	Out: {Draft, Review, Approved, Issued},
}

// kept are the states in which a document is in the registers, or about to be: it is no longer its
// drafter's and its chain's alone.
var kept = []State{Registered, Routed, Settled, Approved, Issued}

// EventKind says what happened to a document.
type EventKind string

// The kinds of events.
const (
	EventRegister EventKind = "register"
	EventCorrect  EventKind = "correct"
	EventRoute    EventKind = "route"
	EventSettle   EventKind = "settle"
	EventFile     EventKind = "file"
	EventDraft    EventKind = "draft"
	EventSubmit   EventKind = "submit"
	EventAgree    EventKind = "agree"
	EventReturn   EventKind = "return"
	EventSign     EventKind = "sign"
	EventIssue    EventKind = "issue"
	EventComment  EventKind = "comment"
	EventLink     EventKind = "link"
)

// EventNames name the kinds of events.
var EventNames = map[EventKind]string{
	EventRegister: "vào sổ",
	EventCorrect:  "sửa thông tin",
	EventRoute:    "chuyển",
	EventSettle:   "giải quyết xong",
	EventFile:     "đính kèm",
	EventDraft:    "soạn",
	EventSubmit:   "trình",
	EventAgree:    "đồng ý",
	EventReturn:   "trả lại",
	EventSign:     "ký",
	EventIssue:    "lấy số, ban hành",
	EventComment:  "ý kiến",
	EventLink:     "gắn với quyết định",
}

// Models are the records of this room, for the test that holds them against the schema. The full-text
// table is not among them: it has other columns on each engine.
var Models = []any{&Document{}, &Routing{}, &Step{}, &Event{}, &Outgoing{}, &Template{}}

// Document is a văn bản. Dates are written 2006-01-02, "" where there is none.
type Document struct {
	store.Record
	Direction  Direction `gorm:"index:documents_state,priority:1;index:documents_seen,priority:1"`
	Register   string    `gorm:"size:40;uniqueIndex:documents_incoming,where:direction = 'in'"` // the book, or the code of the kind
	Year       int       `gorm:"uniqueIndex:documents_incoming;index:documents_seen"`
	Number     int       `gorm:"uniqueIndex:documents_incoming"` // in its register and year, 0 while a draft has none
	Symbol     string    `gorm:"size:100"`                       // number and sign as they stand on the paper
	Author     string    `gorm:"size:200"`                       // the body that issued it
	Kind       string    `gorm:"size:60"`                        // in words: "Công văn"
	Subject    string    `gorm:"size:1000"`
	DatedOn    string    `gorm:"size:10"`
	ArrivedOn  string    `gorm:"size:10"`
	Due        string    `gorm:"size:10;index:documents_state"`
	Signer     string    `gorm:"size:120"`
	Addressees string    `gorm:"size:1000"`
	Copies     int       `gorm:"default:1"`
	Note       string    `gorm:"size:500"`
	Restricted bool      `gorm:"index:documents_seen"` // seen only by those to whom it was sent
	State      State     `gorm:"index:documents_state;index:documents_seen"`
	SettledOn  string    `gorm:"size:10"`
	UnitID     *int64    // of the drafter when the draft was begun
	DrafterID  *int64    `gorm:"index:documents_drafter"`
	Drafter    string    // the name, as it was
	AnswersID  *int64    `gorm:"index:documents_answers"`        // the document that it answers
	DecisionID *int64    `gorm:"index:documents_decision"`       // the decision that it is about; see Link
	OutgoingID *int64    `gorm:"uniqueIndex:documents_outgoing"` // its line in the register
}

// Late reports whether an incoming document is past its day and not settled.
func (d Document) Late(today string) bool {
	return d.Direction == In && d.State != Settled && d.Due != "" && today > d.Due
}

// draftOf reports whether the document is a draft that this person may change.
func (d Document) draftOf(person int64) bool {
	return d.Direction == Out && d.State == Draft && d.DrafterID != nil && *d.DrafterID == person
}

// sendable reports whether the document may be sent to people: it came in, or went out.
func (d Document) sendable() bool { return d.Direction == In || d.State == Issued }

// unsettled reports whether it came in and is not dealt with yet.
func (d Document) unsettled() bool { return d.Direction == In && d.State != Settled }

// Routing is a document sent to somebody: with a task, or to know.
type Routing struct {
	ID          int64  `gorm:"primaryKey"`
	DocumentID  int64  `gorm:"index:document_routes_document;index:document_routes_person,priority:2"`
	PersonID    int64  `gorm:"index:document_routes_person,priority:1;index:document_routes_unread,where:read_at IS NULL"`
	Instruction string `gorm:"size:1000"`
	TaskID      *int64 // nil: to know
	Actor       string // who sent it
	At          int64  // milliseconds
	ReadAt      *int64 // milliseconds, nil while it is unread
}

// TableName implements gorm's Tabler.
func (Routing) TableName() string { return "document_routes" }

// Step is a place in the chain of a draft. The chain is made when the draft is submitted and goes when it is
// returned.
type Step struct {
	DocumentID int64  `gorm:"primaryKey;autoIncrement:false"`
	Ordinal    int    `gorm:"primaryKey;autoIncrement:false"`
	PersonID   int64  `gorm:"index:document_steps_person"`
	Signs      bool   // the last one
	DoneOn     string `gorm:"size:10;index:document_steps_person"` // "" while it waits
}

// TableName implements gorm's Tabler.
func (Step) TableName() string { return "document_steps" }

// Event is something that happened to a document, or that somebody said about it.
type Event struct {
	ID         int64 `gorm:"primaryKey;index:document_events_document,priority:2"`
	DocumentID int64 `gorm:"index:document_events_document,priority:1"`
	At         int64 // milliseconds
	Actor      string
	Kind       EventKind
	Text       string `gorm:"size:2000"`
}

// TableName implements gorm's Tabler.
func (Event) TableName() string { return "document_events" }

// documentText is what the search looks through: texts without tone marks, head that of number, author,
// kind and subject, body that of the files. The table belongs to the engine's full-text search.
type documentText struct {
	DocID int64 `gorm:"column:docid;primaryKey;autoIncrement:false"`
	Head  string
	Body  string
}

// TableName implements gorm's Tabler.
func (documentText) TableName() string { return "document_text" }
