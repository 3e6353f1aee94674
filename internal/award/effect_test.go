package award_test

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
)

// through takes a decision from its draft to its number.
func (o *office) through(id int64) {
	o.t.Helper()
	o.must(o.Submit(o.ctx, committee, id, o.read(id).Version))
	o.must(o.Sign(o.ctx, leader, id, o.read(id).Version, "Trưởng ban"))
	o.must(o.Issue(o.ctx, clerk, id, o.read(id).Version, letterhead))
}

// amend makes the draft that amends lines of a decision.
func (o *office) amend(id int64, kind award.Kind, reason string, lines ...int64) int64 {
	o.t.Helper()
	made, err := o.Amend(o.ctx, committee, id, kind, reason, lines)
	o.must(err)
	return made
}

// TestAnIssuedDecisionHasItsNumberPrizesAndHonours checks everything that an issue writes.
func TestAnIssuedDecisionHasItsNumberPrizesAndHonours(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("ldtt", an, 0), whom("ttldtt", 0, two), whom("gk", 0, 0))
	o.must(o.Submit(o.ctx, committee, d.ID, 1))
	o.must(o.Sign(o.ctx, leader, d.ID, 2, "  phó   trưởng ban "))
	if got := o.read(d.ID); got.Signer != "Người làm" || got.SignerTitle != "phó trưởng ban" || got.Number != "" {
		t.Errorf("signed: %+v", got)
	}
	o.must(o.Issue(o.ctx, clerk, d.ID, 3, letterhead))
	got := o.read(d.ID)
	if got.Number != "1-QĐ/BTCTU" || got.DecidedOn != "2026-11-06" || got.PrizeLegal != "Nghị định 98/2023/NĐ-CP" {
		t.Errorf("issued: %+v", got)
	}
	salary := o.number(`SELECT amount FROM base_salaries ORDER BY since DESC LIMIT 1`)
	if got.BaseSalary != salary {
		t.Errorf("base salary %d, want %d", got.BaseSalary, salary)
	}
	for i, want := range []float64{0.3, 0.8, 0.3} {
		if r := o.lines(d.ID)[i]; r.Coefficient != want || r.Prize < int64(want*float64(salary)) ||
			r.Prize%10_000 != 0 {
			t.Errorf("line %d: %v × %d = %d", i, r.Coefficient, salary, r.Prize)
		}
	}
	if n := o.number(`SELECT count(*) FROM honours WHERE decision = '1-QĐ/BTCTU' AND decided_on = '2026-11-06' AND year = 2026
		AND (person_id = ? AND title = 'ldtt' OR unit_id = ? AND title = 'ttldtt')`, an, two); n != 2 {
		t.Errorf("%d honours", n)
	}
	if n := o.number(`SELECT count(*) FROM honours`); n != 2 {
		t.Errorf("%d honours, an outsider has none", n)
	}
}

// TestNumbersHaveNoGaps: an issue that fails takes no number, a year begins anew, and the style of the body counts.
func TestNumbersHaveNoGaps(t *testing.T) {
	o := newOffice(t)
	first := o.decision(award.Draft, whom("gk", an, 0))
	o.through(first.ID)
	o.exec(
		`INSERT INTO honours (person_id, title, year, decision, decided_on) VALUES (?, 'ldtt', 2026, '7-QĐ/TU', '2026-01-01')`,
		binh,
	)
	held := o.decision(award.Signed, whom("ldtt", binh, 0))
	o.want(errConflict, o.Issue(o.ctx, clerk, held.ID, 1, letterhead))
	if got := o.read(held.ID); got.State != award.Signed || got.Number != "" || got.Version != 1 {
		t.Errorf("after a failed issue: %+v", got)
	}
	second := o.decision(award.Signed, whom("gk", dung, 0))
	o.must(o.Issue(o.ctx, clerk, second.ID, 1, org.Letterhead{Style: "state", Sign: "BTCTU"}))
	if got := o.read(second.ID).Number; got != "2/QĐ-BTCTU" {
		t.Errorf("the second is %s", got)
	}
	o.clock.At = time.Date(2027, 1, 1, 0, 0, 0, 0, clock.Zone)
	third := o.decision(award.Signed, whom("gk", chi, 0))
	o.must(o.Issue(o.ctx, clerk, third.ID, 1, letterhead))
	if got := o.read(third.ID); got.Number != "1-QĐ/BTCTU" || got.DecidedOn != "2027-01-01" {
		t.Errorf("the first of the next year is %s of %s", got.Number, got.DecidedOn)
	}
}

