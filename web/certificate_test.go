package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestCertificatesOfADecision registers, prints and reprints, and checks one without logging in before
// and after it is revoked.
func TestCertificatesOfADecision(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk")
	path := "/decisions/5/certificates" // 3 collectives, 5 persons of 2018
	if got := b.get(path); !strings.Contains(got.text("main"), "8 người, tập thể chưa vào sổ cấp bằng") {
		t.Fatalf("the register: %s", got.text("main"))
	}
	if got := b.post(path+"/print", "layout", "1"); got.Status != http.StatusConflict {
		t.Errorf("printed before they are registered: %d", got.Status)
	}
	b.post(path + "/register")
	b.post(path + "/register") // twice gives no second number
	if n := p.number(`SELECT count(*) FROM certificates WHERE year = 2018`); n != 8 ||
		p.number(`SELECT max(serial) FROM certificates WHERE year = 2018`) != 8 {
		t.Errorf("%d certificates of 2018", n)
	}
	got := b.post(path+"/print", "layout", "1", "printer", "1")
	if got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "%PDF-") ||
		strings.Count(got.Body, "/Type /Page\n") != 8 {
		t.Errorf("the batch: %d, %d pages", got.Status, strings.Count(got.Body, "/Type /Page\n"))
	}
	if got := b.post(path+"/print", "layout", "1"); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.text("main"), "ghi lý do in lại") {
		t.Errorf("printed again without a reason: %d", got.Status)
	}
	got = b.post(path+"/print", "layout", "2", "as", "zip", "reason", "Gửi từng đơn vị")
	got = b.get(got.URL.Path + "/file")
	archive, err := zip.NewReader(bytes.NewReader([]byte(got.Body)), int64(len(got.Body)))
	if err != nil || len(archive.File) != 8 {
		t.Fatalf("the zip: %v", err)
	}
	one := p.number(`SELECT id FROM certificates WHERE year = 2018 AND serial = 3`)
	if got := b.post(path+"/print", "layout", "2", "one", fmt.Sprint(one), "reason", "Giấy bị nhòe"); got.Status != http.StatusOK ||
		strings.Count(got.Body, "/Type /Page\n") != 1 {
		t.Errorf("a single one: %d", got.Status)
	}
	if n := p.number(`SELECT prints FROM certificates WHERE id = ?`, one); n != 3 {
		t.Errorf("printed %d times, want 3", n)
	}
	if got := b.get(path); !strings.Contains(got.text("main"), "Giấy bị nhòe") ||
		!strings.Contains(got.text("main"), "Các lần in") {
		t.Errorf("the log of prints: %s", got.text("main"))
	}
	if got := b.post(path+"/print", "layout", "2", "one", "1", "reason", "x"); got.Status != http.StatusNotFound {
		t.Errorf("a certificate of another decision: %d", got.Status)
	}
	if got := p.as("committee").get("/certificates/layouts/1/sheet.pdf?printer=1"); got.Status != http.StatusOK {
		t.Errorf("the calibration sheet: %d", got.Status)
	}
	if got := p.as("head").get(path); got.Status != http.StatusForbidden {
		t.Errorf("a head in the register: %d", got.Status)
	}
}

