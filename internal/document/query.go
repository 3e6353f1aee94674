package document

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Filter is what of the documents is asked for; zero values do not narrow.
type Filter struct {
	Direction Direction
	Year      int
	Register  string
	State     State
	Late      bool   // incoming ones past their day
	Query     string // words in titles and texts
	Sort      string // number, date, due, author; otherwise the latest first
	Desc      bool
	Page      int // from 0
}

// PageSize is how many documents a page lists.
const PageSize = 50

// mostFound is among how many of the documents that have the words asked for the list is made.
const mostFound = 2000

// where is the condition of the filter on documents d, within what is seen.
func (f Filter) where(db *gorm.DB, see sight, today string) (w store.Where) {
	seen, args := see.list("d")
	w.And(seen, args...)
	w.AndIf(f.Direction != "", `d.direction = ?`, f.Direction)
	w.AndIf(f.Year != 0, `d.year = ?`, f.Year)
	w.AndIf(f.Register != "", `d.register = ?`, f.Register)
	w.AndIf(StateNames[f.State] != "", `d.state = ?`, f.State)
	w.AndIf(f.Late, `d.direction = ? AND d.state <> ? AND d.due <> '' AND d.due < ?`, In, Settled, today)
	if f.Query != "" {
		if words := wordsOf(f.Query); len(words) > 0 {
			found, values := store.Search(db, "document_text", words)
			// "+ 0" keeps SQLite from trying every document found with every document seen.
			w.And(`d.id + 0 IN (`+found+` LIMIT ?)`, append(values, mostFound)...)
		} else {
			w.And(`FALSE`) // nothing but marks was asked for
		}
	}
	return w
}

// orders are the orders of the list that somebody may ask for.
var orders = map[string]string{
	"number":      `d.register, d.number, d.id`,
	"number desc": `d.register, d.number DESC, d.id`,
	"date":        `COALESCE(NULLIF(d.arrived_on, ''), d.dated_on), d.id`,
	"date desc":   `COALESCE(NULLIF(d.arrived_on, ''), d.dated_on) DESC, d.id`,
	"due":         `d.due = '', d.due, d.id`,
	"due desc":    `d.due DESC, d.id`,
	"author":      `d.author, d.drafter, d.id`,
	"author desc": `d.author DESC, d.drafter DESC, d.id`,
}

// bookOrder is the order of a printed book.
const bookOrder = `d.register, d.number, d.id`

func (f Filter) order() string {
	key := f.Sort
	if f.Desc {
		key += " desc"
	}
	if asked, known := orders[key]; known {
		return asked
	}
	return `d.year DESC, d.id DESC`
}

// Row is a document as a list shows it.
type Row struct {
	Document
	AnsweredID *int64 // the document that it answers, nil where the actor does not see that one
	Answers    string // its symbol
	Open       int    // tasks of it that are not closed
}

// Documents lists a page of the documents that the actor sees, and says how many the filter has in all.
func (s *Service) Documents(ctx context.Context, a access.Actor, f Filter) (list []Row, total int, err error) {
	see, err := sightOf(a)
	if err != nil {
		return nil, 0, err
	}
	db := s.Store.Read(ctx)
	where := f.where(db, see, s.today())
	if total, err = count(db, where); err != nil {
		return nil, 0, err
	}
	list, err = rows(db, see, where, f.order(), PageSize, f.Page*PageSize)
	return list, total, err
}

// count joins nothing: the condition speaks of the documents alone.
func count(db *gorm.DB, where store.Where) (int, error) {
	return store.Count(db, `SELECT count(*) FROM documents d WHERE `+where.SQL(), where.Args...)
}

// rows reads documents d. Which ones is found first, so that what each line shows is looked up for these
// alone.
func rows(db *gorm.DB, see sight, where store.Where, order string, limit, offset int) (list []Row, err error) {
	answered, seen := see.one("q")
	values := append([]any{taskSource, taskEnds}, seen...)
	values = append(append(values, where.Args...), limit, offset)
	return list, db.Raw(`
		SELECT d.*, q.id AS answered_id, COALESCE(q.symbol, '') AS answers, (
			SELECT count(*)
			FROM tasks t
			WHERE t.source = ? AND t.source_id = d.id AND t.state NOT IN ?
		) AS open
		FROM documents d
		LEFT JOIN documents q ON q.id = d.answers_id AND `+answered+`
		WHERE d.id IN (
			SELECT d.id
			FROM documents d
			WHERE `+where.SQL()+`
			ORDER BY `+order+`
			LIMIT ? OFFSET ?
		)
		ORDER BY `+order, values...).Scan(&list).Error
}

// mostPrinted is how many lines a printed book has at most.
const mostPrinted = 20_000

// seesBooks refuses who does not see the registers as a whole.
func seesBooks(a access.Actor) (sight, error) {
	see, err := sightOf(a)
	if err == nil && !see.books() {
		err = fault.ErrForbidden
	}
	return see, err
}

// books reports whether the printed registers are seen.
func (s sight) books() bool { return s.keeps || s.view.All }

// BookSize returns how many lines the printed book of incoming documents has.
func (s *Service) BookSize(ctx context.Context, a access.Actor, f Filter) (int, error) {
	see, err := seesBooks(a)
	if err != nil {
		return 0, err
	}
	f.Direction = In
	db := s.Store.Read(ctx)
	where := f.where(db, see, s.today())
	n, err := count(db, where)
	if err == nil && n > mostPrinted {
		err = fault.Conflictf("Có %d văn bản, nhiều hơn %d: hãy chọn một sổ hoặc lọc bớt rồi in.", n, mostPrinted)
	}
	return n, err
}

// Book lists the incoming documents of a filter as they stand in the printed book.
func (s *Service) Book(ctx context.Context, a access.Actor, f Filter) (list []Row, err error) {
	see, err := seesBooks(a)
	if err != nil {
		return nil, err
	}
	f.Direction = In
	db := s.Store.Read(ctx)
	where := f.where(db, see, s.today())
	return rows(db, see, where, bookOrder, mostPrinted, 0)
}

// Entry is a line of the outgoing register, of a document or of a decision.
type Entry struct {
	Outgoing
	Addressees string
	Copies     int
	Note       string
}

// Outgoing lists the register of what went out in a year, of one kind or of all, decisions included. A
// restricted document stands in it only for who sees that document.
func (s *Service) Outgoing(ctx context.Context, a access.Actor, year int, register string) (list []Entry, err error) {
	see, err := seesBooks(a)
	if err != nil {
		return nil, err
	}
	seen, args := see.one("d")
	db := s.Store.Read(ctx)
	where := `o.year = ? AND (d.id IS NULL OR ` + seen + `)`
	args = append([]any{year}, args...)
	if register != "" {
		where, args = where+` AND o.register = ?`, append(args, register)
	}
	err = db.Raw(`
		SELECT o.*,
			COALESCE(d.addressees, '') AS addressees,
			COALESCE(d.copies, 1) AS copies,
			COALESCE(d.note, '') AS note
		FROM outgoing o
		LEFT JOIN documents d ON d.outgoing_id = o.id
		WHERE `+where+`
		ORDER BY o.register, o.number
		LIMIT ?`, append(args, mostPrinted+1)...).Scan(&list).Error
	if err == nil && len(list) > mostPrinted {
		err = fault.Conflictf("Có %d văn bản, nhiều hơn %d: hãy chọn một sổ hoặc lọc bớt rồi in.",
			len(list), mostPrinted)
	}
	return list, err
}
