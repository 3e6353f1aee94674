package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// typed are the fields of a form, written as lines of a name and its value.
func typed(lines string) (fields []string) {
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		fields = append(fields, name, value)
	}
	return fields
}

// TestATaskFeedsTheCard: the head gives work out, the cadre hands it in, the head checks it, and the
// month's card takes it over; a figure changed by hand says that it differs.
func TestATaskFeedsTheCard(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	head, cadre := p.as("head"), p.as("cadre1")
	lead, checker := p.actor("cadre1").PersonID, p.actor("head").PersonID
	got := head.get("/tasks/new")
	fields := append(typed(`
		title Báo cáo tháng 11 của phòng
		product Báo cáo tháng
		weight 2
		due 06/11/2026`), "once", got.once(), "lead", fmt.Sprint(lead), "checker", fmt.Sprint(checker))
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
	got = head.post(path+"/check", "version", version(), "do", "close")
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Đã đóng") {
		t.Fatalf("not closed: %d %s", got.Status, got.text("main"))
	}
	if got := p.as("cadre2").get(path); got.Status != http.StatusNotFound {
		t.Errorf("a colleague who takes no part: %d", got.Status)
	}

	card := p.card("cadre1", 2026, 10)
	page := fmt.Sprintf("/evaluations/%d", card)
	for _, text := range []string{"Nhiệm vụ trong tháng", "3 giao, 3 xong"} {
		if got := cadre.get(page); !strings.Contains(got.text("main"), text) {
			t.Errorf("the card does not show the month's tasks: %s", got.text("main"))
		}
	}
	if state := p.words(`SELECT state FROM scorecards WHERE id = ?`, card)[0]; state != "draft" {
		t.Fatalf("the demonstration's card is %s, no draft", state)
	}
	got = cadre.post(page+"/tasks", "version", p.version(card))
	taken := got.Find(`input[name="product.tasks.0"]`).Length() == 1 &&
		strings.Contains(got.text("main"), "từ nhiệm vụ")
	if got.Status != http.StatusOK || !taken {
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
	got = cadre.post(page+"/save", form...)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Nhiệm vụ ghi: giao 1, xong 1") {
		t.Errorf("a changed figure does not say so: %d %s", got.Status, got.text(".products"))
	}
}

// TestTasksOverHTTP: filters, the board, bulk closing, handing over.
func TestTasksOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	for query, want := range map[string]int{
		"":                            9,
		"?late=1":                     3,
		"?state=all":                  30,
		"?whose=checking&state=done":  1,
		"?source=programme&state=all": 4,
		"?q=tra+loi+chat":             1,
		"?q=nobody":                   0,
	} {
		if got := b.get("/tasks" + query); got.Find("tbody .name").Length() != want {
			t.Errorf("/tasks%s lists %d, want %d", query, got.Find("tbody .name").Length(), want)
		}
	}
	board := b.get("/tasks?view=board&state=all")
	if got := board; got.Find(".board section").Length() != 5 || got.Find(".board li").Length() != 30 {
		t.Errorf("the board: %d columns, %d cards", got.Find(".board section").Length(), got.Find(".board li").Length())
	}
	for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
		if got := b.get("/tasks/list" + format + "?late=1"); got.Status != http.StatusOK {
			t.Errorf("the list%s: %d", format, got.Status)
		}
	}
	passed := p.number(`SELECT id FROM tasks WHERE state = 'checked'`)
	open := p.number(`SELECT id FROM tasks WHERE state = 'accepted'`)
	shown := func(id int64) string {
		return fmt.Sprint(id, ".", p.number(`SELECT version FROM tasks WHERE id = ?`, id))
	}
	got := b.post("/tasks/bulk", "do", "close", "task", shown(passed), "task", shown(open))
	if !strings.Contains(got.text(".notice"), "Đã đóng 1 nhiệm vụ") {
		t.Errorf("closing: %s", got.text(".notice"))
	}
	other := fmt.Sprint(p.actor("cadre2").PersonID)
	got = b.post("/tasks/bulk", "do", "handover", "task", shown(open), "to", other)
	if got.Status != http.StatusUnprocessableEntity || got.Find("details[open] #f-to option[selected]").Length() != 1 {
		t.Errorf("handed over without a reason: %d", got.Status)
	}
	if got.Find("input[name=task][checked]").Length() != 1 {
		t.Error("what was chosen is chosen no more")
	}
	if got := b.post("/tasks/bulk", "do", "close", "task", fmt.Sprint(open)); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a task without its version: %d", got.Status)
	}
	b.post("/tasks/bulk", "do", "handover", "task", shown(open), "to", other, "why", "Chuyển công tác")
	if got := p.as("cadre2").get(fmt.Sprintf("/tasks/%d", open)); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Chuyển công tác") {
		t.Errorf("the new lead does not have it: %d", got.Status)
	}
	if got := b.get("/tasks"); !strings.Contains(got.text("main"), "Nhiệm vụ định kỳ 1") {
		t.Errorf("the recurring task is not shown: %s", got.text("main"))
	}
	b.post(
		fmt.Sprintf("/tasks/recurrences/%d/stop", p.number(`SELECT max(id) FROM recurrences WHERE NOT stopped`)),
		"version",
		"1",
	)
	if got := b.get("/tasks"); strings.Contains(got.text("main"), "Nhiệm vụ định kỳ") {
		t.Error("it was not stopped")
	}
}

