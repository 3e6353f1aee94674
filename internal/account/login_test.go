package account_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"congthidua/internal/account"
	"congthidua/internal/fault"
)

// waits is how long an attempt must wait, 0 where it is looked at.
func (d *desk) waits(username, given, address string) time.Duration {
	d.t.Helper()
	var throttled account.Throttled
	if err := d.login(username, given, address); errors.As(err, &throttled) {
		return throttled.Wait
	}
	return 0
}

func TestLogin(t *testing.T) {
	d := newDesk(t)
	id, err := d.Login(t.Context(), "an", password, "10.0.0.1")
	if err != nil || id != d.id("an") {
		t.Errorf("%d %v", id, err)
	}
	wants(t, "a wrong password", d.login("an", password+"x", "10.0.0.1"), account.ErrLogin)
	wants(t, "an unknown name", d.login("ai", password, "10.0.0.1"), account.ErrLogin)
	if d.logged("login.refused") != 2 {
		t.Errorf("%d refusals in the log", d.logged("login.refused"))
	}
}

// TestAnAccountWaits: after five failures one minute, then twice as long each time, at most 15 minutes. The
// right password does not help while it waits, nor a restart; afterwards it does, and the count begins anew.
func TestAnAccountWaits(t *testing.T) {
	d := newDesk(t)
	address := 0
	fail := func() {
		t.Helper()
		address++
		wants(t, "a wrong password", d.login("an", "sai", fmt.Sprint("10.0.1.", address)), account.ErrLogin)
	}
	for range 4 {
		fail()
	}
	if wait := d.waits("an", "sai", "10.0.2.1"); wait != 0 { // the fifth
		t.Fatalf("waits %s after four failures", wait)
	}
	for _, minutes := range []int{1, 2, 4, 8, 15, 15} {
		want := time.Duration(minutes) * time.Minute
		if wait := d.waits("an", password, "10.0.2.2"); wait != want {
			t.Errorf("waits %s, want %s", wait, want)
		}
		restarted := &desk{t: t, clock: d.clock, Service: &account.Service{Store: d.Store, Clock: d.clock}}
		if wait := restarted.waits("an", password, "10.0.2.2"); wait != want {
			t.Errorf("after a restart it waits %s, want %s", wait, want)
		}
		d.pass(want - time.Millisecond)
		if d.waits("an", password, "10.0.2.2") == 0 {
			t.Error("a millisecond too early")
		}
		d.pass(time.Millisecond)
		fail()
	}
	d.pass(15 * time.Minute)
	d.must(d.login("an", password, "10.0.2.3"))
	for range 4 {
		fail()
	}
	d.must(d.login("an", password, "10.0.2.4"))
	if wait := d.waits("binh", password, "10.0.2.5"); wait != 0 {
		t.Errorf("somebody else waits %s", wait)
	}
}

// TestAnAddressWaits: after twenty failures, whatever the names; a good login does not clear it.
func TestAnAddressWaits(t *testing.T) {
	d := newDesk(t)
	for n := range 19 {
		wants(t, "a wrong name", d.login(fmt.Sprint("ai", n), "sai", "10.0.0.1"), account.ErrLogin)
	}
	d.must(d.login("an", password, "10.0.0.1"))
	wants(t, "the twentieth", d.login("ai", "sai", "10.0.0.1"), account.ErrLogin)
	if wait := d.waits("an", password, "10.0.0.1"); wait != time.Minute {
		t.Errorf("waits %s", wait)
	}
	d.must(d.login("an", password, "10.0.0.2"))
}

// TestFailuresAreForgotten: the slips of an office add up within a day only, and nothing is left of them.
func TestFailuresAreForgotten(t *testing.T) {
	d := newDesk(t)
	for day := range 4 {
		for n := range 10 {
			name := fmt.Sprint("ai", day, "x", n)
			wants(t, "a wrong name", d.login(name, "sai", "10.0.0.1"), account.ErrLogin)
		}
		d.pass(24*time.Hour + time.Minute)
	}
	d.must(d.login("an", password, "10.0.0.1"))
	wants(t, "a wrong name", d.login("ai", "sai", "10.0.0.1"), account.ErrLogin)
	if kept := d.number(`SELECT count(*) FROM throttles`); kept != 2 {
		t.Errorf("%d counts are kept, want those of the last name and the address", kept)
	}
}

// TestGuessesBesideEachOther: whoever sends many guesses at once gets no more answers than one after the other.
func TestGuessesBesideEachOther(t *testing.T) {
	d := newDesk(t)
	var wrong, waits atomic.Int64
	var all sync.WaitGroup
	for n := range 16 {
		all.Go(func() {
			var throttled account.Throttled
			switch err := d.login("an", "sai", fmt.Sprint("10.0.0.", n)); {
			case errors.Is(err, account.ErrLogin):
				wrong.Add(1)
			case errors.As(err, &throttled):
				waits.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if wrong.Load() != 5 || waits.Load() != 11 {
		t.Errorf("%d answered, %d told to wait", wrong.Load(), waits.Load())
	}
}

func TestConfirm(t *testing.T) {
	d := newDesk(t)
	session, elsewhere := d.session("an"), d.session("an")
	a, err := d.Resume(t.Context(), session, "10.0.0.1")
	d.must(err)
	d.pass(10 * time.Minute)
	refused(t, "a wrong password", d.Confirm(t.Context(), a, "sai"), "password")
	d.must(d.Confirm(t.Context(), a, password))
	again, err := d.Resume(t.Context(), session, "10.0.0.1")
	if err != nil || again.ConfirmedAt-a.ConfirmedAt != (10*time.Minute).Milliseconds() {
		t.Errorf("%+v %v", again, err)
	}
	if x, err := d.Resume(t.Context(), elsewhere, "10.0.0.1"); err != nil || x.ConfirmedAt != a.ConfirmedAt {
		t.Errorf("a session elsewhere is confirmed as well: %+v %v", x, err)
	}
	a.Username = "binh" // somebody else's name
	wants(t, "another account", d.Confirm(t.Context(), a, password), fault.ErrForbidden)
	for range 5 {
		_ = d.Confirm(t.Context(), a, "sai")
	}
	var throttled account.Throttled
	if err := d.Confirm(t.Context(), a, password); !errors.As(err, &throttled) {
		t.Errorf("after five wrong passwords: %v", err)
	}
}
