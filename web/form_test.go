package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/fault"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"
)

// formRoles are accounts of the demonstration; every role is among them.
var formRoles = []string{
	"cadre1", "cadre2", "head", "leader", "committee", "council1", "council2", "clerk", "auditor", "admin",
}

// shownForm is a form as a page shows it to a role.
type shownForm struct {
	role, page string
	route      route
	action     string            // with its query
	fields     []string          // names and values that a browser sends where nothing is typed, without the token
	choices    map[string]string // the first box that can be ticked, by name
	files      bool              // it uploads something
}

func (f shownForm) name() string { return f.role + " " + f.page + " → " + f.route.path }

// routing answers which line of the map of the site serves a path, as the server itself finds it.
func (p *site) routing() func(method, path string) (route, bool) {
	p.t.Helper()
	e := echo.New()
	if err := p.app.mount(e); err != nil {
		p.t.Fatal(err)
	}
	lines := map[string]route{}
	for _, r := range p.app.routes() {
		lines[r.method+r.path] = r
	}
	return func(method, path string) (route, bool) {
		c := e.NewContext(nil, nil)
		e.Router().Find(method, path, c)
		r, ok := lines[method+c.Path()]
		return r, ok
	}
}

// walk is what the forms of all pages are gathered from: the pages, and the browser of each role.
type walk struct {
	*site
	pages    []string
	browsers map[string]*browser
	served   func(method, path string) (route, bool)
}

// mostForms is how many forms of one route and role are tried.
const mostForms = 3

// forms brings the demonstration into states that show more of its forms, and gathers the forms of every page
// as each role, some of each route and role. A page must not offer what the role may not do.
func (p *site) forms() (walk, []shownForm) {
	p.t.Helper()
	w := walk{site: p, browsers: map[string]*browser{}, served: p.routing()}
	for _, role := range formRoles {
		w.browsers[role] = p.as(role).still()
	}
	w.pages = w.staged()
	for role, paths := range p.looked() {
		if role != "" {
			w.pages = append(w.pages, paths...)
		}
	}
	slices.Sort(w.pages)
	w.pages = slices.Compact(w.pages)
	var list []shownForm
	for _, role := range formRoles {
		actor, seen := p.actor(role), map[string]int{}
		for _, path := range w.pages {
			for _, f := range w.formsOf(role, path) {
				if !actor.May(f.route.permission) {
					p.t.Errorf("%s %s: offers %s, which the role may not do", role, path, f.route.path)
				}
				if seen[f.route.path]++; seen[f.route.path] <= mostForms {
					list = append(list, f)
				}
			}
		}
	}
	return w, list
}

// formsOf are the forms of one page.
func (w walk) formsOf(role, path string) (list []shownForm) {
	w.t.Helper()
	got := w.browsers[role].get(path)
	add := func(s *goquery.Selection, action string) {
		at, err := url.Parse(action)
		if err != nil {
			w.t.Fatalf("%s: the form's address %q", path, action)
		}
		r, ok := w.served(post, at.Path)
		if !ok {
			w.t.Errorf("%s %s: a form goes to %s, where nothing is", role, path, action)
			return
		}
		token, once, _ := strings.Cut(s.Find("input[name=_csrf]").AttrOr("value", ""), ".")
		if token == "" || once == "" {
			w.t.Errorf("%s %s: the form to %s has no token", role, path, r.path)
		}
		list = append(list, shownForm{role: role, page: path, route: r, action: action,
			fields: sentFields(s), choices: choices(s), files: s.Find("input[type=file]").Length() > 0})
	}
	got.Find(`form[method="post"]`).Each(func(_ int, form *goquery.Selection) {
		add(form, form.AttrOr("action", got.URL.Path))
		form.Find("button[formaction]").Each(func(_ int, button *goquery.Selection) {
			add(form, button.AttrOr("formaction", ""))
		})
	})
	return list
}

