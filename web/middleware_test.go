package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// TestWhoseWordAboutTheAddressCounts: that of the proxy that was set, of no neighbour in the house.
func TestWhoseWordAboutTheAddressCounts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ proxy, from, said, want string }{
		"no proxy":                  {"", "10.1.2.3:4000", "192.0.2.7", "10.1.2.3"},
		"the proxy":                 {"10.1.2.3/32", "10.1.2.3:4000", "192.0.2.7", "192.0.2.7"},
		"somebody beside the proxy": {"10.1.2.3/32", "10.1.2.4:4000", "192.0.2.7", "10.1.2.4"},
		"this machine":              {"10.1.2.3/32", "127.0.0.1:4000", "192.0.2.7", "127.0.0.1"},
		"a neighbour on the link":   {"10.1.2.3/32", "169.254.1.1:4000", "192.0.2.7", "169.254.1.1"},
		"a client of the house":     {"10.1.2.3/32", "10.1.2.3:4000", "10.9.9.9", "10.9.9.9"},
		"a client that says more":   {"10.1.2.3/32", "10.1.2.3:4000", "192.0.2.7, 10.9.9.9", "10.9.9.9"},
	} {
		t.Run(name, func(t *testing.T) {
			e, s := echo.New(), &Server{Config: Config{TrustedProxy: c.proxy}}
			if err := s.trustProxy(e); err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = c.from
			r.Header.Set("X-Forwarded-For", c.said)
			if got := e.NewContext(r, httptest.NewRecorder()).RealIP(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	if err := (&Server{Config: Config{TrustedProxy: "10.1.2.3"}}).trustProxy(echo.New()); err == nil {
		t.Error("an address without a mask is taken for a network")
	}
}

// TestACookieThatIsNotOurs is replaced: nobody is given an id that somebody else has made up.
func TestACookieThatIsNotOurs(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	for _, id := range []string{"x", strings.Repeat("a", 42), strings.Repeat("a", 44), strings.Repeat("a", 42) + "!"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.URL+"/login", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: "sid", Value: id})
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close() // only the head is looked at
		fresh := ""
		for _, c := range answer.Cookies() {
			if c.Name == "sid" {
				fresh = c.Value
			}
		}
		if !wellFormedID.MatchString(fresh) || fresh == id {
			t.Errorf("for %q the browser is given %q", id, fresh)
		}
	}
}