// TestAChainOfAmendments corrects a line, corrects the correction, revokes it, and keeps every step.
func TestAChainOfAmendments(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("ldtt", an, 0), whom("ldtt", binh, 0))
	o.through(d.ID)
	line, other := o.lines(d.ID)[0], o.lines(d.ID)[1]

	correction := o.amend(d.ID, award.Correction, "Sai chức vụ", line.ID)
	made := o.read(correction)
	if made.Old() != d.ID || made.Subject != "Đính chính Quyết định số 1-QĐ/BTCTU ngày 06/11/2026" || made.Received {
		t.Errorf("the draft of the correction: %+v", made)
	}
	copied := o.lines(correction)[0]
	if *copied.ReplacesID != line.ID || copied.Name != line.Name || copied.Prize != 0 {
		t.Errorf("the copied line: %+v", copied)
	}
	if got := o.lines(d.ID)[0]; got.Ended() != 0 {
		t.Error("the draft has ended the old line already")
	}
	right := whom("ldtt", an, 0)
	right.Post = "Chuyên viên chính"
	o.must(o.SaveRecipient(o.ctx, committee, correction, copied.ID, 1, right))
	o.through(correction)
	if got := o.lines(d.ID); got[0].Ended() != correction || got[1].Ended() != 0 {
		t.Errorf("ended by %d and %d", got[0].Ended(), got[1].Ended())
	}
	held := func(person int64) string {
		return o.text(
			`SELECT decision FROM honours WHERE person_id = ? AND title = 'ldtt' AND year = 2026 AND revoked = ''`,
			person,
		)
	}
	if held(an) != "2-QĐ/BTCTU" || held(binh) != "1-QĐ/BTCTU" {
		t.Errorf("held by %q and %q", held(an), held(binh))
	}
	if got := o.text(`SELECT revoked FROM honours WHERE decision = '1-QĐ/BTCTU'
		AND person_id = ?`, an); got != "Đính chính theo 2-QĐ/BTCTU ngày 06/11/2026: Sai chức vụ" {
		t.Errorf("the old honour says %q", got)
	}
	if got := o.lines(correction)[0]; got.Prize == 0 || got.Post != "Chuyên viên chính" {
		t.Errorf("the corrected line: %+v", got)
	}

	_, err := o.Amend(o.ctx, committee, d.ID, award.Revocation, "Lần nữa", []int64{line.ID})
	o.want(fault.ErrStale, err) // the line holds no more
	revocation := o.amend(correction, award.Revocation, "Khai báo gian dối", o.lines(correction)[0].ID)
	o.through(revocation)
	if held(an) != "" {
		t.Errorf("after the revocation it is still held by %q", held(an))
	}
	if got := o.lines(revocation)[0]; got.Prize != 0 {
		t.Errorf("a revocation brings a prize of %d", got.Prize)
	}
	o.want(errConflict, func() error {
		_, err := o.Amend(o.ctx, committee, revocation, award.Correction, "x", []int64{o.lines(revocation)[0].ID})
		return err
	}())
	page, err := o.DecisionPage(o.ctx, committee, d.ID)
	o.must(err)
	if page.Endings[correction] != "2-QĐ/BTCTU" || !page.Rights.Amend {
		t.Errorf("the page of the old one: %v %+v", page.Endings, page.Rights)
	}
	if other.Ended() != 0 {
		t.Error("another line was ended")
	}
}

// TestOfTwoAmendmentsOfALineTheFirstCounts: the second finds that the line holds no more.
func TestOfTwoAmendmentsOfALineTheFirstCounts(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("gk", an, 0))
	o.through(d.ID)
	line := o.lines(d.ID)[0].ID
	one := o.amend(d.ID, award.Revocation, "Một", line)
	two := o.amend(d.ID, award.Revocation, "Hai", line)
	o.through(one)
	o.must(o.Submit(o.ctx, committee, two, 1))
	o.must(o.Sign(o.ctx, leader, two, 2, "Trưởng ban"))
	o.want(fault.ErrStale, o.Issue(o.ctx, clerk, two, 3, letterhead))
	if n := o.number(`SELECT count(*) FROM outgoing`); n != 2 {
		t.Errorf("%d numbers were taken", n)
	}
	if got := o.lines(d.ID)[0].Ended(); got != one {
		t.Errorf("ended by %d, want %d", got, one)
	}
}

