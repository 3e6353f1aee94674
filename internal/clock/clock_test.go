package clock_test

import (
	"testing"
	"time"

	"congthidua/internal/clock"
)

func TestTodayIsTheDayInHanoi(t *testing.T) {
	for _, c := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"a second before midnight there", time.Date(2026, 12, 31, 16, 59, 59, 0, time.UTC), "2026-12-31"},
		{"midnight there", time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC), "2027-01-01"},
		{"the evening in America", time.Date(2026, 2, 28, 20, 0, 0, 0, time.FixedZone("", -5*3600)), "2026-03-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			manual := &clock.Manual{At: c.at}
			if got := clock.Today(manual); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if !manual.Now().Equal(c.at) {
				t.Errorf("the instant moved to %s", manual.Now())
			}
		})
	}
}

func TestZone(t *testing.T) {
	for _, year := range []int{1980, 2026, 2050} {
		for _, month := range []time.Month{time.January, time.July} {
			at := time.Date(year, month, 1, 12, 0, 0, 0, clock.Zone)
			if got := at.UTC().Hour(); got != 5 {
				t.Errorf("noon in %s %d is %d o'clock UTC, want 5", month, year, got)
			}
		}
	}
	for _, c := range []clock.Clock{clock.System{}, clock.StartingAt(time.Now()), &clock.Manual{At: time.Now()}} {
		if got := c.Now().Location(); got != clock.Zone {
			t.Errorf("%T speaks of %s", c, got)
		}
	}
}

func TestManualStandsUntilItIsMoved(t *testing.T) {
	start := time.Date(2026, 11, 3, 8, 0, 0, 0, clock.Zone)
	c := &clock.Manual{At: start}
	if a, b := c.Now(), c.Now(); !a.Equal(start) || !b.Equal(start) {
		t.Errorf("%s, %s; want %s", a, b, start)
	}
	c.At = start.AddDate(0, 0, 1)
	if got := clock.Today(c); got != "2026-11-04" {
		t.Errorf("a day later it is %s", got)
	}
}

func TestShiftedRunsFromItsStart(t *testing.T) {
	start := time.Date(2020, 1, 1, 8, 0, 0, 0, clock.Zone)
	c := clock.StartingAt(start)
	first := c.Now()
	if late := first.Sub(start); late < 0 || late > time.Minute {
		t.Errorf("begins %s after its start", late)
	}
	time.Sleep(2 * time.Millisecond)
	if !c.Now().After(first) {
		t.Error("stands still")
	}
}

func TestSystemIsTheMachine(t *testing.T) {
	before := time.Now()
	now := clock.System{}.Now()
	if now.Before(before.Add(-time.Second)) || now.After(time.Now().Add(time.Second)) {
		t.Errorf("%s, the machine says %s", now, before)
	}
}
