package council_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/council"
	"congthidua/internal/org"
)

func TestOpeningTheVote(t *testing.T) {
	o := newOffice(t)
	people := o.seat(5)
	o.register(o.person, "ldtt")
	meeting := o.convene("ldtt")
	n := o.candidate(meeting)
	forbidden(t, "a member opens", o.OpenVote(o.ctx, people[2], meeting, 1, nil))
	stale(t, "a stale page", o.OpenVote(o.ctx, people[0], meeting, 2, nil))
	missing(t, "no such meeting", o.OpenVote(o.ctx, people[0], 999, 1, nil))
	conflict(t, "hands before", o.CountHands(o.ctx, people[1], meeting, 1, map[int64]int{n.ID: 1}), "biểu quyết")
	conflict(t, "a ballot before", o.Cast(o.ctx, people[2], meeting, nil), "biểu quyết")
	_, err := o.CloseVote(o.ctx, people[0], meeting, 1)
	stale(t, "closing before", err)

	chair := o.term(people[0].PersonID)
	o.must(o.EndTerm(o.ctx, committee, chair.TermID, chair.Version))
	conflict(t, "without a chair", o.OpenVote(o.ctx, people[1], meeting, 1, nil), "đủ Chủ tịch và Thư ký")
	o.must(o.Appoint(o.ctx, committee, people[0].PersonID, council.Chair))
	o.exec(`DELETE FROM candidates WHERE meeting_id = ?`, meeting)
	conflict(t, "on nobody", o.OpenVote(o.ctx, people[0], meeting, 1, nil), "không có ai để xét")

	o.register(o.person, "ldtt")
	meeting = o.convene("ldtt")
	o.must(o.OpenVote(o.ctx, people[1], meeting, 1, []int64{people[4].PersonID, 99999}))
	stale(t, "opened twice", o.OpenVote(o.ctx, people[0], meeting, 2, nil))
	o.must(o.Appoint(o.ctx, committee, 60, council.Ordinary)) // later than the meeting's members were fixed
	v := o.view(people[2], meeting)
	if len(v.Members) != 5 || v.Members[0].Role != council.Chair || v.Members[4].Role != council.Secretary {
		t.Errorf("the members: %+v", v.Members)
	}
	for _, m := range v.Members {
		want := council.Present
		if m.PersonID == people[4].PersonID {
			want = council.Absent
		}
		if m.Attendance != want || m.Voted {
			t.Errorf("%+v", m)
		}
	}
	late := only(access.Council, 60, 0, "")
	forbidden(t, "who joined later", o.Cast(o.ctx, late, meeting, nil))
}

// TestASecretVoteIsRefusedOnPostgres: each row keeps the number of its transaction there, which would pair
// voters with ballots. Shows of hands run on either engine.
func TestASecretVoteIsRefusedOnPostgres(t *testing.T) {
	o := newOffice(t)
	people := o.seat(5)
	o.register(o.person, "cstdt")
	meeting := o.convene("cstdt")
	err := o.OpenVote(o.ctx, people[0], meeting, 1, nil)
	if o.Store.Engine() == "sqlite" {
		o.must(err)
		return
	}
	conflict(t, "a secret vote", err, "Không bỏ phiếu kín được khi cơ sở dữ liệu là PostgreSQL")
	if o.view(committee, meeting).State != council.Draft {
		t.Error("the vote was opened")
	}
	// A vote that was opened before the database was moved takes no ballot either.
	o.exec(`
		INSERT INTO meeting_members (meeting_id, person_id, role)
		SELECT CAST(? AS BIGINT), person_id, role FROM council_members WHERE until IS NULL`, meeting)
	o.exec(`INSERT INTO participation (meeting_id, person_id) VALUES (?, ?)`, meeting, people[2].PersonID)
	o.exec(`UPDATE meetings SET state = 'open' WHERE id = ?`, meeting)
	conflict(t, "a ballot", o.Cast(o.ctx, people[2], meeting, nil), "Không bỏ phiếu kín được")
	if o.number(`SELECT count(*) FROM participation WHERE meeting_id = ? AND voted = 'V'`, meeting) != 0 {
		t.Error("somebody has voted")
	}
}

