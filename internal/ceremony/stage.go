package ceremony

import (
	"slices"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/clock"
)

// Stage is a ceremony with everything that follows from its data, as far as it is seen: see the rules in
// the documentation of the package.
type Stage struct {
	Ceremony
	Marks
	Whole   bool // the reach is the whole body; otherwise only what belongs to its recipients is here
	Rights  Rights
	Items   []Item
	Groups  []award.Group
	Turns   []Turn
	Moments []Moment
	Chosen  []award.Decision // whose awards are handed over
	Open    []award.Decision // issued and in no ceremony, for who may choose them
	Prints  map[string]Print // by the code of the paper
	Live    Live
	Guests  []Guest
}

// Rights is what an actor may do with a ceremony now.
type Rights struct {
	Prepare   bool // change it and its parts, and mark it as held
	Conduct   bool // move the programme, say who is missing on the stage
	Absences  bool // note who stays away
	NotePrint bool // note that a paper was printed
	KeepFiles bool // add files, and take away the own ones
	Letters   bool // print invitations, envelopes and labels
	CheckIn   bool // open a desk of the own
}

// rights answers what the actor may do with a ceremony.
func (s *Service) rights(a access.Actor, c Ceremony) Rights {
	all := func(p access.Permission) bool { return a.Reach(p).All }
	changes := c.State == Preparing
	return Rights{
		Prepare:   changes && all(access.CeremonyRun),
		Conduct:   changes && all(access.CeremonyConduct),
		Absences:  changes && s.mayNoteAbsence(a, c),
		NotePrint: all(access.CeremonyPrint),
		KeepFiles: all(access.CeremonyPrint),
		Letters:   all(access.CeremonyPrint),
		CheckIn:   all(access.CeremonyConduct),
	}
}

// narrow leaves of the groups, the turns and what was noted only what belongs to the recipients within
// reach. The turns keep their numbers and sizes, so the clock is the same for everybody.
func (v *Stage) narrow(within map[int64]bool) {
	beyond := func(r award.Recipient) bool { return !within[r.ID] }
	for i := range v.Groups {
		v.Groups[i].List = slices.DeleteFunc(slices.Clone(v.Groups[i].List), beyond)
	}
	v.Groups = slices.DeleteFunc(v.Groups, func(g award.Group) bool { return len(g.List) == 0 })
	for i := range v.Turns {
		t := &v.Turns[i]
		t.Group.List = slices.DeleteFunc(slices.Clone(t.Group.List), beyond)
		t.Stands = slices.DeleteFunc(slices.Clone(t.Stands), func(x Stand) bool { return beyond(x.Recipient) })
	}
	for recipient := range v.Absences {
		if !within[recipient] {
			delete(v.Absences, recipient)
		}
	}
	for recipient := range v.Stood {
		if !within[recipient] {
			delete(v.Stood, recipient)
		}
	}
}

// Print is when a paper was last printed, and what it then said.
type Print struct {
	CeremonyID  int64  `gorm:"primaryKey;autoIncrement:false"`
	Paper       string `gorm:"primaryKey"` // its code
	At          int64  // milliseconds
	Fingerprint string
}

// TableName implements gorm's Tabler.
func (Print) TableName() string { return "ceremony_prints" }

// PresenterOf is who hands a group's awards over, Unwritten where nobody has been named yet.
func (v Stage) PresenterOf(g award.Group) Presenter {
	p, written := v.Presenters[groupOf(g)]
	if !written {
		p.Version = Unwritten
	}
	return p
}

// AbsenceOf is what is noted of a recipient, Unwritten where nothing is.
func (v Stage) AbsenceOf(recipient int64) Absence {
	x, written := v.Absences[recipient]
	if !written {
		x.Version = Unwritten
	}
	return x
}

// Away counts those who stay away, with a representative or without.
func (v Stage) Away() (n int) {
	for _, x := range v.Absences {
		if x.Away {
			n++
		}
	}
	return n
}

// TurnsOf are the turns of a group.
func (v Stage) TurnsOf(g award.Group) (list []Turn) {
	for _, t := range v.Turns {
		if groupOf(t.Group) == groupOf(g) && len(t.Stands) > 0 {
			list = append(list, t)
		}
	}
	return list
}

// End is when the programme is over.
func (v Stage) End() string { return End(v.Ceremony, v.Moments) }

// Tally is how a group's awards were handed over.
type Tally struct {
	Group    award.Group
	Due      int
	Received int
	ByOthers int // of Received
	Missing  int
}

// Tallies counts what was handed over, group by group.
func (v Stage) Tallies() (list []Tally) {
	for _, g := range v.Groups {
		t := Tally{Group: g, Due: len(g.List)}
		for _, r := range g.List {
			x, stood := v.Stood[r.ID]
			if !stood {
				t.Missing++
				continue
			}
			t.Received++
			if x.ReceivedBy != "" {
				t.ByOthers++
			}
		}
		list = append(list, t)
	}
	return list
}

// Attendance counts guests and those who have come.
func (v Stage) Attendance() (invited, come, byOthers int) {
	for _, g := range v.Guests {
		if g.Present {
			come++
			if g.Representative != "" {
				byOthers++
			}
		}
	}
	return len(v.Guests), come, byOthers
}

// Arrivals counts who came in each span of minutes, the earliest first; from is when the first span
// begins, in minutes since midnight.
func (v Stage) Arrivals(minutes int) (from int, counts []int) {
	spanOf := func(g Guest) int { return minuteOfDay(g.At) / minutes }
	first, last := -1, -1
	for _, g := range v.Guests {
		if !g.Present {
			continue
		}
		if n := spanOf(g); first < 0 || n < first {
			first = n
		}
		last = max(last, spanOf(g))
	}
	if first < 0 {
		return 0, nil
	}
	counts = make([]int, last-first+1)
	for _, g := range v.Guests {
		if g.Present {
			counts[spanOf(g)-first]++
		}
	}
	return first * minutes, counts
}

// minuteOfDay is the minute of the day of an instant in milliseconds.
func minuteOfDay(at int64) int {
	t := time.UnixMilli(at).In(clock.Zone)
	return t.Hour()*60 + t.Minute()
}

// Late are recipients who came after they were taken out of the turns.
func (v Stage) Late() (list []Guest) {
	for _, g := range v.Guests {
		if g.Present && g.TakenOut && !g.Had {
			list = append(list, g)
		}
	}
	return list
}

// Awaited are recipients with a place on the stage who have not come; none while no desk has noted
// anybody.
func (v Stage) Awaited() (list []Guest) {
	if _, come, _ := v.Attendance(); come == 0 {
		return nil
	}
	for _, g := range v.Guests {
		if g.RecipientID != 0 && !g.Present && !g.TakenOut && !g.Had {
			list = append(list, g)
		}
	}
	return list
}
