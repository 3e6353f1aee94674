package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/demo"
)

// recordVersion is the version of a record, as its forms name it.
func (p *site) recordVersion(table string, id int64) string {
	p.t.Helper()
	return fmt.Sprint(p.number(`SELECT version FROM `+table+` WHERE id = ?`, id))
}

// TestADocumentsWay: the clerk enters it, the leader sends it on, it becomes a task and is settled once the
// task is closed.
func TestADocumentsWay(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	clerk, leader, head := p.as("clerk"), p.as("leader"), p.as("head")
	fields := append(typed(`
		register TU
		arrived_on 06/11/2026
		author Thành ủy
		symbol 99-CV/TU
		dated_on 05/11/2026
		kind Công văn
		subject Báo cáo số liệu cán bộ nữ
		due 13/11/2026
	`), "once", clerk.get("/documents/incoming").once())
	got := clerk.post("/documents/incoming", append(fields, "secrecy", "Tuyệt mật")...)
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.text("main"), "hệ thống cấp độ 2") {
		t.Errorf("a secret was entered: %d %s", got.Status, got.text(".notice, .error"))
	}
	got = clerk.post("/documents/incoming", fields...)
	if got.Status != http.StatusOK || !strings.Contains(got.text(".lead"), "Số đến 4/2026") {
		t.Fatalf("%d %s", got.Status, got.text(".lead, .error"))
	}
	path := got.URL.Path
	if got := clerk.post("/documents/incoming", fields...); got.Status != http.StatusConflict {
		t.Errorf("entered twice: %d", got.Status)
	}
	got = clerk.upload(path+"/files", "quet.pdf", []byte("%PDF-1.4 x"))
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "quet.pdf") {
		t.Errorf("the scan: %d", got.Status)
	}
	if got := leader.get("/"); !strings.Contains(got.text("main"), "Chuyển xử lý 2 văn bản đến") {
		t.Errorf("the leader's work: %s", got.text("main"))
	}
	leader.get(path)
	if got := leader.post(path+"/route", "instruction", "x", "to", "1"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("sent on without a version: %d", got.Status)
	}
	got = leader.post(path+"/route", "version", "1", "instruction", "x")
	if got.Status != http.StatusUnprocessableEntity {
		t.Errorf("sent to nobody: %d", got.Status)
	}
	got = leader.post(path+"/route", append(typed(`
		version 1
		instruction Tham mưu báo cáo
		title Báo cáo số liệu
		product Báo cáo tháng
		weight 2
		due 12/11/2026
	`), "lead", fmt.Sprint(p.actor("head").PersonID), "checker", fmt.Sprint(p.actor("leader").PersonID))...)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Đã chuyển xử lý") {
		t.Fatalf("not sent on: %d %s", got.Status, got.text(".error, .notice"))
	}
	if got := head.get("/"); !strings.Contains(got.text("main"), "văn bản mới chuyển đến") {
		t.Errorf("the head's work: %s", got.text("main"))
	}
	if got := head.get(path); got.Status != http.StatusOK {
		t.Fatalf("the head does not see it: %d", got.Status)
	}
	if got := leader.get(path); !strings.Contains(got.text("main"), "Mới giao") {
		t.Errorf("the task's state: %s", got.text("main"))
	}
	document := p.number(`SELECT max(id) FROM documents`)
	task := p.number(`SELECT task_id FROM document_routes WHERE document_id = ? AND task_id IS NOT NULL`, document)
	settle := func(how string) page {
		return leader.post(path+"/settle", "version", p.recordVersion("documents", document), "how", how)
	}
	if got := settle("xong"); got.Status != http.StatusConflict || !strings.Contains(got.text(".notice"), "Còn 1 nhiệm vụ") {
		t.Errorf("settled with an open task: %d", got.Status)
	}
	work := fmt.Sprintf("/tasks/%d", task)
	head.post(work+"/done", "version", p.recordVersion("tasks", task), "result", "Báo cáo số 45")
	leader.get(work)
	leader.post(work+"/check", "version", p.recordVersion("tasks", task), "do", "close")
	if got := settle("Đã báo cáo"); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Đã giải quyết") {
		t.Errorf("not settled: %d %s", got.Status, got.text(".notice"))
	}
}

// TestThePrintedRegisters in every format, for who sees the registers and nobody else.
func TestThePrintedRegisters(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	leader, head := p.as("leader"), p.as("head")
	for _, base := range []string{"/documents/incoming/register", "/documents/outgoing/register"} {
		for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
			path := base + format + "?register=TU"
			if got := leader.get(path); got.Status != http.StatusOK {
				t.Errorf("%s: %d", path, got.Status)
			}
			if got := head.get(path); got.Status != http.StatusForbidden {
				t.Errorf("%s for a head: %d", path, got.Status)
			}
		}
	}
	text := leader.get("/documents/outgoing/register").text("body")
	if !strings.Contains(text, "1-QĐ/BTCTU") || !strings.Contains(text, "Quận ủy Hoàn Kiếm") {
		t.Errorf("the outgoing register lacks the decision or the letter: %s", text)
	}
	const restricted = "thời điểm công nhận đảng viên chính thức"
	for name, sees := range map[string]bool{"clerk": true, "leader": true, "committee": false, "auditor": false} {
		got := p.as(name).get("/documents/incoming/register")
		if strings.Contains(got.text("body"), restricted) != sees {
			t.Errorf("%s finds the restricted document in the book: %t", name, !sees)
		}
	}
}

