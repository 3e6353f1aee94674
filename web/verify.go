package web

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"congthidua/internal/fault"
	pages "congthidua/templates/certificate"

	"github.com/labstack/echo/v4"
)

// visits counts how often an address asks in a minute; the table is thrown away with the minute.
type visits struct {
	mu     sync.Mutex
	minute int64
	seen   map[string]int
}

// verifyLimit is how many codes an address may try in a minute: a code has 30^10 forms.
const verifyLimit = 30

// allow reports whether an address may ask once more.
func (v *visits) allow(address string, now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if minute := now.Unix() / 60; v.seen == nil || v.minute != minute {
		v.minute, v.seen = minute, map[string]int{}
	}
	v.seen[address]++
	return v.seen[address] <= verifyLimit
}

// verify says whether a certificate holds; nobody needs to log in. What is not known looks like what
// was never given out.
func (s *Server) verify(c *call) error {
	open, err := s.Certificates.Verifiable(c.Request().Context())
	if err != nil {
		return err
	}
	if !open {
		return fault.ErrNotFound
	}
	if !s.verified.allow(c.RealIP(), s.Clock.Now()) {
		return echo.NewHTTPError(http.StatusTooManyRequests, "Bạn tra cứu quá nhiều lần. Hãy đợi một phút.")
	}
	proof, err := s.Certificates.Verify(c.Request().Context(), c.Param("code"))
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	status := http.StatusOK
	if err != nil {
		status = http.StatusNotFound
	}
	return c.Render(status, pages.VerifyPage(c.Param("code"), proof, err == nil))
}

// switchVerify switches the public check on or off.
func (s *Server) switchVerify(c *call) error {
	if err := s.Certificates.SwitchVerify(c.Request().Context(), c.Actor, c.Value("verify") == "on"); err != nil {
		return err
	}
	return c.Done("/admin", "Đã đổi trang kiểm tra bằng.")
}
