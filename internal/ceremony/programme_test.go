package ceremony

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"congthidua/internal/fault"
)

// refused names the fields that an error refuses, in alphabetical order.
func refused(err error) string {
	var invalid fault.Invalid
	if !errors.As(err, &invalid) {
		return ""
	}
	var fields []string
	for field := range invalid.Fields {
		if field == "" {
			field = "form"
		}
		fields = append(fields, field)
	}
	slices.Sort(fields)
	return strings.Join(fields, " ")
}

func TestCeremonyIsChecked(t *testing.T) {
	good := Ceremony{
		Name: "Lễ trao", HeldOn: "20/11/2026", StartsAt: "8:30", Place: "P",
		Places: 10, ReadMinutes: 2, TurnMinutes: 1.5,
	}
	for _, c := range []struct {
		name   string
		change func(*Ceremony)
		wrong  string
	}{
		{"as it should be", func(*Ceremony) {}, ""},
		{"name of 2", func(c *Ceremony) { c.Name = " Lễ " }, "name"},
		{"name of 3", func(c *Ceremony) { c.Name = "Hội" }, ""},
		{"name of 300", func(c *Ceremony) { c.Name = strings.Repeat("ễ", 300) }, ""},
		{"name of 301", func(c *Ceremony) { c.Name = strings.Repeat("ễ", 301) }, "name"},
		{"no place", func(c *Ceremony) { c.Place = " " }, "place"},
		{"host of 301", func(c *Ceremony) { c.Host = strings.Repeat("ễ", 301) }, "host"},
		{"MC of 201", func(c *Ceremony) { c.MC = strings.Repeat("ễ", 201) }, "mc"},
		{"a day that is none", func(c *Ceremony) { c.HeldOn = "31/02/2026" }, "held_on"},
		{"a year only", func(c *Ceremony) { c.HeldOn = "2026" }, "held_on"},
		{"an hour that is none", func(c *Ceremony) { c.StartsAt = "24:00" }, "starts_at"},
		{"a minute that is none", func(c *Ceremony) { c.StartsAt = "8:60" }, "starts_at"},
		{"no place on the stage", func(c *Ceremony) { c.Places = 0 }, "places"},
		{"one place", func(c *Ceremony) { c.Places = 1 }, ""},
		{"40 places", func(c *Ceremony) { c.Places = 40 }, ""},
		{"41 places", func(c *Ceremony) { c.Places = 41 }, "places"},
		{"no time to read", func(c *Ceremony) { c.ReadMinutes = 0 }, ""},
		{"less than no time", func(c *Ceremony) { c.ReadMinutes = -1 }, "read_minutes"},
		{"31 minutes to read", func(c *Ceremony) { c.ReadMinutes = 31 }, "read_minutes"},
		{"half a minute", func(c *Ceremony) { c.TurnMinutes = 0.5 }, ""},
		{"less than half a minute", func(c *Ceremony) { c.TurnMinutes = 0.4 }, "turn_minutes"},
		{"31 minutes on the stage", func(c *Ceremony) { c.TurnMinutes = 31 }, "turn_minutes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := good
			c.change(&x)
			if got := refused(x.clean()); got != c.wrong {
				t.Errorf("refused %q, want %q", got, c.wrong)
			}
		})
	}
}

func TestTheHourAsPeopleWriteIt(t *testing.T) {
	for typed, want := range map[string]string{
		"8:30": "08:30", "08:30": "08:30", "8h30": "08:30", "14H05": "14:05", "7.45": "07:45",
		" 9:00 ": "09:00", "23:59": "23:59",
	} {
		c := Ceremony{Name: "Lễ trao", HeldOn: "20/11/2026", StartsAt: typed, Place: "P", Places: 1, TurnMinutes: 1}
		if err := c.clean(); err != nil || c.StartsAt != want || c.HeldOn != "2026-11-20" {
			t.Errorf("%q became %q on %s: %v", typed, c.StartsAt, c.HeldOn, err)
		}
	}
}