// TestADraftOverHTTP: an answer is drafted, looked at, signed with the password, numbered, linked.
func TestADraftOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	cadre, head, leader, clerk := p.as("cadre1"), p.as("head"), p.as("leader"), p.as("clerk")
	cadre.get("/documents/outgoing?answers=2")
	got := cadre.post("/documents/outgoing", typed(`
		register BC
		subject Kết quả chuẩn bị hội nghị
		addressees Thành ủy
		copies 3
		answers 2
	`)...)
	path := got.URL.Path
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "88-KH/TU") {
		t.Fatalf("%d %s", got.Status, got.text("main"))
	}
	id := p.number(`SELECT max(id) FROM documents`)
	version := func() string { return p.recordVersion("documents", id) }
	chain := func(signer string) []string {
		reviewer := fmt.Sprint(p.actor("head").PersonID)
		return []string{"version", version(), "review.0", reviewer, "signer", fmt.Sprint(p.actor(signer).PersonID)}
	}
	if got := cadre.post(path+"/submit", chain("leader")...); got.Status != http.StatusConflict {
		t.Errorf("submitted without a file: %d", got.Status)
	}
	cadre.upload(path+"/files", "bao-cao.pdf", []byte("%PDF-1.4 x"))
	got = cadre.post(path+"/submit", chain("cadre2")...)
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.text("main"), "không có quyền ký") {
		t.Errorf("submitted to be signed by a colleague: %d", got.Status)
	}
	if got := cadre.get(path); got.Find(fmt.Sprintf(`[name=signer] option[value="%d"]`, p.actor("cadre2").PersonID)).Length() != 0 {
		t.Error("a colleague is offered as signer")
	}
	cadre.post(path+"/submit", chain("leader")...)
	if got := p.as("cadre2").get(path); got.Status != http.StatusNotFound {
		t.Errorf("a colleague sees the draft: %d", got.Status)
	}
	head.get(path)
	if got := head.post(path+"/agree", "version", version(), "note", "Nhất trí"); got.Status != http.StatusOK {
		t.Errorf("not agreed: %d", got.Status)
	}
	leader.get(path)
	got = leader.post(path+"/agree", "version", version(), "password", "sai mật khẩu dài")
	if got.Status != http.StatusUnprocessableEntity || strings.Contains(got.Body, "sai mật khẩu dài") {
		t.Errorf("signed with a wrong password: %d", got.Status)
	}
	leader.post(path+"/agree", "version", version(), "password", demo.Password)
	clerk.get(path)
	got = clerk.post(path+"/issue", "version", version())
	if got.Status != http.StatusOK || !strings.Contains(got.text("h1"), "1-BC/BTCTU") {
		t.Errorf("not issued: %d %s", got.Status, got.text("h1"))
	}
	if got := clerk.post(path+"/link", "version", "1", "decision", "6"); got.Status != http.StatusConflict {
		t.Errorf("linked from a stale page: %d", got.Status)
	}
	if got := clerk.post(path+"/link", "version", version(), "decision", "8"); got.Status != http.StatusNotFound {
		t.Errorf("linked with a decision that is not issued: %d", got.Status)
	}
	clerk.post(path+"/link", "version", version(), "decision", "6")
	if got := clerk.get("/decisions/6"); !strings.Contains(got.text("main"), "1-BC/BTCTU Kết quả chuẩn bị hội nghị") {
		t.Error("the decision does not name the document about it")
	}
	if got := clerk.get("/documents/2"); !strings.Contains(got.text("main"), "1-BC/BTCTU") {
		t.Error("what is answered does not name the answer")
	}
}

// TestTheSearchFindsEverything from every page, and only what is seen.
func TestTheSearchFindsEverything(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	for name, x := range map[string]struct {
		query, text string
		found       bool
	}{
		"head":   {"tong+hop", "Tổng hợp ý kiến góp ý dự thảo quy chế", true},
		"clerk":  {"phan+cap", "1215-CV/BTCTW Góp ý dự thảo quy định về phân cấp", true},
		"cadre2": {"phan+cap", "1215-CV/BTCTW", false}, // it was sent to nobody
	} {
		main := p.as(name).get("/search?q=" + x.query).text("main")
		if strings.Contains(main, x.text) != x.found {
			t.Errorf("%s finds %q: %t", name, x.text, !x.found)
		}
	}
}

