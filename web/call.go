package web

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
	"congthidua/internal/store"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/unicode/norm"
)

// call is one request with who makes it. Handlers read forms only through it.
type call struct {
	echo.Context
	Actor     access.Actor
	server    *Server
	sessionID string
	once      string // one-off token of the form that was sent
	form      url.Values
	upload    *multipart.Reader
}

// callKey is under what an echo.Context holds its call, for the page of an error.
const callKey = "call"

// handler answers a call.
type handler func(*call) error

func requestNumber() string {
	raw := make([]byte, 5)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	return hex.EncodeToString(raw)
}

// serve wraps a handler with everything a route needs, in this order: is there anybody yet,
// who is it, is the token right, must the password change, does a role allow it.
func (s *Server) serve(r route) echo.HandlerFunc {
	return func(ec echo.Context) error {
		switch inhabited, err := s.inhabited(ec.Request().Context()); {
		case err != nil:
			return err
		case !inhabited:
			return s.firstSteps(ec)
		}
		c := &call{Context: ec, server: s}
		var err error
		if c.sessionID, c.Actor, err = s.identify(ec); err != nil {
			return err
		}
		ctx := locale.With(ec.Request().Context(), c.language())
		ec.SetRequest(ec.Request().WithContext(ctx))
		ec.Set(callKey, c)
		if ec.Request().Method == http.MethodPost {
			if err := c.readForm(); err != nil {
				return err
			}
		}
		if r.permission != access.Public {
			if c.Actor.AccountID == 0 {
				return c.toLogin()
			}
			if c.Actor.MustChange && !r.beforeChange {
				return c.Redirect(http.StatusSeeOther, "/password")
			}
			if !c.Actor.May(r.permission) {
				return fault.ErrForbidden
			}
		}
		if err := c.expectForm(r); err != nil {
			return err
		}
		if r.form != noForm {
			defer s.counts.Delete(c.Actor.AccountID) // what waits for the actor may be done now
		}
		return r.handler(c)
	}
}

// language is the account's, or for visitors what the cookie of the login page says.
func (c *call) language() locale.Language {
	if c.Actor.AccountID != 0 {
		return c.Actor.Language
	}
	if cookie, err := c.Cookie("language"); err == nil {
		return locale.Parse(cookie.Value)
	}
	return locale.Vietnamese
}

// toLogin sends a visitor to the login page and, for a page, back here afterwards.
func (c *call) toLogin() error {
	if c.Request().Header.Get("HX-Request") != "" {
		c.Response().Header().Set("HX-Redirect", "/login")
		return c.NoContent(http.StatusUnauthorized)
	}
	target := "/login"
	if c.Request().Method == http.MethodGet && c.Request().URL.Path != "/" {
		target += "?next=" + url.QueryEscape(c.Request().URL.RequestURI())
	}
	return c.Redirect(http.StatusSeeOther, target)
}

// localPath returns next if it is a path of this portal, else "/".
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\r\n\t\x00") {
		return "/"
	}
	return next
}

var (
	errToken = echo.NewHTTPError(
		http.StatusForbidden,
		"Phiên làm việc của biểu mẫu không còn hợp lệ. Hãy tải lại trang rồi gửi lại.",
	)
	errText = echo.NewHTTPError(
		http.StatusUnprocessableEntity,
		"Nội dung gửi lên có ký tự không hợp lệ. Hãy nhập lại bằng bàn phím, không dán ký tự điều khiển.",
	)
	errLarge = echo.NewHTTPError(http.StatusRequestEntityTooLarge, "Dữ liệu gửi lên quá lớn.")
)

// readForm reads the body and checks its token before anything else looks at it. Of an
// upload only the first part, the token, is read here.
func (c *call) readForm() error {
	r := c.Request()
	if strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEMultipartForm) {
		return c.openUpload(r)
	}
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return errLarge
		}
		return errToken
	}
	token := c.splitToken(r.PostForm.Get("_csrf"))
	if header := r.Header.Get("X-CSRF-Token"); header != "" {
		token = header
	}
	if !c.trusted(token) {
		return errToken
	}
	c.form = url.Values{}
	for name, values := range r.PostForm {
		for _, v := range values {
			clean, ok := cleanText(v)
			if !ok {
				return errText
			}
			c.form.Add(name, clean)
		}
	}
	return nil
}

