package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"

	"github.com/PuerkitoBio/goquery"
)

// places are what a role is offered: routes by their method and pattern, with one address each for the report.
type places map[string]string

// walker follows the links of a role from page to page, a few pages of each route.
type walker struct {
	*browser
	t       *testing.T
	role    string
	actor   access.Actor
	routes  []route
	seen    map[string]int // pages opened, by route
	known   map[string]bool
	queue   []string
	offered places
}

// mostOfOne is how many pages of one route are opened: pages of one kind in different states offer different things.
const mostOfOne = 12

// patternOf is the route that serves an address; literal parts go before names of parts.
func patternOf(routes []route, method, path string) (found route, ok bool) {
	best := -1
	for _, r := range routes {
		if r.method != method {
			continue
		}
		if literal, matches := fits(r.path, path); matches && literal > best {
			found, ok, best = r, true, literal
		}
	}
	return found, ok
}

// fits tells whether a pattern matches an address, and how many of its parts are literal.
func fits(pattern, path string) (literal int, ok bool) {
	pattern, file := strings.CutSuffix(pattern, ":format")
	if file {
		dot := strings.LastIndexByte(path, '.')
		if dot < 0 {
			return 0, false
		}
		path = path[:dot]
	}
	want, parts := strings.Split(pattern, "/"), strings.Split(path, "/")
	if last := want[len(want)-1]; last == "*" {
		return 0, strings.HasPrefix(path, strings.TrimSuffix(pattern, "*"))
	}
	if len(want) != len(parts) {
		return 0, false
	}
	for i, part := range want {
		switch {
		case strings.HasPrefix(part, ":") && parts[i] != "":
		case part == parts[i]:
			literal++
		default:
			return 0, false
		}
	}
	return literal, true
}

// offer notes a link or a form and reports one that leads nowhere, or where the role may not go.
func (w *walker) offer(from, method, address string) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") {
		return
	}
	r, ok := patternOf(w.routes, method, u.Path)
	switch {
	case strings.HasPrefix(u.Path, "/static/"), u.Path == "/logout":
		return
	case !ok:
		w.t.Errorf("%s: %s offers %s %s, which is no route", w.role, from, method, address)
		return
	case !w.actor.May(r.permission):
		w.t.Errorf("%s: %s offers %s %s, which needs %s", w.role, from, method, address, r.permission)
		return
	}
	w.offered[method+" "+r.path] = address
	page := u.Path + "?" + u.RawQuery
	if method != getMethod || w.known[page] || strings.HasSuffix(r.path, ":format") || w.seen[r.path] >= mostOfOne {
		return
	}
	w.known[page] = true
	w.seen[r.path]++
	w.queue = append(w.queue, address)
}

// walk opens the pages of the queue and gathers what they offer.
func (w *walker) walk() {
	w.queue = []string{"/"}
	for len(w.queue) > 0 {
		at := w.queue[0]
		w.queue = w.queue[1:]
		got := w.get(at)
		if got.Status != http.StatusOK && got.Status != http.StatusSeeOther {
			w.t.Errorf("%s: a page leads to %s, which answers %d", w.role, at, got.Status)
			continue
		}
		got.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
			w.offer(at, getMethod, s.AttrOr("href", ""))
		})
		got.Find("form").Each(func(_ int, s *goquery.Selection) {
			method := strings.ToUpper(s.AttrOr("method", getMethod))
			w.offerForm(at, method, s)
		})
	}
}

// offerForm notes a form's address and those of its buttons.
func (w *walker) offerForm(at, method string, form *goquery.Selection) {
	if action := form.AttrOr("action", ""); action != "" {
		w.offer(at, method, action)
	}
	form.Find("button[formaction]").Each(func(_ int, s *goquery.Selection) {
		w.offer(at, strings.ToUpper(s.AttrOr("formmethod", method)), s.AttrOr("formaction", ""))
	})
	form.Find("[hx-post]").Each(func(_ int, s *goquery.Selection) { w.offer(at, post, s.AttrOr("hx-post", "")) })
}

// unoffered are routes that nobody is led to by a page of the demonstration, with the reason.
var unoffered = map[string]string{}

// TestWhatIsOfferedIsAllowed walks through the portal as each role: no page links where its reader may not go,
// and whatever a role may do is offered somewhere.
func TestWhatIsOfferedIsAllowed(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.EndStreams()
	for _, role := range []string{
		"cadre1", "head", "leader", "committee", "council2", "clerk", "auditor", "admin",
	} {
		t.Run(role, func(t *testing.T) {
			w := &walker{
				browser: p.as(role).still(), t: t, role: role, actor: p.actor(role), routes: p.app.routes(),
				seen: map[string]int{}, known: map[string]bool{}, offered: places{},
			}
			w.walk()
			var missing []string
			for _, r := range w.routes {
				name := r.method + " " + r.path
				if _, ok := w.offered[name]; ok || !w.actor.May(r.permission) || r.permission == access.Public {
					continue
				}
				if _, ok := unoffered[name]; !ok {
					missing = append(missing, name)
				}
			}
			slices.Sort(missing)
			t.Logf("%d routes offered, %d pages\n%s", len(w.offered), len(w.known), strings.Join(missing, "\n"))
		})
	}
}
