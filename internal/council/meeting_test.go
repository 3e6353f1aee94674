package council_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/council"
	"congthidua/internal/fault"
	"congthidua/internal/trial"
)

func forbidden(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("%s: %v, want forbidden", what, err)
	}
}

func missing(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("%s: %v, want not found", what, err)
	}
}

func stale(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, fault.ErrStale) {
		t.Errorf("%s: %v, want stale", what, err)
	}
}

// conflict wants a Conflict that says some words.
func conflict(t *testing.T, what string, err error, words string) {
	t.Helper()
	var c fault.Conflict
	if !errors.As(err, &c) || !strings.Contains(c.String(), words) {
		t.Errorf("%s: %v, want a conflict with %q", what, err, words)
	}
}

// only holds one role, over the whole body where the unit is 0; the person is a member of the council.
func only(role access.Role, person, unit int64, path string) access.Actor {
	grant := access.Grant{Role: role, UnitID: unit, Path: path}
	return access.Actor{AccountID: 950, PersonID: person, Name: string(role), Grants: []access.Grant{grant}}
}

// useCase is one method of the service, with a permission that it asks for.
type useCase struct {
	name       string
	permission access.Permission
	run        func(access.Actor) error
}

// useCases are all methods of the service, on a meeting that is prepared.
func (o *office) useCases(meeting int64) []useCase {
	files := council.Files{Service: o.Service}
	return []useCase{
		{"Meetings", access.MeetingView, func(a access.Actor) error {
			_, err := o.Meetings(o.ctx, a)
			return err
		}},
		{"Meeting", access.MeetingView, func(a access.Actor) error {
			_, err := o.Meeting(o.ctx, a, meeting)
			return err
		}},
		{"Members", access.MeetingView, func(a access.Actor) error {
			_, err := o.Members(o.ctx, a)
			return err
		}},
		{"Case", access.MeetingView, func(a access.Actor) error {
			_, err := o.Case(o.ctx, a, meeting, 1)
			return err
		}},
		{"File", access.MeetingView, func(a access.Actor) error {
			_, err := files.File(o.ctx, a, meeting, 1)
			return err
		}},
		{"Appoint", access.MeetingRun, func(a access.Actor) error {
			return o.Appoint(o.ctx, a, 60, council.Ordinary)
		}},
		{"EndTerm", access.MeetingRun, func(a access.Actor) error { return o.EndTerm(o.ctx, a, 1, 1) }},
		{"Convene", access.MeetingRun, func(a access.Actor) error {
			_, err := o.Convene(o.ctx, a, convening("ldtt"))
			return err
		}},
		{"DropCandidate", access.MeetingRun, func(a access.Actor) error {
			return o.DropCandidate(o.ctx, a, meeting, 1, 1)
		}},
		{"SaveAgenda", access.MeetingRun, func(a access.Actor) error {
			return o.SaveAgenda(o.ctx, a, meeting, 1, "Một")
		}},
		{"Attach", access.MeetingRun, func(a access.Actor) error {
			return files.Attach(o.ctx, a, meeting, attachment.File{Name: "a.pdf", Path: "a", Size: 1})
		}},
		{"Detach", access.MeetingRun, func(a access.Actor) error { return files.Detach(o.ctx, a, meeting, 1) }},
		{"OpenVote", access.BallotCast, func(a access.Actor) error {
			return o.OpenVote(o.ctx, a, meeting, 1, nil)
		}},
		{"Cast", access.BallotCast, func(a access.Actor) error { return o.Cast(o.ctx, a, meeting, nil) }},
		{"CastWritten", access.BallotCast, func(a access.Actor) error {
			return o.CastWritten(o.ctx, a, meeting, 1, 104, nil)
		}},
		{"CountHands", access.BallotCast, func(a access.Actor) error {
			return o.CountHands(o.ctx, a, meeting, 1, nil)
		}},
		{"CloseVote", access.BallotCast, func(a access.Actor) error {
			_, err := o.CloseVote(o.ctx, a, meeting, 1)
			return err
		}},
		{"Shred", access.BallotCast, func(a access.Actor) error { return o.Shred(o.ctx, a) }},
	}
}

