package council

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// MeetingView is a meeting with everything that its page and papers show.
type MeetingView struct {
	Meeting
	Year       int // of its campaign
	Members    []Member
	Candidates []Nominee
	Titles     []emulation.Title
	Papers     []MeetingPaper
	Me         *Member // the actor's own place in it, nil for who is no member
	Rights     Rights
}

// Rights are what an actor may do with a meeting now. What concerns one candidate stands in Nominee.
type Rights struct {
	Prepare bool // write the agenda, put papers before the members
	Drop    bool // take candidates out
	Open    bool // open the vote
	Vote    bool // cast the ballot
	Hands   bool // enter the show of hands of at least one candidate
	Written bool // enter the written opinions of the absent
	Close   bool // agree to the close
}

// Meeting reads a meeting with members, candidates and papers. Counts of a secret vote are there only after
// it is closed; before, nobody has them.
func (s *Service) Meeting(ctx context.Context, a access.Actor, id int64) (v MeetingView, err error) {
	if err := a.RequireAll(access.MeetingView); err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	if v.Meeting, err = find(db, id); err != nil {
		return v, err
	}
	if v.Members, err = membersOf(db, v.Meeting); err != nil {
		return v, err
	}
	if v.Candidates, err = nominees(db, id); err != nil {
		return v, err
	}
	if v.Papers, err = papersOf(db, id, a.PersonID); err != nil {
		return v, err
	}
	c, err := campaignOf(db, v.CampaignID)
	if err != nil {
		return v, err
	}
	v.Year = c.Year
	titles, err := s.Emulation.CatalogueOf(db, c.CatalogueID)
	if err != nil {
		return v, err
	}
	v.Titles = titles.Titles
	v.decide(a)
	return v, nil
}

// membersOf are the members as they sit at a meeting: those of today while it is prepared.
func membersOf(db *gorm.DB, m Meeting) ([]Member, error) {
	if m.State == Draft {
		return sitting(db)
	}
	return attending(db, m.ID)
}

// seats are the members' places.
func (v *MeetingView) seats() (list Seats) {
	for _, m := range v.Members {
		list = append(list, MeetingMember{
			MeetingID:  v.ID,
			PersonID:   m.PersonID,
			Role:       m.Role,
			Attendance: m.Attendance,
		})
	}
	return list
}

// decide works out what the actor may do now, by the same rules as the use cases.
func (v *MeetingView) decide(a access.Actor) {
	for i := range v.Members {
		if v.Members[i].PersonID == a.PersonID && a.PersonID != 0 {
			v.Me = &v.Members[i]
		}
	}
	if a.Reach(access.MeetingRun).All {
		v.Rights.Prepare = v.State != Closed
		v.Rights.Drop = v.State == Draft
	}
	for i := range v.Candidates {
		v.Candidates[i].MayDrop = v.Rights.Drop && a.Judge(v.Candidates[i].PersonID) == nil
	}
	if v.Me == nil || !a.Reach(access.BallotCast).All {
		return
	}
	presides := v.Me.Role == Chair || v.Me.Role == Secretary
	v.Rights.Open = presides && v.State == Draft
	v.Rights.Close = presides && v.State == Open
	if v.State != Open {
		return
	}
	seats, secret := v.seats(), chosen(v.Candidates, true)
	v.Rights.Vote = len(secret) > 0 && v.Me.Attendance == Present && !v.Me.Voted
	v.Rights.Written = len(secret) > 0 && seats.Enters(a.PersonID, concerns(secret))
	for i, n := range v.Candidates {
		v.Candidates[i].MayCount = !n.Secret && seats.Enters(a.PersonID, concerns([]Nominee{n}))
		v.Rights.Hands = v.Rights.Hands || v.Candidates[i].MayCount
	}
}

// Votes is how many members have voted.
func (v MeetingView) Votes() (n int) {
	for _, m := range v.Members {
		if m.Voted {
			n++
		}
	}
	return n
}

// Ballot are the candidates on whom a member votes by ballot; the own case is left out.
func (v MeetingView) Ballot(person int64) (list []Nominee) {
	for _, n := range chosen(v.Candidates, true) {
		if n.PersonID == 0 || n.PersonID != person {
			list = append(list, n)
		}
	}
	return list
}

// Unheard are the absent members whose written opinion is not entered yet, except the actor.
func (v MeetingView) Unheard() (list []Member) {
	for _, m := range v.Members {
		if m.Attendance == Absent && (v.Me == nil || m.PersonID != v.Me.PersonID) {
			list = append(list, m)
		}
	}
	return list
}

// TitleOf names a candidate's title.
func (v MeetingView) TitleOf(n Nominee) string {
	for _, t := range v.Titles {
		if t.Code == n.Title {
			return t.Name
		}
	}
	return n.Title
}

// Case is a candidate with every rule, for the members of the meeting to read before they vote. Who may see
// the meeting may see its cases.
func (s *Service) Case(ctx context.Context, a access.Actor, id, candidate int64) (emulation.Explained, error) {
	if err := a.RequireAll(access.MeetingView); err != nil {
		return emulation.Explained{}, err
	}
	n, err := nominee(s.Store.Read(ctx), id, candidate)
	if err != nil {
		return emulation.Explained{}, err
	}
	return s.Emulation.CaseOf(ctx, n.RegistrationID)
}

// nominee is one candidate of a meeting, or fault.ErrNotFound.
func nominee(db *gorm.DB, id, candidate int64) (Nominee, error) {
	list, err := nominees(db, id)
	if err != nil {
		return Nominee{}, err
	}
	for _, n := range list {
		if n.ID == candidate {
			return n, nil
		}
	}
	return Nominee{}, fault.ErrNotFound
}