// TestAFieldAsksForPeopleAndUnits: the choices come from an address of their own, which serves the search field
// beside each; without JavaScript the list comes again with them.
func TestAFieldAsksForPeopleAndUnits(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	head, leader := p.as("head"), p.as("leader")
	if got := head.get("/tasks"); got.Find("#f-to option").Length() != 1 {
		t.Errorf("the list brings %d people along", got.Find("#f-to option").Length()-1)
	}
	for _, x := range []struct {
		who    *browser
		path   string
		least  int
		chosen string
	}{
		{head, "/tasks/people?field=to", 5, ""},
		{head, "/tasks/people?field=to&find.to=pham+thi+thu+nga", 2, ""},
		{head, "/tasks/people?field=lead&find.lead=x&lead=" + fmt.Sprint(p.actor("cadre1").PersonID), 2, "cadre1"},
		{leader, "/tasks/units", 5, ""},
		{leader, "/tasks/units?find.unit=to+chuc&first=1", 2, ""},
		{leader, "/tasks/units?plan=1", 5, ""},
	} {
		got := x.who.get(x.path)
		if got.Status != http.StatusOK || got.Find("option").Length() < x.least || got.Find("main").Length() != 0 {
			t.Errorf("%s: %d, %d choices", x.path, got.Status, got.Find("option").Length())
		}
		if (got.Find("option[selected][value!='']").Length() == 1) != (x.chosen != "") {
			t.Errorf("%s: who is chosen is lost", x.path)
		}
	}
	if got := p.as("cadre1").get("/tasks/people?field=to"); got.Status != http.StatusForbidden {
		t.Errorf("a cadre is offered people: %d", got.Status)
	}
	id := p.number(`SELECT id FROM tasks WHERE unit_id = 2 AND state = 'accepted'`)
	got := head.post(
		"/tasks/bulk?late=1",
		"do",
		"find",
		"find.to",
		"pham thi thu nga",
		"task",
		fmt.Sprint(id, ".1"),
		"to",
		"",
	)
	if got.Status != http.StatusOK || got.Find("details[open] #f-to option").Length() != 2 {
		t.Errorf("found without JavaScript: %d, %d", got.Status, got.Find("#f-to option").Length())
	}
	if got.Find("tbody .name").Length() != 3 {
		t.Error("the list is shown with another filter than before")
	}
}

// TestPagesOfWorkCostFewQueries, and few bytes.
func TestPagesOfWorkCostFewQueries(t *testing.T) {
	p := startPortal(t)
	head := p.as("head")
	for path, most := range map[string]struct{ queries, kilobytes int64 }{
		"/tasks":                 {4, 40},
		"/weeks/2026-W45?unit=2": {13, 40},
		"/tasks/new":             {3, 60},
		"/programmes/1":          {6, 40},
		"/programmes":            {3, 20},
		"/overview":              {3, 40},
		"/documents/outgoing":    {4, 60}, // one is the catalogue in force
	} {
		head.get(path)
		var got page
		n := p.countQueries(func() { got = head.get(path) })
		if n > most.queries || int64(len(got.Body)) > most.kilobytes<<10 {
			t.Errorf(
				"%s costs %d queries and %d KB, at most %d and %d",
				path,
				n,
				len(got.Body)>>10,
				most.queries,
				most.kilobytes,
			)
		}
	}
}

// TestPeopleAreFoundWhileWorkIsWritten: looking for somebody keeps what is typed and who is chosen.
func TestPeopleAreFoundWhileWorkIsWritten(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	head := p.as("head")
	lead := p.actor("cadre1").PersonID
	got := head.post(
		"/tasks",
		"do",
		"find",
		"whom",
		"pham thi thu nga",
		"title",
		"Rà soát hồ sơ",
		"lead",
		fmt.Sprint(lead),
	)
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
	if got := p.as("cadre1").get("/tasks/new"); got.Status != http.StatusForbidden &&
		got.Status != http.StatusNotFound {
		t.Errorf("a cadre gives out work: %d", got.Status)
	}
}

