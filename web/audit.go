package web

import (
	"net/http"

	"congthidua/internal/audit"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// auditPage is how many entries a page of the log shows.
const auditPage = 100

func (s *Server) auditLog(c *call) error {
	filter := audit.Filter{
		Actor:  c.Query("actor"),
		Action: c.Query("action"),
		Object: c.Query("object"),
		Day:    c.Query("day"),
		Limit:  auditPage,
		Page:   c.Page(),
	}
	rows, total, err := s.Accounts.Log(c.Request().Context(), c.Actor, filter)
	if err != nil {
		return err
	}
	return c.Show(
		http.StatusOK,
		layout.Page{Title: c.T("Nhật ký"), Current: "/audit"},
		portal.AuditPage(c.Actor, rows, filter, c.QueryParams(), total),
	)
}
