package web

import (
	"net/http"

	"congthidua/internal/access"
)

// latestUnitPeriod goes to the latest month of the unit that the actor heads.
func (s *Server) latestUnitPeriod(c *call) error {
	units := c.Actor.Reach(access.MonthSubmit).Units
	if len(units) == 0 {
		return c.Redirect(http.StatusSeeOther, "/periods")
	}
	periods, err := s.Evaluation.Periods(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	if len(periods) == 0 {
		return c.Redirect(http.StatusSeeOther, "/periods")
	}
	return c.Redirect(http.StatusSeeOther, unitPeriodPath(units[0], periods[0].ID))
}
