package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// TestATaskFeedsTheCard: the head gives work out, the cadre hands it in, the head checks it, and the
// month's card takes it over; a figure changed by hand says that it differs.
func TestATaskFeedsTheCard(t *testing.T) {
	p := startPortal(t)
	head, cadre := p.as("head"), p.as("cadre1")
	lead, checker := p.actor("cadre1").PersonID, p.actor("head").PersonID
	got := head.get("/tasks/new")
	once, _ := got.Find(`form#assign input[name=once]`).Attr("value")
	fields := []string{"once", once, "title", "Báo cáo tháng 11 của phòng", "product", "Báo cáo tháng", "weight", "2", "due", "06/11/2026", "lead", fmt.Sprint(lead), "checker", fmt.Sprint(checker)}
	if got := head.post("/tasks", fields...); got.Status != http.StatusOK {
		t.Fatalf("not given out: %d %s", got.Status, got.text(".error, .notice"))
	}
	if got := head.post("/tasks", fields...); got.Status != http.StatusConflict {
		t.Errorf("sent twice: %d", got.Status)
	}
	task := p.number(`SELECT max(id) FROM tasks`)
	path := fmt.Sprintf("/tasks/%d", task)
	version := func() string { return fmt.Sprint(p.number(`SELECT version FROM tasks WHERE id = ?`, task)) }
	if got := cadre.get("/"); !strings.Contains(got.text("main"), "nhiệm vụ mới giao") {
		t.Errorf("my work says nothing of it: %s", got.text("main"))
	}
	cadre.get(path)
	cadre.post(path+"/accept", "version", version())
	if got := cadre.post(path+"/done", "version", version(), "result", " "); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("handed in without a result: %d", got.Status)
	}
	cadre.post(path+"/done", "version", version(), "result", "Báo cáo 45-BC/TC")
	if got := cadre.post(path+"/check", "version", version(), "do", "close"); got.Status != http.StatusForbidden {
		t.Errorf("the lead checked the own task: %d", got.Status)
	}
	head.get(path)
	if got := head.post(path+"/check", "version", version(), "do", "close"); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Đã đóng") {
		t.Fatalf("not closed: %d %s", got.Status, got.text("main"))
	}
	if got := p.as("cadre2").get(path); got.Status != http.StatusNotFound {
		t.Errorf("a colleague who takes no part: %d", got.Status)
	}

	card := p.card("cadre1", 2026, 10)
	page := fmt.Sprintf("/evaluations/%d", card)
	if got := cadre.get(page); !strings.Contains(got.text("main"), "Nhiệm vụ trong tháng") || !strings.Contains(got.text("main"), "3 giao, 3 xong") {
		t.Errorf("the card does not show the month's tasks: %s", got.text("main"))
	}
	if state := p.words(`SELECT state FROM scorecards WHERE id = ?`, card)[0]; state != "draft" {
		t.Fatalf("the demonstration's card is %s, no draft", state)
	}
	got = cadre.post(page+"/tasks", "version", p.version(card))
	if got.Status != http.StatusOK || got.Find(`input[name="product.tasks.0"]`).Length() != 1 || !strings.Contains(got.text("main"), "từ nhiệm vụ") {
		t.Fatalf("not taken over: %d %s", got.Status, got.text(".notice"))
	}
	if strings.Contains(got.text("main"), "Nhiệm vụ ghi:") {
		t.Error("what was just taken differs already")
	}
	form := got.fields("#card")
	for i := range form {
		if form[i] == "product.completed.0" {
			form[i+1] = "0"
		}
	}
	if got := cadre.post(page+"/save", form...); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Nhiệm vụ ghi: giao 1, xong 1") {
		t.Errorf("a changed figure does not say so: %d %s", got.Status, got.text(".products"))
	}
}

