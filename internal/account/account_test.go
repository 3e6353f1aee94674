package account_test

import (
	"errors"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
	"congthidua/internal/trial"
)

// others are the roles that manage no accounts.
var others = trial.RolesBut(access.Admin)

// TestOnlyTheAdminManagesAccounts: every use case of the admin's pages, as everybody else.
func TestOnlyTheAdminManagesAccounts(t *testing.T) {
	d := newDesk(t)
	ctx, an := t.Context(), d.account("an")
	grant := d.grant("an", access.Head, 2, d.day(0), "")
	steps := map[string]func(a access.Actor) error{
		"create": func(a access.Actor) error {
			_, err := d.Create(ctx, a, account.New{Username: "moi", Display: "Mới"}, access.Cadre, 0)
			return err
		},
		"reset":   func(a access.Actor) error { _, err := d.Reset(ctx, a, an.ID, an.Version); return err },
		"disable": func(a access.Actor) error { return d.SetDisabled(ctx, a, an.ID, an.Version, true) },
		"unlock":  func(a access.Actor) error { return d.Unlock(ctx, a, an.ID) },
		"grant": func(a access.Actor) error {
			return d.Service.Grant(ctx, a, an.ID, access.Cadre, 0, account.Interval{Since: d.day(0)})
		},
		"revoke":   func(a access.Actor) error { return d.Revoke(ctx, a, grant, 1) },
		"slips":    func(a access.Actor) error { _, err := d.IssueSlips(ctx, a, 1); return err },
		"list":     func(a access.Actor) error { _, _, err := d.List(ctx, a, "", 0); return err },
		"account":  func(a access.Actor) error { _, err := d.Account(ctx, a, an.ID); return err },
		"sessions": func(a access.Actor) error { _, err := d.Sessions(ctx, a); return err },
	}
	for name, step := range steps {
		for _, role := range others {
			a := access.Actor{AccountID: 901, Grants: []access.Grant{{Role: role}}}
			wants(t, string(role)+" "+name, step(a), fault.ErrForbidden)
		}
		wants(t, "nobody "+name, step(access.Actor{}), fault.ErrForbidden)
	}
	if d.account("an") != an && d.account("an").Version != an.Version {
		t.Error("something was changed all the same")
	}
}

func TestCreate(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		made  account.New
		role  access.Role
		unit  int64
		field string
	}{
		"good":                 {account.New{Username: "hoa.nt", Display: "Hoa"}, access.Committee, 0, ""},
		"a head of a unit":     {account.New{Username: "hoa2", Display: "Hoa"}, access.Head, 2, ""},
		"a head of no unit":    {account.New{Username: "hoa3", Display: "Hoa"}, access.Head, 0, "role_unit"},
		"a leader of no unit":  {account.New{Username: "hoa4", Display: "Hoa"}, access.Leader, 0, "role_unit"},
		"capital letters":      {account.New{Username: "Hoa", Display: "Hoa"}, access.Cadre, 0, "username"},
		"a mark":               {account.New{Username: "hòa", Display: "Hoa"}, access.Cadre, 0, "username"},
		"one letter":           {account.New{Username: "h", Display: "Hoa"}, access.Cadre, 0, "username"},
		"a digit first":        {account.New{Username: "1hoa", Display: "Hoa"}, access.Cadre, 0, "username"},
		"without a name":       {account.New{Username: "hoa5", Display: " "}, access.Cadre, 0, "display"},
		"an unknown role":      {account.New{Username: "hoa6", Display: "Hoa"}, "x", 0, "role"},
		"a name that is taken": {account.New{Username: "an", Display: "Hoa"}, access.Cadre, 0, "username"},
	} {
		t.Run(name, func(t *testing.T) {
			once, err := d.Create(t.Context(), admin, c.made, c.role, c.unit)
			if c.field != "" {
				refused(t, name, err, c.field)
				return
			}
			d.must(err)
			if err := d.login(c.made.Username, once, "10.0.0.9"); err != nil {
				t.Errorf("the one-time password: %v", err)
			}
			a := d.actor(c.made.Username)
			if !a.MustChange || len(a.Grants) != 1 || a.Grants[0].Role != c.role || a.Grants[0].UnitID != c.unit {
				t.Errorf("%+v", a)
			}
		})
	}
}

func TestResetPassword(t *testing.T) {
	d := newDesk(t)
	an, session := d.account("an"), d.session("an")
	for range 5 {
		_ = d.login("an", "sai", "10.0.0.1")
	}
	_, err := d.Reset(t.Context(), admin, an.ID, an.Version+1)
	wants(t, "a page that is out of date", err, fault.ErrStale)
	_, err = d.Reset(t.Context(), admin, 99, 1)
	wants(t, "nobody", err, fault.ErrNotFound)
	if !d.alive(session) {
		t.Error("what was refused ended a session")
	}
	once, err := d.Reset(t.Context(), admin, an.ID, an.Version)
	d.must(err)
	if d.alive(session) {
		t.Error("the session goes on")
	}
	if err := d.login("an", once, "10.0.0.2"); err != nil { // it waits no longer
		t.Errorf("the new password: %v", err)
	}
	if err := d.login("an", password, "10.0.0.2"); err == nil {
		t.Error("the old password still opens")
	}
	if !d.actor("an").MustChange || d.logged("account.reset") != 1 {
		t.Error("it need not be changed, or the log does not tell")
	}
}

