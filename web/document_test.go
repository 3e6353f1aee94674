package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/demo"
)

// TestADocumentsWay: the clerk enters it, the leader sends it on, it becomes a task, is answered by a
// draft that goes through its chain and gets its number, and is settled once the task is closed.
func TestADocumentsWay(t *testing.T) {
	p := startPortal(t)
	clerk, leader, head := p.as("clerk"), p.as("leader"), p.as("head")
	fields := []string{"once", clerk.get("/documents/incoming").once(), "register", "TU", "arrived_on", "06/11/2026", "author", "Thành ủy", "symbol", "99-CV/TU", "dated_on", "05/11/2026", "kind", "Công văn", "subject", "Báo cáo số liệu cán bộ nữ", "due", "13/11/2026"}
	if got := clerk.post("/documents/incoming", append(fields, "secrecy", "Tuyệt mật")...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.text("main"), "hệ thống cấp độ 2") {
		t.Errorf("a secret was entered: %d %s", got.Status, got.text(".notice, .error"))
	}
	got := clerk.post("/documents/incoming", fields...)
	if got.Status != http.StatusOK || !strings.Contains(got.text(".lead"), "Số đến 4/2026") {
		t.Fatalf("%d %s", got.Status, got.text(".lead, .error"))
	}
	path := got.URL.Path
	if got := clerk.post("/documents/incoming", fields...); got.Status != http.StatusConflict {
		t.Errorf("entered twice: %d", got.Status)
	}
	if got := clerk.upload(path+"/files", "quet.pdf", []byte("%PDF-1.4 x")); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "quet.pdf") {
		t.Errorf("the scan: %d", got.Status)
	}
	if got := leader.get("/"); !strings.Contains(got.text("main"), "Chuyển xử lý 2 văn bản đến") {
		t.Errorf("the leader's work: %s", got.text("main"))
	}
	leader.get(path)
	lead, checker := fmt.Sprint(p.actor("head").PersonID), fmt.Sprint(p.actor("leader").PersonID)
	if got := leader.post(path+"/route", "version", "1", "instruction", "x"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("sent to nobody: %d", got.Status)
	}
	got = leader.post(path+"/route", "version", "1", "instruction", "Tham mưu báo cáo", "lead", lead, "title", "Báo cáo số liệu", "product", "Báo cáo tháng", "weight", "2", "due", "12/11/2026", "checker", checker)
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
	task := p.number(`SELECT task_id FROM document_routes WHERE document_id = (SELECT max(id) FROM documents) AND task_id IS NOT NULL`)
	version := func(table string, id any) string {
		return fmt.Sprint(p.number(`SELECT version FROM `+table+` WHERE id = ?`, id))
	}
	document := p.number(`SELECT max(id) FROM documents`)
	if got := leader.post(path+"/settle", "version", version("documents", document), "how", "xong"); got.Status != http.StatusConflict || !strings.Contains(got.text(".notice"), "Còn 1 nhiệm vụ") {
		t.Errorf("settled with an open task: %d", got.Status)
	}
	head.post(fmt.Sprintf("/tasks/%d/done", task), "version", version("tasks", task), "result", "Báo cáo số 45")
	leader.get(fmt.Sprintf("/tasks/%d", task))
	leader.post(fmt.Sprintf("/tasks/%d/check", task), "version", version("tasks", task), "do", "close")
	if got := leader.post(path+"/settle", "version", version("documents", document), "how", "Đã báo cáo"); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Đã giải quyết") {
		t.Errorf("not settled: %d %s", got.Status, got.text(".notice"))
	}
	for _, url := range []string{"/documents/incoming/register?register=TU", "/documents/outgoing/register", "/overview/paper"} {
		for _, format := range []string{"", ".pdf", ".xlsx"} {
			at := strings.Replace(url, "?", format+"?", 1)
			if !strings.Contains(url, "?") {
				at = url + format
			}
			if got := leader.get(at); got.Status != http.StatusOK {
				t.Errorf("%s: %d", at, got.Status)
			}
		}
	}
	if got := leader.get("/documents/outgoing/register"); !strings.Contains(got.text("body"), "1-QĐ/BTCTU") || !strings.Contains(got.text("body"), "Quận ủy Hoàn Kiếm") {
		t.Errorf("the outgoing register lacks the decision or the letter: %s", got.text("body"))
	}
}

