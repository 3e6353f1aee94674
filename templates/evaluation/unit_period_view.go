// Package evaluation renders the pages of the monthly evaluation.
package evaluation

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"congthidua/internal/evaluation"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// UnitPeriod is what the page of a unit's month shows.
type UnitPeriod struct {
	evaluation.UnitMonth
	Filter evaluation.MonthFilter
	Query  url.Values
	Form   component.Form
	Path   string
}

// rowTexts are the texts of a row, translated once for a page rather than for every row.
type rowTexts struct {
	score, choose, remark, why string
	states                     map[evaluation.State]string
}

func texts(ctx context.Context) *rowTexts {
	states := make(map[evaluation.State]string, len(evaluation.StateNames))
	for state, name := range evaluation.StateNames {
		states[state] = t(ctx, name)
	}
	return &rowTexts{
		score:  t(ctx, "Điểm của người chấm cho "),
		choose: t(ctx, "Chọn "),
		remark: t(ctx, "Lý do chênh lệch với "),
		why:    t(ctx, "Ghi lý do chấm khác"),
		states: states,
	}
}

// Row is one line of the month and, after a refused save, what was typed and why it was refused.
type Row struct {
	*evaluation.Line
	Columns int
	Key     string // the card's number as text
	Typed   string
	Error   string
	texts   *rowTexts
}

// NewRow prepares a row for being sent back alone.
func NewRow(ctx context.Context, m UnitPeriod, l evaluation.Line) *Row {
	return &Row{Line: &l, Key: component.Itoa(l.ID), Columns: len(m.columns()), texts: texts(ctx)}
}

func (m UnitPeriod) rows(ctx context.Context) []*Row {
	words, columns := texts(ctx), len(m.columns())
	rows := make([]*Row, len(m.Lines))
	for i := range m.Lines {
		l := &m.Lines[i]
		rows[i] = &Row{Line: l, Key: component.Itoa(l.ID), Columns: columns, texts: words}
	}
	return rows
}

func (m UnitPeriod) columns() []evaluation.Column {
	if m.Framework == nil {
		return nil
	}
	return m.Framework.Columns()
}

func (m UnitPeriod) under(ctx context.Context) string {
	text := t(ctx, "Tháng %s", m.Period.Name())
	if m.Framework != nil {
		text += " · " + m.Framework.ShortLegal()
	}
	if m.SubmittedAt != nil {
		return text + " · " + t(ctx, "đã trình tổng hợp")
	}
	if m.Period.State == evaluation.PeriodOpen {
		text += " · " + t(ctx, "chấm") + " " + component.Due(ctx, m.Period.HeadDue)
	}
	return text
}

// below is the grade under the limited one.
func (m UnitPeriod) below() string {
	if m.Framework == nil {
		return ""
	}
	return m.Framework.Below(m.Quota.Grade)
}

// quotaClass is the colour of the grade that the quota limits; overClass is that of those above it.
func (m UnitPeriod) quotaClass() string {
	if m.Framework == nil {
		return ""
	}
	return "f-grade " + component.RankClass(m.Framework.GradeRank(m.Quota.Grade))
}

const overClass = "f-over"

// at is the address of the same unit in another month.
func (m UnitPeriod) at(period int64) string {
	return "/units/" + component.Itoa(m.UnitID) + "/periods/" + component.Itoa(period)
}

// submitQuestion is asked before a unit hands its month in.
func submitQuestion(ctx context.Context) string {
	return t(ctx, "Trình kết quả tháng của đơn vị để tổng hợp? Sau khi trình, đơn vị không sửa được nữa.")
}

// segment is a part of a bar drawn as one SVG.
type segment struct {
	class string
	x, w  float64
}

// part is how many of a whole a segment stands for.
type part struct {
	class string
	n     int
}

// segments lays parts of a whole side by side over 200 units.
func segments(total int, parts ...part) []segment {
	var list []segment
	x := 0.0
	for _, p := range parts {
		if p.n <= 0 || total <= 0 {
			continue
		}
		w := 200 * float64(p.n) / float64(total)
		list = append(list, segment{class: p.class, x: x, w: w})
		x += w
	}
	return list
}

