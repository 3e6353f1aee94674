package cluster

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// MinutesPaper is the minutes of a cluster's meeting with the ranking; before the meeting it is the
// list of members with their points so far.
func MinutesPaper(l org.Letterhead, c View, now time.Time) paper.Document {
	kind := strings.ToLower(KindNames[c.Kind])
	d := l.Paper(fmt.Sprintf("cum-%d", c.ID), "BIÊN BẢN", now)
	d.Number, d.Landscape = "", true
	d.Subject = fmt.Sprintf("họp xét, xếp hạng %s năm %d", c.Name, c.Year)
	if !c.Ranked() {
		d.Title, d.Subject = "DANH SÁCH", fmt.Sprintf("đơn vị thành viên %s năm %d", c.Name, c.Year)
	}
	if c.HeldOn != "" {
		d.Blocks = []paper.Block{
			{Text: fmt.Sprintf("1. Thời gian, địa điểm: ngày %s, %s.", viet.ShowDate(c.HeldOn), c.Place)},
			{Text: "2. Chủ trì: thủ trưởng " + c.Lead + ". Thành phần: " + attendance(c) + "."},
			{Text: "3. Điểm và xếp hạng (tối đa " + viet.Points(c.Max()) + " điểm):"},
		}
	}
	d.Blocks = append(d.Blocks, paper.Block{Table: rankTable(c.Standings)})
	if changed := settled(c); len(changed) > 0 {
		d.Blocks = append(d.Blocks, paper.Block{Text: "Điểm cuộc họp chốt khác điểm chấm chéo:"})
		for _, text := range changed {
			d.Blocks = append(d.Blocks, paper.Block{Text: "- " + text})
		}
	}
	if c.Conclusion != "" {
		d.Blocks = append(d.Blocks, paper.Block{Text: "4. Kết luận: " + c.Conclusion})
	}
	d.Signers = []paper.Signer{{Title: "THƯ KÝ"}, {Title: "TRƯỞNG " + strings.ToUpper(kind)}}
	return d
}

func attendance(c View) string {
	if c.Attendance == "" {
		return fmt.Sprintf("đại diện %d đơn vị thành viên", c.Size)
	}
	return c.Attendance
}

func rankTable(list []Standing) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "Hạng", Width: 14, Align: paper.Center},
		{Title: "Đơn vị", Width: 70},
		{Title: "Đơn vị chấm chéo", Width: 50},
		{Title: "Tự chấm", Width: 20, Align: paper.Right},
		{Title: "Chấm chéo", Width: 22, Align: paper.Right},
		{Title: "Chốt", Width: 20, Align: paper.Right},
		{Title: "Ghi chú", Width: 60},
	}}
	for i, m := range list {
		place := strconv.Itoa(m.Rank)
		if m.Rank == 0 {
			place = strconv.Itoa(i + 1)
			t.Columns[0].Title = "STT"
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			place,
			m.Unit,
			m.Checker,
			m.Sum(SelfScore),
			m.Sum(CrossCheck),
			m.Sum(Gathering),
			m.Why,
		}})
	}
	return t
}

// Sum is a stage's total in words for the screen and the paper.
func (m Member) Sum(stage State) string {
	if !m.Marked(stage) {
		return "–"
	}
	return viet.Points(m.Total(stage))
}

// settled says where the meeting gave other points than the stage before, and why.
func settled(c View) (texts []string) {
	for _, m := range c.Standings {
		before := m.Before(Gathering)
		for _, x := range c.Criteria {
			k := m.Mark(x.ID, Gathering)
			if k == nil || k.Note == "" {
				continue
			}
			now, was := viet.Points(k.Points), viet.Points(m.Points(x.ID, before))
			texts = append(texts, fmt.Sprintf("%s, «%s»: %s thay cho %s (%s)", m.Unit, x.Name, now, was, k.Note))
		}
	}
	return texts
}

// ScoreSheetPaper is one member's sheet, criterion by criterion, to be signed by who gave marks.
func ScoreSheetPaper(l org.Letterhead, m Sheet, now time.Time) paper.Document {
	c := m.Cluster
	d := l.Paper(fmt.Sprintf("phieu-cham-%d-%d", c.ID, m.ID), "PHIẾU CHẤM ĐIỂM THI ĐUA", now)
	d.Number, d.Landscape = "", true
	d.Subject = fmt.Sprintf("%s, %s năm %d", m.Unit, c.Name, c.Year)
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Tiêu chí", Width: 75},
		{Title: "Tối đa", Width: 16, Align: paper.Right},
		{Title: "Tự chấm", Width: 18, Align: paper.Right},
		{Title: "Chấm chéo", Width: 20, Align: paper.Right},
		{Title: "Chốt", Width: 16, Align: paper.Right},
		{Title: "Minh chứng, lý do", Width: 99},
	}}
	for i, x := range c.Criteria {
		row := []string{strconv.Itoa(i + 1), x.Name, viet.Points(x.Max)}
		var notes []string
		for _, stage := range Stages {
			k := m.Mark(x.ID, stage)
			if k == nil {
				row = append(row, "–")
				continue
			}
			row = append(row, viet.Points(k.Points))
			if k.Note != "" {
				notes = append(notes, k.Note)
			}
		}
		t.Rows = append(t.Rows, paper.Row{Cells: append(row, strings.Join(notes, "; "))})
	}
	t.Rows = append(t.Rows, paper.Row{Strong: true, Cells: []string{
		"",
		"Tổng",
		viet.Points(c.Max()),
		m.Sum(SelfScore),
		m.Sum(CrossCheck),
		m.Sum(Gathering),
		"",
	}})
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "ĐƠN VỊ TỰ CHẤM"}, {Title: "ĐƠN VỊ CHẤM CHÉO"}}
	return d
}
