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
	chair, secretary := v.nameOf(Chair), v.nameOf(Secretary)
	present, written, absent := v.namesOf(Present), v.namesOf(Written), v.namesOf(Absent)
	say := func(format string, args ...any) {
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf(format, args...)})
	}
	say("Thời gian: ngày %s. Địa điểm: %s.", viet.ShowDate(v.HeldOn), v.Place)
	say("Chủ trì: %s, Chủ tịch Hội đồng. Thư ký: %s.", chair, secretary)
	say("Tổng số thành viên Hội đồng: %d; có mặt %d: %s.",
		len(v.Members), len(present), strings.Join(present, "; "))
	if len(written) > 0 {
		say("Vắng mặt, có ý kiến bằng văn bản %d: %s.", len(written), strings.Join(written, "; "))
	}
	if len(absent) > 0 {
		say("Vắng mặt %d: %s.", len(absent), strings.Join(absent, "; "))
	}
	say("Tỷ lệ tính trên tổng số thành viên Hội đồng, có mặt hay không.")
	part := 0
	head := func(format string, args ...any) {
		part++
		text := fmt.Sprintf("%d. ", part) + fmt.Sprintf(format, args...)
		d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: true})
	}
	if t := v.resultTable(true); len(t.Rows) > 0 {
		head("Kết quả bỏ phiếu kín")
		say("Số phiếu phát ra: %d; thu về: %d.", len(present)+len(written), v.Votes())
		d.Blocks = append(d.Blocks, paper.Block{Table: t})
	}
	if t := v.resultTable(false); len(t.Rows) > 0 {
		head("Kết quả biểu quyết giơ tay")
		d.Blocks = append(d.Blocks, paper.Block{Table: t})
	}
	passed := 0
	for _, n := range v.Candidates {
		if n.Passed != nil && *n.Passed {
			passed++
		}
	}
	head("Hội đồng đề nghị xét tặng %d danh hiệu; %d trường hợp chưa đủ tỷ lệ.", passed, len(v.Candidates)-passed)
	d.Signers = []paper.Signer{
		{Title: "THƯ KÝ", Name: secretary},
		{Title: "CHỦ TỊCH HỘI ĐỒNG", Name: chair},
	}
	return d
}

// nameOf is the name of who holds an office at the meeting, "" for nobody.
func (v MeetingView) nameOf(office Office) string {
	for _, m := range v.Members {
		if m.Role == office {
			return m.Name
		}
	}
	return ""
}

// namesOf are the members who took part in one way, with their posts.
func (v MeetingView) namesOf(attendance Attendance) (names []string) {
	for _, m := range v.Members {
		if m.Attendance != attendance {
			continue
		}
		text := m.Name
		if m.Post != "" {
			text += " (" + m.Post + ")"
		}
		names = append(names, text)
	}
	return names
}

// resultTable is the count of the secret votes or of the shows of hands.
func (v MeetingView) resultTable(secret bool) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Họ và tên, tập thể", Width: 50},
		{Title: "Danh hiệu", Width: 45},
		{Title: "Đồng ý", Width: 18, Align: paper.Right},
		{Title: "Không đồng ý", Width: 18, Align: paper.Right},
		{Title: "Tỷ lệ", Width: 18, Align: paper.Right},
		{Title: "Kết quả", Width: 20, Align: paper.Center},
	}}
	for _, n := range chosen(v.Candidates, secret) {
		if n.VotesFor == nil {
			continue
		}
		against, result := "", "Không đạt"
		if secret && n.VotesAgainst != nil {
			against = strconv.Itoa(*n.VotesAgainst)
		}
		if n.Passed != nil && *n.Passed {
			result = "Đạt"
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(len(t.Rows) + 1),
			n.Name,
			v.TitleOf(n),
			strconv.Itoa(*n.VotesFor),
			against,
			shareText(*n.VotesFor, len(v.Members)),
			result,
		}})
	}
	return t
}

// shareText is the share of the votes of all members, cut to a tenth of a percent: what misses the mark is
// never rounded up to it.
func shareText(votes, members int) string {
	return viet.Percent(float64(votes*1000/members) / 1000)
}

// AgendaPaper is what a member takes to the meeting: the agenda, the papers, and whom it decides on,
// by title.
func AgendaPaper(l org.Letterhead, v MeetingView, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("chuong-trinh-hop-%d", v.ID), "CHƯƠNG TRÌNH", now)
	d.Number = ""
	d.Subject = fmt.Sprintf("phiên họp Hội đồng Thi đua - Khen thưởng ngày %s", viet.ShowDate(v.HeldOn))
	d.Note = "(" + v.Place + ")"
	add := func(strong bool, text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: strong}) }
	add(true, "I. Nội dung")
	for i, point := range v.AgendaLines() {
		add(false, fmt.Sprintf("%d. %s", i+1, point))
	}
	if len(v.Papers) > 0 {
		add(true, "II. Tài liệu gửi trước")
		for _, p := range v.Papers {
			add(false, "- "+p.Name)
		}
	}
	add(true, "Người và tập thể được xét")
	for _, title := range v.Titles {
		if t, way := v.caseTable(title.Code); len(t.Rows) > 0 {
			add(false, title.Name+" ("+way+"):")
			d.Blocks = append(d.Blocks, paper.Block{Table: t})
		}
	}
	d.Signers = []paper.Signer{{Title: "THƯ KÝ"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// caseTable lists the candidates for a title, and says how they are voted on and what they need.
func (v MeetingView) caseTable(title string) (t *paper.Table, way string) {
	t = &paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Họ và tên, tập thể", Width: 55},
		{Title: "Chức vụ, đơn vị", Width: 65},
		{Title: "Điều kiện", Width: 36},
	}}
	for _, n := range v.Candidates {
		if n.Title != title {
			continue
		}
		way = "giơ tay, "
		if n.Secret {
			way = "bỏ phiếu kín, "
		}
		way += n.NeedText(len(v.Members))
		place := n.Unit
		if n.Post != "" {
			place = n.Post + ", " + n.Unit
		}
		number := strconv.Itoa(len(t.Rows) + 1)
		t.Rows = append(t.Rows, paper.Row{Cells: []string{number, n.Name, place, emulation.VerdictNames[n.Verdict]}})
	}
	return t, way
}
