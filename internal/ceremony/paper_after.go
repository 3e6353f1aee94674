package ceremony

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// drawReceived lists who received what, from whose hand, and who has not: the office signs the rest out.
func drawReceived(d *paper.Document, v Stage) {
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Người, tập thể", Width: 56},
		{Title: "Chức vụ, đơn vị", Width: 66},
		{Title: "Tiền thưởng (đồng)", Width: 28, Align: paper.Right},
		{Title: "Nhận", Width: 50},
		{Title: "Ký nhận sau buổi lễ", Width: 40},
	}}
	n := 0
	for _, g := range v.Groups {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{g.Title()}, Strong: true, Span: len(t.Columns)})
		for _, r := range g.List {
			n++
			prize := ""
			if r.Prize > 0 {
				prize = viet.Count(int(r.Prize))
			}
			t.Rows = append(t.Rows, paper.Row{
				Cells: []string{strconv.Itoa(n), r.Name, award.Where(r), prize, v.howReceived(r), ""},
			})
		}
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP", Hint: "(Ký, ghi rõ họ tên)"}}
}

func (v Stage) howReceived(r award.Recipient) string {
	x, stood := v.Stood[r.ID]
	if !stood {
		return "chưa nhận"
	}
	how := fmt.Sprintf("trên sân khấu, lượt %d", x.Turn)
	if x.ReceivedBy != "" {
		how += " (" + x.ReceivedBy + " nhận thay)"
	}
	return how
}

// drawMinutes draws the biên bản: who was there, what was done when, what was handed over.
func drawMinutes(d *paper.Document, v Stage) {
	add := func(strong bool, text string, args ...any) {
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf(text, args...), Strong: strong})
	}
	add(true, "1. Thời gian, địa điểm, thành phần")
	start, end := v.StartsAt, v.End()
	if v.Live.Over {
		start, end = v.Live.Cues[0].Began.Format("15:04"), v.Live.End.Format("15:04")
	}
	add(false, "Từ %s đến %s ngày %s, tại %s. Chủ trì: %s. Dẫn chương trình: %s.",
		start, end, viet.ShowDate(v.HeldOn), v.Place, dash(v.Host), dash(v.MC))
	if invited, come, others := v.Attendance(); come > 0 {
		add(false, "Khách mời, người nhận: %d; có mặt: %d, trong đó đến thay: %d; vắng: %d.",
			invited, come, others, invited-come)
	}
	add(true, "2. Diễn biến")
	d.Blocks = append(d.Blocks, paper.Block{Table: courseTable(v)})
	add(true, "3. Kết quả trao thưởng")
	d.Blocks = append(d.Blocks, paper.Block{Table: tallyTable(v)})
	for _, g := range v.Groups {
		if missing := v.notReceived(g); len(missing) > 0 {
			add(false, "Chưa nhận %s: %s.", g.Form.Short, strings.Join(missing, ", "))
		}
	}
	add(false, "Biên bản lập xong ngày %s, đã đọc lại và thống nhất.", viet.ShowDate(d.Date.Format(clock.Date)))
	d.Signers = []paper.Signer{
		{Title: "THƯ KÝ", Hint: "(Ký, ghi rõ họ tên)"},
		{Title: "CHỦ TRÌ", Hint: "(Ký, ghi rõ họ tên)"},
	}
}

// notReceived names those of a group who have not been on the stage.
func (v Stage) notReceived(g award.Group) (names []string) {
	for _, r := range g.List {
		if _, stood := v.Stood[r.ID]; !stood {
			names = append(names, r.Name)
		}
	}
	return names
}

