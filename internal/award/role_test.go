package award_test

import (
	"errors"
	"slices"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/award"
	"congthidua/internal/fault"
)

// everyRole is somebody with each role; who needs a unit has the whole body.
var everyRole = map[access.Role]access.Actor{
	access.Cadre:     as(access.Cadre, two, an),
	access.Head:      as(access.Head, root, 0),
	access.Leader:    as(access.Leader, root, 0),
	access.Committee: as(access.Committee, 0, 0),
	access.Council:   as(access.Council, 0, 0),
	access.Clerk:     as(access.Clerk, 0, 0),
	access.Auditor:   as(access.Auditor, 0, 0),
	access.Admin:     as(access.Admin, 0, 0),
}

// TestEachUseCaseIsForItsRoles is written down role by role, not taken from the table of access.
func TestEachUseCaseIsForItsRoles(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("gk", an, 0))
	line := o.lines(d.ID)[0].ID
	p := o.proposal(award.ProposalDraft, whom("hcld3", an, 0))
	proposed := o.proposalLines(p.ID)[0].ID
	only := func(roles ...access.Role) []access.Role { return roles }
	readers := only(access.Cadre, access.Head, access.Leader, access.Committee, access.Clerk, access.Auditor)
	lines := award.Lines{Form: "gk", Subject: award.Outsider, Year: 2026, Text: "Người Ngoài; x; y"}
	for name, use := range map[string]struct {
		may []access.Role
		run func(a access.Actor) error
	}{
		"Decisions": {readers, func(a access.Actor) error { _, _, err := o.Decisions(o.ctx, a, award.Filter{}); return err }},
		"Decision":  {readers, func(a access.Actor) error { _, _, err := o.Service.Decision(o.ctx, a, d.ID); return err }},
		"DecisionPage": {readers, func(a access.Actor) error {
			_, err := o.DecisionPage(o.ctx, a, d.ID)
			return err
		}},
		"Files": {readers, func(a access.Actor) error { _, err := o.Files().Files(o.ctx, a, d.ID); return err }},
		"Attach": {only(access.Committee, access.Clerk), func(a access.Actor) error {
			return o.Files().Attach(o.ctx, a, d.ID, attachment.File{Name: "a.pdf", Path: "/x", SHA256: "x", Size: 1})
		}},
		"Salaries":   {only(access.Committee), func(a access.Actor) error { _, err := o.Salaries(o.ctx, a); return err }},
		"AddSalary":  {only(access.Committee), func(a access.Actor) error { return o.AddSalary(o.ctx, a, "", "", "") }},
		"Create":     {only(access.Committee), func(a access.Actor) error { _, err := o.CreateDecision(o.ctx, a, award.Decision{}); return err }},
		"Save":       {only(access.Committee), func(a access.Actor) error { return o.SaveDecision(o.ctx, a, d.ID, 99, d) }},
		"Columns":    {only(access.Committee, access.Clerk), func(a access.Actor) error { return o.SaveColumns(o.ctx, a, d.ID, 99, "", "name") }},
		"Add":        {only(access.Committee), func(a access.Actor) error { return o.AddRecipients(o.ctx, a, d.ID, 99, lines) }},
		"AddCouncil": {only(access.Committee), func(a access.Actor) error { return o.AddFromCouncil(o.ctx, a, d.ID, 99, 2026) }},
		"SaveLine": {only(access.Committee), func(a access.Actor) error {
			return o.SaveRecipient(o.ctx, a, d.ID, line, 99, whom("gk", an, 0))
		}},
		"DropLine": {only(access.Committee), func(a access.Actor) error { return o.DropRecipient(o.ctx, a, d.ID, line, 99) }},
		"Submit":   {only(access.Committee), func(a access.Actor) error { return o.Submit(o.ctx, a, d.ID, 99) }},
		"Return":   {only(access.Leader), func(a access.Actor) error { return o.Return(o.ctx, a, d.ID, 99, "x") }},
		"Sign":     {only(access.Leader), func(a access.Actor) error { return o.Sign(o.ctx, a, d.ID, 99, "x") }},
		"Issue":    {only(access.Clerk), func(a access.Actor) error { return o.Issue(o.ctx, a, d.ID, 99, letterhead) }},
		"Receive":  {only(access.Committee), func(a access.Actor) error { return o.Receive(o.ctx, a, d.ID, 99) }},
		"Amend": {only(access.Committee), func(a access.Actor) error {
			_, err := o.Amend(o.ctx, a, d.ID, award.Correction, "x", []int64{line})
			return err
		}},
		"Proposals": {only(access.Leader, access.Committee, access.Clerk, access.Auditor), func(a access.Actor) error {
			_, err := o.Proposals(o.ctx, a)
			return err
		}},
		"Proposal": {only(access.Leader, access.Committee, access.Clerk, access.Auditor), func(a access.Actor) error {
			_, _, err := o.Proposal(o.ctx, a, p.ID)
			return err
		}},
		"ProposalPage": {only(access.Leader, access.Committee, access.Clerk, access.Auditor), func(a access.Actor) error {
			_, err := o.ProposalPage(o.ctx, a, p.ID)
			return err
		}},
		"Dossier": {only(access.Leader, access.Committee, access.Clerk, access.Auditor), func(a access.Actor) error {
			_, err := o.Dossier(o.ctx, a, p.ID)
			return err
		}},
		"ProposalFiles": {only(access.Leader, access.Committee, access.Clerk, access.Auditor), func(a access.Actor) error {
			_, err := o.ProposalFiles().Files(o.ctx, a, p.ID)
			return err
		}},
		"AttachToProposal": {only(access.Committee), func(a access.Actor) error {
			return o.ProposalFiles().Attach(o.ctx, a, p.ID, attachment.File{Name: "a.pdf", Path: "/x", SHA256: "x", Label: "consent"})
		}},
		"CreateProposal": {only(access.Committee), func(a access.Actor) error {
			_, err := o.CreateProposal(o.ctx, a, award.Proposal{})
			return err
		}},
		"SaveProposal": {only(access.Committee), func(a access.Actor) error { return o.SaveProposal(o.ctx, a, p.ID, 99, p) }},
		"Propose":      {only(access.Committee), func(a access.Actor) error { return o.Propose(o.ctx, a, p.ID, 99, lines) }},
		"ProposeCouncil": {only(access.Committee), func(a access.Actor) error {
			return o.ProposeFromCouncil(o.ctx, a, p.ID, 99, 2026, "gk")
		}},
		"SaveReport": {only(access.Committee), func(a access.Actor) error {
			return o.SaveReport(o.ctx, a, p.ID, proposed, 99, "x", "y")
		}},
		"DropProposed": {only(access.Committee), func(a access.Actor) error { return o.DropLine(o.ctx, a, p.ID, proposed, 99) }},
		"Send":         {only(access.Committee), func(a access.Actor) error { return o.Send(o.ctx, a, p.ID, 99) }},
		"TakeBack":     {only(access.Committee), func(a access.Actor) error { return o.TakeBack(o.ctx, a, p.ID, 99, "x") }},
		"Answer": {only(access.Committee), func(a access.Actor) error {
			_, err := o.Answer(o.ctx, a, p.ID, 99, award.Answers{})
			return err
		}},
	} {
		for role, actor := range everyRole {
			t.Run(name+"/"+string(role), func(t *testing.T) {
				err := use.run(actor)
				if may := slices.Contains(use.may, role); errors.Is(err, fault.ErrForbidden) == may {
					t.Errorf("may %v: %v", may, err)
				}
			})
		}
	}
}

