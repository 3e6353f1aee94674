package evaluation

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

//locale:paper
var listColumns = []paper.Column{
	{Title: "STT", Width: 12, Align: paper.Center},
	{Title: "Họ và tên", Width: 42},
	{Title: "Chức vụ", Width: 35},
	{Title: "Tự chấm", Width: 17, Align: paper.Right},
	{Title: "Điểm đánh giá", Width: 18, Align: paper.Right},
	{Title: "Xếp loại", Width: 21, Align: paper.Center},
	{Title: "Ghi chú", Width: 34},
}

// unclassified is what a list writes for a grade where somebody is not classified.
const unclassified = "KXL"

// listRow writes a person as a line of a list.
func listRow(n int, l Line) paper.Row {
	note := l.Excuse
	if note == "" {
		note = strings.TrimSpace(l.Settled)
	}
	if note == "" {
		note = l.Remark
	}
	grade := l.Grade
	switch l.State {
	case NotClassified:
		grade = unclassified
	case Draft, Submitted:
		grade = ""
		if note == "" {
			note = StateNames[l.State]
		}
	case Reviewed, Approved, Published:
	}
	return paper.Row{Cells: []string{
		strconv.Itoa(n), l.Name, l.Post, pointsText(l.SelfPoints), pointsText(l.HeadPoints), grade, note}}
}

func pointsText(p *float64) string {
	if p == nil {
		return ""
	}
	return viet.Points(*p)
}

// gradeSummary says how many persons have each grade, with shares: the sentence below a list.
func gradeSummary(grades []Grade, byGrade map[string]int, classified, excused int) string {
	parts := make([]string, 0, len(grades)+1)
	for _, g := range grades {
		n := byGrade[g.Code]
		parts = append(parts, fmt.Sprintf("%d người loại %s (%s)", n, g.Code, shareText(n, classified)))
	}
	text := fmt.Sprintf("Tổng số xếp loại: %d người; trong đó: %s.", classified, strings.Join(parts, "; "))
	if excused > 0 {
		text += fmt.Sprintf(" Không xếp loại (%s): %d người, có lý do ở cột ghi chú.", unclassified, excused)
	}
	return text
}

// legend writes out codes of grades that are abbreviations: "HTXSNV: Hoàn thành xuất sắc nhiệm vụ"; "" where
// all are single letters.
func legend(grades []Grade) string {
	var parts []string
	for _, g := range grades {
		if len([]rune(g.Code)) > 1 && g.Name != "" {
			parts = append(parts, g.Code+": "+g.Name)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "Chữ viết tắt: " + strings.Join(parts, "; ") + "."
}

func shareText(n, of int) string {
	if of == 0 {
		return "0%"
	}
	return viet.Points(round2(100*float64(n)/float64(of))) + "%"
}

// provisional marks a list of a month that is not approved yet.
func provisional(state PeriodState) string {
	if state == PeriodOpen {
		return " - dự thảo, chưa phê duyệt"
	}
	return ""
}

// listSubject is what a list of a month is about.
func listSubject(p Period) string {
	return "đánh giá, xếp loại cán bộ, công chức, người lao động tháng " + p.Name()
}

// MonthPaper is the list of one unit's month, in the office's order.
func MonthPaper(l org.Letterhead, m UnitMonth, now time.Time) paper.Document {
	name := fmt.Sprintf("xep-loai-%04d-%02d-don-vi-%d", m.Period.Year, m.Period.Month, m.UnitID)
	doc := l.Paper(name, "BẢNG TỔNG HỢP", now)
	if m.Parent != "" {
		doc.Superior, doc.Body = l.Body, m.Unit
	}
	doc.Number = ""
	doc.Subject = listSubject(m.Period)
	doc.Note = "(" + m.Unit + provisional(m.Period.State) + ")"
	t := paper.Table{Columns: listColumns}
	byGrade, excused := map[string]int{}, 0
	for i, line := range m.Lines {
		t.Rows = append(t.Rows, listRow(i+1, line))
		if line.State == NotClassified {
			excused++
		} else if line.State.Scored() {
			byGrade[line.Grade]++
		}
	}
	doc.Blocks = []paper.Block{{Table: &t}}
	if f := m.Framework; f != nil {
		doc.Blocks = append(doc.Blocks,
			paper.Block{Text: gradeSummary(f.Grades, byGrade, len(m.Lines)-excused, excused)})
		doc.Blocks = append(doc.Blocks, legendBlock(f.Grades)...)
		doc.Blocks = append(doc.Blocks, paper.Block{
			Text: fmt.Sprintf("Căn cứ: %s. Hạn mức loại %s: %s", f.Legal, m.Quota.Grade, m.Quota.Text())})
	}
	doc.Signers = []paper.Signer{
		{Title: "NGƯỜI LẬP BIỂU", Hint: "(ký, ghi rõ họ tên)"},
		{Title: "THỦ TRƯỞNG ĐƠN VỊ", Hint: "(ký, ghi rõ họ tên)"},
	}
	return doc
}

// legendBlock is the legend as a paragraph of its own, nothing where there is none.
func legendBlock(grades []Grade) []paper.Block {
	text := legend(grades)
	if text == "" {
		return nil
	}
	return []paper.Block{{Text: text, Small: true}}
}

// PeriodPaper is the list of the whole body's month, unit by unit.
func PeriodPaper(l org.Letterhead, c Consolidation, lines map[int64][]Line, now time.Time) paper.Document {
	doc := l.Paper(fmt.Sprintf("xep-loai-%04d-%02d", c.Period.Year, c.Period.Month), "BẢNG TỔNG HỢP", now)
	doc.Subject = listSubject(c.Period)
	doc.Note = "(Toàn cơ quan" + provisional(c.Period.State) + ")"
	t := paper.Table{Columns: listColumns}
	n := 0
	for i := range c.Units {
		u := &c.Units[i]
		t.Rows = append(t.Rows, unitRow(i+1, u, c.Grades))
		for _, line := range lines[u.UnitID] {
			n++
			t.Rows = append(t.Rows, listRow(n, line))
		}
	}
	doc.Blocks = []paper.Block{
		{Table: &t},
		{Text: gradeSummary(c.Grades, c.ByGrade, c.Classified(), c.NotClassified)},
	}
	doc.Blocks = append(doc.Blocks, legendBlock(c.Grades)...)
	doc.Copies = []string{"Lãnh đạo cơ quan (để báo cáo),", "Các đơn vị có tên trên,", "Lưu văn thư."}
	doc.Signers = []paper.Signer{{Title: l.Authority, Name: l.Signer}}
	return doc
}

// unitRow is the heading of a unit within the list of the whole body.
func unitRow(number int, u *UnitSummary, grades []Grade) paper.Row {
	counts := make([]string, 0, len(grades))
	for _, g := range grades {
		counts = append(counts, fmt.Sprintf("%s: %d", g.Code, u.ByGrade[g.Code]))
	}
	text := fmt.Sprintf("%s. %s (%d người; %s)",
		viet.Roman(number), paper.Upper(u.Unit), u.Total, strings.Join(counts, ", "))
	return paper.Row{Cells: []string{text}, Strong: true, Span: len(listColumns)}
}

// PeriodLines returns every person's line of a month by unit, within the actor's reach.
func (s *Service) PeriodLines(ctx context.Context, a access.Actor, periodID int64) (map[int64][]Line, error) {
	reach, err := a.Require(access.ConsolidationView)
	if err != nil {
		return nil, err
	}
	return periodLines(s.Store.Read(ctx), reach, periodID)
}
