package web

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/demo"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// looked is every page of the portal as the roles that use it most.
func (p *site) looked() map[string][]string {
	card := func(name string, month int) string { return fmt.Sprintf("/evaluations/%d", p.card(name, 2026, month)) }
	return map[string][]string{
		"": {"/login"},
		"head": {
			"/",
			"/tasks",
			"/tasks/new",
			"/tasks?view=board&state=all",
			"/tasks?whose=checking",
			fmt.Sprintf("/tasks/%d", p.number(`SELECT id FROM tasks WHERE state = 'done' LIMIT 1`)),
			"/programmes",
			"/programmes/1",
			"/weeks/2026-W45",
			"/weeks/2026-W44",
			"/units/2/periods/14",
			"/units/2/periods/14?show=waiting",
			"/units/2/periods/12",
			"/evaluations",
			"/account",
			"/search?q=an",
			card("cadre2", 10),
			"/units/2",
			"/password",
			"/registrations?year=2027",
			"/clusters/2",
			fmt.Sprintf(
				"/clusters/2/members/%d",
				p.number(`SELECT id FROM cluster_members WHERE cluster_id = 2 AND checker_id = 2`),
			),
			"/movements/3",
			fmt.Sprintf(
				"/movements/2/pledges/%d",
				p.number(`SELECT id FROM pledges WHERE movement_id = 2 AND unit_id = 2`),
			),
		},
		"cadre1": {
			"/",
			card("cadre1", 10),
			card("cadre1", 8),
			"/help",
			"/nowhere",
			"/documents/outgoing",
			"/documents/6",
			"/documents/6/compare",
			"/tasks",
			fmt.Sprintf(
				"/tasks/%d",
				p.number(`SELECT id FROM tasks WHERE state = 'accepted' ORDER BY id DESC LIMIT 1`),
			),
			"/initiatives",
			"/registrations",
			"/registrations?year=2027",
		},
		"clerk": {"/documents/incoming", "/documents/outgoing?state=approved", "/documents/8"},
		"committee": {
			"/documents/templates",
			"/documents/5",
			"/overview",
			"/tasks/products",
			"/programmes?year=2027",
			"/periods",
			"/periods/14",
			"/periods/14/units/2",
			"/people",
			"/people/20",
			"/people/new",
			"/people/20/edit",
			"/people/import",
			"/units",
			"/catalogues/frameworks",
			"/catalogues/frameworks/1",
			"/catalogues/frameworks/compare?id=1&id=2",
			"/catalogues/frameworks/1/try?period=12",
			"/registrations",
			"/registrations/1",
			"/registrations/290",
			"/titles",
			"/proposals",
			"/proposals/1",
			"/proposals/2",
			"/certificates",
			"/certificates/layouts/2",
			"/decisions/6/certificates?layout=2",
			"/ceremonies",
			"/ceremonies/1",
			"/ceremonies/2",
			"/ceremonies/3/live",
			"/ceremonies/3/guests",
			"/ceremonies/3/desk",
			"/ceremonies/3/screen",
			"/decisions",
			"/decisions/3",
			"/decisions/8",
			"/initiatives",
			fmt.Sprintf(
				"/initiatives/%d",
				p.number(`SELECT id FROM initiatives WHERE state = 'registered' ORDER BY id LIMIT 1`),
			),
			"/movements",
			"/movements/2",
			"/movements/4",
			"/clusters",
			"/clusters/1",
			"/clusters/3",
			"/clusters/4",
			"/clusters/1/members/1",
			"/registrations/quota?year=2026&title=cstdcs",
			"/councils",
			"/councils?q=nguyen",
			"/meetings/1",
		},
		"leader":   {"/", "/documents/1", "/overview", "/decisions/7", "/periods/14/approve"},
		"council2": {"/meetings/2", "/meetings/2/ballot", "/meetings/2/candidates/20"},
		"admin":    {"/admin", "/admin/sessions", "/admin/accounts/4", "/audit"},
	}
}

