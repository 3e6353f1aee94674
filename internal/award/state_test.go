package award_test

import (
	"strings"
	"testing"

	"congthidua/internal/attachment"
	"congthidua/internal/award"
	"congthidua/internal/fault"
)

// TestADecisionGoesItsWayOnly runs each step from each state, from a stale page too.
func TestADecisionGoesItsWayOnly(t *testing.T) {
	o := newOffice(t)
	steps := map[string]struct {
		from award.State
		to   award.State
		run  func(id, version int64) error
	}{
		"submit": {award.Draft, award.Signing, func(id, v int64) error { return o.Submit(o.ctx, committee, id, v) }},
		"sign":   {award.Signing, award.Signed, func(id, v int64) error { return o.Sign(o.ctx, leader, id, v, "Trưởng ban") }},
		"return": {award.Signing, award.Draft, func(id, v int64) error { return o.Return(o.ctx, leader, id, v, "Thiếu") }},
		"issue":  {award.Signed, award.Issued, func(id, v int64) error { return o.Issue(o.ctx, clerk, id, v, letterhead) }},
	}
	for name, step := range steps {
		for _, state := range award.States {
			t.Run(name+"/"+string(state), func(t *testing.T) {
				d := o.decision(state, whom("gk", an, 0))
				if state != award.Issued {
					o.want(fault.ErrStale, step.run(d.ID, 2)) // of a page that is not current
				}
				if state != step.from {
					o.want(fault.ErrStale, step.run(d.ID, 1))
				} else {
					o.want(nil, step.run(d.ID, 1))
					if got := o.read(d.ID); got.State != step.to || got.Version != 2 {
						t.Errorf("%s, version %d", got.State, got.Version)
					}
					o.want(fault.ErrStale, step.run(d.ID, 1)) // twice
				}
				o.exec(`DELETE FROM honours`)
				o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID)
			})
		}
	}
}

// TestOnlyADraftIsEdited: text and lines stand from the moment at which a decision is handed up.
func TestOnlyADraftIsEdited(t *testing.T) {
	o := newOffice(t)
	lines := award.Lines{Form: "gk", Subject: award.Outsider, Year: 2026, Text: "Người Khác; x; y"}
	for _, state := range []award.State{award.Signing, award.Signed, award.Issued} {
		d := o.decision(state, whom("gk", an, 0))
		line := o.lines(d.ID)[0]
		o.want(errConflict, o.AddRecipients(o.ctx, committee, d.ID, 1, lines))
		o.want(errConflict, o.AddFromCouncil(o.ctx, committee, d.ID, 1, 2026))
		o.want(errConflict, o.SaveRecipient(o.ctx, committee, d.ID, line.ID, 1, whom("gk", an, 0)))
		o.want(errConflict, o.DropRecipient(o.ctx, committee, d.ID, line.ID, 1))
		o.want(fault.ErrStale, o.SaveDecision(o.ctx, committee, d.ID, 1, award.Decision{Body: "Khác", Subject: "Khác hẳn"}))
		if got := o.read(d.ID); got.Subject != d.Subject || got.Version != 1 || len(o.lines(d.ID)) != 1 {
			t.Errorf("%s: changed to %+v", state, got)
		}
		o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID)
	}
}

