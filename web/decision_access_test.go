package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/demo"

	"gorm.io/gorm"
)

// narrow makes the leader's account the leader of one unit.
func (p *site) narrow(unit int64) {
	p.t.Helper()
	err := p.store.Write(p.t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(
			`UPDATE grants SET unit_id = ? WHERE role = 'leader' AND account_id = (SELECT id FROM accounts WHERE username = 'leader')`,
			unit,
		).Error
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestALeaderOfOneUnitSignsForThatUnitOnly: decision 7 of the demonstration waits for a signature and
// honours fifteen units, none of them unit 9.
func TestALeaderOfOneUnitSignsForThatUnitOnly(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	if n := p.number(`SELECT count(*) FROM recipients WHERE decision_id = 7 AND unit_id = 9`); n != 0 {
		t.Fatal("unit 9 is among the recipients of decision 7")
	}
	p.narrow(9)
	leader := p.as("leader")
	if got := leader.get("/"); strings.Contains(got.text("main"), "Ký quyết định khen thưởng") {
		t.Error("the decision of other units waits for the leader of unit 9")
	}
	list := leader.get("/decisions")
	want := p.number(`SELECT count(DISTINCT r.decision_id) FROM recipients r
		JOIN decisions d ON d.id = r.decision_id AND d.state = 'issued'
		LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL
		WHERE COALESCE(r.unit_id, po.unit_id) = 9
		OR r.person_id = (SELECT person_id FROM accounts WHERE username = 'leader')`)
	if got := list.Find("tbody tr").Length(); int64(got) != want || want > 5 {
		t.Errorf("the leader of unit 9 sees %d decisions, want %d", got, want)
	}
	for _, path := range []string{"/decisions/7", "/decisions/7/list.pdf", "/decisions/7/text", "/proposals/1",
		"/proposals/2", "/proposals/1/list"} {
		if got := leader.get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, got.Status)
		}
	}
	if got := leader.get("/proposals"); got.Find("tbody tr").Length() != 0 {
		t.Errorf("the leader of unit 9 sees %d proposals", got.Find("tbody tr").Length())
	}
	version := p.versionOf("/decisions/7")
	for step, values := range map[string][]string{
		"/sign":   {"version", version, "title", "PHÓ TRƯỞNG BAN", "password", demo.Password},
		"/return": {"version", version, "reason", "Thử"},
	} {
		if got := leader.post("/decisions/7"+step, values...); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", step, got.Status)
		}
	}
	if n := p.number(`SELECT count(*) FROM decisions WHERE id = 7 AND state = 'signing'`); n != 1 {
		t.Error("the decision did not stay as it was")
	}
}

// TestAnOfficerKeepsOffTheOwnLine: the committee's officer puts nobody forward who is the officer.
func TestAnOfficerKeepsOffTheOwnLine(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	me := p.number(`SELECT person_id FROM accounts WHERE username = 'committee'`)
	b := p.as("committee")
	name := p.words(`SELECT p.name || ', ' || u.name FROM people p JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		JOIN units u ON u.id = po.unit_id WHERE p.id = ?`, me)[0]
	b.get("/decisions")
	path := b.post("/decisions", "body", "Ban Tổ chức Thành ủy", "subject", "Tặng Giấy khen").URL.Path
	got := b.post(
		path+"/recipients",
		"version",
		p.versionOf(path),
		"form",
		"gk",
		"kind",
		"person",
		"year",
		"2026",
		"lines",
		name,
	)
	if got.Status != http.StatusForbidden {
		t.Errorf("the officer put the own name on the list: %d %s", got.Status, got.text(".notice, .error"))
	}
	if n := p.number(fmt.Sprintf(`SELECT count(*) FROM recipients WHERE decision_id = %s`, path[strings.LastIndex(path, "/")+1:])); n != 0 {
		t.Errorf("%d lines were added", n)
	}
}
