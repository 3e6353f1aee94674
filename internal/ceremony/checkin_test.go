package ceremony_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/ceremony"
)

// come counts who has come.
func (h *hall) come(id int64) int {
	h.t.Helper()
	_, n, _ := h.see(id).Attendance()
	return n
}

func token(n int) string { return fmt.Sprintf("token-%05d", n) }

// TestTheLastNoteByItsTimeCounts, whatever the order in which notes arrive. Ages are in minutes.
func TestTheLastNoteByItsTimeCounts(t *testing.T) {
	t.Parallel()
	h := open(t)
	type note struct {
		present bool
		age     int
	}
	for _, c := range []struct {
		name  string
		notes []note
		come  int
	}{
		{"come", []note{{true, 0}}, 1},
		{"come and taken back", []note{{true, 10}, {false, 5}}, 0},
		{"the taking back arrives first", []note{{false, 5}, {true, 10}}, 0},
		{"taken back and come again", []note{{true, 10}, {false, 5}, {true, 1}}, 1},
		{"in any order", []note{{true, 1}, {true, 10}, {false, 5}}, 1},
		{"in another", []note{{false, 5}, {true, 1}, {true, 10}}, 1},
		{"at the same time: the token decides", []note{{true, 5}, {false, 5}}, 0},
		{"nobody comes from the future", []note{{true, -60}, {false, 0}}, 0},
		{"older than a day counts as a day: the token decides", []note{{false, 24 * 60}, {true, 25 * 60}}, 1},
		{"less than a day does not", []note{{false, 23 * 60}, {true, 25 * 60}}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := h.prepared(today)
			desk, guest := h.desk(id, "Bàn 1"), h.guest(id, "A 01").ID
			for i, n := range c.notes {
				h.send(desk, ceremony.Note{
					Token: token(
						int(id)*100 + i,
					), Guest: guest, Present: n.present, Age: time.Duration(n.age) * time.Minute,
				})
			}
			if got := h.come(id); got != c.come {
				t.Errorf("%d have come, want %d", got, c.come)
			}
		})
	}
}

// TestTakenBackAfterASlowMessage: the note that took longer on its way than the one which takes it back must
// not win; a note that follows one of another guest or of nobody is dated by its age alone.
func TestTakenBackAfterASlowMessage(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	desk, first, second := h.desk(id, "Bàn 1"), h.guest(id, "A 01").ID, h.guest(id, "A 02").ID
	h.send(desk, ceremony.Note{Token: token(1), Guest: first, Present: true})
	h.send(desk, ceremony.Note{Token: token(2), Guest: second, Present: true})
	for i, c := range []struct {
		name  string
		guest int64
		after string
		come  int
	}{
		{"names no note", first, "", 2},
		{"names a note of another guest", first, token(2), 2},
		{"names no kept note", first, token(99), 2},
		{"names the note that it takes back", first, token(1), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			h.send(desk, ceremony.Note{Token: token(10 + i), Guest: c.guest, Age: time.Second, After: c.after})
			if got := h.come(id); got != c.come {
				t.Errorf("%d have come, want %d", got, c.come)
			}
		})
	}
}

// TestTwiceCountsOnce: the same note again is no new note; another desk is told where the guest was noted.
func TestTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	first, second := h.desk(id, "Bàn 1"), h.desk(id, "Bàn 2")
	guest := h.guest(id, "A 01")
	n := ceremony.Note{Token: token(1), Guest: guest.ID, Present: true, Age: 5 * time.Minute}
	for range 3 {
		if o := h.send(first, n); o.State != ceremony.Noted || o.Guest != guest.ID {
			t.Errorf("%+v", o)
		}
	}
	o := h.send(
		second,
		ceremony.Note{Token: token(2), Code: strings.ToLower(guest.Code[:5] + "-" + guest.Code[5:]), Present: true},
	)
	if o.State != ceremony.Again || o.Desk != "Bàn 1" || o.At != h.clock.At.Add(-5*time.Minute).UnixMilli() {
		t.Errorf("noted at another desk: %+v", o)
	}
	if n := h.number(`SELECT count(*) FROM ceremony_checkins`); n != 2 || h.come(id) != 1 {
		t.Errorf("%d notes, %d have come", n, h.come(id))
	}
	if n := h.number(`SELECT count(*) FROM audit_log WHERE action = 'ceremony.checkin'`); n != 2 {
		t.Errorf("%d entries in the log", n)
	}
	// A note is of one guest: its token is not taken over by another.
	h.send(first, ceremony.Note{Token: token(1), Guest: h.guest(id, "A 02").ID, Present: true})
	if h.come(id) != 1 {
		t.Errorf("%d have come", h.come(id))
	}
}

