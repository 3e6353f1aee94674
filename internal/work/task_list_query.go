package work

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Whose narrows a list of tasks to a part that the actor has in them.
type Whose string

// The parts, and the tasks whose lead has left the unit.
const (
	Everybodys Whose = ""
	Mine       Whose = "mine"
	Checking   Whose = "checking"
	Helping    Whose = "helping"
	Orphaned   Whose = "left"
)

// AnyState asks a filter for tasks in all states.
const AnyState State = "all"

// Filter is what of the tasks is asked for.
type Filter struct {
	Whose  Whose
	UnitID int64
	LeadID int64
	State  State // "" for open ones, AnyState, a state
	Source Source
	Late   bool // overdue
	Query  string
	Sort   string // title, lead, due, weight; any other puts what is late first
	Desc   bool
	Page   int  // from 0
	All    bool // up to listed tasks on one page
}

// PageSize is how many tasks a page lists; mostListed how many a board or a paper holds.
const (
	PageSize   = 50
	mostListed = 5000
)

// overdue is Task.Overdue in SQL.
const overdue = `t.state IN ? AND t.due < ?`

// within are the conditions of a filter that hold whatever the state.
func (f Filter) within(v sight) (c store.Where) {
	where, args := v.many()
	c.And(where, args...)
	switch f.Whose {
	case Mine:
		c.And("t.lead_id = ?", v.person)
	case Checking:
		c.And("t.checker_id = ?", v.person)
	case Helping:
		c.And("EXISTS (SELECT 1 FROM task_helpers h WHERE h.task_id = t.id AND h.person_id = ?)", v.person)
	case Orphaned:
		c.And(orphaned)
	}
	if f.UnitID != 0 {
		c.And("t.unit_id = ?", f.UnitID)
	}
	if f.LeadID != 0 {
		c.And("t.lead_id = ?", f.LeadID)
	}
	if SourceNames[f.Source] != "" {
		c.And("t.source = ?", f.Source)
	}
	if key := viet.SearchKey(f.Query); key != "" {
		c.And("("+store.Contains("t.title_key")+" OR t.lead_id IN (SELECT id FROM people WHERE "+
			store.Contains("search_key")+"))", store.Pattern(key), store.Pattern(key))
	}
	return c
}

// standing are the conditions of a filter about state and lateness.
func (f Filter) standing(today string) (c store.Where) {
	switch {
	case f.State == "":
		c.And("t.state IN ?", stillOpen)
	case StateNames[f.State] != "":
		c.And("t.state = ?", f.State)
	}
	if f.Late {
		c.And(overdue, inWork, today)
	}
	return c
}

// taskOrders are the orders of the list that somebody may ask for.
var taskOrders = map[string]string{
	"title":       "t.title_key, t.id",
	"title desc":  "t.title_key DESC, t.id",
	"lead":        "(SELECT l.name_key FROM people l WHERE l.id = t.lead_id), t.due, t.id",
	"lead desc":   "(SELECT l.name_key FROM people l WHERE l.id = t.lead_id) DESC, t.due, t.id",
	"due":         "t.due, t.priority, t.id",
	"due desc":    "t.due DESC, t.priority, t.id",
	"weight":      "t.weight, t.due, t.id",
	"weight desc": "t.weight DESC, t.due, t.id",
}

// order is how the list stands: as asked for, else what is late first, then by day.
func (f Filter) order(today string) (string, []any) {
	key := f.Sort
	if f.Desc {
		key += " desc"
	}
	if order, known := taskOrders[key]; known {
		return order, nil
	}
	return "(" + overdue + ") DESC, t.state NOT IN ?, t.due, t.priority, t.id", []any{inWork, today, stillOpen}
}

// Counts are the figures of the tasks within a filter, whatever their state. Waiting ones wait for a check;
// Delayed ones were closed after a delay without an objective cause.
type Counts struct{ Open, Late, Waiting, Closed, Delayed int }

