package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/work"
	"congthidua/templates/layout"
	pages "congthidua/templates/work"
)

func (s *Server) overview(c *call) error {
	ctx := c.Request().Context()
	var v pages.Overview
	var err error
	if v.Overview, err = s.Work.Overview(ctx, c.Actor, c.year()); err != nil {
		return err
	}
	if c.Actor.May(access.DocumentView) {
		if v.Documents, err = s.Documents.Overdue(ctx, c.Actor); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Chỉ đạo, tiến độ năm %d", v.Year), Current: "/overview"}
	return c.Show(http.StatusOK, page, pages.OverviewPage(page, v))
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
