package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/templates/component"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

func (s *Server) council(c *call) error { return c.showCouncil(http.StatusOK, component.Form{}) }

func (c *call) showCouncil(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Council{MayRun: c.Actor.May(access.MeetingRun), Find: c.Query("q"), Form: form, Year: s.Clock.Now().Year()}
	var err error
	if v.Members, err = s.Emulation.Council(ctx); err != nil {
		return err
	}
	if v.Meetings, err = s.Emulation.Meetings(ctx); err != nil {
		return err
	}
	catalogue, err := s.Emulation.Current(ctx)
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

func (s *Server) setCouncilMember(c *call) error {
	if err := s.Emulation.SetMember(c.Request().Context(), c.Actor, c.Number("person"), c.Value("role")); err != nil {
		return c.Again(err, c.showCouncil)
	}
	return c.Done("/councils", "Đã cập nhật thành viên Hội đồng.")
}

func (s *Server) createMeeting(c *call) error {
	id, err := s.Emulation.CreateMeeting(c.Request().Context(), c.Actor, int(c.Number("year")), c.Value("held_on"), c.Value("place"), c.form["titles"])
	if err != nil {
		return c.Again(err, c.showCouncil)
	}
	return c.Done(meetingPath(id), "Đã lập phiên họp.")
}

func meetingPath(id int64) string { return "/meetings/" + component.Itoa(id) }

func (s *Server) meeting(c *call) error { return c.showMeeting(http.StatusOK, component.Form{}) }

// meetingView reads the meeting of the path.
func (c *call) meetingView() (emulation.MeetingView, error) {
	id, err := c.ID("id")
	if err != nil {
		return emulation.MeetingView{}, err
	}
	return c.server.Emulation.Meeting(c.Request().Context(), c.Actor, id)
}

func (c *call) meetingPage(v emulation.MeetingView) layout.Page {
	return layout.Page{Title: pages.MeetingTitle(c.Request().Context(), v), Current: "/councils", Crumbs: []layout.Crumb{{Text: c.T("Hội đồng Thi đua - Khen thưởng"), Path: "/councils"}}}
}

func (c *call) showMeeting(status int, form component.Form) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	papers, err := c.server.Emulation.MeetingPapers(c.Request().Context(), c.Actor, v.ID)
	if err != nil {
		return err
	}
	page := c.meetingPage(v)
	return c.Show(status, page, pages.MeetingPage(page, pages.Meeting{MeetingView: v, Papers: papers, Actor: c.Actor, Form: form}))
}

// changeMeeting runs one change of a meeting and shows it again; a password never comes back.
func (c *call) changeMeeting(notice string, change func(id int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return c.Again(err, func(status int, form component.Form) error {
			form.Values.Del("password")
			return c.showMeeting(status, form)
		})
	}
	return c.Done(meetingPath(id), notice)
}

func (s *Server) dropCandidate(c *call) error {
	return c.changeMeeting("Đã rút khỏi phiên họp.", func(id int64) error {
		return s.Emulation.DropCandidate(c.Request().Context(), c.Actor, id, c.Number("candidate"))
	})
}

func (s *Server) saveAgenda(c *call) error {
	return c.changeMeeting("Đã lưu chương trình họp.", func(id int64) error {
		return s.Emulation.SaveAgenda(c.Request().Context(), c.Actor, id, c.Value("agenda"))
	})
}

// agendaPaper is what a member takes to a meeting.
func (s *Server) agendaPaper(c *call) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	papers, err := s.Emulation.MeetingPapers(c.Request().Context(), c.Actor, v.ID)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(emulation.AgendaPaper(head, v, papers, s.Clock.Now()))
}

func (s *Server) meetingCase(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	candidate, err := c.ID("candidate")
	if err != nil {
		return err
	}
	x, err := s.Emulation.Case(c.Request().Context(), c.Actor, id, candidate)
	if err != nil {
		return err
	}
	page := layout.Page{Title: x.Name, Current: "/councils", Crumbs: []layout.Crumb{{Text: c.T("Hội đồng Thi đua - Khen thưởng"), Path: "/councils"}, {Text: c.T("Phiên họp"), Path: meetingPath(id)}}}
	return c.Show(http.StatusOK, page, pages.ExplainPage(page, x, false, "", component.Form{}))
}

// minutes are the minutes of a closed meeting.
func (s *Server) minutes(c *call) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	if v.State != "closed" {
		return fault.ErrForbidden
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(emulation.MinutesPaper(head, v, s.Clock.Now()))
}
