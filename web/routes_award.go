package web

import (
	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
)

func (s *Server) proposalRoutes() []route {
	return append(fileRoutes("/proposals", access.ProposalView, access.ProposalRun, s.Award.ProposalFiles(), (*call).showProposal), []route{
		{get, "/proposals", access.ProposalView, s.proposals, false},
		{post, "/proposals", access.ProposalRun, s.createProposal, false},
		{get, "/proposals/:id", access.ProposalView, s.proposal, false},
		{post, "/proposals/:id", access.ProposalRun, s.saveProposal, false},
		{post, "/proposals/:id/lines", access.ProposalRun, s.propose, false},
		{post, "/proposals/:id/council", access.ProposalRun, s.proposeFromCouncil, false},
		{post, "/proposals/:id/lines/:line", access.ProposalRun, s.saveReport, false},
		{post, "/proposals/:id/send", access.ProposalRun, s.sendProposal, false},
		{post, "/proposals/:id/back", access.ProposalRun, s.takeProposalBack, false},
		{post, "/proposals/:id/answer", access.ProposalRun, s.answerProposal, false},
		{post, "/proposals/:id/dossier", access.ProposalView, s.dossier, false},
		{get, "/proposals/:id/submission", access.ProposalView, s.proposalPaper("submission"), false},
		{get, "/proposals/:id/submission:format", access.ProposalView, s.proposalPaper("submission"), false},
		{get, "/proposals/:id/list", access.ProposalView, s.proposalPaper("list"), false},
		{get, "/proposals/:id/list:format", access.ProposalView, s.proposalPaper("list"), false},
	}...)
}

func (s *Server) decisionRoutes() []route {
	list := []route{
		{get, "/decisions", access.DecisionView, s.decisions, false},
		{post, "/decisions", access.DecisionEdit, s.createDecision, false},
		{post, "/decisions/salaries", access.DecisionEdit, s.addSalary, false},
		{get, "/decisions/:id", access.DecisionView, s.decision, false},
		{post, "/decisions/:id", access.DecisionEdit, s.saveDecision, false},
		{post, "/decisions/:id/columns", access.DecisionArrange, s.saveColumns, false},
		{post, "/decisions/:id/recipients", access.DecisionEdit, s.addRecipients, false},
		{post, "/decisions/:id/council", access.DecisionEdit, s.addFromCouncil, false},
		{post, "/decisions/:id/recipients/:recipient", access.DecisionEdit, s.saveRecipient, false},
		{post, "/decisions/:id/submit", access.DecisionEdit, s.submitDecision, false},
		{post, "/decisions/:id/return", access.DecisionSign, s.returnDecision, false},
		{post, "/decisions/:id/sign", access.DecisionSign, s.signDecision, false},
		{post, "/decisions/:id/issue", access.DecisionIssue, s.issueDecision, false},
		{post, "/decisions/:id/receive", access.DecisionEdit, s.receiveDecision, false},
		{post, "/decisions/:id/amend", access.DecisionEdit, s.amendDecision, false},
	}
	list = append(list, route{get, "/decisions/:id/envelopes.pdf", access.DecisionArrange, s.recipientLetters(certificate.ForEnvelope, "phong-bi"), false}, route{get, "/decisions/:id/labels.pdf", access.DecisionArrange, s.recipientLetters(certificate.ForLabel, "nhan"), false})
	for kind := range decisionPapers {
		list = append(list, route{get, "/decisions/:id/" + kind, access.DecisionView, s.decisionPaper(kind), false}, route{get, "/decisions/:id/" + kind + ":format", access.DecisionView, s.decisionPaper(kind), false})
	}
	list = append(list, fileRoutes("/decisions", access.DecisionView, access.DecisionArrange, s.Award.Files(), (*call).showDecision)...)
	return list
}

