package initiative

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// ListPaper is the list of initiatives for the file.
func ListPaper(l org.Letterhead, rows []Row, now time.Time) paper.Document {
	d := l.Paper("sang-kien", "DANH SÁCH", now)
	d.Number, d.Landscape = "", true
	d.Subject = "sáng kiến"
	d.Note = fmt.Sprintf("(%d lượt tác giả)", len(rows))
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 13, Align: paper.Center},
		{Title: "Tên sáng kiến", Width: 70},
		{Title: "Tác giả", Width: 42},
		{Title: "Đơn vị", Width: 55},
		{Title: "Tỷ lệ", Width: 14, Align: paper.Right},
		{Title: "Cấp", Width: 24},
		{Title: "Năm", Width: 14, Align: paper.Center},
		{Title: "Kết quả, quyết định", Width: 35},
	}}
	for i, r := range rows {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1),
			r.Name,
			r.Author,
			r.Unit,
			strconv.Itoa(r.Share) + "%",
			LevelNames[r.Level],
			strconv.Itoa(r.Year),
			r.Basis(),
		}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// RegistrationPaper is one initiative for the file: what it is, whose it is, how it stands.
func RegistrationPaper(l org.Letterhead, f View, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("sang-kien-%d", f.ID), "PHIẾU ĐĂNG KÝ SÁNG KIẾN", now)
	d.Number = ""
	d.Subject = f.Name
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Tác giả", Width: 50},
		{Title: "Chức vụ, đơn vị", Width: 80},
		{Title: "Tỷ lệ", Width: 20, Align: paper.Right},
	}}
	for i, x := range f.Authors {
		number, share := strconv.Itoa(i+1), strconv.Itoa(x.Share)+"%"
		t.Rows = append(t.Rows, paper.Row{Cells: []string{number, x.Name, x.Post + ", " + x.Unit, share}})
	}
	d.Blocks = []paper.Block{
		{Text: fmt.Sprintf("Năm: %d; phạm vi ảnh hưởng: %s", f.Year, LevelNames[f.Level])},
		{Text: "Tác giả", Strong: true},
		{Table: &t},
		{Text: "Nội dung, hiệu quả", Strong: true},
		{Text: f.Summary},
	}
	if len(f.Files) > 0 {
		d.Blocks = append(d.Blocks, paper.Block{Text: "Tệp kèm theo", Strong: true})
		for _, x := range f.Files {
			d.Blocks = append(d.Blocks, paper.Block{Text: "- " + x.Name + " (SHA-256 " + x.SHA256[:16] + "…)"})
		}
	}
	d.Blocks = append(d.Blocks, paper.Block{Text: "Kết quả: " + f.Outcome()})
	d.Signers = []paper.Signer{{Title: "TÁC GIẢ", Name: f.Authors[0].Name}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// Outcome says in a line how it stands, with the decision or the reason.
func (f Initiative) Outcome() string {
	switch f.State {
	case Recognised:
		level, day := LevelNames[f.Level], viet.ShowDate(f.DecidedOn)
		return fmt.Sprintf("công nhận cấp %s, %s ngày %s", level, f.Decision, day)
	case Refused:
		return "không công nhận: " + f.Why
	case Registered, Withdrawn:
	}
	return StateNames[f.State]
}
