package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestTheSeedsCeremony is worked case 14 on the page: from the Huân chương down, 31 in 8, 8, 8, 7.
func TestTheSeedsCeremony(t *testing.T) {
	p := startPortal(t)
	b := p.as("clerk")
	got := b.get("/ceremonies/1")
	var groups []string
	got.Find("section.sheet").Each(func(_ int, s *goquery.Selection) {
		if s.Find(".stage").Length() > 0 {
			groups = append(groups, strings.TrimSpace(s.Find("h2").Contents().First().Text()))
		}
	})
	if text := strings.Join(groups, "|"); text != "Huân chương Lao động hạng Ba - Cá nhân|Cờ thi đua của thành phố - Tập thể|Kỷ niệm chương «Vì sự nghiệp công tác tổ chức xây dựng Đảng» - Cá nhân|Bằng khen của Ban Thường vụ Thành ủy - Tập thể|Bằng khen của Ban Thường vụ Thành ủy - Cá nhân|Bằng khen của Ủy ban nhân dân thành phố - Tập thể|Bằng khen của Ủy ban nhân dân thành phố - Cá nhân" {
		t.Errorf("the order: %s", text)
	}
	if n := got.Find(".stage li").Length(); n != 66 {
		t.Errorf("%d stand on the stage, want 66", n)
	}
	var sizes []int
	got.Find(".stage").Each(func(_ int, s *goquery.Selection) { sizes = append(sizes, s.Find("li").Length()) })
	if len(sizes) != 11 || sizes[2] != 8 || sizes[5] != 7 {
		t.Errorf("turns of %v", sizes)
	}
	if got := p.as("committee").post("/ceremonies/1/absences", "recipient", "1"); got.Status != http.StatusConflict {
		t.Errorf("a ceremony that was held changed: %d", got.Status)
	}
	for _, paper := range []string{"run", "script", "stage", "checklist", "plates"} {
		for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
			if got := b.get("/ceremonies/1/papers/" + paper + format); got.Status != http.StatusOK {
				t.Errorf("%s%s: %d", paper, format, got.Status)
			}
		}
	}
	if got := b.get("/ceremonies/1/papers/script"); !strings.Contains(got.Body, "Xin trân trọng kính mời Bí thư Thành ủy lên trao Huân chương.") || !strings.Contains(got.Body, "kính mời lượt thứ hai bước lên sân khấu") {
		t.Error("the script does not say who hands over")
	}
}

// TestALateChangeSaysWhatToPrintAgain: an absence the evening before reflows the turns, and the papers
// that say something else now are named.
func TestALateChangeSaysWhatToPrintAgain(t *testing.T) {
	p := startPortal(t)
	b := p.as("committee")
	path := "/ceremonies/2"
	b.get(path)
	for _, paper := range []string{"run", "stage", "checklist"} {
		if got := b.post(path + "/papers/" + paper); got.Status != http.StatusOK {
			t.Fatalf("%s: %d", paper, got.Status)
		}
	}
	if got := b.get(path); strings.Contains(got.text("main"), "in lại") {
		t.Fatalf("it must be printed again at once: %s", got.text("main"))
	}
	recipient := p.number(`SELECT min(r.id) FROM recipients r JOIN ceremony_decisions d ON d.decision_id = r.decision_id WHERE d.ceremony_id = 2`)
	got := b.post(path+"/absences", "recipient", fmt.Sprint(recipient), "representative", "Trưởng phòng")
	if n := strings.Count(got.text("main"), "in lại"); n != 1 { // only the stage plan names who stands in
		t.Errorf("%d papers must be printed again: %s", n, got.text("main"))
	}
	got = b.post(path+"/absences", "recipient", fmt.Sprint(recipient), "representative", "")
	if n := strings.Count(got.text("main"), "in lại"); n < 2 { // one fewer on the stage, one certificate less
		t.Errorf("%d papers must be printed again: %s", n, got.text("main"))
	}
	if got := b.post(path+"/absences", "recipient", fmt.Sprint(recipient), "present", "1"); strings.Contains(got.text("main"), "in lại") {
		t.Errorf("back as it was, and still to be printed: %s", got.text("main"))
	}
	if got := b.post(path+"/programme", "item.title.0", "Chào cờ", "item.minutes.0", "x", "awards", "0"); got.Status != http.StatusOK {
		t.Errorf("the awards' own minutes are not read: %d", got.Status)
	}
	if got := b.post(path+"/programme", "item.title.0", "Chào cờ", "item.minutes.0", "x"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Ghi một số từ 0 đến 600") {
		t.Errorf("minutes that are none: %d", got.Status)
	}
	if got := b.post(path+"/decisions", "decision", "3"); got.Status != http.StatusConflict {
		t.Errorf("handed over twice: %d", got.Status)
	}
	if got := p.as("clerk").post(path+"/absences", "recipient", fmt.Sprint(recipient)); got.Status != http.StatusForbidden {
		t.Errorf("the clerk changed the turns: %d", got.Status)
	}
}