// TestNothingIsWrittenOverANewerVersion: of two people at the same page the second is told.
func TestNothingIsWrittenOverANewerVersion(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("gk", an, 0), whom("gk", binh, 0))
	first, second := o.lines(d.ID)[0], o.lines(d.ID)[1]
	text := award.Decision{Body: "Ban Tổ chức", Subject: "Bản thứ hai"}
	lines := award.Lines{Form: "gk", Subject: award.Outsider, Year: 2026, Text: "Người Khác; x; y"}

	o.want(nil, o.SaveDecision(o.ctx, committee, d.ID, 1, text))
	o.want(fault.ErrStale, o.SaveDecision(o.ctx, committee, d.ID, 1, award.Decision{Body: "Ban", Subject: "Bản cũ"}))
	if got := o.read(d.ID).Subject; got != "Bản thứ hai" {
		t.Errorf("the text is %q", got)
	}
	o.want(fault.ErrStale, o.SaveColumns(o.ctx, clerk, d.ID, 1, "post", award.ByName))
	o.want(fault.ErrStale, o.AddRecipients(o.ctx, committee, d.ID, 1, lines))
	o.want(fault.ErrStale, o.AddFromCouncil(o.ctx, committee, d.ID, 1, 2026))
	if n := len(o.lines(d.ID)); n != 2 {
		t.Errorf("%d lines", n)
	}

	changed := whom("gk", an, 0)
	changed.Name, changed.Post = "Tên Mới", "Chức vụ mới"
	o.want(nil, o.SaveRecipient(o.ctx, committee, d.ID, first.ID, 1, changed))
	o.want(fault.ErrStale, o.SaveRecipient(o.ctx, committee, d.ID, first.ID, 1, whom("gk", an, 0)))
	o.want(fault.ErrStale, o.DropRecipient(o.ctx, committee, d.ID, first.ID, 1))
	o.want(nil, o.SaveRecipient(o.ctx, committee, d.ID, second.ID, 1, whom("gk", binh, 0))) // another line
	if got := o.lines(d.ID)[0]; got.Name != "Tên Mới" || got.Post != "Chức vụ mới" || got.Version != 2 {
		t.Errorf("the line is %+v", got)
	}
	o.want(fault.ErrStale, o.Submit(o.ctx, committee, d.ID, 2)) // lines have changed since
	o.want(nil, o.Submit(o.ctx, committee, d.ID, o.read(d.ID).Version))

	elsewhere := o.decision(award.Draft)
	o.want(fault.ErrNotFound, o.SaveRecipient(o.ctx, committee, elsewhere.ID, second.ID, 2, whom("gk", binh, 0)))
	o.want(fault.ErrNotFound, o.DropRecipient(o.ctx, committee, elsewhere.ID, second.ID, 2))
}