// TestEveryUseCaseAsksForItsPermission: who holds another role is refused, and so is who holds the right one for
// a part of the body. The actor is the chair, so that the office is not what refuses.
func TestEveryUseCaseAsksForItsPermission(t *testing.T) {
	o := newOffice(t)
	people := o.seat(5)
	o.register(o.person, "ldtt")
	meeting := o.convene("ldtt")
	may := map[access.Permission]string{
		access.MeetingView: "committee council clerk auditor",
		access.MeetingRun:  "committee",
		access.BallotCast:  "council",
	}
	before := o.number(`SELECT count(*) FROM audit_log`)
	for _, c := range o.useCases(meeting) {
		for _, info := range access.RoleList {
			if !strings.Contains(may[c.permission], string(info.Role)) {
				a := only(info.Role, people[0].PersonID, 0, "")
				forbidden(t, c.name+" as "+string(info.Role), c.run(a))
			}
		}
	}
	for _, rule := range access.Rules {
		if may[rule.Permission] == "" {
			continue
		}
		for _, role := range []access.Role{access.Committee, access.Council} {
			if scope := rule.Roles[role]; scope != access.Nothing {
				rule.Roles[role] = access.InUnit
				t.Cleanup(func() { rule.Roles[role] = scope })
			}
		}
	}
	for _, c := range o.useCases(meeting) {
		for _, role := range []access.Role{access.Committee, access.Council} {
			a := only(role, people[0].PersonID, 2, "1/2/")
			forbidden(t, c.name+" for one unit as "+string(role), c.run(a))
		}
	}
	if after := o.number(`SELECT count(*) FROM audit_log`); after != before {
		t.Errorf("%d entries of the log for what was refused", after-before)
	}
}

func TestConveneTakesUpWhatIsReady(t *testing.T) {
	o := newOffice(t)
	o.seat(5)
	ready := o.register(o.person, "ldtt")
	for person, change := range map[int64]string{
		201: `state = 'registered'`,
		202: `verdict = 'undecided'`,
		203: `outcome = 'rejected'`,
	} {
		o.exec(`UPDATE registrations SET `+change+` WHERE id = ?`, o.register(person, "ldtt"))
	}
	o.register(204, "cstdcs")
	meeting := o.convene("ldtt")
	v := o.view(committee, meeting)
	if len(v.Candidates) != 1 || v.Candidates[0].RegistrationID != ready || v.State != council.Draft || v.Year != year {
		t.Fatalf("%+v", v.Candidates)
	}
	if n := v.Candidates[0]; n.Secret || n.Share != 0.5 || !n.Above || n.Legal == "" {
		t.Errorf("the pass mark: %+v", n.Candidate)
	}
	before := o.number(`SELECT count(*) FROM meetings`)
	_, err := o.Convene(o.ctx, committee, convening("ldtt"))
	conflict(t, "a registration before two meetings", err, "Không có đăng ký nào đạt điều kiện")
	_, err = o.Convene(o.ctx, committee, convening("x"))
	conflict(t, "an unknown title", err, "Không có đăng ký nào đạt điều kiện")
	if n := o.number(`SELECT count(*) FROM meetings`); n != before {
		t.Error("a meeting on nobody was left behind")
	}
	for field, change := range map[string]func(*council.Convening){
		"held_on": func(c *council.Convening) { c.HeldOn = "31/02/2026" },
		"place":   func(c *council.Convening) { c.Place = strings.Repeat("x", 201) },
		"titles":  func(c *council.Convening) { c.Titles = nil },
	} {
		typed := convening("cstdcs")
		change(&typed)
		_, err := o.Convene(o.ctx, committee, typed)
		refused(t, "a wrong "+field, err, field)
	}
	typed := convening("cstdcs")
	typed.Place = " "
	_, err = o.Convene(o.ctx, committee, typed)
	refused(t, "no place", err, "place")
	typed = convening("cstdcs")
	typed.Year = 1999
	_, err = o.Convene(o.ctx, committee, typed)
	missing(t, "a year without a campaign", err)
	// What a meeting has rejected may come before another one only when its outcome is taken back.
	o.exec(`DELETE FROM candidates WHERE meeting_id = ?`, meeting)
	if got := o.view(committee, o.convene("ldtt")).Candidates; len(got) != 1 {
		t.Errorf("%d candidates after the first meeting lost it", len(got))
	}
}

