package ceremony

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// minuteOfDay is the minute of the day of an instant in milliseconds.
func minuteOfDay(at int64) int {
	t := time.UnixMilli(at).In(clock.Zone)
	return t.Hour()*60 + t.Minute()
}

// received lists who received what, from whose hand, and who has not: the office signs the rest out.
func received(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "da-nhan", "DANH SÁCH ĐÃ NHẬN KHEN THƯỞNG", now)
	d.Landscape = true
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Người, tập thể", Width: 56}, {Title: "Chức vụ, đơn vị", Width: 66}, {Title: "Tiền thưởng (đồng)", Width: 28, Align: paper.Right}, {Title: "Nhận", Width: 50}, {Title: "Ký nhận sau buổi lễ", Width: 40}}}
	n := 0
	for _, g := range v.Groups {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{g.Title()}, Strong: true, Span: 6})
		for _, r := range g.List {
			n++
			prize := ""
			if r.Prize > 0 {
				prize = viet.Count(int(r.Prize))
			}
			how := "chưa nhận"
			if x, stood := v.Stood[r.ID]; stood {
				how = fmt.Sprintf("trên sân khấu, lượt %d", x.Turn)
				if x.ReceivedBy != "" {
					how += " (" + x.ReceivedBy + " nhận thay)"
				}
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(n), r.Name, award.Where(r), prize, how, ""}})
		}
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP", Hint: "(Ký, ghi rõ họ tên)"}}
	return d
}

// minutesPaper is the biên bản: who was there, what was done when, what was handed over.
func minutesPaper(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "bien-ban", "BIÊN BẢN BUỔI LỄ", now)
	add := func(strong bool, text string, args ...any) {
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf(text, args...), Strong: strong})
	}
	add(true, "1. Thời gian, địa điểm, thành phần")
	start, end := v.StartsAt, v.End()
	if v.Live.Over {
		start, end = v.Live.Cues[0].Began.Format("15:04"), v.Live.End.Format("15:04")
	}
	add(false, "Từ %s đến %s ngày %s, tại %s. Chủ trì: %s. Dẫn chương trình: %s.", start, end, viet.ShowDate(v.HeldOn), v.Place, dash(v.Host), dash(v.MC))
	if invited, come, others := v.Attendance(); come > 0 {
		add(false, "Khách mời, người nhận: %d; có mặt: %d, trong đó đến thay: %d; vắng: %d.", invited, come, others, invited-come)
	}
	add(true, "2. Diễn biến")
	t := paper.Table{Columns: []paper.Column{{Title: "Dự kiến", Width: 20, Align: paper.Center}, {Title: "Thực tế", Width: 20, Align: paper.Center}, {Title: "Nội dung", Width: 110}, {Title: "Người thực hiện", Width: 50}}}
	for _, c := range v.Live.Cues {
		text, who, began := c.Item.Title, c.Item.Who, "–"
		if c.Turn != nil {
			text, who = fmt.Sprintf("Lượt %d: %s (%d)", c.Turn.Number, c.Turn.Group.Title(), len(c.Turn.Stands)), c.Turn.Presenter
		}
		if !c.Began.IsZero() {
			began = c.Began.Format("15:04")
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{c.Planned.Format("15:04"), began, text, who}})
	}
	d.Blocks = append(d.Blocks, paper.Block{Table: &t})
	add(true, "3. Kết quả trao thưởng")
	d.Blocks = append(d.Blocks, paper.Block{Table: tallyTable(v)})
	for _, g := range v.Groups {
		var missing []string
		for _, r := range g.List {
			if _, stood := v.Stood[r.ID]; !stood {
				missing = append(missing, r.Name)
			}
		}
		if len(missing) > 0 {
			add(false, "Chưa nhận %s: %s.", g.Form.Short, strings.Join(missing, ", "))
		}
	}
	add(false, "Biên bản lập xong ngày %s, đã đọc lại và thống nhất.", viet.ShowDate(now.Format(clock.Date)))
	d.Signers = []paper.Signer{{Title: "THƯ KÝ", Hint: "(Ký, ghi rõ họ tên)"}, {Title: "CHỦ TRÌ", Hint: "(Ký, ghi rõ họ tên)"}}
	return d
}

func tallyTable(v Stage) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{{Title: "Hình thức", Width: 96}, {Title: "Được tặng", Width: 24, Align: paper.Right}, {Title: "Đã nhận", Width: 24, Align: paper.Right}, {Title: "Nhận thay", Width: 24, Align: paper.Right}, {Title: "Chưa nhận", Width: 24, Align: paper.Right}}}
	all := Tally{}
	for _, x := range v.Tallies() {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{x.Group.Title(), strconv.Itoa(x.Due), strconv.Itoa(x.Received), strconv.Itoa(x.ByOthers), strconv.Itoa(x.Missing)}})
		all.Due, all.Received, all.ByOthers, all.Missing = all.Due+x.Due, all.Received+x.Received, all.ByOthers+x.ByOthers, all.Missing+x.Missing
	}
	t.Rows = append(t.Rows, paper.Row{Cells: []string{"Cộng", strconv.Itoa(all.Due), strconv.Itoa(all.Received), strconv.Itoa(all.ByOthers), strconv.Itoa(all.Missing)}, Strong: true})
	return t
}

// thanks lists whom a letter of thanks goes to: who chaired, handed over and led through the
// programme, and the guests without an award who came.
func thanks(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "cam-on", "DANH SÁCH GỬI THƯ CẢM ƠN", now)
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 16, Align: paper.Center}, {Title: "Họ tên, chức danh", Width: 70}, {Title: "Chức vụ, đơn vị", Width: 66}, {Title: "Lý do", Width: 44}, {Title: "Đã gửi", Width: 18}}}
	seen := map[string]int{}
	add := func(name, post, why string) {
		if name == "" {
			return
		}
		if at, known := seen[name]; known {
			if cells := t.Rows[at].Cells; !slices.Contains(strings.Split(cells[3], "; "), why) {
				cells[3] += "; " + why
			}
			return
		}
		seen[name] = len(t.Rows)
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(len(t.Rows) + 1), name, post, why, ""}})
	}
	add(v.Host, "", "chủ trì")
	for _, turn := range v.Turns {
		add(turn.Presenter, "", "trao thưởng")
	}
	add(v.MC, "", "dẫn chương trình")
	for _, x := range v.Items {
		add(x.Who, "", "tham gia chương trình")
	}
	for _, g := range v.Guests {
		if g.RecipientID == 0 && g.Present {
			name := g.Name
			if g.Representative != "" {
				name = g.Representative + " (thay " + g.Name + ")"
			}
			add(name, g.Post, "dự lễ")
		}
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}
