package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/award"
	"congthidua/internal/demo"
)

// TestADecisionFromItsDraftToItsNumber: the committee prepares, the leader signs, the clerk numbers;
// then one line is corrected and one revoked by decisions of their own.
func TestADecisionFromItsDraftToItsNumber(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee, leader, clerk := p.as("committee"), p.as("leader"), p.as("clerk")
	committee.get("/decisions")
	got := committee.post(
		"/decisions",
		"body",
		"Ban Tổ chức Thành ủy",
		"subject",
		"Tặng danh hiệu năm 2025",
		"grounds",
		"Luật Thi đua, khen thưởng\n\n Nghị định 98 ",
		"ordering",
		"name",
	)
	path := got.URL.Path
	if got.Status != http.StatusOK || path == "/decisions" {
		t.Fatalf("not begun: %d %s", got.Status, got.text("main"))
	}
	if got := p.as("head").get(path); got.Status != http.StatusNotFound {
		t.Errorf("a head sees the draft: %d", got.Status)
	}
	code := func(person int) string {
		var name, unit string
		row := p.store.Read(t.Context()).
			Raw(`SELECT p.name, u.name FROM people p JOIN posts po ON po.person_id = p.id AND po.main
				AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE p.id = ?`, person).
			Row()
		if err := row.Scan(&name, &unit); err != nil {
			t.Fatal(err)
		}
		return name + ", " + unit
	}
	lines := func(form, kind, text string) page {
		return committee.post(path+"/recipients", "version", p.versionOf(path), "form", form, "kind", kind,
			"year", "2026", "achievement", "Hoàn thành xuất sắc", "lines", text)
	}
	refused := func(want string, got page) {
		t.Helper()
		if got.Status != http.StatusUnprocessableEntity && got.Status != http.StatusConflict ||
			!strings.Contains(got.Body, want) {
			t.Errorf("%q: %d %s", want, got.Status, got.text(".notice, .error"))
		}
	}
	refused("không có trong danh sách cán bộ", lines("gk", "person", code(20)+"\nKhông Ai Cả"))
	if n := p.number(`SELECT count(*) FROM recipients r JOIN decisions d ON d.id = r.decision_id
		WHERE d.subject = 'Tặng danh hiệu năm 2025'`); n != 0 {
		t.Errorf("%d lines were kept of a list with a fault", n)
	}
	lines("bkttg", "person", code(20)+"\n"+code(30))
	lines("bkttg", "outsider", "Nguyễn Thị Bà; nguyên Trưởng phòng; đã mất; con trai Nguyễn Văn Con")
	lines("bkttg", "unit", "Văn phòng")
	lines("bkttg", "person", code(20))
	refused("một thành tích không khen thưởng hai lần", committee.post(path+"/submit", "version", p.versionOf(path)))
	if got := committee.get(path); !strings.Contains(got.text("main"), "có hai lần trong danh sách này") {
		t.Errorf("the line does not say why: %s", got.text("main"))
	}
	twice := p.number(`SELECT max(id) FROM recipients`)
	p.correctLine(committee, path, twice)
	committee.post(fmt.Sprintf("%s/recipients/%d", path, twice), "version", "2", "drop", "1")
	if got := committee.post(path+"/submit", "version", p.versionOf(path)); got.Status != http.StatusOK {
		t.Fatalf("not handed up: %d %s", got.Status, got.text("main"))
	}
	refused("không sửa được nữa", lines("bkttg", "unit", "Văn phòng"))

	if got := leader.get("/"); !strings.Contains(got.text("main"), "Ký quyết định khen thưởng") {
		t.Errorf("nothing waits for the leader: %s", got.text("main"))
	}
	leader.get(path)
	refused(
		"Mật khẩu",
		leader.post(path+"/sign", "version", p.versionOf(path), "title", "Trưởng ban", "password", "sai"),
	)
	if got := committee.post(path+"/sign", "version", p.versionOf(path), "title", "x", "password",
		demo.Password); got.Status != http.StatusForbidden {
		t.Errorf("the committee signed: %d", got.Status)
	}
	leader.post(path+"/return", "version", p.versionOf(path), "reason", "Thiếu căn cứ")
	if got := committee.get(path); !strings.Contains(got.text("main"), "Trả lại: Thiếu căn cứ") {
		t.Errorf("not returned: %s", got.text("main"))
	}
	committee.post(path+"/submit", "version", p.versionOf(path))
	if got := leader.post(path+"/sign", "version", p.versionOf(path), "title", "Trưởng ban", "password",
		demo.Password); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Đã ký, chờ số") {
		t.Fatalf("not signed: %d %s", got.Status, got.text("main"))
	}
	clerk.get(path)
	version := p.versionOf(path)
	if got := clerk.post(path+"/issue", "version", version); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Đã ban hành") {
		t.Fatalf("not issued: %d %s", got.Status, got.text("main"))
	}
	if got := clerk.post(path+"/issue", "version", version); got.Status != http.StatusConflict {
		t.Errorf("numbered twice: %d", got.Status)
	}
	if gaps := p.number(`SELECT max(number) - count(*) FROM outgoing WHERE register = 'QĐ' AND year = 2026`); gaps != 0 {
		t.Errorf("%d numbers are missing", gaps)
	}
	// Persons 3.5 × 2,340,000 = 8,190,000, the collective twice: 3 × 8,190,000 + 16,380,000.
	list := clerk.get(path + "/list")
	for _, want := range []string{"I. Bằng khen của Thủ tướng Chính phủ - Tập thể (1)",
		"II. Bằng khen của Thủ tướng Chính phủ - Cá nhân (3)", "40.950.000", "Bốn mươi triệu chín trăm năm mươi nghìn " +
			"đồng", "người nhận thay: con trai Nguyễn Văn Con"} {
		if !strings.Contains(list.Body, want) {
			t.Errorf("the list does not say %q", want)
		}
	}
	for _, paper := range []string{"/list.pdf", "/list.docx", "/list.xlsx", "/payment", "/payment.xlsx", "/text",
		"/text.docx", "/engraver.xlsx"} {
		if got := clerk.get(path + paper); got.Status != http.StatusOK {
			t.Errorf("%s: %d", paper, got.Status)
		}
	}
	if got := committee.get("/people/20"); !strings.Contains(got.text("main"), "Bằng khen của Thủ tướng Chính phủ") {
		t.Error("the honour is not on the person's record")
	}

	line := fmt.Sprint(p.number(`SELECT id FROM recipients WHERE form = 'bkttg' AND person_id = 20`))
	refused("Ghi lý do", committee.post(path+"/amend", "kind", "revocation", "line", line))
	revocation := committee.post(
		path+"/amend",
		"kind",
		"revocation",
		"line",
		line,
		"reason",
		"Khai báo gian dối",
	).URL.Path
	committee.post(revocation+"/submit", "version", p.versionOf(revocation))
	refused(
		"Không quá 200 ký tự",
		leader.post(
			revocation+"/sign",
			"version",
			p.versionOf(revocation),
			"title",
			strings.Repeat("x", 201),
			"password",
			demo.Password,
		),
	)
	leader.post(revocation+"/return", "version", p.versionOf(revocation), "reason", "Thiếu biên bản")
	p.through(revocation)
	if n := p.number(`SELECT count(*) FROM honours WHERE person_id = 20 AND title = 'bkttg' AND revoked LIKE '%Khai báo gian dối%'`); n != 1 {
		t.Error("returned once, the revocation lost its reason")
	}
	if n := p.number(`SELECT count(*) FROM honours WHERE person_id = 20 AND title = 'bkttg' AND revoked = ''`); n != 0 {
		t.Error("the revoked honour still stands")
	}
	if got := committee.get(path); !strings.Contains(got.text("main"), "Thay bằng") {
		t.Errorf("the old decision does not say that a line was revoked: %s", got.text("main"))
	}
	line = fmt.Sprint(p.number(`SELECT id FROM recipients WHERE form = 'bkttg' AND person_id = 30`))
	correction := committee.post(path+"/amend", "kind", "correction", "line", line, "reason", "Sai chức vụ").URL.Path
	fresh := p.number(`SELECT max(id) FROM recipients`)
	committee.post(fmt.Sprintf("%s/recipients/%d", correction, fresh), "version", "1",
		"name", "Tên Đúng", "post", "Chuyên viên cao cấp", "place", "Văn phòng")
	p.through(correction)
	if n := p.number(`SELECT count(*) FROM honours WHERE person_id = 30 AND title = 'bkttg' AND revoked = ''`); n != 1 {
		t.Errorf("the corrected honour stands %d times", n)
	}
}