// TestVersionsOfADraft: what changed since it came back is shown word by word, a version that somebody
// has looked at stays, and who may not see the draft sees no comparison either.
func TestVersionsOfADraft(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("cadre1")
	id := p.number(`SELECT id FROM documents WHERE direction = 'out' AND state = 'draft'`)
	path := fmt.Sprintf("/documents/%d", id)
	got := b.get(path + "/compare")
	if !strings.Contains(got.text("ins"), "trước ngày 20/11/2026") || got.Find("del").Length() != 1 {
		t.Errorf("%d: added %q, removed %q", got.Status, got.text("ins"), got.text("del"))
	}
	const files = ` FROM attachments WHERE object = 'documents' AND object_id = ?`
	first, second := p.number(`SELECT min(id)`+files, id), p.number(`SELECT max(id)`+files, id)
	got = b.get(fmt.Sprintf("%s/compare?from=%d&to=%d", path, first, first))
	if !strings.Contains(got.text("main"), "không khác nhau") {
		t.Errorf("a version and itself: %s", got.text("main"))
	}
	if got := b.get(fmt.Sprintf("%s/compare?from=%d&to=999999", path, first)); got.Status != http.StatusNotFound {
		t.Errorf("with a file of somewhere else: %d", got.Status)
	}
	got = b.post(fmt.Sprintf("%s/files/%d/remove", path, first))
	if got.Status != http.StatusConflict || !strings.Contains(got.text("main"), "đã được trình") {
		t.Errorf("a version that was looked at was removed: %d", got.Status)
	}
	if got := b.post(fmt.Sprintf("%s/files/%d/remove", path, second)); got.Status != http.StatusOK {
		t.Errorf("the own new version was not removed: %d %s", got.Status, got.text(".notice"))
	}
	if got := b.get(path + "/compare"); got.Status != http.StatusNotFound {
		t.Errorf("one version compared: %d", got.Status)
	}
	if got := p.as("cadre2").get(path + "/compare"); got.Status != http.StatusNotFound {
		t.Errorf("somebody else's draft: %d", got.Status)
	}
}

// TestADocumentIsEnteredWithItsScan: one form, one step; a file that is refused leaves neither a number
// nor a file behind, and what was typed is still there.
func TestADocumentIsEnteredWithItsScan(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	clerk := p.as("clerk")
	clerk.get("/documents/incoming")
	fields := func(once string) []string {
		return append(typed(`
			register DV
			author Huyện ủy Gia Lâm
			symbol 19-BC/HU
			kind Báo cáo
			subject Kết quả đại hội chi bộ
		`), "once", once)
	}
	count := func() int64 { return p.number(`SELECT count(*) FROM documents WHERE symbol = '19-BC/HU'`) }
	files := func() int64 { return p.number(`SELECT count(*) FROM attachments`) }
	before := files()
	for name, content := range map[string][]byte{
		"quét.html": []byte("<script>"),
		"mật.docx":  template(t, `<w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>`),
	} {
		got := clerk.upload("/documents/incoming", name, content, fields("scan-test-refused-000001")...)
		if got.Status != http.StatusUnprocessableEntity || got.Find(".error").Length() == 0 {
			t.Errorf("%s: %d %s", name, got.Status, got.text(".error"))
		}
		if typed, _ := got.Find("input[name=author]").Attr("value"); typed != "Huyện ủy Gia Lâm" {
			t.Errorf("%s: the author typed became %q", name, typed)
		}
		if count() != 0 || files() != before {
			t.Errorf("%s was refused and left something behind", name)
		}
	}
	got := clerk.upload("/documents/incoming", "", nil, fields("scan-test-without-000001")...)
	if got.Status != http.StatusOK || count() != 1 || files() != before {
		t.Errorf("without a file: %d %s", got.Status, got.text(".error"))
	}
	scan := template(t, `<w:p><w:r><w:t>Biên bản kiểm phiếu chi bộ Trâu Quỳ</w:t></w:r></w:p>`)
	got = clerk.upload("/documents/incoming", "bản quét.docx", scan, fields("scan-test-with-00000001")...)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "bản quét.docx") || files() != before+1 {
		t.Fatalf("with its scan: %d %s", got.Status, got.text(".error"))
	}
	if got := clerk.get("/documents/incoming?q=trau+quy"); !strings.Contains(got.text("main"), "19-BC/HU") {
		t.Error("the scan's text is not found")
	}
}

// TestTheListOfDocumentsIsSorted by what its headings name.
func TestTheListOfDocumentsIsSorted(t *testing.T) {
	t.Parallel()
	b := startPortal(t).as("leader")
	for _, sort := range []string{"number", "date&desc=1", "due", "due&desc=1", "author", "author&desc=1", "x"} {
		got := b.get("/documents/incoming?sort=" + sort)
		if got.Status != http.StatusOK || got.Find("tbody .name").Length() == 0 {
			t.Errorf("by %s: %d", sort, got.Status)
		}
	}
}
