package document

import (
	"context"
	"errors"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// Page is what the page of a document needs.
type Page struct {
	Row
	Routing []RoutingRow
	Events  []Event
	Steps   []StepRow
	Linked  []Document // that answer it, as far as the actor sees them
	Rights  Rights
}

// RoutingRow is one of those to whom a document went, with how far the task is.
type RoutingRow struct {
	Routing
	Name      string
	TaskState string
	Due       string // of the task, 2006-01-02
	OpensTask bool   `gorm:"-"` // the actor may open the task
}

// StepRow is a step of a draft's chain with the name of who takes it.
type StepRow struct {
	Step
	Name string
}

// Now is the step whose turn it is, nil where there is none.
func (p Page) Now() *StepRow {
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
	return slices.ContainsFunc(p.Events, func(e Event) bool { return e.Kind == EventSubmit && e.At >= f.At })
}

// Document reads one with what the actor may do about it now, and notes that the actor has read what was
// sent to them.
func (s *Service) Document(ctx context.Context, a access.Actor, id int64) (p Page, err error) {
	see, err := sightOf(a)
	if err != nil {
		return p, err
	}
	db := s.Store.Read(ctx)
	var where store.Where
	where.And(`d.id = ?`, id)
	visible, args := see.one("d")
	where.And(visible, args...)
	found, err := rows(db, see, where, `d.id`, 1, 0)
	if err != nil {
		return p, err
	}
	if len(found) == 0 {
		return p, fault.ErrNotFound
	}
	p.Row = found[0]
	if err := p.read(db, see); err != nil {
		return p, err
	}
	if err := p.readTasks(db, a); err != nil {
		return p, err
	}
	if p.Rights, err = rightsOf(db, a, p); err != nil {
		return p, err
	}
	return p, s.noteRead(ctx, a, p)
}

// read reads the parts of a page.
func (p *Page) read(db *gorm.DB, see sight) error {
	err := db.Raw(`
		SELECT r.*, p.name,
			COALESCE(t.state, '') AS task_state,
			COALESCE(t.due, '') AS due
		FROM document_routes r
		JOIN people p ON p.id = r.person_id
		LEFT JOIN tasks t ON t.id = r.task_id
		WHERE r.document_id = ?
		ORDER BY r.id`, p.ID).Scan(&p.Routing).Error
	if err != nil {
		return err
	}
	err = db.Raw(`
		SELECT x.*, p.name
		FROM document_steps x
		JOIN people p ON p.id = x.person_id
		WHERE x.document_id = ?
		ORDER BY x.ordinal`, p.ID).Scan(&p.Steps).Error
	if err != nil {
		return err
	}
	if err := db.Where("document_id = ?", p.ID).Order("id").Find(&p.Events).Error; err != nil {
		return err
	}
	where, args := see.one("documents")
	return db.Where("documents.answers_id = ?", p.ID).Where(where, args...).Order("documents.id").Find(&p.Linked).Error
}

// readTasks says which tasks of the routing the actor may open: who reads a document sees to whom it went, not
// everybody's task.
func (p *Page) readTasks(db *gorm.DB, a access.Actor) error {
	var ids []int64
	for _, r := range p.Routing {
		if r.TaskID != nil {
			ids = append(ids, *r.TaskID)
		}
	}
	visible, err := work.VisibleOf(db, a, ids)
	for i, r := range p.Routing {
		p.Routing[i].OpensTask = r.TaskID != nil && visible[*r.TaskID]
	}
	return err
}

// noteRead notes that the actor has read what was sent to them. The page is shown even where nothing can be
// written now: it counts as unread then.
func (s *Service) noteRead(ctx context.Context, a access.Actor, p Page) error {
	unread := func(r RoutingRow) bool { return r.PersonID == a.PersonID && r.ReadAt == nil }
	if a.PersonID == 0 || !slices.ContainsFunc(p.Routing, unread) {
		return nil
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&Routing{}).
			Where("document_id = ? AND person_id = ? AND read_at IS NULL", p.ID, a.PersonID).
			UpdateColumn("read_at", s.Clock.Now().UnixMilli()).Error
	})
	if errors.Is(err, fault.ErrUnavailable) {
		return nil
	}
	return err
}