// TestATextKeepsHowTheListIsPrinted: the form of the text has no columns, and the form of the columns no text.
func TestATextKeepsHowTheListIsPrinted(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft)
	o.want(nil, o.SaveColumns(o.ctx, clerk, d.ID, 1, "prize,achievement", award.ByName))
	o.want(nil, o.SaveDecision(o.ctx, committee, d.ID, 2, award.Decision{Body: "Ban Tổ chức", Subject: "Tặng giấy khen"}))
	if got := o.read(d.ID); got.Columns != "prize,achievement" || got.Ordering != award.ByName {
		t.Errorf("columns %q, order %q", got.Columns, got.Ordering)
	}
	for name, test := range map[string]struct {
		columns  string
		ordering award.Ordering
	}{
		"an unknown column": {"post,salary", award.ByName},
		"a column twice":    {"post,post", award.ByName},
		"an empty column":   {"post,,prize", award.ByName},
		"an unknown order":  {"post", "age"},
		"no order":          {"post", ""},
	} {
		if err := o.SaveColumns(o.ctx, clerk, d.ID, 3, test.columns, test.ordering); !is(err, errInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.want(nil, o.SaveColumns(o.ctx, clerk, d.ID, 3, "", award.ByPrecedence)) // names alone
	issued := o.decision(award.Issued, whom("gk", an, 0))
	o.want(nil, o.SaveColumns(o.ctx, clerk, issued.ID, 1, "form", award.ByName))
}

// TestAProposalGoesItsWayOnly runs each step from each state, from a stale page too.
func TestAProposalGoesItsWayOnly(t *testing.T) {
	o := newOffice(t)
	all := []award.ProposalState{award.ProposalDraft, award.Sent, award.Returned, award.Decided}
	editable := map[award.ProposalState]bool{award.ProposalDraft: true, award.Returned: true}
	sent := map[award.ProposalState]bool{award.Sent: true}
	lines := award.Lines{Form: "hcld3", Subject: award.Outsider, Year: 2026, Text: "Người Khác; x; y"}
	for name, step := range map[string]struct {
		from map[award.ProposalState]bool
		to   award.ProposalState // "" where the state stays
		run  func(id, version int64) error
	}{
		"send": {editable, award.Sent, func(id, v int64) error { return o.Send(o.ctx, committee, id, v) }},
		"take back": {sent, award.Returned, func(id, v int64) error {
			return o.TakeBack(o.ctx, committee, id, v, "Thiếu xác nhận")
		}},
		"answer": {sent, award.Decided, func(id, v int64) error {
			x := award.Answers{Accepted: map[int64]bool{o.proposalLines(id)[0].ID: true}}
			_, err := o.Answer(o.ctx, committee, id, v, x)
			return err
		}},
		"save": {editable, "", func(id, v int64) error {
			p := award.Proposal{Kind: award.Career, Body: "Chủ tịch nước", Subject: "Tặng Huân chương Lao động"}
			return o.SaveProposal(o.ctx, committee, id, v, p)
		}},
		"propose": {editable, "", func(id, v int64) error { return o.Propose(o.ctx, committee, id, v, lines) }},
	} {
		for _, state := range all {
			t.Run(name+"/"+string(state), func(t *testing.T) {
				p := o.proposal(state, whom("hcld3", an, 0))
				o.want(fault.ErrStale, step.run(p.ID, 2))
				want := fault.ErrStale
				if step.from[state] {
					want = nil
				}
				o.want(want, step.run(p.ID, 1))
				got, to := o.readProposal(p.ID), state
				if want == nil && step.to != "" {
					to = step.to
				}
				if got.State != to || (got.Version == 2) != (want == nil) {
					t.Errorf("%s, version %d", got.State, got.Version)
				}
				o.exec(`DELETE FROM proposal_lines WHERE proposal_id = ?`, p.ID)
				o.exec(`UPDATE proposals SET decision_id = NULL`)
				o.exec(`DELETE FROM recipients`)
			})
		}
	}
}

// TestALineOfAProposalHasAVersion of its own, and belongs to its proposal.
func TestALineOfAProposalHasAVersion(t *testing.T) {
	o := newOffice(t)
	p := o.proposal(award.Returned, whom("hcld3", an, 0), whom("hcld3", binh, 0))
	first, second := o.proposalLines(p.ID)[0], o.proposalLines(p.ID)[1]
	o.want(nil, o.SaveReport(o.ctx, committee, p.ID, first.ID, 1, "Thành tích", "Dòng một\n\nDòng hai"))
	o.want(fault.ErrStale, o.SaveReport(o.ctx, committee, p.ID, first.ID, 1, "Cũ", "Cũ"))
	o.want(fault.ErrStale, o.DropLine(o.ctx, committee, p.ID, first.ID, 1))
	o.want(nil, o.SaveReport(o.ctx, committee, p.ID, second.ID, 1, "x", "y"))
	if got := o.proposalLines(p.ID)[0]; got.Achievement != "Thành tích" || got.Report != "Dòng một\n\nDòng hai" {
		t.Errorf("%q %q", got.Achievement, got.Report)
	}
	other := o.proposal(award.ProposalDraft)
	o.want(fault.ErrNotFound, o.SaveReport(o.ctx, committee, other.ID, second.ID, 2, "x", "y"))
	o.want(fault.ErrNotFound, o.DropLine(o.ctx, committee, other.ID, second.ID, 2))
	o.exec(`UPDATE proposals SET state = 'sent' WHERE id = ?`, p.ID)
	o.want(fault.ErrStale, o.SaveReport(o.ctx, committee, p.ID, second.ID, 2, "x", "y"))
	o.want(fault.ErrStale, o.DropLine(o.ctx, committee, p.ID, second.ID, 2))
	o.exec(`UPDATE proposals SET state = 'returned' WHERE id = ?`, p.ID)
	o.want(nil, o.DropLine(o.ctx, committee, p.ID, second.ID, 2))
	if n := len(o.proposalLines(p.ID)); n != 1 {
		t.Errorf("%d lines", n)
	}
}

// TestADossierStandsOnceItIsSent: files come and go while the proposal can be changed, and after it came back.
func TestADossierStandsOnceItIsSent(t *testing.T) {
	o := newOffice(t)
	p := o.proposal(award.ProposalDraft, whom("gk", an, 0))
	attach := func() error {
		return o.ProposalFiles().Attach(o.ctx, committee, p.ID,
			attachment.File{Name: "a.pdf", Path: "/x", SHA256: strings.Repeat("0", 64), Size: 1, Label: "consent"})
	}
	o.must(attach())
	file := o.number(`SELECT id FROM attachments`)
	for _, state := range []award.ProposalState{award.Sent, award.Decided} {
		o.exec(`UPDATE proposals SET state = ? WHERE id = ?`, state, p.ID)
		if err := attach(); !is(err, errConflict) {
			t.Errorf("%s: attached: %v", state, err)
		}
		if err := o.ProposalFiles().Detach(o.ctx, committee, p.ID, file); !is(err, errConflict) {
			t.Errorf("%s: taken away: %v", state, err)
		}
	}
	o.exec(`UPDATE proposals SET state = ? WHERE id = ?`, award.Returned, p.ID)
	o.must(attach())
	o.must(o.ProposalFiles().Detach(o.ctx, committee, p.ID, file))
}
