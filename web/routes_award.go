package web

import (
	"congthidua/internal/account"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
)

func (s *Server) proposalRoutes() []route {
	return append(fileRoutes("/proposals", account.ProposalView, account.ProposalRun, s.Award.ProposalFiles(), (*call).showProposal), []route{
		{get, "/proposals", account.ProposalView, s.proposals, false},
		{post, "/proposals", account.ProposalRun, s.createProposal, false},
		{get, "/proposals/:id", account.ProposalView, s.proposal, false},
		{post, "/proposals/:id", account.ProposalRun, s.saveProposal, false},
		{post, "/proposals/:id/lines", account.ProposalRun, s.propose, false},
		{post, "/proposals/:id/council", account.ProposalRun, s.proposeFromCouncil, false},
		{post, "/proposals/:id/lines/:line", account.ProposalRun, s.saveReport, false},
		{post, "/proposals/:id/send", account.ProposalRun, s.sendProposal, false},
		{post, "/proposals/:id/back", account.ProposalRun, s.takeProposalBack, false},
		{post, "/proposals/:id/answer", account.ProposalRun, s.answerProposal, false},
		{post, "/proposals/:id/dossier", account.ProposalView, s.dossier, false},
		{get, "/proposals/:id/submission", account.ProposalView, s.proposalPaper("submission"), false},
		{get, "/proposals/:id/submission:format", account.ProposalView, s.proposalPaper("submission"), false},
		{get, "/proposals/:id/list", account.ProposalView, s.proposalPaper("list"), false},
		{get, "/proposals/:id/list:format", account.ProposalView, s.proposalPaper("list"), false},
	}...)
}

func (s *Server) decisionRoutes() []route {
	list := []route{
		{get, "/decisions", account.DecisionView, s.decisions, false},
		{post, "/decisions", account.DecisionEdit, s.createDecision, false},
		{post, "/decisions/salaries", account.DecisionEdit, s.addSalary, false},
		{get, "/decisions/:id", account.DecisionView, s.decision, false},
		{post, "/decisions/:id", account.DecisionEdit, s.saveDecision, false},
		{post, "/decisions/:id/columns", account.DecisionArrange, s.saveColumns, false},
		{post, "/decisions/:id/recipients", account.DecisionEdit, s.addRecipients, false},
		{post, "/decisions/:id/council", account.DecisionEdit, s.addFromCouncil, false},
		{post, "/decisions/:id/recipients/:recipient", account.DecisionEdit, s.saveRecipient, false},
		{post, "/decisions/:id/submit", account.DecisionEdit, s.submitDecision, false},
		{post, "/decisions/:id/return", account.DecisionSign, s.returnDecision, false},
		{post, "/decisions/:id/sign", account.DecisionSign, s.signDecision, false},
		{post, "/decisions/:id/issue", account.DecisionIssue, s.issueDecision, false},
		{post, "/decisions/:id/receive", account.DecisionEdit, s.receiveDecision, false},
		{post, "/decisions/:id/amend", account.DecisionEdit, s.amendDecision, false},
	}
	list = append(list, route{get, "/decisions/:id/envelopes.pdf", account.DecisionArrange, s.recipientLetters(certificate.ForEnvelope, "phong-bi"), false}, route{get, "/decisions/:id/labels.pdf", account.DecisionArrange, s.recipientLetters(certificate.ForLabel, "nhan"), false})
	for kind := range decisionPapers {
		list = append(list, route{get, "/decisions/:id/" + kind, account.DecisionView, s.decisionPaper(kind), false}, route{get, "/decisions/:id/" + kind + ":format", account.DecisionView, s.decisionPaper(kind), false})
	}
	list = append(list, fileRoutes("/decisions", account.DecisionView, account.DecisionArrange, s.Award.Files(), (*call).showDecision)...)
	return list
}

