package web

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"congthidua/internal/access"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"
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
	router  *echo.Echo
	seen    map[string]int // pages opened, by route
	known   map[string]bool
	queue   []string
	from    map[string]string // the page that leads to one of the queue
	offered places
}

// mostOfOne is how many pages of one route are opened: pages of one kind in different states offer different things.
const mostOfOne = 12

// patternOf is the route that serves an address, as the router finds it.
func (w *walker) patternOf(method, path string) (found route, ok bool) {
	at := w.router.NewContext(nil, nil)
	w.router.Router().Find(method, path, at)
	for _, r := range w.routes {
		if r.method == method && r.path == at.Path() {
			return r, true
		}
	}
	return route{}, false
}

// offer notes a link or a form and reports one that leads nowhere, or where the role may not go.
func (w *walker) offer(from, method, address string) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") {
		return
	}
	r, ok := w.patternOf(method, u.Path)
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
	w.from[address] = from
}

// walk opens the pages of the queue and gathers what they offer.
func (w *walker) walk() {
	w.queue = []string{"/"}
	for len(w.queue) > 0 {
		at := w.queue[0]
		w.queue = w.queue[1:]
		got := w.get(at)
		if got.Status != http.StatusOK && got.Status != http.StatusSeeOther {
			w.t.Errorf("%s: %s leads to %s, which answers %d", w.role, w.from[at], at, got.Status)
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

// unoffered are routes to which no page of the demonstration leads, with the reason. What is tried by a test of its
// own stands here because the demonstration has no record in that state.
var unoffered = map[string]string{
	"POST /logout":                              "every page has it",
	"GET /jobs/:id":                             "the job that was just begun",
	"GET /jobs/:id/file":                        "a job that left a file",
	"GET /units/:id/below":                      "a script asks for it",
	"GET /tasks/people":                         "a script asks for it",
	"GET /tasks/units":                          "a script asks for it",
	"GET /ceremonies/:id/events":                "a script listens to it",
	"GET /people/import/:id":                    "a list that was just uploaded",
	"POST /people/import/:id/map":               "a list that was just uploaded",
	"POST /people/import/:id/apply":             "a list that was just uploaded",
	"POST /people/import/:id/answers":           "a list with doubts",
	"GET /people/import/:id/refused.xlsx":       "a list with refused rows",
	"POST /account/delegations/:id/revoke":      "a role that was passed on",
	"POST /people/:id/posts/:post/end":          "somebody with a second post",
	"POST /people/:id/absences/:absence/remove": "an absence to come",
	"POST /periods/:id/units/:unit":             "a unit that asks for the special share",
	"POST /catalogues/frameworks/:id":           "a draft of a framework",
	"POST /catalogues/:kind/:id":                "a draft of a catalogue",
	"POST /catalogues/titles/:id/adopt":         "an edition that is newer than a campaign",
	"POST /registrations/:id/allow":             "a registration without an answer of the rules",
	"POST /councils/members":                    "somebody who is no member was searched for",
	"POST /meetings/:id/open":                   "a meeting that is prepared",
	"POST /meetings/:id/drop":                   "a meeting that is prepared",
	"POST /decisions/:id/issue":                 "a decision that was just signed",
	"POST /decisions/:id/receive":               "a decision of another body that is entered",
	"POST /initiatives/:id/decide":              "an initiative that waits",
	"POST /ceremonies/:id/decisions":            "a ceremony in preparation with decisions left",
	"POST /ceremonies/:id/mail":                 "a portal with a mail server",
	"GET /ceremonies/:id/fill/:template":        "a template of the office",
	"GET /documents/:id/fill/:template":         "a template of the office",
	"GET /initiatives/:id/files/:file":          "an uploaded file",
	"POST /initiatives/:id/files/:file/remove":  "an uploaded file",
	"GET /meetings/:id/files/:file":             "an uploaded file",
	"POST /meetings/:id/files/:file/remove":     "an uploaded file",
	"GET /proposals/:id/files/:file":            "an uploaded file",
	"POST /proposals/:id/files/:file/remove":    "an uploaded file",
	"GET /decisions/:id/files/:file":            "an uploaded file",
	"POST /decisions/:id/files/:file/remove":    "an uploaded file",
	"GET /ceremonies/:id/files/:file":           "an uploaded file",
	"POST /ceremonies/:id/files/:file/remove":   "an uploaded file",
	"GET /tasks/:id/files/:file":                "an uploaded file",
	"POST /tasks/:id/files/:file/remove":        "an uploaded file",
}

// unlinked are pages without a number that a role may open and no page leads it to, with the reason.
var unlinked = map[string]string{
	"GET /tasks/people":       "a script asks for it",
	"GET /tasks/units":        "a script asks for it",
	"GET /registrations/list": "who sees the own line alone has it on the page",
}

// TestWhatIsOfferedIsAllowed walks through the portal as each role: no page links where its reader may not go,
// every list and form page that a role may open is offered to it, and every route to somebody.
func TestWhatIsOfferedIsAllowed(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.EndStreams()
	routes, router := p.app.routes(), echo.New()
	if err := p.app.mount(router); err != nil {
		t.Fatal(err)
	}
	all := places{}
	for _, role := range []string{
		"cadre1", "head", "leader", "committee", "council2", "clerk", "auditor", "admin",
	} {
		t.Run(role, func(t *testing.T) {
			w := &walker{
				browser: p.as(role).still(), t: t, role: role, actor: p.actor(role), routes: routes, router: router,
				seen: map[string]int{}, known: map[string]bool{}, offered: places{}, from: map[string]string{},
			}
			w.walk()
			maps.Copy(all, w.offered)
			for _, r := range routes {
				name := r.method + " " + r.path
				_, offered := w.offered[name]
				if r.method != getMethod || strings.Contains(r.path, ":") || r.permission == access.Public ||
					offered || unlinked[name] != "" || !w.actor.May(r.permission) || w.get(r.path).Status != http.StatusOK {
					continue
				}
				t.Errorf("%s may open %s, and no page leads there", role, r.path)
			}
		})
	}
	for _, r := range routes {
		name := r.method + " " + r.path
		if _, offered := all[name]; !offered && unoffered[name] == "" && r.permission != access.Public {
			t.Errorf("no page offers %s", name)
		}
	}
}
