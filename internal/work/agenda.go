package work

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/viet"
)

// Agenda is what a review goes through: what was decided the week before first.
type Agenda struct {
	Week
	Review   Review // ID 0 while nobody has opened it
	Decided  []Seen // last week's decisions
	Done     []Seen // handed in or closed in the week
	Late     []Seen // past their day at the end of the week, or now
	Arising  []Seen // assigned in the week, other than by this review
	Coming   []Seen // due in the week that follows
	Tasks    []Seen // decided in this review
	Called   []Called
	Chair    Chair
	MayRun   bool
	Previous string // conclusion of the week before
}

// AgendaLimit is how many tasks a part of the agenda lists.
const AgendaLimit = 300

// Agenda makes the review of a unit, and of all below it, for a week out of what happened.
func (s *Service) Agenda(ctx context.Context, a access.Actor, unit int64, w Week) (v Agenda, err error) {
	if _, err := a.Require(access.TaskView); err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	v.Week = w
	where, args := homeOrReach(a, a.Reach(access.TaskView))
	if err := db.Raw(`SELECT u.id AS unit_id, u.name AS unit, u.path FROM units u WHERE u.id = ? AND `+where, append([]any{unit}, args...)...).Scan(&v.Review).Error; err != nil {
		return v, err
	}
	if v.Review.UnitID == 0 {
		return v, fault.ErrNotFound
	}
	v.MayRun = a.Reach(access.TaskAssign).Covers(v.Review.Path)
	var kept Review
	if err := db.Raw(`SELECT * FROM reviews WHERE unit_id = ? AND monday = ?`, unit, w.Monday).Scan(&kept).Error; err != nil {
		return v, err
	}
	if kept.ID != 0 {
		kept.Unit, kept.Path = v.Review.Unit, v.Review.Path
		v.Review = kept
	}
	var before Review
	if err := db.Raw(`SELECT * FROM reviews WHERE unit_id = ? AND monday = ?`, unit, w.Before().Monday).Scan(&before).Error; err != nil {
		return v, err
	}
	v.Previous = before.Conclusion
	end := min(w.Sunday, s.today())
	inside, below := `u.path >= ? AND u.path < ?`, []any{v.Review.Path, strings.TrimSuffix(v.Review.Path, "/") + "0"}
	for _, part := range []struct {
		into *[]Seen
		sql  string
		args []any
	}{
		{&v.Decided, `t.source = 'week' AND t.source_id = ? AND t.source_id <> 0`, []any{before.ID}},
		{&v.Tasks, `t.source = 'week' AND t.source_id = ? AND t.source_id <> 0`, []any{v.Review.ID}},
		{&v.Done, inside + ` AND t.done_on BETWEEN ? AND ?`, append(below, w.Monday, w.Sunday)},
		{&v.Late, inside + ` AND t.state <> 'cancelled' AND t.due <= ? AND t.due < ? AND (t.done_on = '' OR t.done_on > ?)`, append(below, end, s.today(), end)},
		{&v.Arising, inside + ` AND t.assigned_on BETWEEN ? AND ? AND t.source <> 'week'`, append(below, w.Monday, w.Sunday)},
		{&v.Coming, inside + ` AND t.state IN ('assigned', 'accepted') AND t.due BETWEEN ? AND ?`, append(below, w.After().Monday, w.After().Sunday)},
	} {
		if err := db.Raw(`SELECT `+taskColumns+taskJoins+` WHERE t.id IN (SELECT t.id FROM tasks t JOIN units u ON u.id = t.unit_id WHERE `+part.sql+` ORDER BY u.path, t.due, t.id LIMIT ?) ORDER BY u.path, l.name_key, t.due, t.id`, append(append([]any{a.PersonID}, part.args...), AgendaLimit)...).Scan(part.into).Error; err != nil {
			return v, err
		}
	}
	if v.Called, err = called(db, v.Review); err != nil {
		return v, err
	}
	v.Chair, err = chairOf(db, unit)
	return v, err
}

// Share is how the week went for one person.
type Share struct {
	PersonID, UnitID            int64
	Name, Unit                  string
	Done, Late, Arising, Coming int
}

// Shares counts the agenda by unit and person, those with something late first within a unit.
func (v Agenda) Shares() (list []Share) {
	at := map[int64]int{}
	for _, part := range []struct {
		tasks []Seen
		count func(*Share) *int
	}{
		{v.Late, func(s *Share) *int { return &s.Late }}, {v.Done, func(s *Share) *int { return &s.Done }},
		{v.Arising, func(s *Share) *int { return &s.Arising }}, {v.Coming, func(s *Share) *int { return &s.Coming }},
	} {
		for _, x := range part.tasks {
			i, known := at[x.LeadID]
			if !known {
				i = len(list)
				at[x.LeadID], list = i, append(list, Share{PersonID: x.LeadID, UnitID: x.UnitID, Name: x.Lead, Unit: x.Unit})
			}
			*part.count(&list[i])++
		}
	}
	slices.SortStableFunc(list, func(a, b Share) int {
		return cmp.Or(cmp.Compare(a.UnitID, b.UnitID), cmp.Compare(b.Late, a.Late), cmp.Compare(viet.SortKey(a.Name), viet.SortKey(b.Name)))
	})
	return list
}
