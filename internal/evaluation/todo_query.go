package evaluation

import (
	"database/sql"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// waitingQuery gathers the parts of one query: every page asks what waits, so it is asked once.
type waitingQuery struct {
	parts []string
	args  []any
}

func (q *waitingQuery) add(part string, args ...any) {
	q.parts = append(q.parts, part)
	q.args = append(q.args, args...)
}

// waitingFor finds what waits for the actor. Only months that are open or approved wait for anybody, and
// published ones for the answer to an appeal. Every page shows how many there are, so the query goes by the
// driver's prepared statement (the row "the department's month" of `make bench`).
func waitingFor(db *gorm.DB, a access.Actor) (list []waits, err error) {
	var q waitingQuery
	q.ofPerson(a)
	q.ofUnits(a)
	q.ofReviewers(a)
	q.ofLeader(a)
	q.ofCommittee(a)
	if len(q.parts) == 0 {
		return nil, nil
	}
	query := `
		WITH waiting (kind, n, unit_id, unit, card_id, period_id, year, month, due, note) AS (` +
		strings.Join(q.parts, ` UNION ALL `) + `)
		SELECT * FROM waiting LIMIT 200`
	err = store.Each(db, func(rows *sql.Rows) error {
		var w waits
		p := &w.period
		err := rows.Scan(
			&w.kind, &w.n, &w.unitID, &w.unit, &w.cardID, &p.ID, &p.Year, &p.Month, &w.due, &w.note)
		list = append(list, w)
		return err
	}, query, q.args...)
	return list, err
}

func (q *waitingQuery) ofPerson(a access.Actor) {
	reach := a.Reach(access.CardScore)
	if reach.Person == 0 {
		return
	}
	q.add(`
		SELECT CAST(? AS TEXT), 1, c.unit_id, '', c.id, p.id, p.year, p.month, p.self_due, c.returned
		FROM scorecards c
		JOIN periods p ON p.id = c.period_id
		WHERE c.person_id = `+store.ID+` AND c.state = ? AND p.state = ?`,
		todoScore, reach.Person, Draft, PeriodOpen)
}

// ofUnits is what waits for who hands units' months in: the month, with the cards to be scored before.
func (q *waitingQuery) ofUnits(a access.Actor) {
	if units := a.Reach(access.MonthSubmit).Units; len(units) > 0 {
		q.ofMonths(a, units, "")
	}
}

// ofReviewers is what waits for who scores the cards of units whose month somebody else hands in: only the cards.
func (q *waitingQuery) ofReviewers(a access.Actor) {
	submits := a.Reach(access.MonthSubmit).Units
	units := slices.DeleteFunc(a.Reach(access.CardReview).Units, func(unit int64) bool {
		return slices.Contains(submits, unit)
	})
	if len(units) > 0 {
		q.ofMonths(a, units, `
			AND EXISTS (SELECT 1 FROM scorecards c
				WHERE c.period_id = p.id AND c.unit_id = pu.unit_id AND c.state = ? AND c.reviewer = ?
					AND c.person_id <> `+store.ID+`)`, Submitted, ByHead, a.PersonID)
	}
}

// ofMonths are the units' months that are not handed in, with how many cards are to be scored; where narrows them.
func (q *waitingQuery) ofMonths(a access.Actor, units []int64, where string, values ...any) {
	in, ids := store.In(units)
	args := []any{todoRemind, todoReview, Submitted, ByHead, a.PersonID, PeriodOpen}
	q.add(`
		SELECT CASE WHEN pu.reminded_at IS NOT NULL THEN CAST(? AS TEXT) ELSE CAST(? AS TEXT) END,
			(SELECT count(*) FROM scorecards c
				WHERE c.period_id = p.id AND c.unit_id = pu.unit_id AND c.state = ? AND c.reviewer = ?
					AND c.person_id <> `+store.ID+`),
			pu.unit_id, u.name, 0, p.id, p.year, p.month, p.head_due, ''
		FROM period_units pu
		JOIN periods p ON p.id = pu.period_id AND p.state = ?
		JOIN units u ON u.id = pu.unit_id
		WHERE pu.unit_id IN `+in+` AND pu.submitted_at IS NULL`+where,
		slices.Concat(args, ids, values)...)
}

func (q *waitingQuery) ofLeader(a access.Actor) {
	if reach := a.Reach(access.LeaderReview); !reach.None() {
		where, values := reach.Condition("", "c.unit_id")
		args := []any{todoLeader, PeriodOpen, ByLeader, Submitted, a.PersonID}
		q.add(`
			SELECT CAST(? AS TEXT), 1, c.unit_id, u.name, c.id, p.id, p.year, p.month, p.head_due, c.name
			FROM scorecards c
			JOIN periods p ON p.id = c.period_id AND p.state = ?
			JOIN units u ON u.id = c.unit_id
			WHERE c.reviewer = ? AND c.state = ? AND c.person_id <> `+store.ID+` AND `+where,
			append(args, values...)...)
	}
	if a.May(access.PeriodsApprove) {
		q.add(`
			SELECT CAST(? AS TEXT), 1, 0, '', 0, p.id, p.year, p.month, p.leader_due, ''
			FROM periods p
			WHERE p.state = ? AND NOT EXISTS (
				SELECT 1 FROM period_units pu WHERE pu.period_id = p.id AND pu.submitted_at IS NULL)`,
			todoApprove, PeriodOpen)
	}
}

func (q *waitingQuery) ofCommittee(a access.Actor) {
	if a.RequireAll(access.PeriodsRun) == nil {
		q.add(`
			SELECT CAST(? AS TEXT),
				(SELECT count(*) FROM period_units pu WHERE pu.period_id = p.id AND pu.submitted_at IS NULL),
				0, '', 0, p.id, p.year, p.month, p.committee_due, ''
			FROM periods p
			WHERE p.state = ?`,
			todoConsolidate, PeriodOpen)
		q.add(`
			SELECT CAST(? AS TEXT), 1, pu.unit_id, u.name, 0, p.id, p.year, p.month, p.committee_due,
				pu.special_asked
			FROM period_units pu
			JOIN periods p ON p.id = pu.period_id AND p.state = ?
			JOIN units u ON u.id = pu.unit_id
			WHERE pu.special_asked <> '' AND NOT pu.special`,
			todoSpecial, PeriodOpen)
		q.add(`
			SELECT CAST(? AS TEXT), 1, 0, '', 0, p.id, p.year, p.month, p.leader_due, ''
			FROM periods p
			WHERE p.state = ?`,
			todoPublish, PeriodApproved)
	}
	if reach := a.Reach(access.AppealDecide); !reach.None() {
		where, values := reach.Condition("", "c.unit_id")
		args := []any{todoAppeal, AppealOpen, a.PersonID, a.AccountID}
		q.add(`
			SELECT CAST(? AS TEXT), 1, c.unit_id, u.name, c.id, p.id, p.year, p.month, '', c.name
			FROM appeals ap
			JOIN scorecards c ON c.id = ap.scorecard_id
			JOIN periods p ON p.id = c.period_id
			JOIN units u ON u.id = c.unit_id
			WHERE ap.state = ? AND c.person_id <> `+store.ID+`
				AND COALESCE(c.reviewed_by, 0) <> `+store.ID+` AND `+where,
			append(args, values...)...)
	}
}
