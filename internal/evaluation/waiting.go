package evaluation

import (
	"context"
	"database/sql"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Waiting is something that waits for the actor now, computed from the state of things.
type Waiting struct {
	Kind   string // score, review, leader, submit, appeal, settle, approve, publish
	N      int
	UnitID int64
	Unit   string
	CardID int64 // or whatever else the kind is about
	Period Period
	Due    string // 2006-01-02
	Late   bool
	Note   string
}

// Waiting lists what waits for the actor, in one query.
func (s *Service) Waiting(ctx context.Context, a access.Actor) ([]Waiting, error) {
	var parts []string
	var args []any
	add := func(sql string, values ...any) {
		parts = append(parts, sql)
		args = append(args, values...)
	}
	if a.PersonID != 0 {
		add(`SELECT 'score' AS kind, 1 AS n, c.unit_id, '' AS unit, c.id AS card_id, p.id AS period_id, p.year, p.month, p.self_due AS due, c.returned AS note
			FROM scorecards c JOIN periods p ON p.id = c.period_id WHERE c.person_id = `+store.ID+` AND c.state = 'draft' AND p.state = 'open'`, a.PersonID)
	}
	if units := a.Reach(access.MonthSubmit).Units; len(units) > 0 {
		in, ids := store.In(units)
		add(`SELECT CASE WHEN pu.reminded_at IS NOT NULL THEN 'reminded' ELSE 'review' END, (SELECT count(*) FROM scorecards c WHERE c.period_id = p.id AND c.unit_id = pu.unit_id AND c.state = 'submitted' AND c.reviewer = 'head' AND c.person_id <> `+store.ID+`),
			pu.unit_id, u.name, 0, p.id, p.year, p.month, p.head_due, ''
			FROM period_units pu JOIN periods p ON p.id = pu.period_id AND p.state = 'open' JOIN units u ON u.id = pu.unit_id WHERE pu.unit_id IN `+in+` AND pu.submitted_at IS NULL`, append([]any{a.PersonID}, ids...)...)
	}
	if reach := a.Reach(access.PeriodsApprove); !reach.None() {
		where, values := reach.PathCondition("", "u.path")
		add(`SELECT 'leader', 1, c.unit_id, u.name, c.id, p.id, p.year, p.month, p.head_due, c.name
			FROM scorecards c JOIN periods p ON p.id = c.period_id AND p.state = 'open' JOIN units u ON u.id = c.unit_id WHERE c.reviewer = 'leader' AND c.state = 'submitted' AND c.person_id <> `+store.ID+` AND `+where, append([]any{a.PersonID}, values...)...)
		add(`SELECT 'approve', 1, 0, '', 0, p.id, p.year, p.month, p.leader_due, '' FROM periods p WHERE p.state = 'open' AND NOT EXISTS (SELECT 1 FROM period_units pu WHERE pu.period_id = p.id AND pu.submitted_at IS NULL)`)
	}
	if a.May(access.PeriodsRun) {
		add(`SELECT 'consolidate', (SELECT count(*) FROM period_units pu WHERE pu.period_id = p.id AND pu.submitted_at IS NULL), 0, '', 0, p.id, p.year, p.month, p.committee_due, '' FROM periods p WHERE p.state = 'open'`)
		add(`SELECT 'special', 1, pu.unit_id, u.name, 0, p.id, p.year, p.month, p.committee_due, pu.special_asked FROM period_units pu JOIN periods p ON p.id = pu.period_id AND p.state = 'open' JOIN units u ON u.id = pu.unit_id WHERE pu.special_asked <> '' AND NOT pu.special`)
		add(`SELECT 'publish', 1, 0, '', 0, p.id, p.year, p.month, p.leader_due, '' FROM periods p WHERE p.state = 'approved'`)
	}
	if a.May(access.AppealDecide) {
		add(`SELECT 'appeal', 1, c.unit_id, u.name, c.id, p.id, p.year, p.month, '', c.name FROM appeals ap JOIN scorecards c ON c.id = ap.scorecard_id JOIN periods p ON p.id = c.period_id JOIN units u ON u.id = c.unit_id WHERE ap.state = 'open'`)
	}
	if s.AlsoWaiting != nil {
		for _, p := range s.AlsoWaiting(a) {
			add(p.SQL, p.Args...)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	today := clock.Today(s.Clock)
	var list []Waiting
	err := store.Each(s.Store.Read(ctx), func(rows *sql.Rows) error {
		var w Waiting
		err := rows.Scan(&w.Kind, &w.N, &w.UnitID, &w.Unit, &w.CardID, &w.Period.ID, &w.Period.Year, &w.Period.Month, &w.Due, &w.Note)
		w.Late = w.Due != "" && today > w.Due
		list = append(list, w)
		return err
	}, `WITH waiting (kind, n, unit_id, unit, card_id, period_id, year, month, due, note) AS (`+strings.Join(parts, ` UNION ALL `)+`) SELECT * FROM waiting LIMIT 200`, args...)
	return list, err
}