// TestNobodyDecidesOnTheOwnAward tries every step with whom the lines honour.
func TestNobodyDecidesOnTheOwnAward(t *testing.T) {
	o := newOffice(t)
	officer, other := as(access.Committee, 0, an), as(access.Committee, 0, binh)
	lines := award.Lines{Form: "gk", Subject: award.OfRoster, Year: 2026, Text: names[dung] + "\n" + names[an]}

	t.Run("the own line of a decision", func(t *testing.T) {
		d := o.decision(award.Draft, whom("gk", an, 0), whom("gk", binh, 0))
		own, others := o.lines(d.ID)[0], o.lines(d.ID)[1]
		o.want(fault.ErrForbidden, o.SaveRecipient(o.ctx, officer, d.ID, own.ID, 1, whom("gk", an, 0)))
		o.want(nil, o.SaveRecipient(o.ctx, officer, d.ID, others.ID, 1, whom("gk", binh, 0)))
		o.want(fault.ErrForbidden, o.DropRecipient(o.ctx, officer, d.ID, own.ID, 1))
		o.want(nil, o.SaveRecipient(o.ctx, other, d.ID, own.ID, 1, whom("gk", an, 0)))
		page, err := o.DecisionPage(o.ctx, officer, d.ID)
		o.must(err)
		if !page.Own[own.ID] || page.Own[others.ID] || !page.Rights.OwnCase || !page.Rights.Submit {
			t.Errorf("own %v, rights %+v", page.Own, page.Rights)
		}
		o.want(nil, o.DropRecipient(o.ctx, officer, d.ID, others.ID, 2))
		o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID)
		o.want(fault.ErrForbidden, o.AddRecipients(o.ctx, officer, d.ID, o.read(d.ID).Version, lines))
		if n := len(o.lines(d.ID)); n != 0 {
			t.Errorf("%d lines were written before it was refused", n)
		}
		o.want(nil, o.AddRecipients(o.ctx, other, d.ID, o.read(d.ID).Version, lines))
		o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID)
	})

	t.Run("signing", func(t *testing.T) {
		d := o.decision(award.Signing, whom("gk", dung, 0), whom("gk", an, 0))
		signer := as(access.Leader, root, an)
		o.want(fault.ErrForbidden, o.Sign(o.ctx, signer, d.ID, 1, "Trưởng ban"))
		page, err := o.DecisionPage(o.ctx, signer, d.ID)
		o.must(err)
		if page.Rights.Sign || !page.Rights.Return || !page.Rights.OwnCase {
			t.Errorf("rights %+v", page.Rights)
		}
		if !o.waits(signer, d.ID) {
			t.Error("it is not in the work of whom it honours, who is to return it")
		}
		o.want(nil, o.Return(o.ctx, signer, d.ID, 1, "Tách riêng"))
		o.exec(`UPDATE decisions SET state = 'signing', version = 1 WHERE id = ?`, d.ID)
		o.want(nil, o.Sign(o.ctx, as(access.Leader, root, chief), d.ID, 1, "Trưởng ban"))
		o.want(nil, o.Issue(o.ctx, as(access.Clerk, 0, an), d.ID, 2, letterhead)) // numbering decides nothing
	})

	t.Run("amending", func(t *testing.T) {
		d := o.decision(award.Issued, whom("bktp", an, 0), whom("bktp", binh, 0))
		own, others := o.lines(d.ID)[0], o.lines(d.ID)[1]
		amend := func(a access.Actor, lines ...int64) error {
			_, err := o.Amend(o.ctx, a, d.ID, award.Revocation, "Sai", lines)
			return err
		}
		o.want(fault.ErrForbidden, amend(officer, own.ID))
		o.want(fault.ErrForbidden, amend(officer, others.ID, own.ID))
		o.want(nil, amend(officer, others.ID))
		o.want(nil, amend(other, own.ID))
	})

	t.Run("receiving", func(t *testing.T) {
		d := o.decision(award.Draft, whom("bktu", an, 0))
		o.exec(`UPDATE decisions SET received = TRUE, number = '9-QĐ/TU', decided_on = '2026-11-01' WHERE id = ?`, d.ID)
		o.want(fault.ErrForbidden, o.Receive(o.ctx, officer, d.ID, 1))
		page, err := o.DecisionPage(o.ctx, officer, d.ID)
		o.must(err)
		if page.Rights.Receive || !page.Rights.OwnCase {
			t.Errorf("rights %+v", page.Rights)
		}
		o.want(nil, o.Receive(o.ctx, other, d.ID, 1))
	})

	t.Run("the own line of a proposal", func(t *testing.T) {
		p := o.proposal(award.ProposalDraft, whom("hcld3", an, 0), whom("hcld3", binh, 0))
		own, others := o.proposalLines(p.ID)[0], o.proposalLines(p.ID)[1]
		o.want(fault.ErrForbidden, o.SaveReport(o.ctx, officer, p.ID, own.ID, 1, "x", "y"))
		o.want(nil, o.SaveReport(o.ctx, officer, p.ID, others.ID, 1, "x", "y"))
		o.want(nil, o.SaveReport(o.ctx, other, p.ID, own.ID, 1, "x", "y"))
		o.want(fault.ErrForbidden, o.DropLine(o.ctx, officer, p.ID, own.ID, 2))
		o.want(fault.ErrForbidden, o.Propose(o.ctx, officer, p.ID, o.readProposal(p.ID).Version, lines))
		o.exec(`UPDATE proposals SET state = 'sent', version = 1 WHERE id = ?`, p.ID)
		x := award.Answers{Accepted: map[int64]bool{others.ID: true}, Why: map[int64]string{own.ID: "Chưa đủ"}}
		_, err := o.Answer(o.ctx, officer, p.ID, 1, x)
		o.want(fault.ErrForbidden, err)
		page, err := o.ProposalPage(o.ctx, officer, p.ID)
		o.must(err)
		if page.Rights != (award.ProposalRights{Back: true, OwnCase: true}) || !page.Own[own.ID] || page.Own[others.ID] {
			t.Errorf("rights %+v, own %v", page.Rights, page.Own)
		}
		_, err = o.Answer(o.ctx, as(access.Committee, 0, dung), p.ID, 1, x)
		o.want(nil, err)
	})
}
