package award

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// widths of a list's columns, as shares of the page.
var columnWidths = map[string]float64{"post": 42, "place": 48, "form": 44, "achievement": 55, "prize": 30}

// roman writes 1 to 39.
func roman(n int) string {
	ones := []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return strings.Repeat("X", n/10) + ones[n%10]
}

// Group is a part of a list: one form, collectives or persons.
type Group struct {
	Form       Form
	Collective bool
	List       []Recipient
}

// Title names the group: "Bằng khen của ...: tập thể".
func (g Group) Title() string {
	if g.Collective {
		return g.Form.Name + " - Tập thể"
	}
	return g.Form.Name + " - Cá nhân"
}

// Groups parts recipients, who come in the order of the list.
func Groups(list []Recipient) (groups []Group) {
	c, err := Shipped()
	if err != nil {
		return nil // tested to load
	}
	for _, r := range list {
		n := len(groups)
		if n == 0 || groups[n-1].Form.Code != r.Form || groups[n-1].Collective != r.Collective {
			form := Form{Code: r.Form, Name: r.Form}
			if known := c.Form(r.Form); known != nil {
				form = *known
			}
			groups = append(groups, Group{Form: form, Collective: r.Collective})
			n++
		}
		groups[n-1].List = append(groups[n-1].List, r)
	}
	return groups
}

// head begins a paper without a number of its own.
func head(l org.Letterhead, file, title string, now time.Time) paper.Document {
	p := l.Paper(file, title, now)
	p.Number = ""
	return p
}

// enclosed is the line that ties a list to its decision.
func enclosed(d Decision) string {
	if d.State != Issued {
		return "(Kèm theo Quyết định số ……… ngày …… tháng …… năm ………)"
	}
	on, _ := time.Parse("2006-01-02", d.DecidedOn)
	return fmt.Sprintf("(Kèm theo Quyết định số %s, %s của %s)", d.Number, viet.LongDate(on), d.Body)
}

// ListPaper is the award list that goes with a decision: groups with Roman numbers, the chosen
// columns, totals in figures and words.
func ListPaper(l org.Letterhead, d Decision, list []Recipient, now time.Time) paper.Document {
	p := head(l, fmt.Sprintf("danh-sach-khen-thuong-%d", d.ID), "DANH SÁCH", now)
	p.Subject, p.Note = d.Subject, enclosed(d)
	shown := d.Shows()
	p.Landscape = len(shown) > 3
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ và tên, tên tập thể", Width: 52}}}
	for _, x := range shown {
		column := paper.Column{Title: ColumnNames[x], Width: columnWidths[x]}
		if x == "prize" {
			column.Align = paper.Right
		}
		t.Columns = append(t.Columns, column)
	}
	var total int64
	for i, g := range Groups(list) {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{fmt.Sprintf("%s. %s (%d)", roman(i+1), g.Title(), len(g.List))}, Strong: true, Span: len(t.Columns)})
		for n, r := range g.List {
			total += r.Prize
			cells := []string{strconv.Itoa(n + 1), named(r)}
			for _, x := range shown {
				cells = append(cells, cellOf(r, x, g.Form))
			}
			t.Rows = append(t.Rows, paper.Row{Cells: cells})
		}
	}
	p.Blocks = []paper.Block{{Table: &t}, {Text: fmt.Sprintf("Tổng số: %d tập thể, %d cá nhân.", count(list, true), count(list, false))}}
	if total > 0 {
		p.Blocks = append(p.Blocks, paper.Block{Text: fmt.Sprintf("Tổng tiền thưởng: %s đồng (%s đồng).", viet.Count(int(total)), capital(viet.Words(total)))},
			paper.Block{Text: fmt.Sprintf("Mức thưởng theo %s; mức lương cơ sở %s đồng.", d.PrizeLegal, viet.Count(int(d.BaseSalary))), Small: true})
	}
	p.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: authority(l, d), Name: d.Signer}}
	return p
}

func authority(l org.Letterhead, d Decision) string {
	if d.SignerTitle != "" {
		return paper.Upper(d.SignerTitle)
	}
	return l.Authority
}

func named(r Recipient) string {
	if r.Representative != "" {
		return r.Name + " (người nhận thay: " + r.Representative + ")"
	}
	return r.Name
}

// Where is a recipient's post and place in one line.
func Where(r Recipient) string { return viet.List(r.Post, r.Place) }

func cellOf(r Recipient, column string, f Form) string {
	switch column {
	case "post":
		return r.Post
	case "place":
		return r.Place
	case "form":
		return f.Name
	case "achievement":
		return r.Achievement
	case "prize":
		if r.Prize == 0 {
			return ""
		}
		return viet.Count(int(r.Prize))
	}
	return ""
}