// sentFields are the names and values that a browser sends for a form in which nothing is typed, without the
// token and without a button.
func sentFields(form *goquery.Selection) (list []string) {
	form.Find("input[name], select[name], textarea[name]").Each(func(_ int, s *goquery.Selection) {
		name, value := s.AttrOr("name", ""), s.AttrOr("value", "")
		_, disabled := s.Attr("disabled")
		_, checked := s.Attr("checked")
		kind := s.AttrOr("type", "")
		choice := kind == "checkbox" || kind == "radio"
		if name == "_csrf" || disabled || kind == "file" || choice && !checked {
			return
		}
		switch goquery.NodeName(s) {
		case "select":
			chosen := s.Find("option[selected]")
			if chosen.Length() == 0 {
				chosen = s.Find("option").First()
			}
			value = chosen.AttrOr("value", "")
		case "textarea":
			value = s.Text()
		}
		list = append(list, name, value)
	})
	return list
}

// choices are the first boxes of each name that are not ticked.
func choices(form *goquery.Selection) map[string]string {
	first := map[string]string{}
	form.Find(`input[type="checkbox"][name]`).Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		if _, ticked := s.Attr("checked"); !ticked && first[name] == "" {
			first[name] = s.AttrOr("value", "")
		}
	})
	return first
}

// filled is a form with what the table of samples types into it; "first" ticks the first box.
func (f shownForm) filled() []string {
	list := with(f.fields, typed(samples[f.route.path])...)
	for i := 0; i+1 < len(list); i += 2 {
		if choice, ok := f.choices[list[i]]; ok && list[i+1] == "first" {
			list[i+1] = choice
		}
	}
	return list
}

// TestEveryChangeChecksItsVersion: a form that changes a record carries the version of its page, and sent
// from a page that is no longer current it answers 409 and changes nothing. No such form is left out but those
// in unreached.
func TestEveryChangeChecksItsVersion(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	w, forms := p.forms()
	proved, otherwise := map[string]bool{}, map[string][]string{}
	for _, f := range forms {
		if f.route.form != changing {
			continue
		}
		if at := slices.Index(f.fields, "version"); at < 0 || at%2 == 1 {
			t.Errorf("%s: the form has no version", f.name())
			continue
		}
		answer, stale := w.sentStale(f)
		if stale {
			proved[f.route.path] = true
		} else {
			otherwise[f.route.path] = append(otherwise[f.route.path], answer)
		}
	}
	for _, r := range p.app.routes() {
		_, excused := unreached[r.path]
		switch {
		case r.form != changing:
		case !proved[r.path] && !excused:
			t.Errorf("no form to %s was refused because of its version: %q", r.path, otherwise[r.path])
		case proved[r.path] && excused:
			t.Errorf("the form to %s is reached; it needs no excuse", r.path)
		}
	}
	t.Logf("reached %d: %s", len(proved), strings.Join(slices.Sorted(maps.Keys(proved)), " "))
	t.Logf("not reached %d: %s", len(unreached), strings.Join(slices.Sorted(maps.Keys(unreached)), " "))
}

// sentStale sends a form with the version of a page that is no longer current. It reports whether the answer
// was 409 for that reason; a form may be refused for another reason, but must do nothing.
func (w walk) sentStale(f shownForm) (answer string, stale bool) {
	w.t.Helper()
	fields := with(f.filled(), "version", "999999")
	before := w.changes()
	got := w.browsers[f.role].post(f.action, fields...)
	answer = fmt.Sprintf("%s: %d %s", f.name(), got.Status, got.text(".notice, .error"))
	if after := w.changes(); after != before || got.Status < http.StatusBadRequest {
		w.t.Errorf("%s: sent from a stale page it did something: %s", f.name(), answer)
	}
	said := strings.Contains(got.Body, fault.ErrStale.Error()) ||
		strings.Contains(got.Body, "Phiếu đã được lưu từ nơi khác") // a card shows both versions
	return answer, got.Status == http.StatusConflict && said
}

// changes counts what a successful form leaves behind, whatever it does.
func (p *site) changes() string {
	return fmt.Sprint(p.number(`SELECT count(*) FROM audit_log`), p.number(`SELECT count(*) FROM form_tokens`))
}