// TestWhatIsAmendedAndHow: only lines of own decisions that are issued, for a reason.
func TestWhatIsAmendedAndHow(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Issued, whom("gk", an, 0))
	line := o.lines(d.ID)[0].ID
	another := o.decision(award.Issued, whom("gk", binh, 0))
	received := o.decision(award.Draft, whom("bktu", dung, 0))
	o.exec(
		`UPDATE decisions SET received = TRUE, number = '9-QĐ/TU', decided_on = '2026-11-01' WHERE id = ?`,
		received.ID,
	)
	o.must(o.Receive(o.ctx, committee, received.ID, 1))
	draft := o.decision(award.Draft, whom("gk", chi, 0))
	for name, test := range map[string]struct {
		id     int64
		kind   award.Kind
		reason string
		lines  []int64
		want   error
	}{
		"no reason":             {d.ID, award.Correction, " ", []int64{line}, errInvalid},
		"a reason too long":     {d.ID, award.Correction, strings.Repeat("x", 1001), []int64{line}, errInvalid},
		"the longest reason":    {d.ID, award.Correction, strings.Repeat("x", 1000), []int64{line}, nil},
		"no kind":               {d.ID, award.Grant, "Sai", []int64{line}, errInvalid},
		"no line":               {d.ID, award.Correction, "Sai", nil, errInvalid},
		"a line of another":     {d.ID, award.Correction, "Sai", []int64{o.lines(another.ID)[0].ID}, fault.ErrStale},
		"a draft":               {draft.ID, award.Correction, "Sai", []int64{o.lines(draft.ID)[0].ID}, errConflict},
		"a received decision":   {received.ID, award.Correction, "Sai", []int64{o.lines(received.ID)[0].ID}, errConflict},
		"one that is not there": {999, award.Correction, "Sai", []int64{line}, fault.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			before := o.number(`SELECT count(*) FROM decisions`)
			_, err := o.Amend(o.ctx, committee, test.id, test.kind, test.reason, test.lines)
			if !is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
			if made := o.number(`SELECT count(*) FROM decisions`) - before; (made == 1) != (test.want == nil) {
				t.Errorf("%d drafts were made", made)
			}
		})
	}
}

// TestACorrectionIsSigned: nobody turns it into a decision of another body, which needs no signature.
func TestACorrectionIsSigned(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Issued, whom("gk", an, 0))
	correction := o.amend(d.ID, award.Correction, "Sai", o.lines(d.ID)[0].ID)
	text := award.Decision{Received: true, Body: "Ban", Subject: "Đính chính", Number: "1", DecidedOn: "01/11/2026"}
	o.want(errInvalid, o.SaveDecision(o.ctx, committee, correction, 1, text))
	o.want(errConflict, o.Receive(o.ctx, committee, correction, 1))
	own := o.decision(award.Draft, whom("gk", binh, 0))
	o.want(errConflict, o.Receive(o.ctx, committee, own.ID, 1))
	o.want(nil, o.SaveDecision(o.ctx, committee, own.ID, 1, text))
	o.want(errConflict, o.Submit(o.ctx, committee, own.ID, 2)) // what another body has decided is not signed here
	o.want(nil, o.Receive(o.ctx, committee, own.ID, 2))
	if got := o.read(own.ID); got.State != award.Issued || got.Number != "1" || got.DecidedOn != "2026-11-01" {
		t.Errorf("received: %+v", got)
	}
}

// TestADecisionNeedsSomebody, and so does a proposal.
func TestADecisionNeedsSomebody(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft)
	o.want(errConflict, o.Submit(o.ctx, committee, d.ID, 1))
	signing := o.decision(award.Signing)
	o.want(errConflict, o.Sign(o.ctx, leader, signing.ID, 1, "Trưởng ban"))
	p := o.proposal(award.ProposalDraft)
	o.want(errConflict, o.Send(o.ctx, committee, p.ID, 1))
}

