package evaluation

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// CardPaper is one person's card for the month: what was scored, why it is so much, signatures.
func CardPaper(l org.Letterhead, v View, now time.Time) paper.Document {
	name := fmt.Sprintf("phieu-danh-gia-%04d-%02d-%d", v.Year, v.Month, v.PersonID)
	doc := l.Paper(name, "PHIẾU TỰ ĐÁNH GIÁ, XẾP LOẠI", now)
	doc.Superior, doc.Body, doc.Number = l.Body, v.Unit, ""
	doc.Subject = fmt.Sprintf("tháng %02d/%d", v.Month, v.Year)
	doc.Blocks = []paper.Block{
		{Text: "Họ và tên: " + v.Name},
		{Text: "Chức vụ: " + v.Post + "; đơn vị: " + v.Unit},
	}
	if v.Framework == nil {
		doc.Blocks = append(doc.Blocks, paper.Block{Text: "Không xếp loại: " + v.Excuse, Strong: true})
		return doc
	}
	doc.Note = "(theo " + v.Framework.Legal + ")"
	doc.Blocks = append(doc.Blocks,
		paper.Block{Text: "1. Điểm theo tiêu chí", Strong: true},
		paper.Block{Table: criteriaTable(v)})
	if v.Framework.Products {
		doc.Blocks = append(doc.Blocks,
			paper.Block{Text: "2. Sản phẩm, công việc", Strong: true},
			paper.Block{Table: productTable(v)})
	}
	doc.Blocks = append(doc.Blocks, reasons(v)...)
	doc.Signers = []paper.Signer{
		{Title: "NGƯỜI TỰ ĐÁNH GIÁ", Name: v.Name},
		{Title: "NGƯỜI ĐÁNH GIÁ", Hint: "(ký, ghi rõ họ tên)"},
	}
	return doc
}

func markText(s Sheet, code string) string {
	if x, ok := s.Marks[code]; ok {
		return viet.Points(x)
	}
	return ""
}

//locale:paper
var criteriaColumns = []paper.Column{
	{Title: "STT", Width: 14, Align: paper.Center},
	{Title: "Tiêu chí", Width: 80},
	{Title: "Tối đa", Width: 16, Align: paper.Right},
	{Title: "Tự chấm", Width: 18, Align: paper.Right},
	{Title: "Người đánh giá", Width: 20, Align: paper.Right},
	{Title: "Minh chứng", Width: 36},
}

func criteriaTable(v View) *paper.Table {
	t := &paper.Table{Columns: criteriaColumns}
	for g, group := range v.Framework.Groups {
		heading := []string{viet.Roman(g+1) + ". " + group.Name, viet.Points(group.Max), "", "", ""}
		t.Rows = append(t.Rows, paper.Row{Cells: heading, Strong: true, Span: 2})
		for i, c := range group.Criteria {
			head := ""
			if v.HeadPoints != nil {
				head = markText(v.HeadSheet, c.Code)
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{
				strconv.Itoa(i + 1), c.Name, viet.Points(c.Max),
				markText(v.SelfSheet, c.Code), head, v.SelfSheet.Evidence[c.Code]}})
		}
	}
	return t
}

//locale:paper
var productColumns = []paper.Column{
	{Title: "STT", Width: 14, Align: paper.Center},
	{Title: "Sản phẩm, công việc", Width: 70},
	{Title: "Hệ số", Width: 15, Align: paper.Right},
	{Title: "Giao", Width: 16, Align: paper.Right},
	{Title: "Xong", Width: 16, Align: paper.Right},
	{Title: "Chưa đạt", Width: 17, Align: paper.Right},
	{Title: "Chậm", Width: 17, Align: paper.Right},
	{Title: "Minh chứng", Width: 30},
}

func productTable(v View) *paper.Table {
	products := v.SelfSheet.Products
	if v.HeadPoints != nil {
		products = v.HeadSheet.Products
	}
	t := &paper.Table{Columns: productColumns}
	for i, p := range products {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1), p.Name, viet.Points(p.Weight), viet.Points(p.Assigned),
			viet.Points(p.Completed), viet.Points(p.Failed), viet.Points(p.Delayed), p.Evidence}})
	}
	return t
}

// reasons writes out why the total and the grade are what they are.
func reasons(v View) []paper.Block {
	grade := v.ShownGrade()
	blocks := []paper.Block{{
		Text: fmt.Sprintf("Kết quả: %s điểm, loại %s - %s",
			viet.Fixed(v.Result.Points), grade, v.Framework.GradeName(grade)),
		Strong: true,
	}}
	for _, s := range v.Result.Steps {
		text := fmt.Sprintf("– %s: %s%s = %s", s.Name, viet.Fixed(s.Value), s.Unit, s.How)
		blocks = append(blocks, paper.Block{Text: text, Small: true})
	}
	for _, r := range v.Result.Reasons {
		blocks = append(blocks, paper.Block{Text: "– " + r.Text + " (" + r.Legal + ")", Small: true})
	}
	if v.Settled != "" {
		blocks = append(blocks, paper.Block{
			Text: fmt.Sprintf("– Cân đối hạn mức: %s → %s. %s", v.EarnedGrade, v.Grade, v.Settled)})
	}
	if v.SelfSheet.Comment != "" {
		blocks = append(blocks, paper.Block{Text: "Tự nhận xét: " + v.SelfSheet.Comment})
	}
	if v.HeadPoints != nil && v.HeadSheet.Comment != "" {
		blocks = append(blocks, paper.Block{Text: "Nhận xét của người đánh giá: " + v.HeadSheet.Comment})
	}
	return blocks
}
