package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/access"

	"github.com/labstack/echo/v4"
)

// objects are the places of one unit and of another, out of reach of the first one's head.
type objects map[string]string

func (p *site) objects(unit int64) objects {
	first := func(sql string, args ...any) string { return fmt.Sprint(p.number(sql, args...)) }
	return objects{
		"unit": fmt.Sprint(
			unit,
		), "person": first(`SELECT person_id FROM posts WHERE unit_id = ? AND main ORDER BY person_id DESC LIMIT 1`, unit),
		"registration": first(
			`SELECT id FROM registrations WHERE unit_id = ? AND campaign_id = 1 AND person_id IS NOT NULL ORDER BY id DESC LIMIT 1`,
			unit,
		),
		"framework":      first(`SELECT min(id) FROM editions WHERE kind = 'frameworks'`),
		"titles":         first(`SELECT min(id) FROM editions WHERE kind = 'titles'`),
		"drafted titles": first(`SELECT min(id) FROM editions WHERE kind = 'titles' AND state = 'draft'`),
		"documents":      first(`SELECT min(id) FROM editions WHERE kind = 'documents'`),
		"pledge":         first(`SELECT id FROM pledges WHERE unit_id = ? AND movement_id = 2`, unit),
		"initiative": first(
			`SELECT x.initiative_id FROM initiative_authors x JOIN posts po ON po.person_id = x.person_id AND po.main
				AND po.until IS NULL WHERE x.initiative_id NOT IN (SELECT y.initiative_id
				FROM initiative_authors y JOIN accounts a ON a.person_id = y.person_id)
				GROUP BY x.initiative_id HAVING min(po.unit_id) = ? AND max(po.unit_id) = min(po.unit_id) LIMIT 1`,
			unit,
		),
		"decision": first(
			`SELECT d.id FROM decisions d WHERE d.state = 'issued' AND EXISTS (SELECT 1 FROM recipients r
				WHERE r.decision_id = d.id AND r.unit_id IS NOT NULL) AND (? = 2) = EXISTS (SELECT 1
				FROM recipients r
				LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL
				WHERE r.decision_id = d.id AND COALESCE(r.unit_id, po.unit_id) = 2) ORDER BY d.id LIMIT 1`,
			unit,
		),
		"task": first(
			`SELECT id FROM tasks WHERE unit_id = ? AND state <> 'closed' ORDER BY id LIMIT 1`,
			unit,
		),
		"member": first(`SELECT m.id FROM cluster_members m WHERE unit_id = ? AND cluster_id = 2`, unit),
		"card": first(
			`SELECT id FROM scorecards WHERE unit_id = ? AND period_id = 14 AND state = 'reviewed' AND reviewer = 'head' ORDER BY id DESC LIMIT 1`,
			unit,
		),
	}
}

// sampleOf fills a route's path with an object's numbers.
func sampleOf(path string, o objects) string {
	path = strings.NewReplacer(":format", ".docx", ":period", "14", ":post", "1", ":absence", "1", ":appeal", "1", ":unit", o["unit"]).
		Replace(path)
	switch {
	case strings.HasPrefix(path, "/units/"):
		return strings.Replace(path, ":id", o["unit"], 1)
	case strings.HasPrefix(path, "/people/import/"):
		return strings.Replace(path, ":id", "1", 1)
	case strings.HasPrefix(path, "/people/"):
		return strings.Replace(path, ":id", o["person"], 1)
	case strings.HasPrefix(path, "/meetings/"):
		return strings.NewReplacer(":id", "1", ":candidate", "1", ":file", "1").Replace(path)
	case strings.HasPrefix(path, "/movements/"):
		return strings.NewReplacer(":id", "2", ":pledge", o["pledge"]).Replace(path)
	case strings.HasPrefix(path, "/clusters/"):
		return strings.NewReplacer(":id", "2", ":member", o["member"]).Replace(path)
	case strings.HasPrefix(path, "/proposals/:id"):
		return strings.NewReplacer(":id", "1", ":line", "1", ":file", "1").Replace(path)
	case strings.HasPrefix(path, "/decisions/:id/certificates"):
		return strings.Replace(path, ":id", "6", 1)
	case strings.HasPrefix(path, "/ceremonies/:id"):
		return strings.NewReplacer(":id", "2", ":decision", "6", ":paper", "run", ":file", "1", ":guest", "1", ":link", "1", ":template", "1").
			Replace(path)
	case strings.HasPrefix(path, "/decisions/:id"):
		return strings.NewReplacer(":id", o["decision"], ":recipient", "1", ":file", "1", ":template", "1").
			Replace(path)
	case strings.HasPrefix(path, "/initiatives/:id"):
		return strings.NewReplacer(":id", o["initiative"], ":file", "1").Replace(path)
	case strings.Contains(path, "/titles/:code"):
		return strings.NewReplacer(":id", o["drafted titles"], ":code", "ldtt").Replace(path)
	case strings.HasPrefix(path, "/catalogues/titles/:id"):
		return strings.Replace(path, ":id", o["titles"], 1)
	case path == "/catalogues/frameworks/:id/try":
		return strings.Replace(path, ":id", o["framework"], 1) + "?period=14"
	case strings.HasPrefix(path, "/catalogues/frameworks/:id"):
		return strings.Replace(path, ":id", o["framework"], 1)
	case path == "/catalogues/:kind/compare":
		return "/catalogues/titles/compare?id=" + o["titles"] + "&id=" + o["titles"]
	case strings.HasPrefix(path, "/catalogues/:kind"):
		return strings.NewReplacer(":kind", "documents", ":id", o["documents"]).Replace(path)
	case path == "/registrations/quota":
		return path + "?year=2026&title=cstdcs"
	case strings.HasPrefix(path, "/registrations/campaigns"):
		return strings.Replace(path, ":id", "1", 1)
	case strings.HasPrefix(path, "/registrations/"):
		return strings.Replace(path, ":id", o["registration"], 1)
	case strings.HasPrefix(path, "/evaluations/"):
		return strings.Replace(path, ":id", o["card"], 1)
	case strings.HasPrefix(path, "/tasks/:id"):
		return strings.NewReplacer(":id", o["task"], ":file", "1").Replace(path)
	case strings.HasPrefix(path, "/documents/templates"):
		return strings.Replace(path, ":id", "1", 1)
	case strings.HasPrefix(path, "/documents/:id"):
		return strings.NewReplacer(":id", "1", ":file", "999999", ":template", "1").Replace(path)
	case strings.HasPrefix(path, "/programmes/:id"):
		return strings.Replace(path, ":id", "1", 1)
	case strings.HasPrefix(path, "/weeks/:week"):
		return strings.Replace(path, ":week", "2026-W45", 1)
	case strings.HasPrefix(path, "/periods/"):
		return strings.Replace(path, ":id", "14", 1)
	}
	return strings.NewReplacer(":id", "1", "*", "css/base.css").Replace(path)
}

