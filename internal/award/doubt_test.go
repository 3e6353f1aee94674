package award_test

import (
	"strings"
	"testing"

	"congthidua/internal/award"
)

// say joins what is doubtful about a line, "!" before what is grave.
func say(list []award.Doubt) string {
	var texts []string
	for _, d := range list {
		text := d.Text
		if d.Grave {
			text = "!" + text
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " | ")
}

// doubtsOf are what is doubtful about the lines of a decision, by the page of the committee.
func (o *office) doubtsOf(id int64) (texts []string) {
	o.t.Helper()
	page, err := o.DecisionPage(o.ctx, committee, id)
	o.must(err)
	for _, r := range o.lines(id) {
		texts = append(texts, say(page.Doubts[r.ID]))
	}
	return texts
}

func (o *office) doubtsOfProposal(id int64) (texts []string) {
	o.t.Helper()
	page, err := o.ProposalPage(o.ctx, committee, id)
	o.must(err)
	for _, x := range o.proposalLines(id) {
		texts = append(texts, say(page.Doubts[x.ID]))
	}
	return texts
}

func (o *office) check(got []string, want ...string) {
	o.t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		o.t.Errorf("doubts:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// of changes a line.
func of(w award.Awardee, change func(*award.Awardee)) award.Awardee {
	change(&w)
	return w
}

// TestNobodyIsHonouredTwiceForOneAchievement: the same form and year, in this decision or another.
func TestNobodyIsHonouredTwiceForOneAchievement(t *testing.T) {
	o := newOffice(t)
	year2025 := func(w *award.Awardee) { w.Year = 2025 }
	elsewhere := func(w *award.Awardee) { w.Place = "Cơ quan khác" }
	o.decision(award.Signing, whom("gk", an, 0), whom("gk", 0, two), whom("gk", 0, 0))
	d := o.decision(award.Draft,
		whom("gk", an, 0),               // the person
		whom("bktp", an, 0),             // another form
		of(whom("gk", an, 0), year2025), // another year
		whom("gk", 0, two),              // the unit
		whom("gk", 0, below),            // another unit
		whom("gk", 0, 0),                // the outsider, by name and place
		of(whom("gk", 0, 0), elsewhere), // one of the same name elsewhere
		whom("gk", binh, 0),             // twice here
		whom("gk", binh, 0),             //
	)
	taken, twice := "!đã có trong «Tặng giấy khen» (Chờ ký)", "!có hai lần trong danh sách này"
	o.check(o.doubtsOf(d.ID), taken, "", "", taken, "", taken, "", twice, twice)
	o.want(errConflict, o.Submit(o.ctx, committee, d.ID, 1))
	o.exec(
		`DELETE FROM recipients WHERE decision_id = ? AND id IN (?)`,
		d.ID,
		[]int64{o.lines(d.ID)[0].ID, o.lines(d.ID)[3].ID, o.lines(d.ID)[5].ID, o.lines(d.ID)[8].ID},
	)
	o.want(nil, o.Submit(o.ctx, committee, d.ID, 1))
}

// TestASignatureIsCheckedAgain: what became doubtful since the draft was handed up is not signed.
func TestASignatureIsCheckedAgain(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("gk", an, 0))
	o.must(o.Submit(o.ctx, committee, d.ID, 1))
	o.decision(award.Issued, whom("gk", an, 0))
	o.want(errConflict, o.Sign(o.ctx, leader, d.ID, 2, "Trưởng ban"))
	o.check(o.doubtsOf(d.ID), "!đã có trong «Tặng giấy khen» (Đã ban hành)")
}

// TestTheLedgerIsAsked too: a title held by a decision that the portal does not have.
func TestTheLedgerIsAsked(t *testing.T) {
	o := newOffice(t)
	o.exec(`INSERT INTO honours (person_id, title, year, decision, decided_on, revoked) VALUES
		(?, 'ldtt', 2026, '7-QĐ/TU', '2026-05-01', ''), (?, 'ldtt', 2026, '8-QĐ/TU', '2026-05-01', 'thu hồi'), (?,
			'ldtt', 2025, '9-QĐ/TU', '2025-05-01', '')`, an, binh, dung)
	o.exec(
		`INSERT INTO honours (unit_id, title, year, decision, decided_on) VALUES (?, 'ttldtt', 2026, '7-QĐ/TU', '2026-05-01')`,
		two,
	)
	lines := []award.Awardee{
		whom("ldtt", an, 0),
		whom("ldtt", binh, 0),
		whom("ldtt", dung, 0),
		whom("ttldtt", 0, two),
		whom("ldtt", chi, 0),
	}
	held := "!đã được tặng theo 7-QĐ/TU ngày 01/05/2026"
	d := o.decision(award.Draft, lines...)
	o.check(o.doubtsOf(d.ID), held, "", "", held, "")
	o.exec(`DELETE FROM recipients`)
	p := o.proposal(award.ProposalDraft, lines...)
	o.check(o.doubtsOfProposal(p.ID), held, "", "", held, "")
	o.want(errConflict, o.Send(o.ctx, committee, p.ID, 1))
}

// TestADisciplineIsShown of the year of the achievement and later; it keeps nothing from going on.
func TestADisciplineIsShown(t *testing.T) {
	o := newOffice(t)
	for person, on := range map[int64]string{an: "2025-12-31", binh: "2026-01-01", dung: "2027-03-01"} {
		o.exec(
			`INSERT INTO disciplines (person_id, form, decision, decided_on) VALUES (?, 'warning', '3-QĐ/KL', ?)`,
			person,
			on,
		)
	}
	d := o.decision(award.Draft, whom("gk", an, 0), whom("gk", binh, 0), whom("gk", dung, 0))
	o.check(o.doubtsOf(d.ID), "", "Cảnh cáo, 3-QĐ/KL ngày 01/01/2026", "Cảnh cáo, 3-QĐ/KL ngày 01/03/2027")
	o.want(nil, o.Submit(o.ctx, committee, d.ID, 1))
	p := o.proposal(award.ProposalDraft, whom("bktu", an, 0), whom("bktu", binh, 0))
	o.check(o.doubtsOfProposal(p.ID), "", "Cảnh cáo ngày 01/01/2026")
	o.want(nil, o.Send(o.ctx, committee, p.ID, 1))
}

// TestWhatIsMissingIsShown: an achievement on a decision, a report in a proposal.
func TestWhatIsMissingIsShown(t *testing.T) {
	o := newOffice(t)
	bare := of(whom("gk", an, 0), func(w *award.Awardee) { w.Achievement = "" })
	d := o.decision(award.Draft, bare, whom("gk", binh, 0))
	o.check(o.doubtsOf(d.ID), "chưa ghi thành tích", "")
	p := o.proposal(award.ProposalDraft, whom("bktu", an, 0), whom("bktu", binh, 0))
	o.exec(`UPDATE proposal_lines SET report = '' WHERE person_id = ?`, an)
	o.check(o.doubtsOfProposal(p.ID), "thiếu báo cáo thành tích", "")
}

// TestAProposalKnowsOtherProposalsAndDrafts, but neither those that were refused nor what is issued, which the
// ledger tells.
func TestAProposalKnowsOtherProposalsAndDrafts(t *testing.T) {
	o := newOffice(t)
	other := o.proposal(award.Sent, whom("hcld3", an, 0), whom("hcld3", binh, 0))
	o.exec(`UPDATE proposal_lines SET answer = 'refused' WHERE proposal_id = ? AND person_id = ?`, other.ID, binh)
	o.decision(award.Draft, whom("hcld3", chi, 0))
	o.decision(award.Issued, whom("hcld3", dung, 0))
	p := o.proposal(
		award.ProposalDraft,
		whom("hcld3", an, 0),
		whom("hcld3", binh, 0),
		whom("hcld3", chi, 0),
		whom("hcld3", dung, 0),
		whom("hcld3", 0, 0),
		whom("hcld3", 0, 0),
	)
	twice := "!có hai lần trong danh sách này"
	o.check(
		o.doubtsOfProposal(p.ID),
		"!đã có trong đề nghị «Tặng Huân chương»",
		"",
		"!đã có trong bản soạn quyết định «Tặng giấy khen»",
		"",
		twice,
		twice,
	)
	o.want(errConflict, o.Send(o.ctx, committee, p.ID, 1))
}

// TestARevocationGoesOnWhateverIsDoubtful: it gives nothing to anybody.
func TestARevocationGoesOnWhateverIsDoubtful(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Issued, whom("gk", an, 0))
	o.decision(award.Draft, whom("gk", an, 0)) // the same again, which is what makes the other doubtful
	revocation := o.amend(d.ID, award.Revocation, "Sai", o.lines(d.ID)[0].ID)
	if got := o.doubtsOf(revocation); !strings.HasPrefix(got[0], "!") {
		t.Fatalf("nothing is doubtful: %q", got)
	}
	o.want(nil, o.Submit(o.ctx, committee, revocation, 1))
	correction := o.amend(d.ID, award.Correction, "Sai", o.lines(d.ID)[0].ID)
	o.want(errConflict, o.Submit(o.ctx, committee, correction, 1))
}

// TestACouncilsResultIsTakenOnce into a decision, and into no second proposal while one is open.
func TestACouncilsResultIsTakenOnce(t *testing.T) {
	o := newOffice(t)
	o.campaign(2026, title{"ldtt", "Lao động tiên tiến"})
	first := o.registered(2026, "ldtt", an, 0, "proposed")
	o.registered(2026, "ldtt", dung, 0, "proposed")
	o.registered(2026, "ldtt", binh, 0, "rejected")
	o.registered(2026, "ldtt", chi, 0, "")
	d := o.decision(award.Draft)
	o.want(errConflict, o.AddFromCouncil(o.ctx, committee, d.ID, 1, 2025))
	o.must(o.AddFromCouncil(o.ctx, committee, d.ID, 1, 2026))
	got := o.lines(d.ID)
	if len(got) != 2 || got[0].Person() != an || *got[0].RegistrationID != first || got[0].Post != "Chuyên viên" ||
		got[0].Place != "Phòng Hai" || got[0].FormName != "Lao động tiên tiến" || got[0].Level != 40 {
		t.Fatalf("taken over: %+v", got)
	}
	o.want(errConflict, o.AddFromCouncil(o.ctx, committee, d.ID, 2, 2026))
	p := o.proposal(award.ProposalDraft)
	o.want(errConflict, o.ProposeFromCouncil(o.ctx, committee, p.ID, 1, 2026, "ldtt"))
	o.exec(`DELETE FROM recipients`)
	o.want(errConflict, o.ProposeFromCouncil(o.ctx, committee, p.ID, 1, 2026, "cstdcs"))
	o.must(o.ProposeFromCouncil(o.ctx, committee, p.ID, 1, 2026, "ldtt"))
	if n := len(o.proposalLines(p.ID)); n != 2 {
		t.Errorf("%d were proposed", n)
	}
	second := o.proposal(award.ProposalDraft)
	o.want(errConflict, o.ProposeFromCouncil(o.ctx, committee, second.ID, 1, 2026, "ldtt"))
	o.exec(`UPDATE proposals SET state = 'decided' WHERE id = ?`, p.ID)
	o.want(nil, o.ProposeFromCouncil(o.ctx, committee, second.ID, 1, 2026, "ldtt"))
}

// TestACorrectedTitleIsNotOfferedAgain: the line that holds answers the council's result.
func TestACorrectedTitleIsNotOfferedAgain(t *testing.T) {
	o := newOffice(t)
	o.campaign(2026, title{"ldtt", "Lao động tiên tiến"})
	o.registered(2026, "ldtt", an, 0, "proposed")
	d := o.decision(award.Draft)
	o.must(o.AddFromCouncil(o.ctx, committee, d.ID, 1, 2026))
	o.through(d.ID)
	correction := o.amend(d.ID, award.Correction, "Sai chức vụ", o.lines(d.ID)[0].ID)
	o.through(correction)
	next := o.decision(award.Draft)
	o.want(errConflict, o.AddFromCouncil(o.ctx, committee, next.ID, 1, 2026))
	o.through(o.amend(correction, award.Revocation, "Gian dối", o.lines(correction)[0].ID))
	o.want(nil, o.AddFromCouncil(o.ctx, committee, next.ID, 1, 2026)) // the council's result stands, the award does not
}
