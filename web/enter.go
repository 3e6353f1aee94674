package web

import (
	"errors"
	"net/http"
	"net/url"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
	"congthidua/templates/component"
	"congthidua/templates/layout"
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

func (s *Server) healthy(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// readiness reports whether the database takes writes and the disk has room.
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

func (s *Server) loginPage(c *call) error {
	if c.Actor.AccountID != 0 {
		return c.Redirect(http.StatusSeeOther, "/")
	}
	return c.Render(http.StatusOK, portal.Login(component.Form{}, localPath(c.QueryParam("next")), s.Demo))
}

// login opens a session with a new id; unknown name, wrong password and disabled account are
// answered alike.
func (s *Server) login(c *call) error {
	ctx := c.Request().Context()
	id, err := s.Accounts.Login(ctx, c.Value("username"), c.form.Get("password"), c.RealIP())
	next := localPath(c.form.Get("next"))
	var throttled account.Throttled
	switch {
	case errors.Is(err, account.ErrLogin):
		return c.loginAgain(http.StatusUnprocessableEntity, c.T("Tên đăng nhập hoặc mật khẩu không đúng."), next)
	case errors.As(err, &throttled):
		c.Response().Header().Set("Retry-After", component.Itoa(int(throttled.Wait.Seconds())+1))
		return c.loginAgain(http.StatusTooManyRequests, locale.Title(throttled.Error())+".", next)
	case err != nil:
		return err
	}
	sid, err := s.Accounts.Start(ctx, id, c.RealIP(), c.Request().UserAgent())
	if err != nil {
		return err
	}
	if err := s.setCookie(c.Context, sid); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, next)
}

// loginAgain shows the page with the name typed and never the password.
func (c *call) loginAgain(status int, message, next string) error {
	form := component.Form{Values: url.Values{"username": {c.Value("username")}}, Errors: map[string]string{"": message}}
	return c.Render(status, portal.Login(form, next, c.server.Demo))
}

func (s *Server) visitorLanguage(c *call) error {
	language := string(locale.Parse(c.Value("language")))
	c.SetCookie(&http.Cookie{Name: "language", Value: language, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode, MaxAge: 365 * 24 * 3600}) // #nosec G124 -- Secure follows from how the portal is served
	return c.Redirect(http.StatusSeeOther, "/login")
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

func (s *Server) passwordPage(c *call) error {
	return c.Render(http.StatusOK, portal.Password(component.Form{}, c.Actor))
}

func (s *Server) changePassword(c *call) error {
	err := s.Accounts.ChangePassword(c.Request().Context(), c.Actor, c.form.Get("old"), c.form.Get("password"), c.form.Get("repeated"))
	if err != nil {
		return c.Again(err, func(status int, form component.Form) error {
			form.Values = nil // passwords are not sent back
			return c.Render(status, portal.Password(form, c.Actor))
		})
	}
	return c.Done("/login", "")
}

// preferences sets language and theme and goes back to the page it was asked on.
func (s *Server) preferences(c *call) error {
	language, theme := string(c.Actor.Language), c.Actor.Theme
	if v := c.Value("language"); v != "" {
		language = string(locale.Parse(v))
	}
	if v := c.Value("theme"); v == "dark" || v == "light" {
		theme = v
	}
	if err := s.Accounts.Prefer(c.Request().Context(), c.Actor, language, theme); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, localPath(c.Value("next")))
}

// accountPage is the own account: sessions, roles, delegations.
func (s *Server) accountPage(c *call) error { return c.showAccount(http.StatusOK, component.Form{}) }

func (c *call) showAccount(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := portal.Account{Actor: c.Actor, Form: form, Today: clock.Today(s.Clock)}
	var err error
	if v.Sessions, err = s.Accounts.Sessions(ctx, c.Actor, false); err != nil {
		return err
	}
	if c.Actor.May(access.Delegate) {
		if v.Delegations, err = s.Accounts.Delegations(ctx, c.Actor); err != nil {
			return err
		}
		if v.Posts, err = c.delegable(); err != nil {
			return err
		}
	}
	return c.Show(status, layout.Page{Title: c.T("Tài khoản của tôi"), Current: "/account"}, portal.AccountPage(v))
}

// delegable lists the roles that the actor may pass on, each with who may receive it.
func (c *call) delegable() ([]portal.Delegable, error) {
	var list []portal.Delegable
	for _, g := range c.Actor.Grants {
		if info, _ := g.Role.Info(); g.Delegated || g.UnitID == 0 || !info.PassedOn {
			continue
		}
		ctx := c.Request().Context()
		unit, err := c.server.Org.Unit(ctx, c.Actor.Reach(access.Delegate), g.UnitID)
		if err != nil {
			return nil, err
		}
		colleagues, err := c.server.Accounts.Colleagues(ctx, c.Actor, g.UnitID)
		if err != nil {
			return nil, err
		}
		list = append(list, portal.Delegable{Role: g.Role, UnitID: g.UnitID, Unit: unit.Name, Colleagues: colleagues})
	}
	return list, nil
}

func (s *Server) endSession(c *call) error {
	if err := s.Accounts.EndOther(c.Request().Context(), c.Actor, c.Value("session")); err != nil {
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

func (s *Server) delegate(c *call) error {
	err := s.Accounts.Delegate(c.Request().Context(), c.Actor, access.Role(c.Value("role")), c.Number("unit"), c.Number("account"), c.Value("since"), c.Value("until"), c.Value("reason"))
	if err != nil {
		return c.Again(err, c.showAccount)
	}
	return c.Done("/account", "Đã ủy quyền.")
}

func (s *Server) revokeDelegation(c *call) error {
	id, err := c.ID("id")
	if err == nil {
		err = s.Accounts.Revoke(c.Request().Context(), c.Actor, id)
	}
	if err != nil {
		return err
	}
	return c.Done("/account", "Đã thu hồi ủy quyền.")
}

// reauthenticate checks the actor's password again, for what cannot be taken back.
func (c *call) reauthenticate() error {
	if c.form.Get("password") == "" {
		return fault.Invalidf("password", "Nhập mật khẩu của bạn")
	}
	return c.server.Accounts.Confirm(c.Request().Context(), c.Actor, c.form.Get("password"))
}
