package work

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// homeOrReach keeps a query to units within reach and, so that everybody sees the programmes and reviews of
// the own unit and of those above it, to these. The column holds the unit's id.
func homeOrReach(a access.Actor, reach access.Reach, column string) (string, []any) {
	where, args := reach.Condition("", column)
	if reach.All || a.PersonID == 0 {
		return where, args
	}
	return `(` + where + ` OR ` + column + ` IN (
				SELECT up.id
				FROM posts po
				JOIN units home ON home.id = po.unit_id
				JOIN units up ON home.path LIKE up.path || '%'
				WHERE po.person_id = ? AND po.main AND po.until IS NULL))`, append(args, a.PersonID)
}

// named is a unit with its name.
type named struct {
	ID   int64
	Name string
	Path string
}

// unitSeen finds a unit whose programmes and reviews the actor sees, else fault.ErrNotFound.
func unitSeen(db *gorm.DB, a access.Actor, reach access.Reach, id int64) (u named, err error) {
	where, args := homeOrReach(a, reach, "u.id")
	return u, store.One(db.Raw(`
		SELECT u.id, u.name, u.path
		FROM units u
		WHERE u.id = ? AND `+where, append([]any{id}, args...)...), &u)
}

// programme finds a programme that the actor sees, else fault.ErrNotFound.
func programme(db *gorm.DB, a access.Actor, id int64) (p ProgrammeRow, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return p, err
	}
	where, args := homeOrReach(a, reach, "p.unit_id")
	return p, store.One(db.Raw(`
		SELECT p.*, u.name AS unit, u.path
		FROM programmes p
		JOIN units u ON u.id = p.unit_id
		WHERE p.id = ? AND `+where, append([]any{id}, args...)...), &p)
}

// ProgrammeList is a year's programmes.
type ProgrammeList struct {
	Year    int
	List    []ProgrammeRow
	MayPlan bool // some unit's programme
}

// Programmes lists the programmes of a year that the actor sees, in the order of the units' paths. An item is
// done when it has tasks and all of them are closed; cancelled ones do not count.
func (s *Service) Programmes(ctx context.Context, a access.Actor, year int) (v ProgrammeList, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return v, err
	}
	v.Year, v.MayPlan = year, a.May(access.TaskAssign)
	where, args := homeOrReach(a, reach, "p.unit_id")
	args = append([]any{FromProgramme, Cancelled, FromProgramme, Cancelled, Closed, year}, args...)
	return v, s.Store.Read(ctx).Raw(`
		SELECT p.*, u.name AS unit, u.path,
			(SELECT count(*) FROM programme_items i WHERE i.programme_id = p.id) AS items,
			(SELECT count(*) FROM programme_items i
				WHERE i.programme_id = p.id
					AND EXISTS (
						SELECT 1 FROM tasks t
						WHERE t.source = ? AND t.source_id = i.id AND t.state <> ?)
					AND NOT EXISTS (
						SELECT 1 FROM tasks t
						WHERE t.source = ? AND t.source_id = i.id AND t.state NOT IN (?, ?))) AS items_done
		FROM programmes p
		JOIN units u ON u.id = p.unit_id
		WHERE p.year = ? AND `+where+`
		ORDER BY u.path`, args...).Scan(&v.List).Error
}

// Programme reads a programme with its items, how far each is, and what the actor may do with it. Who may give
// out gets the draft of a month, 1 to 12; 0 is the month to come.
func (s *Service) Programme(ctx context.Context, a access.Actor, id int64, month int) (p ProgrammePage, err error) {
	db := s.Store.Read(ctx)
	if p.ProgrammeRow, err = programme(db, a, id); err != nil {
		return p, err
	}
	p.ProgrammeRights = p.rightsTo(a)
	p.Month = monthOf(p.Year, s.Clock.Now())
	if p.Chair, err = chairOf(db, p.UnitID); err != nil {
		return p, err
	}
	if p.List, err = itemsOf(db, id, s.today()); err != nil || !p.MayGiveOut {
		return p, err
	}
	if err := p.propose(month); err != nil {
		return p, err
	}
	p.Proposal.Late, err = lateOf(db, id, s.today())
	return p, err
}

// itemsOf lists the items of a programme in the order of their months, with what came of them.
func itemsOf(db *gorm.DB, programme int64, today string) (items []ItemRow, err error) {
	return items, db.Raw(`
		SELECT i.*, l.name AS lead, c.name AS checker,
			COALESCE(x.tasks, 0) AS tasks, COALESCE(x.closed, 0) AS closed, COALESCE(x.late, 0) AS late,
			COALESCE(x.first_assigned, '') AS first_assigned, COALESCE(x.last_closed, '') AS last_closed
		FROM programme_items i
		JOIN people l ON l.id = i.lead_id
		JOIN people c ON c.id = i.checker_id
		LEFT JOIN (
			SELECT t.source_id, count(*) AS tasks,
				count(*) FILTER (WHERE t.state = ?) AS closed,
				count(*) FILTER (WHERE `+overdue+`) AS late,
				min(t.assigned_on) AS first_assigned,
				max(t.closed_on) AS last_closed
			FROM tasks t
			WHERE t.source = ? AND t.state <> ?
				AND t.source_id IN (SELECT id FROM programme_items WHERE programme_id = ?)
			GROUP BY t.source_id) x ON x.source_id = i.id
		WHERE i.programme_id = ?
		ORDER BY i.first_month, i.last_month, i.id`,
		Closed, inWork, today, FromProgramme, Cancelled, programme, programme).Scan(&items).Error
}

// lateShown is how many late tasks a month's draft names.
const lateShown = 200

// lateOf lists the overdue tasks of a programme.
func lateOf(db *gorm.DB, programme int64, today string) (list []Seen, err error) {
	return list, db.Raw(`
		SELECT `+listColumns+taskJoins+`
		WHERE t.source = ?
			AND t.source_id IN (SELECT id FROM programme_items WHERE programme_id = ?)
			AND `+overdue+`
		ORDER BY t.due, t.id
		LIMIT ?`, FromProgramme, programme, inWork, today, lateShown).Scan(&list).Error
}
