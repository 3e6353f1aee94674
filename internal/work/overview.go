package work

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// UnitWork is how a unit stands with its work of a year.
type UnitWork struct {
	UnitID                      int64
	Unit                        string
	Open, Late, Closed, Delayed int // Delayed: closed after a delay that counts
}

// OnTime is the share of what was closed that came without a counted delay, 1 where nothing was.
func (u UnitWork) OnTime() float64 {
	if u.Closed == 0 {
		return 1
	}
	return float64(u.Closed-u.Delayed) / float64(u.Closed)
}

// OnTimeText shows it in whole percents, with a dash where nothing was closed.
func (u UnitWork) OnTimeText() string {
	if u.Closed == 0 {
		return "–"
	}
	return viet.Percent(math.Round(u.OnTime()*100) / 100)
}

// Overview is how far the directions of a year are.
type Overview struct {
	Year       int
	Units      []UnitWork // the latest first
	UnitsInAll int
	Directions []Seen // given by documents, reviews and directly, open and late first
	Total      UnitWork
	Today      string
}

// sum adds the units up and cuts the list to what is shown.
func (v *Overview) sum() {
	for _, u := range v.Units {
		v.Total.Open += u.Open
		v.Total.Late += u.Late
		v.Total.Closed += u.Closed
		v.Total.Delayed += u.Delayed
	}
	if v.UnitsInAll = len(v.Units); v.UnitsInAll > overviewUnits {
		v.Units = v.Units[:overviewUnits]
	}
}

// OverviewPaper is the overview on paper.
func OverviewPaper(l org.Letterhead, v Overview, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("tien-do-chi-dao-%d", v.Year), "TIẾN ĐỘ THỰC HIỆN CHỈ ĐẠO", now)
	d.Number, d.Landscape, d.Subject = "", true, fmt.Sprintf("năm %d", v.Year)
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 14, Align: paper.Center},
		{Title: "Đơn vị", Width: 100},
		{Title: "Đang làm", Width: 24, Align: paper.Right},
		{Title: "Quá hạn", Width: 24, Align: paper.Right},
		{Title: "Đã đóng", Width: 24, Align: paper.Right},
		{Title: "Đúng hạn", Width: 24, Align: paper.Right},
	}}
	for i, u := range v.Units {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			strconv.Itoa(i + 1),
			u.Unit,
			strconv.Itoa(u.Open),
			strconv.Itoa(u.Late),
			strconv.Itoa(u.Closed),
			u.OnTimeText(),
		}})
	}
	d.Blocks = []paper.Block{
		{Text: "I. Theo đơn vị", Strong: true},
		{Table: &t},
		{Text: "II. Chỉ đạo đang thực hiện", Strong: true},
		{Table: taskTable(v.Directions)},
	}
	return d
}
