package web

import (
	"errors"
	"net/http"
	"net/url"

	"congthidua/internal/account"
	"congthidua/templates/component"
	"congthidua/templates/portal"
)

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
		return c.loginAgain(http.StatusTooManyRequests, explain(ctx, throttled), next)
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
	form := component.Form{
		Values: url.Values{"username": {c.Value("username")}},
		Errors: map[string]string{"": message},
	}
	return c.Render(status, portal.Login(form, next, c.server.Demo))
}

// languageAge is how long a visitor's language is remembered, in seconds.
const languageAge = 365 * 24 * 3600
