package web

import (
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// trustProxy decides whose word about the client's address counts: nobody's but, when one is
// configured, the proxy's. echo would believe anybody.
func (s *Server) trustProxy(e *echo.Echo) error {
	e.IPExtractor = echo.ExtractIPDirect()
	if s.TrustedProxy == "" {
		return nil
	}
	_, network, err := net.ParseCIDR(s.TrustedProxy)
	if err != nil {
		return fmt.Errorf("PORTAL_TRUSTED_PROXY: %w", err)
	}
	e.IPExtractor = echo.ExtractIPFromXFFHeader(
		echo.TrustLoopback(false),
		echo.TrustLinkLocal(false),
		echo.TrustPrivateNet(false),
		echo.TrustIPRange(network),
	)
	return nil
}

// observe logs every request without query, body or cookies, and catches panics. The number
// it gives the request stands on error pages and in the log.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		start := time.Now()
		number := requestNumber()
		c.Set(numberKey, number)
		defer func() {
			if r := recover(); r != nil {
				s.Log.Error("panic", "request", number, "cause", fmt.Sprint(r), "stack", string(debug.Stack()))
				err = errPanic
			}
			if err != nil {
				c.Error(err)
			}
			if secretBallot(c) { // neither who nor when: a line for every ballot would be the order of the votes
				err = nil
				return
			}
			path := c.Request().URL.Path
			if strings.Contains(c.Path(), ":key") { // a helper's link opens a door: it is not for the log
				path = c.Path()
			}
			s.Log.Info(
				"request",
				"request",
				number,
				"method",
				c.Request().Method,
				"path",
				path,
				"status",
				c.Response().Status,
				"ms",
				time.Since(start).Milliseconds(),
				"address",
				c.RealIP(),
			)
			err = nil
		}()
		return next(c)
	}
}

// secretBallot reports whether a request fills a ballot or looks at one.
func secretBallot(c echo.Context) bool {
	return strings.HasSuffix(c.Path(), "/ballot") || strings.HasSuffix(c.Path(), "/written")
}

// protect sets the headers of every answer, also of errors and downloads, and refuses
// requests for hosts that this is not.
func (s *Server) protect(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if !s.answersTo(c.Request().Host) {
			return echo.NewHTTPError(http.StatusMisdirectedRequest, "Máy chủ này không phục vụ tên miền được yêu cầu.")
		}
		limit := int64(maxForm)
		if strings.HasPrefix(c.Request().Header.Get(echo.HeaderContentType), echo.MIMEMultipartForm) {
			limit = maxUpload + maxForm
		}
		if c.Request().ContentLength > limit {
			h.Set("Connection", "close")
			return echo.NewHTTPError(http.StatusRequestEntityTooLarge, "Dữ liệu gửi lên quá lớn.")
		}
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, limit)
		return next(c)
	}
}

// What a request may carry, in bytes.
const (
	maxForm   = 1 << 20
	maxUpload = 20 << 20
)

func (s *Server) answersTo(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if len(s.Hosts) == 0 {
		return name == "localhost" || name == "127.0.0.1" || name == "::1"
	}
	return slices.Contains(s.Hosts, name)
}
