package work

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Seen is a task as somebody sees it.
type Seen struct {
	Task
	Lead, Checker, Unit string // names
	Path                string // of its unit
	Helps               bool   // the actor helps
}

// sight is what of the tasks an actor sees: those of the units within reach, and those in which the actor
// takes part as lead, checker, assigner or helper.
type sight struct {
	reach  access.Reach
	person int64 // 0 for an account that is nobody on the roster
}

func sightOf(a access.Actor, reach access.Reach) sight { return sight{reach, a.PersonID} }

// many keeps a query of tasks t to what is seen: each part is found by an index of its own, however many
// tasks there are.
func (v sight) many() (string, []any) {
	if v.reach.All {
		return "TRUE", nil
	}
	var parts []string
	var args []any
	if v.person != 0 {
		parts = append(parts,
			"SELECT id FROM tasks WHERE lead_id = ?",
			"SELECT id FROM tasks WHERE checker_id = ?",
			"SELECT id FROM tasks WHERE assigner_id = ?",
			"SELECT task_id FROM task_helpers WHERE person_id = ?")
		args = append(args, v.person, v.person, v.person, v.person)
	}
	if len(v.reach.Paths) > 0 {
		units, more := v.reach.Condition("", "unit_id")
		parts, args = append(parts, "SELECT id FROM tasks WHERE "+units), append(args, more...)
	}
	if len(parts) == 0 {
		return "FALSE", nil
	}
	return "t.id IN (" + strings.Join(parts, " UNION ") + ")", args
}

// one is many for a task t of a unit u that is found by its number.
func (v sight) one() (string, []any) {
	if v.reach.All {
		return "TRUE", nil
	}
	where, args := v.reach.PathCondition("", "u.path")
	if v.person == 0 {
		return where, args
	}
	return `(? IN (t.lead_id, t.checker_id, t.assigner_id)
			OR EXISTS (SELECT 1 FROM task_helpers h WHERE h.task_id = t.id AND h.person_id = ?)
			OR ` + where + `)`, append([]any{v.person, v.person}, args...)
}

const taskJoins = `
		FROM tasks t
		JOIN units u ON u.id = t.unit_id
		JOIN people l ON l.id = t.lead_id
		JOIN people c ON c.id = t.checker_id`

// task reads one that is seen, else fault.ErrNotFound.
func task(db *gorm.DB, v sight, id int64) (t Seen, err error) {
	where, args := v.one()
	args = append([]any{v.person, id}, args...)
	return t, store.One(db.Raw(`
		SELECT t.*, l.name AS lead, c.name AS checker, u.name AS unit, u.path,
			EXISTS (SELECT 1 FROM task_helpers h WHERE h.task_id = t.id AND h.person_id = ?) AS helps`+taskJoins+`
		WHERE t.id = ? AND `+where, args...), &t)
}

// VisibleOf returns which of some tasks an actor sees. Other rooms ask it for their links within their own check.
func VisibleOf(db *gorm.DB, a access.Actor, ids []int64) (map[int64]bool, error) {
	seen := map[int64]bool{}
	if len(ids) == 0 {
		return seen, nil
	}
	where, args := sightOf(a, a.Reach(access.TaskView)).many()
	var found []int64
	err := db.Raw(`SELECT t.id FROM tasks t WHERE t.id IN ? AND `+where, append([]any{ids}, args...)...).Scan(&found).Error
	for _, id := range found {
		seen[id] = true
	}
	return seen, err
}

// Page is what a task's page shows.
type Page struct {
	Seen
	Rights
	Helpers     []Choice
	Events      []Event
	ProgrammeID int64  // from which it came, 0 for none
	Review      Review // in which it was decided, ID 0 for none
	Today       string
}

// Task reads a task with its history and with what the actor may do with it.
func (s *Service) Task(ctx context.Context, a access.Actor, id int64) (p Page, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return p, err
	}
	db := s.Store.Read(ctx)
	if p.Seen, err = task(db, sightOf(a, reach), id); err != nil {
		return p, err
	}
	p.Today = s.today()
	p.Rights = rightsOf(a, p.Seen)
	if err := db.Raw(`
		SELECT p.id, p.name
		FROM task_helpers h
		JOIN people p ON p.id = h.person_id
		WHERE h.task_id = ?
		ORDER BY p.name_key, p.id`, id).Scan(&p.Helpers).Error; err != nil {
		return p, err
	}
	if err := p.origin(db); err != nil {
		return p, err
	}
	return p, db.Where("task_id = ?", id).Order("id").Find(&p.Events).Error
}

// origin finds the programme or the review that a task came from.
func (p *Page) origin(db *gorm.DB) error {
	switch p.Source {
	case FromProgramme:
		var item Item
		err := store.First(db.Where("id = ?", p.SourceID), &item)
		p.ProgrammeID = item.ProgrammeID
		return err
	case FromWeek:
		return store.First(db.Where("id = ?", p.SourceID), &p.Review)
	}
	return nil
}

// orphaned holds for a task t in work whose lead has left the unit that was given it.
const orphaned = `t.lead_id IN (SELECT person_id FROM posts WHERE until IS NOT NULL)
			AND NOT EXISTS (
				SELECT 1 FROM posts po
				WHERE po.person_id = t.lead_id AND po.unit_id = t.unit_id AND po.until IS NULL)`
