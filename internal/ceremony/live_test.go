package ceremony

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/clock"
)

func at(text string) time.Time {
	t, _ := time.ParseInLocation("2006-01-02 15:04", "2026-11-06 "+text, clock.Zone)
	return t
}

// taken is a step as it is kept; until "" while it runs.
func taken(ordinal, item, turn int, from, until string) Step {
	s := Step{Ordinal: ordinal, Item: item, Turn: turn, StartedAt: at(from).UnixMilli()}
	if until != "" {
		end := at(until).UnixMilli()
		s.EndedAt = &end
	}
	return s
}

// TestFollow lays steps over a programme of two items and the seed's first groups: 10 minutes, two turns
// of 4 minutes, 5 minutes.
func TestFollow(t *testing.T) {
	c := Ceremony{HeldOn: "2026-11-06", StartsAt: "08:30", ReadMinutes: 2, TurnMinutes: 2}
	items := []Item{
		{
			Ordinal: 0,
			Title:   "Chào cờ",
			Minutes: 10,
		}, {Ordinal: 1, Awards: true}, {Ordinal: 2, Title: "Kết luận", Minutes: 5},
	}
	moments := Run(c, items, Turns(seed()[:2], 10, Marks{}))
	begun := taken(0, 0, 0, "08:35", "08:47")
	turns := []Step{begun, taken(1, 1, 1, "08:47", "08:50"), taken(2, 1, 2, "08:50", "08:53")}
	for _, x := range []struct {
		name, now     string
		steps         []Step
		places        string
		expected, end string
		delay         int // minutes
		over          bool
	}{
		{"long before", "07:00", nil, "next later later later", "08:30 08:40 08:44 08:48", "08:53", 0, false},
		{"late to begin", "08:36", nil, "next later later later", "08:36 08:46 08:50 08:54", "08:59", 6, false},
		{"the first runs in its time", "08:37", []Step{taken(0, 0, 0, "08:35", "")},
			"now next later later", "08:45 08:49 08:53", "08:58", 5, false},
		{"it began early", "08:27", []Step{taken(0, 0, 0, "08:25", "")},
			"now next later later", "08:35 08:39 08:43", "08:48", -5, false},
		{"the first runs over its time", "08:50", []Step{taken(0, 0, 0, "08:35", "")},
			"now next later later", "08:50 08:54 08:58", "09:03", 10, false},
		{"a turn runs", "08:48", []Step{begun, taken(1, 1, 1, "08:47", "")},
			"done now next later", "08:51 08:55", "09:00", 7, false},
		{"the last runs", "08:55", append(turns[:3:3], taken(3, 2, 0, "08:53", "")),
			"done done done now", "", "08:58", 5, false},
		{"over", "09:30", append(turns[:3:3], taken(3, 2, 0, "08:53", "08:56")),
			"done done done done", "", "08:56", 3, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			l := Follow(c, moments, x.steps, at(x.now))
			var places, expected []string
			for _, cue := range l.Cues {
				places = append(places, string(cue.Progress))
				if !cue.Expected.IsZero() {
					expected = append(expected, cue.Expected.Format("15:04"))
				}
			}
			if got := strings.Join(places, " "); got != x.places {
				t.Errorf("places %s, want %s", got, x.places)
			}
			if got := strings.Join(expected, " "); got != x.expected || l.End.Format("15:04") != x.end {
				t.Errorf("expected %s until %s; want %s until %s", got, l.End.Format("15:04"), x.expected, x.end)
			}
			if int(l.Delay.Minutes()) != x.delay {
				t.Errorf("%v behind, want %d", l.Delay, x.delay)
			}
			if l.Steps != len(x.steps) || l.Over != x.over || l.Running() != (len(x.steps) > 0 && !x.over) {
				t.Errorf("%d steps, over %t, running %t", l.Steps, l.Over, l.Running())
			}
		})
	}
}

func TestFollowNothing(t *testing.T) {
	l := Follow(Ceremony{HeldOn: "2026-11-06", StartsAt: "08:30"}, nil, nil, at("08:00"))
	if l.Over || l.Running() || l.Next != nil || l.Current != nil {
		t.Errorf("%+v", l)
	}
}
