// Package ceremony is the day on which awards are handed over: programme, turns on the stage, papers.
package ceremony

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"congthidua/internal/award"
)

// Stand is somebody's place on the stage, counted from the left as the hall sees it.
type Stand struct {
	Position int
	award.Recipient
	By string // who stands there for the recipient, "" for the recipient
}

// Turn is a lượt lên nhận: those who stand on the stage together.
type Turn struct {
	Number    int // over all groups
	Of, Index int // turns of its group, and which of them, from 1
	Group     award.Group
	Presenter string
	Stands    []Stand
}

// Split parts n recipients into as few turns as the places on the stage allow, as even as they come:
// 31 at 10 places make 8, 8, 8, 7.
func Split(n, places int) (sizes []int) {
	if n <= 0 || places <= 0 {
		return nil
	}
	turns := (n + places - 1) / places
	for i := range turns {
		size := n / turns
		if i < n%turns {
			size++
		}
		sizes = append(sizes, size)
	}
	return sizes
}

// Absence says that a recipient does not come; Representative stands in, "" takes the recipient out.
type Absence struct {
	RecipientID    int64
	Representative string
}

// Stood is somebody's place on the stage as it was, with what was read out then.
type Stood struct {
	RecipientID       int64
	Turn, Position    int
	ReceivedBy        string
	Name, Post, Place string
	Prize             int64 // đồng
}

// Turns puts groups, which come from the highest rank to the lowest, on the stage. Who is absent
// without anybody to stand in is left out and the turns close up. Turns that have been on the stage
// stay as they were, with their numbers; the rest of their group is dealt anew after them.
func Turns(groups []award.Group, places int, absent map[int64]Absence, presenters map[string]string, stood map[int64]Stood) (turns []Turn) {
	last := 0
	for _, x := range stood {
		last = max(last, x.Turn)
	}
	for _, g := range groups {
		had, rest := map[int][]Stand{}, []Stand(nil)
		for _, r := range g.List {
			if x, yes := stood[r.ID]; yes {
				had[x.Turn] = append(had[x.Turn], Stand{Position: x.Position, Recipient: r, By: x.ReceivedBy})
				continue
			}
			by := r.Representative
			if a, away := absent[r.ID]; away {
				if by = a.Representative; by == "" {
					continue
				}
			}
			rest = append(rest, Stand{Recipient: r, By: by})
		}
		numbers, sizes := slices.Sorted(maps.Keys(had)), Split(len(rest), places)
		turn := func(number, index int, stands []Stand) Turn {
			return Turn{Number: number, Of: len(numbers) + len(sizes), Index: index, Group: g, Presenter: presenters[key(g.Form.Code, g.Collective)], Stands: stands}
		}
		for i, n := range numbers {
			slices.SortFunc(had[n], func(x, y Stand) int { return x.Position - y.Position })
			turns = append(turns, turn(n, i+1, had[n]))
		}
		for i, size := range sizes {
			last++
			t := turn(last, len(numbers)+i+1, rest[:size])
			for k := range t.Stands {
				t.Stands[k].Position = k + 1
			}
			rest = rest[size:]
			turns = append(turns, t)
		}
	}
	slices.SortStableFunc(turns, func(x, y Turn) int { return x.Number - y.Number })
	return turns
}

// key names a group of a ceremony.
func key(form string, collective bool) string { return fmt.Sprintf("%s %t", form, collective) }

// Item is a point of the programme.
type Item struct {
	ID      int64
	Ordinal int
	Title   string
	Who     string
	Minutes float64
	Awards  bool // the point at which awards are given: its time follows from the turns
}

// Moment is a point of the programme, or a turn within it, with the time at which it begins.
type Moment struct {
	At      time.Duration // since midnight
	Minutes float64
	Item    Item
	Turn    *Turn // nil for the point itself
	Reads   bool  // the first turn of a group: its decision is read before
}

// Clock writes a time of the day as "08:30".
func (m Moment) Clock() string {
	minutes := int(m.At.Minutes() + 0.5)
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

// Run lays the programme over the clock: points one after the other, the turns within the awards'
// point, each group's first turn after its decision is read.
func Run(c Ceremony, items []Item, turns []Turn) (moments []Moment) {
	at := c.start()
	for _, item := range items {
		m := Moment{At: at, Minutes: item.Minutes, Item: item}
		if !item.Awards {
			moments = append(moments, m)
			at += span(item.Minutes)
			continue
		}
		point := len(moments)
		moments = append(moments, m)
		begin := at
		for i := range turns {
			t := Moment{At: at, Item: item, Turn: &turns[i], Minutes: c.TurnMinutes, Reads: turns[i].Index == 1}
			if t.Reads {
				t.Minutes += c.ReadMinutes
			}
			moments = append(moments, t)
			at += span(t.Minutes)
		}
		moments[point].Minutes = (at - begin).Minutes()
	}
	return moments
}

func span(minutes float64) time.Duration {
	return time.Duration(math.Round(minutes*60)) * time.Second
}

// End is when the programme is over.
func End(c Ceremony, moments []Moment) string {
	at := c.start()
	for _, m := range moments {
		if m.Turn == nil {
			at = max(at, m.At+span(m.Minutes))
		}
	}
	return Moment{At: at}.Clock()
}
