package web

import (
	"net/http"

	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/templates/component"
	"congthidua/templates/portal"
)

func (s *Server) passwordPage(c *call) error {
	return c.Render(http.StatusOK, portal.Password(component.Form{}, c.Actor))
}

func (s *Server) changePassword(c *call) error {
	err := s.Accounts.ChangePassword(c.Request().Context(), c.Actor,
		c.form.Get("old"), c.form.Get("password"), c.form.Get("repeated"))
	if err != nil {
		return c.Again(err, func(status int, form component.Form) error {
			form.Values = nil // passwords are not sent back
			return c.Render(status, portal.Password(form, c.Actor))
		})
	}
	return c.Done("/login", "")
}

// reauthenticate checks the actor's password again, for what cannot be taken back.
func (c *call) reauthenticate() error {
	if c.form.Get("password") == "" {
		return fault.Invalidf("password", "Nhập mật khẩu của bạn")
	}
	return c.server.Accounts.Confirm(store.Aside(c.Request().Context()), c.Actor, c.form.Get("password"))
}
