package ceremony

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/award"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Papers are the papers of a ceremony in the order in which they are needed, with their names; those
// of After have something to say once it is over.
var Papers = []struct {
	Code, Name string
	After      bool
}{{"run", "Kịch bản chương trình", false}, {"script", "Lời dẫn", false}, {"stage", "Sơ đồ sân khấu theo lượt", false}, {"checklist", "Chuẩn bị hiện vật", false}, {"plates", "Biển tên, chỗ ngồi", false}, {"received", "Danh sách đã nhận", true}, {"minutes", "Biên bản buổi lễ", true}, {"thanks", "Danh sách gửi thư cảm ơn", true}}

// Paper makes one of a ceremony's papers.
func Paper(code string, l org.Letterhead, v Stage, now time.Time) (paper.Document, error) {
	draw, known := map[string]func(org.Letterhead, Stage, time.Time) paper.Document{"run": runSheet, "script": script, "stage": stage, "checklist": checklist, "plates": plates, "received": received, "minutes": minutesPaper, "thanks": thanks}[code]
	if !known {
		return paper.Document{}, fault.ErrNotFound
	}
	return draw(l, v, now), nil
}

// Fingerprint tells whether a paper says something else than when it was printed.
func Fingerprint(d paper.Document) string {
	sum := sha256.New()
	fmt.Fprintln(sum, d.Subject, d.Note)
	for _, b := range d.Blocks {
		fmt.Fprintln(sum, b.Text)
		if b.Table == nil {
			continue
		}
		for _, r := range b.Table.Rows {
			fmt.Fprintln(sum, strings.Join(r.Cells, "|"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// Printed notes that a paper was printed as it stands now.
func (s *Service) Printed(ctx context.Context, a access.Actor, id int64, code, fingerprint string) error {
	if _, err := a.Require(access.CeremonyPrint); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`INSERT INTO ceremony_prints (ceremony_id, paper, at, fingerprint) VALUES (?, ?, ?, ?) ON CONFLICT (ceremony_id, paper) DO UPDATE SET at = excluded.at, fingerprint = excluded.fingerprint`, id, code, s.Clock.Now().UnixMilli(), fingerprint).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "ceremony.printed", Object: "ceremonies", ObjectID: id, Detail: map[string]any{"paper": code}})
	})
}

func begin(l org.Letterhead, v Stage, code, title string, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("%s-%d", code, v.ID), title, now)
	d.Number, d.Subject = "", v.Name
	d.Note = fmt.Sprintf("(%s, ngày %s, tại %s)", v.StartsAt, viet.ShowDate(v.HeldOn), v.Place)
	return d
}

func minutes(x float64) string { return viet.Points(x) + "'" }

// runSheet is the programme over the clock, turn by turn.
func runSheet(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "kich-ban", "KỊCH BẢN CHƯƠNG TRÌNH", now)
	d.Landscape = true
	t := paper.Table{Columns: []paper.Column{{Title: "Giờ", Width: 16, Align: paper.Center}, {Title: "Thời lượng", Width: 20, Align: paper.Right}, {Title: "Nội dung", Width: 120}, {Title: "Người thực hiện, người trao", Width: 70}, {Title: "Trên sân khấu", Width: 30, Align: paper.Center}}}
	for _, m := range v.Moments {
		if m.Turn == nil {
			t.Rows = append(t.Rows, paper.Row{Cells: []string{m.Clock(), minutes(m.Minutes), m.Item.Title, m.Item.Who, ""}, Strong: true})
			continue
		}
		text := fmt.Sprintf("Lượt %d: %s (%d/%d)", m.Turn.Number, m.Turn.Group.Title(), m.Turn.Index, m.Turn.Of)
		if m.Reads {
			text = "Đọc quyết định; " + text
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{m.Clock(), minutes(m.Minutes), text, m.Turn.Presenter, strconv.Itoa(len(m.Turn.Stands))}})
	}
	d.Blocks = []paper.Block{{Table: &t}, {Text: fmt.Sprintf("Dự kiến kết thúc lúc %s. Chủ trì: %s. Dẫn chương trình: %s.", v.End(), dash(v.Host), dash(v.MC))}}
	return d
}

// script is what the MC reads: names and titles as they are spoken.
func script(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "loi-dan", "LỜI DẪN", now)
	add := func(strong bool, text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: strong}) }
	for _, m := range v.Moments {
		if m.Turn == nil {
			add(true, m.Clock()+" - "+m.Item.Title)
			continue
		}
		g := m.Turn.Group
		if m.Reads {
			add(false, fmt.Sprintf("Sau đây là phần công bố quyết định và trao %s cho %d %s.", g.Form.Name, len(g.List), kind(g)))
		}
		names := make([]string, len(m.Turn.Stands))
		for i, s := range m.Turn.Stands {
			names[i] = spoken(s)
		}
		order := ""
		if m.Turn.Of > 1 {
			order = " lượt thứ " + ordinal(m.Turn.Index)
		}
		add(false, fmt.Sprintf("Xin trân trọng kính mời%s bước lên sân khấu: %s.", order, strings.Join(names, "; ")))
		if m.Turn.Presenter != "" {
			add(false, fmt.Sprintf("Xin trân trọng kính mời %s lên trao %s.", m.Turn.Presenter, g.Form.Short))
		}
		add(false, "Xin chúc mừng và mời về vị trí.")
	}
	return d
}

