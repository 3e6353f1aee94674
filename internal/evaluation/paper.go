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
	{Title: "STT", Width: 13, Align: paper.Center}, {Title: "Họ và tên", Width: 43}, {Title: "Chức vụ", Width: 37},
	{Title: "Tự chấm", Width: 18, Align: paper.Right}, {Title: "Điểm đánh giá", Width: 19, Align: paper.Right}, {Title: "Xếp loại", Width: 15, Align: paper.Center}, {Title: "Ghi chú", Width: 34},
}

// listRow writes a person as a line of a list.
func listRow(n int, l Line) paper.Row {
	note := l.Excuse
	if note == "" {
		note = strings.TrimSpace(l.Settled)
	}
	if note == "" {
		note = l.Remark
	}
	head, grade := "", l.Grade
	if l.HeadPoints != nil {
		head = viet.Points(*l.HeadPoints)
	}
	switch l.State {
	case NotClassified:
		grade = "KXL"
	case Draft, Submitted:
		grade = ""
		if note == "" {
			note = StateNames[l.State]
		}
	case Reviewed, Approved, Published:
	}
	return paper.Row{Cells: []string{strconv.Itoa(n), l.Name, l.Post, pointsOf(l.SelfPoints), head, grade, note}}
}

func pointsOf(p *float64) string {
	if p == nil {
		return ""
	}
	return viet.Points(*p)
}

// gradeSummary says how many persons have each grade, with shares: the sentence below a list.
func gradeSummary(grades []Grade, byGrade map[string]int, classified, excused int) string {
	parts := make([]string, 0, len(grades)+1)
	for _, g := range grades {
		parts = append(parts, fmt.Sprintf("%d người loại %s (%s)", byGrade[g.Code], g.Code, shareText(byGrade[g.Code], classified)))
	}
	text := fmt.Sprintf("Tổng số xếp loại: %d người; trong đó: %s.", classified, strings.Join(parts, "; "))
	if excused > 0 {
		text += fmt.Sprintf(" Không xếp loại (KXL): %d người, có lý do ở cột ghi chú.", excused)
	}
	return text
}

func shareText(n, of int) string {
	if of == 0 {
		return "0%"
	}
	return viet.Points(round2(100*float64(n)/float64(of))) + "%"
}

// provisional marks a list of a month that is not approved yet.
func provisional(state string) string {
	if state == "open" {
		return " - dự thảo, chưa phê duyệt"
	}
	return ""
}

// MonthPaper is the list of one unit's month, in the office's order.
func MonthPaper(l org.Letterhead, d Department, now time.Time) paper.Document {
	doc := l.Paper(fmt.Sprintf("xep-loai-%04d-%02d-don-vi-%d", d.Period.Year, d.Period.Month, d.UnitID), "BẢNG TỔNG HỢP", now)
	if d.Parent != "" {
		doc.Superior, doc.Body = l.Body, d.Unit
	}
	doc.Number = ""
	doc.Subject = "đánh giá, xếp loại cán bộ, công chức, người lao động tháng " + d.Period.Name()
	doc.Note = "(" + d.Unit + provisional(d.Period.State) + ")"
	t := paper.Table{Columns: listColumns}
	byGrade, excused := map[string]int{}, 0
	for i, line := range d.Lines {
		t.Rows = append(t.Rows, listRow(i+1, line))
		if line.State == NotClassified {
			excused++
		} else if line.State != Draft && line.State != Submitted {
			byGrade[line.Grade]++
		}
	}
	doc.Blocks = []paper.Block{{Table: &t}}
	if d.Framework != nil {
		doc.Blocks = append(doc.Blocks, paper.Block{Text: gradeSummary(d.Framework.Grades, byGrade, len(d.Lines)-excused, excused)},
			paper.Block{Text: fmt.Sprintf("Căn cứ: %s. Hạn mức loại %s: %s", d.Framework.Legal, d.Quota.Grade, d.Quota.Text)})
	}
	doc.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU", Hint: "(ký, ghi rõ họ tên)"}, {Title: "THỦ TRƯỞNG ĐƠN VỊ", Hint: "(ký, ghi rõ họ tên)"}}
	return doc
}

