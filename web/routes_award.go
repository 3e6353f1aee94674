package web

import (
	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
)

func (s *Server) proposalRoutes() []route {
	list := []route{
		get("/proposals", access.ProposalView, s.proposals),
		makes("/proposals", access.ProposalRun, s.createProposal),
		get("/proposals/:id", access.ProposalView, s.proposal),
		changes("/proposals/:id", access.ProposalRun, s.saveProposal),
		changes("/proposals/:id/lines", access.ProposalRun, s.propose),
		changes("/proposals/:id/council", access.ProposalRun, s.proposeFromCouncil),
		changes("/proposals/:id/lines/:line", access.ProposalRun, s.saveReport),
		changes("/proposals/:id/send", access.ProposalRun, s.sendProposal),
		changes("/proposals/:id/back", access.ProposalRun, s.takeProposalBack),
		changes("/proposals/:id/answer", access.ProposalRun, s.answerProposal),
		makes("/proposals/:id/dossier", access.ProposalView, s.dossier),
	}
	for _, p := range award.ProposalPapers {
		list = append(list, prints("/proposals/:id/"+p.Code, p.Permission, s.proposalPaper(p)))
	}
	return append(list, fileRoutes("/proposals", access.ProposalView, access.ProposalRun,
		s.Award.ProposalFiles(), (*call).showProposal)...)
}

func (s *Server) decisionRoutes() []route {
	list := []route{
		get("/decisions", access.DecisionView, s.decisions),
		makes("/decisions", access.DecisionEdit, s.createDecision),
		makes("/decisions/salaries", access.DecisionEdit, s.addSalary),
		get("/decisions/:id", access.DecisionView, s.decision),
		changes("/decisions/:id", access.DecisionEdit, s.saveDecision),
		changes("/decisions/:id/columns", access.DecisionArrange, s.saveColumns),
		changes("/decisions/:id/recipients", access.DecisionEdit, s.addRecipients),
		changes("/decisions/:id/council", access.DecisionEdit, s.addFromCouncil),
		changes("/decisions/:id/recipients/:recipient", access.DecisionEdit, s.saveRecipient),
		changes("/decisions/:id/submit", access.DecisionEdit, s.submitDecision),
		changes("/decisions/:id/return", access.DecisionSign, s.returnDecision),
		changes("/decisions/:id/sign", access.DecisionSign, s.signDecision),
		changes("/decisions/:id/issue", access.DecisionIssue, s.issueDecision),
		changes("/decisions/:id/receive", access.DecisionEdit, s.receiveDecision),
		makes("/decisions/:id/amend", access.DecisionEdit, s.amendDecision),
		get("/decisions/:id/envelopes.pdf", access.DecisionArrange,
			s.decisionLetters(certificate.ForEnvelope, "phong-bi")),
		get("/decisions/:id/labels.pdf", access.DecisionArrange, s.decisionLetters(certificate.ForLabel, "nhan")),
	}
	for _, p := range award.Papers {
		list = append(list, prints("/decisions/:id/"+p.Code, p.Permission, s.decisionPaper(p)))
	}
	return append(list, fileRoutes("/decisions", access.DecisionView, access.DecisionArrange,
		s.Award.Files(), (*call).showDecision)...)
}

