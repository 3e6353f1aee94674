package web

import (
	"congthidua/internal/account"
	"congthidua/internal/ceremony"
)

func (s *Server) proposalRoutes() []route {
	return []route{
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
	}
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
	for kind := range decisionPapers {
		list = append(list, route{get, "/decisions/:id/" + kind, account.DecisionView, s.decisionPaper(kind), false}, route{get, "/decisions/:id/" + kind + ":format", account.DecisionView, s.decisionPaper(kind), false})
	}
	list = append(list, fileRoutes("/decisions", account.DecisionView, account.DecisionArrange, s.Award, (*call).showDecision)...)
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
		{post, "/ceremonies/:id/absences", account.CeremonyRun, s.setAbsence, false},
		{post, "/ceremonies/:id/held", account.CeremonyRun, s.holdCeremony, false},
		{post, "/ceremonies/:id/papers/:paper", account.CeremonyPrint, s.printedPaper, false},
	}
	for _, p := range ceremony.Papers {
		at := "/ceremonies/:id/papers/" + p.Code
		list = append(list, route{get, at, account.CeremonyView, s.ceremonyPaper(p.Code), false}, route{get, at + ":format", account.CeremonyView, s.ceremonyPaper(p.Code), false})
	}
	list = append(list, fileRoutes("/ceremonies", account.CeremonyView, account.CeremonyPrint, s.Ceremony, (*call).showCeremony)...)
	return list
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