// PeriodPaper is the list of the whole body's month, unit by unit.
func PeriodPaper(l org.Letterhead, c Consolidation, lines map[int64][]Line, now time.Time) paper.Document {
	doc := l.Paper(fmt.Sprintf("xep-loai-%04d-%02d", c.Period.Year, c.Period.Month), "BẢNG TỔNG HỢP", now)
	doc.Subject = "đánh giá, xếp loại cán bộ, công chức, người lao động tháng " + c.Period.Name()
	doc.Note = "(Toàn cơ quan" + provisional(c.Period.State) + ")"
	t := paper.Table{Columns: listColumns}
	n := 0
	for i, u := range c.Units {
		counts := make([]string, 0, len(c.Grades))
		for _, g := range c.Grades {
			counts = append(counts, fmt.Sprintf("%s: %d", g.Code, u.ByGrade[g.Code]))
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{fmt.Sprintf("%s. %s (%d người; %s)", Roman(i+1), paper.Upper(u.Unit), u.Total, strings.Join(counts, ", "))}, Strong: true, Span: len(listColumns)})
		for _, line := range lines[u.UnitID] {
			n++
			t.Rows = append(t.Rows, listRow(n, line))
		}
	}
	doc.Blocks = []paper.Block{{Table: &t}, {Text: gradeSummary(c.Grades, c.ByGrade, c.Total-c.NotClassified, c.NotClassified)}}
	doc.Copies = []string{"Lãnh đạo cơ quan (để báo cáo),", "Các đơn vị có tên trên,", "Lưu văn thư."}
	doc.Signers = []paper.Signer{{Title: l.Authority, Name: l.Signer}}
	return doc
}

// PeriodLines returns every person's line of a month by unit, within the actor's reach.
func (s *Service) PeriodLines(ctx context.Context, a access.Actor, periodID int64) (map[int64][]Line, error) {
	reach, err := a.Require(access.ConsolidationView)
	if err != nil {
		return nil, err
	}
	where, args := reach.PathCondition("", "u.path")
	var rows []struct {
		Line
		UnitID int64
	}
	err = s.Store.Read(ctx).Raw(`SELECT `+lineColumns+`, c.unit_id FROM scorecards c JOIN units u ON u.id = c.unit_id WHERE c.period_id = ? AND `+where+` ORDER BY c.level, c.name_key`, append([]any{periodID}, args...)...).Scan(&rows).Error
	byUnit := map[int64][]Line{}
	for _, r := range rows {
		byUnit[r.UnitID] = append(byUnit[r.UnitID], r.Line)
	}
	return byUnit, err
}

// Roman writes a number in Roman figures, as the groups of a list are numbered.
func Roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value  int
		figure string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			b.WriteString(r.figure)
			n -= r.value
		}
	}
	return b.String()
}

// CardPaper is one person's card for the month: what was scored, why it is so much, signatures.
func CardPaper(l org.Letterhead, v View, now time.Time) paper.Document {
	doc := l.Paper(fmt.Sprintf("phieu-danh-gia-%04d-%02d-%d", v.Year, v.Month, v.PersonID), "PHIẾU TỰ ĐÁNH GIÁ, XẾP LOẠI", now)
	doc.Superior, doc.Body, doc.Number = l.Body, v.Unit, ""
	doc.Subject = fmt.Sprintf("tháng %02d/%d", v.Month, v.Year)
	doc.Blocks = []paper.Block{{Text: "Họ và tên: " + v.Name}, {Text: "Chức vụ: " + v.Post + "; đơn vị: " + v.Unit}}
	if v.Framework == nil {
		doc.Blocks = append(doc.Blocks, paper.Block{Text: "Không xếp loại: " + v.Excuse, Strong: true})
		return doc
	}
	doc.Note = "(theo " + v.Framework.Legal + ")"
	doc.Blocks = append(doc.Blocks, paper.Block{Text: "1. Điểm theo tiêu chí", Strong: true}, paper.Block{Table: criteriaTable(v)})
	if v.Framework.Products {
		doc.Blocks = append(doc.Blocks, paper.Block{Text: "2. Sản phẩm, công việc", Strong: true}, paper.Block{Table: productTable(v)})
	}
	doc.Blocks = append(doc.Blocks, reasons(v)...)
	doc.Signers = []paper.Signer{{Title: "NGƯỜI TỰ ĐÁNH GIÁ", Name: v.Name}, {Title: "NGƯỜI ĐÁNH GIÁ", Hint: "(ký, ghi rõ họ tên)"}}
	return doc
}

