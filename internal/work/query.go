package work

import (
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Seen is a task as somebody sees it.
type Seen struct {
	Task
	Path   string `gorm:"->"` // of its unit
	Helper bool   `gorm:"->"` // the actor helps
}

// within keeps a query of tasks t to what the actor takes part in, and the units within reach: each
// part by an index of its own, however many tasks there are.
func within(a access.Actor) (where string, args []any) {
	reach := a.Reach(access.TaskView)
	if reach.All {
		return "TRUE", nil
	}
	var parts []string
	if a.PersonID != 0 {
		parts = append(parts, `SELECT id FROM tasks WHERE lead_id = ?`, `SELECT id FROM tasks WHERE checker_id = ?`, `SELECT id FROM tasks WHERE assigner_id = ?`, `SELECT task_id FROM task_helpers WHERE person_id = ?`)
		args = append(args, a.PersonID, a.PersonID, a.PersonID, a.PersonID)
	}
	if len(reach.Paths) > 0 {
		units, more := access.Reach{Paths: reach.Paths}.PathCondition("", "u.path")
		parts, args = append(parts, `SELECT k.id FROM units u JOIN tasks k ON k.unit_id = u.id WHERE `+units), append(args, more...)
	}
	if len(parts) == 0 {
		return "FALSE", nil
	}
	return `t.id IN (` + strings.Join(parts, " UNION ") + `)`, args
}

const taskColumns = `t.*, COALESCE(t.assigner_id, 0) AS assigner_id, l.name AS lead, c.name AS checker, u.name AS unit, u.path, EXISTS (SELECT 1 FROM task_helpers h WHERE h.task_id = t.id AND h.person_id = ?) AS helper`
const taskJoins = ` FROM tasks t JOIN units u ON u.id = t.unit_id JOIN people l ON l.id = t.lead_id JOIN people c ON c.id = t.checker_id`

// task reads one that the actor sees.
func task(db *gorm.DB, a access.Actor, id int64) (t Seen, err error) {
	where, args := within(a)
	err = db.Raw(`SELECT `+taskColumns+taskJoins+` WHERE t.id = ? AND `+where, append([]any{a.PersonID, id}, args...)...).Scan(&t).Error
	if err == nil && t.ID == 0 {
		err = fault.ErrNotFound
	}
	return t, err
}

// Event is something that happened to a task, or was said about it.
type Event struct {
	ID, At            int64 // At in milliseconds
	Actor, Kind, Text string
}

// EventNames name the kinds of events.
var EventNames = map[string]string{"assign": "giao, hạn", "accept": "nhận việc", "done": "báo hoàn thành", "verified": "kiểm tra đạt", "failed": "kiểm tra chưa đạt", "excused": "xác nhận chậm do khách quan", "due": "đổi hạn", "closed": "đóng", "cancelled": "hủy", "comment": "ý kiến", "handover": "chuyển người chủ trì, từ"}

// Page is what a task's page needs.
type Page struct {
	Seen
	Helpers                             []Person
	Events                              []Event
	ProgrammeID                         int64  // from which it came, 0 for none
	Review                              Review // in which it was decided, ID 0 for none
	Mine, Checks, Directs, Participates bool
}

// Task reads one with its history.
func (s *Service) Task(ctx context.Context, a access.Actor, id int64) (p Page, err error) {
	if _, err := a.Require(access.TaskView); err != nil {
		return p, err
	}
	db := s.Store.Read(ctx)
	if p.Seen, err = task(db, a, id); err != nil {
		return p, err
	}
	if err := db.Raw(`SELECT p.id, p.name FROM task_helpers h JOIN people p ON p.id = h.person_id WHERE h.task_id = ? ORDER BY p.name_key`, id).Scan(&p.Helpers).Error; err != nil {
		return p, err
	}
	p.Mine, p.Checks = p.LeadID == a.PersonID, p.CheckerID == a.PersonID && a.PersonID != 0
	p.Directs, p.Participates = s.directs(a, p.Seen), s.takesPart(a, p.Seen)
	if err := p.origin(db); err != nil {
		return p, err
	}
	return p, db.Raw(`SELECT id, at, actor, kind, text FROM task_events WHERE task_id = ? ORDER BY id`, id).Scan(&p.Events).Error
}

// origin finds the programme or the review that a task came from.
func (p *Page) origin(db *gorm.DB) error {
	switch p.Source {
	case "programme":
		return db.Raw(`SELECT programme_id FROM programme_items WHERE id = ?`, p.SourceID).Scan(&p.ProgrammeID).Error
	case "week":
		return db.Raw(`SELECT * FROM reviews WHERE id = ?`, p.SourceID).Scan(&p.Review).Error
	}
	return nil
}

// leadLeft holds for a task whose lead has left the unit that was given it: somebody else takes it over.
const leadLeft = `t.lead_id IN (SELECT person_id FROM posts WHERE until IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM posts po WHERE po.person_id = t.lead_id AND po.unit_id = t.unit_id AND po.until IS NULL)`

// Filter is what of the tasks is asked for.
type Filter struct {
	Whose  string // "" for all within reach, mine, checking, helping, left: the lead is no longer in the unit
	UnitID int64
	LeadID int64
	State  string // "" for open ones, all, a state
	Source string
	Late   bool
	Query  string
	Sort   string // title, lead, due, weight; any other puts what is late first
	Desc   bool
	Page   int // from 0
	All    bool
}

// PageSize is how many tasks a page lists.
const PageSize = 50

func (f Filter) where(a access.Actor, today string) (string, []any) {
	where, args := within(a)
	parts := []string{where}
	add := func(sql string, values ...any) {
		parts, args = append(parts, sql), append(args, values...)
	}
	switch f.Whose {
	case "mine":
		add(`t.lead_id = ?`, a.PersonID)
	case "checking":
		add(`t.checker_id = ?`, a.PersonID)
	case "helping":
		add(`EXISTS (SELECT 1 FROM task_helpers h WHERE h.task_id = t.id AND h.person_id = ?)`, a.PersonID)
	case "left":
		add(leadLeft)
	}
	if f.UnitID != 0 {
		add(`t.unit_id = ?`, f.UnitID)
	}
	if f.LeadID != 0 {
		add(`t.lead_id = ?`, f.LeadID)
	}
	switch {
	case f.State == "":
		add(stillOpen)
	case StateNames[f.State] != "":
		add(`t.state = ?`, f.State)
	}
	if SourceNames[f.Source] != "" {
		add(`t.source = ?`, f.Source)
	}
	if f.Late {
		add(lateNow, today)
	}
	if key := viet.SearchKey(f.Query); key != "" {
		add(`(t.title_key LIKE ? OR t.lead_id IN (SELECT id FROM people WHERE search_key LIKE ?))`, "%"+key+"%", "%"+key+"%")
	}
	return strings.Join(parts, " AND "), args
}

// stillOpen is what is not closed yet, nor cancelled.
const stillOpen = `t.state IN ('assigned', 'accepted', 'done', 'checked')`

// inWork is what its lead has on the table.
const inWork = `t.state IN ('assigned', 'accepted')`

// lateNow is what is past its day and not handed in.
const lateNow = inWork + ` AND t.due < ?`

// taskOrders are the orders of the list that somebody may ask for.
var taskOrders = map[string]string{
	"title": "t.title_key, t.id", "lead": "(SELECT l.name_key FROM people l WHERE l.id = t.lead_id), t.due, t.id", "due": "t.due, t.priority, t.id", "weight": "t.weight, t.due, t.id",
	"title desc": "t.title_key DESC, t.id", "lead desc": "(SELECT l.name_key FROM people l WHERE l.id = t.lead_id) DESC, t.due, t.id", "due desc": "t.due DESC, t.priority, t.id", "weight desc": "t.weight DESC, t.due, t.id",
}

// order is how the list stands: as asked for, else what is late first, then by day.
func (f Filter) order(today string) (string, []any) {
	key := f.Sort
	if f.Desc {
		key += " desc"
	}
	if order, known := taskOrders[key]; known {
		return " ORDER BY " + order, nil
	}
	return ` ORDER BY (` + lateNow + `) DESC, t.state IN ('closed', 'cancelled'), t.due, t.priority, t.id`, []any{today}
}

// Tasks lists tasks, in the order of the filter.
func (s *Service) Tasks(ctx context.Context, a access.Actor, f Filter) (list []Seen, total int, err error) {
	if _, err := a.Require(access.TaskView); err != nil {
		return nil, 0, err
	}
	where, args := f.where(a, s.today())
	db := s.Store.Read(ctx)
	if total, err = store.Count(db, `SELECT count(*) FROM tasks t WHERE `+where, args...); err != nil {
		return nil, 0, err
	}
	limit := PageSize
	if f.All {
		limit, f.Page = 5000, 0
	}
	order, day := f.order(s.today())
	// The page's tasks are found first: names are joined to these alone.
	return list, total, db.Raw(`SELECT `+taskColumns+taskJoins+` WHERE t.id IN (SELECT t.id FROM tasks t WHERE `+where+order+` LIMIT ? OFFSET ?)`+order,
		slices.Concat([]any{a.PersonID}, args, day, []any{limit, f.Page * limit}, day)...).Scan(&list).Error
}

// Counts are the figures of the tasks within a filter, whatever their state.
type Counts struct{ Open, Late, Waiting, Closed, Delayed int }

// Count counts the tasks of a filter: open, late, waiting for a check, closed, and of the closed those
// that were late without an objective cause.
func (s *Service) Count(ctx context.Context, a access.Actor, f Filter) (c Counts, err error) {
	f.State, f.Late = "all", false
	where, args := f.where(a, s.today())
	return c, s.Store.Read(ctx).Raw(`SELECT count(*) FILTER (WHERE t.state NOT IN ('closed', 'cancelled')) AS open, count(*) FILTER (WHERE `+lateNow+`) AS late, count(*) FILTER (WHERE t.state = 'done') AS waiting, count(*) FILTER (WHERE t.state = 'closed') AS closed, count(*) FILTER (WHERE t.state = 'closed' AND t.delays > 0) AS delayed FROM tasks t WHERE `+where,
		append([]any{s.today()}, args...)...).Scan(&c).Error
}

// Person is somebody to whom work can be given, with what lies on the table already.
type Person struct {
	ID         int64
	Name       string
	Unit       string
	UnitID     int64
	Open, Late int
	Weight     float64 // of the open tasks, in standard products
	Heads      bool
}

// Whom narrows the people that can be given work.
type Whom struct {
	Find string  // in names and units, without tone marks
	Keep []int64 // listed whatever Find says: they are chosen already
}

// PeopleLimit is how many people a form offers at once; the rest are found by name.
const PeopleLimit = 500

// People lists whom the actor may give work to, with their load, up to PeopleLimit. Who gives work out
// to the whole agency sees heads first.
func (s *Service) People(ctx context.Context, a access.Actor, w Whom) (list []Person, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return nil, err
	}
	where, args := reach.PathCondition("", "u.path")
	if key := viet.SearchKey(w.Find); key != "" {
		where += ` AND (p.search_key LIKE ? OR u.search_key LIKE ? OR p.id IN ?)`
		args = append(args, "%"+key+"%", "%"+key+"%", append(w.Keep, 0))
	}
	order := `path, level, name_key`
	if reach.All {
		order = `heads DESC, ` + order
	}
	var kept []any
	if len(w.Keep) > 0 {
		order, kept = `chosen IN ? DESC, `+order, []any{w.Keep}
	}
	// Whoever is listed is found first: the load is looked up for these alone.
	args = append(append(append(append([]any{s.today()}, args...), kept...), PeopleLimit), kept...)
	return list, s.Store.Read(ctx).Raw(`SELECT p.*, (SELECT count(*) FROM tasks t WHERE t.lead_id = p.id AND `+lateNow+`) AS late, (SELECT count(*) FROM tasks t WHERE t.lead_id = p.id AND `+inWork+`) AS open, (SELECT COALESCE(sum(t.weight), 0) FROM tasks t WHERE t.lead_id = p.id AND `+inWork+`) AS weight
		FROM (SELECT p.id, p.id AS chosen, p.name, p.name_key, u.name AS unit, u.id AS unit_id, u.path, po.heads, po.level FROM people p JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE `+where+` ORDER BY `+order+` LIMIT ?) p ORDER BY `+order, args...).Scan(&list).Error
}

// Product is a standard product with the weight by which it counts.
type Product struct {
	ID     int64
	Name   string
	Weight float64
	Legal  string
	Active bool
}

// Products lists the catalogue.
func (s *Service) Products(ctx context.Context) (list []Product, err error) {
	return list, s.Store.Read(ctx).Raw(`SELECT * FROM products ORDER BY NOT active, name`).Scan(&list).Error
}
