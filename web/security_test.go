package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"congthidua/internal/demo"
)

func TestFormsNeedTheirToken(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	b.get("/account")
	for name, token := range map[string]string{"missing": "", "wrong": "abc", "of another session": p.app.token("someone")} {
		if got := b.send("/preferences", "_csrf", token, "theme", "dark"); got.Status != http.StatusForbidden {
			t.Errorf("token %s: %d, want 403", name, got.Status)
		}
	}
	for _, site := range []string{"same-origin", "none", "cross-site"} {
		req, _ := http.NewRequest(http.MethodPost, p.URL+"/preferences", strings.NewReader("theme=dark"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", site)
		if got := b.do(req); got.Status != http.StatusForbidden {
			t.Errorf("no token but Sec-Fetch-Site %s: %d, want 403", site, got.Status)
		}
	}
	if got := b.post("/preferences", "theme", "dark", "next", "/help"); got.Status != http.StatusOK ||
		got.URL.Path != "/help" {
		t.Errorf("the right token: %d at %s", got.Status, got.URL)
	}
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	for _, path := range []string{"/", "/units/2/periods/14", "/units/3/periods/14", "/nowhere", "/admin",
		"/static/css/base.css", "/static/none", "/units/2/periods/14/list.pdf", "/units/2/periods/14/list", "/healthz"} {
		got := b.get(path)
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if !strings.Contains(got.Header.Get(name), want) {
				t.Errorf("%s (%d): %s = %q", path, got.Status, name, got.Header.Get(name))
			}
		}
		if !strings.HasPrefix(path, "/static/css") && got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached: %q", path, got.Header.Get("Cache-Control"))
		}
		if strings.Contains(got.Body, " style=") || strings.Contains(got.Body, "<script>") ||
			strings.Contains(got.Body, " onclick") {
			t.Errorf("%s has inline style, script or handler", path)
		}
	}
}

func TestHostsAreKnown(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	req, _ := http.NewRequest(http.MethodGet, p.URL+"/login", nil)
	req.Host = "evil.example"
	if got := p.visitor().do(req); got.Status != http.StatusMisdirectedRequest {
		t.Errorf("unknown host: %d, want 421", got.Status)
	}
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	at, _ := url.Parse(p.URL)
	copied := slices.Clone(b.Jar.Cookies(at))
	thief := p.visitor().still()
	thief.Jar.SetCookies(at, copied)
	if got := thief.get("/account"); got.Status != http.StatusOK {
		t.Fatalf("the copy does not work to begin with: %d", got.Status)
	}
	for _, c := range copied {
		if c.Name == "sid" && p.number(`SELECT count(*) FROM sessions WHERE id = ?`, c.Value) != 0 {
			t.Error("the database holds the id itself")
		}
	}
	b.get("/account")
	b.post("/logout")
	if got := thief.get("/account"); got.Status != http.StatusSeeOther {
		t.Errorf("a copied cookie lives on after logout: %d", got.Status)
	}
	idle := p.as("cadre2").still()
	p.clock.At = p.clock.At.Add(31 * time.Minute)
	if got := idle.get("/account"); got.Status != http.StatusSeeOther {
		t.Errorf("idle for 31 minutes: %d", got.Status)
	}
}

func TestLoginGivesANewID(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.visitor()
	at, _ := url.Parse(p.URL)
	fixed := strings.Repeat("A", 43)
	b.Jar.SetCookies(at, []*http.Cookie{{Name: "sid", Value: fixed, Path: "/"}})
	b.get("/login")
	b.post("/login", "username", "head", "password", demo.Password)
	for _, c := range b.Jar.Cookies(at) {
		if c.Name == "sid" && c.Value == fixed {
			t.Error("the id chosen before the login is kept")
		}
	}
}

