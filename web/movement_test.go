package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"gorm.io/gorm"
)

// TestAMovementFromItsDraftToItsEnd walks through all steps as committee and head.
func TestAMovementFromItsDraftToItsEnd(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee, head := p.as("committee"), p.as("head")
	committee.get("/movements")
	form := []string{
		"name",
		"Phong trào thử nghiệm",
		"aim",
		"Làm nhanh, làm đúng",
		"starts_on",
		"06/11/2026",
		"sign_by",
		"30/11/2026",
		"ends_on",
		"20/12/2026",
		"target.name.0",
		"Việc đúng hạn",
		"target.goal.0",
		"90",
		"target.measure.0",
		"%",
	}
	if got := committee.post("/movements", append(form, "target.name.1", "Sáng kiến", "target.goal.1", "x",
		"target.measure.1", "cái")...); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Ghi một số lớn hơn 0") ||
		got.value(`input[name="target.name.1"]`) != "Sáng kiến" {
		t.Errorf("a goal that is no number: %d", got.Status)
	}
	got := committee.post(
		"/movements",
		append(form, "target.name.1", "Sáng kiến", "target.goal.1", "2", "target.measure.1", "cái")...)
	path := got.URL.Path
	if got.Status != http.StatusOK || path == "/movements" {
		t.Fatalf("not created: %d %s", got.Status, got.text("main"))
	}
	if got := committee.post("/movements", form...); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Đã có phong trào mang tên này") {
		t.Errorf("the same name again: %d", got.Status)
	}
	if got := head.get(path); got.Status != http.StatusNotFound {
		t.Errorf("a head sees the draft: %d", got.Status)
	}
	step := func(to string) page {
		t.Helper()
		version := committee.get(path).value(fmt.Sprintf(`form[action="%s/step"] input[name=version]`, path))
		return committee.post(path+"/step", "version", version, "to", to)
	}
	if got := step("final"); got.Status != http.StatusConflict {
		t.Errorf("a draft is reviewed: %d", got.Status)
	}
	step("launched")
	if got := committee.post(path, append(form, "version", "2")...); got.Status != http.StatusConflict {
		t.Errorf("a launched movement is rewritten: %d", got.Status)
	}
	head.get("/")
	if got := head.get("/"); !strings.Contains(got.text("main"), "Ký giao ước thi đua: Phong trào thử nghiệm") {
		t.Errorf("nothing waits for the head: %s", got.text("main"))
	}
	if got := head.post(path+"/pledges", "unit", "3", "commitment", "x"); got.Status != http.StatusForbidden {
		t.Errorf("signed for another unit: %d", got.Status)
	}
	if got := head.get(path); got.value("input[name='signed.2']") != "0" {
		t.Errorf("the form does not say that the unit has not signed: %q", got.value("input[name='signed.2']"))
	}
	if got := head.post(path+"/pledges", "unit", "2", "commitment", "Đạt đủ hai chỉ tiêu"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Đạt đủ hai chỉ tiêu") {
		t.Fatalf("not signed: %d %s", got.Status, got.text("main"))
	}
	if got := head.post(path+"/pledges", "unit", "2", "signed.2", "0", "commitment", "Lời khác"); got.Status != http.StatusConflict {
		t.Errorf("signed anew from a page that knew of no signature: %d", got.Status)
	}
	pledge := fmt.Sprintf(
		"%s/pledges/%d",
		path,
		p.number(`SELECT id FROM pledges WHERE commitment = 'Đạt đủ hai chỉ tiêu'`),
	)
	target := fmt.Sprint(p.number(`SELECT min(id) FROM movement_targets WHERE name = 'Việc đúng hạn'`))
	second := fmt.Sprint(p.number(`SELECT id FROM movement_targets WHERE name = 'Sáng kiến'`))
	report := []string{
		"version",
		"1",
		"target",
		target,
		"target",
		second,
		"achieved.0",
		"45",
		"evidence.0",
		"BC 12",
		"achieved.1",
		"3",
		"evidence.1",
		"QĐ 8",
	}
	if got := head.post(pledge, report...); got.Status != http.StatusConflict {
		t.Errorf("reported before the review: %d", got.Status)
	}
	step("interim")
	if got := head.post(path+"/pledges", "unit", "2", "commitment", "Lời khác"); got.Status != http.StatusConflict {
		t.Errorf("signed during the review: %d", got.Status)
	}
	if got := head.post(pledge, "version", "1", "target", target, "target", second, "achieved.0", "45", "evidence.0",
		"", "achieved.1", "0"); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Ghi minh chứng cho kết quả") ||
		got.value(`input[name="achieved.0"]`) != "45" {
		t.Errorf("without evidence: %d", got.Status)
	}
	// 45 of 90 is a half; 3 of 2 counts as the whole: three quarters together.
	if got := head.post(pledge, report...); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "sơ kết 75%") {
		t.Errorf("the report: %d %s", got.Status, got.text("main"))
	}
	if got := head.post(pledge, report...); got.Status != http.StatusConflict {
		t.Errorf("an old page wrote over a newer report: %d", got.Status)
	}
	first := func(query string) string {
		return committee.get("/movements/2?kind=unit&" + query).Find("tbody .name").First().Text()
	}
	if a, b := first("sort=interim"), first("sort=interim&desc=1"); a == b {
		t.Errorf("%s is both furthest behind and furthest ahead", a)
	}
	step("final")
	if got := step("closed"); !strings.Contains(got.text("main"), "Đã tổng kết") {
		t.Errorf("not closed: %s", got.text("main"))
	}
	for _, paper := range []string{pledge + "/paper", pledge + "/paper.pdf", path + "/list", path + "/list.docx", path + "/list.xlsx"} {
		if got := head.get(paper); got.Status != http.StatusOK {
			t.Errorf("%s: %d", paper, got.Status)
		}
	}
}

func TestMovementPagesCostFewQueries(t *testing.T) {
	p := startPortal(t)
	b := p.as("committee")
	for path, most := range map[string]int64{"/movements": 6, "/movements/2": 10} {
		if n := p.countQueries(func() { b.get(path) }); n > most {
			t.Errorf("%s costs %d queries, want at most %d", path, n, most)
		}
	}
}

// TestPledgesHavePages: every pledge stands on exactly one page.
func TestPledgesHavePages(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO pledges (movement_id, unit_id, person_id, commitment, signed_on)
			SELECT 3, unit_id, person_id, 'Học một khóa', '2026-11-01' FROM posts WHERE main AND until IS NULL ON CONFLICT DO NOTHING`).Error
	}); err != nil {
		t.Fatal(err)
	}
	b, seen := p.as("committee"), map[string]bool{}
	for page := range 2 {
		b.get(fmt.Sprintf("/movements/3?page=%d", page+1)).Find("tbody .name").Each(func(_ int, s *goquery.Selection) {
			seen[s.AttrOr("href", "")] = true
		})
	}
	if want := min(200, p.number(`SELECT count(*) FROM pledges WHERE movement_id = 3`)); int64(len(seen)) != want {
		t.Errorf("two pages show %d pledges, want %d", len(seen), want)
	}
}
