package ceremony_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"congthidua/internal/ceremony"
	"congthidua/internal/clock"
)

// TestTwoDesksNeverCountTwice: sixteen desks send the same guests at once, each twice over.
func TestTwoDesksNeverCountTwice(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.ceremony(today, 4, h.decision(lines(9, "A", 5)...))
	var work sync.WaitGroup
	guests := h.see(id).Guests
	for desk := range 16 {
		g := h.desk(id, fmt.Sprintf("Bàn %d", desk))
		work.Go(func() {
			var notes []ceremony.Note
			for i, x := range guests {
				notes = append(
					notes,
					ceremony.Note{Token: fmt.Sprintf("token-%d-%d", desk, i), Guest: x.ID, Present: true},
				)
			}
			for range 2 {
				if _, err := h.CheckIn(context.WithoutCancel(t.Context()), g, notes); err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
	if n := h.come(id); n != 5 {
		t.Errorf("%d counted, want 5", n)
	}
	if n := h.number(`SELECT count(*) FROM ceremony_checkins`); n != 16*5 {
		t.Errorf("%d notes kept, want 80", n)
	}
}

// TestADeskThatWasCutOff: its notes come an hour late and count by when they were made, whatever was noted
// elsewhere meanwhile.
func TestADeskThatWasCutOff(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	first, second := h.desk(id, "Bàn 1"), h.desk(id, "Bàn 2")
	a, b := h.guest(id, "A 01"), h.guest(id, "A 02")
	h.clock.At = h.clock.At.Add(time.Hour)
	h.send(second, ceremony.Note{Token: token(1), Guest: a.ID, Present: true})
	// Desk one had noted A 01 an hour before by mistake, taken it back, and noted A 02.
	for i, n := range []ceremony.Note{
		{Guest: a.ID, Present: true, Age: 70 * time.Minute},
		{Guest: a.ID, Age: 69 * time.Minute},
		{Code: b.Code, Present: true, Age: 65 * time.Minute},
	} {
		n.Token = token(10 + i)
		h.send(first, n)
	}
	a, b = h.guest(id, "A 01"), h.guest(id, "A 02")
	if !a.Present || a.Desk != "Bàn 2" {
		t.Errorf("the later note of desk two does not stand: %+v", a)
	}
	if at := time.UnixMilli(b.At).In(clock.Zone).Format("15:04"); !b.Present || b.Desk != "Bàn 1" || at != "13:25" {
		t.Errorf("noted at %s: %+v", at, b)
	}
}

// TestWhoComesStandsOnTheStage: what a desk notes of a recipient changes who stands there, but who was
// taken out of the turns stays out until whoever conducts the ceremony decides.
func TestWhoComesStandsOnTheStage(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, c := range []struct {
		name           string
		away           bool
		announced, by  string
		present        bool
		stage          string
		changes        int64 // of the ceremony
		late, hasCome  int
		representative string // that is kept of the absence
	}{
		{"in person", false, "", "", true, "A 01", 0, 0, 1, ""},
		{"somebody else, unannounced", false, "", "con gái", true, "A 01 (con gái)", 1, 0, 1, "con gái"},
		{"as announced", true, "con gái", "con gái", true, "A 01 (con gái)", 0, 0, 1, "con gái"},
		{"another than announced", true, "con gái", "con trai", true, "A 01 (con trai)", 1, 0, 1, "con trai"},
		{"in person, though somebody was announced", true, "con gái", "", true, "A 01", 1, 0, 1, ""},
		{"taken out, comes in person", true, "", "", true, "", 0, 1, 1, ""},
		{"taken out, sends somebody", true, "", "con gái", true, "", 0, 1, 1, ""},
		{"a note taken back changes nothing", false, "", "con gái", false, "A 01", 0, 0, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := h.ceremony(today, 4, h.decision(lines(9, "A", 1)...))
			if c.away {
				h.must(h.SetAbsence(t.Context(), committee, h.away(id, "A 01", c.announced)))
			}
			before := h.see(id).Changes
			h.send(h.desk(id, "Bàn 1"), ceremony.Note{
				Token: token(int(id)), Guest: h.guest(id, "A 01").ID, Present: c.present, Representative: c.by,
			})
			v, want := h.see(id), "1: "+c.stage
			if c.stage == "" {
				want = ""
			}
			if got := onStage(v); got != want || v.Changes-before != c.changes {
				t.Errorf("on the stage %q after %d changes", got, v.Changes-before)
			}
			if x := v.AbsenceOf(h.called("A 01")); x.Representative != c.representative {
				t.Errorf("kept of the absence: %+v", x)
			}
			if len(v.Late()) != c.late || h.come(id) != c.hasCome {
				t.Errorf("%d late, %d have come", len(v.Late()), h.come(id))
			}
		})
	}
}

// TestPutBackIntoTheTurns: whoever conducts the ceremony gives a late recipient a place again.
func TestPutBackIntoTheTurns(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	h.must(h.SetAbsence(t.Context(), committee, h.away(id, "A 01", "")))
	h.send(h.desk(id, "Bàn 1"), ceremony.Note{Token: token(1), Guest: h.guest(id, "A 01").ID, Present: true})
	back := h.away(id, "A 01", "")
	back.Away = false
	h.must(h.SetAbsence(t.Context(), clerk, back))
	if got := onStage(h.see(id)); got != "1: A 01 A 02 | 2: A 03" || len(h.see(id).Late()) != 0 {
		t.Errorf("on the stage: %s", got)
	}
}