func count(list []Recipient, collective bool) (n int) {
	for _, r := range list {
		if r.Collective == collective {
			n++
		}
	}
	return n
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// PaymentPaper is the list on which the prizes are signed for.
func PaymentPaper(l org.Letterhead, d Decision, list []Recipient, now time.Time) paper.Document {
	p := head(l, fmt.Sprintf("danh-sach-nhan-tien-thuong-%d", d.ID), "DANH SÁCH NHẬN TIỀN THƯỞNG", now)
	p.Subject, p.Note, p.Landscape = d.Subject, enclosed(d), true
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ và tên, tên tập thể", Width: 62}, {Title: "Chức vụ, đơn vị", Width: 70}, {Title: "Hình thức", Width: 55}, {Title: "Hệ số", Width: 16, Align: paper.Right}, {Title: "Số tiền (đồng)", Width: 30, Align: paper.Right}, {Title: "Ký nhận", Width: 32}}}
	var total int64
	n := 0
	for _, g := range Groups(list) {
		for _, r := range g.List {
			if r.Prize == 0 {
				continue
			}
			n++
			total += r.Prize
			place := Where(r)
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(n), named(r), place, g.Form.Name, viet.Points(r.Coefficient), viet.Count(int(r.Prize)), ""}})
		}
	}
	t.Rows = append(t.Rows, paper.Row{Cells: []string{"", "Cộng", "", "", "", viet.Count(int(total)), ""}, Strong: true})
	p.Blocks = []paper.Block{{Table: &t}, {Text: "Bằng chữ: " + capital(viet.Words(total)) + " đồng."}}
	p.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: "KẾ TOÁN"}, {Title: authority(l, d), Name: d.Signer}}
	return p
}

// DecisionPaper is the decision itself: grounds, articles, whom it goes to.
func DecisionPaper(l org.Letterhead, d Decision, list []Recipient, now time.Time) paper.Document {
	p := head(l, fmt.Sprintf("quyet-dinh-khen-thuong-%d", d.ID), "QUYẾT ĐỊNH", now)
	p.Number = "Số ………-QĐ/" + l.Code()
	if d.Number != "" {
		p.Number = "Số " + d.Number
	}
	if d.DecidedOn != "" {
		p.Date, _ = time.Parse("2006-01-02", d.DecidedOn)
	} else {
		p.Date = time.Time{}
	}
	p.Subject = d.Subject
	for _, x := range d.GroundLines() {
		p.Blocks = append(p.Blocks, paper.Block{Text: "- " + strings.TrimSuffix(strings.TrimPrefix(x, "- "), ";") + ";"})
	}
	p.Blocks = append(p.Blocks, paper.Block{Text: strings.ToUpper(d.Body) + " QUYẾT ĐỊNH", Strong: true})
	for i, text := range articles(d, list) {
		p.Blocks = append(p.Blocks, paper.Block{Text: fmt.Sprintf("Điều %d. %s", i+1, text)})
	}
	p.Copies = []string{"Như Điều cuối;", "Lưu " + l.Code() + "."}
	p.Signers = []paper.Signer{{Title: authority(l, d), Name: d.Signer}}
	return p
}

// articles are the decision's articles by its kind.
func articles(d Decision, list []Recipient) []string {
	who := fmt.Sprintf("%d tập thể, %d cá nhân", count(list, true), count(list, false))
	last := "Văn phòng, các đơn vị liên quan và tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
	switch d.Kind {
	case Correction:
		return []string{fmt.Sprintf("Đính chính thông tin của %s tại Quyết định số %s ngày %s (có danh sách kèm theo). Lý do: %s.", who, d.OldNumber, viet.ShowDate(d.OldOn), d.Reason), "Các nội dung khác của Quyết định số " + d.OldNumber + " giữ nguyên.", last}
	case Revocation:
		return []string{fmt.Sprintf("Hủy bỏ việc khen thưởng %s tại Quyết định số %s ngày %s (có danh sách kèm theo). Lý do: %s.", who, d.OldNumber, viet.ShowDate(d.OldOn), d.Reason), "Thu hồi hiện vật khen thưởng và tiền thưởng đã nhận theo quy định.", last}
	}
	var parts []string
	for _, g := range Groups(list) {
		kind := "cá nhân"
		if g.Collective {
			kind = "tập thể"
		}
		parts = append(parts, fmt.Sprintf("%s cho %d %s", g.Form.Name, len(g.List), kind))
	}
	return []string{"Tặng " + strings.Join(parts, "; ") + " (có danh sách kèm theo).", "Tiền thưởng kèm theo được chi từ quỹ thi đua, khen thưởng theo quy định hiện hành.", last}
}

// EngraverPaper is the list for who writes the certificates: names exactly as they must stand on them.
func EngraverPaper(l org.Letterhead, d Decision, list []Recipient, now time.Time) paper.Document {
	p := head(l, fmt.Sprintf("danh-sach-viet-bang-%d", d.ID), "DANH SÁCH VIẾT BẰNG", now)
	p.Subject, p.Note, p.Landscape = d.Subject, enclosed(d), true
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Dòng 1: họ và tên, tên tập thể", Width: 80}, {Title: "Dòng 2: chức vụ, đơn vị", Width: 85}, {Title: "Dòng 3: thành tích", Width: 85}}}
	for i, g := range Groups(list) {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{fmt.Sprintf("%s. %s (%d)", roman(i+1), g.Title(), len(g.List))}, Strong: true, Span: len(t.Columns)})
		for n, r := range g.List {
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(n + 1), r.Name, Where(r), r.Achievement}})
		}
	}
	p.Blocks = []paper.Block{{Table: &t}}
	p.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}}
	return p
}
