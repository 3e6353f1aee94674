package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestTheCouncilIsPrepared(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	got := b.get("/councils?q=nguyen")
	if got.Status != http.StatusOK || got.Find("button[name=role][value=member]").Length() == 0 {
		t.Fatalf("%d: nobody found", got.Status)
	}
	if got := b.post("/councils/members", "person", "60", "role", "chair"); got.Status != http.StatusConflict {
		t.Errorf("a second chair: %d", got.Status)
	}
	if got := b.post("/councils/members", "person", "60", "role", "member"); got.Status != http.StatusOK ||
		p.number(`SELECT count(*) FROM council_members WHERE person_id = 60 AND until IS NULL`) != 1 {
		t.Errorf("a member: %d", got.Status)
	}
	got = b.get("/councils")
	if got := b.post("/councils/meetings", "year", "2026", "held_on", "31/02/2026", "place",
		"Phòng họp"); got.Status != http.StatusUnprocessableEntity ||
		got.value("input[name=place]") != "Phòng họp" {
		t.Errorf("a day that is not: %d", got.Status)
	}
	if got := b.post("/councils/meetings", "year", "2026", "held_on", "20/11/2026", "place", "Phòng họp", "titles",
		"ldtt"); got.Status != http.StatusOK ||
		!strings.HasPrefix(got.URL.Path, "/meetings/") {
		t.Fatalf("a meeting: %d %s", got.Status, got.text("main"))
	}
}