// TestWorkOfWhoLeftIsHandedOver: whoever moves to another unit leaves tasks behind; the head is told and
// finds them.
func TestWorkOfWhoLeftIsHandedOver(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	lead := p.actor("cadre1").PersonID
	open := p.number(`SELECT count(*) FROM tasks
		WHERE lead_id = ? AND unit_id = 2 AND state IN ('assigned', 'accepted')`, lead)
	if open == 0 {
		t.Fatal("the cadre has no open task")
	}
	head := p.as("head")
	if got := head.get("/tasks?whose=left"); got.Find("tbody .name").Length() != 0 {
		t.Errorf("nobody has left: %s", got.text("tbody"))
	}
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		if err := tx.Exec(`INSERT INTO posts (person_id, unit_id, title, level, main, since)
			SELECT person_id, 3, title, level, FALSE, '2026-11-06'
			FROM posts
			WHERE person_id = ? AND main AND until IS NULL`, lead).Error; err != nil {
			return err
		}
		return tx.Exec(`UPDATE posts SET until = '2026-11-05' WHERE person_id = ? AND unit_id = 2`, lead).Error
	}); err != nil {
		t.Fatal(err)
	}
	told := fmt.Sprintf("%d nhiệm vụ có người chủ trì đã rời đơn vị", open)
	if got := head.get("/"); !strings.Contains(got.text("main"), told) {
		t.Errorf("the head is not told: %s", got.text("main"))
	}
	if got := head.get("/tasks?whose=left"); got.Find("tbody .name").Length() != int(open) {
		t.Errorf("%d of %d are found", got.Find("tbody .name").Length(), open)
	}
}

// TestTheListOfTasksIsSorted by what its headings name, and back; anything else is the usual order.
func TestTheListOfTasksIsSorted(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("leader")
	first := func(query string) string { return b.get("/tasks?" + query).Find("tbody .name").First().Text() }
	usual := first("")
	const open = ` FROM tasks WHERE state NOT IN ('closed', 'cancelled')`
	for query, want := range map[string]int64{
		"sort=weight&desc=1": p.number(`SELECT max(weight)` + open),
		"sort=weight":        p.number(`SELECT min(weight)` + open),
	} {
		if got := p.number(`SELECT max(weight)`+open+` AND title = ?`, first(query)); got != want {
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
}

// TestAFormSentTwiceCountsOnce, whatever it makes: a decision of the review, an item of the programme, a
// comment, a routed document; a decision on awards, a proposal, a ceremony.
func TestAFormSentTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	lead, checker := fmt.Sprint(p.actor("cadre2").PersonID), fmt.Sprint(p.actor("head").PersonID)
	people := []string{"lead", lead, "checker", checker}
	order := append(typed(`
		title Việc gửi hai lần
		product Công văn
		weight 1
		due 13/11/2026`), people...)
	document := p.number(`SELECT d.id
		FROM documents d
		JOIN document_routes r ON r.document_id = d.id
		WHERE d.direction = 'in' AND r.person_id = ?
		ORDER BY d.id
		LIMIT 1`, checker)
	task := p.number(`SELECT min(id) FROM tasks WHERE unit_id = 2`)
	committee := p.as("committee")
	for _, x := range []struct {
		path, table string
		fields      []string
	}{
		{"/decisions", "decisions", typed("body Ban Tổ chức\nsubject Khen thưởng đột xuất")},
		{"/proposals", "proposals", typed("kind thematic\nbody Thành ủy\nsubject Tặng Bằng khen chuyên đề")},
		{"/ceremonies", "ceremonies", typed(`
			name Lễ trao tháng 12
			held_on 20/12/2026
			starts_at 08:30
			place Hội trường
			places 10
			read_minutes 2
			turn_minutes 2`)},
		{"/weeks/2026-W45/decide?unit=2", "tasks", order},
		{"/programmes/1/items", "programme_items", append(typed(`
			title Mục gửi hai lần
			product Kế hoạch
			weight 1
			first_month 11
			last_month 12`), people...)},
		{fmt.Sprintf("/tasks/%d/comment", task), "task_events", typed("text Ý kiến")},
		{fmt.Sprintf("/documents/%d/comment", document), "document_events", typed("text Ý kiến")},
		{fmt.Sprintf("/documents/%d/route", document), "tasks",
			append([]string{"version", fmt.Sprint(p.number(`SELECT version FROM documents WHERE id = ?`, document))}, order...)},
	} {
		sender := b
		if strings.Count(x.path, "/") == 1 {
			sender = committee
		}
		before := p.number(`SELECT count(*) FROM ` + x.table)
		once := "sent-twice-form-" + strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(x.path)
		fields := append(x.fields, "once", once)
		if got := sender.post(x.path, fields...); got.Status != http.StatusOK {
			t.Errorf("%s: %d %s", x.path, got.Status, got.text(".notice, .error"))
		}
		if got := sender.post(x.path, fields...); got.Status != http.StatusConflict {
			t.Errorf("%s sent twice: %d", x.path, got.Status)
		}
		if made := p.number(`SELECT count(*) FROM `+x.table) - before; made != 1 {
			t.Errorf("%s sent twice made %d", x.path, made)
		}
	}
}
