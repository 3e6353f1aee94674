package movement

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// PledgePaper is a giao ước to be signed: what the movement aims at, the targets, the commitment.
func PledgePaper(l org.Letterhead, m Movement, p Pledge, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("giao-uoc-%d-%d", m.ID, p.ID), "GIAO ƯỚC THI ĐUA", now)
	d.Number = ""
	d.Subject = "phong trào " + m.Name
	who := "Tập thể: " + p.Name
	if p.PersonID != 0 {
		who = "Họ và tên: " + p.Name + "; chức vụ: " + p.Post + "; đơn vị: " + p.Unit
	}
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Chỉ tiêu thi đua", Width: 115}, {Title: "Mức phấn đấu", Width: 45, Align: paper.Center}}}
	for i, x := range m.Targets {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), x.Name, viet.Points(x.Goal) + " " + x.Measure}})
	}
	d.Blocks = []paper.Block{{Text: who}, {Text: "Thời gian: từ " + viet.ShowDate(m.StartsOn) + " đến " + viet.ShowDate(m.EndsOn)}, {Text: "Mục đích: " + m.Aim}, {Text: "Chúng tôi giao ước thực hiện:", Strong: true}, {Table: &t}, {Text: "Cam kết: " + p.Commitment}, {Text: "Ký ngày " + viet.ShowDate(p.SignedOn)}}
	if p.PersonID != 0 {
		d.Blocks[3].Text = "Tôi giao ước thực hiện:"
		d.Signers = []paper.Signer{{Title: "NGƯỜI GIAO ƯỚC", Name: p.Name}, {Title: l.Authority, Name: l.Signer}}
		return d
	}
	d.Signers = []paper.Signer{{Title: "THỦ TRƯỞNG ĐƠN VỊ"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// ResultPaper is a movement's result: every target, then everyone who signed.
func ResultPaper(l org.Letterhead, m Movement, progress []Progress, pledges []Pledge, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("phong-trao-%d", m.ID), "KẾT QUẢ", now)
	d.Number, d.Landscape = "", true
	d.Subject = "thực hiện phong trào thi đua " + m.Name
	d.Note = fmt.Sprintf("(%d tập thể, %d cá nhân ký giao ước)", m.Units, m.People)
	targets := paper.Table{Columns: []paper.Column{{Title: "Chỉ tiêu", Width: 120}, {Title: "Mức phấn đấu", Width: 40}, {Title: "Sơ kết", Width: 30, Align: paper.Right}, {Title: "Tổng kết", Width: 30, Align: paper.Right}, {Title: "Đạt mức", Width: 30, Align: paper.Right}}}
	for _, x := range progress {
		targets.Rows = append(targets.Rows, paper.Row{Cells: []string{x.Name, viet.Points(x.Goal) + " " + x.Measure, Share(x.Interim), Share(x.Final), fmt.Sprintf("%d/%d", x.Met, x.Reported)}})
	}
	list := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Tập thể, cá nhân", Width: 60}, {Title: "Đơn vị", Width: 55}, {Title: "Cam kết", Width: 70}, {Title: "Ký ngày", Width: 24, Align: paper.Center}, {Title: "Sơ kết", Width: 18, Align: paper.Right}, {Title: "Tổng kết", Width: 18, Align: paper.Right}}}
	for i, p := range pledges {
		if p.PersonID == 0 {
			p.Unit = "" // it is the name beside it
		}
		list.Rows = append(list.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), p.Name, p.Unit, p.Commitment, viet.ShowDate(p.SignedOn), Share(p.Interim), Share(p.Final)}})
	}
	d.Blocks = []paper.Block{{Text: "I. Chỉ tiêu", Strong: true}, {Table: &targets}, {Text: "II. Tập thể, cá nhân ký giao ước", Strong: true}, {Table: &list}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// Share shows how much of a target is reached, with one decimal, never rounded up to all of it:
// 99.97 % is not 100 %.
func Share(x *float64) string {
	if x == nil {
		return "–"
	}
	return viet.Points(float64(int(*x*1000+1e-9))/10) + "%"
}
