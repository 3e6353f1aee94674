package web

import (
	"net/http"

	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

func (s *Server) help(c *call) error {
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Trợ giúp"), Current: "/help"}, portal.HelpPage(c.Actor))
}