func TestNotesThatAreRefused(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	other := h.ceremony(today, 2, h.decision(lines(2, "B", 1)...))
	desk, ctx := h.desk(id, "Bàn 1"), t.Context()
	good := ceremony.Note{Token: token(1), Guest: h.guest(id, "A 01").ID, Present: true}
	for _, c := range []struct {
		name   string
		change func(n *ceremony.Note)
		want   string
	}{
		{"as it should be", func(*ceremony.Note) {}, "done"},
		{"token of 7", func(n *ceremony.Note) { n.Token = "1234567" }, "invalid"},
		{"token of 8", func(n *ceremony.Note) { n.Token = "12345678" }, "done"},
		{"token of 64", func(n *ceremony.Note) { n.Token = strings.Repeat("x", 64) }, "done"},
		{"token of 65", func(n *ceremony.Note) { n.Token = strings.Repeat("x", 65) }, "invalid"},
		{"representative of 200", func(n *ceremony.Note) {
			n.Token, n.Representative = token(5), strings.Repeat("ễ", 200)
		}, "done"},
		{"representative of 201", func(n *ceremony.Note) {
			n.Token, n.Representative = token(6), strings.Repeat("ễ", 201)
		}, "invalid"},
		{"a guest of another ceremony", func(n *ceremony.Note) {
			n.Token, n.Guest = token(7), h.guest(other, "B 01").ID
		}, "unknown"},
		{"a code of another ceremony", func(n *ceremony.Note) {
			n.Token, n.Code = token(8), h.guest(other, "B 01").Code
		}, "unknown"},
		{"a code of nobody", func(n *ceremony.Note) { n.Token, n.Code = token(9), "2345623456" }, "unknown"},
		{"no code at all", func(n *ceremony.Note) { n.Token, n.Code = token(10), "%" }, "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := good
			c.change(&n)
			done, err := h.CheckIn(ctx, desk, []ceremony.Note{n})
			got := outcome(err)
			if err == nil && done[0].State == ceremony.Unknown {
				got = "unknown"
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	// All or nothing.
	before := h.number(`SELECT count(*) FROM ceremony_checkins`)
	list := []ceremony.Note{{Token: token(20), Guest: good.Guest, Present: true}, {Token: "short", Guest: good.Guest}}
	if _, err := h.CheckIn(ctx, desk, list); outcome(err) != "invalid" {
		t.Errorf("a list with a wrong note: %s", outcome(err))
	}
	if n := h.number(`SELECT count(*) FROM ceremony_checkins`); n != before {
		t.Errorf("%d notes of a refused list are kept", n-before)
	}
	if _, err := h.CheckIn(ctx, desk, make([]ceremony.Note, 2001)); outcome(err) != "invalid" {
		t.Errorf("2001 notes: %s", outcome(err))
	}
}

// TestNotesAreOfTheDay, also after the ceremony was marked as held, when they change no turn any more.
func TestNotesAreOfTheDay(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	desk, ctx := h.desk(id, "Bàn 1"), t.Context()
	a, b := h.guest(id, "A 01").ID, h.guest(id, "A 02").ID
	for _, days := range []int{-1, 2} {
		h.clock.At = h.clock.At.AddDate(0, 0, days)
		if _, err := h.CheckIn(ctx, desk, []ceremony.Note{{Token: token(1), Guest: a, Present: true}}); outcome(
			err,
		) != "conflict" {
			t.Errorf("on another day: %s", outcome(err))
		}
	}
	h.clock.At = h.clock.At.AddDate(0, 0, -1)
	h.must(h.SetAbsence(ctx, committee, h.away(id, "A 02", "")))
	h.must(h.Hold(ctx, committee, id, h.see(id).Changes))
	before := h.see(id)
	h.send(desk, ceremony.Note{Token: token(1), Guest: a, Present: true, Age: time.Hour})
	h.send(desk, ceremony.Note{Token: token(2), Guest: b, Present: true, Representative: "đồng nghiệp"})
	after := h.see(id)
	if h.come(id) != 2 || onStage(after) != onStage(before) || after.Changes != before.Changes || after.Away() != 1 {
		t.Errorf("%d have come; on the stage: %s", h.come(id), onStage(after))
	}
	if x := after.AbsenceOf(h.called("A 02")); !x.TakesOut() {
		t.Errorf("the absence of a held ceremony changed: %+v", x)
	}
}

// TestAwaited are recipients with a place on the stage who have not come, once desks work.
func TestAwaited(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	if n := len(h.see(id).Awaited()); n != 0 {
		t.Errorf("%d awaited while no desk works", n)
	}
	h.must(h.SetAbsence(t.Context(), committee, h.away(id, "A 03", "")))
	h.send(h.desk(id, "Bàn 1"), ceremony.Note{Token: token(1), Guest: h.guest(id, "Khách mời").ID, Present: true})
	if got := namesOf(h.see(id).Awaited()); got != "A 01, A 02" {
		t.Errorf("awaited %s", got)
	}
	h.send(
		h.desk(id, "Bàn 1"),
		ceremony.Note{Token: token(2), Guest: h.guest(id, "A 01").ID, Present: true, Representative: "ai đó"},
	)
	if got := namesOf(h.see(id).Awaited()); got != "A 02" {
		t.Errorf("awaited %s", got)
	}
	if invited, come, others := h.see(id).Attendance(); invited != 4 || come != 2 || others != 1 {
		t.Errorf("%d invited, %d have come, %d of them for others", invited, come, others)
	}
}

// TestArrivals counts by spans of ten minutes, also where nobody came in between.
func TestArrivals(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	desk := h.desk(id, "Bàn 1")
	for i, name := range []string{"A 01", "A 02", "A 03"} {
		age := time.Duration([]int{31, 30, 0}[i]) * time.Minute // at 12:59, 13:00, 13:30
		h.send(desk, ceremony.Note{Token: token(i), Guest: h.guest(id, name).ID, Present: true, Age: age})
	}
	from, counts := h.see(id).Arrivals(10)
	if from != 12*60+50 || fmt.Sprint(counts) != "[1 1 0 0 1]" {
		t.Errorf("from %d: %v", from, counts)
	}
}

// TestWhoseAwardWasTakenBackIsNoGuest, but for who has stood on the stage already.
func TestWhoseAwardWasTakenBackIsNoGuest(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	h.forward(id, 2) // An and Bo stand on the stage
	end := h.decision(line{unit: 9, name: "Du"})
	for _, name := range []string{"An", "Ca"} {
		h.exec(`UPDATE recipients SET ended_by = ? WHERE id = ?`, end, h.called(name))
	}
	var names []string
	for _, g := range h.see(id).Guests {
		names = append(names, g.Name)
	}
	if got := strings.Join(names, " "); got != "An Bo" {
		t.Errorf("guests: %s", got)
	}
}