// TestHandsOnTheSecretarysOwnCase: the chair enters them, and where it is the case of both a member does.
func TestHandsOnTheSecretarysOwnCase(t *testing.T) {
	o := newOffice(t)
	people := o.seat(5)
	chair, secretary, member := people[0], people[1], people[2]
	o.register(secretary.PersonID, "ldtt")
	o.register(o.person, "ldtt")
	meeting := o.convene("ldtt")
	o.open(people, meeting, 1)
	var own, other int64
	for _, n := range o.view(committee, meeting).Candidates {
		if n.PersonID == secretary.PersonID {
			own = n.ID
		} else {
			other = n.ID
		}
	}
	enter := func(a access.Actor, counts map[int64]int) error {
		return o.CountHands(o.ctx, a, meeting, o.version(meeting), counts)
	}
	forbidden(t, "the secretary on the own case", enter(secretary, map[int64]int{own: 3}))
	forbidden(t, "the secretary on both", enter(secretary, map[int64]int{own: 3, other: 3}))
	forbidden(t, "the chair on what the secretary enters", enter(chair, map[int64]int{other: 3}))
	forbidden(t, "a member", enter(member, map[int64]int{own: 3}))
	if o.number(`SELECT count(*) FROM candidates WHERE meeting_id = ? AND votes_for IS NOT NULL`, meeting) != 0 {
		t.Error("a count that was refused was kept")
	}
	for name, c := range map[string]struct {
		actor      access.Actor
		own, other bool
	}{
		"the secretary": {secretary, false, true},
		"the chair":     {chair, true, false},
		"a member":      {member, false, false},
		"the committee": {committee, false, false},
	} {
		v := o.view(c.actor, meeting)
		for _, n := range v.Candidates {
			if want := n.ID == own && c.own || n.ID == other && c.other; n.MayCount != want {
				t.Errorf("%s is offered %d: %v", name, n.PersonID, n.MayCount)
			}
		}
		if v.Rights.Hands != (c.own || c.other) {
			t.Errorf("%s: %+v", name, v.Rights)
		}
	}
	o.must(enter(secretary, map[int64]int{other: 4}))
	_, err := o.CloseVote(o.ctx, chair, meeting, o.version(meeting))
	conflict(t, "before all are counted", err, "Chưa ghi kết quả biểu quyết giơ tay")
	if err := enter(chair, map[int64]int{own: 4}); err == nil {
		t.Error("four hands of three who are there and not concerned")
	}
	o.must(enter(chair, map[int64]int{own: 3}))
	stale(t, "a stale page", o.CountHands(o.ctx, secretary, meeting, 2, map[int64]int{other: 3}))
}

// TestWhatChangesTheCountTakesTheAgreementBack: chair and secretary agree to a count that they saw.
func TestWhatChangesTheCountTakesTheAgreementBack(t *testing.T) {
	o := newOffice(t)
	people, meeting := o.council(5, 1, "ldtt")
	chair, secretary, n := people[0], people[1], o.candidate(meeting)
	hands := func(count int) {
		t.Helper()
		o.must(o.CountHands(o.ctx, secretary, meeting, o.version(meeting), map[int64]int{n.ID: count}))
	}
	closing := func(a access.Actor, version int64) bool {
		t.Helper()
		done, err := o.CloseVote(o.ctx, a, meeting, version)
		o.must(err)
		return done
	}
	hands(4)
	if closing(chair, o.version(meeting)) {
		t.Fatal("the chair alone has closed the vote")
	}
	if !o.view(committee, meeting).ChairCloses {
		t.Error("the chair has agreed")
	}
	hands(2)
	if o.view(committee, meeting).ChairCloses {
		t.Error("the agreement stands after the count was changed")
	}
	if closing(secretary, o.version(meeting)) {
		t.Error("closed by the secretary alone")
	}
	_, err := o.CloseVote(o.ctx, chair, meeting, o.version(meeting)-1)
	stale(t, "a stale page", err)
	if !closing(chair, o.version(meeting)) {
		t.Error("not closed by both")
	}
	_, err = o.CloseVote(o.ctx, chair, meeting, o.version(meeting))
	stale(t, "closed twice", err)
	late := o.CountHands(o.ctx, secretary, meeting, o.version(meeting), map[int64]int{n.ID: 4})
	conflict(t, "hands after the end", late, "biểu quyết")
}

