package web

import (
	"congthidua/internal/access"
	"congthidua/internal/award"
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

func (s *Server) certificateRoutes() []route {
	return []route{
		get("/verify/:code", access.Public, s.verify).early(),
		get("/certificates", access.CertificateView, s.certificates),
		makes("/certificates/printers", access.CertificatePrint, s.savePrinter),
		makes("/certificates/verify", access.AccountsManage, s.switchVerify),
		get("/certificates/layouts/:id", access.CertificateView, s.certificateLayout),
		changes("/certificates/layouts/:id", access.CertificatePrint, s.saveLayout),
		makes("/certificates/layouts/:id/copy", access.CertificatePrint, s.copyLayout),
		get("/certificates/layouts/:id/sheet.pdf", access.CertificateView, s.calibration),
		get("/decisions/:id/certificates", access.CertificateView, s.decisionCertificates),
		makes("/decisions/:id/certificates/register", access.CertificatePrint, s.registerCertificates),
		makes("/decisions/:id/certificates/print", access.CertificatePrint, s.printCertificates),
	}
}
