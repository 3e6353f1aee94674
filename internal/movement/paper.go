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
func PledgePaper(l org.Letterhead, p PledgeView, now time.Time) paper.Document {
	m := p.Movement
	d := l.Paper(fmt.Sprintf("giao-uoc-%d-%d", m.ID, p.ID), "GIAO ƯỚC THI ĐUA", now)
	d.Number = ""
	d.Subject = "phong trào " + m.Name
	who, agree := "Tập thể: "+p.Name, "Chúng tôi giao ước thực hiện:"
	signer := paper.Signer{Title: "THỦ TRƯỞNG ĐƠN VỊ"}
	if p.Personal() {
		who = "Họ và tên: " + p.Name + "; chức vụ: " + p.Post + "; đơn vị: " + p.Unit
		agree = "Tôi giao ước thực hiện:"
		signer = paper.Signer{Title: "NGƯỜI GIAO ƯỚC", Name: p.Name}
	}
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Chỉ tiêu thi đua", Width: 115},
		{Title: "Mức phấn đấu", Width: 45, Align: paper.Center},
	}}
	for i, x := range p.Targets {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), x.Name, x.level()}})
	}
	d.Blocks = []paper.Block{
		{Text: who},
		{Text: "Thời gian: từ " + viet.ShowDate(m.StartsOn) + " đến " + viet.ShowDate(m.EndsOn)},
		{Text: "Mục đích: " + m.Aim},
		{Text: agree, Strong: true},
		{Table: &t},
		{Text: "Cam kết: " + p.Commitment},
		{Text: "Ký ngày " + viet.ShowDate(p.SignedOn)},
	}
	d.Signers = []paper.Signer{signer, {Title: l.Authority, Name: l.Signer}}
	return d
}

// level is the goal with its measure.
func (x Target) level() string { return viet.Points(x.Goal) + " " + x.Measure }

// ResultPaper is a movement's result: every target, then everyone who signed.
func ResultPaper(l org.Letterhead, v View, pledges []PledgeRow, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("phong-trao-%d", v.ID), "KẾT QUẢ", now)
	d.Number, d.Landscape = "", true
	d.Subject = "thực hiện phong trào thi đua " + v.Name
	d.Note = fmt.Sprintf("(%d tập thể, %d cá nhân ký giao ước)", v.Units, v.People)
	d.Blocks = []paper.Block{
		{Text: "I. Chỉ tiêu", Strong: true},
		{Table: targetTable(v.Progress)},
		{Text: "II. Tập thể, cá nhân ký giao ước", Strong: true},
		{Table: pledgeTable(pledges)},
	}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

func targetTable(progress []Progress) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "Chỉ tiêu", Width: 120},
		{Title: "Mức phấn đấu", Width: 40},
		{Title: "Sơ kết", Width: 30, Align: paper.Right},
		{Title: "Tổng kết", Width: 30, Align: paper.Right},
		{Title: "Đạt mức", Width: 30, Align: paper.Right},
	}}
	for _, x := range progress {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			x.Name,
			x.level(),
			Share(x.Interim),
			Share(x.Final),
			fmt.Sprintf("%d/%d", x.Met, x.Reported),
		}})
	}
	return t
}

func pledgeTable(pledges []PledgeRow) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Tập thể, cá nhân", Width: 60},
		{Title: "Đơn vị", Width: 55},
		{Title: "Cam kết", Width: 70},
		{Title: "Ký ngày", Width: 24, Align: paper.Center},
		{Title: "Sơ kết", Width: 18, Align: paper.Right},
		{Title: "Tổng kết", Width: 18, Align: paper.Right},
	}}
	for i, p := range pledges {
		if !p.Personal() {
			p.Unit = "" // it is the name beside it
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1),
			p.Name,
			p.Unit,
			p.Commitment,
			viet.ShowDate(p.SignedOn),
			Share(p.Interim),
			Share(p.Final),
		}})
	}
	return t
}

// Share shows how much of a target is reached, with one decimal, never rounded up to all of it:
// 99.97 % is not 100 %.
func Share(x *float64) string {
	if x == nil {
		return "–"
	}
	return viet.Points(float64(int(*x*1000+1e-9))/10) + "%"
}
