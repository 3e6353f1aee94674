package document

import (
	"context"
	"strconv"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/todo"
)

// The kinds of entries in "my work".
const (
	todoTurn  = "document.turn"  // drafts whose turn it is
	todoRead  = "document.read"  // what was sent and not read
	todoIssue = "document.issue" // what waits for its number
	todoRoute = "document.route" // what came in and went to nobody
)

// waiting is a kind of documents that wait for somebody: how many, the number and the subject of the first,
// the earliest day.
type waiting struct {
	Kind    string
	N       int
	ID      int64
	Due     string
	Subject string
}

// waits is a part of the query for what waits.
type waits struct {
	from string // behind FROM documents d
	args []any
}

// Todo implements todo.Source: the drafts whose turn is the actor's, what was sent to them and not read,
// what waits for its number, what came in and was sent to nobody.
func (s *Service) Todo(ctx context.Context, a access.Actor) (list []todo.Entry, err error) {
	parts := map[string]waits{}
	if a.PersonID != 0 && a.May(access.DocumentView) {
		parts[todoTurn] = waits{`
			JOIN document_steps x ON x.document_id = d.id AND x.person_id = ? AND x.done_on = ''
			WHERE d.state = ? AND NOT EXISTS (
				SELECT 1
				FROM document_steps e
				WHERE e.document_id = d.id AND e.ordinal < x.ordinal AND e.done_on = ''
			)`, []any{a.PersonID, Review}}
		parts[todoRead] = waits{`
			WHERE d.id IN (
				SELECT document_id
				FROM document_routes
				WHERE person_id = ? AND read_at IS NULL
			)`, []any{a.PersonID}}
	}
	if a.Reach(access.DocumentRegister).All {
		parts[todoIssue] = waits{`WHERE d.direction = ? AND d.state = ?`, []any{Out, Approved}}
	}
	db := s.Store.Read(ctx)
	if reach := a.Reach(access.DocumentDirect); !reach.None() {
		whole, err := org.WholeBody(db, reach)
		if err != nil {
			return nil, err
		}
		if whole {
			parts[todoRoute] = waits{
				`WHERE d.direction = ? AND d.state = ? AND NOT d.restricted`,
				[]any{In, Registered},
			}
		}
	}
	var queries []string
	var args []any
	for _, kind := range []string{todoTurn, todoRead, todoIssue, todoRoute} {
		part, asked := parts[kind]
		if !asked {
			continue
		}
		queries = append(queries, `
			SELECT CAST(? AS TEXT) AS kind, count(*) AS n, min(d.id) AS id,
				COALESCE(min(NULLIF(d.due, '')), '') AS due,
				min(d.subject) AS subject
			FROM documents d `+part.from+`
			HAVING count(*) > 0`)
		args = append(append(args, kind), part.args...)
	}
	if len(queries) == 0 {
		return nil, nil
	}
	var found []waiting
	if err := db.Raw(strings.Join(queries, ` UNION ALL `), args...).Scan(&found).Error; err != nil {
		return nil, err
	}
	for _, w := range found {
		list = append(list, w.entry())
	}
	return list, nil
}

// entry says in words what waits, and where it is done.
func (w waiting) entry() todo.Entry {
	e := todo.Entry{Kind: w.Kind, Note: todo.Said(w.Subject), Count: w.N, Due: w.Due, Do: "Mở"}
	switch w.Kind {
	case todoTurn:
		e.Text = todo.Say("Xem, ký %d dự thảo văn bản", w.N)
		e.Link, e.Icon = "/documents/outgoing?state="+string(Review), "edit"
	case todoRead:
		e.Text = todo.Say("Đọc %d văn bản mới chuyển đến", w.N)
		e.Link, e.Icon = "/documents/incoming", "inbox"
	case todoIssue:
		e.Text = todo.Say("Lấy số, ban hành %d văn bản đã ký", w.N)
		e.Link, e.Icon = "/documents/outgoing?state="+string(Approved), "report"
	case todoRoute:
		e.Text = todo.Say("Chuyển xử lý %d văn bản đến", w.N)
		e.Link, e.Icon = "/documents/incoming?state="+string(Registered), "inbox"
	}
	if w.N == 1 {
		e.Link = "/documents/" + strconv.FormatInt(w.ID, 10)
	}
	return e
}
