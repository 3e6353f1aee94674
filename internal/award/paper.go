package award

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// Paper is a paper of a decision: from it follow the route, the links on the page, and the file.
type Paper struct {
	Code       string // last part of its address
	Title      string // of the link to the page that is printed; "" where the head of the page has the links
	File       string // of the link to the file
	Format     string // of that file, ".docx"
	Permission access.Permission
	Draw       func(l org.Letterhead, d DecisionRow, list []Recipient, now time.Time) (paper.Document, error)
}

// Papers are the papers of a decision in the order of their links. A new one is one entry here, with the English
// of its titles.
var Papers = []Paper{
	{
		Code:       "list",
		Permission: access.DecisionView,
		Draw:       ListPaper,
	},
	{
		Code:       "text",
		Title:      "In quyết định",
		File:       "Quyết định DOCX",
		Format:     ".docx",
		Permission: access.DecisionView,
		Draw:       decisionPaper,
	},
	{
		Code:       "payment",
		Title:      "Danh sách nhận tiền",
		File:       "Nhận tiền XLSX",
		Format:     ".xlsx",
		Permission: access.DecisionView,
		Draw:       paymentPaper,
	},
	{
		Code:       "engraver",
		Title:      "Danh sách viết bằng",
		File:       "Viết bằng XLSX",
		Format:     ".xlsx",
		Permission: access.DecisionView,
		Draw:       engraverPaper,
	},
}

// head begins a paper without a number of its own.
func head(l org.Letterhead, file, title string, now time.Time) paper.Document {
	p := l.Paper(file, title, now)
	p.Number = ""
	return p
}

// enclosed is the line that ties a list to its decision.
func enclosed(d Decision) (string, error) {
	if d.State != Issued {
		return "(Kèm theo Quyết định số ……… ngày …… tháng …… năm ………)", nil
	}
	on, _, err := d.day()
	return fmt.Sprintf("(Kèm theo Quyết định số %s, %s của %s)", d.Number, viet.LongDate(on), d.Body), err
}

// enclosure begins a list that goes with a decision.
func enclosure(l org.Letterhead, d Decision, file, title string, now time.Time) (p paper.Document, err error) {
	p = head(l, fmt.Sprintf("%s-%d", file, d.ID), title, now)
	p.Subject = d.Subject
	p.Note, err = enclosed(d)
	return p, err
}

// heading is the row of a table above a group.
func heading(i int, g Group, columns int) paper.Row {
	text := fmt.Sprintf("%s. %s (%d)", viet.Roman(i+1), g.Title(), len(g.List))
	return paper.Row{Cells: []string{text}, Strong: true, Span: columns}
}

// ListPaper is the award list that goes with a decision: groups with Roman numbers, the chosen columns, totals in
// figures and words.
func ListPaper(l org.Letterhead, d DecisionRow, list []Recipient, now time.Time) (paper.Document, error) {
	p, err := enclosure(l, d.Decision, "danh-sach-khen-thuong", "DANH SÁCH", now)
	if err != nil {
		return p, err
	}
	shown := d.Shows()
	p.Landscape = len(shown) > 3
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Họ và tên, tên tập thể", Width: 52},
	}}
	for _, c := range shown {
		t.Columns = append(t.Columns, paper.Column{Title: c.Title, Width: c.Width, Align: c.Align})
	}
	var total int64
	for i, g := range Groups(list) {
		t.Rows = append(t.Rows, heading(i, g, len(t.Columns)))
		for n, r := range g.List {
			total += r.Prize
			cells, x := []string{strconv.Itoa(n + 1), r.named()}, EntryOf(d.Decision, r)
			for _, c := range shown {
				cells = append(cells, c.Cell(x))
			}
			t.Rows = append(t.Rows, paper.Row{Cells: cells})
		}
	}
	sum := fmt.Sprintf("Tổng số: %d tập thể, %d cá nhân.", count(list, true), count(list, false))
	p.Blocks = []paper.Block{{Table: &t}, {Text: sum}}
	if total > 0 {
		sum := fmt.Sprintf("Tổng tiền thưởng: %s đồng (%s đồng).", dong(total), capital(viet.Words(total)))
		how := fmt.Sprintf("Mức thưởng theo %s; mức lương cơ sở %s đồng.", d.PrizeLegal, dong(d.BaseSalary))
		p.Blocks = append(p.Blocks, paper.Block{Text: sum}, paper.Block{Text: how, Small: true})
	}
	p.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: authority(l, d.Decision), Name: d.Signer}}
	return p, nil
}

// authority is what stands above the signature.
func authority(l org.Letterhead, d Decision) string {
	if d.SignerTitle != "" {
		return paper.Upper(d.SignerTitle)
	}
	return l.Authority
}

// paymentPaper is the list on which the prizes are signed for.
func paymentPaper(l org.Letterhead, d DecisionRow, list []Recipient, now time.Time) (paper.Document, error) {
	p, err := enclosure(l, d.Decision, "danh-sach-nhan-tien-thuong", "DANH SÁCH NHẬN TIỀN THƯỞNG", now)
	if err != nil {
		return p, err
	}
	p.Landscape = true
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Họ và tên, tên tập thể", Width: 62},
		{Title: "Chức vụ, đơn vị", Width: 70},
		{Title: "Hình thức", Width: 55},
		{Title: "Hệ số", Width: 16, Align: paper.Right},
		{Title: "Số tiền (đồng)", Width: 30, Align: paper.Right},
		{Title: "Ký nhận", Width: 32},
	}}
	var total int64
	n := 0
	for _, g := range Groups(list) {
		for _, r := range g.List {
			if r.Prize == 0 {
				continue
			}
			n++
			total += r.Prize
			t.Rows = append(t.Rows, paper.Row{Cells: []string{
				strconv.Itoa(n), r.named(), r.Where(), g.Form.Name, viet.Points(r.Coefficient), dong(r.Prize), "",
			}})
		}
	}
	t.Rows = append(t.Rows, paper.Row{Cells: []string{"", "Cộng", "", "", "", dong(total), ""}, Strong: true})
	p.Blocks = []paper.Block{{Table: &t}, {Text: "Bằng chữ: " + capital(viet.Words(total)) + " đồng."}}
	p.Signers = []paper.Signer{
		{Title: "NGƯỜI LẬP BIỂU"},
		{Title: "KẾ TOÁN"},
		{Title: authority(l, d.Decision), Name: d.Signer},
	}
	return p, nil
}

// engraverPaper is the list for who writes the certificates: names exactly as they must stand on them.
func engraverPaper(l org.Letterhead, d DecisionRow, list []Recipient, now time.Time) (paper.Document, error) {
	p, err := enclosure(l, d.Decision, "danh-sach-viet-bang", "DANH SÁCH VIẾT BẰNG", now)
	if err != nil {
		return p, err
	}
	p.Landscape = true
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Dòng 1: họ và tên, tên tập thể", Width: 80},
		{Title: "Dòng 2: chức vụ, đơn vị", Width: 85},
		{Title: "Dòng 3: thành tích", Width: 85},
	}}
	for i, g := range Groups(list) {
		t.Rows = append(t.Rows, heading(i, g, len(t.Columns)))
		for n, r := range g.List {
			cells := []string{strconv.Itoa(n + 1), r.Name, r.Where(), r.Achievement}
			t.Rows = append(t.Rows, paper.Row{Cells: cells})
		}
	}
	p.Blocks = []paper.Block{{Table: &t}}
	p.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}}
	return p, nil
}
