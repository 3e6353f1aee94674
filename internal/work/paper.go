package work

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// TasksPaper is a list of tasks on paper.
func TasksPaper(l org.Letterhead, list []Seen, now time.Time) paper.Document {
	d := l.Paper("nhiem-vu", "DANH SÁCH NHIỆM VỤ", now)
	d.Number, d.Landscape = "", true
	d.Blocks = []paper.Block{{Table: taskTable(list)}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

func taskTable(list []Seen) *paper.Table {
	table := &paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 14, Align: paper.Center},
		{Title: "Nhiệm vụ", Width: 84},
		{Title: "Chủ trì", Width: 44},
		{Title: "Kiểm tra", Width: 40},
		{Title: "Hệ số", Width: 16, Align: paper.Right},
		{Title: "Hạn", Width: 24, Align: paper.Center},
		{Title: "Trạng thái", Width: 34},
	}}
	for i, t := range list {
		table.Rows = append(table.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1),
			t.Title,
			t.Lead + ", " + t.Unit,
			t.Checker,
			viet.Points(t.Weight),
			viet.ShowDate(t.Due),
			StateNames[t.State],
		}})
	}
	return table
}

// ProgrammePaper is a programme on paper: what, who, which months, and how it stands.
func ProgrammePaper(l org.Letterhead, p ProgrammePage, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("chuong-trinh-%d", p.Year), "CHƯƠNG TRÌNH CÔNG TÁC", now)
	d.Landscape, d.Subject = true, fmt.Sprintf("năm %d của %s", p.Year, p.Unit)
	if p.ApprovedOn != "" {
		d.Note = fmt.Sprintf("(%s duyệt ngày %s)", p.ApprovedBy, viet.ShowDate(p.ApprovedOn))
	}
	d.Blocks = []paper.Block{{Table: itemTable(p.List, p.Month)}}
	d.Signers = []paper.Signer{p.Chair.signer(l)}
	if p.ApprovedBy != "" && !p.Chair.Top {
		approved := paper.Signer{Title: "PHÊ DUYỆT\n" + l.Authority, Name: p.ApprovedBy}
		d.Signers = []paper.Signer{approved, p.Chair.signer(l)}
	}
	return d
}

// quarters are the quarters of a year as papers number them, from 1.
var quarters = [5]string{"", "I", "II", "III", "IV"}

// itemTable lists items quarter by quarter, as they stand in a month of their year.
func itemTable(items []ItemRow, month int) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Nội dung công việc", Width: 82},
		{Title: "Sản phẩm", Width: 40},
		{Title: "Chủ trì", Width: 40},
		{Title: "Kiểm tra", Width: 40},
		{Title: "Thời gian", Width: 26, Align: paper.Center},
		{Title: "Kết quả", Width: 36},
	}}
	quarter := 0
	for i, x := range items {
		if q := (x.FirstMonth + 2) / 3; q != quarter {
			quarter = q
			t.Rows = append(t.Rows, paper.Row{
				Cells:  []string{"Quý " + quarters[q]},
				Strong: true,
				Span:   len(t.Columns),
			})
		}
		months := fmt.Sprintf("Tháng %d", x.FirstMonth)
		if x.LastMonth != x.FirstMonth {
			months = fmt.Sprintf("Tháng %d-%d", x.FirstMonth, x.LastMonth)
		}
		if x.Shifted() {
			months += fmt.Sprintf("\n(duyệt: %d-%d)", x.PlannedFirst, x.PlannedLast)
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1),
			x.Title,
			x.Product,
			x.Lead,
			x.Checker,
			months,
			result(x, month),
		}})
	}
	return t
}

// result is how an item stands, with when it was finished.
func result(x ItemRow, month int) string {
	if stands := x.Stands(month); stands != Fulfilled {
		return StandingNames[stands]
	}
	return StandingNames[Fulfilled] + " " + viet.ShowDate(x.LastClosed)
}

// NoticePaper is the thông báo kết luận of a weekly review.
func NoticePaper(l org.Letterhead, v Agenda, now time.Time) paper.Document {
	d := l.Paper("thong-bao-ket-luan-"+v.Name(), "THÔNG BÁO", now)
	d.Subject = fmt.Sprintf("Kết luận giao ban tuần từ %s đến %s của %s",
		viet.ShowDate(v.Monday), viet.ShowDate(v.Sunday), v.Unit)
	add := func(strong bool, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: strong})
	}
	if len(v.Called) > 0 {
		add(false, attendance(v))
	}
	if v.Review.Attendance != "" {
		add(false, "Cùng dự: "+v.Review.Attendance)
	}
	add(true, "I. Tình hình thực hiện")
	add(false, fmt.Sprintf("Trong tuần hoàn thành %d nhiệm vụ; quá hạn %d; phát sinh %d; tuần sau đến hạn %d.",
		len(v.Done), len(v.Late), len(v.Arising), len(v.Coming)))
	if len(v.Late) > 0 {
		add(false, "Các nhiệm vụ quá hạn:")
		d.Blocks = append(d.Blocks, paper.Block{Table: taskTable(v.Late)})
	}
	add(true, "II. Kết luận")
	add(false, v.Review.Conclusion)
	if len(v.Tasks) > 0 {
		add(true, "III. Nhiệm vụ được giao")
		d.Blocks = append(d.Blocks, paper.Block{Table: taskTable(v.Tasks)})
	}
	d.Copies = []string{"Lãnh đạo;", "Các phòng, cá nhân có tên;", "Lưu " + l.Code() + "."}
	d.Signers = []paper.Signer{v.Chair.signer(l)}
	return d
}

// attendance says how many came of those called, and who did not.
func attendance(v Agenda) string {
	text := fmt.Sprintf("Có mặt %d/%d.", v.Came(), len(v.Called))
	var absent []string
	for _, c := range v.Called {
		if c.Present {
			continue
		}
		who := c.Name
		if c.Why != "" {
			who += " (" + c.Why + ")"
		}
		absent = append(absent, who)
	}
	if len(absent) > 0 {
		text += " Vắng: " + strings.Join(absent, "; ") + "."
	}
	return text
}
