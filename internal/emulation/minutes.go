package emulation

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// Case is a candidate with every rule, for the members of the meeting to read before they vote.
func (s *Service) Case(ctx context.Context, a access.Actor, meetingID, candidateID int64) (Explained, error) {
	v, err := s.Meeting(ctx, a, meetingID)
	if err != nil {
		return Explained{}, err
	}
	for _, c := range v.Candidates {
		if c.ID == candidateID {
			return s.explain(ctx, access.Reach{All: true}, c.RegistrationID) // who may see the meeting may see its cases
		}
	}
	return Explained{}, fault.ErrNotFound
}

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
		case "present":
			present = append(present, text)
		case "written":
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

// TitleOf names a candidate's title.
func (v MeetingView) TitleOf(c Candidate) string {
	for _, t := range v.Titles {
		if t.Code == c.Title {
			return t.Name
		}
	}
	return c.Title
}

// Office is the actor's office at the meeting, "" for who is no member of it.
func (v MeetingView) Office() string { return v.office() }
