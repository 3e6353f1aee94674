package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/council"
	"congthidua/internal/org"
	"congthidua/templates/component"
	pages "congthidua/templates/council"
	"congthidua/templates/layout"
)

func (s *Server) council(c *call) error { return c.showCouncil(http.StatusOK, component.Form{}) }

func (c *call) showCouncil(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Council{
		MayRun: c.Actor.May(access.MeetingRun),
		Find:   c.Query("q"),
		Form:   form,
		Year:   s.Clock.Now().Year(),
	}
	var err error
	if v.Members, err = s.Council.Members(ctx, c.Actor); err != nil {
		return err
	}
	if v.Meetings, err = s.Council.Meetings(ctx, c.Actor); err != nil {
		return err
	}
	catalogue, err := s.Emulation.Current(ctx, c.Actor)
	if err != nil {
		return err
	}
	v.Titles = catalogue.Titles
	if v.MayRun && len([]rune(v.Find)) > 1 {
		if v.Found, _, err = s.Org.People(ctx, c.Actor, org.PeopleFilter{Find: v.Find}); err != nil {
			return err
		}
		v.Found = v.Found[:min(len(v.Found), 12)]
	}
	page := layout.Page{Title: c.T("Hội đồng Thi đua - Khen thưởng"), Current: "/councils"}
	return c.Show(status, page, pages.CouncilPage(page, v))
}

func (s *Server) appointMember(c *call) error {
	office := council.Office(c.Value("role"))
	if err := s.Council.Appoint(c.Request().Context(), c.Actor, c.Number("person"), office); err != nil {
		return c.Again(err, c.showCouncil)
	}
	return c.Done("/councils", "Đã cập nhật thành viên Hội đồng.")
}

func (s *Server) endTerm(c *call) error {
	term, err := c.ID("term")
	if err != nil {
		return err
	}
	if err := s.Council.EndTerm(c.Request().Context(), c.Actor, term, c.Number("version")); err != nil {
		return c.Again(err, c.showCouncil)
	}
	return c.Done("/councils", "Đã cập nhật thành viên Hội đồng.")
}

func (s *Server) createMeeting(c *call) error {
	id, err := s.Council.Convene(c.Request().Context(), c.Actor, council.Convening{
		Year:   int(c.Number("year")),
		HeldOn: c.Value("held_on"),
		Place:  c.Value("place"),
		Titles: c.form["titles"],
	})
	if err != nil {
		return c.Again(err, c.showCouncil)
	}
	return c.Done(meetingPath(id), "Đã lập phiên họp.")
}
