package council

import (
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Seats are the members of a council as they sit at a meeting.
type Seats []MeetingMember

// Of returns the seat of a person; ok is false for who has none, and for 0.
func (s Seats) Of(person int64) (seat MeetingMember, ok bool) {
	i := slices.IndexFunc(s, func(m MeetingMember) bool { return m.PersonID == person })
	if i < 0 || person == 0 {
		return MeetingMember{}, false
	}
	return s[i], true
}

// held returns the seat of an office.
func (s Seats) held(office Office) (seat MeetingMember, ok bool) {
	i := slices.IndexFunc(s, func(m MeetingMember) bool { return m.Role == office })
	if i < 0 {
		return MeetingMember{}, false
	}
	return s[i], true
}

// Enters reports whether a person enters what others have voted on cases: the secretary does, but the chair
// where one of the cases is the secretary's own, and, where both are concerned, a member who is present and is
// not.
func (s Seats) Enters(person int64, cases []int64) bool {
	seat, sits := s.Of(person)
	if !sits || slices.Contains(cases, person) {
		return false
	}
	for _, office := range []Office{Secretary, Chair} {
		if keeper, ok := s.held(office); ok && !slices.Contains(cases, keeper.PersonID) {
			return keeper.PersonID == person
		}
	}
	return seat.Attendance == Present
}

// hands is how many can raise a hand for a case: who is there or has written, without the candidate.
func (s Seats) hands(candidate int64) int {
	most := 0
	for _, m := range s {
		if m.Attendance != Absent && m.PersonID != candidate {
			most++
		}
	}
	return most
}

// present is how many members are there.
func (s Seats) present() int {
	n := 0
	for _, m := range s {
		if m.Attendance == Present {
			n++
		}
	}
	return n
}

// seatsOf reads the seats of a meeting: fixed once the vote is open, before that the council of today.
func seatsOf(db *gorm.DB, m Meeting) (seats Seats, err error) {
	if m.State != Draft {
		return seats, db.Where("meeting_id = ?", m.ID).Find(&seats).Error
	}
	var terms []Term
	if err := db.Where("until IS NULL").Find(&terms).Error; err != nil {
		return nil, err
	}
	for _, t := range terms {
		seats = append(seats, MeetingMember{MeetingID: m.ID, PersonID: t.PersonID, Role: t.Role})
	}
	return seats, nil
}

// table is a meeting with the seats around it, as a use case of a member reads it.
type table struct {
	Meeting
	seats Seats
	mine  MeetingMember
}

// sit reads a meeting in which the actor has a seat. It is fault.ErrForbidden for who may not vote or has none.
func sit(tx *gorm.DB, a access.Actor, id int64) (t table, err error) {
	if err := a.RequireAll(access.BallotCast); err != nil {
		return t, err
	}
	if t.Meeting, err = find(tx, id); err != nil {
		return t, err
	}
	if t.seats, err = seatsOf(tx, t.Meeting); err != nil {
		return t, err
	}
	mine, ok := t.seats.Of(a.PersonID)
	if !ok {
		return t, fault.ErrForbidden
	}
	t.mine = mine
	return t, nil
}

// presides is sit for the chair and the secretary only.
func presides(tx *gorm.DB, a access.Actor, id int64) (table, error) {
	t, err := sit(tx, a, id)
	if err == nil && t.mine.Role != Chair && t.mine.Role != Secretary {
		err = fault.ErrForbidden
	}
	return t, err
}

// voting refuses a meeting whose vote is not open.
func (t table) voting() error {
	if t.State != Open {
		return fault.Conflictf("Phiên họp không trong thời gian biểu quyết.")
	}
	return nil
}
