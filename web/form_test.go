package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/demo"

	"github.com/PuerkitoBio/goquery"
)

// shownForm is a form as a page shows it to a role.
type shownForm struct {
	role, page string
	route      route
	action     string   // with its query
	fields     []string // names and values, without the token
	token      string   // of the session
	files      bool     // it uploads something
}

func (f shownForm) name() string { return f.role + " " + f.page + " → " + f.route.path }

// routeOf finds the line of the map of the site that serves a path; fixed words go before names.
func routeOf(list []route, method, path string) (route, bool) {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	best, fixed := route{}, -1
	for _, r := range list {
		pattern := strings.Split(strings.Trim(r.path, "/"), "/")
		if r.method != method || len(pattern) != len(segments) {
			continue
		}
		same := 0
		for i, p := range pattern {
			switch {
			case p == segments[i]:
				same++
			case !strings.HasPrefix(p, ":"):
				same = -len(pattern) * 2
			}
		}
		if same > fixed {
			best, fixed = r, same
		}
	}
	return best, fixed >= 0
}

// forms gathers the forms of every page that is looked at, one of each route and role.
func (p *site) forms() (list []shownForm) {
	p.t.Helper()
	routes, seen := p.app.routes(), map[string]bool{}
	for role, paths := range p.looked() {
		if role == "" {
			continue
		}
		b := p.as(role)
		for _, path := range paths {
			got := b.get(path)
			got.Find(`form[method="post"]`).Each(func(_ int, s *goquery.Selection) {
				action := s.AttrOr("action", got.URL.Path)
				at, err := url.Parse(action)
				if err != nil {
					p.t.Fatalf("%s: the form's address %q", path, action)
				}
				r, ok := routeOf(routes, post, at.Path)
				if !ok {
					p.t.Errorf("%s %s: a form goes to %s, where nothing is", role, path, action)
					return
				}
				if !p.actor(role).May(r.permission) {
					p.t.Logf("%s %s: offers %s, which the role may not do", role, path, r.path)
				}
				key := role + " " + r.path
				if seen[key] {
					return
				}
				seen[key] = true
				token, once, _ := strings.Cut(s.Find("input[name=_csrf]").AttrOr("value", ""), ".")
				if token == "" || once == "" {
					p.t.Errorf("%s %s: the form to %s has no token", role, path, r.path)
				}
				list = append(list, shownForm{role: role, page: path, route: r, action: action, token: token,
					fields: fieldsOf(s), files: s.Find("input[type=file]").Length() > 0})
			})
		}
	}
	return list
}

// TestEveryFormBringsWhatItsRouteSays: a form that changes a record carries the version of its page, and sent
// from a page that is no longer current it changes nothing.
func TestEveryFormBringsWhatItsRouteSays(t *testing.T) {
	p := startPortal(t)
	changed, proved, browsers := 0, 0, map[string]*browser{}
	for _, f := range p.forms() {
		if f.route.form != changing {
			continue
		}
		at := slices.Index(f.fields, "version")
		if at < 0 || at%2 == 1 {
			t.Errorf("%s: the form has no version", f.name())
			continue
		}
		changed++
		stale := filled(with(f.fields, "version", "999999"))
		b := browsers[f.role]
		if b == nil {
			b = p.as(f.role).still()
			browsers[f.role] = b
		}
		before := p.number(`SELECT count(*) FROM audit_log`)
		got := b.post(f.action, stale...)
		if after := p.number(`SELECT count(*) FROM audit_log`); after != before {
			t.Errorf("%s: sent from a stale page it did something", f.name())
		}
		switch got.Status {
		case http.StatusConflict:
			proved++
		case http.StatusUnprocessableEntity, http.StatusForbidden: // refused for what was not typed
		default:
			t.Errorf("%s: sent from a stale page it answers %d", f.name(), got.Status)
		}
	}
	t.Logf("%d of %d forms that change something answered 409", proved, changed)
}

// filled gives every empty field something, and a password where one is asked for.
func filled(fields []string) []string {
	for i := 0; i+1 < len(fields); i += 2 {
		switch {
		case fields[i] == "password":
			fields[i+1] = demo.Password
		case fields[i+1] == "":
			fields[i+1] = "1"
		}
	}
	return fields
}
