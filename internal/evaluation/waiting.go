package evaluation

import (
	"context"
	"database/sql"
	"strings"

	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/store"
)

// Waiting is something that waits for the actor now, computed from the state of things.
type Waiting struct {
	Kind   string // score, review, leader, submit, appeal, settle, approve, publish
	N      int
	UnitID int64
	Unit   string
	CardID int64
	Period Period
	Due    string // 2006-01-02
	Late   bool
	Note   string
}

// Waiting lists what waits for the actor, in one query.
func (s *Service) Waiting(ctx context.Context, a account.Actor) ([]Waiting, error) {
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
	if units := append(a.HomeUnits(account.Head), a.HomeUnits(account.Leader)...); len(units) > 0 {
		in, ids := store.In(units)
		add(`SELECT CASE WHEN pu.reminded_at IS NOT NULL THEN 'reminded' ELSE 'review' END, (SELECT count(*) FROM scorecards c WHERE c.period_id = p.id AND c.unit_id = pu.unit_id AND c.state = 'submitted' AND c.reviewer = 'head' AND c.person_id <> ?),
			pu.unit_id, u.name, 0, p.id, p.year, p.month, p.head_due, ''
			FROM period_units pu JOIN periods p ON p.id = pu.period_id AND p.state = 'open' JOIN units u ON u.id = pu.unit_id WHERE pu.unit_id IN `+in+` AND pu.submitted_at IS NULL`, append([]any{a.PersonID}, ids...)...)
	}
	if reach := a.Reach(account.PeriodsApprove); !reach.None() {
		where, values := reach.Condition("", "u.path")
		add(`SELECT 'leader', 1, c.unit_id, u.name, c.id, p.id, p.year, p.month, p.head_due, c.name
			FROM scorecards c JOIN periods p ON p.id = c.period_id AND p.state = 'open' JOIN units u ON u.id = c.unit_id WHERE c.reviewer = 'leader' AND c.state = 'submitted' AND c.person_id <> ? AND `+where, append([]any{a.PersonID}, values...)...)
		add(`SELECT 'approve', 1, 0, '', 0, p.id, p.year, p.month, p.leader_due, '' FROM periods p WHERE p.state = 'open' AND NOT EXISTS (SELECT 1 FROM period_units pu WHERE pu.period_id = p.id AND pu.submitted_at IS NULL)`)
	}
	if a.May(account.PeriodsRun) {
		add(`SELECT 'consolidate', (SELECT count(*) FROM period_units pu WHERE pu.period_id = p.id AND pu.submitted_at IS NULL), 0, '', 0, p.id, p.year, p.month, p.committee_due, '' FROM periods p WHERE p.state = 'open'`)
		add(`SELECT 'special', 1, pu.unit_id, u.name, 0, p.id, p.year, p.month, p.committee_due, pu.special_asked FROM period_units pu JOIN periods p ON p.id = pu.period_id AND p.state = 'open' JOIN units u ON u.id = pu.unit_id WHERE pu.special_asked <> '' AND NOT pu.special`)
		add(`SELECT 'publish', 1, 0, '', 0, p.id, p.year, p.month, p.leader_due, '' FROM periods p WHERE p.state = 'approved'`)
	}
	if a.May(account.AppealDecide) {
		add(`SELECT 'appeal', 1, c.unit_id, u.name, c.id, p.id, p.year, p.month, '', c.name FROM appeals ap JOIN scorecards c ON c.id = ap.scorecard_id JOIN periods p ON p.id = c.period_id JOIN units u ON u.id = c.unit_id WHERE ap.state = 'open'`)
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

// YearMonth is a month of a person's year with the card behind it.
type YearMonth struct {
	Month
	CardID int64
	State  State
	Excuse string
	Unit   string
}

// PersonYear returns a person's months of a year and the year's result. Months that are not
// published show only to who may see the card before.
func (s *Service) PersonYear(ctx context.Context, a account.Actor, personID int64, year int) ([12]YearMonth, YearResult, error) {
	var months [12]YearMonth
	reach, err := a.Require(account.CardView)
	if err != nil {
		return months, YearResult{}, err
	}
	where, args := reach.Condition("c.person_id", "u.path")
	own := a.PersonID == personID
	var rows []struct {
		CardID, FrameworkID int64
		Month               int
		Points              *float64
		Grade, Excuse, Unit string
		State               State
	}
	db := s.Store.Read(ctx)
	err = db.Raw(`SELECT c.id AS card_id, COALESCE(c.framework_id, 0) AS framework_id, p.month, c.points, c.grade, c.excuse, c.state, u.name AS unit FROM scorecards c JOIN periods p ON p.id = c.period_id JOIN units u ON u.id = c.unit_id
		WHERE c.person_id = ? AND p.year = ? AND `+where+` ORDER BY p.month`, append([]any{personID, year}, args...)...).Scan(&rows).Error
	if err != nil {
		return months, YearResult{}, err
	}
	var counted []Month
	var facts YearFacts
	var framework *Framework
	for _, r := range rows {
		m := YearMonth{Month: Month{Year: year, Month: r.Month}, CardID: r.CardID, State: r.State, Excuse: r.Excuse, Unit: r.Unit}
		if final := r.State == Approved || r.State == Published; final && (!own || r.State == Published) && r.Points != nil {
			m.Points, m.Grade = *r.Points, r.Grade
			counted = append(counted, m.Month)
			facts.Known++
		}
		if r.State == NotClassified {
			facts.Known++
			facts.Absent++
			facts.Maternity = facts.Maternity || strings.HasPrefix(r.Excuse, org.AbsenceNames["maternity"])
		}
		months[r.Month-1] = m
		if r.FrameworkID != 0 {
			if framework, err = s.framework(db, r.FrameworkID); err != nil {
				return months, YearResult{}, err
			}
		}
	}
	if framework == nil {
		return months, YearResult{}, nil
	}
	return months, framework.YearOf(counted, facts), nil
}

// UnitYear is a month of a unit's year: mean points and persons by grade.
type UnitYear struct {
	Month    int
	Mean     float64
	N        int
	ByGrade  []GradeCount // the best first
	PeriodID int64
}

// GradeCount is how many persons have a grade.
type GradeCount struct {
	Grade string
	N     int
}

// UnitYear sums a unit's published and approved months of a year.
func (s *Service) UnitYear(ctx context.Context, a account.Actor, unitID int64, year int) ([]UnitYear, error) {
	reach, err := a.Require(account.MonthView)
	if err != nil {
		return nil, err
	}
	where, args := reach.Condition("", "u.path")
	var rows []struct {
		PeriodID int64
		Month, N int
		Grade    string
		Sum      float64
	}
	err = s.Store.Read(ctx).Raw(`SELECT p.id AS period_id, p.month, c.grade, count(*) AS n, sum(c.points) AS sum FROM scorecards c JOIN periods p ON p.id = c.period_id JOIN units u ON u.id = c.unit_id
		WHERE c.unit_id = ? AND p.year = ? AND c.state IN ('approved', 'published') AND `+where+` GROUP BY p.id, p.month, c.grade ORDER BY p.month, c.grade`, append([]any{unitID, year}, args...)...).Scan(&rows).Error
	var list []UnitYear
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].Month != r.Month {
			list = append(list, UnitYear{Month: r.Month, PeriodID: r.PeriodID})
		}
		m := &list[len(list)-1]
		m.Mean += r.Sum
		m.N += r.N
		m.ByGrade = append(m.ByGrade, GradeCount{r.Grade, r.N})
	}
	for i := range list {
		list[i].Mean = round2(list[i].Mean / float64(list[i].N))
	}
	return list, err
}