func (m UnitPeriod) progress() []segment {
	return segments(m.Counts.Classified(),
		part{"f-done", m.Counts.Scored},
		part{"f-wait", m.Counts.Waiting},
		part{"f-back", m.Counts.Returned},
		part{"f-none", m.Counts.Drafts - m.Counts.Returned})
}

func (m UnitPeriod) quotaBar() []segment {
	return segments(max(m.Quota.Base, m.Quota.Used),
		part{m.quotaClass(), min(m.Quota.Used, m.Quota.Allowed)},
		part{overClass, m.Quota.Over})
}

func f(x float64) string { return component.Decimal(x) }

// histogramBar is a column of the distribution, this month's beside last month's.
type histogramBar struct {
	x, w, now, last float64
	label, class    string
	count           int
}

// histogramWidth is over how many units the columns are spread.
const histogramWidth = 252.0

func histogram(bands []evaluation.BandCount) []histogramBar {
	top := 1
	for _, b := range bands {
		top = max(top, b.Now, b.Last)
	}
	step := histogramWidth / float64(max(1, len(bands)))
	list := make([]histogramBar, len(bands))
	for i, b := range bands {
		list[i] = histogramBar{
			x:     6 + float64(i)*step,
			w:     16 * step / 42,
			now:   42 * float64(b.Now) / float64(top),
			last:  42 * float64(b.Last) / float64(top),
			label: bandName(bands, i),
			class: "f-grade " + component.RankClass(b.Rank),
			count: b.Now,
		}
	}
	return list
}

// bandName is a band's lower bound; the first one is named by where it ends.
func bandName(bands []evaluation.BandCount, i int) string {
	if i == 0 && len(bands) > 1 {
		return "<" + viet.Points(bands[1].From)
	}
	return viet.Points(bands[i].From)
}

func histogramLabel(ctx context.Context, bands []evaluation.BandCount) string {
	parts := make([]string, len(bands))
	for i, b := range bands {
		parts[i] = fmt.Sprintf("%s: %d", bandName(bands, i), b.Now)
	}
	return t(ctx, "Số người theo mức điểm") + " " + strings.Join(parts, ", ")
}

func figure(x evaluation.Figure) string {
	if x.Unit == "%" {
		return viet.Fixed(x.Value) + "%"
	}
	return viet.Fixed(x.Value)
}

func number(x float64) string {
	if x == 0 {
		return ""
	}
	return viet.Points(x)
}

// scorePath is where the row is scored in place.
func (r *Row) scorePath() string { return "/evaluations/" + r.Key + "/score" }

func cardPath(id int64, rest string) string { return "/evaluations/" + component.Itoa(id) + rest }

// shown is what stands in the field of the reviewer's points.
func (r *Row) shown() string {
	if r.Error != "" {
		return r.Typed
	}
	if r.HeadPoints == nil {
		return ""
	}
	return viet.Points(*r.HeadPoints)
}

// chip is a choice of lines with how many there are.
type chip struct {
	Key   string
	Text  string
	Count int
}

func (m UnitPeriod) chips(ctx context.Context) []chip {
	list := []chip{
		{string(evaluation.ShowAll), t(ctx, "Tất cả"), m.Counts.All},
		{string(evaluation.ShowWaiting), t(ctx, "Chờ chấm"), m.Counts.Waiting},
		{string(evaluation.ShowDiffer), t(ctx, "Lệch nhau"), m.Counts.Differ},
		{string(evaluation.ShowBest), t(ctx, "Loại %s", m.Quota.Grade), m.Counts.Best},
		{string(evaluation.ShowMissing), t(ctx, "Chưa nộp"), m.Counts.Drafts},
	}
	if m.Counts.NoRemark > 0 || m.Rights.Review { // a row that is scored may come to lack one
		list = append(list, chip{string(evaluation.ShowNoRemark), t(ctx, "Thiếu lý do"), m.Counts.NoRemark})
	}
	return list
}

// gradesOf counts lines by grade: "2 A, 3 B".
func gradesOf(lines []evaluation.Line) string {
	var counts evaluation.GradeCounts
	for _, l := range lines {
		counts.Add(l.Rank, l.Grade, 1)
	}
	return counts.String()
}

// outOfBand marks a part that htmx puts in its own place beside the answer.
func outOfBand(swapped bool) templ.Attributes {
	if !swapped {
		return nil
	}
	return templ.Attributes{"hx-swap-oob": "true"}
}