func TestDisabledAccounts(t *testing.T) {
	d := newDesk(t)
	an, session := d.account("an"), d.session("an")
	self := admin
	self.AccountID = an.ID
	conflict(t, "the own account", d.SetDisabled(t.Context(), self, an.ID, an.Version, true))
	wants(t, "a page that is out of date", d.SetDisabled(t.Context(), admin, an.ID, an.Version+1, true), fault.ErrStale)
	d.must(d.SetDisabled(t.Context(), admin, an.ID, an.Version, true))
	if d.alive(session) {
		t.Error("the session goes on")
	}
	wants(t, "a login", d.login("an", password, "10.0.0.1"), account.ErrLogin)
	_, err := d.Start(t.Context(), an.ID, "10.0.0.1", "test")
	wants(t, "a session behind the login's back", err, fault.ErrForbidden)
	d.must(d.SetDisabled(t.Context(), admin, an.ID, an.Version+1, false))
	d.must(d.login("an", password, "10.0.0.2"))
	session = d.session("an")
	d.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, an.ID) // its sessions are still in the table
	if d.alive(session) {
		t.Error("a session of a disabled account is taken up")
	}
}

func TestUnlock(t *testing.T) {
	d := newDesk(t)
	conflict(t, "who does not wait", d.Unlock(t.Context(), admin, d.id("an")))
	for range 5 {
		_ = d.login("an", "sai", "10.0.0.1")
	}
	d.must(d.Unlock(t.Context(), admin, d.id("an")))
	d.must(d.login("an", password, "10.0.0.1"))
	wants(t, "nobody", d.Unlock(t.Context(), admin, 99), fault.ErrNotFound)
}

func TestPreferences(t *testing.T) {
	d := newDesk(t)
	a := d.actor("an")
	d.must(d.Prefer(t.Context(), a, locale.English, account.Dark))
	if x := d.account("an"); x.Language != locale.English || x.Theme != account.Dark || x.Version != 1 {
		t.Errorf("%+v", x)
	}
	if x := d.account("binh"); x.Language != locale.Vietnamese || x.Theme != account.System {
		t.Errorf("somebody else's: %+v", x)
	}
	refused(t, "a colour that there is not", d.Prefer(t.Context(), a, locale.English, "blue"), "theme")
}

func TestChangePassword(t *testing.T) {
	d := newDesk(t)
	session := d.session("an")
	a, err := d.Resume(t.Context(), session, "")
	d.must(err)
	const next = "mật khẩu khác hẳn 2026"
	change := func(old, password, repeated string) error {
		return d.Service.ChangePassword(t.Context(), a, old, password, repeated)
	}
	refused(t, "a wrong old one", change("sai", next, next), "old")
	refused(t, "typed differently", change(password, next, next+"x"), "repeated")
	refused(t, "the same", change(password, password, password), "password")
	refused(t, "a short one", change(password, "ngắn", "ngắn"), "password")
	if !d.alive(session) {
		t.Error("what was refused ended the session")
	}
	var throttled account.Throttled // whoever found the portal open does not guess for ever
	guesses := 1
	for err = change("sai", next, next); !errors.As(err, &throttled) && guesses < 20; guesses++ {
		err = change("sai", next, next)
	}
	wants(t, "the right one, among guesses", change(password, next, next), err)
	if guesses == 20 {
		t.Error("twenty guesses were taken")
	}
	d.pass(24 * time.Hour)
	session = d.session("an")
	a, err = d.Resume(t.Context(), session, "")
	d.must(err)
	d.exec(`UPDATE accounts SET must_change = TRUE WHERE id = ?`, a.AccountID)
	d.must(change(password, next, next))
	if d.alive(session) {
		t.Error("the session goes on with the old password")
	}
	d.must(d.login("an", next, "10.0.0.1"))
	wants(t, "the old password", d.login("an", password, "10.0.0.1"), account.ErrLogin)
	if d.actor("an").MustChange {
		t.Error("it must still be changed")
	}
}

func TestListAndFile(t *testing.T) {
	d := newDesk(t)
	d.grant("an", access.Head, 2, d.day(0), "")
	d.grant("an", access.Cadre, 2, d.day(0), d.day(0))   // its last day
	d.grant("an", access.Clerk, 0, d.day(-9), d.day(-1)) // over
	rows, more, err := d.List(t.Context(), admin, "nguyễn văn", 0)
	d.must(err)
	if len(rows) != 1 || more || rows[0].Username != "an" || rows[0].Unit != "Phòng Một" || len(rows[0].Roles) != len("cadre,head") {
		t.Errorf("%+v", rows)
	}
	rows, _, err = d.List(t.Context(), admin, "", 0)
	if err != nil || len(rows) != 4 {
		t.Errorf("everybody: %+v %v", rows, err)
	}
	f, err := d.Account(t.Context(), admin, d.id("an"))
	if err != nil || len(f.Grants) != 3 || f.Rights != (account.Rights{Grant: true, Disable: true}) || f.Grants[0].Holder != "Nguyễn Văn An" {
		t.Errorf("%+v %v", f, err)
	}
	self := admin
	self.AccountID = d.id("an")
	if f, err := d.Account(t.Context(), self, self.AccountID); err != nil || f.Rights != (account.Rights{}) {
		t.Errorf("the own account: %+v %v", f.Rights, err)
	}
	_, err = d.Account(t.Context(), admin, 99)
	wants(t, "nobody", err, fault.ErrNotFound)
	if empty, err := d.Empty(t.Context()); err != nil || empty {
		t.Errorf("empty %v %v", empty, err)
	}
}
