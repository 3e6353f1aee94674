package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/work"
	"congthidua/templates/layout"
	pages "congthidua/templates/work"
)

func (s *Server) overview(c *call) error {
	v, err := s.Work.Overview(c.Request().Context(), c.Actor, c.year())
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Chỉ đạo, tiến độ năm %d", v.Year), Current: "/overview"}
	return c.Show(http.StatusOK, page, pages.OverviewPage(page, v, s.today()))
}

func (s *Server) overviewPaper(c *call) error {
	v, err := s.Work.Overview(c.Request().Context(), c.Actor, c.year())
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(work.OverviewPaper(head, v, s.Clock.Now()))
}

func (s *Server) overviewRoutes() []route {
	return []route{
		get("/overview", access.OverviewView, s.overview),
		get("/overview/paper", access.OverviewView, s.overviewPaper),
		get("/overview/paper:format", access.OverviewView, s.overviewPaper),
	}
}
