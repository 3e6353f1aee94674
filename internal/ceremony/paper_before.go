package ceremony

import (
	"fmt"
	"strconv"
	"strings"

	"congthidua/internal/award"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// shortMinutes writes minutes as "15'".
func shortMinutes(x float64) string { return viet.Points(x) + "'" }

// dash leaves room for what is not known yet.
func dash(s string) string {
	if s == "" {
		return "……"
	}
	return s
}

// turnTitle names a turn: "Lượt 3: Kỷ niệm chương - Cá nhân (1/4)".
func turnTitle(t Turn) string {
	return fmt.Sprintf("Lượt %d: %s (%d/%d)", t.Number, t.Group.Title(), t.Index, t.Of)
}

// drawRunSheet draws the programme over the clock, turn by turn.
func drawRunSheet(d *paper.Document, v Stage) {
	t := paper.Table{Columns: []paper.Column{
		{Title: "Giờ", Width: 16, Align: paper.Center},
		{Title: "Thời lượng", Width: 20, Align: paper.Right},
		{Title: "Nội dung", Width: 120},
		{Title: "Người thực hiện, người trao", Width: 70},
		{Title: "Trên sân khấu", Width: 30, Align: paper.Center},
	}}
	for _, m := range v.Moments {
		row := paper.Row{
			Strong: true,
			Cells:  []string{m.Clock(), shortMinutes(m.Minutes), m.Item.Title, m.Item.Who, ""},
		}
		if m.Turn != nil {
			text := turnTitle(*m.Turn)
			if m.Reads {
				text = "Đọc quyết định; " + text
			}
			row = paper.Row{Cells: []string{
				m.Clock(), shortMinutes(m.Minutes), text, m.Turn.Presenter, strconv.Itoa(m.Turn.Size),
			}}
		}
		t.Rows = append(t.Rows, row)
	}
	end := fmt.Sprintf("Dự kiến kết thúc lúc %s. Chủ trì: %s. Dẫn chương trình: %s.", v.End(), dash(v.Host), dash(v.MC))
	d.Blocks = []paper.Block{{Table: &t}, {Text: end}}
}

// drawScript draws what the MC reads: names and titles as they are spoken.
func drawScript(d *paper.Document, v Stage) {
	add := func(strong bool, text string, args ...any) {
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf(text, args...), Strong: strong})
	}
	for _, m := range v.Moments {
		if m.Turn == nil {
			add(true, "%s - %s", m.Clock(), m.Item.Title)
			continue
		}
		g := m.Turn.Group
		if m.Reads {
			add(false, "Sau đây là phần công bố quyết định và trao %s cho %d %s.", g.Form.Name, len(g.List), called(g))
		}
		names := make([]string, len(m.Turn.Stands))
		for i, s := range m.Turn.Stands {
			names[i] = spoken(s)
		}
		order := ""
		if m.Turn.Of > 1 {
			order = " lượt thứ " + ordinal(m.Turn.Index)
		}
		add(false, "Xin trân trọng kính mời%s bước lên sân khấu: %s.", order, strings.Join(names, "; "))
		if m.Turn.Presenter != "" {
			add(false, "Xin trân trọng kính mời %s lên trao %s.", m.Turn.Presenter, g.Form.Short)
		}
		add(false, "Xin chúc mừng và mời về vị trí.")
	}
}

// ordinal is a number as it is counted: "thứ nhất" and "thứ tư" have words of their own.
func ordinal(n int) string {
	switch n {
	case 1:
		return "nhất"
	case 4:
		return "tư"
	}
	return viet.Words(int64(n))
}

// called is what a group's recipients are called.
func called(g award.Group) string {
	if g.Collective {
		return "tập thể"
	}
	return "cá nhân"
}

// spoken is a recipient as the MC reads it.
func spoken(s Stand) string {
	text := s.Name
	if !s.Collective {
		text = "đồng chí " + s.Name
	}
	text = viet.List(text, s.Post, s.Place)
	switch {
	case s.By != "":
		text += " (" + s.By + " nhận thay)"
	case s.Collective:
		text += " (đại diện lãnh đạo lên nhận)"
	}
	return text
}