func TestCandidatesAreTakenOutOfADraft(t *testing.T) {
	o := newOffice(t)
	people := o.seat(5)
	o.register(o.person, "ldtt")
	o.register(60, "ldtt")
	meeting := o.convene("ldtt")
	v := o.view(committee, meeting)
	if !v.Rights.Drop || !v.Candidates[0].MayDrop || !v.Candidates[1].MayDrop {
		t.Errorf("the committee may not: %+v", v.Rights)
	}
	own := committee
	own.PersonID = 60
	mine, other := v.Candidates[0], v.Candidates[1]
	if mine.PersonID != 60 {
		mine, other = other, mine
	}
	for _, n := range o.view(own, meeting).Candidates {
		if n.MayDrop != (n.PersonID != 60) {
			t.Errorf("of %d: offered %v", n.PersonID, n.MayDrop)
		}
	}
	forbidden(t, "the own candidacy", o.DropCandidate(o.ctx, own, meeting, 1, mine.ID))
	stale(t, "a stale page", o.DropCandidate(o.ctx, committee, meeting, 2, other.ID))
	missing(t, "no such candidate", o.DropCandidate(o.ctx, committee, meeting, 1, 999))
	missing(t, "no such meeting", o.DropCandidate(o.ctx, committee, 999, 1, other.ID))
	o.register(61, "cstdcs")
	missing(t, "of another meeting", o.DropCandidate(o.ctx, committee, o.convene("cstdcs"), 1, other.ID))
	o.must(o.DropCandidate(o.ctx, own, meeting, 1, other.ID))
	if got := o.view(committee, meeting); len(got.Candidates) != 1 || got.Version != 2 {
		t.Errorf("%d candidates, version %d", len(got.Candidates), got.Version)
	}
	o.open(people, meeting, 0)
	stale(t, "once the vote is open", o.DropCandidate(o.ctx, committee, meeting, o.version(meeting), mine.ID))
	if o.view(committee, meeting).Rights.Drop {
		t.Error("it is offered once the vote is open")
	}
}

func TestTheAgendaUntilTheMeetingIsOver(t *testing.T) {
	o := newOffice(t)
	people, meeting := o.council(5, 0, "ldtt")
	version := o.version(meeting)
	o.must(o.SaveAgenda(o.ctx, committee, meeting, version, "  Một  việc \n\n\nHai\n"))
	v := o.view(committee, meeting)
	if got := strings.Join(v.AgendaLines(), "|"); got != "Một việc|Hai" {
		t.Errorf("%q", got)
	}
	stale(t, "a stale page", o.SaveAgenda(o.ctx, committee, meeting, version, "Ba"))
	refused(t, "too long", o.SaveAgenda(o.ctx, committee, meeting, version+1, strings.Repeat("x", 4001)), "agenda")
	o.must(o.SaveAgenda(o.ctx, committee, meeting, version+1, ""))
	if lines := o.view(committee, meeting).AgendaLines(); lines != nil {
		t.Errorf("an empty agenda: %q", lines)
	}
	missing(t, "no such meeting", o.SaveAgenda(o.ctx, committee, 999, 1, "Ba"))
	o.must(o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{v.Candidates[0].ID: 3}))
	o.close(people, meeting)
	over := o.SaveAgenda(o.ctx, committee, meeting, o.version(meeting), "Ba")
	conflict(t, "after the end", over, "Phiên họp đã kết thúc")
	if o.view(committee, meeting).Rights.Prepare {
		t.Error("it is offered after the end")
	}
}

