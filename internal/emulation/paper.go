package emulation

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
)

// ListPaper is the list of a year's registrations.
func ListPaper(l org.Letterhead, c Campaign, titles []Title, rows []RegistrationRow, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("dang-ky-thi-dua-%d", c.Year), "DANH SÁCH", now)
	d.Number, d.Landscape = "", true
	d.Subject = fmt.Sprintf("đăng ký danh hiệu thi đua năm %d", c.Year)
	d.Note = fmt.Sprintf("(%d đăng ký)", len(rows))
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 13, Align: paper.Center},
		{Title: "Họ và tên, tập thể", Width: 48},
		{Title: "Chức vụ", Width: 38},
		{Title: "Danh hiệu đăng ký", Width: 48},
		{Title: "Cam kết", Width: 60},
		{Title: "Điều kiện", Width: 48},
	}}
	names := map[string]string{}
	for _, x := range titles {
		names[x.Code] = x.Name
	}
	unit, group, number := int64(0), 0, 0
	for _, r := range rows {
		if r.UnitID != unit {
			unit, group = r.UnitID, group+1
			title := strconv.Itoa(group) + ". " + paper.Upper(r.Unit)
			t.Rows = append(t.Rows, paper.Row{Cells: []string{title}, Strong: true, Span: len(t.Columns)})
		}
		number++
		name, verdict := r.Name, VerdictNames[r.Verdict]
		if r.PersonID == nil {
			name = "Tập thể " + r.Name
		}
		if r.Why != "" {
			verdict += ": " + r.Why
		}
		if r.State != Confirmed {
			verdict = StateNames[r.State] + ". " + verdict
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(number),
			name,
			r.Post,
			names[r.Title],
			r.Commitment,
			verdict,
		}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// ExplainPaper is one registration with every rule, for the file.
func ExplainPaper(l org.Letterhead, x Explained, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("dieu-kien-%d-%d", x.Year, x.ID), "PHIẾU XÉT ĐIỀU KIỆN", now)
	d.Number = ""
	d.Subject = fmt.Sprintf("%s, năm %d", x.Of.Name, x.Year)
	who := "Họ và tên: " + x.Name + "; chức vụ: " + x.Post + "; đơn vị: " + x.Unit
	if x.PersonID == nil {
		who = "Tập thể: " + x.Name
	}
	d.Blocks = []paper.Block{
		{Text: who},
		{Text: "Cam kết khi đăng ký: " + x.Commitment},
		{Text: "Kết quả: " + VerdictNames[x.Result.Verdict], Strong: true},
	}
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Điều kiện", Width: 45},
		{Title: "Số liệu", Width: 60},
		{Title: "Kết quả", Width: 22, Align: paper.Center},
		{Title: "Căn cứ", Width: 40},
	}}
	for i, c := range x.Result.Checks {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1),
			c.Rule.Name,
			c.Text,
			VerdictNames[c.Verdict],
			c.Rule.Legal,
		}})
	}
	d.Blocks = append(d.Blocks, paper.Block{Table: &t})
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP PHIẾU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}
