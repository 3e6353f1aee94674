package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestAWeeklyReview: last week's decisions first, a decision becomes a task, the conclusion a notice.
func TestAWeeklyReview(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	got := b.get("/weeks")
	first := func(p page) string { return p.Find("main section.sheet").First().Text() }
	if got.URL.Path != "/weeks/2026-W45" || !strings.Contains(first(got), "Đôn đốc 3 chi bộ") {
		t.Fatalf("%s: %s", got.URL.Path, got.text("main"))
	}
	lead, checker := fmt.Sprint(p.actor("cadre2").PersonID), fmt.Sprint(p.actor("head").PersonID)
	const week = "/weeks/2026-W45"
	save := func(fields ...string) page { return b.post(week+"/save?unit=2", fields...) }
	got = b.post(week+"/decide?unit=2", append(typed(`
		title Gửi báo cáo trước thứ Sáu
		product Công văn
		weight 1
		due 13/11/2026`), "lead", lead, "checker", checker)...)
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Gửi báo cáo trước thứ Sáu") {
		t.Fatalf("not decided: %d %s", got.Status, got.text(".error, .notice"))
	}
	review := func() string {
		return fmt.Sprint(p.number(`SELECT version FROM reviews WHERE unit_id = 2 AND monday = '2026-11-02'`))
	}
	if got := save("version", review(), "close", "1", "conclusion", ""); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("concluded without a conclusion: %d", got.Status)
	}
	save("version", review(), "conclusion", "Ý kiến đầu tiên.")
	stale := save("version", "1", "conclusion", "Ý kiến gõ từ trang cũ.")
	if stale.Status != http.StatusConflict || !strings.Contains(stale.text("main"), "Ý kiến đầu tiên.") ||
		!strings.Contains(stale.text("textarea"), "Ý kiến gõ từ trang cũ.") {
		t.Errorf("saved over another's words, or one of the two is lost: %d", stale.Status)
	}
	got = save(append(typed(`
		close 1
		attendance Đại diện Văn phòng
		conclusion Tập trung xử lý việc quá hạn.`), "version", review(), "absent", lead, "why-"+lead, "nghỉ phép")...)
	if !strings.Contains(got.text("main"), "nghỉ phép") {
		t.Errorf("who was absent is not shown: %s", got.text("main"))
	}
	if got := save("version", review(), "conclusion", "khác"); got.Status != http.StatusConflict {
		t.Errorf("a concluded review changed: %d", got.Status)
	}
	notice := b.get(week + "/notice?unit=2").text("body")
	for _, text := range []string{"Tập trung xử lý việc quá hạn.", "Gửi báo cáo trước thứ Sáu", "(nghỉ phép)"} {
		if !strings.Contains(notice, text) {
			t.Errorf("the notice does not say %q: %s", text, notice)
		}
	}
	if got := b.get("/weeks/2026-W46?unit=2"); !strings.Contains(first(got), "Gửi báo cáo trước thứ Sáu") {
		t.Error("the week after does not begin with it")
	}
	if got := b.get("/weeks/2026-W45?unit=3"); got.Status != http.StatusNotFound {
		t.Errorf("another department's review: %d", got.Status)
	}
	if got := p.as("cadre1").get(week); got.Status != http.StatusOK || got.Find(`form[action*="/decide"]`).Length() != 0 {
		t.Errorf("a cadre at the own department's review: %d", got.Status)
	}
}

// TestAReviewIsOpenedByItsFirstForm: nobody has opened that of another week, and its page saves all the same.
func TestAReviewIsOpenedByItsFirstForm(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	const week = "/weeks/2026-W40"
	fields := b.get(week + "?unit=2").fields(`form[action*="/save"]`)
	for i := range fields {
		if fields[i] == "conclusion" {
			fields[i+1] = "Kết luận đầu tiên."
		}
	}
	got := b.post(week+"/save?unit=2", fields...)
	if got.Status != http.StatusOK || !strings.Contains(got.text("textarea"), "Kết luận đầu tiên.") {
		t.Errorf("not saved: %d %s", got.Status, got.text(".notice"))
	}
	if got := b.post(week+"/save?unit=2", fields...); got.Status != http.StatusConflict {
		t.Errorf("saved over from the page before: %d", got.Status)
	}
}
