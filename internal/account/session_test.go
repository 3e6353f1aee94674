package account_test

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/fault"
)

func TestASessionEndsAfterThirtyIdleMinutes(t *testing.T) {
	d := newDesk(t)
	session := d.session("an")
	d.pass(30 * time.Minute)
	if !d.alive(session) {
		t.Error("ended at thirty minutes")
	}
	d.pass(30 * time.Minute) // it was used in between
	if !d.alive(session) {
		t.Error("the last use was not noted")
	}
	d.pass(30*time.Minute + time.Millisecond)
	if d.alive(session) {
		t.Error("alive after more than thirty minutes without use")
	}
}

func TestASessionEndsAfterEightHours(t *testing.T) {
	d := newDesk(t)
	session := d.session("an")
	for range 24 {
		d.pass(20 * time.Minute)
		if !d.alive(session) {
			t.Fatalf("ended at %s", d.clock.At)
		}
	}
	d.pass(time.Millisecond)
	if d.alive(session) {
		t.Error("alive after more than eight hours of use")
	}
}

// TestTheLastUseIsNotedByTheMinute: not for every click.
func TestTheLastUseIsNotedByTheMinute(t *testing.T) {
	d := newDesk(t)
	session := d.session("an")
	seen := func() int64 { return d.number(`SELECT seen_at FROM sessions`) }
	begun := seen()
	d.pass(time.Minute)
	if !d.alive(session) || seen() != begun {
		t.Error("noted within a minute")
	}
	d.pass(time.Second)
	if !d.alive(session) || seen() != begun+61_000 {
		t.Error("not noted after a minute")
	}
}

func TestWhoIsBehindASession(t *testing.T) {
	d := newDesk(t)
	d.grant("an", access.Head, 2, d.day(0), "")
	d.grant("an", access.Committee, 0, d.day(0), "")
	id := d.session("an")
	a, err := d.Resume(t.Context(), id, "10.0.0.7")
	d.must(err)
	x := d.account("an")
	if a.AccountID != x.ID || a.PersonID != *x.PersonID || a.Username != "an" || a.Name != "Nguyễn Văn An" || a.MustChange ||
		a.Theme != "system" || a.Address != "10.0.0.7" || a.ConfirmedAt != d.clock.At.UnixMilli() {
		t.Errorf("%+v", a)
	}
	if len(a.Grants) != 2 || a.Grants[0] != (access.Grant{Role: access.Head, UnitID: 2, Path: "1/2/"}) ||
		a.Grants[1] != (access.Grant{Role: access.Committee}) {
		t.Errorf("%+v", a.Grants)
	}
	if a.SessionID != account.HashSessionID(id) || a.SessionID == id || len(a.SessionID) != 64 {
		t.Errorf("the id of the session: %s", a.SessionID)
	}
	if n := d.number(`SELECT count(*) FROM sessions WHERE id = ?`, id); n != 0 {
		t.Error("the database holds the id itself")
	}
	for what, other := range map[string]string{"its hash": a.SessionID, "another": account.NewSessionID(), "nothing": ""} {
		if d.alive(other) {
			t.Errorf("%s opens a session", what)
		}
	}
	if one, another := account.NewSessionID(), account.NewSessionID(); one == another {
		t.Error("two ids are alike")
	}
}

func TestOldSessionsAreSweptAtALogin(t *testing.T) {
	d := newDesk(t)
	d.session("an")
	d.pass(20 * time.Minute)
	d.session("binh")
	d.pass(20 * time.Minute)
	d.session("chi")
	if n := d.number(`SELECT count(*) FROM sessions`); n != 2 {
		t.Errorf("%d sessions", n)
	}
	if _, err := d.Start(t.Context(), d.id("an"), "10.0.0.1", strings.Repeat("ạ", 500)); err != nil {
		t.Errorf("a long description of a browser: %v", err)
	}
}

// TestAUsedSessionIsSweptAfterEightHours: the sweep goes by the beginning too, not by the last use alone.
func TestAUsedSessionIsSweptAfterEightHours(t *testing.T) {
	d := newDesk(t)
	used := d.session("an")
	for range 24 {
		d.pass(20 * time.Minute)
		if !d.alive(used) {
			t.Fatal("it ended while it was used")
		}
	}
	d.pass(time.Minute)
	d.session("binh")
	if n := d.number(`SELECT count(*) FROM sessions WHERE account_id = ?`, d.id("an")); n != 0 {
		t.Errorf("%d sessions of eight hours ago are kept", n)
	}
}

func TestSessionsInTheList(t *testing.T) {
	d := newDesk(t)
	d.session("an")
	d.pass(20 * time.Minute)
	d.session("an")
	d.session("binh")
	a := d.actor("an")
	if list, err := d.OwnSessions(t.Context(), a); err != nil || len(list) != 3 || list[2].CreatedAt > list[0].CreatedAt {
		t.Errorf("the own: %+v %v", list, err)
	}
	if list, err := d.Sessions(t.Context(), admin); err != nil || len(list) != 4 {
		t.Errorf("all: %+v %v", list, err)
	}
	d.pass(20 * time.Minute)
	if list, err := d.OwnSessions(t.Context(), a); err != nil || len(list) != 2 {
		t.Errorf("an overdue one: %+v %v", list, err)
	}
	d.exec(`UPDATE sessions SET created_at = ?`, d.clock.At.Add(-8*time.Hour-time.Millisecond).UnixMilli())
	if list, err := d.OwnSessions(t.Context(), a); err != nil || len(list) != 0 {
		t.Errorf("after eight hours: %+v %v", list, err)
	}
}

func TestEndSession(t *testing.T) {
	d := newDesk(t)
	first, second, others := d.session("an"), d.session("an"), d.session("binh")
	a, err := d.Resume(t.Context(), first, "")
	d.must(err)
	wants(t, "somebody else's", d.EndSession(t.Context(), a, account.HashSessionID(others)), fault.ErrNotFound)
	wants(t, "one that there is not", d.EndSession(t.Context(), a, "x"), fault.ErrNotFound)
	d.must(d.EndSession(t.Context(), a, account.HashSessionID(second)))
	d.must(d.EndSession(t.Context(), admin, account.HashSessionID(others)))
	if d.alive(second) || d.alive(others) || !d.alive(first) {
		t.Error("the wrong sessions ended")
	}
	d.must(d.End(t.Context(), a))
	if d.alive(first) || d.logged("logout") != 1 || d.logged("session.end") != 2 {
		t.Error("the own session goes on, or the log does not tell")
	}
}