// ordinal is a number as it is counted: "thứ nhất", "thứ tư" have words of their own.
func ordinal(n int) string {
	switch n {
	case 1:
		return "nhất"
	case 4:
		return "tư"
	}
	return viet.Words(int64(n))
}

// kind is what a group's recipients are called.
func kind(g award.Group) string {
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
	if s.Post != "" {
		text += ", " + s.Post
	}
	if s.Place != "" {
		text += ", " + s.Place
	}
	if s.By != "" {
		text += " (" + s.By + " nhận thay)"
	} else if s.Collective {
		text += " (đại diện lãnh đạo lên nhận)"
	}
	return text
}

// stage is who stands where, turn by turn, from left to right as the hall sees it.
func stage(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "so-do-san-khau", "SƠ ĐỒ SÂN KHẤU THEO LƯỢT", now)
	d.Blocks = []paper.Block{{Text: "Vị trí đếm từ trái sang phải, nhìn từ hội trường lên. Bằng, hoa xếp theo đúng thứ tự này.", Small: true}}
	for _, turn := range v.Turns {
		t := paper.Table{Columns: []paper.Column{{Title: "Vị trí", Width: 14, Align: paper.Center}, {Title: "Người, tập thể nhận", Width: 60}, {Title: "Chức vụ, đơn vị", Width: 70}, {Title: "Người lên nhận", Width: 36}}}
		for _, s := range turn.Stands {
			by := s.By
			if by == "" && s.Collective {
				by = "đại diện"
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(s.Position), s.Name, viet.List(s.Post, s.Place), by}})
		}
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf("Lượt %d. %s (%d/%d) - người trao: %s", turn.Number, turn.Group.Title(), turn.Index, turn.Of, dash(turn.Presenter)), Strong: true}, paper.Block{Table: &t})
	}
	return d
}

// checklist counts what must lie ready.
func checklist(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "chuan-bi-hien-vat", "CHUẨN BỊ HIỆN VẬT", now)
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Hình thức", Width: 80}, {Title: "Lượt", Width: 16, Align: paper.Right}, {Title: "Bằng, khung", Width: 22, Align: paper.Right}, {Title: "Hoa", Width: 18, Align: paper.Right}, {Title: "Phong bì thưởng", Width: 26, Align: paper.Right}, {Title: "Đã đủ", Width: 20}}}
	turns, frames, flowers, envelopes := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, x := range v.Turns {
		k := key(x.Group.Form.Code, x.Group.Collective)
		turns[k]++
		frames[k] += len(x.Stands)
		flowers[k] += len(x.Stands)
		for _, s := range x.Stands {
			if s.Prize > 0 {
				envelopes[k]++
			}
		}
	}
	all := [4]int{}
	for i, g := range v.Groups {
		k := key(g.Form.Code, g.Collective)
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), g.Title(), strconv.Itoa(turns[k]), strconv.Itoa(frames[k]), strconv.Itoa(flowers[k]), strconv.Itoa(envelopes[k]), ""}})
		for n, x := range []int{turns[k], frames[k], flowers[k], envelopes[k]} {
			all[n] += x
		}
	}
	t.Rows = append(t.Rows, paper.Row{Cells: []string{"", "Cộng", strconv.Itoa(all[0]), strconv.Itoa(all[1]), strconv.Itoa(all[2]), strconv.Itoa(all[3]), ""}, Strong: true})
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}

// plates lists whose name plates are cut and where they sit: in the order in which they are called.
func plates(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "bien-ten", "BIỂN TÊN, CHỖ NGỒI", now)
	t := paper.Table{Columns: []paper.Column{{Title: "Ghế", Width: 14, Align: paper.Center}, {Title: "Tên trên biển", Width: 66}, {Title: "Chức vụ, đơn vị", Width: 76}, {Title: "Lượt", Width: 14, Align: paper.Center}}}
	seat := 0
	for _, turn := range v.Turns {
		for _, s := range turn.Stands {
			seat++
			name := s.Name
			if s.By != "" {
				name = s.By
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(seat), name, viet.List(s.Post, s.Place), strconv.Itoa(turn.Number)}})
		}
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}

func dash(s string) string {
	if s == "" {
		return "……"
	}
	return s
}
