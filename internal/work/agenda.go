package work

import (
	"cmp"
	"slices"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// AgendaLimit is how many tasks a part of the agenda lists.
const AgendaLimit = 300

// calledLimit is how many people an agenda calls.
const calledLimit = 300

// Agenda is what a review goes through: what was decided the week before first.
type Agenda struct {
	Week
	Review   Review
	Unit     string // name
	Path     string // of the unit
	Decided  []Seen // last week's decisions
	Done     []Seen // handed in within the week
	Late     []Seen // past their day at the end of the week, or today while the week runs
	Arising  []Seen // assigned in the week, other than by a review
	Coming   []Seen // in work and due in the week that follows
	Tasks    []Seen // decided in this review
	Called   []Called
	Chair    Chair
	MayRun   bool   // the actor may decide and write minutes now
	Previous string // conclusion of the week before
	Today    string
}

// Called is somebody called to a weekly review: the unit's own people, and the heads of the units
// directly below it.
type Called struct {
	PersonID   int64
	Name, Post string
	Present    bool
	Why        string // of an absence
}

// Came counts who came of those called.
func (v Agenda) Came() (n int) {
	for _, c := range v.Called {
		if c.Present {
			n++
		}
	}
	return n
}

// Chair is who heads a unit and signs its papers; the top unit's are signed by the body's authority.
type Chair struct {
	Name, Post string
	Top        bool
}

// signer signs a paper of the chair's unit, by order (thừa lệnh) of the body's authority.
func (c Chair) signer(l org.Letterhead) paper.Signer {
	if c.Top || c.Name == "" {
		return paper.Signer{Title: l.Authority, Name: l.Signer}
	}
	return paper.Signer{Title: "T/L " + l.Authority + "\n" + paper.Upper(c.Post), Name: c.Name}
}

// Share is how the week went for one person.
type Share struct {
	PersonID, UnitID            int64
	Name, Unit                  string
	Done, Late, Arising, Coming int
}

// Shares counts the agenda by unit and person, those with something late first within a unit.
func (v Agenda) Shares() (list []Share) {
	at := map[int64]int{}
	for _, part := range []struct {
		tasks []Seen
		count func(*Share) *int
	}{
		{v.Late, func(s *Share) *int { return &s.Late }},
		{v.Done, func(s *Share) *int { return &s.Done }},
		{v.Arising, func(s *Share) *int { return &s.Arising }},
		{v.Coming, func(s *Share) *int { return &s.Coming }},
	} {
		for _, t := range part.tasks {
			i, known := at[t.LeadID]
			if !known {
				i = len(list)
				at[t.LeadID] = i
				list = append(list, Share{PersonID: t.LeadID, UnitID: t.UnitID, Name: t.Lead, Unit: t.Unit})
			}
			*part.count(&list[i])++
		}
	}
	slices.SortStableFunc(list, func(a, b Share) int {
		return cmp.Or(
			cmp.Compare(a.UnitID, b.UnitID),
			cmp.Compare(b.Late, a.Late),
			cmp.Compare(viet.SortKey(a.Name), viet.SortKey(b.Name)))
	})
	return list
}
