package emulation

import (
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// waitingKind is what a campaign waits for.
type waitingKind string

// What campaigns wait for.
const (
	toRegister waitingKind = "register"
	toConfirm  waitingKind = "confirm"   // the people of a unit
	ofHeads    waitingKind = "heads"     // to confirm the heads of units
	ofLate     waitingKind = "late"      // to answer who has registered late
	corrected  waitingKind = "corrected" // to compute again
)

// waiting is what campaigns wait for from the actor.
type waiting struct {
	Kind waitingKind
	N    int
	Unit string
	Year int
	Due  string
}

// waitingFor reads what waits for the actor, in one query: to register, to confirm the people of a unit
// and the heads of units, to answer the late, to compute again what was corrected.
func waitingFor(db *gorm.DB, a access.Actor) (list []waiting, err error) {
	var parts []string
	var args []any
	add := func(kind waitingKind, query string, values ...any) { // the query counts and names the rest
		parts = append(parts, `
			SELECT CAST(? AS TEXT), `+query)
		args = append(append(args, kind), values...)
	}
	if a.PersonID != 0 && a.May(access.RegistrationMake) {
		add(toRegister, `1, '', ca.year, ca.self_due
			FROM campaigns ca
			WHERE ca.state = ?
			AND NOT EXISTS (
				SELECT 1
				FROM registrations r
				WHERE r.campaign_id = ca.id AND r.person_id = `+store.ID+` AND r.state <> ?)`,
			CampaignOpen, a.PersonID, Withdrawn)
	}
	if units := a.Reach(access.RegistrationConfirm).Units; len(units) > 0 {
		in, ids := store.In(units)
		add(toConfirm, `count(*), u.name, ca.year, ca.head_due
			FROM registrations r
			JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = ?
			JOIN units u ON u.id = r.unit_id
			WHERE r.unit_id IN `+in+`
			AND r.state = ?
			AND r.person_id <> `+store.ID+`
			GROUP BY u.id, u.name, ca.year, ca.head_due`,
			append(append([]any{CampaignOpen}, ids...), Registered, a.PersonID)...)
	}
	if reach := a.Reach(access.HeadsConfirm); !reach.None() {
		where, values := reach.Condition("", "r.unit_id")
		add(ofHeads, `count(*), '', ca.year, ca.head_due
			FROM registrations r
			JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = ?
			JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL AND po.heads
			WHERE r.state = ?
			AND r.person_id <> `+store.ID+`
			AND `+where+`
			GROUP BY ca.year, ca.head_due`,
			append([]any{CampaignOpen, Registered, a.PersonID}, values...)...)
	}
	if a.May(access.CampaignRun) {
		add(ofLate, `count(*), '', ca.year, ''
			FROM registrations r
			JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = ?
			WHERE r.state = ?
			AND (r.person_id IS NULL OR r.person_id <> `+store.ID+`)
			GROUP BY ca.year`, CampaignOpen, Late, a.PersonID)
		add(corrected, `count(DISTINCT x.id), '', x.year, ''
			FROM (
				`+correctedFor("r.person_id = sc.person_id")+`
				UNION ALL
				`+correctedFor("r.person_id IS NULL AND r.unit_id = sc.unit_id")+`
			) x
			GROUP BY x.year`, Withdrawn, Withdrawn)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	err = db.Raw(`
		WITH waiting (kind, n, unit, year, due) AS (`+strings.Join(parts, `
			UNION ALL`)+`)
		SELECT * FROM waiting`, args...).Scan(&list).Error
	return list, err
}

// correctedFor finds the registrations whose figures were corrected after they were computed; whose says
// for whom a card counts. It goes from the few corrections to the many registrations: CROSS JOIN keeps the
// order as written.
func correctedFor(whose string) string {
	return `SELECT r.id, ca.year
				FROM scorecard_revisions rv
				CROSS JOIN scorecards sc
				CROSS JOIN periods pd
				CROSS JOIN campaigns ca
				CROSS JOIN registrations r
				WHERE sc.id = rv.scorecard_id
				AND pd.id = sc.period_id
				AND ca.year = pd.year
				AND r.campaign_id = ca.id
				AND r.state <> ?
				AND rv.at > r.computed_at
				AND ` + whose
}
