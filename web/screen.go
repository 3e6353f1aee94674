package web

import (
	"net/http"
	"strings"

	"congthidua/internal/ceremony"
	pages "congthidua/templates/ceremony"
)

// screen is the page for the screen in the hall: a helper's by its link, else that of who is logged in.
func (s *Server) screen(c *call) error {
	gate, err := c.screenGate()
	if err != nil {
		return err
	}
	v, err := s.Ceremony.Hall(c.Request().Context(), gate)
	if err != nil {
		return err
	}
	events := strings.TrimSuffix(c.Request().URL.Path, "/screen") + "/events"
	return c.Render(http.StatusOK, pages.ScreenPage(v, events))
}

func (c *call) screenGate() (ceremony.Gate, error) {
	if c.Param("key") != "" {
		return c.helper(ceremony.Screen)
	}
	id, err := c.ID("id")
	if err != nil {
		return ceremony.Gate{}, err
	}
	return c.server.Ceremony.Watch(c.Request().Context(), c.Actor, id)
}

// screenEvents tells a helper's screen when it has to look again.
func (s *Server) screenEvents(c *call) error {
	gate, err := c.helper(ceremony.Screen)
	if err != nil {
		return err
	}
	return c.follow(gate)
}
