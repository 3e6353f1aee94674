package account_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/fault"
)

// TestDelegate: who may pass on what, to whom, and for how long. An heads room 2 directly, and room 3
// because that was passed on; Bình works in room 2, Chi in room 3.
func TestDelegate(t *testing.T) {
	d := newDesk(t)
	d.grant("an", access.Head, 2, d.day(0), "")
	d.grant("an", access.Cadre, 2, d.day(0), "")
	d.grant("dung", access.Head, 3, d.day(0), "")
	d.exec(
		`
			INSERT INTO posts (person_id, unit_id, title, main)
			SELECT person_id, 3, 'Phụ trách', FALSE
			FROM accounts
			WHERE username = 'an'`)
	days := account.Interval{Since: d.day(0), Until: d.day(30)}
	d.must(d.Delegate(t.Context(), d.actor("dung"), account.Delegation{
		Role: access.Head, UnitID: 3, To: d.id("an"), Days: days, Reason: "Nghỉ phép"}))
	d.exec(`INSERT INTO accounts (username, display, password_hash, disabled) VALUES ('khoa', 'Khóa', 'x', TRUE)`)
	an := d.actor("an")
	if got := strings.Join(rolesOf(an), ", "); got != "cadre 1/2/, head 1/2/, head 1/3/" {
		t.Fatalf("roles: %s", got)
	}
	good := account.Delegation{Role: access.Head, UnitID: 2, To: d.id("binh"), Days: days, Reason: "Đi công tác"}
	for name, c := range map[string]struct {
		change func(*account.Delegation)
		err    error  // "" field: this error
		field  string // refused
	}{
		"good":                    {func(*account.Delegation) {}, nil, ""},
		"what was passed on":      {func(x *account.Delegation) { x.UnitID, x.To = 3, d.id("chi") }, fault.ErrForbidden, ""},
		"a role that is not held": {func(x *account.Delegation) { x.Role = access.Leader }, fault.ErrForbidden, ""},
		"a role that stays":       {func(x *account.Delegation) { x.Role = access.Cadre }, fault.ErrForbidden, ""},
		"a unit above":            {func(x *account.Delegation) { x.UnitID = 1 }, fault.ErrForbidden, ""},
		"no unit":                 {func(x *account.Delegation) { x.UnitID = 0 }, fault.ErrForbidden, ""},
		"to oneself":              {func(x *account.Delegation) { x.To = an.AccountID }, nil, "account"},
		"to somebody elsewhere":   {func(x *account.Delegation) { x.To = d.id("chi") }, nil, "account"},
		"to a disabled account":   {func(x *account.Delegation) { x.To = d.id("khoa") }, nil, "account"},
		"to nobody":               {func(x *account.Delegation) { x.To = 99 }, nil, "account"},
		"without end":             {func(x *account.Delegation) { x.Days.Until = "" }, nil, "until"},
		"for 90 days":             {func(x *account.Delegation) { x.Days.Until = d.day(90) }, nil, ""},
		"for 91 days":             {func(x *account.Delegation) { x.Days.Until = d.day(91) }, nil, "until"},
		"91 days from a later day": {
			func(x *account.Delegation) { x.Days = account.Interval{Since: d.day(10), Until: d.day(101)} },
			nil,
			"until",
		},
		"ends before it begins": {
			func(x *account.Delegation) { x.Days = account.Interval{Since: d.day(5), Until: d.day(4)} },
			nil,
			"until",
		},
		"from no day":      {func(x *account.Delegation) { x.Days.Since = "" }, nil, "since"},
		"without a reason": {func(x *account.Delegation) { x.Reason = " " }, nil, "reason"},
		"a reason of 301":  {func(x *account.Delegation) { x.Reason = strings.Repeat("x", 301) }, nil, "reason"},
	} {
		t.Run(name, func(t *testing.T) {
			x, session := good, d.session("binh")
			c.change(&x)
			before := d.number(`SELECT count(*) FROM grants`)
			err := d.Delegate(t.Context(), an, x)
			if c.field != "" {
				refused(t, name, err, c.field)
			} else {
				wants(t, name, err, c.err)
			}
			made := d.number(`SELECT count(*) FROM grants`) - before
			if (made == 1) != (err == nil) || d.alive(session) != (err != nil) {
				t.Errorf("%d grants made, session alive: %v", made, d.alive(session))
			}
		})
	}
	for _, role := range []access.Role{
		access.Cadre,
		access.Committee,
		access.Council,
		access.Clerk,
		access.Auditor,
		access.Admin,
	} {
		a := access.Actor{AccountID: 901, Grants: []access.Grant{{Role: role}}}
		wants(t, string(role), d.Delegate(t.Context(), a, good), fault.ErrForbidden)
	}
}

