package web

import (
	"net/http"

	"congthidua/templates/portal"

	"github.com/labstack/echo/v4"
)

// firstSteps answers everything while there is no account: what to do on the command line.
func (s *Server) firstSteps(ec echo.Context) error {
	c := &call{Context: ec, server: s}
	if ec.Request().Method == http.MethodGet && ec.Path() == "/static/*" {
		return s.asset(c)
	}
	return c.Render(http.StatusServiceUnavailable, portal.FirstSteps())
}

// healthy answers /healthz: the process runs.
func (s *Server) healthy(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// readiness answers /readyz: whether the database takes writes and the disk has room.
func (s *Server) readiness(c echo.Context) error {
	if err := s.Store.Ready(c.Request().Context()); err != nil {
		s.Log.Error("not ready", "error", err.Error())
		return c.String(http.StatusServiceUnavailable, "database\n")
	}
	if free, ok := diskFree(s.Store.Path()); ok && free < minDiskFree {
		return c.String(http.StatusServiceUnavailable, "disk\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