func markText(s Sheet, code string) string {
	if x, ok := s.Marks[code]; ok {
		return viet.Points(x)
	}
	return ""
}

func criteriaTable(v View) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{{Title: "STT", Width: 14, Align: paper.Center}, {Title: "Tiêu chí", Width: 80}, {Title: "Tối đa", Width: 16, Align: paper.Right}, {Title: "Tự chấm", Width: 18, Align: paper.Right}, {Title: "Người đánh giá", Width: 20, Align: paper.Right}, {Title: "Minh chứng", Width: 36}}}
	for g, group := range v.Framework.Groups {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{Roman(g+1) + ". " + group.Name, viet.Points(group.Max), "", "", ""}, Strong: true, Span: 2})
		for i, c := range group.Criteria {
			head := ""
			if v.HeadPoints != nil {
				head = markText(v.HeadSheet, c.Code)
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), c.Name, viet.Points(c.Max), markText(v.SelfSheet, c.Code), head, v.SelfSheet.Evidence[c.Code]}})
		}
	}
	return t
}

func productTable(v View) *paper.Table {
	products := v.SelfSheet.Products
	if v.HeadPoints != nil {
		products = v.HeadSheet.Products
	}
	t := &paper.Table{Columns: []paper.Column{{Title: "STT", Width: 14, Align: paper.Center}, {Title: "Sản phẩm, công việc", Width: 70}, {Title: "Hệ số", Width: 15, Align: paper.Right}, {Title: "Giao", Width: 16, Align: paper.Right}, {Title: "Xong", Width: 16, Align: paper.Right}, {Title: "Chưa đạt", Width: 17, Align: paper.Right}, {Title: "Chậm", Width: 17, Align: paper.Right}, {Title: "Minh chứng", Width: 30}}}
	for i, p := range products {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), p.Name, viet.Points(p.Weight), viet.Points(p.Assigned), viet.Points(p.Completed), viet.Points(p.Failed), viet.Points(p.Delayed), p.Evidence}})
	}
	return t
}

// reasons writes out why the total and the grade are what they are.
func reasons(v View) []paper.Block {
	blocks := []paper.Block{{Text: fmt.Sprintf("Kết quả: %s điểm, loại %s - %s", viet.Fixed(v.Result.Points), v.shownGrade(), v.Framework.GradeName(v.shownGrade())), Strong: true}}
	for _, s := range v.Result.Steps {
		blocks = append(blocks, paper.Block{Text: fmt.Sprintf("– %s: %s%s = %s", s.Name, viet.Fixed(s.Value), s.Unit, s.How), Small: true})
	}
	for _, r := range v.Result.Reasons {
		blocks = append(blocks, paper.Block{Text: "– " + r.Text + " (" + r.Legal + ")", Small: true})
	}
	if v.Settled != "" {
		blocks = append(blocks, paper.Block{Text: fmt.Sprintf("– Cân đối hạn mức: %s → %s. %s", v.EarnedGrade, v.Grade, v.Settled)})
	}
	if v.SelfSheet.Comment != "" {
		blocks = append(blocks, paper.Block{Text: "Tự nhận xét: " + v.SelfSheet.Comment})
	}
	if v.HeadPoints != nil && v.HeadSheet.Comment != "" {
		blocks = append(blocks, paper.Block{Text: "Nhận xét của người đánh giá: " + v.HeadSheet.Comment})
	}
	return blocks
}

// shownGrade is the grade that counts for who reads the card.
func (v View) shownGrade() string {
	if v.Settled != "" {
		return v.Grade
	}
	return v.Result.Grade
}
