package web

import (
	"net/http"

	"congthidua/internal/locale"
)

// visitorLanguage sets the language of the login page.
func (s *Server) visitorLanguage(c *call) error {
	c.SetCookie(&http.Cookie{ // #nosec G124 -- Secure follows from how the portal is served
		Name:     "language",
		Value:    string(locale.Parse(c.Value("language"))),
		Path:     "/",
		HttpOnly: true,
		Secure:   s.Secure,
		SameSite: http.SameSiteLaxMode,
		MaxAge:   languageAge,
	})
	return c.Redirect(http.StatusSeeOther, "/login")
}
