package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestAProgrammeBecomesTasks goes from the unit's draft to the leader's approval and the month.
func TestAProgrammeBecomesTasks(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	head, leader := p.as("head"), p.as("leader")
	head.get("/programmes?year=2027")
	path := head.post("/programmes", "unit", "2", "year", "2027").URL.Path
	if got := head.post("/programmes", "unit", "2", "year", "2027"); got.Status != http.StatusConflict {
		t.Errorf("a second programme of the year: %d", got.Status)
	}
	version := func() string {
		return fmt.Sprint(p.number(`SELECT version FROM programmes WHERE id = ?`, path[strings.LastIndex(path, "/")+1:]))
	}
	if got := head.post(path+"/step", "to", "submitted", "version", version()); got.Status != http.StatusConflict {
		t.Errorf("an empty programme was submitted: %d", got.Status)
	}
	lead, checker := fmt.Sprint(p.actor("cadre1").PersonID), fmt.Sprint(p.actor("head").PersonID)
	item := append(typed(`
		title Rà soát quy chế
		product Kế hoạch
		weight 3
		first_month 2
		last_month 4`), "lead", lead, "checker", checker)
	got := head.post(path+"/items", item...)
	if got.Status != http.StatusOK || !strings.Contains(got.text(".gantt"), "Rà soát quy chế") {
		t.Fatalf("%d %s", got.Status, got.text(".notice, .error"))
	}
	bad := append(typed(`
		id 0
		title x
		product Kế hoạch
		weight 3
		first_month 5
		last_month 4`), "lead", lead, "checker", lead)
	got = head.post(path+"/items", bad...)
	if got.Status != http.StatusUnprocessableEntity || got.Find(".error").Length() < 3 {
		t.Errorf("a bad item: %d", got.Status)
	}
	id := fmt.Sprint(p.number(`SELECT max(id) FROM programme_items`))
	shown := func() string { return head.get(path).Find(`[data-item="`+id+`"]`).AttrOr("data-version", "") }
	move := func(part, month string) page {
		return head.post(path+"/move", "item", id, "version", shown(), part, month)
	}
	move("first", "11")
	if n := p.number(`SELECT last_month FROM programme_items WHERE id = ?`, id); n != 12 {
		t.Errorf("moved to November it ends in %d, want December", n)
	}
	move("first", "1")
	move("last", "3")
	if n := p.number(`SELECT last_month FROM programme_items WHERE id = ?`, id); n != 3 {
		t.Errorf("its edge dragged to March it ends in %d", n)
	}
	move("last", "2")
	if got := head.post(path+"/move", "item", id, "version", "1", "first", "5"); got.Status != http.StatusConflict {
		t.Errorf("a bar dragged on a stale page: %d", got.Status)
	}
	if got := move("last", "13"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("moved past the year: %d", got.Status)
	}
	head.post(path+"/step", "to", "submitted", "version", version())
	if got := head.post(path+"/step", "to", "approved", "version", version()); got.Status != http.StatusForbidden {
		t.Errorf("the head approved the own programme: %d", got.Status)
	}
	if got := leader.get("/"); !strings.Contains(got.text("main"), "Duyệt chương trình công tác năm 2027") {
		t.Error("the leader's work does not name it")
	}
	leader.get(path)
	got = leader.post(path+"/step", "to", "approved", "version", version())
	if got.Status != http.StatusOK || !strings.Contains(got.text(".lead"), "Đã duyệt") {
		t.Fatalf("not approved: %d", got.Status)
	}
	move("first", "2")
	if got := head.get(path); !strings.Contains(got.text(".gantt"), "duyệt: tháng 1-2") {
		t.Errorf("what was approved is not to be seen: %s", got.text(".gantt"))
	}
	got = head.post(path+"/items/"+id, append(item, "id", id, "version", "1")...)
	if got.Status != http.StatusConflict {
		t.Errorf("saved over a newer item: %d", got.Status)
	}
	got = head.post(path+"/items/"+id+"/drop", "version", shown())
	if got.Status != http.StatusConflict || !strings.Contains(got.text("main"), "đã được duyệt") {
		t.Errorf("an approved item was dropped: %d", got.Status)
	}
	move("first", "1")
	got = head.get(path + "?month=1")
	if !strings.Contains(got.text("main"), "Dự thảo tháng 1") || got.Find(`table.stacked input[name=item]`).Length() < 1 {
		t.Errorf("the month's draft: %s", got.text("main"))
	}
	give := func() page {
		return head.post(path+"/giveout", "version", version(), "item", id, "due."+id, "31/01/2027")
	}
	if got := give(); got.Status != http.StatusOK || !strings.Contains(got.text(".gantt"), "0/1") {
		t.Errorf("not given out: %d %s", got.Status, got.text(".notice"))
	}
	if got := give(); got.Status != http.StatusConflict {
		t.Errorf("given out twice: %d", got.Status)
	}
	for _, format := range []string{"", ".pdf", ".docx"} {
		if got := head.get(path + "/paper" + format); got.Status != http.StatusOK {
			t.Errorf("the paper%s: %d", format, got.Status)
		}
	}
}
