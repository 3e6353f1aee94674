package evaluation_test

import (
	"strings"
	"testing"

	"congthidua/internal/evaluation"
	"congthidua/internal/org"
	"congthidua/internal/paper"
)

// words are everything that a paper says.
func words(d paper.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Text + "\n")
		if block.Table != nil {
			for _, row := range block.Table.Rows {
				b.WriteString(strings.Join(row.Cells, " | ") + "\n")
			}
		}
	}
	return d.Note + "\n" + b.String()
}

func says(t *testing.T, d paper.Document, wanted ...string) {
	t.Helper()
	text := words(d)
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("«%s» is not in\n%s", w, text)
		}
	}
}

func TestListsOfAMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 4, march2026)
	o.open(2026, 2)
	o.put(0, evaluation.Reviewed, 80)
	o.put(1, evaluation.Reviewed, 80)
	o.put(2, evaluation.Submitted, 80)
	o.put(3, evaluation.NotClassified, 0)
	o.exec(`UPDATE scorecards SET grade = 'HTTNV' WHERE grade = 'B'`)
	o.exec(`UPDATE scorecards SET settled = 'Giữ hạn mức' WHERE person_id = ?`, o.people[1])
	now := o.clock.Now()
	t.Run("of a unit", func(t *testing.T) {
		d := evaluation.MonthPaper(org.Letterhead{}, o.month(o.room), now)
		says(t, d, "dự thảo, chưa phê duyệt", "Nguyễn Văn Abn | Chuyên viên | 80 | 80 | HTTNV | Giữ hạn mức",
			"Nguyễn Văn Acn | Chuyên viên | 80 |  |  | Chờ chấm", "Nguyễn Văn Adn | Chuyên viên | 0 |  | KXL | Lý do riêng",
			"Tổng số xếp loại: 3 người; trong đó: 0 người loại HTXSNV (0%); 2 người loại HTTNV (66,67%)",
			"Không xếp loại (KXL): 1 người",
			"Chữ viết tắt: HTXSNV: Hoàn thành xuất sắc nhiệm vụ; HTTNV: Hoàn thành tốt nhiệm vụ; HTNV: Hoàn thành nhiệm vụ; "+
				"KHTNV: Không hoàn thành nhiệm vụ.",
			"Hạn mức loại HTXSNV: 3 người loại HTTNV × 20% = 0,6 → 0.")
	})
	t.Run("of the body", func(t *testing.T) {
		c := o.consolidated(o.committee)
		lines, err := o.PeriodLines(o.ctx, o.committee, o.period)
		if err != nil {
			t.Fatal(err)
		}
		d := evaluation.PeriodPaper(org.Letterhead{}, c, lines, now)
		says(t, d, "I. PHÒNG MỘT (4 người; HTXSNV: 0, HTTNV: 3, HTNV: 0, KHTNV: 0)", "Chữ viết tắt: HTXSNV")
	})
	t.Run("letters need no legend", func(t *testing.T) {
		old := newOffice(t, 1, november2018)
		old.open(2018, 10)
		if text := words(evaluation.MonthPaper(org.Letterhead{}, old.month(old.room), now)); strings.Contains(text, "Chữ viết tắt") {
			t.Error(text)
		}
	})
}

func TestACardOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.handIn(1, 81)
	id, version := o.card(1)
	o.must(o.ScoreInPlace(o.ctx, o.head(), id, version, 92, "Nhiệm vụ đột xuất"))
	o.must(o.Settle(o.ctx, o.committee, id, version+1, "B", "Giữ hạn mức"))
	d := evaluation.CardPaper(org.Letterhead{}, o.view(o.committee, 1), o.clock.Now())
	says(t, d, "Quyết định 3814-QĐ/TU", "Kết quả: 92,00 điểm, loại B - Hoàn thành tốt nhiệm vụ",
		"Cân đối hạn mức: A → B. Giữ hạn mức", "Nhận xét của người đánh giá: Nhiệm vụ đột xuất", "III. Điểm thưởng")
	own := words(evaluation.CardPaper(org.Letterhead{}, o.view(o.cadre(1), 1), o.clock.Now()))
	if strings.Contains(own, "92") || strings.Contains(own, "Giữ hạn mức") {
		t.Error("the cadre's paper tells the reviewer's score before it is published")
	}
	o.put(1, evaluation.NotClassified, 0)
	o.exec(`UPDATE scorecards SET framework_id = NULL WHERE id = ?`, id)
	says(t, evaluation.CardPaper(org.Letterhead{}, o.view(o.committee, 1), o.clock.Now()), "Không xếp loại: Lý do riêng")
}
