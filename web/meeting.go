package web

import (
	"net/http"

	"congthidua/internal/council"
	"congthidua/internal/fault"
	"congthidua/templates/component"
	pages "congthidua/templates/council"
	emulationpages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

func meetingPath(id int64) string { return "/meetings/" + component.Itoa(id) }

func (s *Server) meeting(c *call) error { return c.showMeeting(http.StatusOK, component.Form{}) }

// meetingView reads the meeting of the path.
func (c *call) meetingView() (council.MeetingView, error) {
	id, err := c.ID("id")
	if err != nil {
		return council.MeetingView{}, err
	}
	return c.server.Council.Meeting(c.Request().Context(), c.Actor, id)
}

func (c *call) meetingPage(v council.MeetingView) layout.Page {
	return layout.Page{
		Title:   pages.MeetingTitle(c.Request().Context(), v),
		Current: "/councils",
		Crumbs:  []layout.Crumb{{Text: c.T("Hội đồng Thi đua - Khen thưởng"), Path: "/councils"}},
	}
}

func (c *call) showMeeting(status int, form component.Form) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	page := c.meetingPage(v)
	return c.Show(status, page, pages.MeetingPage(page, pages.Meeting{MeetingView: v, Form: form}))
}

// changeMeeting runs one change of a meeting that is still at the version of the form and shows it again; a
// password never comes back.
func (c *call) changeMeeting(notice string, change func(id, version int64) error) error {
	return c.change(notice, meetingPath, withoutPassword(c.showMeeting), change)
}

func (s *Server) dropCandidate(c *call) error {
	return c.changeMeeting("Đã rút khỏi phiên họp.", func(id, version int64) error {
		return s.Council.DropCandidate(c.Request().Context(), c.Actor, id, version, c.Number("candidate"))
	})
}

func (s *Server) saveAgenda(c *call) error {
	return c.changeMeeting("Đã lưu chương trình họp.", func(id, version int64) error {
		return s.Council.SaveAgenda(c.Request().Context(), c.Actor, id, version, c.Value("agenda"))
	})
}

// agendaPaper is what a member takes to a meeting.
func (s *Server) agendaPaper(c *call) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(council.AgendaPaper(head, v, s.Clock.Now()))
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
	x, err := s.Council.Case(c.Request().Context(), c.Actor, id, candidate)
	if err != nil {
		return err
	}
	page := layout.Page{
		Title:   x.Name,
		Current: "/councils",
		Crumbs: []layout.Crumb{
			{Text: c.T("Hội đồng Thi đua - Khen thưởng"), Path: "/councils"},
			{Text: c.T("Phiên họp"), Path: meetingPath(id)},
		},
	}
	return c.Show(http.StatusOK, page, emulationpages.ExplainPage(page, x, "", component.Form{}))
}

// minutes are the minutes of a closed meeting.
func (s *Server) minutes(c *call) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	if v.State != council.Closed {
		return fault.ErrForbidden
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(council.MinutesPaper(head, v, s.Clock.Now()))
}