// scoped tells which routes name an object that lies in a unit: out of reach it is not there.
func scoped(path string) bool {
	return strings.HasPrefix(path, "/units/:id") || strings.HasPrefix(path, "/people/:id") ||
		strings.HasPrefix(path, "/evaluations/:id") ||
		strings.HasPrefix(path, "/registrations/:id") ||
		strings.HasPrefix(path, "/movements/:id/pledges/:pledge") ||
		strings.HasPrefix(path, "/clusters/:id/members/:member") ||
		strings.HasPrefix(path, "/initiatives/:id") ||
		strings.HasPrefix(path, "/tasks/:id") ||
		strings.HasPrefix(path, "/decisions/:id") && !strings.Contains(path, "certificates")
}

func TestEveryRouteHasAPermission(t *testing.T) {
	p := startPortal(t)
	known := map[string]bool{"GET /healthz": true, "GET /readyz": true}
	for _, r := range p.app.routes() {
		known[r.method+" "+r.path] = true
		if !access.Known(r.permission) {
			t.Errorf("%s %s: unknown permission %q", r.method, r.path, r.permission)
		}
	}
	e := echo.New()
	if err := p.app.mount(e); err != nil {
		t.Fatal(err)
	}
	for _, r := range e.Routes() {
		if r.Method != echo.RouteNotFound && !known[r.Method+" "+r.Path] {
			t.Errorf("%s %s is not in the table", r.Method, r.Path)
		}
	}
	for _, rule := range access.Rules {
		if rule.Name == "" || len(rule.Roles) == 0 {
			t.Errorf("%s has no name or no role", rule.Permission)
		}
	}
}

// TestRouteMatrix asks for every route as every role and as nobody, once for an object within
// reach and once for one outside: what is expected follows from the policy alone.
func TestRouteMatrix(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.EndStreams() // a stream of events answers and ends
	own, other := p.objects(2), p.objects(3)
	roles := map[access.Role]string{
		access.Cadre:     "cadre2",
		access.Head:      "head",
		access.Leader:    "leader",
		access.Committee: "committee",
		access.Council:   "council9",
		access.Clerk:     "clerk",
		access.Auditor:   "auditor",
		access.Admin:     "admin",
	}
	if len(roles) != len(access.RoleList) {
		t.Fatalf("%d of %d roles have a login here", len(roles), len(access.RoleList))
	}
	browsers := map[access.Role]*browser{}
	actors := map[access.Role]access.Actor{}
	for role, name := range roles {
		browsers[role] = p.as(name).still()
		actors[role] = p.actor(name)
	}
	nobody := p.visitor().still()
	nobody.get("/login")
	checked := 0
	for _, r := range p.app.routes() {
		if r.permission == access.Public || r.path == "/logout" || r.path == "/account/sessions" {
			continue
		}
		for _, o := range []objects{own, other} {
			path := sampleOf(r.path, o)
			if got := ask(nobody, r, path); got != http.StatusSeeOther {
				t.Errorf("nobody %s %s: %d, want 303 to the login page", r.method, path, got)
			}
			for role, b := range browsers {
				got := ask(b, r, path)
				checked++
				if want := expect(actors[role], r, o, own); !want(got) {
					t.Errorf("%s %s %s: %d", role, r.method, path, got)
				}
			}
		}
	}
	if checked < 800 {
		t.Errorf("only %d combinations were checked", checked)
	}
	if strings.Contains(p.log.String(), "panic") {
		t.Error("a handler panicked")
	}
}

