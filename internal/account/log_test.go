package account_test

import (
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/trial"
)

// TestWhoReadsTheLog: the auditor and the administrator, nobody else.
func TestWhoReadsTheLog(t *testing.T) {
	d := newDesk(t)
	d.session("an")
	for _, role := range trial.RolesBut(access.Admin, access.Auditor) {
		_, _, err := d.Log(t.Context(), trial.Holder(role, 1, 1, "1/"), audit.Filter{Limit: 10})
		wants(t, string(role), err, fault.ErrForbidden)
	}
	for _, role := range []access.Role{access.Admin, access.Auditor} {
		rows, total, err := d.Log(t.Context(), trial.Holder(role, 1, 0, ""), audit.Filter{Action: "login", Limit: 10})
		if err != nil || total != 1 || len(rows) != 1 || rows[0].Action != "login" {
			t.Errorf("%s: %d %+v %v", role, total, rows, err)
		}
	}
}