// axeTab is how many pages one tab looks at; tabs work beside each other.
const axeTab = 10

// TestPagesAreAccessible runs axe on every page, wide and narrow and once in the dark, and
// looks for sideways scrolling and for messages on the console.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	pages := p.looked()
	draft := p.as("committee")
	draft.get("/catalogues/frameworks/1")
	copied := draft.post("/catalogues/frameworks/1/copy").URL.Path
	list := "Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n" + p.nameOf20() + ",LĐTT,2019,7-QĐ,05/01/2020\n"
	doubtful := draft.upload("/people/import", "a.csv", []byte(list), "kind", "honours", "unit", "1").URL.Path
	edition := p.number(`SELECT max(id) FROM editions WHERE kind = 'titles'`)
	titles := fmt.Sprintf("/catalogues/titles/%d", edition)
	pages["committee"] = append(
		pages["committee"],
		copied,
		doubtful,
		"/catalogues",
		"/catalogues/titles",
		titles,
		titles+"/titles/cstdcs",
		titles+"/try?year=2026",
		fmt.Sprintf("/catalogues/titles/compare?id=%d&id=%d", edition, edition),
	)
	t.Run("pages", func(t *testing.T) {
		for role, paths := range pages {
			for chunk := range slices.Chunk(paths, axeTab) {
				t.Run(cmp.Or(role, "nobody"), func(t *testing.T) {
					t.Parallel()
					look(chromium(t, p.URL), role, chunk)
				})
			}
		}
		t.Run("the dark month", func(t *testing.T) {
			t.Parallel()
			b := chromium(t, p.URL)
			b.login("head", demo.Password)
			b.open("/units/2/periods/14")
			b.click(`button[name=theme]`)
			b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-bs-theme=dark] button[value=light]`)))
			b.inspect("the dark month", "body")
		})
	})
}

// look opens pages as a role and inspects each, wide and narrow.
func look(b *tab, role string, paths []string) {
	b.t.Helper()
	if role != "" {
		b.login(role, demo.Password)
	}
	part := "body" // the frame is inspected once, then what it holds
	for _, path := range paths {
		b.open(path)
		b.do(chromedp.EmulateViewport(1280, 900))
		b.inspect(fmt.Sprintf("%s %s at 1280 px", role, path), part)
		b.do(chromedp.EmulateViewport(390, 900))
		b.inspect(fmt.Sprintf("%s %s at 390 px", role, path), part, "color-contrast") // the width changes no colour
		part = "main"
	}
}

// inspect runs axe on a part of the page that is open, without some rules; what names it where something is found.
func (b *tab) inspect(what, part string, without ...string) {
	b.t.Helper()
	wide, err := evaluate[bool](b, `document.documentElement.scrollWidth > innerWidth`)
	if err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
	if wide {
		b.t.Errorf("%s scrolls sideways", what)
	}
	if loaded, err := evaluate[bool](b, `Boolean(window.axe)`); err != nil || !loaded {
		b.script(axe + `;0`)
	}
	rules := map[string]map[string]bool{}
	for _, rule := range without {
		rules[rule] = map[string]bool{"enabled": false}
	}
	off, _ := json.Marshal(rules) // never fails: a map of words
	b.script(`window.found = ""; axe.run("` + part + `", {preload: false, resultTypes: ["violations"], rules: ` + string(off) + `}).then(r => {
		const nodes = v => v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ");
		window.found = JSON.stringify(r.violations.map(v => v.id + ": " + nodes(v)));
	})`)
	found := ""
	if !until(func() bool { found, err = evaluate[string](b, `window.found`); return err != nil || found != "" }) ||
		err != nil {
		b.t.Fatalf("%s: axe did not answer: %v", what, err)
	}
	var list []string
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
	if len(list) > 0 {
		b.t.Errorf("%s:\n  %s", what, strings.Join(list, "\n  "))
	}
}
