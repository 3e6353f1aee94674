package award

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// Served is a post that somebody has held, for the account of a whole career.
type Served struct {
	PersonID     int64
	Title, Unit  string
	Since, Until string // 2006-01-02, Until "" where it is still held
	Manager      bool
}

// lasted counts the whole months of a post until a day.
func (s Served) lasted(today string) (months int, err error) {
	until := s.Until
	if until == "" || until > today {
		until = today
	}
	from, err := time.Parse(clock.Date, s.Since)
	if err != nil {
		return 0, err
	}
	to, err := time.Parse(clock.Date, until)
	if err != nil || to.Before(from) {
		return 0, err
	}
	months = (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		months--
	}
	return months, nil
}

// span says a number of months in years and months.
func span(months int) string {
	switch {
	case months < 12:
		return fmt.Sprintf("%d tháng", months)
	case months%12 == 0:
		return fmt.Sprintf("%d năm", months/12)
	}
	return fmt.Sprintf("%d năm %d tháng", months/12, months%12)
}

// careerPaper lists the posts that somebody has held and how long, in all and as a manager.
func careerPaper(l org.Letterhead, x ProposalLine, career []Served, now time.Time) (paper.Document, error) {
	d := head(l, fmt.Sprintf("qua-trinh-cong-tac-%d", x.ID), "BẢN KÊ QUÁ TRÌNH CÔNG TÁC", now)
	d.Subject = x.Name
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Từ ngày", Width: 26, Align: paper.Center},
		{Title: "Đến ngày", Width: 26, Align: paper.Center},
		{Title: "Chức vụ", Width: 52},
		{Title: "Đơn vị", Width: 52},
		{Title: "Thời gian", Width: 30},
	}}
	all, managing, today := 0, 0, now.Format(clock.Date)
	for i, post := range career {
		months, err := post.lasted(today)
		if err != nil {
			return d, err
		}
		if all += months; post.Manager {
			managing += months
		}
		until := viet.ShowDate(post.Until)
		if post.Until == "" {
			until = "nay"
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1), viet.ShowDate(post.Since), until, post.Title, post.Unit, span(months),
		}})
	}
	sum := fmt.Sprintf("Tổng thời gian: %s, trong đó giữ chức vụ quản lý: %s.", span(all), span(managing))
	d.Blocks = []paper.Block{{Text: x.Where()}, {Table: &t}, {Text: sum, Strong: true}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI KÊ KHAI", Name: x.Name}, {Title: l.Authority, Name: l.Signer}}
	return d, nil
}

// initiativePaper lists the recognised initiatives of somebody with the decisions that say so.
func initiativePaper(l org.Letterhead, x ProposalLine, r Record, now time.Time) paper.Document {
	d := head(l, fmt.Sprintf("sang-kien-%d", x.ID), "TRÍCH LỤC SÁNG KIẾN ĐƯỢC CÔNG NHẬN", now)
	d.Subject = x.Name
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Sáng kiến", Width: 84},
		{Title: "Năm", Width: 16, Align: paper.Center},
		{Title: "Đóng góp", Width: 20, Align: paper.Right},
		{Title: "Văn bản công nhận", Width: 54},
	}}
	for i, in := range r.Initiatives {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1), in.Name, strconv.Itoa(in.Year), fmt.Sprintf("%d%%", in.Share),
			in.Decision + ", " + viet.ShowDate(in.DecidedOn),
		}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: l.Authority, Name: l.Signer}}
	return d
}
