package award

import (
	"congthidua/internal/access"
	"congthidua/internal/store"
)

// Waits is what waits for the actor about awards: to sign, to number and issue.
func Waits(a access.Actor) (parts []store.Part) {
	add := func(kind, state string) {
		parts = append(parts, store.Part{SQL: `SELECT '` + kind + `' AS kind, 1 AS n, 0 AS unit_id, '' AS unit, d.id AS card_id, 0 AS period_id, 0 AS year, 0 AS month, '' AS due, d.subject AS note FROM decisions d WHERE d.state = '` + state + `'`})
	}
	if a.May(access.DecisionSign) {
		add("sign", Signing)
	}
	if a.May(access.DecisionIssue) {
		add("issue", Signed)
	}
	return parts
}
