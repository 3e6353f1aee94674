package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// TestAnInitiativeFromItsAuthorsToItsDecision registers one with a co-author, attaches files and
// decides on it.
func TestAnInitiativeFromItsAuthorsToItsDecision(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE people SET name = 'Trần Thị Mẫu', search_key = 'tran thi mau' WHERE id IN (11, 25)`).Error
	}); err != nil {
		t.Fatal(err)
	}
	author, committee := p.as("cadre1"), p.as("committee")
	author.get("/initiatives")
	form := []string{
		"name",
		"Bảng theo dõi hồ sơ",
		"summary",
		"Mỗi hồ sơ nhanh hơn một phần ba.",
		"level",
		"base",
		"year",
		"2026",
		"share.0",
		"60",
		"share.1",
		"40",
		"once",
		"initiative-test-token",
	}
	with := func(more ...string) []string { return append(append([]string{}, form...), more...) }
	for want, more := range map[string][]string{
		"Không có «Không Ai» trong danh sách cán bộ": {"author.1", "Không Ai"},
		"Có 2 người: Trần Thị Mẫu":                   {"author.1", "Trần Thị Mẫu"},
		"cộng lại là 60, cần đúng 100":               {},
	} {
		if got := author.post("/initiatives", with(more...)...); got.Status != http.StatusUnprocessableEntity ||
			!strings.Contains(got.Body, want) ||
			got.value("input[name=name]") != "Bảng theo dõi hồ sơ" {
			t.Errorf("%s: %d", want, got.Status)
		}
	}
	unit := p.number(`SELECT unit_id FROM posts WHERE person_id = 11 AND main AND until IS NULL`)
	var place string
	if err := p.store.Read(t.Context()).Raw(`SELECT name FROM units WHERE id = ?`, unit).Scan(&place).Error; err != nil {
		t.Fatal(err)
	}
	form = with("author.1", "trần thị mẫu, "+place)
	got := author.post("/initiatives", form...)
	path := got.URL.Path
	if got.Status != http.StatusOK || path == "/initiatives" {
		t.Fatalf("not registered: %d %s", got.Status, got.text("main"))
	}
	if got := author.post("/initiatives", form...); got.Status != http.StatusConflict {
		t.Errorf("sent twice it made two: %d", got.Status)
	}

	pdf := []byte("%PDF-1.4\nmẫu\n")
	for name, content := range map[string][]byte{"a.exe": pdf, "a.pdf": []byte("<html>"), "a.docx": pdf, "b.pdf": {}} {
		if got := author.upload(path+"/files", name, content); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s was kept: %d", name, got.Status)
		}
	}
	if got := author.upload(path+"/files", "báo cáo.pdf", pdf); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "báo cáo.pdf") {
		t.Fatalf("not attached: %d %s", got.Status, got.text(".notice"))
	}
	file := fmt.Sprintf("%s/files/%d", path, p.number(`SELECT max(id) FROM attachments`))
	sent := committee.get(file)
	if sent.Status != http.StatusOK || sent.Body != string(pdf) ||
		!strings.HasPrefix(sent.Header.Get("Content-Disposition"), "attachment") ||
		!strings.Contains(sent.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the file: %d %v", sent.Status, sent.Header)
	}
	other := p.as("council9") // a cadre of another unit
	for _, at := range []string{path, file, path + "/paper"} {
		if got := other.get(at); got.Status != http.StatusNotFound {
			t.Errorf("%s for a stranger: %d", at, got.Status)
		}
	}
	if got := other.upload(path+"/files", "b.pdf", pdf); got.Status != http.StatusNotFound {
		t.Errorf("a stranger attached: %d", got.Status)
	}
	coauthor := p.as("cadre2")
	if got := coauthor.get(path); got.Status != http.StatusOK {
		t.Errorf("the co-author does not see it: %d", got.Status)
	}
	if got := coauthor.post(path+"/withdraw", "version", "1"); got.Status != http.StatusForbidden {
		t.Errorf("the co-author withdrew it: %d", got.Status)
	}
	if got := p.as("auditor").upload(path+"/files", "b.pdf", pdf); got.Status != http.StatusForbidden {
		t.Errorf("the auditor attached: %d", got.Status)
	}

	if got := committee.get("/"); !strings.Contains(got.text("main"), "Xét công nhận") {
		t.Errorf("nothing waits for the committee: %s", got.text("main"))
	}
	before := p.number(`SELECT count(*) FROM initiatives WHERE state = 'recognised'`)
	if got := committee.post(path+"/decide", "version", "1", "ruling", "refused", "why", ""); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("refused without a reason: %d", got.Status)
	}
	decide := []string{
		"ruling",
		"recognised",
		"decided_level",
		"province",
		"decision",
		"51-QĐ/HĐSK",
		"decided_on",
		"05/11/2026",
	}
	if got := committee.post(path+"/decide", append(decide, "version", "7")...); got.Status != http.StatusConflict {
		t.Errorf("an old page decided: %d", got.Status)
	}
	if got := committee.post(path+"/decide", append(decide, "version", "1")...); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "công nhận cấp tỉnh, ban, ngành, 51-QĐ/HĐSK ngày 05/11/2026") {
		t.Fatalf("not recognised: %d %s", got.Status, got.text("main"))
	}
	if n := p.number(`SELECT count(*) FROM initiatives WHERE state = 'recognised'`); n != before+1 {
		t.Errorf("%d recognised", n)
	}
	if got := author.post(path, append(form, "version", "2")...); got.Status != http.StatusConflict {
		t.Errorf("changed after the decision: %d", got.Status)
	}
	if got := author.post(file + "/remove"); got.Status != http.StatusForbidden {
		t.Errorf("evidence removed after the decision: %d", got.Status)
	}
	if got := coauthor.get("/registrations?year=2026"); !strings.Contains(got.text("main"), "Bảng theo dõi hồ sơ") {
		t.Error("the initiative does not count for the co-author")
	}
	for _, paper := range []string{path + "/paper", path + "/paper.pdf", "/initiatives/list.xlsx?state=registered"} {
		if got := committee.get(paper); got.Status != http.StatusOK {
			t.Errorf("%s: %d", paper, got.Status)
		}
	}
}

// TestOnlyRecognisedInitiativesCount: what is registered or refused decides nothing.
func TestOnlyRecognisedInitiativesCount(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	if p.number(`SELECT count(*) FROM initiatives WHERE state <> 'recognised'`) == 0 {
		t.Fatal("the demonstration has none")
	}
	person := p.number(
		`SELECT x.person_id FROM initiative_authors x JOIN initiatives i ON i.id = x.initiative_id WHERE i.state = 'refused' LIMIT 1`,
	)
	held, err := p.app.Initiatives.Held(t.Context(), p.actor("committee"), person)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range held {
		if i.Decision == "" {
			t.Errorf("%s counts without a decision", i.Name)
		}
	}
}

func TestInitiativesWithinReach(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	all := p.number(`SELECT count(*) FROM initiative_authors`)
	got := p.as("committee").get("/initiatives")
	if int64(got.Find("main tbody tr").Length()) != all || all < 10 {
		t.Errorf("the committee sees %d of %d", got.Find("main tbody tr").Length(), all)
	}
	own := p.as("head").get("/initiatives")
	room := p.number(
		`SELECT count(*) FROM initiative_authors x JOIN posts po ON po.person_id = x.person_id AND po.main
			AND po.until IS NULL WHERE po.unit_id = 2`,
	)
	if int64(own.Find("main tbody tr").Length()) != room {
		t.Errorf("a head sees %d, the room has %d", own.Find("main tbody tr").Length(), room)
	}
	if got := p.as("committee").get("/initiatives/list.docx?level=province"); got.Status != http.StatusOK ||
		!strings.HasPrefix(got.Body, "PK") {
		t.Errorf("the paper: %d", got.Status)
	}
}