func (s *Server) ceremonyRoutes() []route {
	list := []route{
		{get, "/ceremonies", account.CeremonyView, s.ceremonies, false},
		{post, "/ceremonies", account.CeremonyRun, s.createCeremony, false},
		{get, "/ceremonies/:id", account.CeremonyView, s.ceremony, false},
		{post, "/ceremonies/:id", account.CeremonyRun, s.saveCeremony, false},
		{post, "/ceremonies/:id/programme", account.CeremonyRun, s.saveProgramme, false},
		{post, "/ceremonies/:id/decisions", account.CeremonyRun, s.chooseDecision, false},
		{post, "/ceremonies/:id/presenters", account.CeremonyRun, s.setPresenter, false},
		{post, "/ceremonies/:id/absences", account.CeremonyConduct, s.setAbsence, false},
		{post, "/ceremonies/:id/held", account.CeremonyRun, s.holdCeremony, false},
		{post, "/ceremonies/:id/papers/:paper", account.CeremonyPrint, s.printedPaper, false},
	}
	for _, p := range ceremony.Papers {
		at := "/ceremonies/:id/papers/" + p.Code
		list = append(list, route{get, at, account.CeremonyView, s.ceremonyPaper(p.Code), false}, route{get, at + ":format", account.CeremonyView, s.ceremonyPaper(p.Code), false})
	}
	list = append(list, s.ceremonyDayRoutes()...)
	list = append(list, fileRoutes("/ceremonies", account.CeremonyView, account.CeremonyPrint, s.Ceremony.Files(), (*call).showCeremony)...)
	return list
}

// ceremonyDayRoutes are the guests' and the day's; a helper's link is its own key.
func (s *Server) ceremonyDayRoutes() []route {
	return []route{
		{get, "/ceremonies/:id/guests", account.CeremonyView, s.guests, false},
		{post, "/ceremonies/:id/guests", account.CeremonyRun, s.addGuests, false},
		{get, "/ceremonies/:id/guests/list", account.CeremonyView, s.guestPaper, false},
		{get, "/ceremonies/:id/guests/list:format", account.CeremonyView, s.guestPaper, false},
		{post, "/ceremonies/:id/guests/:guest", account.CeremonyRun, s.saveGuest, false},
		{get, "/ceremonies/:id/invitations.pdf", account.CeremonyPrint, s.guestLetters(certificate.ForInvitation, "giay-moi"), false},
		{get, "/ceremonies/:id/envelopes.pdf", account.CeremonyPrint, s.guestLetters(certificate.ForEnvelope, "phong-bi"), false},
		{get, "/ceremonies/:id/labels.pdf", account.CeremonyPrint, s.guestLetters(certificate.ForLabel, "nhan"), false},
		{post, "/ceremonies/:id/mail", account.CeremonyRun, s.mailInvitations, false},
		{post, "/ceremonies/:id/links", account.CeremonyRun, s.addLink, false},
		{post, "/ceremonies/:id/links/:link/revoke", account.CeremonyRun, s.revokeLink, false},
		{get, "/ceremonies/:id/live", account.CeremonyView, s.live, false},
		{post, "/ceremonies/:id/live/forward", account.CeremonyConduct, s.forwardCeremony, false},
		{post, "/ceremonies/:id/live/back", account.CeremonyConduct, s.backCeremony, false},
		{post, "/ceremonies/:id/live/missing", account.CeremonyConduct, s.missingOnStage, false},
		{get, "/ceremonies/:id/events", account.CeremonyView, s.ceremonyEvents, false},
		{get, "/ceremonies/:id/screen", account.CeremonyView, s.screen, false},
		{get, "/ceremonies/:id/desk", account.CeremonyConduct, s.desk, false},
		{post, "/ceremonies/:id/desk", account.CeremonyConduct, s.checkIn, false},
		{get, "/desk/:key", account.Public, s.desk, true},
		{post, "/desk/:key", account.Public, s.checkIn, true},
		{get, "/screen/:key", account.Public, s.screen, true},
		{get, "/screen/:key/events", account.Public, s.screenEvents, true},
	}
}

func (s *Server) certificateRoutes() []route {
	return []route{
		{get, "/verify/:code", account.Public, s.verify, true},
		{get, "/certificates", account.CertificateView, s.certificates, false},
		{post, "/certificates/printers", account.CertificatePrint, s.savePrinter, false},
		{post, "/certificates/verify", account.AccountsManage, s.switchVerify, false},
		{get, "/certificates/layouts/:id", account.CertificateView, s.certificateLayout, false},
		{post, "/certificates/layouts/:id", account.CertificatePrint, s.saveLayout, false},
		{get, "/certificates/layouts/:id/sheet.pdf", account.CertificateView, s.calibration, false},
		{get, "/decisions/:id/certificates", account.CertificateView, s.decisionCertificates, false},
		{post, "/decisions/:id/certificates/register", account.CertificatePrint, s.registerCertificates, false},
		{post, "/decisions/:id/certificates/print", account.CertificatePrint, s.printCertificates, false},
	}
}
