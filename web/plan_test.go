package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestAProgrammeBecomesTasks goes from the unit's draft to the leader's approval and the month.
func TestAProgrammeBecomesTasks(t *testing.T) {
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
	item := []string{"title", "Rà soát quy chế", "product", "Kế hoạch", "weight", "3", "first_month", "2", "last_month", "4", "lead", lead, "checker", checker}
	if got := head.post(path+"/items", append(item, "id", "0")...); got.Status != http.StatusOK || !strings.Contains(got.text(".gantt"), "Rà soát quy chế") {
		t.Fatalf("%d %s", got.Status, got.text(".notice, .error"))
	}
	if got := head.post(path+"/items", "id", "0", "title", "x", "product", "Kế hoạch", "weight", "3", "first_month", "5", "last_month", "4", "lead", lead, "checker", lead); got.Status != http.StatusUnprocessableEntity || got.Find(".error").Length() < 3 {
		t.Errorf("a bad item: %d", got.Status)
	}
	id := fmt.Sprint(p.number(`SELECT max(id) FROM programme_items`))
	head.post(path+"/move", "item", id, "first", "11")
	if n := p.number(`SELECT last_month FROM programme_items WHERE id = ?`, id); n != 12 {
		t.Errorf("moved to November it ends in %d, want December", n)
	}
	head.post(path+"/move", "item", id, "first", "1")
	head.post(path+"/move", "item", id, "last", "3")
	if n := p.number(`SELECT last_month FROM programme_items WHERE id = ?`, id); n != 3 {
		t.Errorf("its edge dragged to March it ends in %d", n)
	}
	head.post(path+"/move", "item", id, "last", "2")
	if got := head.post(path+"/move", "item", id, "last", "13"); got.Status != http.StatusUnprocessableEntity {
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
	if got := leader.post(path+"/step", "to", "approved", "version", version()); got.Status != http.StatusOK || !strings.Contains(got.text(".lead"), "Đã duyệt") {
		t.Fatalf("not approved: %d", got.Status)
	}
	head.post(path+"/move", "item", id, "first", "2")
	if got := head.get(path); !strings.Contains(got.text(".gantt"), "duyệt: tháng 1-2") {
		t.Errorf("what was approved is not to be seen: %s", got.text(".gantt"))
	}
	stale := append(item, "id", id, "version", "1")
	if got := head.post(path+"/items", stale...); got.Status != http.StatusConflict {
		t.Errorf("saved over a newer item: %d", got.Status)
	}
	if got := head.post(path+"/items", "id", id, "drop", "1"); got.Status != http.StatusConflict || !strings.Contains(got.text("main"), "đã được duyệt") {
		t.Errorf("an approved item was dropped: %d", got.Status)
	}
	head.post(path+"/move", "item", id, "first", "1")
	if got := head.get(path + "?month=1"); !strings.Contains(got.text("main"), "Dự thảo tháng 1") || got.Find(`input[name=item]`).Length() < 1 {
		t.Errorf("the month's draft: %s", got.text("main"))
	}
	if got := head.post(path+"/giveout", "item", id, "due."+id, "31/01/2027"); got.Status != http.StatusOK || !strings.Contains(got.text(".gantt"), "0/1") {
		t.Errorf("not given out: %d %s", got.Status, got.text(".notice"))
	}
	if got := head.post(path+"/giveout", "item", id, "due."+id, "31/01/2027"); got.Status != http.StatusConflict {
		t.Errorf("given out twice: %d", got.Status)
	}
	for _, format := range []string{"", ".pdf", ".docx"} {
		if got := head.get(path + "/paper" + format); got.Status != http.StatusOK {
			t.Errorf("the paper%s: %d", format, got.Status)
		}
	}
}

// TestAWeeklyReview: last week's decisions first, a decision becomes a task, the conclusion a notice.
func TestAWeeklyReview(t *testing.T) {
	p := startPortal(t)
	b := p.as("head")
	got := b.get("/weeks")
	if got.URL.Path != "/weeks/2026-W45" || !strings.Contains(got.Find("main section.sheet").First().Text(), "Đôn đốc 3 chi bộ") {
		t.Fatalf("%s: %s", got.URL.Path, got.text("main"))
	}
	lead, checker := fmt.Sprint(p.actor("cadre2").PersonID), fmt.Sprint(p.actor("head").PersonID)
	got = b.post("/weeks/2026-W45/decide?unit=2", "title", "Gửi báo cáo trước thứ Sáu", "product", "Công văn", "weight", "1", "due", "13/11/2026", "lead", lead, "checker", checker)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Gửi báo cáo trước thứ Sáu") {
		t.Fatalf("not decided: %d %s", got.Status, got.text(".error, .notice"))
	}
	if got := b.post("/weeks/2026-W45/save?unit=2", "close", "1", "conclusion", ""); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("concluded without a conclusion: %d", got.Status)
	}
	review := func() string {
		return fmt.Sprint(p.number(`SELECT version FROM reviews WHERE unit_id = 2 AND monday = '2026-11-02'`))
	}
	b.post("/weeks/2026-W45/save?unit=2", "version", review(), "conclusion", "Ý kiến đầu tiên.")
	stale := b.post("/weeks/2026-W45/save?unit=2", "version", "1", "conclusion", "Ý kiến gõ từ trang cũ.")
	if stale.Status != http.StatusConflict || !strings.Contains(stale.text("main"), "Ý kiến đầu tiên.") || !strings.Contains(stale.text("textarea"), "Ý kiến gõ từ trang cũ.") {
		t.Errorf("saved over another's words, or one of the two is lost: %d", stale.Status)
	}
	got = b.post("/weeks/2026-W45/save?unit=2", "version", review(), "close", "1", "absent", lead, "why-"+lead, "nghỉ phép", "attendance", "Đại diện Văn phòng", "conclusion", "Tập trung xử lý việc quá hạn.")
	if !strings.Contains(got.text("main"), "nghỉ phép") {
		t.Errorf("who was absent is not shown: %s", got.text("main"))
	}
	if got := b.post("/weeks/2026-W45/save?unit=2", "version", review(), "conclusion", "khác"); got.Status != http.StatusConflict {
		t.Errorf("a concluded review changed: %d", got.Status)
	}
	if got := b.get("/weeks/2026-W45/notice?unit=2"); !strings.Contains(got.text("body"), "Tập trung xử lý việc quá hạn.") || !strings.Contains(got.text("body"), "Gửi báo cáo trước thứ Sáu") || !strings.Contains(got.text("body"), "(nghỉ phép)") {
		t.Errorf("the notice: %s", got.text("body"))
	}
	if got := b.get("/weeks/2026-W46?unit=2"); !strings.Contains(got.Find("main section.sheet").First().Text(), "Gửi báo cáo trước thứ Sáu") {
		t.Error("the week after does not begin with it")
	}
	for path, most := range map[string]int64{"/weeks/2026-W45?unit=2": 15, "/tasks/new": 3, "/programmes/1": 9, "/documents/outgoing": 3} {
		b.get(path)
		if n := p.countQueries(func() { b.get(path) }); n > most {
			t.Errorf("%s costs %d queries, at most %d", path, n, most)
		}
	}
	if got := b.get("/weeks/2026-W45?unit=3"); got.Status != http.StatusNotFound {
		t.Errorf("another department's review: %d", got.Status)
	}
	if got := p.as("cadre1").get("/weeks/2026-W45"); got.Status != http.StatusOK || got.Find(`form[action*="/decide"]`).Length() != 0 {
		t.Errorf("a cadre at the own department's review: %d", got.Status)
	}
}