// TestTasksOverHTTP: filters, the board, bulk closing, handing over.
func TestTasksOverHTTP(t *testing.T) {
	p := startPortal(t)
	b := p.as("head")
	for query, want := range map[string]int{"": 9, "?late=1": 3, "?state=all": 30, "?whose=checking&state=done": 1, "?source=programme&state=all": 4, "?q=tra+loi+chat": 1, "?q=nobody": 0} {
		if got := b.get("/tasks" + query); got.Find("tbody .name").Length() != want {
			t.Errorf("/tasks%s lists %d, want %d", query, got.Find("tbody .name").Length(), want)
		}
	}
	if got := b.get("/tasks?view=board&state=all"); got.Find(".board section").Length() != 5 || got.Find(".board li").Length() != 30 {
		t.Errorf("the board: %d columns, %d cards", got.Find(".board section").Length(), got.Find(".board li").Length())
	}
	for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
		if got := b.get("/tasks/list" + format + "?late=1"); got.Status != http.StatusOK {
			t.Errorf("the list%s: %d", format, got.Status)
		}
	}
	passed := fmt.Sprint(p.number(`SELECT id FROM tasks WHERE state = 'checked'`))
	open := fmt.Sprint(p.number(`SELECT id FROM tasks WHERE state = 'accepted'`))
	if got := b.post("/tasks/bulk", "do", "close", "task", passed, "task", open); !strings.Contains(got.text(".notice"), "Đã đóng 1 nhiệm vụ") {
		t.Errorf("closing: %s", got.text(".notice"))
	}
	other := fmt.Sprint(p.actor("cadre2").PersonID)
	if got := b.post("/tasks/bulk", "do", "handover", "task", open, "to", other); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("handed over without a reason: %d", got.Status)
	}
	b.post("/tasks/bulk", "do", "handover", "task", open, "to", other, "why", "Chuyển công tác")
	if got := p.as("cadre2").get("/tasks/" + open); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Chuyển công tác") {
		t.Errorf("the new lead does not have it: %d", got.Status)
	}
	if got := b.get("/tasks"); !strings.Contains(got.text("main"), "Nhiệm vụ định kỳ 1") {
		t.Errorf("the recurring task is not shown: %s", got.text("main"))
	}
	b.post(fmt.Sprintf("/tasks/recurrences/%d/stop", p.number(`SELECT max(id) FROM recurrences WHERE NOT stopped`)))
	if got := b.get("/tasks"); strings.Contains(got.text("main"), "Nhiệm vụ định kỳ") {
		t.Error("it was not stopped")
	}
	if n := p.countQueries(func() { b.get("/tasks") }); n > 14 {
		t.Errorf("the list costs %d queries", n)
	}
}

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
	if got := b.post("/weeks/2026-W45/save?unit=2", "conclusion", "khác"); got.Status != http.StatusConflict {
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

// TestPeopleAreFoundWhileWorkIsWritten: looking for somebody keeps what is typed and who is chosen.
func TestPeopleAreFoundWhileWorkIsWritten(t *testing.T) {
	p := startPortal(t)
	head := p.as("head")
	lead := p.actor("cadre1").PersonID
	got := head.post("/tasks", "do", "find", "whom", "pham thi thu nga", "title", "Rà soát hồ sơ", "lead", fmt.Sprint(lead))
	names := got.Find("#people tbody .who").Length()
	if got.Status != http.StatusOK || names != 2 {
		t.Errorf("%d, %d people instead of the one found and the one chosen", got.Status, names)
	}
	if title, _ := got.Find("input[name=title]").Attr("value"); title != "Rà soát hồ sơ" {
		t.Errorf("the title became %q", title)
	}
	if got.Find(fmt.Sprintf("input[name=lead][value='%d'][checked]", lead)).Length() != 1 {
		t.Error("who was chosen is chosen no more")
	}
	if n := p.number(`SELECT count(*) FROM tasks WHERE title = 'Rà soát hồ sơ'`); n != 0 {
		t.Errorf("looking gave out %d tasks", n)
	}
	if got := head.get(fmt.Sprintf("/tasks/new?lead=%d", lead)); got.Find("input[name=lead][checked]").Length() != 1 {
		t.Error("who is named in the address is not chosen")
	}
	if got := p.as("cadre1").get("/tasks/new"); got.Status != http.StatusForbidden && got.Status != http.StatusNotFound {
		t.Errorf("a cadre gives out work: %d", got.Status)
	}
}

// TestWorkOfWhoLeftIsHandedOver: whoever moves to another unit leaves tasks behind; the head is told and
// finds them.
func TestWorkOfWhoLeftIsHandedOver(t *testing.T) {
	p := startPortal(t)
	lead := p.actor("cadre1").PersonID
	open := p.number(`SELECT count(*) FROM tasks WHERE lead_id = ? AND unit_id = 2 AND state IN ('assigned', 'accepted')`, lead)
	if open == 0 {
		t.Fatal("the cadre has no open task")
	}
	head := p.as("head")
	if got := head.get("/tasks?whose=left"); got.Find("tbody .name").Length() != 0 {
		t.Errorf("nobody has left: %s", got.text("tbody"))
	}
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		if err := tx.Exec(`INSERT INTO posts (person_id, unit_id, title, level, main, since) SELECT person_id, 3, title, level, FALSE, '2026-11-06' FROM posts WHERE person_id = ? AND main AND until IS NULL`, lead).Error; err != nil {
			return err
		}
		return tx.Exec(`UPDATE posts SET until = '2026-11-05' WHERE person_id = ? AND unit_id = 2`, lead).Error
	}); err != nil {
		t.Fatal(err)
	}
	if got := head.get("/"); !strings.Contains(got.text("main"), fmt.Sprintf("%d nhiệm vụ có người chủ trì đã rời đơn vị", open)) {
		t.Errorf("the head is not told: %s", got.text("main"))
	}
	if got := head.get("/tasks?whose=left"); got.Find("tbody .name").Length() != int(open) {
		t.Errorf("%d of %d are found", got.Find("tbody .name").Length(), open)
	}
}

