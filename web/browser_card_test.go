package web

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/demo"
)

// TestARefusedCardInTheBrowser hands in a mark that is no figure, sees the message beside it, corrects
// the mark and sees the message go when the page has saved by itself.
func TestARefusedCardInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	b.login("cadre1", demo.Password)
	id := p.number(`SELECT id FROM scorecards WHERE person_id = ? AND state = 'draft'`, p.actor("cadre1").PersonID)
	card := fmt.Sprintf("/evaluations/%d", id)
	b.open(card)
	b.fill(`input[name="mark.g1"]`, "abc")
	b.click(`#card > .bar button`)
	b.sees("#card", "«abc» không phải điểm")
	b.sees(".notice.error", "Hãy sửa các ô được đánh dấu")

	b.fill(`input[name="mark.g1"]`, "8,5")
	b.sees("[data-save-state]", "Đã lưu")
	if got := b.text("main"); strings.Contains(got, "không phải điểm") || strings.Contains(got, "được đánh dấu") {
		t.Errorf("the message stays after the page has saved: %.300q", got)
	}
	if p.number(`SELECT count(*) FROM sheets WHERE scorecard_id = ? AND self LIKE '%"g1":8.5%'`, id) != 1 {
		t.Error("the mark was not saved")
	}
	for line := range strings.Lines(p.log.String()) {
		if strings.Contains(line, "method=GET path="+card+"/save") {
			t.Errorf("the page asks for what does not exist: %s", line)
		}
	}
}