// drawStage draws who stands where, turn by turn, from left to right as the hall sees it.
func drawStage(d *paper.Document, v Stage) {
	const how = "Vị trí đếm từ trái sang phải, nhìn từ hội trường lên. Bằng, hoa xếp theo đúng thứ tự này."
	d.Blocks = []paper.Block{{Text: how, Small: true}}
	for _, turn := range v.Turns {
		t := paper.Table{Columns: []paper.Column{
			{Title: "Vị trí", Width: 14, Align: paper.Center},
			{Title: "Người, tập thể nhận", Width: 60},
			{Title: "Chức vụ, đơn vị", Width: 70},
			{Title: "Người lên nhận", Width: 36},
		}}
		for _, s := range turn.Stands {
			by := s.By
			if by == "" && s.Collective {
				by = "đại diện"
			}
			t.Rows = append(t.Rows, paper.Row{
				Cells: []string{strconv.Itoa(s.Position), s.Name, viet.List(s.Post, s.Place), by},
			})
		}
		head := fmt.Sprintf("Lượt %d. %s (%d/%d) - người trao: %s",
			turn.Number, turn.Group.Title(), turn.Index, turn.Of, dash(turn.Presenter))
		d.Blocks = append(d.Blocks, paper.Block{Text: head, Strong: true}, paper.Block{Table: &t})
	}
}

// things are what must lie ready for a group.
type things struct{ turns, frames, flowers, envelopes int }

func (x things) row(number, title string) paper.Row {
	return paper.Row{Cells: []string{
		number, title,
		strconv.Itoa(x.turns), strconv.Itoa(x.frames), strconv.Itoa(x.flowers), strconv.Itoa(x.envelopes), "",
	}}
}

// drawChecklist counts what must lie ready: a frame and flowers for each on the stage, an envelope where
// there is a prize.
func drawChecklist(d *paper.Document, v Stage) {
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Hình thức", Width: 80},
		{Title: "Lượt", Width: 16, Align: paper.Right},
		{Title: "Bằng, khung", Width: 22, Align: paper.Right},
		{Title: "Hoa", Width: 18, Align: paper.Right},
		{Title: "Phong bì thưởng", Width: 26, Align: paper.Right},
		{Title: "Đã đủ", Width: 20},
	}}
	needed, all := map[Group]things{}, things{}
	for _, turn := range v.Turns {
		x := needed[groupOf(turn.Group)]
		x.turns++
		all.turns++
		for _, s := range turn.Stands {
			x.frames, x.flowers = x.frames+1, x.flowers+1
			all.frames, all.flowers = all.frames+1, all.flowers+1
			if s.Prize > 0 {
				x.envelopes++
				all.envelopes++
			}
		}
		needed[groupOf(turn.Group)] = x
	}
	for i, g := range v.Groups {
		t.Rows = append(t.Rows, needed[groupOf(g)].row(strconv.Itoa(i+1), g.Title()))
	}
	sum := all.row("", "Cộng")
	sum.Strong = true
	t.Rows = append(t.Rows, sum)
	d.Blocks = []paper.Block{{Table: &t}}
}

// drawPlates lists whose name plates are cut and where they sit: in the order in which they are called.
func drawPlates(d *paper.Document, v Stage) {
	t := paper.Table{Columns: []paper.Column{
		{Title: "Ghế", Width: 14, Align: paper.Center},
		{Title: "Tên trên biển", Width: 66},
		{Title: "Chức vụ, đơn vị", Width: 76},
		{Title: "Lượt", Width: 14, Align: paper.Center},
	}}
	seat := 0
	for _, turn := range v.Turns {
		for _, s := range turn.Stands {
			seat++
			name := s.Name
			if s.By != "" {
				name = s.By
			}
			t.Rows = append(t.Rows, paper.Row{
				Cells: []string{strconv.Itoa(seat), name, viet.List(s.Post, s.Place), strconv.Itoa(turn.Number)},
			})
		}
	}
	d.Blocks = []paper.Block{{Table: &t}}
}