// TestADraftOverHTTP: an answer is drafted, looked at, signed with the password, numbered.
func TestADraftOverHTTP(t *testing.T) {
	p := startPortal(t)
	cadre, head, leader, clerk := p.as("cadre1"), p.as("head"), p.as("leader"), p.as("clerk")
	cadre.get("/documents/outgoing?answers=2")
	got := cadre.post("/documents/outgoing", "register", "BC", "subject", "Kết quả chuẩn bị hội nghị", "addressees", "Thành ủy", "copies", "3", "answers", "2")
	path := got.URL.Path
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "88-KH/TU") {
		t.Fatalf("%d %s", got.Status, got.text("main"))
	}
	id := p.number(`SELECT max(id) FROM documents`)
	version := func() string { return fmt.Sprint(p.number(`SELECT version FROM documents WHERE id = ?`, id)) }
	chain := []string{"review.0", fmt.Sprint(p.actor("head").PersonID), "signer", fmt.Sprint(p.actor("leader").PersonID)}
	if got := cadre.post(path+"/submit", append(chain, "version", version())...); got.Status != http.StatusConflict {
		t.Errorf("submitted without a file: %d", got.Status)
	}
	cadre.upload(path+"/files", "bao-cao.pdf", []byte("%PDF-1.4 x"))
	cadre.post(path+"/submit", append(chain, "version", version())...)
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
	if got := clerk.post(path+"/issue", "version", version()); got.Status != http.StatusOK || !strings.Contains(got.text("h1"), "1-BC/BTCTU") {
		t.Errorf("not issued: %d %s", got.Status, got.text("h1"))
	}
	clerk.post(path+"/link", "version", version(), "decision", "6")
	if got := clerk.get("/decisions/6"); !strings.Contains(got.text("main"), "1-BC/BTCTU Kết quả chuẩn bị hội nghị") {
		t.Error("the decision does not name the document about it")
	}
	if got := clerk.get("/documents/2"); !strings.Contains(got.text("main"), "1-BC/BTCTU") {
		t.Error("what is answered does not name the answer")
	}
}

// TestTheOfficesOwnTemplates: one with unknown blanks is refused; one that is kept is filled from a
// decision, with a row for each recipient.
func TestTheOfficesOwnTemplates(t *testing.T) {
	p := startPortal(t)
	b := p.as("clerk")
	b.get("/documents/templates")
	if got := b.upload("/documents/templates?object=decision", "Mẫu lạ.docx", template(t, `<w:p><w:r><w:t>{la_gi}</w:t></w:r></w:p>`)); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.text("main"), "{la_gi}") {
		t.Errorf("an unknown blank: %d %s", got.Status, got.text(".notice, .error"))
	}
	got := b.upload("/documents/templates?object=decision", "Thông báo khen.docx", template(t, `<w:p><w:r><w:t>Theo {so} ngày {ngay}: {tong_tien_chu}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{#nguoi}{stt}. {ten}, {don_vi}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`))
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Thông báo khen") {
		t.Fatalf("%d %s", got.Status, got.text(".notice, .error"))
	}
	id := p.number(`SELECT max(id) FROM templates`)
	if got := b.get("/decisions/4"); !strings.Contains(got.Body, fmt.Sprintf("/decisions/4/fill/%d", id)) {
		t.Error("the decision does not offer the template")
	}
	filled := b.get(fmt.Sprintf("/decisions/4/fill/%d", id))
	text := docxText(t, filled.Body)
	if filled.Status != http.StatusOK || !strings.Contains(text, "Theo 7030/QĐ-UBND ngày 28/12/2018") || strings.Count(text, "<w:tr>") != 6 || strings.Contains(text, "{") {
		t.Errorf("%d: %.600s", filled.Status, text)
	}
	if got := b.get(fmt.Sprintf("/ceremonies/1/fill/%d", id)); got.Status != http.StatusNotFound {
		t.Errorf("a template of another object: %d", got.Status)
	}
	if got := p.as("head").get("/documents/templates"); got.Status != http.StatusForbidden {
		t.Errorf("a head among the templates: %d", got.Status)
	}
	if got := b.post(fmt.Sprintf("/documents/templates/%d/drop", id), "version", "2"); got.Status != http.StatusConflict {
		t.Errorf("dropped from a stale page: %d", got.Status)
	}
	b.post(fmt.Sprintf("/documents/templates/%d/drop", id), "version", "1")
	if n := p.number(`SELECT count(*) FROM templates WHERE id = ?`, id); n != 0 {
		t.Error("the template was not removed")
	}
	// The demonstration's own, made by a real writer of DOCX.
	own := b.get("/decisions/4/fill/1")
	if text := docxText(t, own.Body); own.Status != http.StatusOK || strings.Contains(text, "{") || strings.Count(text, "Cờ thi đua của thành phố") < 6 {
		t.Errorf("the demonstration's template: %d %.300s", own.Status, text)
	}
}