var onceShape = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)

// expectForm checks that a form brings what its line in the map of the site says. The one-off token is
// handed to the first transaction of the request, so that what the form makes is made once.
func (c *call) expectForm(line route) error {
	if line.form != makingForm && line.form != changing {
		return nil
	}
	if !onceShape.MatchString(c.once) {
		return fault.Invalidf("", "Biểu mẫu thiếu mã gửi một lần. Hãy tải lại trang rồi gửi lại.")
	}
	if line.form == changing && c.Number("version") == 0 {
		return fault.Invalidf("", "Biểu mẫu thiếu phiên bản của dữ liệu. Hãy tải lại trang rồi gửi lại.")
	}
	r := c.Request()
	c.SetRequest(r.WithContext(store.WithForm(r.Context(), c.once, c.server.Clock.Now())))
	return nil
}

func (c *call) openUpload(r *http.Request) error {
	reader, err := r.MultipartReader()
	if err != nil {
		return errToken
	}
	part, err := reader.NextPart()
	if err != nil || part.FormName() != "_csrf" {
		return errToken
	}
	token, err := io.ReadAll(io.LimitReader(part, 200))
	if err != nil || !c.trusted(c.splitToken(string(token))) {
		return errToken
	}
	c.form, c.upload = url.Values{}, reader
	return nil
}

// splitToken parts what a form's first field holds: the session's token and the form's own.
func (c *call) splitToken(field string) (session string) {
	session, c.once, _ = strings.Cut(field, ".")
	return session
}

// trusted checks the token always; what the browser says of the request's origin is a
// second lock.
func (c *call) trusted(token string) bool {
	if site := c.Request().Header.Get("Sec-Fetch-Site"); site == "cross-site" {
		return false
	}
	return hmac.Equal([]byte(token), []byte(c.server.token(c.sessionID)))
}

// cleanText brings text to NFC with plain line ends; control characters and broken UTF-8 are
// refused.
func cleanText(s string) (string, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\u202e' || r == '\ufeff' {
			return "", false
		}
	}
	return norm.NFC.String(s), true
}

// Value returns a form field, trimmed.
func (c *call) Value(name string) string { return strings.TrimSpace(c.form.Get(name)) }

// Number returns a whole-number form field, 0 where it is none.
func (c *call) Number(name string) int64 {
	n, err := strconv.ParseInt(c.Value(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Points returns a score out of the form; ok is false where there is none.
func (c *call) Points(name string) (float64, bool) { return viet.ParsePoints(c.Value(name)) }

// Numbers returns all whole numbers given for a field, at most 1000.
func (c *call) Numbers(name string) []int64 {
	var ids []int64
	for _, v := range c.form[name] {
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && len(ids) < 1000 {
			ids = append(ids, n)
		}
	}
	return ids
}

// ID returns a number out of the path; anything else is not found.
func (c *call) ID(name string) (int64, error) {
	n, ok := parseID(c.Param(name))
	if !ok {
		return 0, fault.ErrNotFound
	}
	return n, nil
}

// parseID reads a positive number.
func parseID(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0
}

// Page returns the number of a list's page from the URL, from 0.
func (c *call) Page() int {
	n, err := strconv.Atoi(c.QueryParam("page"))
	if err != nil || n < 1 || n > 100_000 {
		return 0
	}
	return n - 1
}

// Query returns a parameter of the URL as clean, short text.
func (c *call) Query(name string) string {
	s, ok := cleanText(c.QueryParam(name))
	if !ok || utf8.RuneCountInString(s) > 100 {
		return ""
	}
	return strings.TrimSpace(s)
}

// Form returns what was typed, for a page that is shown again.
func (c *call) Form() component.Form { return component.Form{Values: c.form} }

// T translates.
func (c *call) T(text string, args ...any) string {
	return locale.T(c.Request().Context(), text, args...)
}