func TestPapersAndWhoHasReadThem(t *testing.T) {
	o := newOffice(t)
	people := o.seat(5)
	o.register(o.person, "ldtt")
	meeting := o.convene("ldtt")
	files := council.Files{Service: o.Service}
	o.must(files.Attach(o.ctx, committee, meeting, attachment.File{
		Name: "to-trinh.pdf", Path: "x", SHA256: strings.Repeat("0", 64), Size: 5,
	}))
	paper := o.view(committee, meeting).Papers[0]
	waits := func(a access.Actor) (kinds string) {
		list, err := o.Todo(o.ctx, a)
		o.must(err)
		for _, e := range list {
			kinds += e.Kind + " "
		}
		return kinds
	}
	if got := waits(people[2]); got != "council.papers " {
		t.Errorf("waits for a member: %q", got)
	}
	o.exec(`UPDATE council_members SET until = since WHERE person_id = ?`, people[4].PersonID)
	if got := waits(people[4]); got != "" {
		t.Errorf("waits for who was a member: %q", got)
	}
	for name, a := range map[string]access.Actor{
		"who sits in no council": only(access.Council, 60, 0, ""),
		"who is nobody":          only(access.Council, 0, 0, ""),
		"the clerk":              only(access.Clerk, people[3].PersonID, 0, ""),
	} {
		if got := waits(a); got != "" {
			t.Errorf("waits for %s: %q", name, got)
		}
		got, err := files.File(o.ctx, a, meeting, paper.ID)
		if err != nil || got.Name != "to-trinh.pdf" {
			t.Errorf("%s does not read it: %v", name, err)
		}
	}
	for range 2 { // read twice it counts once
		_, err := files.File(o.ctx, people[2], meeting, paper.ID)
		o.must(err)
	}
	v := o.view(people[2], meeting)
	if v.Papers[0].Readers != 1 || !v.Papers[0].Mine || o.view(people[3], meeting).Papers[0].Mine {
		t.Errorf("who has read: %+v", v.Papers[0])
	}
	if got := waits(people[2]); got != "" {
		t.Errorf("still waits: %q", got)
	}
	_, err := files.File(o.ctx, people[2], 1, paper.ID)
	missing(t, "the paper of another meeting", err)
	if files.Detach(o.ctx, committee, 2, paper.ID) == nil {
		t.Error("a paper was taken from another meeting")
	}
	o.must(files.Detach(o.ctx, committee, meeting, paper.ID))
	if o.number(`SELECT count(*) FROM paper_reads WHERE attachment_id = ?`, paper.ID) != 0 {
		t.Error("who has read it is still noted")
	}
	err = files.Attach(o.ctx, committee, 1, attachment.File{Name: "x", Path: "x", SHA256: "x", Size: 5})
	conflict(t, "a paper after the end", err, "Phiên họp đã kết thúc")
}

func TestACaseBelongsToItsMeeting(t *testing.T) {
	o := newOffice(t)
	o.seat(5)
	o.register(o.person, "ldtt")
	meeting := o.convene("ldtt")
	n := o.candidate(meeting)
	x, err := o.Case(o.ctx, committee, meeting, n.ID)
	if err != nil || x.Name != n.Name {
		t.Errorf("%v", err)
	}
	_, err = o.Case(o.ctx, committee, 1, n.ID)
	missing(t, "the candidate of another meeting", err)
	_, err = o.Meeting(o.ctx, committee, 999)
	missing(t, "no such meeting", err)
}

// What tests say in one word.
var refused = trial.Refused
