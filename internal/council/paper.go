package council

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/emulation"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// MinutesPaper is the minutes of a closed meeting with the count of the ballots.
func MinutesPaper(l org.Letterhead, v MeetingView, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("bien-ban-hop-hoi-dong-%d", v.ID), "BIÊN BẢN", now)
	d.Number = ""
	d.Subject = fmt.Sprintf("họp Hội đồng Thi đua - Khen thưởng xét danh hiệu thi đua năm %d", v.Year)
	chair, secretary := "", ""
	var present, written, absent []string
	for _, m := range v.Members {
		switch m.Role {
		case Chair:
			chair = m.Name
		case Secretary:
			secretary = m.Name
		}
		text := m.Name
		if m.Post != "" {
			text += " (" + m.Post + ")"
		}
		switch m.Attendance {
		case Present:
			present = append(present, text)
		case Written:
			written = append(written, text)
		default:
			absent = append(absent, text)
		}
	}
	say := func(text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text}) }
	say(fmt.Sprintf("Thời gian: ngày %s. Địa điểm: %s.", viet.ShowDate(v.HeldOn), v.Place))
	say(fmt.Sprintf("Chủ trì: %s, Chủ tịch Hội đồng. Thư ký: %s.", chair, secretary))
	say(fmt.Sprintf("Tổng số thành viên Hội đồng: %d; có mặt %d: %s.", len(v.Members), len(present), strings.Join(present, "; ")))
	if len(written) > 0 {
		say(fmt.Sprintf("Vắng mặt, có ý kiến bằng văn bản %d: %s.", len(written), strings.Join(written, "; ")))
	}
	if len(absent) > 0 {
		say(fmt.Sprintf("Vắng mặt %d: %s.", len(absent), strings.Join(absent, "; ")))
	}
	voted := 0
	for _, m := range v.Members {
		if m.Voted {
			voted++
		}
	}
	part := 0
	head := func(text string) {
		part++
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf("%d. %s", part, text), Strong: true})
	}
	say("Tỷ lệ tính trên tổng số thành viên Hội đồng, có mặt hay không.")
	if t := v.resultTable(true); len(t.Rows) > 0 {
		head("Kết quả bỏ phiếu kín")
		say(fmt.Sprintf("Số phiếu phát ra: %d; thu về: %d.", len(present)+len(written), voted))
		d.Blocks = append(d.Blocks, paper.Block{Table: t})
	}
	if t := v.resultTable(false); len(t.Rows) > 0 {
		head("Kết quả biểu quyết giơ tay")
		d.Blocks = append(d.Blocks, paper.Block{Table: t})
	}
	passed := 0
	for _, c := range v.Candidates {
		if c.Passed != nil && *c.Passed {
			passed++
		}
	}
	head(fmt.Sprintf("Hội đồng đề nghị xét tặng %d danh hiệu; %d trường hợp chưa đủ tỷ lệ.", passed, len(v.Candidates)-passed))
	d.Signers = []paper.Signer{{Title: "THƯ KÝ", Name: secretary}, {Title: "CHỦ TỊCH HỘI ĐỒNG", Name: chair}}
	return d
}

func (v MeetingView) resultTable(secret bool) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ và tên, tập thể", Width: 50}, {Title: "Danh hiệu", Width: 45}, {Title: "Đồng ý", Width: 18, Align: paper.Right}, {Title: "Không đồng ý", Width: 18, Align: paper.Right}, {Title: "Tỷ lệ", Width: 18, Align: paper.Right}, {Title: "Kết quả", Width: 20, Align: paper.Center}}}
	for _, c := range v.Candidates {
		if c.Secret != secret || c.VotesFor == nil {
			continue
		}
		against, result := "", "Không đạt"
		if secret && c.VotesAgainst != nil {
			against = strconv.Itoa(*c.VotesAgainst)
		}
		if c.Passed != nil && *c.Passed {
			result = "Đạt"
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(len(t.Rows) + 1), c.Name, v.TitleOf(c), strconv.Itoa(*c.VotesFor), against, viet.Percent(float64(*c.VotesFor*1000/len(v.Members)) / 1000), result}})
	}
	return t
}

// AgendaPaper is what a member takes to the meeting: the agenda, the papers, and whom it decides on,
// by title.
func AgendaPaper(l org.Letterhead, v MeetingView, papers []MeetingPaper, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("chuong-trinh-hop-%d", v.ID), "CHƯƠNG TRÌNH", now)
	d.Number = ""
	d.Subject = fmt.Sprintf("phiên họp Hội đồng Thi đua - Khen thưởng ngày %s", viet.ShowDate(v.HeldOn))
	d.Note = "(" + v.Place + ")"
	add := func(strong bool, text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: strong}) }
	add(true, "I. Nội dung")
	for i, point := range v.AgendaLines() {
		add(false, fmt.Sprintf("%d. %s", i+1, point))
	}
	if len(papers) > 0 {
		add(true, "II. Tài liệu gửi trước")
		for _, p := range papers {
			add(false, "- "+p.Name)
		}
	}
	add(true, "Người và tập thể được xét")
	for _, title := range v.Titles {
		t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ và tên, tập thể", Width: 55}, {Title: "Chức vụ, đơn vị", Width: 65}, {Title: "Điều kiện", Width: 36}}}
		way := ""
		for _, c := range v.Candidates {
			if c.Title != title.Code {
				continue
			}
			way = "giơ tay, "
			if c.Secret {
				way = "bỏ phiếu kín, "
			}
			way += c.NeedText(len(v.Members))
			place := c.Unit
			if c.Post != "" {
				place = c.Post + ", " + c.Unit
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(len(t.Rows) + 1), c.Name, place, emulation.VerdictNames[c.Verdict]}})
		}
		if len(t.Rows) > 0 {
			add(false, title.Name+" ("+way+"):")
			d.Blocks = append(d.Blocks, paper.Block{Table: &t})
		}
	}
	d.Signers = []paper.Signer{{Title: "THƯ KÝ"}, {Title: l.Authority, Name: l.Signer}}
	return d
}