// courseTable sets the programme as planned beside how it ran.
func courseTable(v Stage) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "Dự kiến", Width: 20, Align: paper.Center},
		{Title: "Thực tế", Width: 20, Align: paper.Center},
		{Title: "Nội dung", Width: 110},
		{Title: "Người thực hiện", Width: 50},
	}}
	for _, c := range v.Live.Cues {
		text, who, began := c.Item.Title, c.Item.Who, "–"
		if c.Turn != nil {
			text = fmt.Sprintf("Lượt %d: %s (%d)", c.Turn.Number, c.Turn.Group.Title(), c.Turn.Size)
			who = c.Turn.Presenter
		}
		if !c.Began.IsZero() {
			began = c.Began.Format("15:04")
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{c.Planned.Format("15:04"), began, text, who}})
	}
	return t
}

// tallyTable counts what was handed over.
func tallyTable(v Stage) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "Hình thức", Width: 96},
		{Title: "Được tặng", Width: 24, Align: paper.Right},
		{Title: "Đã nhận", Width: 24, Align: paper.Right},
		{Title: "Nhận thay", Width: 24, Align: paper.Right},
		{Title: "Chưa nhận", Width: 24, Align: paper.Right},
	}}
	row := func(title string, x Tally) paper.Row {
		return paper.Row{Cells: []string{
			title, strconv.Itoa(x.Due), strconv.Itoa(x.Received), strconv.Itoa(x.ByOthers), strconv.Itoa(x.Missing),
		}}
	}
	all := Tally{}
	for _, x := range v.Tallies() {
		t.Rows = append(t.Rows, row(x.Group.Title(), x))
		all.Due += x.Due
		all.Received += x.Received
		all.ByOthers += x.ByOthers
		all.Missing += x.Missing
	}
	sum := row("Cộng", all)
	sum.Strong = true
	t.Rows = append(t.Rows, sum)
	return t
}

// drawThanks lists whom a letter of thanks goes to: who chaired, handed over and led through the
// programme, and the guests without an award who came. Who did several of these is named once.
func drawThanks(d *paper.Document, v Stage) {
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 16, Align: paper.Center},
		{Title: "Họ tên, chức danh", Width: 70},
		{Title: "Chức vụ, đơn vị", Width: 66},
		{Title: "Lý do", Width: 44},
		{Title: "Đã gửi", Width: 18},
	}}
	const why = 3 // the column of the reasons
	rows := map[string]int{}
	add := func(name, post, reason string) {
		if name == "" {
			return
		}
		if at, known := rows[name]; known {
			if cells := t.Rows[at].Cells; !slices.Contains(strings.Split(cells[why], "; "), reason) {
				cells[why] += "; " + reason
			}
			return
		}
		rows[name] = len(t.Rows)
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(len(t.Rows) + 1), name, post, reason, ""}})
	}
	add(v.Host, "", "chủ trì")
	for _, turn := range v.Turns {
		add(turn.Presenter, "", "trao thưởng")
	}
	add(v.MC, "", "dẫn chương trình")
	for _, item := range v.Items {
		add(item.Who, "", "tham gia chương trình")
	}
	for _, g := range v.Guests {
		if g.RecipientID != 0 || !g.Present {
			continue
		}
		name := g.Name
		if g.Representative != "" {
			name = g.Representative + " (thay " + g.Name + ")"
		}
		add(name, g.Post, "dự lễ")
	}
	d.Blocks = []paper.Block{{Table: &t}}
}

// drawGuests lists the guests with their codes and who has come.
func drawGuests(d *paper.Document, v Stage) {
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Họ tên, tập thể", Width: 56},
		{Title: "Chức vụ, đơn vị", Width: 64},
		{Title: "Mã mời", Width: 26, Align: paper.Center},
		{Title: "Có mặt", Width: 34},
	}}
	for i, g := range v.Guests {
		come := ""
		if g.Present {
			at := time.UnixMilli(g.At).In(clock.Zone).Format("15:04")
			come = viet.List(at, g.Representative)
		}
		t.Rows = append(
			t.Rows,
			paper.Row{Cells: []string{strconv.Itoa(i + 1), g.Name, g.Post, code.Show(g.Code), come}},
		)
	}
	d.Blocks = []paper.Block{{Table: &t}}
}
