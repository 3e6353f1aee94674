package web

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/demo"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// looked is every page of the portal as the roles that use it most.
func (p *site) looked() map[string][]string {
	card := func(name string, month int) string { return fmt.Sprintf("/evaluations/%d", p.card(name, 2026, month)) }
	return map[string][]string{
		"":          {"/login"},
		"head":      {"/", "/tasks", "/tasks/new", "/tasks?view=board&state=all", "/tasks?whose=checking", fmt.Sprintf("/tasks/%d", p.number(`SELECT id FROM tasks WHERE state = 'done' LIMIT 1`)), "/programmes", "/programmes/1", "/weeks/2026-W45", "/weeks/2026-W44", "/units/2/periods/14", "/units/2/periods/14?show=waiting", "/units/2/periods/12", "/evaluations", "/account", "/search?q=an", card("cadre2", 10), "/units/2", "/password", "/registrations?year=2027", "/clusters/2", fmt.Sprintf("/clusters/2/members/%d", p.number(`SELECT id FROM cluster_members WHERE cluster_id = 2 AND checker_id = 2`)), "/movements/3", fmt.Sprintf("/movements/2/pledges/%d", p.number(`SELECT id FROM pledges WHERE movement_id = 2 AND unit_id = 2`))},
		"cadre1":    {"/", card("cadre1", 10), card("cadre1", 8), "/help", "/nowhere", "/documents/outgoing", "/documents/6", "/documents/6/compare", "/tasks", fmt.Sprintf("/tasks/%d", p.number(`SELECT id FROM tasks WHERE state = 'accepted' ORDER BY id DESC LIMIT 1`)), "/initiatives", "/registrations", "/registrations?year=2027"},
		"clerk":     {"/documents/incoming", "/documents/outgoing?state=approved", "/documents/8"},
		"committee": {"/documents/templates", "/documents/5", "/overview", "/tasks/products", "/programmes?year=2027", "/periods", "/periods/14", "/periods/14/units/2", "/people", "/people/20", "/people/new", "/people/20/edit", "/people/import", "/units", "/frameworks", "/frameworks/1", "/frameworks/compare?id=1&id=2", "/frameworks/1/try?period=12", "/registrations", "/registrations/1", "/registrations/290", "/titles", "/proposals", "/proposals/1", "/proposals/2", "/certificates", "/certificates/layouts/2", "/decisions/6/certificates?layout=2", "/ceremonies", "/ceremonies/1", "/ceremonies/2", "/ceremonies/3/live", "/ceremonies/3/guests", "/ceremonies/3/desk", "/ceremonies/3/screen", "/decisions", "/decisions/3", "/decisions/8", "/initiatives", fmt.Sprintf("/initiatives/%d", p.number(`SELECT id FROM initiatives WHERE state = 'registered' ORDER BY id LIMIT 1`)), "/movements", "/movements/2", "/movements/4", "/clusters", "/clusters/1", "/clusters/3", "/clusters/4", "/clusters/1/members/1", "/registrations/quota?year=2026&title=cstdcs", "/councils", "/councils?q=nguyen", "/meetings/1"},
		"leader":    {"/", "/documents/1", "/overview", "/decisions/7", "/periods/14/approve"},
		"council2":  {"/meetings/2", "/meetings/2/ballot", "/meetings/2/candidates/20"},
		"admin":     {"/admin", "/admin/sessions", "/admin/accounts/4", "/audit"},
	}
}

// TestPagesAreAccessible runs axe on every page, wide and narrow and once in the dark, and
// looks for sideways scrolling and for messages on the console.
func TestPagesAreAccessible(t *testing.T) {
	p := startPortal(t)
	pages := p.looked()
	draft := p.as("committee")
	draft.get("/frameworks/1")
	doubtful := draft.upload("/people/import", "a.csv", []byte("Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n"+p.nameOf20()+",LĐTT,2019,7-QĐ,05/01/2020\n"), "kind", "honours", "unit", "1")
	pages["committee"] = append(pages["committee"], draft.post("/frameworks/1/copy").URL.Path, doubtful.URL.Path, "/titles/editions", "/titles/editions/2", "/titles/editions/2/titles/cstdcs", "/titles/editions/2/try?year=2026", "/titles/editions/compare?id=1&id=2")
	b := chromium(t, p.URL)
	b.script(`1`)
	for role, paths := range pages {
		if role != "" {
			b.login(role, demo.Password)
		}
		for _, path := range paths {
			for _, width := range []int64{1280, 390} {
				b.do(chromedp.EmulateViewport(width, 900))
				b.open(path)
				b.inspect(fmt.Sprintf("%s %s at %d px", role, path, width))
			}
		}
		if role == "head" {
			b.do(chromedp.EmulateViewport(1280, 900))
			b.open("/units/2/periods/14")
			b.click(`button[name=theme]`)
			b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-bs-theme=dark] button[value=light]`)))
			b.inspect("the dark month")
			b.click(`button[name=theme]`)
			b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-bs-theme=light] button[value=dark]`)))
		}
		if role != "" {
			b.do(chromedp.EmulateViewport(1280, 900))
			b.open("/")
			b.logout()
		}
	}
}

// inspect runs axe on the page that is open.
func (b *tab) inspect(what string) {
	b.t.Helper()
	b.script(axe + `;0`)
	wide, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`))
	if err != nil {
		b.t.Fatal(err)
	}
	if wide {
		b.t.Errorf("%s scrolls sideways", what)
	}
	b.script(`window.found = null; axe.run({resultTypes: ["violations"]}).then(r => { window.found = JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))) })`)
	for range 800 {
		found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`window.found || ""`))
		if err != nil {
			b.t.Fatal(err)
		}
		if found == "" {
			time.Sleep(25 * time.Millisecond)
			continue
		}
		var list []string
		if err := json.Unmarshal([]byte(found), &list); err != nil {
			b.t.Fatal(err)
		}
		if len(list) > 0 {
			b.t.Errorf("%s:\n  %s", what, strings.Join(list, "\n  "))
		}
		return
	}
	b.t.Errorf("%s: axe did not answer", what)
}
