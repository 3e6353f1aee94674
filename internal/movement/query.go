package movement

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// PageSize is how many pledges a page shows.
const PageSize = 100

const columns = `m.*, (SELECT count(*) FROM pledges p WHERE p.movement_id = m.id AND p.person_id IS NULL) AS units, (SELECT count(*) FROM pledges p WHERE p.movement_id = m.id AND p.person_id IS NOT NULL) AS people`

// find reads one with its targets; a draft is there only for who runs movements.
func find(db *gorm.DB, a access.Actor, id int64) (Movement, error) {
	var m Movement
	if err := db.Raw(`SELECT `+columns+` FROM movements m WHERE m.id = ?`, id).Scan(&m).Error; err != nil {
		return m, err
	}
	if m.ID == 0 || m.State == Draft && !a.May(access.MovementRun) {
		return m, fault.ErrNotFound
	}
	return m, db.Raw(`SELECT id, movement_id, name, measure, goal FROM movement_targets WHERE movement_id = ? ORDER BY ordinal`, id).Scan(&m.Targets).Error
}

// List lists the movements, the latest first.
func (s *Service) List(ctx context.Context, a access.Actor) (list []Movement, err error) {
	if _, err := a.Require(access.MovementView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT `+columns+` FROM movements m WHERE m.state <> 'draft' OR ? ORDER BY m.starts_on DESC, m.id DESC LIMIT 200`, a.May(access.MovementRun)).Scan(&list).Error
}

// Find reads one with its targets.
func (s *Service) Find(ctx context.Context, a access.Actor, id int64) (Movement, error) {
	if _, err := a.Require(access.MovementView); err != nil {
		return Movement{}, err
	}
	return find(s.Store.Read(ctx), a, id)
}

// reached is a pledge's mean over all targets of the movement, each counted to its goal at most.
func reached(stage string) string {
	return `(SELECT SUM(CASE WHEN r.achieved >= t.goal THEN 1.0 ELSE r.achieved / t.goal END) / (SELECT count(*) FROM movement_targets n WHERE n.movement_id = p.movement_id)
		FROM movement_results r JOIN movement_targets t ON t.id = r.target_id WHERE r.pledge_id = p.id AND r.stage = '` + stage + `')`
}

var pledgeColumns = `p.id, p.movement_id, p.unit_id, COALESCE(p.person_id, 0) AS person_id, p.commitment, p.signed_on, p.version, COALESCE(pe.name, u.name) AS name, COALESCE(po.title, '') AS post, u.name AS unit,
	p.signed_on > m.sign_by AS late, ` + reached(Interim) + ` AS interim, ` + reached(Final) + ` AS final`

const pledgeTables = ` FROM pledges p JOIN movements m ON m.id = p.movement_id JOIN units u ON u.id = p.unit_id LEFT JOIN people pe ON pe.id = p.person_id LEFT JOIN posts po ON po.person_id = p.person_id AND po.main AND po.until IS NULL`

// pledge reads one within reach; out of reach is not found.
func pledge(db *gorm.DB, reach access.Reach, id int64) (Pledge, error) {
	where, args := reach.PathCondition("p.person_id", "u.path")
	var p Pledge
	err := db.Raw(`SELECT `+pledgeColumns+pledgeTables+` WHERE p.id = ? AND `+where, append([]any{id}, args...)...).Scan(&p).Error
	if err == nil && p.ID == 0 {
		err = fault.ErrNotFound
	}
	return p, err
}

// Pledge reads one within reach with its movement and results.
func (s *Service) Pledge(ctx context.Context, a access.Actor, movementID, id int64) (p Pledge, m Movement, results []Achievement, err error) {
	db := s.Store.Read(ctx)
	if p, err = pledge(db, a.Reach(access.MovementView), id); err != nil {
		return p, m, nil, err
	}
	if p.MovementID != movementID {
		return p, m, nil, fault.ErrNotFound
	}
	if m, err = find(db, a, p.MovementID); err != nil {
		return p, m, nil, err
	}
	err = db.Raw(`SELECT target_id, stage, achieved, evidence FROM movement_results WHERE pledge_id = ?`, id).Scan(&results).Error
	return p, m, results, err
}

// PledgeFilter narrows a movement's pledges.
type PledgeFilter struct {
	Movement int64
	Kind     string // "unit", "person", "" both
	Sort     string // "", "interim", "final": who is furthest behind first
	Desc     bool
	Page     int  // from 0
	All      bool // without pages, for papers
}

var pledgeOrder = map[string]string{"": "p.person_id IS NOT NULL, u.path, pe.name_key", "interim": "COALESCE(" + reached(Interim) + ", -1)", "final": "COALESCE(" + reached(Final) + ", -1)"}

// Pledges lists those within reach, with how many match.
func (s *Service) Pledges(ctx context.Context, a access.Actor, f PledgeFilter) (rows []Pledge, total int, err error) {
	reach, err := a.Require(access.MovementView)
	if err != nil {
		return nil, 0, err
	}
	where, args := reach.PathCondition("p.person_id", "u.path")
	where, args = where+` AND p.movement_id = ?`, append(args, f.Movement)
	switch f.Kind {
	case "unit":
		where += ` AND p.person_id IS NULL`
	case "person":
		where += ` AND p.person_id IS NOT NULL`
	}
	db := s.Store.Read(ctx)
	if err := db.Raw(`SELECT count(*)`+pledgeTables+` WHERE `+where, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	order, known := pledgeOrder[f.Sort]
	if !known {
		order = pledgeOrder[""]
	}
	if f.Sort != "" && known && f.Desc {
		order += ` DESC`
	}
	order = ` ORDER BY ` + order + `, p.id`
	if !f.All { // the page is chosen first, so that only its rows are reckoned up
		where = `p.id IN (SELECT p.id` + pledgeTables + ` WHERE ` + where + order + ` LIMIT ? OFFSET ?)`
		args = append(args, PageSize, f.Page*PageSize)
	}
	query := `SELECT ` + pledgeColumns + pledgeTables + ` WHERE ` + where + order
	return rows, total, db.Raw(query, args...).Scan(&rows).Error
}

// Progress is how far the pledges have come with a target.
type Progress struct {
	Target
	Interim, Final         *float64 // mean share of the goal, 0 to 1, over those who reported
	Reported, Met, Pledges int      // in the latest review: who reported, who reached the goal
}

// Progress measures every target over all pledges; it names nobody, so everybody sees it.
func (s *Service) Progress(ctx context.Context, a access.Actor, id int64) (list []Progress, err error) {
	if _, err := a.Require(access.MovementView); err != nil {
		return nil, err
	}
	mean := func(stage string) string {
		return `(SELECT avg(CASE WHEN r.achieved >= t.goal THEN 1.0 ELSE r.achieved / t.goal END) FROM movement_results r WHERE r.target_id = t.id AND r.stage = '` + stage + `')`
	}
	latest := `(CASE WHEN m.state IN ('final', 'closed') THEN 'final' ELSE 'interim' END)`
	return list, s.Store.Read(ctx).Raw(`SELECT t.id, t.movement_id, t.name, t.measure, t.goal, `+mean(Interim)+` AS interim, `+mean(Final)+` AS final,
		(SELECT count(*) FROM movement_results r WHERE r.target_id = t.id AND r.stage = `+latest+`) AS reported,
		(SELECT count(*) FROM movement_results r WHERE r.target_id = t.id AND r.stage = `+latest+` AND r.achieved >= t.goal) AS met,
		(SELECT count(*) FROM pledges p WHERE p.movement_id = t.movement_id) AS pledges
		FROM movement_targets t JOIN movements m ON m.id = t.movement_id WHERE t.movement_id = ? ORDER BY t.ordinal`, id).Scan(&list).Error
}

// waiting is a movement that waits for the head of a unit: to sign the unit's pledge, or, with PledgeID,
// to report what it achieved.
type waiting struct {
	MovementID, PledgeID int64
	Name, Unit, Due      string
}

// waitingFor reads what waits for the heads of units.
func waitingFor(db *gorm.DB, units []int64) (list []waiting, err error) {
	in, ids := store.In(units)
	args := append(append([]any{Launched}, ids...), Interim, Final)
	err = db.Raw(`
		SELECT m.id AS movement_id, 0 AS pledge_id, m.name, u.name AS unit, m.sign_by AS due
		FROM movements m
		CROSS JOIN units u
		WHERE m.state = ?
		AND u.id IN `+in+`
		AND NOT EXISTS (
			SELECT 1
			FROM pledges p
			WHERE p.movement_id = m.id AND p.unit_id = u.id AND p.person_id IS NULL)
		UNION ALL
		SELECT m.id, p.id, m.name, u.name, ''
		FROM movements m
		JOIN pledges p ON p.movement_id = m.id AND p.person_id IS NULL
		JOIN units u ON u.id = p.unit_id
		WHERE m.state IN (?, ?)
		AND u.id IN `+in+`
		AND NOT EXISTS (
			SELECT 1
			FROM movement_results r
			WHERE r.pledge_id = p.id AND r.stage = m.state)`, append(args, ids...)...).Scan(&list).Error
	return list, err
}