func (s *Server) ceremonyRoutes() []route {
	list := []route{
		get("/ceremonies", access.CeremonyView, s.ceremonies),
		makes("/ceremonies", access.CeremonyRun, s.createCeremony),
		get("/ceremonies/:id", access.CeremonyView, s.ceremony),
		makes("/ceremonies/:id", access.CeremonyRun, s.saveCeremony),
		makes("/ceremonies/:id/programme", access.CeremonyRun, s.saveProgramme),
		makes("/ceremonies/:id/decisions", access.CeremonyRun, s.chooseDecision),
		makes("/ceremonies/:id/presenters", access.CeremonyRun, s.setPresenter),
		makes("/ceremonies/:id/absences", access.CeremonyConduct, s.setAbsence),
		changes("/ceremonies/:id/held", access.CeremonyRun, s.holdCeremony),
		makes("/ceremonies/:id/papers/:paper", access.CeremonyPrint, s.printedPaper),
	}
	for _, p := range ceremony.Papers {
		at := "/ceremonies/:id/papers/" + p.Code
		list = append(list, prints(at, access.CeremonyView, s.ceremonyPaper(p.Code)))
	}
	list = append(list, s.ceremonyDayRoutes()...)
	list = append(list, fileRoutes("/ceremonies", access.CeremonyView, access.CeremonyPrint, s.Ceremony.Files(), (*call).showCeremony)...)
	return list
}

// ceremonyDayRoutes are the guests' and the day's; a helper's link is its own key.
func (s *Server) ceremonyDayRoutes() []route {
	return []route{
		get("/ceremonies/:id/guests", access.CeremonyView, s.guests),
		makes("/ceremonies/:id/guests", access.CeremonyRun, s.addGuests),
		prints("/ceremonies/:id/guests/list", access.CeremonyView, s.guestPaper),
		makes("/ceremonies/:id/guests/:guest", access.CeremonyRun, s.saveGuest),
		get("/ceremonies/:id/invitations.pdf", access.CeremonyPrint, s.guestLetters(certificate.ForInvitation, "giay-moi")),
		get("/ceremonies/:id/envelopes.pdf", access.CeremonyPrint, s.guestLetters(certificate.ForEnvelope, "phong-bi")),
		get("/ceremonies/:id/labels.pdf", access.CeremonyPrint, s.guestLetters(certificate.ForLabel, "nhan")),
		makes("/ceremonies/:id/mail", access.CeremonyRun, s.mailInvitations),
		makes("/ceremonies/:id/links", access.CeremonyRun, s.addLink),
		makes("/ceremonies/:id/links/:link/revoke", access.CeremonyRun, s.revokeLink),
		get("/ceremonies/:id/live", access.CeremonyView, s.live),
		makes("/ceremonies/:id/live/forward", access.CeremonyConduct, s.forwardCeremony),
		makes("/ceremonies/:id/live/back", access.CeremonyConduct, s.backCeremony),
		makes("/ceremonies/:id/live/missing", access.CeremonyConduct, s.missingOnStage),
		get("/ceremonies/:id/events", access.CeremonyView, s.ceremonyEvents),
		get("/ceremonies/:id/screen", access.CeremonyView, s.screen),
		get("/ceremonies/:id/desk", access.CeremonyConduct, s.desk),
		repeats("/ceremonies/:id/desk", access.CeremonyConduct, s.checkIn),
		get("/desk/:key", access.Public, s.desk).early(),
		repeats("/desk/:key", access.Public, s.checkIn).early(),
		get("/screen/:key", access.Public, s.screen).early(),
		get("/screen/:key/events", access.Public, s.screenEvents).early(),
	}
}

func (s *Server) certificateRoutes() []route {
	return []route{
		get("/verify/:code", access.Public, s.verify).early(),
		get("/certificates", access.CertificateView, s.certificates),
		makes("/certificates/printers", access.CertificatePrint, s.savePrinter),
		makes("/certificates/verify", access.AccountsManage, s.switchVerify),
		get("/certificates/layouts/:id", access.CertificateView, s.certificateLayout),
		changes("/certificates/layouts/:id", access.CertificatePrint, s.saveLayout),
		get("/certificates/layouts/:id/sheet.pdf", access.CertificateView, s.calibration),
		get("/decisions/:id/certificates", access.CertificateView, s.decisionCertificates),
		makes("/decisions/:id/certificates/register", access.CertificatePrint, s.registerCertificates),
		makes("/decisions/:id/certificates/print", access.CertificatePrint, s.printCertificates),
	}
}
