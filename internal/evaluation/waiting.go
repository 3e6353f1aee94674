package evaluation

import (
	"context"
	"database/sql"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Waiting is something that waits in a room that does not return todo entries yet. It goes when the last of
// them does.
type Waiting struct {
	Kind   string
	N      int
	UnitID int64
	Unit   string
	CardID int64 // or whatever else the kind is about
	Period Period
	Due    string // 2006-01-02
	Late   bool
	Note   string
}

// Waiting lists what waits for the actor in those rooms, in one query.
func (s *Service) Waiting(ctx context.Context, a access.Actor) ([]Waiting, error) {
	if s.AlsoWaiting == nil {
		return nil, nil
	}
	var parts []string
	var args []any
	for _, p := range s.AlsoWaiting(a) {
		parts, args = append(parts, p.SQL), append(args, p.Args...)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	query := `WITH waiting (kind, n, unit_id, unit, card_id, period_id, year, month, due, note) AS (` +
		strings.Join(parts, ` UNION ALL `) + `) SELECT * FROM waiting LIMIT 200`
	today := clock.Today(s.Clock)
	var list []Waiting
	err := store.Each(s.Store.Read(ctx), func(rows *sql.Rows) error {
		var w Waiting
		err := rows.Scan(&w.Kind, &w.N, &w.UnitID, &w.Unit, &w.CardID,
			&w.Period.ID, &w.Period.Year, &w.Period.Month, &w.Due, &w.Note)
		w.Late = w.Due != "" && today > w.Due
		list = append(list, w)
		return err
	}, query, args...)
	return list, err
}
