package ceremony

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/clock"
)

func at(text string) time.Time {
	t, _ := time.ParseInLocation("2006-01-02 15:04", "2026-11-06 "+text, clock.Zone)
	return t
}

// TestFollow lays steps over a programme of two points and the seed's first groups.
func TestFollow(t *testing.T) {
	c := Ceremony{HeldOn: "2026-11-06", StartsAt: "08:30", ReadMinutes: 2, TurnMinutes: 2}
	turns := Turns(seed()[:2], 10, nil, nil, nil) // 1 and 6: two turns
	moments := Run(c, []Item{{Ordinal: 0, Title: "Chào cờ", Minutes: 10}, {Ordinal: 1, Awards: true}, {Ordinal: 2, Title: "Kết luận", Minutes: 5}}, turns)
	step := func(ordinal, item, turn int, from, to string) Step {
		s := Step{Ordinal: ordinal, Item: item, Turn: turn, StartedAt: at(from).UnixMilli()}
		if to != "" {
			s.EndedAt = at(to).UnixMilli()
		}
		return s
	}
	begun := step(0, 0, 0, "08:35", "08:47")
	for _, x := range []struct {
		name, now, places, expected, end string
		steps                            []Step
		delay                            int // minutes
	}{
		{"long before", "07:00", "next later later later", "08:30 08:40 08:44 08:48", "08:53", nil, 0},
		{"late to begin", "08:36", "next later later later", "08:36 08:46 08:50 08:54", "08:59", nil, 6},
		{"the first runs in its time", "08:37", "now next later later", "08:45 08:49 08:53", "08:58", []Step{step(0, 0, 0, "08:35", "")}, 5},
		{"the first runs over its time", "08:50", "now next later later", "08:50 08:54 08:58", "09:03", []Step{step(0, 0, 0, "08:35", "")}, 10},
		{"a turn runs", "08:48", "done now next later", "08:51 08:55", "09:00", []Step{begun, step(1, 1, 1, "08:47", "")}, 7},
		{"the last runs", "08:55", "done done done now", "", "08:58", []Step{begun, step(1, 1, 1, "08:47", "08:50"), step(2, 1, 2, "08:50", "08:53"), step(3, 2, 0, "08:53", "")}, 5},
		{"over", "09:30", "done done done done", "", "08:56", []Step{begun, step(1, 1, 1, "08:47", "08:50"), step(2, 1, 2, "08:50", "08:53"), step(3, 2, 0, "08:53", "08:56")}, 3},
	} {
		l := Follow(c, moments, x.steps, at(x.now))
		var places, expected []string
		for _, cue := range l.Cues {
			places = append(places, cue.Place)
			if !cue.Expected.IsZero() {
				expected = append(expected, cue.Expected.Format("15:04"))
			}
		}
		if got := strings.Join(places, " "); got != x.places {
			t.Errorf("%s: places %s, want %s", x.name, got, x.places)
		}
		if got := strings.Join(expected, " "); got != x.expected || l.End.Format("15:04") != x.end || int(l.Delay.Minutes()) != x.delay {
			t.Errorf("%s: expected %s until %s, %v behind; want %s until %s, %d behind", x.name, got, l.End.Format("15:04"), l.Delay, x.expected, x.end, x.delay)
		}
		if l.Over != (x.name == "over") || l.Running() != (len(x.steps) > 0 && !l.Over) {
			t.Errorf("%s: over %t, running %t", x.name, l.Over, l.Running())
		}
	}
}

// TestTurnsThatHaveBeenStay: whoever is taken out or comes late, who has been on the stage stays in
// the turn in which it was, and only the rest of the group is dealt anew.
func TestTurnsThatHaveBeenStay(t *testing.T) {
	groups, stood := seed()[:3], map[int64]Stood{}
	for _, turn := range Turns(groups, 10, nil, nil, nil)[:3] { // the order, the flags, the first eight of 31
		for _, s := range turn.Stands {
			stood[s.ID] = Stood{RecipientID: s.ID, Turn: turn.Number, Position: s.Position}
		}
	}
	absent := map[int64]Absence{208: {208, ""}, 209: {209, ""}, 210: {210, ""}}
	var got []string
	for _, x := range Turns(groups, 10, absent, nil, stood) {
		got = append(got, fmt.Sprintf("%d: %s %d/%d of %d", x.Number, x.Group.Form.Code, x.Index, x.Of, len(x.Stands)))
	}
	if text := strings.Join(got, ", "); text != "1: hcld3 1/1 of 1, 2: cotd 1/1 of 6, 3: knc 1/3 of 8, 4: knc 2/3 of 10, 5: knc 3/3 of 10" {
		t.Error(text)
	}
	// Somebody of the flags had been missing and comes after all: a turn of its own, next.
	delete(stood, 103)
	turns := Turns(groups, 10, absent, nil, stood)
	if turns[3].Group.Form.Code != "cotd" || turns[3].Number != 4 || len(turns[3].Stands) != 1 || turns[3].Stands[0].ID != 103 {
		t.Errorf("%+v", turns[3])
	}
}