func TestItemsAreChecked(t *testing.T) {
	awards := Item{Title: "Trao thưởng", Awards: true, Minutes: -1}
	for _, c := range []struct {
		name  string
		items []Item
		wrong string
	}{
		{"awards only", []Item{awards}, ""},
		{"none", nil, "form"},
		{"no awards", []Item{{Title: "Chào cờ"}}, "form"},
		{"awards twice", []Item{awards, awards}, "form"},
		{"awards without a title", []Item{{Title: "Chào cờ"}, {Awards: true}}, "form"},
		{"0 and 600 minutes", []Item{awards, {Title: "a"}, {Title: "b", Minutes: 600}}, ""},
		{"601 minutes", []Item{awards, {Title: "a", Minutes: 601}}, "item.minutes.1"},
		{"less than none", []Item{awards, {Title: "a", Minutes: -1}}, "item.minutes.1"},
		{"the place in the form counts", []Item{{}, {Title: "a", Minutes: -1}, awards}, "item.minutes.1"},
		{"title of 301", []Item{awards, {Title: strings.Repeat("ễ", 301)}}, "item.title.1"},
		{"who of 201", []Item{awards, {Title: "a", Who: strings.Repeat("ễ", 201)}}, "item.who.1"},
		{"as many as there may be", append(slices.Repeat([]Item{{Title: "a"}}, MaxItems-1), awards), ""},
		{"one more", append(slices.Repeat([]Item{{Title: "a"}}, MaxItems), awards), "form"},
	} {
		t.Run(c.name, func(t *testing.T) {
			items, err := cleanItems(c.items)
			if got := refused(err); got != c.wrong {
				t.Errorf("refused %q, want %q", got, c.wrong)
			}
			for _, x := range items {
				if x.Title == "" || x.Awards && x.Minutes != 0 {
					t.Errorf("kept %+v", x)
				}
			}
		})
	}
}

// TestTheProgrammeRunsOnTheClock: the awards take as long as their turns, and each group's decision is
// read before its first turn.
func TestTheProgrammeRunsOnTheClock(t *testing.T) {
	c := Ceremony{StartsAt: "08:30", ReadMinutes: 2, TurnMinutes: 1.5}
	items := []Item{
		{Title: "Chào cờ", Minutes: 5},
		{Title: "Trao thưởng", Awards: true},
		{Title: "Kết luận", Minutes: 10},
	}
	moments := Run(c, items, Turns(seed(), 10, Marks{}))
	// 11 turns of 1.5 minutes and 7 decisions of 2 minutes: 30.5 minutes from 8:35.
	last := moments[len(moments)-1]
	if len(moments) != 3+11 || moments[1].Minutes != 30.5 || last.Clock() != "09:06" || End(c, moments) != "09:16" {
		t.Errorf("%d moments, awards %v minutes, conclusion at %s, end %s",
			len(moments), moments[1].Minutes, last.Clock(), End(c, moments))
	}
	if first := moments[2]; !first.Reads || first.Minutes != 3.5 || first.Clock() != "08:35" {
		t.Errorf("the first turn: %+v", first)
	}
	if second := moments[3]; !second.Reads || second.At != moments[2].At+210*time.Second {
		t.Errorf("the first turn of the second group: %+v", second)
	}
	if again := moments[5]; again.Reads || again.Minutes != 1.5 {
		t.Errorf("the second turn of the third group: %+v", again)
	}
}

func TestTheClockIsRoundedAndGoesRound(t *testing.T) {
	for at, want := range map[time.Duration]string{
		0: "00:00", 8*time.Hour + 29*time.Second: "08:00", 8*time.Hour + 30*time.Second: "08:01",
		23*time.Hour + 59*time.Minute + 30*time.Second: "00:00", 25 * time.Hour: "01:00",
	} {
		if got := (Moment{At: at}).Clock(); got != want {
			t.Errorf("%v is %s, want %s", at, got, want)
		}
	}
}

func TestAProgrammeWithoutTurns(t *testing.T) {
	c := Ceremony{StartsAt: "08:30", ReadMinutes: 2, TurnMinutes: 2}
	moments := Run(c, []Item{{Title: "Chào cờ", Minutes: 5}, {Awards: true}}, nil)
	if len(moments) != 2 || moments[1].Minutes != 0 || End(c, moments) != "08:35" {
		t.Errorf("%+v until %s", moments, End(c, moments))
	}
}
