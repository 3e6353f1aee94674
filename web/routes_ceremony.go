package web

import (
	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
)

func (s *Server) ceremonyRoutes() []route {
	list := []route{
		get("/ceremonies", access.CeremonyView, s.ceremonies),
		makes("/ceremonies", access.CeremonyRun, s.createCeremony),
		get("/ceremonies/:id", access.CeremonyView, s.ceremony),
		changes("/ceremonies/:id", access.CeremonyRun, s.saveCeremony),
		changes("/ceremonies/:id/programme", access.CeremonyRun, s.saveProgramme),
		makes("/ceremonies/:id/decisions", access.CeremonyRun, s.chooseDecision),
		changes("/ceremonies/:id/decisions/:decision/drop", access.CeremonyRun, s.dropDecision),
		changes("/ceremonies/:id/presenters", access.CeremonyRun, s.setPresenter),
		changes("/ceremonies/:id/absences", access.CeremonyConduct, s.setAbsence),
		changes("/ceremonies/:id/held", access.CeremonyRun, s.holdCeremony),
		makes("/ceremonies/:id/papers/:paper", access.CeremonyPrint, s.printedPaper),
	}
	for _, p := range ceremony.Papers {
		list = append(list, prints("/ceremonies/:id/papers/"+p.Code, access.CeremonyView, s.ceremonyPaper(p)))
	}
	list = append(list, s.guestRoutes()...)
	list = append(list, s.ceremonyDayRoutes()...)
	list = append(list, fileRoutes("/ceremonies", access.CeremonyView, access.CeremonyPrint,
		s.Ceremony.Files(), (*call).showCeremony)...)
	return list
}

// guestRoutes are the guests', with what is printed and mailed for them.
func (s *Server) guestRoutes() []route {
	invitations := s.guestLetters(certificate.ForInvitation, "giay-moi")
	envelopes := s.guestLetters(certificate.ForEnvelope, "phong-bi")
	labels := s.guestLetters(certificate.ForLabel, "nhan")
	return []route{
		get("/ceremonies/:id/guests", access.CeremonyView, s.guests),
		makes("/ceremonies/:id/guests", access.CeremonyRun, s.addGuests),
		prints("/ceremonies/:id/guests/list", access.CeremonyView, s.ceremonyPaper(ceremony.GuestList)),
		changes("/ceremonies/:id/guests/:guest", access.CeremonyRun, s.saveGuest),
		get("/ceremonies/:id/invitations.pdf", access.CeremonyPrint, invitations),
		get("/ceremonies/:id/envelopes.pdf", access.CeremonyPrint, envelopes),
		get("/ceremonies/:id/labels.pdf", access.CeremonyPrint, labels),
		makes("/ceremonies/:id/mail", access.CeremonyRun, s.mailInvitations),
		makes("/ceremonies/:id/links", access.CeremonyRun, s.addLink),
		changes("/ceremonies/:id/links/:link/revoke", access.CeremonyRun, s.revokeLink),
	}
}

// ceremonyDayRoutes are the day's. The forms of the live page name the step from which they were made; a
// desk's notes have tokens of their own; a helper's link is its own key.
func (s *Server) ceremonyDayRoutes() []route {
	return []route{
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