func (s *Server) ceremonyRoutes() []route {
	list := []route{
		{get, "/ceremonies", access.CeremonyView, s.ceremonies, false},
		{post, "/ceremonies", access.CeremonyRun, s.createCeremony, false},
		{get, "/ceremonies/:id", access.CeremonyView, s.ceremony, false},
		{post, "/ceremonies/:id", access.CeremonyRun, s.saveCeremony, false},
		{post, "/ceremonies/:id/programme", access.CeremonyRun, s.saveProgramme, false},
		{post, "/ceremonies/:id/decisions", access.CeremonyRun, s.chooseDecision, false},
		{post, "/ceremonies/:id/presenters", access.CeremonyRun, s.setPresenter, false},
		{post, "/ceremonies/:id/absences", access.CeremonyConduct, s.setAbsence, false},
		{post, "/ceremonies/:id/held", access.CeremonyRun, s.holdCeremony, false},
		{post, "/ceremonies/:id/papers/:paper", access.CeremonyPrint, s.printedPaper, false},
	}
	for _, p := range ceremony.Papers {
		at := "/ceremonies/:id/papers/" + p.Code
		list = append(list, route{get, at, access.CeremonyView, s.ceremonyPaper(p.Code), false}, route{get, at + ":format", access.CeremonyView, s.ceremonyPaper(p.Code), false})
	}
	list = append(list, s.ceremonyDayRoutes()...)
	list = append(list, fileRoutes("/ceremonies", access.CeremonyView, access.CeremonyPrint, s.Ceremony.Files(), (*call).showCeremony)...)
	return list
}

// ceremonyDayRoutes are the guests' and the day's; a helper's link is its own key.
func (s *Server) ceremonyDayRoutes() []route {
	return []route{
		{get, "/ceremonies/:id/guests", access.CeremonyView, s.guests, false},
		{post, "/ceremonies/:id/guests", access.CeremonyRun, s.addGuests, false},
		{get, "/ceremonies/:id/guests/list", access.CeremonyView, s.guestPaper, false},
		{get, "/ceremonies/:id/guests/list:format", access.CeremonyView, s.guestPaper, false},
		{post, "/ceremonies/:id/guests/:guest", access.CeremonyRun, s.saveGuest, false},
		{get, "/ceremonies/:id/invitations.pdf", access.CeremonyPrint, s.guestLetters(certificate.ForInvitation, "giay-moi"), false},
		{get, "/ceremonies/:id/envelopes.pdf", access.CeremonyPrint, s.guestLetters(certificate.ForEnvelope, "phong-bi"), false},
		{get, "/ceremonies/:id/labels.pdf", access.CeremonyPrint, s.guestLetters(certificate.ForLabel, "nhan"), false},
		{post, "/ceremonies/:id/mail", access.CeremonyRun, s.mailInvitations, false},
		{post, "/ceremonies/:id/links", access.CeremonyRun, s.addLink, false},
		{post, "/ceremonies/:id/links/:link/revoke", access.CeremonyRun, s.revokeLink, false},
		{get, "/ceremonies/:id/live", access.CeremonyView, s.live, false},
		{post, "/ceremonies/:id/live/forward", access.CeremonyConduct, s.forwardCeremony, false},
		{post, "/ceremonies/:id/live/back", access.CeremonyConduct, s.backCeremony, false},
		{post, "/ceremonies/:id/live/missing", access.CeremonyConduct, s.missingOnStage, false},
		{get, "/ceremonies/:id/events", access.CeremonyView, s.ceremonyEvents, false},
		{get, "/ceremonies/:id/screen", access.CeremonyView, s.screen, false},
		{get, "/ceremonies/:id/desk", access.CeremonyConduct, s.desk, false},
		{post, "/ceremonies/:id/desk", access.CeremonyConduct, s.checkIn, false},
		{get, "/desk/:key", access.Public, s.desk, true},
		{post, "/desk/:key", access.Public, s.checkIn, true},
		{get, "/screen/:key", access.Public, s.screen, true},
		{get, "/screen/:key/events", access.Public, s.screenEvents, true},
	}
}

func (s *Server) certificateRoutes() []route {
	return []route{
		{get, "/verify/:code", access.Public, s.verify, true},
		{get, "/certificates", access.CertificateView, s.certificates, false},
		{post, "/certificates/printers", access.CertificatePrint, s.savePrinter, false},
		{post, "/certificates/verify", access.AccountsManage, s.switchVerify, false},
		{get, "/certificates/layouts/:id", access.CertificateView, s.certificateLayout, false},
		{post, "/certificates/layouts/:id", access.CertificatePrint, s.saveLayout, false},
		{get, "/certificates/layouts/:id/sheet.pdf", access.CertificateView, s.calibration, false},
		{get, "/decisions/:id/certificates", access.CertificateView, s.decisionCertificates, false},
		{post, "/decisions/:id/certificates/register", access.CertificatePrint, s.registerCertificates, false},
		{post, "/decisions/:id/certificates/print", access.CertificatePrint, s.printCertificates, false},
	}
}
