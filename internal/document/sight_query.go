package document

import (
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// sight is how far an actor sees documents. Every finder takes it.
type sight struct {
	person int64        // to whom documents are sent, who drafts and stands in chains; 0 for nobody on the roster
	view   access.Reach // of document.view
	keeps  bool         // keeps the registers, and so sees what is restricted as well
}

// sightOf returns how far the actor sees documents, or fault.ErrForbidden.
func sightOf(a access.Actor) (sight, error) {
	view, err := a.Require(access.DocumentView)
	return sight{person: a.PersonID, view: view, keeps: a.Reach(access.DocumentRegister).All}, err
}

// list keeps a query of many documents to what is seen; alias is their name in it. doc.go says who sees what.
// Who does not see the registers as a whole has the documents found by the indexes of their own ways,
// however many documents there are.
func (s sight) list(alias string) (where string, args []any) { return s.condition(alias, "") }

// one is list where few documents are asked about: each is looked up by itself.
func (s sight) one(alias string) (where string, args []any) { return s.condition(alias, alias+".id") }

func (s sight) condition(alias, of string) (where string, args []any) {
	var parts []string
	switch {
	case s.keeps:
		parts, args = append(parts, alias+`.state IN ?`), append(args, kept)
	case s.view.All:
		parts, args = append(parts, `NOT `+alias+`.restricted AND `+alias+`.state IN ?`), append(args, kept)
	}
	if ways, more := s.ways(of); len(ways) > 0 {
		parts = append(parts, alias+`.id IN (`+strings.Join(ways, ` UNION ALL `)+`)`)
		args = append(args, more...)
	}
	if len(parts) == 0 {
		return "FALSE", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// ways are the queries for the numbers of what the actor drafted, was sent, has in a chain, leads or checks
// a task of, and of what is not restricted and was sent to somebody of the own units; of is the number of
// the one document that is asked about, or "". The source of tasks is no bait for the planner: it would read
// all tasks that come from documents.
func (s sight) ways(of string) (queries []string, args []any) {
	// that narrows a way to the one document.
	that := func(column string) string {
		if of == "" {
			return ""
		}
		return " AND " + column + " = " + of
	}
	if s.person != 0 {
		queries = append(queries,
			`SELECT w.id FROM documents w WHERE w.drafter_id = ?`+that("w.id"),
			`SELECT document_id FROM document_routes WHERE person_id = ?`+that("document_id"),
			`SELECT document_id FROM document_steps WHERE person_id = ?`+that("document_id"),
			`SELECT source_id FROM tasks WHERE lead_id = ? AND source || '' = ?`+that("source_id"),
			`SELECT source_id FROM tasks WHERE checker_id = ? AND source || '' = ?`+that("source_id"))
		args = append(args, s.person, s.person, s.person, s.person, taskSource, s.person, taskSource)
	}
	if !s.view.All && !s.keeps && len(s.view.Paths) > 0 {
		unit, units := s.view.Condition("", "po.unit_id")
		queries = append(queries, `
			SELECT w.id
			FROM posts po
			JOIN document_routes r ON r.person_id = po.person_id
			JOIN documents w ON w.id = r.document_id AND NOT w.restricted AND w.state IN ?
			WHERE po.main AND po.until IS NULL AND `+unit+that("r.document_id"))
		args = append(append(args, kept), units...)
	}
	return queries, args
}

// document reads a document that is seen; otherwise it is fault.ErrNotFound.
func document(db *gorm.DB, see sight, id int64) (d Document, err error) {
	where, args := see.one("documents")
	return d, store.First(db.Where("documents.id = ?", id).Where(where, args...), &d)
}

// draft reads the own draft, or fault.ErrNotFound. Its state is for the change to expect.
func draft(tx *gorm.DB, reach access.Reach, person, id int64) (d Document, err error) {
	return d, store.First(tx.
		Scopes(reach.Within("drafter_id", "unit_id")).
		Where("id = ? AND direction = ? AND drafter_id = ?", id, Out, person), &d)
}

// above are the paths of a unit and of all units above it: "1/", "1/2/", "1/2/20/".
func above(path string) (paths []string) {
	for i, c := range path {
		if c == '/' {
			paths = append(paths, path[:i+1])
		}
	}
	return paths
}

// reached counts which of the people a reach holds, by the unit in which they work today.
func reached(db *gorm.DB, reach access.Reach, people []int64) (int, error) {
	where, args := reach.Condition("", "po.unit_id")
	return store.Count(db, `
		SELECT count(*)
		FROM people p
		LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		WHERE p.id IN ? AND `+where, append([]any{people}, args...)...)
}

// handling is who deals with a document, and how many of them lie outside of a reach.
type handling struct{ Tasks, FarTasks, Sent, FarSent int }

// handlingOf reads who deals with a document: the units that were given tasks, the people to whom it was
// sent. Somebody who works nowhere any more lies outside of every reach but that over everything.
func handlingOf(db *gorm.DB, reach access.Reach, id int64) (h handling, err error) {
	inUnit, units := reach.Condition("", "t.unit_id")
	inPost, posts := reach.Condition("", "po.unit_id")
	args := append(append(units, taskSource, id, work.Cancelled), posts...)
	return h, db.Raw(`
		SELECT t.n AS tasks, t.far AS far_tasks, r.n AS sent, r.far AS far_sent
		FROM (
			SELECT count(*) AS n, count(*) FILTER (WHERE NOT `+inUnit+`) AS far
			FROM tasks t
			WHERE t.source = ? AND t.source_id = ? AND t.state <> ?
		) t CROSS JOIN (
			SELECT count(*) AS n, count(*) FILTER (WHERE NOT COALESCE(`+inPost+`, FALSE)) AS far
			FROM document_routes r
			LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL
			WHERE r.document_id = ?
		) r`, append(args, id)...).Scan(&h).Error
}

// within reports whether all who deal with the document are within the reach: those who were given tasks,
// or, where nobody was, those to whom it was sent. What was sent to nobody is a matter of the whole body.
func (h handling) within(whole bool) bool {
	switch {
	case whole:
		return true
	case h.Tasks > 0:
		return h.FarTasks == 0
	}
	return h.Sent > 0 && h.FarSent == 0
}

// settles reports whether a reach holds all who deal with a document.
func settles(db *gorm.DB, reach access.Reach, id int64) (bool, error) {
	whole, err := org.WholeBody(db, reach)
	if err != nil || whole {
		return whole, err
	}
	h, err := handlingOf(db, reach, id)
	return h.within(false), err
}

// openTasks counts the tasks of a document that are not closed.
func openTasks(db *gorm.DB, id int64) (int, error) {
	return store.Count(db, `
		SELECT count(*)
		FROM tasks
		WHERE source = ? AND source_id = ? AND state NOT IN ?`, taskSource, id, taskEnds)
}

// taskSource is how work names a document as what a task comes from; taskEnds are the states in which
// nothing is left to do about a task.
const taskSource = "document"

var taskEnds = []any{work.Closed, work.Cancelled}
