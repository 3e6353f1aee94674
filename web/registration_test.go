package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestRegisterConfirmComputeOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("cadre2")
	b.get("/registrations?year=2027")
	got := b.post(
		"/registrations",
		"year",
		"2027",
		"title",
		"ldtt",
		"title",
		"cstdcs",
		"commitment.ldtt",
		"Hoàn thành 100% nhiệm vụ",
	)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Chờ xác nhận") ||
		!strings.Contains(got.Body, "Hoàn thành 100% nhiệm vụ") {
		t.Fatalf("registered: %d %s", got.Status, got.text("main"))
	}
	person := p.number(`SELECT person_id FROM accounts WHERE username = 'cadre2'`)
	id := p.number(`SELECT id FROM registrations WHERE person_id = ? AND campaign_id = 2 AND title = 'ldtt'`, person)
	if got := b.post("/registrations/unit", "year", "2027", "unit", "2", "registration", fmt.Sprint(id)); got.Status != http.StatusForbidden {
		t.Errorf("a cadre confirmed: %d", got.Status)
	}
	head := p.as("head")
	got = head.get("/registrations?year=2027")
	if got.Find(`input[name=registration][value="`+fmt.Sprint(id)+`"]`).Length() != 1 {
		t.Fatalf("the head does not see it: %s", got.text("main"))
	}
	got = head.post(
		"/registrations/unit",
		"year",
		"2027",
		"unit",
		"2",
		"registration",
		fmt.Sprint(id),
		"title",
		"ttldtt",
		"commitment.ttldtt",
		"Giữ vững danh hiệu",
	)
	if got.Status != http.StatusOK ||
		p.number(`SELECT count(*) FROM registrations WHERE id = ? AND state = 'confirmed'`, id) != 1 ||
		p.number(`SELECT count(*) FROM registrations WHERE campaign_id = 2 AND unit_id = 2 AND person_id IS NULL`) != 1 {
		t.Fatalf("confirmed: %d %s", got.Status, got.text("main"))
	}
	b.get("/registrations?year=2027")
	b.post("/registrations", "year", "2027", "title", "cstdcs")
	if p.number(`SELECT count(*) FROM registrations WHERE id = ? AND state = 'confirmed'`, id) != 1 {
		t.Error("a confirmed registration was taken back")
	}
	committee := p.as("committee")
	committee.get("/registrations?year=2027")
	if got := committee.post("/registrations/compute", "year", "2027"); got.Status != http.StatusOK ||
		got.URL.Query().Get("year") != "2027" ||
		p.number(`SELECT count(*) FROM registrations WHERE campaign_id = 2 AND state <> 'withdrawn' AND verdict = ''`) != 0 {
		t.Errorf("computed: %d %s", got.Status, got.URL)
	}
	if got := p.as("auditor").get("/registrations?year=2027"); got.Status != http.StatusOK ||
		got.Find("form[method=post][action^='/registrations']").Length() != 0 {
		t.Error("the auditor finds something to change")
	}
}

func TestARefusedRegistrationKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("cadre2")
	b.get("/registrations?year=2027")
	long := strings.Repeat("a", 1001)
	got := b.post("/registrations", "year", "2027", "title", "ldtt", "commitment.ldtt", long)
	if got.Status != http.StatusUnprocessableEntity || got.Find("textarea[name='commitment.ldtt']").Text() != long ||
		got.Find(`input[value=ldtt][checked]`).Length() != 1 {
		t.Errorf("%d %s", got.Status, got.text(".error"))
	}
	if got := b.post("/registrations", "year", "2026", "title", "ldtt"); got.Status != http.StatusConflict {
		t.Errorf("a closed campaign: %d", got.Status)
	}
}

