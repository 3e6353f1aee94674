package work

import (
	"context"
	"fmt"
	"slices"

	"congthidua/internal/access"
)

// overviewUnits is how many units an overview lists, the latest first; all are counted. overviewTasks is how
// many directions it lists.
const (
	overviewUnits = 300
	overviewTasks = 100
)

// directions are the sources of what counts as a direction given.
var directions = []Source{FromDocument, FromWeek, FromOrder}

// Overview reads how the units within reach stand in a year: directions given and their state, units by
// lateness.
func (s *Service) Overview(ctx context.Context, a access.Actor, year int) (v Overview, err error) {
	reach, err := a.Require(access.OverviewView)
	if err != nil {
		return v, err
	}
	v.Year, v.Today = year, s.today()
	db := s.Store.Read(ctx)
	within, args := reach.Condition("", "t.unit_id")
	from, to := fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year)
	if err := db.Raw(`
		SELECT u.id AS unit_id, u.name AS unit, x.open, x.late, x.closed, x.delayed
		FROM (
			SELECT t.unit_id,
				count(*) FILTER (WHERE t.state IN ?) AS open,
				count(*) FILTER (WHERE `+overdue+`) AS late,
				count(*) FILTER (WHERE t.state = ?) AS closed,
				count(*) FILTER (WHERE t.state = ? AND t.delays > 0) AS delayed
			FROM tasks t
			WHERE t.due BETWEEN ? AND ? AND `+within+`
			GROUP BY t.unit_id) x
		JOIN units u ON u.id = x.unit_id
		ORDER BY x.late DESC, x.delayed DESC, u.id`,
		slices.Concat([]any{stillOpen, inWork, v.Today, Closed, Closed, from, to}, args)...).
		Scan(&v.Units).Error; err != nil {
		return v, err
	}
	v.sum()
	const order = `
		ORDER BY (` + overdue + `) DESC, t.due, t.id`
	return v, db.Raw(`
		SELECT `+listColumns+taskJoins+`
		WHERE t.id IN (
			SELECT t.id FROM tasks t
			WHERE t.source IN ? AND t.state IN ? AND t.due BETWEEN ? AND ? AND `+within+order+`
			LIMIT ?)`+order,
		slices.Concat([]any{directions, stillOpen, from, to}, args,
			[]any{inWork, v.Today, overviewTasks, inWork, v.Today})...).Scan(&v.Directions).Error
}
