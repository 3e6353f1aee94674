package award

import (
	"fmt"
	"strings"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// decisionPaper is the decision itself: grounds, articles, whom it goes to.
func decisionPaper(l org.Letterhead, d DecisionRow, list []Recipient, now time.Time) (p paper.Document, err error) {
	p = head(l, fmt.Sprintf("quyet-dinh-khen-thuong-%d", d.ID), "QUYẾT ĐỊNH", now)
	p.Number = "Số ………-QĐ/" + l.Code()
	if d.Number != "" {
		p.Number = "Số " + d.Number
	}
	if p.Date, _, err = d.day(); err != nil { // before it is issued, the day is written by hand
		return p, err
	}
	p.Subject = d.Subject
	for _, ground := range d.GroundLines() {
		text := "- " + strings.TrimSuffix(strings.TrimPrefix(ground, "- "), ";") + ";"
		p.Blocks = append(p.Blocks, paper.Block{Text: text})
	}
	p.Blocks = append(p.Blocks, paper.Block{Text: strings.ToUpper(d.Body) + " QUYẾT ĐỊNH", Strong: true})
	for i, text := range articles(d, list) {
		p.Blocks = append(p.Blocks, paper.Block{Text: fmt.Sprintf("Điều %d. %s", i+1, text)})
	}
	p.Copies = []string{"Như Điều cuối;", "Lưu " + l.Code() + "."}
	p.Signers = []paper.Signer{{Title: authority(l, d.Decision), Name: d.Signer}}
	return p, nil
}

// articles are the decision's articles by its kind.
func articles(d DecisionRow, list []Recipient) []string {
	who := fmt.Sprintf("%d tập thể, %d cá nhân", count(list, true), count(list, false))
	old := fmt.Sprintf("tại Quyết định số %s ngày %s (có danh sách kèm theo). Lý do: %s.",
		d.OldNumber, viet.ShowDate(d.OldOn), d.Reason)
	last := "Văn phòng, các đơn vị liên quan và tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành " +
		"Quyết định này."
	switch d.Kind {
	case Correction:
		return []string{
			"Đính chính thông tin của " + who + " " + old,
			"Các nội dung khác của Quyết định số " + d.OldNumber + " giữ nguyên.",
			last,
		}
	case Revocation:
		return []string{
			"Hủy bỏ việc khen thưởng " + who + " " + old,
			"Thu hồi hiện vật khen thưởng và tiền thưởng đã nhận theo quy định.",
			last,
		}
	case Grant:
	}
	var parts []string
	for _, g := range Groups(list) {
		parts = append(parts, fmt.Sprintf("%s cho %d %s", g.Form.Name, len(g.List), g.Kind()))
	}
	return []string{
		"Tặng " + strings.Join(parts, "; ") + " (có danh sách kèm theo).",
		"Tiền thưởng kèm theo được chi từ quỹ thi đua, khen thưởng theo quy định hiện hành.",
		last,
	}
}