func ask(b *browser, r route, path string) int {
	if r.method == getMethod {
		return b.get(path).Status
	}
	return b.post(path).Status
}

// expect derives the answer from the policy: 403 without the permission, 404 for an object out
// of reach, anything but these within it. A post with an empty form may be refused as invalid.
func expect(a access.Actor, r route, o, own objects) func(status int) bool {
	if !a.May(r.permission) {
		return func(status int) bool { return status == http.StatusForbidden }
	}
	reach := a.Reach(r.permission)
	inReach := reach.All || len(reach.Paths) > 0 && (o["unit"] == own["unit"] || reach.Covers("1/"+o["unit"]+"/"))
	if scoped(r.path) && !inReach && r.permission != access.SignedIn {
		return func(status int) bool {
			return status == http.StatusNotFound || status == http.StatusUnprocessableEntity ||
				status == http.StatusForbidden && r.permission == access.TaskDo // seen, but somebody else's
		}
	}
	return func(status int) bool {
		switch {
		case r.method == getMethod && strings.HasPrefix(r.path, "/documents/:id") && !reach.All: // what was sent to one is seen
			return status == http.StatusOK || status == http.StatusNotFound
		case strings.HasSuffix(r.path, "/fill/:template") || strings.HasPrefix(r.path, "/documents/templates/:id"): // there is none yet
			return status != http.StatusInternalServerError
		case r.method == getMethod && strings.HasSuffix(r.path, "/register") || r.method == getMethod &&
			strings.HasSuffix(r.path, "/register:format"): // the books are for who keeps or directs them
			return status == http.StatusOK || status == http.StatusForbidden
		case r.method == getMethod && strings.HasPrefix(r.path, "/programmes/:id") && !reach.All &&
			len(reach.Paths) == 0: // that of the own unit is seen
			return status == http.StatusOK || status == http.StatusNotFound || status == http.StatusForbidden
		case r.method == post: // the empty form is refused, or nothing stands under that number
			return status != http.StatusInternalServerError
		case strings.HasSuffix(r.path, "/events"): // an open stream, which ends with the server
			return status == http.StatusOK
		case strings.HasPrefix(r.path, "/jobs") || strings.HasPrefix(r.path, "/people/import/:id") ||
			strings.HasSuffix(r.path, "/:file") || r.path == "/documents/:id/compare": // nothing stands there yet
			return status == http.StatusNotFound
		}
		return status == http.StatusOK || status == http.StatusSeeOther
	}
}

func (p *site) actor(username string) access.Actor {
	p.t.Helper()
	ctx := p.t.Context()
	id := p.number(`SELECT id FROM accounts WHERE username = ?`, username)
	session, err := p.app.Accounts.Start(ctx, id, "127.0.0.1", "test")
	if err != nil {
		p.t.Fatal(err)
	}
	a, err := p.app.Accounts.Resume(ctx, session, "127.0.0.1")
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

func TestNobodyReviewsTheOwnCard(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	head := p.as("head")
	own := p.card("head", 2026, 10)
	path := fmt.Sprintf("/evaluations/%d", own)
	head.get(path)
	if got := head.post(path+"/review", "version", p.version(own), "mark.g1", "10"); got.Status != http.StatusForbidden {
		t.Errorf("a head scored the own card: %d", got.Status)
	}
	key := fmt.Sprint(own)
	if got := head.post(path+"/score", "version."+key, p.version(own), "points."+key, "99"); got.Status != http.StatusForbidden {
		t.Errorf("a head scored the own card in place: %d", got.Status)
	}
}

func TestAdminAndAuditorChangeNoEvaluation(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	card := p.card("cadre2", 2026, 10)
	for _, name := range []string{"admin", "auditor"} {
		b := p.as(name)
		b.get("/account")
		for _, action := range []string{"save", "submit", "withdraw", "review", "score", "return", "reopen",
			"settle", "send-back", "classify", "appeal"} {
			got := b.post(
				fmt.Sprintf("/evaluations/%d/%s", card, action),
				"version",
				p.version(card),
				"reason",
				"thử",
				"text",
				"thử",
				"grade",
				"A",
			)
			if got.Status != http.StatusForbidden {
				t.Errorf("%s %s: %d, want 403", name, action, got.Status)
			}
		}
	}
}