func TestEveryRuleIsOnThePageAndOnPaper(t *testing.T) {
	p := startPortal(t)
	id := p.number(`SELECT id FROM registrations WHERE title = 'cstdt' AND verdict = 'refused' LIMIT 1`)
	b := p.as("committee")
	got := b.get(fmt.Sprintf("/registrations/%d", id))
	if got.Find(".checks li").Length() != 4 || got.Find(".checks .law").Length() != 4 ||
		!strings.Contains(got.text("main"), "Không đạt") {
		t.Errorf("%d rules: %s", got.Find(".checks li").Length(), got.text("main"))
	}
	paper := b.get(fmt.Sprintf("/registrations/%d/paper", id))
	if paper.Status != http.StatusOK || !strings.Contains(paper.Body, "PHIẾU XÉT ĐIỀU KIỆN") {
		t.Errorf("the paper: %d", paper.Status)
	}
	for _, format := range []string{".pdf", ".docx", ".xlsx"} {
		if got := b.get("/registrations/list" + format + "?year=2026&title=cstdt"); got.Status != http.StatusOK {
			t.Errorf("the list %s: %d", format, got.Status)
		}
	}
	if n := p.countQueries(func() { b.get(fmt.Sprintf("/registrations/%d", id)) }); n > 14 {
		t.Errorf("a registration costs %d queries", n)
	}
}

func TestHonoursAndInitiativesAreEnteredWithTheirDecision(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/people/40")
	if got := b.post("/people/40/honours", "title", "cstdcs", "year", "2019", "decision", "88-QĐ/BTCTU",
		"decided_on", "12/01/2020"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "88-QĐ/BTCTU, 12/01/2020") {
		t.Errorf("honour: %d %s", got.Status, got.text("main"))
	}
	if got := b.post("/people/40/honours", "title", "ttldtt", "year", "2019", "decision", "1", "decided_on",
		"12/01/2020"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a collective's title for a person: %d", got.Status)
	}
	if got := b.post("/people/40/initiatives", "name", "Tra cứu hồ sơ một chạm", "level", "base", "share", "80",
		"year", "2026", "decision", "37-QĐ", "decided_on", "31/02/2026"); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Tra cứu hồ sơ một chạm") {
		t.Errorf("a date that is not: %d", got.Status)
	}
	if got := b.post("/people/40/initiatives", "name", "Tra cứu hồ sơ một chạm", "level", "base", "share", "80",
		"year", "2026", "decision", "37-QĐ", "decided_on", "28/02/2026"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "«Tra cứu hồ sơ một chạm»") {
		t.Errorf("initiative: %d %s", got.Status, got.text("main"))
	}
}

// A head's own registration waits for the leader, who finds it among the own work.
func TestTheLeaderConfirmsAHeadsRegistration(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	head := p.as("head")
	if got := head.get("/"); got.Find(`a[href="/registrations?year=2027"]`).Length() == 0 {
		t.Errorf("nothing says that registration is open: %s", got.text("main"))
	}
	head.get("/registrations?year=2027")
	head.post("/registrations", "year", "2027", "title", "ldtt")
	leader := p.as("leader")
	if got := leader.get("/"); !strings.Contains(got.text("main"), "thủ trưởng đơn vị") {
		t.Errorf("the leader's work: %s", got.text("main"))
	}
	got := leader.get("/registrations?year=2027")
	form := got.Find(`form[action="/registrations/unit"]`).First()
	unit, _ := form.Find("input[name=unit]").Attr("value")
	registration, _ := form.Find("input[name=registration]").Attr("value")
	if got := leader.post("/registrations/unit", "year", "2027", "unit", unit, "registration", registration); got.Status != http.StatusOK ||
		p.number(`SELECT count(*) FROM registrations WHERE id = ? AND state = 'confirmed'`, registration) != 1 {
		t.Errorf("%d: unit %s, registration %s", got.Status, unit, registration)
	}
	if got := p.as("council4").get("/"); got.Find(`a[href="/meetings/2/ballot"]`).Length() == 0 {
		t.Errorf("the ballot is not among the work: %s", got.text("main"))
	}
}