// Colleague is somebody who may stand in a chain, or to whom a document may go.
type Colleague struct {
	ID    int64
	Name  string
	Unit  string
	Heads bool
}

// mostColleagues is how many people a select offers.
const mostColleagues = 1000

// colleagues lists people who work here, heads first, within a condition on posts po.
func colleagues(db *gorm.DB, where string, args ...any) (list []Colleague, err error) {
	return list, db.Raw(`
		SELECT p.id, p.name, u.name AS unit, po.heads
		FROM people p
		JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		JOIN units u ON u.id = po.unit_id
		WHERE `+where+`
		ORDER BY po.heads DESC, u.path, po.level, p.name_key
		LIMIT ?`, append(args, mostColleagues)...).Scan(&list).Error
}

// Recipients lists to whom else the actor may send documents, heads first.
func (s *Service) Recipients(ctx context.Context, a access.Actor) ([]Colleague, error) {
	reach, err := a.Require(access.DocumentRoute)
	if err != nil {
		return nil, err
	}
	where, args := reach.Condition("", "po.unit_id")
	return colleagues(s.Store.Read(ctx), `p.id <> ? AND `+where, append([]any{a.PersonID}, args...)...)
}

// Chain is who may stand in the chain of a draft.
type Chain struct {
	Reviewers []Colleague // who may look at it, of any unit
	Signers   []Colleague // who may sign what is drafted in its unit
}

// Chain lists who may stand in the chain of the actor's own draft.
func (s *Service) Chain(ctx context.Context, a access.Actor, id int64) (c Chain, err error) {
	reach, err := a.Require(access.DocumentDraft)
	if err != nil {
		return c, err
	}
	db := s.Store.Read(ctx)
	d, err := draft(db, reach, a.PersonID, id)
	if err != nil {
		return c, err
	}
	if c.Reviewers, err = colleagues(db, `p.id <> ?`, a.PersonID); err != nil {
		return c, err
	}
	able, err := signersOf(db, d, s.today())
	if err != nil {
		return c, err
	}
	c.Signers, err = colleagues(db, `p.id <> ? AND p.id IN ?`, a.PersonID, append(able, 0))
	return c, err
}

// working counts which of the people work here today.
func working(db *gorm.DB, people []int64) (int, error) {
	return store.Count(db, `
		SELECT count(*)
		FROM posts
		WHERE person_id IN ? AND main AND until IS NULL`, people)
}

// signersOf are the people who may sign a draft today: their accounts hold a role that document.sign gives
// for the unit in which it was drafted.
func signersOf(db *gorm.DB, d Document, today string) (people []int64, err error) {
	var roles, everywhere []access.Role
	for role, scope := range rolesOf(access.DocumentSign) {
		switch scope {
		case access.Everything:
			everywhere = append(everywhere, role)
		case access.InUnit:
			roles = append(roles, role)
		case access.Own, access.Nothing:
		}
	}
	var path string // of the drafter's unit
	if d.UnitID != nil {
		if err := db.Raw(`SELECT path FROM units WHERE id = ?`, *d.UnitID).Scan(&path).Error; err != nil {
			return nil, err
		}
	}
	return people, db.Raw(`
		SELECT DISTINCT a.person_id
		FROM grants g
		JOIN accounts a ON a.id = g.account_id AND NOT a.disabled
		LEFT JOIN units u ON u.id = g.unit_id
		WHERE a.person_id IS NOT NULL
			AND g.since <= ? AND (g.until IS NULL OR g.until >= ?)
			AND (g.role IN ? OR g.role IN ? AND (g.unit_id IS NULL OR u.path IN ?))`,
		today, today, append(everywhere, ""), append(roles, ""), append(above(path), "")).Scan(&people).Error
}

// rolesOf is the line of a permission in the table of access.
func rolesOf(p access.Permission) access.Roles {
	i := slices.IndexFunc(access.Rules, func(r access.Rule) bool { return r.Permission == p })
	return access.Rules[i].Roles
}