func TestWrongPasswordsWait(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.visitor()
	b.get("/login")
	unknown, wrong := b.post(
		"/login",
		"username",
		"nobody-here",
		"password",
		"x",
	), b.post(
		"/login",
		"username",
		"head",
		"password",
		"x",
	)
	if unknown.Status != wrong.Status || unknown.text(".notice") != wrong.text(".notice") ||
		wrong.text(".notice") == "" {
		t.Errorf(
			"unknown name: %d %q, wrong password: %d %q",
			unknown.Status,
			unknown.text(".notice"),
			wrong.Status,
			wrong.text(".notice"),
		)
	}
	if wrong.value("input[name=username]") != "head" || wrong.value("input[name=password]") != "" {
		t.Error("the name typed must stay, the password must not")
	}
	var last page
	for i := range 5 {
		req, _ := http.NewRequest(
			http.MethodPost,
			p.URL+"/login",
			strings.NewReader(url.Values{"_csrf": {b.token}, "username": {"head"}, "password": {"y"}}.Encode()),
		)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-For", fmt.Sprintf("10.0.0.%d", i)) // believed by nobody
		last = b.do(req)
	}
	if last.Status != http.StatusTooManyRequests || last.Header.Get("Retry-After") == "" {
		t.Errorf("after five failures: %d", last.Status)
	}
	if got := b.post("/login", "username", "head", "password", demo.Password); got.Status != http.StatusTooManyRequests {
		t.Errorf("the right password during the wait: %d, want 429", got.Status)
	}
	admin := p.as("admin")
	admin.get("/admin")
	admin.post(fmt.Sprintf("/admin/accounts/%d/unlock", p.number(`SELECT id FROM accounts WHERE username = 'head'`)))
	if got := b.post("/login", "username", "head", "password", demo.Password); got.Status != http.StatusOK {
		t.Errorf("after the admin cleared it: %d", got.Status)
	}
	if strings.Contains(p.log.String(), demo.Password) {
		t.Error("the log holds a password")
	}
}

func TestOneTimePasswordMustBeChanged(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	admin := p.as("admin")
	admin.get("/admin")
	made := admin.post("/admin/accounts", "username", "nguoi.moi", "display", "Người Mới", "role", "committee")
	password := made.text(".notice code")
	if password == "" {
		t.Fatalf("no one-time password shown: %d %s", made.Status, made.text(".notice"))
	}
	b := p.visitor()
	b.get("/login")
	got := b.post("/login", "username", "nguoi.moi", "password", password)
	if got.URL.Path != "/password" {
		t.Fatalf("after the first login at %s", got.URL.Path)
	}
	if got := b.get("/people"); got.URL.Path != "/password" {
		t.Errorf("another page before the change: %s", got.URL.Path)
	}
	for weak, why := range map[string]string{"ngan": "ngắn", "matkhau123456": "dễ đoán", "nguoi.moi.nguoi.moi": "tên đăng nhập"} {
		if got := b.post("/password", "old", password, "password", weak, "repeated", weak); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("weak password (%s): %d", why, got.Status)
		}
	}
	b.post("/password", "old", password, "password", "chiều nay trời có mưa", "repeated", "chiều nay trời có mưa")
	b.get("/login")
	if got := b.post("/login", "username", "nguoi.moi", "password", "chiều nay trời có mưa"); got.URL.Path != "/" {
		t.Errorf("with the new password at %s", got.URL.Path)
	}
}

func TestRolesTakenAwayEndTheSession(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b, admin := p.as("head").still(), p.as("admin")
	admin.get("/admin")
	grant := p.number(
		`SELECT g.id FROM grants g JOIN accounts a ON a.id = g.account_id WHERE a.username = 'head' AND g.role = 'head'`,
	)
	admin.post(fmt.Sprintf("/admin/grants/%d/revoke", grant), "version", "1")
	if got := b.get("/"); got.Status != http.StatusSeeOther {
		t.Errorf("the session lives on: %d", got.Status)
	}
}

func TestRedirectsStayHere(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]string{"/people?q=an": "/people?q=an", "//evil.example": "/",
		"https://evil.example": "/", "/\\evil.example": "/", "/a\nb": "/", "": "/", "javascript:alert(1)": "/"} {
		if got := localPath(next); got != want {
			t.Errorf("localPath(%q) = %q, want %q", next, got, want)
		}
	}
}
