package web

import (
	"net/http"

	"congthidua/internal/work"
	pages "congthidua/templates/work"
)

// taskPeople are the choices of a field that asks for somebody, as its search field is typed in; the URL names
// the field, and brings what was typed and who is chosen.
func (s *Server) taskPeople(c *call) error {
	field := c.Query("field")
	whom := work.Whom{Find: c.Query("find." + field)}
	current := c.Query(field)
	if id, ok := parseID(current); ok {
		whom.Keep = []int64{id}
	}
	offer, err := s.Work.Choices(c.Request().Context(), c.Actor, whom)
	if err != nil {
		return err
	}
	return c.Render(http.StatusOK, pages.PersonOptions(offer, current))
}

// taskUnits are the choices of a field that asks for a unit: of those whose tasks the actor sees or, with plan,
// of those for which the actor plans. With first, none may be chosen too.
func (s *Server) taskUnits(c *call) error {
	whom := work.Whom{Find: c.Query("find.unit")}
	current := c.Query("unit")
	if id, ok := parseID(current); ok {
		whom.Keep = []int64{id}
	}
	find := s.Work.Units
	if c.Query("plan") != "" {
		find = s.Work.PlanUnits
	}
	units, err := find(c.Request().Context(), c.Actor, whom)
	if err != nil {
		return err
	}
	first := ""
	if c.Query("first") != "" {
		first = c.T("Mọi đơn vị")
	}
	return c.Render(http.StatusOK, pages.UnitOptions(units, first, current))
}
