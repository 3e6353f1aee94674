package ceremony

import (
	"maps"
	"slices"

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
	Number    int // over all groups, from 1
	Index, Of int // which of the turns of its group, from 1, and how many these are
	Size      int // how many stand there; Stands may hold fewer, see Stage.narrow
	Group     award.Group
	Presenter string
	Stands    []Stand
}

// Marks are what was noted of a ceremony's recipients and groups.
type Marks struct {
	Absences   map[int64]Absence // by recipient, also of those who come after all
	Presenters map[Group]Presenter
	Stood      map[int64]Stood // by recipient: who has been on the stage
}

// Group names a group of recipients.
type Group struct {
	Form       string
	Collective bool
}

func groupOf(g award.Group) Group { return Group{Form: g.Form.Code, Collective: g.Collective} }

// Split parts n recipients into as few turns as the places on the stage allow, as evenly as possible: 31
// at 10 places make 8, 8, 8, 7.
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

// Turns lays out who stands on the stage together, group after group. Who is away without a
// representative is left out and the others close up. Turns that have been on the stage stay as they were,
// with their numbers; the rest of their group is dealt anew after them.
func Turns(groups []award.Group, places int, m Marks) (turns []Turn) {
	last := 0
	for _, x := range m.Stood {
		last = max(last, x.Turn)
	}
	for _, g := range groups {
		had, rest := m.part(g)
		numbers := slices.Sorted(maps.Keys(had))
		sizes := Split(len(rest), places)
		turn := Turn{Of: len(numbers) + len(sizes), Group: g, Presenter: m.Presenters[groupOf(g)].Presenter}
		for _, n := range numbers {
			slices.SortFunc(had[n], func(x, y Stand) int { return x.Position - y.Position })
			turn.Number, turn.Stands = n, had[n]
			turn.Index, turn.Size = turn.Index+1, len(had[n])
			turns = append(turns, turn)
		}
		for _, size := range sizes {
			last++
			turn.Number, turn.Stands = last, rest[:size:size]
			turn.Index, turn.Size = turn.Index+1, size
			for k := range turn.Stands {
				turn.Stands[k].Position = k + 1
			}
			rest = rest[size:]
			turns = append(turns, turn)
		}
	}
	slices.SortStableFunc(turns, func(x, y Turn) int { return x.Number - y.Number })
	return turns
}

// part tells those of a group who have been on the stage, by turn, from those who are still to come.
func (m Marks) part(g award.Group) (had map[int][]Stand, rest []Stand) {
	had = map[int][]Stand{}
	for _, r := range g.List {
		if x, yes := m.Stood[r.ID]; yes {
			had[x.Turn] = append(had[x.Turn], Stand{Position: x.Position, Recipient: r, By: x.ReceivedBy})
			continue
		}
		absence, by := m.Absences[r.ID], r.Representative
		if absence.TakesOut() {
			continue
		}
		if absence.Away {
			by = absence.Representative
		}
		rest = append(rest, Stand{Recipient: r, By: by})
	}
	return had, rest
}