// TestWrittenOpinionsOfTheAbsent holds who enters them, whose, and when.
func TestWrittenOpinionsOfTheAbsent(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	people := o.seat(6)
	chair, secretary, absent := people[0], people[1], people[5]
	o.register(secretary.PersonID, "cstdt")
	meeting := o.convene("cstdt")
	o.open(people, meeting, 2)
	n := o.candidate(meeting)
	vote := map[int64]council.Choice{n.ID: council.For}
	enter := func(a access.Actor, person int64) error {
		return o.CastWritten(o.ctx, a, meeting, o.version(meeting), person, vote)
	}
	forbidden(t, "the secretary, who is the candidate", enter(secretary, absent.PersonID))
	forbidden(t, "a member", enter(people[2], absent.PersonID))
	forbidden(t, "the absent member", enter(absent, absent.PersonID))
	forbidden(t, "the own opinion", enter(chair, chair.PersonID))
	refused(t, "somebody who is there", enter(chair, people[2].PersonID), "person")
	refused(t, "who has no seat", enter(chair, 60), "person")
	stale(t, "a stale page", o.CastWritten(o.ctx, chair, meeting, 1, absent.PersonID, vote))
	wrong := o.CastWritten(o.ctx, chair, meeting, o.version(meeting), absent.PersonID,
		map[int64]council.Choice{n.ID: "x"})
	refused(t, "a word that is no choice", wrong, "")
	if o.view(committee, meeting).Votes() != 0 {
		t.Fatal("somebody has voted")
	}
	for name, c := range map[string]struct {
		actor access.Actor
		want  council.Rights
	}{
		"the chair":         {chair, council.Rights{Vote: true, Written: true, Close: true}},
		"the secretary":     {secretary, council.Rights{Vote: true, Close: true}},
		"a member":          {people[2], council.Rights{Vote: true}},
		"the absent member": {absent, council.Rights{}},
		"the committee":     {committee, council.Rights{Prepare: true}},
		"the auditor":       {only(access.Auditor, 0, 0, ""), council.Rights{}},
	} {
		if got := o.view(c.actor, meeting).Rights; got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	o.must(o.Cast(o.ctx, secretary, meeting, vote)) // leaves out the own case
	_, err := o.CloseVote(o.ctx, secretary, meeting, o.version(meeting))
	o.must(err)
	o.must(enter(chair, absent.PersonID))
	if o.view(committee, meeting).SecretaryCloses {
		t.Error("the secretary's agreement stands after another vote was entered")
	}
	refused(t, "a second time", enter(chair, absent.PersonID), "person")
	v := o.view(chair, meeting)
	if v.Votes() != 2 || len(v.Unheard()) != 1 || v.Unheard()[0].PersonID != people[4].PersonID {
		t.Errorf("%d have voted, unheard %+v", v.Votes(), v.Unheard())
	}
	if o.view(secretary, meeting).Rights.Vote {
		t.Error("a second ballot is offered")
	}
	o.close(people, meeting)
	if got := o.candidate(meeting); *got.VotesFor != 1 || *got.VotesAgainst != 0 {
		t.Errorf("%d for, %d against", *got.VotesFor, *got.VotesAgainst)
	}
	conflict(t, "after the end", enter(chair, people[4].PersonID), "biểu quyết")
}

// TestTheCountOfASecretVote: for, against and blank are told apart; a choice on somebody else's ballot paper,
// and one on the own case, count nothing.
func TestTheCountOfASecretVote(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	people := o.seat(5)
	o.register(people[2].PersonID, "cstdt")
	meeting := o.convene("cstdt")
	o.open(people, meeting, 0)
	n := o.candidate(meeting)
	for i, choice := range []council.Choice{council.For, council.Against, council.For, "", council.Against} {
		o.must(o.Cast(o.ctx, people[i], meeting, map[int64]council.Choice{n.ID: choice, 999: council.For}))
	}
	conflict(t, "a second ballot", o.Cast(o.ctx, people[0], meeting, nil), "đã ở trong hòm phiếu")
	if got := len(o.view(people[2], meeting).Ballot(people[2].PersonID)); got != 0 {
		t.Errorf("%d cases on the candidate's own ballot", got)
	}
	o.close(people, meeting)
	got := o.candidate(meeting)
	if *got.VotesFor != 1 || *got.VotesAgainst != 2 || *got.Passed {
		t.Errorf("%d for, %d against, passed %v", *got.VotesFor, *got.VotesAgainst, *got.Passed)
	}
	if n := o.number(`SELECT count(*) FROM ballots b WHERE b.candidate_id = ? AND b.choice = '-'`, n.ID); n != 2 {
		t.Errorf("%d blanks are left of five", n)
	}
	blank := o.Cast(o.ctx, people[0], meeting, nil)
	conflict(t, "after the end", blank, "biểu quyết")
}

// TestTheMinutesSayWhatWasCounted reads the paper as it is printed.
func TestTheMinutesSayWhatWasCounted(t *testing.T) {
	o := newOffice(t)
	people, meeting := o.council(5, 1, "ldtt")
	n := o.candidate(meeting)
	o.must(o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{n.ID: 3}))
	o.close(people, meeting)
	d := council.MinutesPaper(org.Letterhead{}, o.view(committee, meeting), o.clock.Now())
	var text []string
	for _, b := range d.Blocks {
		text = append(text, b.Text)
		if b.Table != nil {
			for _, r := range b.Table.Rows {
				text = append(text, strings.Join(r.Cells, " | "))
			}
		}
	}
	all := strings.Join(text, "\n")
	for _, want := range []string{
		"Tổng số thành viên Hội đồng: 5; có mặt 4:",
		"Vắng mặt 1:",
		"1. Kết quả biểu quyết giơ tay",
		"| 3 |  | 60% | Đạt",
		"2. Hội đồng đề nghị xét tặng 1 danh hiệu; 0 trường hợp chưa đủ tỷ lệ.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the minutes lack %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, "phiếu kín") {
		t.Error("minutes of a secret vote that was none")
	}
}
