package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/locale"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// account is the own account: sessions, roles, delegations.
func (s *Server) account(c *call) error { return c.showAccount(http.StatusOK, component.Form{}) }

func (c *call) showAccount(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := portal.Account{Actor: c.Actor, Form: form, Today: clock.Today(s.Clock)}
	var err error
	if v.Sessions, err = s.Accounts.OwnSessions(ctx, c.Actor); err != nil {
		return err
	}
	if c.Actor.May(access.Delegate) {
		if v.Delegations, err = s.Accounts.Delegations(ctx, c.Actor); err != nil {
			return err
		}
		if v.Posts, err = s.Accounts.Delegable(ctx, c.Actor); err != nil {
			return err
		}
	}
	return c.Show(status, layout.Page{Title: c.T("Tài khoản của tôi"), Current: "/account"}, portal.AccountPage(v))
}

// savePreferences sets language and theme and goes back to the page it was asked on.
func (s *Server) savePreferences(c *call) error {
	language, theme := c.Actor.Language, account.Theme(c.Actor.Theme)
	if v := c.Value("language"); v != "" {
		language = locale.Parse(v)
	}
	if v := c.Value("theme"); v != "" {
		theme = account.Theme(v)
	}
	if err := s.Accounts.Prefer(c.Request().Context(), c.Actor, language, theme); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, localPath(c.Value("next")))
}

func (s *Server) endSession(c *call) error {
	if err := s.Accounts.EndSession(c.Request().Context(), c.Actor, c.Value("session")); err != nil {
		return err
	}
	return c.Done(backTo(c, "/account"), "Đã kết thúc phiên đăng nhập.")
}

// backTo is where a form that stands on several pages came from.
func backTo(c *call, otherwise string) string {
	if next := c.Value("next"); next != "" {
		return localPath(next)
	}
	return otherwise
}

func (s *Server) createDelegation(c *call) error {
	err := s.Accounts.Delegate(c.Request().Context(), c.Actor, account.Delegation{
		Role:   access.Role(c.Value("role")),
		UnitID: c.Number("unit"),
		To:     c.Number("account"),
		Days:   account.Interval{Since: c.Value("since"), Until: c.Value("until")},
		Reason: c.Value("reason"),
	})
	if err != nil {
		return c.Again(err, c.showAccount)
	}
	return c.Done("/account", "Đã ủy quyền.")
}

func (s *Server) endDelegation(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Accounts.EndDelegation(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.Again(err, c.showAccount)
	}
	return c.Done("/account", "Đã thu hồi ủy quyền.")
}

func (s *Server) logout(c *call) error {
	if err := s.Accounts.End(c.Request().Context(), c.Actor); err != nil {
		return err
	}
	if err := s.setCookie(c.Context, account.NewSessionID()); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/login")
}
