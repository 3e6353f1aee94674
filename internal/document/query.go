package document

import (
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// within keeps a query of documents d to what the actor may see: everything in the registers that is
// not restricted for those who keep or direct them, else what went to the actor or passes the actor's
// desk. A draft is its chain's until it is issued.
func within(a access.Actor) (where string, args []any) {
	mine := `d.drafter_id = ? OR EXISTS (SELECT 1 FROM document_routes r WHERE r.document_id = d.id AND r.person_id = ?) OR EXISTS (SELECT 1 FROM document_steps x WHERE x.document_id = d.id AND x.person_id = ? AND d.state <> 'draft')
		OR EXISTS (SELECT 1 FROM tasks t WHERE t.source = 'document' AND t.source_id = d.id AND (t.lead_id = ? OR t.checker_id = ?))`
	args = []any{a.PersonID, a.PersonID, a.PersonID, a.PersonID, a.PersonID}
	if a.PersonID == 0 {
		mine, args = `FALSE`, nil
	}
	reach := a.Reach(access.DocumentView)
	switch {
	case a.May(access.DocumentRegister):
		return `(d.state NOT IN ('draft', 'review') OR ` + mine + `)`, args
	case reach.All:
		return `((NOT d.restricted AND d.state NOT IN ('draft', 'review')) OR ` + mine + `)`, args
	case len(reach.Paths) > 0: // also what went to the own unit
		unit, units := reach.PathCondition("", "u.path")
		return `(` + mine + ` OR NOT d.restricted AND d.state NOT IN ('draft', 'review') AND EXISTS (SELECT 1 FROM document_routes r JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE r.document_id = d.id AND ` + unit + `))`, append(args, units...)
	}
	return `(` + mine + `)`, args
}

const columns = `d.*, COALESCE(d.drafter_id, 0) AS drafter_id, COALESCE(d.answers_id, 0) AS answers_id, COALESCE(d.decision_id, 0) AS decision_id, COALESCE(q.symbol, '') AS answers,
	(SELECT count(*) FROM document_routes r WHERE r.document_id = d.id) AS routes, (SELECT count(*) FROM tasks t WHERE t.source = 'document' AND t.source_id = d.id AND t.state NOT IN ('closed', 'cancelled')) AS open`

func document(db *gorm.DB, a access.Actor, id int64) (d Document, err error) {
	where, args := within(a)
	err = db.Raw(`SELECT `+columns+` FROM documents d LEFT JOIN documents q ON q.id = d.answers_id WHERE d.id = ? AND `+where, append([]any{id}, args...)...).Scan(&d).Error
	if err == nil && d.ID == 0 {
		err = fault.ErrNotFound
	}
	return d, err
}

// Filter is what of the documents is asked for.
type Filter struct {
	Direction string
	Year      int
	Register  string
	State     string
	Late      bool
	Query     string
	Sort      string // number, date, due, author
	Desc      bool
	Page      int // from 0
	All       bool
}

// PageSize is how many documents a page lists.
const PageSize = 50

func (f Filter) where(db *gorm.DB, a access.Actor, today string) (string, []any) {
	where, args := within(a)
	parts := []string{where}
	add := func(sql string, values ...any) { parts, args = append(parts, sql), append(args, values...) }
	if f.Direction != "" {
		add(`d.direction = ?`, f.Direction)
	}
	if f.Year != 0 {
		add(`d.year = ?`, f.Year)
	}
	if f.Register != "" {
		add(`d.register = ?`, f.Register)
	}
	if StateNames[f.State] != "" {
		add(`d.state = ?`, f.State)
	}
	if f.Late {
		add(`d.direction = 'in' AND d.state <> 'settled' AND d.due <> '' AND d.due < ?`, today)
	}
	if words := wordsOf(f.Query); len(words) > 0 {
		found, args := store.Search(db, "document_text", words)
		add(`d.id IN (`+found+` LIMIT 2000)`, args...)
	}
	return strings.Join(parts, " AND "), args
}

// wordsOf are what the search looks for: every word of a text, its last as the beginning of one. Marks
// of the search's own language are taken as spaces.
func wordsOf(query string) []string {
	key := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return ' '
	}, viet.SearchKey(query))
	words := strings.Fields(key)
	if len(words) > 12 {
		return nil
	}
	return words
}

// documentOrders are the orders of the list that somebody may ask for.
var documentOrders = map[string]string{
	"number": "d.register, d.number, d.id", "date": "COALESCE(NULLIF(d.arrived_on, ''), d.dated_on), d.id", "due": "d.due = '', d.due, d.id", "author": "d.author, d.drafter, d.id",
	"number desc": "d.register, d.number DESC, d.id", "date desc": "COALESCE(NULLIF(d.arrived_on, ''), d.dated_on) DESC, d.id", "due desc": "d.due DESC, d.id", "author desc": "d.author DESC, d.drafter DESC, d.id",
}

