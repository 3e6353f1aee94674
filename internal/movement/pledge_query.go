package movement

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// PledgeRow is a pledge with whose it is and how far it has come.
type PledgeRow struct {
	Pledge
	Name, Post, Unit string
	Interim, Final   *float64 // share of the targets reached, 0 to 1; nil before the review
	Late             bool     // signed after the movement's day
}

// PledgeView is a pledge with its movement, its results and what the actor may do now.
type PledgeView struct {
	PledgeRow
	Movement Movement
	Targets  []Target
	Results  []Result
	Rights   PledgeRights
}

// PledgeRights are what an actor may do with a pledge now.
type PledgeRights struct {
	Report bool // enter the results of the review that is on
}

// reached is a pledge's mean over all targets of the movement, each counted to its goal at most. It takes the
// review as argument.
const reached = `(
				SELECT SUM(CASE WHEN r.achieved >= t.goal THEN 1.0 ELSE r.achieved / t.goal END) /
					(SELECT count(*) FROM movement_targets n WHERE n.movement_id = p.movement_id)
				FROM movement_results r
				JOIN movement_targets t ON t.id = r.target_id
				WHERE r.pledge_id = p.id AND r.stage = ?)`

// pledgeTables are a pledge with the tables of whose it is.
const pledgeTables = `
		FROM pledges p
		JOIN movements m ON m.id = p.movement_id
		JOIN units u ON u.id = p.unit_id
		LEFT JOIN people pe ON pe.id = p.person_id
		LEFT JOIN posts po ON po.person_id = p.person_id AND po.main AND po.until IS NULL`

// selectPledges reads the rows of pledges; its first two arguments are the reviews.
const selectPledges = `
		SELECT p.*, COALESCE(pe.name, u.name) AS name, COALESCE(po.title, '') AS post, u.name AS unit,
			p.signed_on > m.sign_by AS late,
			` + reached + ` AS interim,
			` + reached + ` AS final` + pledgeTables

// pledge reads one within reach; out of reach is fault.ErrNotFound.
func pledge(db *gorm.DB, reach access.Reach, movement, id int64) (p PledgeRow, err error) {
	where, args := reach.PathCondition("p.person_id", "u.path")
	args = append([]any{Interim, Final, id, movement}, args...)
	return p, store.One(db.Raw(selectPledges+`
		WHERE p.id = ? AND p.movement_id = ? AND `+where, args...), &p)
}

// Pledge reads a pledge of a movement within reach with its results.
func (s *Service) Pledge(ctx context.Context, a access.Actor, movement, id int64) (v PledgeView, err error) {
	reach, err := a.Require(access.MovementView)
	if err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	if v.PledgeRow, err = pledge(db, reach, movement, id); err != nil {
		return v, err
	}
	if v.Movement, err = find(db, a, movement); err != nil {
		return v, err
	}
	if v.Targets, err = targetsOf(db, movement); err != nil {
		return v, err
	}
	v.Rights.Report = v.Movement.Reviewing() && v.speaks(a.Reach(access.PledgeMake))
	return v, db.Where("pledge_id = ?", id).Find(&v.Results).Error
}

// Result returns what was achieved of a target in a review, nil before.
func (v PledgeView) Result(target int64, stage State) *Result {
	for i, r := range v.Results {
		if r.TargetID == target && r.Stage == stage {
			return &v.Results[i]
		}
	}
	return nil
}

// Signed is whose pledges a list shows.
type Signed string

// Whose pledges: all, those of units, those of persons.
const (
	ByAll    Signed = ""
	ByUnit   Signed = "unit"
	ByPerson Signed = "person"
)

// PledgeSort is the order of a list of pledges.
type PledgeSort string

// The orders: the tree of units with their people, or who is furthest behind in a review first.
const (
	SortTree    PledgeSort = ""
	SortInterim PledgeSort = "interim"
	SortFinal   PledgeSort = "final"
)

// PledgeFilter narrows a movement's pledges.
type PledgeFilter struct {
	Movement int64
	Kind     Signed
	Sort     PledgeSort // an unknown word is SortTree
	Desc     bool       // not for SortTree
	Page     int        // from 0
	All      bool       // without pages, for papers
}

// order returns the ORDER BY of a filter with its arguments.
func (f PledgeFilter) order() (clause string, args []any) {
	parts := []string{"p.person_id IS NOT NULL", "u.path", "pe.name_key", "p.id"}
	review, known := map[PledgeSort]State{SortInterim: Interim, SortFinal: Final}[f.Sort]
	if known {
		first := `COALESCE(` + reached + `, -1)`
		if f.Desc {
			first += ` DESC`
		}
		parts, args = []string{first, "p.id"}, []any{review}
	}
	return `
		ORDER BY ` + strings.Join(parts, ", "), args
}

// Pledges lists those within reach, with how many match.
func (s *Service) Pledges(
	ctx context.Context,
	a access.Actor,
	f PledgeFilter,
) (rows []PledgeRow, total int, err error) {
	reach, err := a.Require(access.MovementView)
	if err != nil {
		return nil, 0, err
	}
	var w store.Where
	within, args := reach.Condition("p.person_id", "p.unit_id")
	w.And(within, args...)
	w.And(`p.movement_id = ?`, f.Movement)
	w.AndIf(f.Kind == ByUnit, `p.person_id IS NULL`)
	w.AndIf(f.Kind == ByPerson, `p.person_id IS NOT NULL`)
	where, args := w.SQL(), w.Args
	db := s.Store.Read(ctx)
	if total, err = store.Count(db, `SELECT count(*) FROM pledges p WHERE `+where, args...); err != nil {
		return nil, 0, err
	}
	order, orderArgs := f.order()
	if !f.All { // the page is chosen first, so that only its rows are reckoned up
		where = `p.id IN (
			SELECT p.id` + pledgeTables + `
			WHERE ` + where + order + `
			LIMIT ? OFFSET ?)`
		args = append(append(args, orderArgs...), PageSize, f.Page*PageSize)
	}
	args = append(append([]any{Interim, Final}, args...), orderArgs...)
	return rows, total, db.Raw(selectPledges+`
		WHERE `+where+order, args...).Scan(&rows).Error
}