// correctLine types every text of a line anew in its form on the page of a decision.
func (p *site) correctLine(b *browser, path string, line int64) {
	p.t.Helper()
	form := fmt.Sprintf("#line-%d form", line)
	pairs := b.get(path).fields(form)
	for _, f := range award.LineFields {
		at := slices.Index(pairs, f.Code)
		if at < 0 {
			p.t.Fatalf("the form of a line has no %s: %v", f.Code, pairs)
		}
		pairs[at+1] = "Mới: " + f.Code
	}
	got := b.post(fmt.Sprintf("%s/recipients/%d", path, line), pairs...)
	for _, f := range award.LineFields {
		if text := got.value(form + " [name=" + f.Code + "]"); text != "Mới: "+f.Code {
			p.t.Errorf("%s is %q, answered %d", f.Code, text, got.Status)
		}
	}
}

// versionOf is the version of the decision at a path.
func (p *site) versionOf(path string) string {
	p.t.Helper()
	return fmt.Sprint(p.number(`SELECT version FROM decisions WHERE id = ?`, path[strings.LastIndex(path, "/")+1:]))
}

// through takes a draft to its number.
func (p *site) through(path string) {
	p.t.Helper()
	for _, step := range [][2]string{{"committee", "/submit"}, {"leader", "/sign"}, {"clerk", "/issue"}} {
		b := p.as(step[0])
		b.get("/")
		if got := b.post(path+step[1], "version", p.versionOf(path), "title", "Trưởng ban", "password",
			demo.Password); got.Status != http.StatusOK {
			p.t.Fatalf("%s %s: %d %s", step[0], step[1], got.Status, got.text("main"))
		}
	}
}

