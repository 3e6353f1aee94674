package ceremony

import (
	"congthidua/internal/award"
)

// Stage is a ceremony with everything that follows from its data.
type Stage struct {
	Ceremony
	Items     []Item
	Groups    []award.Group
	Turns     []Turn
	Moments   []Moment
	Chosen    []award.Decision // whose awards are given
	Open      []award.Decision // issued and in no ceremony
	Absent    map[int64]Absence
	Presenter map[string]string
	Prints    map[string]Print
	Stood     map[int64]Stood // who has been on the stage
	Live      Live
	Guests    []Guest
}

// Print is when a paper was last printed, and what it then said.
type Print struct {
	Paper       string
	At          int64
	Fingerprint string
}

// PresenterOf is who hands a group's awards over.
func (s Stage) PresenterOf(g award.Group) string { return s.Presenter[key(g.Form.Code, g.Collective)] }

// End is when the programme is over.
func (s Stage) End() string { return End(s.Ceremony, s.Moments) }

// Tally is how a group's awards were handed over.
type Tally struct {
	Group                            award.Group
	Due, Received, ByOthers, Missing int // ByOthers of Received
}

// Tallies counts what was handed over, group by group.
func (s Stage) Tallies() (list []Tally) {
	for _, g := range s.Groups {
		t := Tally{Group: g, Due: len(g.List)}
		for _, r := range g.List {
			switch x, stood := s.Stood[r.ID]; {
			case !stood:
				t.Missing++
			case x.ReceivedBy != "":
				t.ByOthers++
				fallthrough
			default:
				t.Received++
			}
		}
		list = append(list, t)
	}
	return list
}

// Attendance counts guests and those who have come.
func (s Stage) Attendance() (invited, come, byOthers int) {
	for _, g := range s.Guests {
		if g.Present {
			come++
			if g.Representative != "" {
				byOthers++
			}
		}
	}
	return len(s.Guests), come, byOthers
}

// Arrivals counts who came in each span of minutes before and after the beginning, the earliest
// first; from is when the first span begins, in minutes since midnight.
func (s Stage) Arrivals(minutes int) (from int, counts []int) {
	at := func(g Guest) int { return minuteOfDay(g.At) / minutes }
	first, last := -1, -1
	for _, g := range s.Guests {
		if !g.Present {
			continue
		}
		if n := at(g); first < 0 || n < first {
			first = n
		}
		last = max(last, at(g))
	}
	if first < 0 {
		return 0, nil
	}
	counts = make([]int, min(last-first+1, 24*60/minutes))
	for _, g := range s.Guests {
		if g.Present {
			counts[at(g)-first]++
		}
	}
	return first * minutes, counts
}

// Late are recipients who came after they were taken out of the turns.
func (s Stage) Late() (list []Guest) {
	for _, g := range s.Guests {
		if g.Present && g.TakenOut && !g.Had {
			list = append(list, g)
		}
	}
	return list
}

// Awaited are recipients with a place on the stage who have not come; none while no desk has noted
// anybody.
func (s Stage) Awaited() (list []Guest) {
	if _, come, _ := s.Attendance(); come == 0 {
		return nil
	}
	for _, g := range s.Guests {
		if g.RecipientID != 0 && !g.Present && !g.TakenOut && !g.Had {
			list = append(list, g)
		}
	}
	return list
}