// Documents lists documents, the latest number first unless the filter asks for another order.
func (s *Service) Documents(ctx context.Context, a access.Actor, f Filter) (list []Document, total int, err error) {
	if _, err := a.Require(access.DocumentView); err != nil {
		return nil, 0, err
	}
	where, args := f.where(s.Store.Read(ctx), a, s.today())
	db := s.Store.Read(ctx)
	if total, err = store.Count(db, `SELECT count(*) FROM documents d WHERE `+where, args...); err != nil {
		return nil, 0, err
	}
	limit, order := PageSize, `d.year DESC, d.id DESC`
	key := f.Sort
	if f.Desc {
		key += " desc"
	}
	if asked, known := documentOrders[key]; known {
		order = asked
	}
	if f.All {
		limit, order, f.Page = 20_000, `d.register, d.number, d.id`, 0
	}
	return list, total, db.Raw(`SELECT `+columns+` FROM documents d LEFT JOIN documents q ON q.id = d.answers_id WHERE `+where+` ORDER BY `+order+` LIMIT ? OFFSET ?`, append(args, limit, f.Page*limit)...).Scan(&list).Error
}

// Routing is one of those to whom a document went.
type Routing struct {
	ID, PersonID, TaskID   int64
	Name, Instruction      string
	Actor                  string
	At, ReadAt             int64 // milliseconds, ReadAt 0 while unread
	TaskState, Due, DoneOn string
}

// Event is something that happened to a document.
type Event struct {
	At                int64
	Actor, Kind, Text string
}

// EventNames name the kinds of events.
var EventNames = map[string]string{"register": "vào sổ", "correct": "sửa thông tin", "route": "chuyển", "settle": "giải quyết xong", "file": "đính kèm", "draft": "soạn", "submit": "trình", "agree": "đồng ý", "return": "trả lại", "sign": "ký", "issue": "lấy số, ban hành", "comment": "ý kiến", "link": "gắn với quyết định"}

// Step is a place in a draft's chain.
type Step struct {
	Ordinal  int
	PersonID int64
	Name     string
	Signs    bool
	DoneOn   string
}

// Page is what a document's page needs.
type Page struct {
	Document
	Routing []Routing
	Events  []Event
	Steps   []Step
	Linked  []Document // that answer it
}

// Now is the step whose turn it is, nil where there is none.
func (p Page) Now() *Step {
	if p.State != Review {
		return nil
	}
	for i := range p.Steps {
		if p.Steps[i].DoneOn == "" {
			return &p.Steps[i]
		}
	}
	return nil
}

// Keeps reports whether a file is a version of a draft that was submitted: somebody has looked at it.
func (p Page) Keeps(f attachment.File) bool {
	return slices.ContainsFunc(p.Events, func(e Event) bool { return e.Kind == "submit" && e.At >= f.At })
}

// Document reads one, and notes that who it was sent to has read it.
func (s *Service) Document(ctx context.Context, a access.Actor, id int64) (p Page, err error) {
	if _, err := a.Require(access.DocumentView); err != nil {
		return p, err
	}
	db := s.Store.Read(ctx)
	if p.Document, err = document(db, a, id); err != nil {
		return p, err
	}
	if err := db.Raw(`SELECT r.id, r.person_id, COALESCE(r.task_id, 0) AS task_id, p.name, r.instruction, r.actor, r.at, COALESCE(r.read_at, 0) AS read_at, COALESCE(t.state, '') AS task_state, COALESCE(t.due, '') AS due, COALESCE(t.done_on, '') AS done_on
		FROM document_routes r JOIN people p ON p.id = r.person_id LEFT JOIN tasks t ON t.id = r.task_id WHERE r.document_id = ? ORDER BY r.id`, id).Scan(&p.Routing).Error; err != nil {
		return p, err
	}
	if err := db.Raw(`SELECT at, actor, kind, text FROM document_events WHERE document_id = ? ORDER BY id`, id).Scan(&p.Events).Error; err != nil {
		return p, err
	}
	if err := db.Raw(`SELECT x.ordinal, x.person_id, p.name, x.signs, x.done_on FROM document_steps x JOIN people p ON p.id = x.person_id WHERE x.document_id = ? ORDER BY x.ordinal`, id).Scan(&p.Steps).Error; err != nil {
		return p, err
	}
	where, args := within(a)
	if err := db.Raw(`SELECT `+columns+` FROM documents d LEFT JOIN documents q ON q.id = d.answers_id WHERE d.answers_id = ? AND `+where+` ORDER BY d.id`, append([]any{id}, args...)...).Scan(&p.Linked).Error; err != nil {
		return p, err
	}
	return p, s.read(ctx, a, p)
}

func (s *Service) read(ctx context.Context, a access.Actor, p Page) error {
	for _, r := range p.Routing {
		if r.PersonID == a.PersonID && r.ReadAt == 0 {
			return s.Store.Write(ctx, func(tx *gorm.DB) error {
				return tx.Exec(`UPDATE document_routes SET read_at = ? WHERE document_id = ? AND person_id = ? AND read_at IS NULL`, s.Clock.Now().UnixMilli(), p.ID, a.PersonID).Error
			})
		}
	}
	return nil
}
