package council

import (
	"fmt"

	"congthidua/internal/emulation"
	"congthidua/internal/viet"
)

// Candidate is a registration that a meeting votes on, with the pass mark of its title. The mark stands once
// the vote is open (a trigger sees to it).
type Candidate struct {
	ID             int64 `gorm:"primaryKey"`
	MeetingID      int64
	RegistrationID int64   `gorm:"index:candidates_registration"`
	Secret         bool    // voted on by ballot, not by show of hands
	Share          float64 // of all members, 0 to 1
	Above          bool    // more than the share passes, not the share itself
	Legal          string  // where the mark stands
	VotesFor       *int    // by show of hands as the secretary enters it, by ballot after the close
	VotesAgainst   *int    // by ballot, after the close
	Passed         *bool   // after the close
}

// passes reports whether so many votes of all members are enough. The share is a decimal fraction that float64
// does not hold exactly, so the comparison allows for a billionth.
func (c Candidate) passes(votes, members int) bool {
	share := float64(votes) / float64(members)
	if c.Above {
		return share > c.Share+1e-9
	}
	return share >= c.Share-1e-9
}

// NeedText says what a candidate needs, of so many members.
func (c Candidate) NeedText(members int) string {
	if c.Above {
		return fmt.Sprintf("trên %s của %d thành viên", viet.Percent(c.Share), members)
	}
	return fmt.Sprintf("ít nhất %s của %d thành viên", viet.Percent(c.Share), members)
}

// Nominee is a candidate with what pages and papers show of it.
type Nominee struct {
	Candidate
	PersonID         int64  // 0 for a collective
	Title            string // its code
	Name, Post, Unit string
	Verdict          emulation.Verdict // as the rules say by now
	Corrected        bool              // a month of the year was corrected after the rules were applied
	MayCount         bool              // the actor enters its show of hands now
	MayDrop          bool              // the actor may take it out of the meeting now
}

// Doubt says why an outcome may stand on figures that have changed since; "" where none has. The
// vote stays what it was: somebody has to look.
func (n Nominee) Doubt() string {
	switch {
	case n.Corrected:
		return "Có tháng được điều chỉnh sau khi tính điều kiện: cần tính lại."
	case n.Passed != nil && *n.Passed && n.Verdict != emulation.Met:
		return "Tính lại thì không còn đạt điều kiện: cần xem xét lại."
	}
	return ""
}

// concerns are the persons whose own cases the candidates are.
func concerns(list []Nominee) (persons []int64) {
	for _, n := range list {
		if n.PersonID != 0 {
			persons = append(persons, n.PersonID)
		}
	}
	return persons
}

// chosen are the candidates that are voted on in secret or, with false, by show of hands.
func chosen(list []Nominee, secret bool) (some []Nominee) {
	for _, n := range list {
		if n.Secret == secret {
			some = append(some, n)
		}
	}
	return some
}
