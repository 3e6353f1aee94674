package account_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/fault"
)

func TestNobodyChangesTheOwnRoles(t *testing.T) {
	d := newDesk(t)
	own := d.grant("an", access.Admin, 0, d.day(0), "")
	a := d.actor("an")
	err := d.Service.Grant(t.Context(), a, a.AccountID, access.Committee, 0, account.Interval{Since: d.day(0)})
	wants(t, "a role for oneself", err, fault.ErrForbidden)
	wants(t, "the own role taken away", d.Revoke(t.Context(), a, own, 1), fault.ErrForbidden)
	if got := strings.Join(rolesOf(d.actor("an")), ", "); got != "admin " {
		t.Errorf("roles: %s", got)
	}
	d.must(d.Service.Grant(t.Context(), a, d.id("binh"), access.Committee, 0, account.Interval{Since: d.day(0)}))
}

func TestGrant(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		role  access.Role
		unit  int64
		days  account.Interval
		field string
	}{
		"without end":           {access.Committee, 0, account.Interval{Since: d.day(0)}, ""},
		"for one day":           {access.Head, 2, account.Interval{Since: d.day(3), Until: d.day(3)}, ""},
		"an unknown role":       {"x", 0, account.Interval{Since: d.day(0)}, "role"},
		"a head of no unit":     {access.Head, 0, account.Interval{Since: d.day(0)}, "unit"},
		"a leader of no unit":   {access.Leader, 0, account.Interval{Since: d.day(0)}, "unit"},
		"no beginning":          {access.Committee, 0, account.Interval{}, "since"},
		"only a year":           {access.Committee, 0, account.Interval{Since: "2026"}, "since"},
		"an end that is no day": {access.Committee, 0, account.Interval{Since: d.day(0), Until: "31/02/2027"}, "until"},
		"ends before it begins": {access.Committee, 0, account.Interval{Since: d.day(1), Until: d.day(0)}, "until"},
	} {
		t.Run(name, func(t *testing.T) {
			session := d.session("an")
			err := d.Service.Grant(t.Context(), admin, d.id("an"), c.role, c.unit, c.days)
			if c.field != "" {
				refused(t, name, err, c.field)
			} else {
				d.must(err)
			}
			if d.alive(session) != (c.field != "") {
				t.Error("sessions end exactly when a role is given")
			}
		})
	}
	err := d.Service.Grant(t.Context(), admin, 99, access.Committee, 0, account.Interval{Since: d.day(0)})
	wants(t, "nobody", err, fault.ErrNotFound)
}

// TestDaysOfAGrant: a role counts from its first day to its last.
func TestDaysOfAGrant(t *testing.T) {
	d := newDesk(t)
	d.grant("an", access.Head, 2, d.day(2), d.day(4))
	for day, want := range map[int]string{0: "", 1: "", 2: "head 1/2/", 3: "head 1/2/", 4: "head 1/2/", 5: "", 400: ""} {
		before := d.clock.At
		d.clock.At = before.AddDate(0, 0, day)
		if got := strings.Join(rolesOf(d.actor("an")), ", "); got != want {
			t.Errorf("day %d: %q, want %q", day, got, want)
		}
		d.clock.At = before
	}
}

func TestRevoke(t *testing.T) {
	d := newDesk(t)
	head := d.grant("an", access.Head, 2, d.day(0), "")
	d.grant("an", access.Cadre, 2, d.day(0), "")
	session := d.session("an")
	wants(t, "a page that is out of date", d.Revoke(t.Context(), admin, head, 2), fault.ErrStale)
	wants(t, "what is not there", d.Revoke(t.Context(), admin, 99, 1), fault.ErrNotFound)
	if !d.alive(session) {
		t.Error("what was refused ended a session")
	}
	d.must(d.Revoke(t.Context(), admin, head, 1))
	if d.alive(session) {
		t.Error("the session goes on with the role")
	}
	if got := strings.Join(rolesOf(d.actor("an")), ", "); got != "cadre 1/2/" || d.logged("grant.revoke") != 1 {
		t.Errorf("roles: %s", got)
	}
}

// TestRevokingARoleEndsWhatWasPassedOn: and nothing else.
func TestRevokingARoleEndsWhatWasPassedOn(t *testing.T) {
	d := newDesk(t)
	head := d.grant("an", access.Head, 2, d.day(0), "")
	d.grant("an", access.Leader, 2, d.day(0), "")
	a := d.actor("an")
	for _, role := range []access.Role{access.Head, access.Leader} {
		d.must(d.Delegate(t.Context(), a, account.Delegation{
			Role: role, UnitID: 2, To: d.id("binh"), Days: account.Interval{Since: d.day(0), Until: d.day(9)}, Reason: "Đi công tác"}))
	}
	session := d.session("binh")
	d.must(d.Revoke(t.Context(), admin, head, 1))
	if d.alive(session) {
		t.Error("the deputy's session goes on")
	}
	if got := strings.Join(rolesOf(d.actor("binh")), ", "); got != "leader 1/2/" {
		t.Errorf("the deputy's roles: %s", got)
	}
}

// TestRevokingARoleLeavesWhatWasPassedOnElsewhere: the same role in another unit is another role.
func TestRevokingARoleLeavesWhatWasPassedOnElsewhere(t *testing.T) {
	d := newDesk(t)
	here := d.grant("an", access.Head, 2, d.day(0), "")
	d.grant("an", access.Head, 3, d.day(0), "")
	a := d.actor("an")
	for unit, to := range map[int64]string{2: "binh", 3: "chi"} {
		d.must(d.Delegate(t.Context(), a, account.Delegation{
			Role: access.Head, UnitID: unit, To: d.id(to), Reason: "Đi công tác",
			Days: account.Interval{Since: d.day(0), Until: d.day(9)},
		}))
	}
	d.must(d.Revoke(t.Context(), admin, here, 1))
	if binh, chi := d.actor("binh"), d.actor("chi"); len(binh.Grants) != 0 || len(chi.Grants) != 1 {
		t.Errorf("of room 2 %v, of room 3 %v", rolesOf(binh), rolesOf(chi))
	}
}
