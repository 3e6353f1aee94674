package emulation

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/initiative"
)

// The quota is rounded down: what is not a whole person has no title.
func TestQuotaIsRoundedDown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		share       float64
		base, allow int
	}{
		{0.2, 0, 0},
		{0.2, 4, 0},
		{0.2, 5, 1},
		{0.2, 9, 1},
		{0.2, 10, 2},
		{0.2, 14, 2}, // 2.8
		{0.2, 15, 3},
		{0.15, 6, 0},  // 0.9
		{0.15, 7, 1},  // 1.05
		{0.15, 20, 3}, // 3 exactly
		{0.35, 20, 7}, // 7 exactly, 6.999… in binary
		{0.07, 100, 7},
		{0.29, 100, 29},
		{1, 3, 3},
	} {
		t.Run(fmt.Sprintf("%v of %d", c.share, c.base), func(t *testing.T) {
			t.Parallel()
			if got := (Quota{Share: c.share}).Allowed(c.base); got != c.allow {
				t.Errorf("%d, want %d", got, c.allow)
			}
		})
	}
}

// The points go before the initiative's level, which goes before the years in which the title was held.
func TestOrderWithinTheQuota(t *testing.T) {
	t.Parallel()
	base := Ranked{Points: 80, Initiative: initiative.Province, Held: 2}
	change := func(edit func(*Ranked)) Ranked { x := base; edit(&x); return x }
	for name, c := range map[string]struct {
		other Ranked
		want  int // of base to other: -1 base first
	}{
		"the same":               {base, 0},
		"another name":           {change(func(x *Ranked) { x.Name = "An" }), 0},
		"a hundredth fewer":      {change(func(x *Ranked) { x.Points = 79.99 }), -1},
		"a hundredth more":       {change(func(x *Ranked) { x.Points = 80.01 }), 1},
		"a lower initiative":     {change(func(x *Ranked) { x.Initiative = initiative.Base }), -1},
		"no initiative":          {change(func(x *Ranked) { x.Initiative = "" }), -1},
		"a higher initiative":    {change(func(x *Ranked) { x.Initiative = initiative.Nation }), 1},
		"held less often":        {change(func(x *Ranked) { x.Held = 1 }), -1},
		"held more often":        {change(func(x *Ranked) { x.Held = 3 }), 1},
		"points before the rest": {Ranked{Points: 79, Initiative: initiative.Nation, Held: 9}, -1},
		"level before the years": {Ranked{Points: 80, Initiative: initiative.Base, Held: 9}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := base.compare(c.other); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
			if got := c.other.compare(base); got != -c.want {
				t.Errorf("the other way round %d, want %d", got, -c.want)
			}
		})
	}
}

// A tie at the cut is said and not broken.
func TestTieAtTheCut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		places  []int
		allowed int
		want    bool
	}{
		"different places":   {[]int{1, 2, 3}, 2, false},
		"a tie at the cut":   {[]int{1, 2, 2}, 2, true},
		"a tie above it":     {[]int{1, 1, 3}, 2, false},
		"a tie below it":     {[]int{1, 2, 2}, 1, false},
		"room for everybody": {[]int{1, 1, 1}, 3, false},
		"more than that":     {[]int{1, 1, 1}, 4, false},
		"room for nobody":    {[]int{1, 1, 1}, 0, false},
		"nobody":             {nil, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := Ranking{Tally: Tally{Allowed: c.allowed}}
			for _, place := range c.places {
				r.Rows = append(r.Rows, Ranked{Place: place})
			}
			if got := r.Tied(); got != c.want {
				t.Errorf("tied %v, want %v", got, c.want)
			}
		})
	}
}

func TestRangesOfMonths(t *testing.T) {
	t.Parallel()
	for want, list := range map[string][]int{
		"":           nil,
		"4":          {4},
		"4, 5":       {4, 5},
		"4–6":        {4, 5, 6},
		"1, 3–12":    {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
		"1, 2, 4, 5": {1, 2, 4, 5},
	} {
		if got := ranges(list); got != want {
			t.Errorf("%v: %q, want %q", list, got, want)
		}
	}
	if strings.Join(strings.Fields(numbers([]int{2023, 2024})), " ") != "2023, 2024" {
		t.Error("years are not listed one by one")
	}
}