// TestTheListOfTasksIsSorted by what its headings name, and back; anything else is the usual order.
func TestTheListOfTasksIsSorted(t *testing.T) {
	p := startPortal(t)
	b := p.as("leader")
	first := func(query string) string { return b.get("/tasks?" + query).Find("tbody .name").First().Text() }
	usual := first("")
	for query, want := range map[string]int64{
		"sort=weight&desc=1": p.number(`SELECT max(weight) FROM tasks WHERE state NOT IN ('closed', 'cancelled')`),
		"sort=weight":        p.number(`SELECT min(weight) FROM tasks WHERE state NOT IN ('closed', 'cancelled')`),
	} {
		if got := p.number(`SELECT max(weight) FROM tasks WHERE title = ? AND state NOT IN ('closed', 'cancelled')`, first(query)); got != want {
			t.Errorf("%s begins with weight %d, want %d", query, got, want)
		}
	}
	for _, query := range []string{"sort=title&desc=1", "sort=lead", "sort=lead&desc=1", "sort=due&desc=1"} {
		if got := b.get("/tasks?" + query); got.Status != http.StatusOK || got.Find("th[aria-sort]").Length() != 1 {
			t.Errorf("%s: %d", query, got.Status)
		}
	}
	if got := first("sort=version;drop"); got != usual {
		t.Errorf("an unknown order begins with %q, want %q", got, usual)
	}
	for _, query := range []string{"sort=number", "sort=date&desc=1", "sort=due", "sort=due&desc=1", "sort=author", "sort=author&desc=1", "sort=x"} {
		if got := b.get("/documents/incoming?" + query); got.Status != http.StatusOK || got.Find("tbody .name").Length() == 0 {
			t.Errorf("documents, %s: %d", query, got.Status)
		}
	}
}

// TestAFormSentTwiceCountsOnce, whatever it makes: a decision of the review, an item of the programme, a
// comment, a routed document; a decision on awards, a proposal, a ceremony.
func TestAFormSentTwiceCountsOnce(t *testing.T) {
	p := startPortal(t)
	b := p.as("head")
	lead, checker := fmt.Sprint(p.actor("cadre2").PersonID), fmt.Sprint(p.actor("head").PersonID)
	order := []string{"title", "Việc gửi hai lần", "product", "Công văn", "weight", "1", "due", "13/11/2026", "lead", lead, "checker", checker}
	document := p.number(`SELECT d.id FROM documents d JOIN document_routes r ON r.document_id = d.id WHERE d.direction = 'in' AND r.person_id = ? ORDER BY d.id LIMIT 1`, checker)
	committee := p.as("committee")
	for _, x := range []struct {
		path, count string
		fields      []string
	}{
		{"/decisions", `SELECT count(*) FROM decisions`, []string{"body", "Ban Tổ chức", "subject", "Khen thưởng đột xuất"}},
		{"/proposals", `SELECT count(*) FROM proposals`, []string{"kind", "thematic", "body", "Thành ủy", "subject", "Tặng Bằng khen chuyên đề"}},
		{"/ceremonies", `SELECT count(*) FROM ceremonies`, []string{"name", "Lễ trao tháng 12", "held_on", "20/12/2026", "starts_at", "08:30", "place", "Hội trường", "places", "10", "read_minutes", "2", "turn_minutes", "2"}},
		{"/weeks/2026-W45/decide?unit=2", `SELECT count(*) FROM tasks`, order},
		{"/programmes/1/items", `SELECT count(*) FROM programme_items`, []string{"id", "0", "title", "Mục gửi hai lần", "product", "Kế hoạch", "weight", "1", "first_month", "11", "last_month", "12", "lead", lead, "checker", checker}},
		{fmt.Sprintf("/tasks/%d/comment", p.number(`SELECT min(id) FROM tasks WHERE unit_id = 2`)), `SELECT count(*) FROM task_events`, []string{"text", "Ý kiến"}},
		{fmt.Sprintf("/documents/%d/comment", document), `SELECT count(*) FROM document_events`, []string{"text", "Ý kiến"}},
		{fmt.Sprintf("/documents/%d/route", document), `SELECT count(*) FROM tasks`, order},
	} {
		sender := b
		if strings.Count(x.path, "/") == 1 {
			sender = committee
		}
		before := p.number(x.count)
		fields := append(x.fields, "once", "sent-twice-form-"+strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(x.path))
		if got := sender.post(x.path, fields...); got.Status != http.StatusOK {
			t.Errorf("%s: %d %s", x.path, got.Status, got.text(".notice, .error"))
		}
		if got := sender.post(x.path, fields...); got.Status != http.StatusConflict {
			t.Errorf("%s sent twice: %d", x.path, got.Status)
		}
		if made := p.number(x.count) - before; made != 1 {
			t.Errorf("%s sent twice made %d", x.path, made)
		}
	}
}