// List is a page of tasks.
type List struct {
	Tasks     []Seen
	Total     int // how many the filter finds
	Counts    Counts
	Recurring bool // there are recurring tasks within reach
	Several   bool // more than one unit is within reach
	Today     string
	MayAssign bool
}

// Tasks lists tasks in the order of the filter, with their figures.
func (s *Service) Tasks(ctx context.Context, a access.Actor, f Filter) (list List, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return list, err
	}
	db, v := s.Store.Read(ctx), sightOf(a, reach)
	list.Today, list.MayAssign = s.today(), a.May(access.TaskAssign)
	if err := list.figures(db, f, v, a.Reach(access.TaskAssign)); err != nil || list.Total == 0 {
		return list, err
	}
	list.Tasks, err = tasks(db, f, v, list.Today)
	return list, err
}

// figures counts what the filter finds and how it stands, and what else the page must know of, in one query.
func (l *List) figures(db *gorm.DB, f Filter, v sight, assigns access.Reach) error {
	within, standing := f.within(v), f.standing(l.Today)
	leads, leadArgs := assigns.Condition("", "po.unit_id")
	units, unitArgs := v.reach.PathCondition("", "u.path")
	var row struct {
		Counts
		Total, Recurring, Units int
	}
	err := db.Raw(`
		SELECT
			count(*) FILTER (WHERE `+standing.SQL()+`) AS total,
			count(*) FILTER (WHERE t.state IN ?) AS open,
			count(*) FILTER (WHERE `+overdue+`) AS late,
			count(*) FILTER (WHERE t.state = ?) AS waiting,
			count(*) FILTER (WHERE t.state = ?) AS closed,
			count(*) FILTER (WHERE t.state = ? AND t.delays > 0) AS delayed,
			(SELECT count(*) FROM (
				SELECT 1 FROM recurrences r
				JOIN posts po ON po.person_id = r.lead_id AND po.main AND po.until IS NULL
				WHERE NOT r.stopped AND (r.until = '' OR r.next_due <= r.until) AND `+leads+`
				LIMIT 1) x) AS recurring,
			(SELECT count(*) FROM (
				SELECT 1 FROM units u WHERE u.closed_on IS NULL AND `+units+` LIMIT 2) x) AS units
		FROM tasks t
		WHERE `+within.SQL(),
		slices.Concat(standing.Args, []any{stillOpen, inWork, l.Today, Done, Closed, Closed},
			leadArgs, unitArgs, within.Args)...).Scan(&row).Error
	l.Counts, l.Total, l.Recurring, l.Several = row.Counts, row.Total, row.Recurring > 0, row.Units > 1
	return err
}

// listColumns are what a list shows of a task; texts of some length are left out.
const listColumns = `t.id, t.version, t.title, t.product, t.weight, t.unit_id, t.lead_id, t.checker_id, t.source,
			t.source_id, t.source_note, t.priority, t.assigner, t.assigned_on, t.due, t.state, t.done_on, t.closed_on,
			l.name AS lead, c.name AS checker, u.name AS unit, u.path`

// tasks reads a page. Its tasks are found first: names are joined to these alone.
func tasks(db *gorm.DB, f Filter, v sight, today string) (list []Seen, err error) {
	within, standing := f.within(v), f.standing(today)
	order, day := f.order(today)
	limit := PageSize
	if f.All {
		limit, f.Page = mostListed, 0
	}
	return list, db.Raw(`
		SELECT `+listColumns+taskJoins+`
		WHERE t.id IN (
			SELECT t.id FROM tasks t
			WHERE `+within.SQL()+` AND `+standing.SQL()+`
			ORDER BY `+order+`
			LIMIT ? OFFSET ?)
		ORDER BY `+order,
		slices.Concat(within.Args, standing.Args, day, []any{limit, f.Page * limit}, day)...).Scan(&list).Error
}