func TestADelegatedRoleCountsAndEnds(t *testing.T) {
	d := newDesk(t)
	d.grant("an", access.Head, 2, d.day(0), "")
	an := d.actor("an")
	d.must(d.Delegate(t.Context(), an, account.Delegation{
		Role:   access.Head,
		UnitID: 2,
		To:     d.id("binh"),
		Days:   account.Interval{Since: d.day(0), Until: d.day(3)},
		Reason: "Đi họp",
	}))
	binh := d.actor("binh")
	if len(binh.Grants) != 1 || !binh.Grants[0].Delegated || binh.Grants[0].Path != "1/2/" {
		t.Fatalf("%+v", binh.Grants)
	}
	wants(t, "passed on once more", d.Delegate(t.Context(), binh, account.Delegation{
		Role:   access.Head,
		UnitID: 2,
		To:     an.AccountID,
		Days:   account.Interval{Since: d.day(0), Until: d.day(1)},
		Reason: "x",
	}), fault.ErrForbidden)
	list, err := d.Delegations(t.Context(), an)
	if err != nil || len(list) != 1 || list[0].Holder != "Lê Thị Bình" || list[0].Delegator != "Nguyễn Văn An" ||
		list[0].Unit != "Phòng Một" {
		t.Fatalf("%+v %v", list, err)
	}
	if list, err := d.Delegable(t.Context(), an); err != nil || len(list) != 1 || list[0].Unit != "Phòng Một" ||
		len(list[0].Colleagues) != 1 || list[0].Colleagues[0].Name != "Lê Thị Bình" {
		t.Errorf("what may be passed on: %+v %v", list, err)
	}
	if list, err := d.Delegable(t.Context(), binh); err != nil || len(list) != 0 {
		t.Errorf("what the deputy may pass on: %+v %v", list, err)
	}
	_, err = d.Delegable(t.Context(), access.Actor{AccountID: 9, Grants: []access.Grant{{Role: access.Clerk}}})
	wants(t, "who has nothing to pass on", err, fault.ErrForbidden)

	grant := list[0].ID
	wants(t, "the deputy takes it back", d.EndDelegation(t.Context(), binh, grant, 1), fault.ErrNotFound)
	wants(t, "a page that is out of date", d.EndDelegation(t.Context(), an, grant, 2), fault.ErrStale)
	wants(t, "who delegates nothing", d.EndDelegation(t.Context(), access.Actor{AccountID: an.AccountID}, grant, 1),
		fault.ErrForbidden)
	session := d.session("binh")
	moved := access.Actor{AccountID: an.AccountID, Grants: []access.Grant{{Role: access.Head, UnitID: 3, Path: "1/3/"}}}
	d.must(d.EndDelegation(t.Context(), moved, grant, 1)) // who heads another unit by now
	if d.alive(session) || len(d.actor("binh").Grants) != 0 {
		t.Error("the role goes on")
	}
}

// TestADelegatedRoleEndsWithItsGivers: when the giver's own ends, is taken away by its day, or the account is closed.
func TestADelegatedRoleEndsWithItsGivers(t *testing.T) {
	for name, end := range map[string]string{
		"the giver's day is over": `UPDATE grants SET since = '2020-01-01', until = '2020-01-31' WHERE account_id = ? AND delegator_id IS NULL`,
		"has not begun":           `UPDATE grants SET since = '2099-01-01', until = NULL WHERE account_id = ? AND delegator_id IS NULL`,
		"the giver is disabled":   `UPDATE accounts SET disabled = TRUE WHERE id = ?`,
		"of another unit":         `UPDATE grants SET unit_id = 3 WHERE account_id = ? AND delegator_id IS NULL`,
		"another role":            `UPDATE grants SET role = 'leader' WHERE account_id = ? AND delegator_id IS NULL`,
		"only passed on by now": `
			UPDATE grants
			SET until = '2099-12-31', delegator_id = (SELECT id FROM accounts WHERE username = 'dung')
			WHERE account_id = ? AND delegator_id IS NULL`,
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.grant("an", access.Head, 2, d.day(0), "")
			an := d.actor("an")
			d.must(d.Delegate(t.Context(), an, account.Delegation{
				Role: access.Head, UnitID: 2, To: d.id("binh"), Reason: "Đi họp",
				Days: account.Interval{Since: d.day(0), Until: d.day(3)},
			}))
			if len(d.actor("binh").Grants) != 1 {
				t.Fatal("the role was not passed on")
			}
			d.exec(end, an.AccountID)
			if got := d.actor("binh").Grants; len(got) != 0 {
				t.Errorf("it goes on: %+v", got)
			}
		})
	}
}

// TestADelegatedRoleCountsOnTheGiversLastDay, and not on the day after.
func TestADelegatedRoleCountsOnTheGiversLastDay(t *testing.T) {
	d := newDesk(t)
	d.grant("an", access.Head, 2, d.day(0), d.day(2))
	d.must(d.Delegate(t.Context(), d.actor("an"), account.Delegation{
		Role: access.Head, UnitID: 2, To: d.id("binh"), Reason: "Đi họp",
		Days: account.Interval{Since: d.day(0), Until: d.day(9)},
	}))
	begin := d.clock.At
	for day, want := range map[int]string{0: "head 1/2/", 2: "head 1/2/", 3: ""} {
		d.clock.At = begin.AddDate(0, 0, day)
		if got := strings.Join(rolesOf(d.actor("binh")), ", "); got != want {
			t.Errorf("day %d: %q, want %q", day, got, want)
		}
	}
}

// TestNobodyDelegatesToWhoCannotLogIn: to a colleague whose account is closed, or who has left the unit.
func TestNobodyDelegatesToWhoCannotLogIn(t *testing.T) {
	for name, change := range map[string]string{
		"closed": `UPDATE accounts SET disabled = TRUE WHERE username = 'binh'`,
		"left": `
			UPDATE posts
			SET until = '2026-01-01'
			WHERE person_id = (SELECT person_id FROM accounts WHERE username = 'binh')`,
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.grant("an", access.Head, 2, d.day(0), "")
			an := d.actor("an")
			d.exec(change)
			refused(t, name, d.Delegate(t.Context(), an, account.Delegation{
				Role: access.Head, UnitID: 2, To: d.id("binh"), Reason: "Đi họp",
				Days: account.Interval{Since: d.day(0), Until: d.day(3)},
			}), "account")
			if list, err := d.Delegable(t.Context(), an); err != nil || len(list) != 1 || len(list[0].Colleagues) != 0 {
				t.Errorf("offered: %+v %v", list, err)
			}
		})
	}
}
