package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestFormsOfAFileCarryItsVersion: each form that changes something of a person brings what its page was made
// from; two people on the same page do not overwrite each other.
func TestFormsOfAFileCarryItsVersion(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	const path = "/people/40"

	edit := b.get(path + "/edit")
	form := edit.fields("main form")
	if got := b.post(path, with(form, "phone", "0900000001")...); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "0900000001") {
		t.Fatalf("saved: %d %s", got.Status, got.text("main"))
	}
	if got := b.post(path, with(form, "phone", "0900000002")...); got.Status != http.StatusConflict {
		t.Errorf("the other page: %d", got.Status)
	}

	page := b.get(path)
	add := with(with(page.fields("form[action$='/posts']"), "title", "Tổ trưởng"), "main", "")
	if got := b.post(path+"/posts", add...); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Tổ trưởng") {
		t.Fatalf("a second post: %d %s", got.Status, got.text("main"))
	}
	page = b.get(path)
	action, _ := page.Find("form[action$='/end']").Attr("action")
	if got := b.post(action, "version", "9"); got.Status != http.StatusConflict {
		t.Errorf("the end of a post, out of date: %d", got.Status)
	}
	if got := b.post(action, page.fields("form[action$='/end']")...); got.Status != http.StatusOK ||
		got.Find("form[action$='/end']").Length() != 0 {
		t.Errorf("the end of a post: %d", got.Status)
	}

	b.post(path+"/absences", "kind", "sick", "since", "02/11/2026")
	page = b.get(path)
	action, _ = page.Find("form[action$='/remove']").Attr("action")
	if got := b.post(action, "version", "9"); got.Status != http.StatusConflict {
		t.Errorf("an absence removed, out of date: %d", got.Status)
	}
	if got := b.post(action, page.fields("form[action$='/remove']")...); got.Status != http.StatusOK {
		t.Errorf("an absence removed: %d", got.Status)
	}
}

// TestTheOwnFileOffersNoForms: an officer changes the own phone, but records nothing of the own.
func TestTheOwnFileOffersNoForms(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	own := fmt.Sprintf("/people/%d", p.number(`SELECT person_id FROM accounts WHERE username = 'committee'`))
	page := b.get(own)
	for _, form := range []string{"posts", "absences", "disciplines", "honours", "initiatives"} {
		if page.Find(fmt.Sprintf("form[action$='/%s']", form)).Length() != 0 {
			t.Errorf("the own file offers %s", form)
		}
		if b.get("/people/40").Find(fmt.Sprintf("form[action$='/%s']", form)).Length() != 1 {
			t.Errorf("another's file lacks %s", form)
		}
	}
	if page.Find("a[href$='/edit']").Length() != 1 {
		t.Error("the own name and phone cannot be changed")
	}
	for path, form := range map[string][]string{
		"/posts":       {"title", "Trưởng phòng", "unit", "3", "since", "01/11/2026", "version", "1"},
		"/absences":    {"kind", "leave", "since", "02/11/2026"},
		"/disciplines": {"form", "reprimand", "decision", "1-QĐ", "decided_on", "02/11/2026"},
		"/honours":     {"title", "ldtt", "year", "2019", "decision", "1-QĐ", "decided_on", "02/01/2020"},
	} {
		if got := b.post(own+path, form...); got.Status != http.StatusForbidden {
			t.Errorf("%s: %d, want 403", path, got.Status)
		}
	}
}

// TestTheTreeUnfolds: two levels at first, the rest behind its line, with and without JavaScript.
func TestTheTreeUnfolds(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/units/2")
	if got := b.post("/units", "name", "Tổ Số hóa", "kind", "department", "parent", "2"); got.Status != http.StatusOK {
		t.Fatalf("a unit below another: %d %s", got.Status, got.text("main"))
	}
	page := b.get("/units")
	if strings.Contains(page.text("tbody"), "Tổ Số hóa") || page.Find("[data-unfold]").Length() != 1 {
		t.Errorf("the tree: %s", page.text("tbody"))
	}
	link := page.Find("[data-unfold]")
	href, _ := link.Attr("href")
	if got := b.get(href); !strings.Contains(got.text("tbody"), "Tổ Số hóa") ||
		got.Find("[data-unfold]").Length() != 0 {
		t.Errorf("without JavaScript: %s", got.text("tbody"))
	}
	fragment, _ := link.Attr("hx-get")
	if got := b.get(fragment); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "<tr") ||
		strings.Count(got.Body, "<tr") != 1 {
		t.Errorf("the lines: %d %s", got.Status, got.Body)
	}
	if got := p.as("head2").get(fragment); got.Status != http.StatusNotFound {
		t.Errorf("out of reach: %d", got.Status)
	}
}

// TestHeadAndLeaderBelowTheRoot: leader2 is in charge of unit 2, head15 heads unit 20. Neither sees the other's.
func TestHeadAndLeaderBelowTheRoot(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	person := func(unit int) string {
		return fmt.Sprint(p.number(`SELECT person_id FROM posts WHERE unit_id = ? AND main ORDER BY id LIMIT 1`, unit))
	}
	for name, c := range map[string]struct{ own, other int }{"leader2": {2, 20}, "head15": {20, 2}, "head": {2, 20}} {
		b := p.as(name)
		for unit, want := range map[int]int{c.own: http.StatusOK, c.other: http.StatusNotFound, 3: http.StatusNotFound} {
			for _, path := range []string{fmt.Sprint("/units/", unit), "/people/" + person(unit), fmt.Sprint("/units/", unit, "/below")} {
				if got := b.get(path); got.Status != want {
					t.Errorf("%s %s: %d, want %d", name, path, got.Status, want)
				}
			}
		}
		if own := fmt.Sprint("/units/", c.own); b.get("/units").Find(fmt.Sprintf("a[href='%s']", own)).Length() != 1 {
			t.Errorf("%s does not find %s in the tree", name, own)
		}
		if rows := b.get("/people").Find("td.who a"); rows.Length() < 1 {
			t.Errorf("%s sees nobody", name)
		}
		if n := b.get(fmt.Sprint("/people?unit=", c.other)).Find("td.who a").Length(); n != 0 {
			t.Errorf("%s sees %d people of unit %d", name, n, c.other)
		}
	}
	for _, name := range []string{"leader2", "head15"} {
		for _, path := range []string{"/", "/account", "/help", "/evaluations", "/registrations", "/tasks"} {
			if got := p.as(name).get(path); got.Status != http.StatusOK {
				t.Errorf("%s %s: %d", name, path, got.Status)
			}
		}
	}
}
