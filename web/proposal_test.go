package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestAProposalFromItsDraftToItsDecision prepares one, is refused for a double, sends it, has it
// returned and sent again, and turns what was accepted into a received decision.
func TestAProposalFromItsDraftToItsDecision(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/proposals")
	got := b.post("/proposals", "kind", "unplanned", "body", "Chủ tịch nước", "subject", "Tặng Huân chương Lao động")
	path := got.URL.Path
	if got.Status != http.StatusOK || path == "/proposals" {
		t.Fatalf("not begun: %d %s", got.Status, got.text("main"))
	}
	version := func() string {
		return fmt.Sprint(p.number(`SELECT version FROM proposals WHERE subject = 'Tặng Huân chương Lao động'`))
	}
	add := func(text string) page {
		return b.post(path+"/lines", "version", version(), "form", "hcld2", "kind", "outsider",
			"year", "2026", "achievement", "Cống hiến lâu năm", "lines", text)
	}
	add(
		"Nguyễn Văn Một; nguyên Trưởng ban; Ban Tổ chức\nTrần Thị Hai; nguyên Phó Trưởng ban; Ban Tổ chức\nNguyễn Văn " +
			"Một; nguyên Trưởng ban; Ban Tổ chức",
	)
	if got := b.post(path+"/send", "version", version()); got.Status != http.StatusConflict ||
		!strings.Contains(got.text("main"), "có hai lần trong danh sách này") {
		t.Errorf("a double was sent: %d %s", got.Status, got.text("main"))
	}
	line := p.number(`SELECT max(id) FROM proposal_lines`)
	b.post(fmt.Sprintf("%s/lines/%d", path, line), "version", "1", "drop", "1")
	b.post(fmt.Sprintf("%s/lines/%d", path, line-1), "version", "1",
		"achievement", "Cống hiến lâu năm", "report", "Dòng một\nDòng hai")
	if got := b.post(path+"/send", "version", version()); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Đã gửi, chờ quyết định") {
		t.Fatalf("not sent: %d %s", got.Status, got.text("main"))
	}
	if got := add("Lê Văn Ba; x; y"); got.Status != http.StatusConflict {
		t.Errorf("changed after it was sent: %d", got.Status)
	}
	b.post(path+"/back", "version", version(), "reason", "Thiếu xác nhận")
	if got := b.get(path); !strings.Contains(got.text("main"), "Trả lại: Thiếu xác nhận") {
		t.Errorf("not returned: %s", got.text("main"))
	}
	if got := b.get(path); !strings.Contains(got.text("main"), "Ý kiến của cơ quan có thẩm quyền") {
		t.Errorf("the checklist of an order: %s", got.text("main"))
	}
	if got := b.upload(path+"/files?label=nothing", "hiep-y.pdf", []byte("%PDF-1.4 x")); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("kept for no paper: %d", got.Status)
	}
	if got := b.upload(path+"/files?label=consent", "hiep-y.pdf", []byte("%PDF-1.4 x")); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "hiep-y.pdf") {
		t.Errorf("not attached: %d", got.Status)
	}
	b.post(path+"/send", "version", version())
	if got := b.upload(path+"/files?label=consent", "sau.pdf", []byte("%PDF-1.4 x")); got.Status != http.StatusConflict {
		t.Errorf("attached after it was sent: %d", got.Status)
	}

	zipped := b.post(path + "/dossier")
	if !strings.HasPrefix(zipped.URL.Path, "/jobs/") {
		t.Fatalf("the dossier: %s", zipped.URL.Path)
	}
	file := b.get(zipped.URL.Path + "/file")
	archive, err := zip.NewReader(bytes.NewReader([]byte(file.Body)), int64(len(file.Body)))
	if err != nil {
		t.Fatalf("no zip: %v", err)
	}
	var names []string
	for _, f := range archive.File {
		names = append(names, regexp.MustCompile(`consent-\d+-`).ReplaceAllString(f.Name, "consent-N-"))
	}
	if text := strings.Join(names, " "); text != "01-to-trinh.docx 02-danh-sach.docx 02-danh-sach.pdf "+
		"04-bao-cao/001-tran-thi-hai.docx 04-bao-cao/002-nguyen-van-mot.docx 07-dinh-kem/consent-N-hiep-y.pdf "+
		"00-muc-luc.txt" {
		t.Errorf("the dossier holds %s", text)
	}

	one, two := fmt.Sprint(line-2), fmt.Sprint(line-1)
	if got := b.post(path+"/answer", "version", version(), "line", one, "line", two, "accepted",
		one); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Ghi lý do không được chấp nhận") {
		t.Errorf("refused without a reason: %d", got.Status)
	}
	decided := b.post(
		path+"/answer",
		"version",
		version(),
		"line",
		one,
		"line",
		two,
		"accepted",
		one,
		"why."+two,
		"Chưa đủ thời gian",
	)
	if !strings.HasPrefix(decided.URL.Path, "/decisions/") ||
		!strings.Contains(decided.text("main"), "Nguyễn Văn Một") ||
		strings.Contains(decided.text("main"), "Trần Thị Hai") {
		t.Fatalf("the decision: %s %s", decided.URL.Path, decided.text("main"))
	}
	decision := decided.URL.Path
	b.post(
		decision,
		"version",
		p.versionOf(decision),
		"received",
		"1",
		"body",
		"Chủ tịch nước",
		"subject",
		"Tặng Huân chương Lao động",
		"number",
		"99/QĐ-CTN",
		"decided_on",
		"05/11/2026",
	)
	if got := b.post(decision+"/receive", "version", p.versionOf(decision)); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Đã ban hành") {
		t.Errorf("not taken into the record: %d %s", got.Status, got.text("main"))
	}
	if got := b.get(path); !strings.Contains(got.text("main"), "Chưa đủ thời gian") {
		t.Errorf("the proposal does not say why: %s", got.text("main"))
	}
	if got := p.as("head").get(path); got.Status != http.StatusForbidden {
		t.Errorf("a head in a proposal: %d", got.Status)
	}
}
