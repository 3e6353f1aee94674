package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"net/http"
	"regexp"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/fault"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
)

// sessionStore keeps sessions in the accounts' table behind the interface of gorilla/sessions.
// It is our own and not gormstore because that one keeps the id itself in the database and no
// account beside it: a copy of the database would open sessions, and ending all sessions of
// one person would mean decoding every row.
type sessionStore struct {
	accounts *account.Service
	options  *sessions.Options
}

// cookieName carries the __Host- prefix under TLS, where browsers enforce it.
func (s *Server) cookieName(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// cookieOptions are those of every cookie of the portal, as far as they are the same.
func (s *Server) cookieOptions(maxAge int) *sessions.Options {
	return &sessions.Options{Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
}

// noticeAge is how long a notice waits for its page, in seconds.
const noticeAge = 60

// newFlashes keeps notices in signed cookies; the key is made of the portal's secret.
func (s *Server) newFlashes() *sessions.CookieStore {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte("notice"))
	flashes := sessions.NewCookieStore(mac.Sum(nil))
	flashes.Options = s.cookieOptions(noticeAge)
	flashes.MaxAge(noticeAge)
	return flashes
}

const (
	actorKey  = "actor"
	numberKey = "number"
)

var wellFormedID = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// Get returns the request's session, loading it once.
func (s sessionStore) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New loads the session that the cookie names. Without a cookie, or with one that is not of
// our making, there is a new one that nobody is behind.
func (s sessionStore) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	session.Options = s.options
	cookie, err := r.Cookie(name)
	if err != nil || !wellFormedID.MatchString(cookie.Value) {
		session.IsNew, session.ID = true, account.NewSessionID()
		return session, nil
	}
	session.ID = cookie.Value
	actor, err := s.accounts.Resume(r.Context(), cookie.Value, "")
	switch {
	case err == nil:
		session.Values[actorKey] = actor
	case !errors.Is(err, fault.ErrNotFound):
		return session, err
	}
	return session, nil
}

// Save sends the cookie; a MaxAge below zero takes it back.
func (s sessionStore) Save(_ *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	http.SetCookie(w, sessions.NewCookie(session.Name(), session.ID, session.Options))
	return nil
}

// identify finds out who makes the request.
func (s *Server) identify(c echo.Context) (id string, actor access.Actor, err error) {
	st := sessionStore{accounts: s.Accounts, options: s.cookieOptions(0)}
	session, err := st.Get(c.Request(), s.cookieName("sid"))
	if err != nil {
		return "", actor, err
	}
	if session.IsNew {
		if err := session.Save(c.Request(), c.Response()); err != nil {
			return "", actor, err
		}
	}
	actor, _ = session.Values[actorKey].(access.Actor)
	actor.Address = c.RealIP()
	return session.ID, actor, nil
}

// setCookie sends a new session's id.
func (s *Server) setCookie(c echo.Context, id string) error {
	st := sessionStore{accounts: s.Accounts, options: s.cookieOptions(0)}
	session, err := st.Get(c.Request(), s.cookieName("sid"))
	if err != nil {
		return err
	}
	session.ID = id
	return session.Save(c.Request(), c.Response())
}