func TestAnybodyChecksACertificate(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	var code string
	if err := p.store.Read(t.Context()).Raw(`SELECT c.code FROM certificates c
		JOIN recipients r ON r.id = c.recipient_id WHERE r.decision_id = 6 ORDER BY c.serial LIMIT 1`).Scan(&code).Error; err != nil {
		t.Fatal(err)
	}
	nobody := p.visitor()
	check := func(code, want string, status int) {
		t.Helper()
		if got := nobody.get("/verify/" + code); got.Status != status || !strings.Contains(got.text("main"), want) {
			t.Errorf("%s: %d %s, want %q", code, got.Status, got.text("main"), want)
		}
	}
	check(code, "Còn hiệu lực", http.StatusOK)
	check(strings.ToLower(code[:5]+"-"+code[5:]), "1-QĐ/BTCTU", http.StatusOK)
	check("ABCDEFGHJ0", "Không có bằng mang mã này", http.StatusNotFound)
	check("'; DROP", "Không có bằng mang mã này", http.StatusNotFound)
	if got := nobody.get("/verify/" + code); strings.Contains(got.text("main"), "Thành tích") ||
		strings.Contains(got.text("main"), "710.000") {
		t.Error("the check says more than the certificate")
	}
	committee := p.as("committee")
	committee.get("/decisions/6")
	line := p.number(`SELECT c.recipient_id FROM certificates c WHERE c.code = ?`, code)
	p.through(
		committee.post(
			"/decisions/6/amend",
			"kind",
			"revocation",
			"line",
			fmt.Sprint(line),
			"reason",
			"Khai báo gian dối",
		).URL.Path,
	)
	check(code, "Đã bị hủy bỏ theo 2-QĐ/BTCTU", http.StatusOK)

	admin := p.as("admin")
	admin.get("/admin")
	admin.post("/certificates/verify", "verify", "off")
	if got := nobody.get("/verify/" + code); got.Status != http.StatusNotFound || strings.Contains(got.Body, "BTCTU") {
		t.Errorf("switched off: %d", got.Status)
	}
	admin.post("/certificates/verify", "verify", "on")
	last := 0
	for range verifyLimit + 1 {
		last = nobody.get("/verify/" + code).Status
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("asked again and again: %d", last)
	}
}

func TestALayoutIsEditedInMillimetres(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk")
	path := "/certificates/layouts/2"
	form := b.get(path).fields("main form.sheet")
	set := func(name, value string) []string {
		list := append([]string{}, form...)
		for i := 0; i < len(list); i += 2 {
			if list[i] == name {
				list[i+1] = value
			}
		}
		return list
	}
	if got := b.post(path, set("x.3", "290")...); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Ô nằm ngoài giấy 297 × 210 mm") ||
		got.value(`input[name="x.3"]`) != "290" {
		t.Errorf("off the paper: %d", got.Status)
	}
	if got := b.post(path, set("x.3", "45.5")...); got.Status != http.StatusOK ||
		got.value(`input[name="x.3"]`) != "45.5" {
		t.Errorf("moved: %d %s", got.Status, got.text(".notice, .error"))
	}
	if got := b.post(path, set("x.3", "46")...); got.Status != http.StatusConflict {
		t.Errorf("an old page wrote over a newer layout: %d", got.Status)
	}
}

// TestAnOfficeCopiesALayout and says on the page of the copy for which forms it is.
func TestAnOfficeCopiesALayout(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk")
	b.get("/certificates/layouts/2")
	got := b.post("/certificates/layouts/2/copy")
	path := got.URL.Path
	if got.Status != http.StatusOK || path == "/certificates/layouts/2" || len(got.Find(`input[name="forms"][checked]`).Nodes) != 0 {
		t.Fatalf("%d %s: %s", got.Status, path, got.text(".notice, .error"))
	}
	form := append(got.fields("main form.sheet"), "forms", "hcsv")
	if got := b.post(path, form...); got.Status != http.StatusOK || len(got.Find(`input[value="hcsv"][checked]`).Nodes) != 1 {
		t.Errorf("chosen: %d %s", got.Status, got.text(".notice, .error"))
	}
	form = append(b.get(path).fields("main form.sheet"), "forms", "gk")
	if got := b.post(path, form...); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.text("main"), "«Giấy khen» đã có mẫu «Giấy khen A4 ngang»") ||
		len(got.Find(`input[name="forms"][checked]`).Nodes) != 2 {
		t.Errorf("a form of another layout: %d %s", got.Status, got.text(".notice, .error"))
	}
	if got := p.as("committee").get("/certificates"); !strings.Contains(got.text("main"), "Giấy khen A4 ngang (bản sao)") {
		t.Error("the copy is not listed")
	}
}
