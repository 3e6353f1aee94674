package ceremony_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/clock"
	"congthidua/internal/trial"
)

var (
	committee = access.Actor{Name: "Chuyên viên", Grants: []access.Grant{{Role: access.Committee}}}
	clerk     = access.Actor{Name: "Văn thư", Grants: []access.Grant{{Role: access.Clerk}}}
)

// day is the demonstration with its ceremony of 20 November 2026 on that day: six recipients, one
// with a representative and one taken out, and two guests.
func day(t *testing.T) (*ceremony.Service, *clock.Manual, []ceremony.Guest) {
	t.Helper()
	st, c := trial.Demo(t)
	c.At = time.Date(2026, 11, 20, 13, 30, 0, 0, clock.Zone)
	s := &ceremony.Service{Store: st, Clock: c}
	guests, err := s.Guests(t.Context(), committee, 2)
	if err != nil || len(guests) != 8 {
		t.Fatalf("%d guests, %v", len(guests), err)
	}
	return s, c, guests
}

func gate(t *testing.T, s *ceremony.Service, name string) ceremony.Gate {
	t.Helper()
	g, err := s.GateOf(access.Actor{Name: name, Grants: clerk.Grants}, 2)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func come(t *testing.T, s *ceremony.Service) (n int) {
	t.Helper()
	v, err := s.Ceremony(t.Context(), committee, 2)
	if err != nil {
		t.Fatal(err)
	}
	_, n, _ = v.Attendance()
	return n
}

// TestTwoDesksNeverCountTwice: sixteen desks send the same guests at once, each twice over.
func TestTwoDesksNeverCountTwice(t *testing.T) {
	s, _, guests := day(t)
	var work sync.WaitGroup
	for desk := range 16 {
		g := gate(t, s, fmt.Sprintf("Bàn %d", desk))
		work.Go(func() {
			var notes []ceremony.Note
			for i, x := range guests[:5] {
				notes = append(notes, ceremony.Note{Token: fmt.Sprintf("token-%d-%d", desk, i), Guest: x.ID, Present: true})
			}
			for range 2 {
				if _, err := s.CheckIn(context.WithoutCancel(t.Context()), g, notes); err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
	if n := come(t, s); n != 5 {
		t.Errorf("%d counted, want 5", n)
	}
}

// TestADeskThatWasCutOff: its notes come an hour late and count by when they were made, whatever was
// noted elsewhere meanwhile.
func TestADeskThatWasCutOff(t *testing.T) {
	s, c, guests := day(t)
	first, second := gate(t, s, "Bàn 1"), gate(t, s, "Bàn 2")
	send := func(g ceremony.Gate, n ceremony.Note) ceremony.Outcome {
		t.Helper()
		done, err := s.CheckIn(t.Context(), g, []ceremony.Note{n})
		if err != nil {
			t.Fatal(err)
		}
		return done[0]
	}
	c.At = c.At.Add(time.Hour)
	send(second, ceremony.Note{Token: "second-1", Guest: guests[0].ID, Present: true})
	// Desk one had noted guest 0 an hour before, by mistake, taken it back, and noted guest 1.
	for i, n := range []ceremony.Note{{Guest: guests[0].ID, Present: true, Age: 70 * time.Minute}, {Guest: guests[0].ID, Age: 69 * time.Minute}, {Code: guests[1].Code[:5] + "-" + guests[1].Code[5:], Present: true, Age: 65 * time.Minute}} {
		n.Token = fmt.Sprintf("first-%02d", i)
		send(first, n)
	}
	if n := come(t, s); n != 2 {
		t.Errorf("%d counted, want 2: the later note of desk two stands", n)
	}
	list, err := s.Guests(t.Context(), clerk, 2)
	if err != nil || time.UnixMilli(list[1].At).In(clock.Zone).Format("15:04") != "13:25" || list[0].Desk != "Bàn 2" {
		t.Errorf("%+v %+v %v", list[0], list[1], err)
	}
	if o := send(first, ceremony.Note{Token: "first-again", Guest: guests[1].ID, Present: true}); o.State != "again" || o.Desk != "Bàn 1" {
		t.Errorf("noted a second time: %+v", o)
	}
	if o := send(first, ceremony.Note{Token: "first-none", Code: "2345623456", Present: true}); o.State != "unknown" {
		t.Errorf("a code of nobody: %+v", o)
	}
	c.At = c.At.AddDate(0, 0, 1)
	if _, err := s.CheckIn(t.Context(), first, []ceremony.Note{{Token: "tomorrow", Guest: guests[2].ID, Present: true}}); err == nil {
		t.Error("a note was taken on another day")
	}
}

// TestWhoComesStandsOnTheStage: a representative named at the desk stands for the recipient; the
// recipient in person takes the announced representative's place; who was taken out stays out until
// whoever runs the ceremony decides, and then gets a turn.
func TestWhoComesStandsOnTheStage(t *testing.T) {
	s, _, _ := day(t)
	v, err := s.Ceremony(t.Context(), committee, 2)
	if err != nil {
		t.Fatal(err)
	}
	byRecipient := map[int64]ceremony.Guest{}
	for _, g := range v.Guests {
		byRecipient[g.RecipientID] = g
	}
	list := v.Groups[0].List
	g := gate(t, s, "Bàn 1")
	for i, n := range []ceremony.Note{{Guest: byRecipient[list[0].ID].ID, Representative: "Trưởng phòng"}, {Guest: byRecipient[list[1].ID].ID}, {Guest: byRecipient[list[4].ID].ID}} {
		n.Token, n.Present = fmt.Sprintf("token-%02d", i), true
		if _, err := s.CheckIn(t.Context(), g, []ceremony.Note{n}); err != nil {
			t.Fatal(err)
		}
	}
	stands := func() map[int64]string {
		if v, err = s.Ceremony(t.Context(), committee, 2); err != nil {
			t.Fatal(err)
		}
		found := map[int64]string{}
		for _, turn := range v.Turns {
			for _, x := range turn.Stands {
				found[x.ID] = "by " + x.By
			}
		}
		return found
	}
	if got := stands(); got[list[0].ID] != "by Trưởng phòng" || got[list[1].ID] != "by " || got[list[4].ID] != "" || len(v.Late()) != 1 || len(v.Awaited()) != 3 {
		t.Errorf("%v, late %v, awaited %d", got, v.Late(), len(v.Awaited()))
	}
	if err := s.SetAbsence(t.Context(), clerk, 2, list[4].ID, true, ""); err != nil {
		t.Fatal(err)
	}
	if got := stands(); got[list[4].ID] != "by " {
		t.Errorf("not put back: %v", got)
	}
}

// TestTheProgrammeMovesOnce: two hands that press at once move it one step; back takes it back; who is
// missing on the stage has not received, and what was received is what stays.
func TestTheProgrammeMovesOnce(t *testing.T) {
	s, c, _ := day(t)
	ctx := t.Context()
	if err := s.Forward(ctx, access.Actor{Grants: []access.Grant{{Role: access.Auditor}}}, 2, 0); err == nil {
		t.Error("the auditor moved the programme")
	}
	if err := s.Forward(ctx, clerk, 2, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Forward(ctx, committee, 2, 0); err == nil {
		t.Error("a second hand skipped a point")
	}
	steps := 1
	forward := func() ceremony.Stage {
		t.Helper()
		c.At = c.At.Add(4 * time.Minute)
		if err := s.Forward(ctx, clerk, 2, steps); err != nil {
			t.Fatal(err)
		}
		v, err := s.Ceremony(ctx, committee, 2)
		if err != nil {
			t.Fatal(err)
		}
		steps = v.Live.Steps
		return v
	}
	v := forward()
	for v.Live.Current.Turn == nil {
		v = forward()
	}
	if err := s.SaveProgramme(ctx, committee, 2, []ceremony.Item{{Title: "Trao thưởng", Awards: true}}); err == nil {
		t.Error("the programme changed while it runs")
	}
	if err := s.Hold(ctx, committee, 2, v.Version); err == nil {
		t.Error("marked as held while it runs")
	}
	missing := v.Live.Current.Turn.Stands[0]
	if err := s.Missing(ctx, clerk, 2, missing.ID, steps); err != nil {
		t.Fatal(err)
	}
	if err := s.SetAbsence(ctx, clerk, 2, v.Live.Current.Turn.Stands[1].ID, false, ""); err == nil {
		t.Error("somebody on the stage was taken out of the turns")
	}
	v, _ = s.Ceremony(ctx, committee, 2)
	if first := v.Live.Current.Turn.Stands[0]; first.Position != 1 || first.ID == missing.ID {
		t.Errorf("the places did not close up: %+v", first)
	}
	// One step too far, and back.
	second := forward()
	if err := s.Back(ctx, clerk, 2, steps); err != nil {
		t.Fatal(err)
	}
	v, _ = s.Ceremony(ctx, committee, 2)
	if steps = v.Live.Steps; v.Live.Current.Turn == nil || v.Live.Current.Turn.Number != 1 || len(v.Stood) >= len(second.Stood) {
		t.Errorf("not back at the first turn: %+v, %d stood", v.Live.Current, len(v.Stood))
	}
	for !v.Live.Over {
		v = forward()
	}
	if err := s.Forward(ctx, clerk, 2, steps); err == nil {
		t.Error("moved beyond the end")
	}
	if err := s.Hold(ctx, committee, 2, v.Version); err != nil {
		t.Fatal(err)
	}
	v, _ = s.Ceremony(ctx, committee, 2)
	tally := v.Tallies()[0]
	if tally.Due != 6 || tally.Received != 4 || tally.ByOthers != 1 || tally.Missing != 2 {
		t.Errorf("%+v", tally)
	}
}
