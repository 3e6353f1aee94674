package work

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// UnitWork is how a unit stands with its work of a year.
type UnitWork struct {
	UnitID                    int64
	Unit                      string
	Open, Late, Closed, Delay int // Delay: closed after a delay that counts
}

// OnTime is the share of what was closed that came without a counted delay, 1 where nothing was.
func (u UnitWork) OnTime() float64 {
	if u.Closed == 0 {
		return 1
	}
	return float64(u.Closed-u.Delay) / float64(u.Closed)
}

// OnTimeText shows it, with a dash where nothing was closed.
func (u UnitWork) OnTimeText() string {
	if u.Closed == 0 {
		return "–"
	}
	return viet.Percent(math.Round(u.OnTime()*100) / 100)
}

// overviewUnits is how many units an overview lists, the latest first; all are counted.
const overviewUnits = 300

// Overview is how far the directions of a year are.
type Overview struct {
	Year       int
	Units      []UnitWork // the latest first
	UnitsInAll int
	Directions []Seen // given by documents, reviews and directly, open and late first
	Documents  []Due  // incoming ones past their day
	Total      UnitWork
}

// Due is an incoming document with its day.
type Due struct {
	ID           int64
	Symbol, Due  string
	Subject      string
	Author, Lead string // Lead: who deals with it, "" for nobody yet
}

// Overview reads how the units within reach stand: directions given and their state, documents past
// their day, units by lateness.
func (s *Service) Overview(ctx context.Context, a access.Actor, year int) (v Overview, err error) {
	reach, err := a.Require(access.OverviewView)
	if err != nil {
		return v, err
	}
	v.Year = year
	db := s.Store.Read(ctx)
	where, args := reach.PathCondition("", "u.path")
	from, to := fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year)
	if err := db.Raw(`SELECT u.id AS unit_id, u.name AS unit, x.open, x.late, x.closed, x.delay FROM (SELECT t.unit_id, count(*) FILTER (WHERE t.state NOT IN ('closed', 'cancelled')) AS open, count(*) FILTER (WHERE `+lateNow+`) AS late, count(*) FILTER (WHERE t.state = 'closed') AS closed, count(*) FILTER (WHERE t.state = 'closed' AND t.delays > 0) AS delay
		FROM tasks t WHERE t.due BETWEEN ? AND ? GROUP BY t.unit_id) x JOIN units u ON u.id = x.unit_id WHERE `+where+` ORDER BY x.late DESC, x.delay DESC, u.id`, append([]any{s.today(), from, to}, args...)...).Scan(&v.Units).Error; err != nil {
		return v, err
	}
	for _, u := range v.Units {
		v.Total.Open, v.Total.Late, v.Total.Closed, v.Total.Delay = v.Total.Open+u.Open, v.Total.Late+u.Late, v.Total.Closed+u.Closed, v.Total.Delay+u.Delay
	}
	if v.UnitsInAll = len(v.Units); v.UnitsInAll > overviewUnits {
		v.Units = v.Units[:overviewUnits]
	}
	const order = ` ORDER BY (` + lateNow + `) DESC, t.due, t.id`
	if err := db.Raw(`SELECT `+taskColumns+taskJoins+` WHERE t.id IN (SELECT t.id FROM tasks t JOIN units u ON u.id = t.unit_id WHERE t.source IN ('document', 'week', 'direct') AND `+stillOpen+` AND t.due BETWEEN ? AND ? AND `+where+order+` LIMIT 100)`+order,
		append(append([]any{a.PersonID, from, to}, args...), s.today(), s.today())...).Scan(&v.Directions).Error; err != nil {
		return v, err
	}
	if !a.Reach(access.DocumentView).All {
		return v, nil
	}
	return v, db.Raw(`SELECT d.id, d.symbol, d.due, d.subject, d.author, COALESCE((SELECT l.name FROM tasks t JOIN people l ON l.id = t.lead_id WHERE t.source = 'document' AND t.source_id = d.id ORDER BY t.id LIMIT 1), '') AS lead
		FROM documents d WHERE d.direction = 'in' AND NOT d.restricted AND d.state <> 'settled' AND d.due <> '' AND d.due < ? ORDER BY d.due, d.id LIMIT 100`, s.today()).Scan(&v.Documents).Error
}

// OverviewPaper is the overview on paper.
func OverviewPaper(l org.Letterhead, v Overview, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("tien-do-chi-dao-%d", v.Year), "TIẾN ĐỘ THỰC HIỆN CHỈ ĐẠO", now)
	d.Number, d.Landscape, d.Subject = "", true, fmt.Sprintf("năm %d", v.Year)
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 14, Align: paper.Center}, {Title: "Đơn vị", Width: 100}, {Title: "Đang làm", Width: 24, Align: paper.Right}, {Title: "Quá hạn", Width: 24, Align: paper.Right}, {Title: "Đã đóng", Width: 24, Align: paper.Right}, {Title: "Đúng hạn", Width: 24, Align: paper.Right}}}
	for i, u := range v.Units {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), u.Unit, strconv.Itoa(u.Open), strconv.Itoa(u.Late), strconv.Itoa(u.Closed), u.OnTimeText()}})
	}
	d.Blocks = []paper.Block{{Text: "I. Theo đơn vị", Strong: true}, {Table: &t}, {Text: "II. Chỉ đạo đang thực hiện", Strong: true}, {Table: taskTable(v.Directions)}}
	return d
}
