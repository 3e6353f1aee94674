package web

import (
	"net/http"

	"congthidua/internal/clock"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// home is what waits for the actor, computed from the state of things.
func (s *Server) home(c *call) error {
	ctx := c.Request().Context()
	waiting, err := s.waitingFor(ctx, c.Actor)
	if err != nil {
		return err
	}
	v := portal.Home{Actor: c.Actor, Waiting: waiting, Today: clock.Today(s.Clock)}
	if c.Actor.PersonID != 0 {
		v.Year = s.Clock.Now().Year()
		if v.Months, v.Result, err = s.Evaluation.PersonYear(ctx, c.Actor, c.Actor.PersonID, v.Year); err != nil {
			return err
		}
	}
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Việc của tôi"), Current: "/"}, portal.HomePage(v))
}