// template is a DOCX with a body.
func template(t *testing.T, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="x"><w:body>` + body + `</w:body></w:document>`}} {
		f, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func docxText(t *testing.T, content string) string {
	t.Helper()
	r, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTheSearchFindsEverything from every page, and only what is seen.
func TestTheSearchFindsEverything(t *testing.T) {
	p := startPortal(t)
	got := p.as("head").get("/search?q=tong+hop")
	if main := got.text("main"); !strings.Contains(main, "Tổng hợp ý kiến góp ý dự thảo quy chế") {
		t.Errorf("the task: %s", main)
	}
	got = p.as("clerk").get("/search?q=phan+cap")
	if main := got.text("main"); !strings.Contains(main, "1215-CV/BTCTW Góp ý dự thảo quy định về phân cấp") {
		t.Errorf("the document: %s", main)
	}
	if got := p.as("cadre2").get("/search?q=phan+cap"); strings.Contains(got.text("main"), "1215-CV/BTCTW") {
		t.Error("a cadre finds a document that was not sent to anybody")
	}
}

// TestVersionsOfADraft: what changed since it came back is shown word by word, a version that somebody
// has looked at stays, and who may not see the draft sees no comparison either.
func TestVersionsOfADraft(t *testing.T) {
	p := startPortal(t)
	b := p.as("cadre1")
	id := p.number(`SELECT id FROM documents WHERE direction = 'out' AND state = 'draft'`)
	path := fmt.Sprintf("/documents/%d", id)
	got := b.get(path + "/compare")
	if !strings.Contains(got.text("ins"), "trước ngày 20/11/2026") || got.Find("del").Length() != 1 {
		t.Errorf("%d: added %q, removed %q", got.Status, got.text("ins"), got.text("del"))
	}
	first, second := p.number(`SELECT min(id) FROM attachments WHERE object = 'documents' AND object_id = ?`, id), p.number(`SELECT max(id) FROM attachments WHERE object = 'documents' AND object_id = ?`, id)
	if got := b.get(fmt.Sprintf("%s/compare?from=%d&to=%d", path, first, first)); !strings.Contains(got.text("main"), "không khác nhau") {
		t.Errorf("a version and itself: %s", got.text("main"))
	}
	if got := b.get(fmt.Sprintf("%s/compare?from=%d&to=999999", path, first)); got.Status != http.StatusNotFound {
		t.Errorf("with a file of somewhere else: %d", got.Status)
	}
	if got := b.post(fmt.Sprintf("%s/files/%d/remove", path, first)); got.Status != http.StatusConflict || !strings.Contains(got.text("main"), "đã được trình") {
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
	p := startPortal(t)
	clerk := p.as("clerk")
	clerk.get("/documents/incoming")
	fields := func(once string) []string {
		return []string{"once", once, "register", "DV", "author", "Huyện ủy Gia Lâm", "symbol", "19-BC/HU", "kind", "Báo cáo", "subject", "Kết quả đại hội chi bộ"}
	}
	count := func() int64 { return p.number(`SELECT count(*) FROM documents WHERE symbol = '19-BC/HU'`) }
	files := func() int64 { return p.number(`SELECT count(*) FROM attachments`) }
	before := files()
	for name, content := range map[string][]byte{"quét.html": []byte("<script>"), "mật.docx": template(t, `<w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>`)} {
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
	if got := clerk.upload("/documents/incoming", "", nil, fields("scan-test-without-000001")...); got.Status != http.StatusOK || count() != 1 || files() != before {
		t.Errorf("without a file: %d %s", got.Status, got.text(".error"))
	}
	got := clerk.upload("/documents/incoming", "bản quét.docx", template(t, `<w:p><w:r><w:t>Biên bản kiểm phiếu chi bộ Trâu Quỳ</w:t></w:r></w:p>`), fields("scan-test-with-00000001")...)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "bản quét.docx") || files() != before+1 {
		t.Fatalf("with its scan: %d %s", got.Status, got.text(".error"))
	}
	if got := clerk.get("/documents/incoming?q=trau+quy"); !strings.Contains(got.text("main"), "19-BC/HU") {
		t.Error("the scan's text is not found")
	}
}