// TestReasonsAndTitles: a return has a reason, a signature a title, neither longer than its field.
func TestReasonsAndTitles(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Signing, whom("gk", an, 0))
	p := o.proposal(award.Sent, whom("hcld3", an, 0))
	for _, text := range []string{"", "  \t ", strings.Repeat("x", 1001)} {
		o.want(errInvalid, o.Return(o.ctx, leader, d.ID, 1, text))
		o.want(errInvalid, o.TakeBack(o.ctx, committee, p.ID, 1, text))
	}
	for _, text := range []string{"", strings.Repeat("x", 201)} {
		o.want(errInvalid, o.Sign(o.ctx, leader, d.ID, 1, text))
	}
	o.want(nil, o.Return(o.ctx, leader, d.ID, 1, strings.Repeat("x", 1000)))
	o.want(nil, o.TakeBack(o.ctx, committee, p.ID, 1, strings.Repeat("x", 1000)))
	if got := o.read(d.ID).Returned; len(got) != 1000 {
		t.Errorf("the reason has %d characters", len(got))
	}
	o.must(o.Submit(o.ctx, committee, d.ID, 2))
	o.must(o.Sign(o.ctx, leader, d.ID, 3, strings.Repeat("x", 200)))
	if got := o.read(d.ID).Returned; got != "" {
		t.Errorf("signed, it still says why it was returned: %q", got)
	}
}

// TestAnAnswerMakesADraft of who was accepted; who was not has a reason.
func TestAnAnswerMakesADraft(t *testing.T) {
	o := newOffice(t)
	p := o.proposal(award.Sent, whom("hcld3", an, 0), whom("hcld3", binh, 0), whom("hcld3", 0, 0))
	lines := o.proposalLines(p.ID)
	for name, x := range map[string]award.Answers{
		"no reason":      {Accepted: map[int64]bool{lines[0].ID: true, lines[1].ID: true}},
		"a blank reason": {Accepted: map[int64]bool{lines[0].ID: true, lines[1].ID: true}, Why: map[int64]string{lines[2].ID: " "}},
		"a reason too long": {Accepted: map[int64]bool{lines[0].ID: true, lines[1].ID: true},
			Why: map[int64]string{lines[2].ID: strings.Repeat("x", 501)}},
	} {
		if _, err := o.Answer(o.ctx, committee, p.ID, 1, x); !is(err, errInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	made, err := o.Answer(o.ctx, committee, p.ID, 1, award.Answers{
		Accepted: map[int64]bool{lines[0].ID: true, lines[2].ID: true},
		Why:      map[int64]string{lines[1].ID: " Chưa   đủ thời gian ", lines[0].ID: "bỏ qua"},
	})
	o.must(err)
	d := o.read(made)
	if !d.Received || d.State != award.Draft || d.Body != "Chủ tịch nước" || d.Subject != "Tặng Huân chương" ||
		d.Columns != award.UsualColumns {
		t.Errorf("the draft: %+v", d)
	}
	if got := o.lines(made); len(got) != 2 || got[0].Person() != an || got[1].Person() != 0 ||
		got[1].Name != "Người ngoài" {
		t.Errorf("the draft honours %+v", got)
	}
	answered := o.proposalLines(p.ID)
	if answered[0].Answer != award.Accepted || answered[0].Why != "" || answered[1].Answer != award.Refused ||
		answered[1].Why != "Chưa đủ thời gian" {
		t.Errorf("the answers: %+v", answered)
	}
	if got := o.readProposal(p.ID); got.Decision() != made || got.State != award.Decided {
		t.Errorf("the proposal: %+v", got)
	}
	none := o.proposal(award.Sent, whom("hcld2", an, 0))
	line := o.proposalLines(none.ID)[0].ID
	made, err = o.Answer(o.ctx, committee, none.ID, 1, award.Answers{Why: map[int64]string{line: "Không"}})
	if err != nil || made != 0 || o.readProposal(none.ID).Decision() != 0 {
		t.Errorf("nobody was accepted: decision %d, %v", made, err)
	}
}
