package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
)

// hostile are texts that people and programs send.
var hostile = []string{
	"' OR 1=1 --",
	"<script>alert(1)</script>",
	"{{7*7}}",
	"../../etc/passwd",
	strings.Repeat("ă", 5000),
	"=1+1",
	"-1",
	"1e999",
	"NaN",
	"0x10",
	"﷽𝕏🙂",
	"a\tb",
	"31/02/2026",
	"99999999999999999999",
	"%00",
	"true",
}

// TestHostileTextNeverBreaks sends hostile text in every known field of every form, as the
// role that may, and looks for answers that tell of insides.
func TestHostileTextNeverBreaks(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.EndStreams()
	fields := []string{
		"name",
		"username",
		"display",
		"role",
		"unit",
		"kind",
		"title",
		"since",
		"until",
		"reason",
		"text",
		"answer",
		"points",
		"version",
		"card",
		"mark.g1",
		"product.name.0",
		"product.assigned.0",
		"product.completed.0",
		"comment",
		"year",
		"month",
		"self_due",
		"head_due",
		"appeal_days",
		"session",
		"next",
		"from",
		"total",
		"formula.0",
		"group.0.max",
		"grade.0",
		"quota.share",
		"style",
		"body",
		"parent",
		"kind",
		"since",
		"form",
		"decision",
		"decided_on",
		"column.name",
		"last",
		"account",
		"once",
		"special",
		"grade",
		"classified",
		"language",
		"theme",
	}
	o := p.objects(2)
	type person struct {
		*browser
		name  string
		actor access.Actor
	}
	var people []person
	for _, name := range []string{"committee", "head", "admin", "cadre2", "leader"} {
		b := p.as(name).still()
		b.get("/account")
		people = append(people, person{b, name, p.actor(name)})
	}
	for _, r := range p.app.routes() {
		if slices.Contains([]string{"/logout", "/login", "/password", "/account/sessions"}, r.path) {
			continue
		}
		may := slices.DeleteFunc(slices.Clone(people), func(x person) bool { return !x.actor.May(r.permission) })
		for i := range max(len(hostile), len(may)) {
			if len(may) == 0 {
				break
			}
			// Those who may share the texts, so that every page meets all of them once.
			who, text := may[i%len(may)], hostile[i%len(hostile)]
			path := sampleOf(strings.TrimSuffix(r.path, "/try"), o)
			if r.method == post {
				pairs := []string{"_csrf", who.fresh()}
				for j, f := range fields {
					pairs = append(pairs, f, hostile[(i+j)%len(hostile)])
				}
				leaks(t, who.name+" "+r.path, who.send(path, append(pairs, "remark", text)...))
			} else if i < 6 {
				query := url.Values{}
				for _, field := range []string{"q", "sort", "page", "show", "unit", "year", "next"} {
					query.Set(field, text)
				}
				leaks(t, who.name+" "+r.path, who.get(path+"?"+query.Encode()))
			}
		}
	}
}

func leaks(t *testing.T, what string, got page) {
	t.Helper()
	if got.Status >= http.StatusInternalServerError {
		t.Errorf("%s: %d", what, got.Status)
	}
	for _, inside := range []string{"<script>alert", "SQLITE", "sqlite3", "goroutine ", "gorm", "/internal/"} {
		if strings.Contains(got.Body, inside) {
			t.Errorf("%s shows %q", what, inside)
		}
	}
}

func TestControlCharactersAreRefused(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/units")
	for _, name := range []string{"Phòng\x00", "Phòng \xff\xfe", "Phòng \x1b[31m"} {
		if got := b.post("/units", "name", name, "parent", "1", "kind", "department"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d, want 422", name, got.Status)
		}
	}
	b.get("/units")
	if got := b.post("/units", "name", "Phòng Cải cách", "parent", "1", "kind", "department"); got.Status != http.StatusOK {
		t.Errorf("a good name: %d", got.Status)
	}
	if got := b.post("/units", "name", strings.Repeat("x", 2<<20), "parent", "1", "kind",
		"department"); got.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("two megabytes: %d, want 413", got.Status)
	}
}