// TestTheCouncilsListBecomesADecision: whom the council has proposed is decided on once.
func TestTheCouncilsListBecomesADecision(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	signing := p.number(`SELECT id FROM decisions WHERE state = 'signing'`)
	if n := p.number(`SELECT count(*) FROM recipients WHERE decision_id = ? AND registration_id IS NOT NULL`, signing); n == 0 ||
		n != p.number(`SELECT count(*) FROM registrations WHERE outcome = 'proposed'`) {
		t.Fatalf("%d of the council's list stand in the decision", n)
	}
	b := p.as("committee")
	b.get("/decisions")
	second := b.post("/decisions", "body", "Ban", "subject", "Lần nữa").URL.Path
	if got := b.post(second+"/council", "version", p.versionOf(second), "year", "2026"); got.Status != http.StatusConflict {
		t.Errorf("decided twice: %d", got.Status)
	}
	path := fmt.Sprintf("/decisions/%d", signing)
	for _, step := range [][2]string{{"leader", "/sign"}, {"clerk", "/issue"}} {
		b := p.as(step[0])
		b.get(path)
		if got := b.post(path+step[1], "version", p.versionOf(path), "title", "Trưởng ban", "password",
			demo.Password); got.Status != http.StatusOK {
			t.Fatalf("%s: %d %s", step[1], got.Status, got.text("main"))
		}
	}
	if n := p.number(`SELECT count(*) FROM honours h JOIN decisions d ON d.number = h.decision WHERE d.id = ?`, signing); n != p.number(
		`SELECT count(*) FROM recipients WHERE decision_id = ?`,
		signing,
	) {
		t.Errorf("%d honours were written", n)
	}
}

// TestTheConferenceOf2019 counts the seed's own day: five decisions, 66 recipients.
func TestTheConferenceOf2019(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	for number, want := range map[string]int64{"2411/QĐ-CTN": 1, "518-QĐ/BTCTW": 31, "4127-QĐ/TU": 20, "7030/QĐ-UBND": 6, "7031/QĐ-UBND": 8} {
		if n := p.number(`SELECT count(*) FROM recipients r JOIN decisions d ON d.id = r.decision_id WHERE d.number = ?`, number); n != want {
			t.Errorf("%s: %d recipients, want %d", number, n, want)
		}
	}
}

// TestScansAndPhotosAreKept: the signed scan with its decision, photos with their ceremony.
func TestScansAndPhotosAreKept(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	clerk := p.as("clerk")
	for _, path := range []string{"/decisions/4", "/ceremonies/1"} {
		clerk.get(path)
		if got := clerk.upload(path+"/files", "a.html", []byte("<script>")); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s kept a page: %d", path, got.Status)
		}
		if got := clerk.upload(path+"/files", "ảnh.png", []byte("\x89PNG\r\n\x1a\n")); got.Status != http.StatusOK ||
			!strings.Contains(got.text("main"), "ảnh.png") {
			t.Fatalf("%s: %d %s", path, got.Status, got.text(".notice, .error"))
		}
		file := fmt.Sprintf("%s/files/%d", path, p.number(`SELECT max(id) FROM attachments`))
		if got := p.as("auditor").get(file); got.Status != http.StatusOK ||
			!strings.Contains(got.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %d", file, got.Status)
		}
		committee := p.as("committee")
		committee.get(path)
		if got := committee.post(file + "/remove"); got.Status != http.StatusForbidden {
			t.Errorf("somebody else's file was removed: %d", got.Status)
		}
		if got := p.as("cadre1").get(file); got.Status != http.StatusForbidden && got.Status != http.StatusNotFound {
			t.Errorf("%s for a cadre: %d", file, got.Status)
		}
		if got := clerk.post(file + "/remove"); got.Status != http.StatusOK ||
			strings.Contains(got.text("main"), "ảnh.png") {
			t.Errorf("not removed: %d", got.Status)
		}
	}
}
