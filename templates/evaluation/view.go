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

// Month is what the page of a department's month shows.
type Month struct {
	evaluation.Department
	Filter evaluation.MonthFilter
	Query  url.Values
	Form   component.Form
	Path   string
	Self   int64 // the actor's own person
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
	return &rowTexts{score: t(ctx, "Điểm của người chấm cho "), choose: t(ctx, "Chọn "), remark: t(ctx, "Lý do chênh lệch với "), why: t(ctx, "Ghi lý do chấm khác"), states: states}
}

// Row is one line of the month with what the actor may do with it and, after a refused save,
// what was typed and why it was refused.
type Row struct {
	*evaluation.Line
	Columns  int
	Key      string // the card's number as text
	Editable bool
	Typed    string
	Error    string
	texts    *rowTexts
}

// NewRow prepares a row for being sent back alone.
func NewRow(ctx context.Context, m Month, l evaluation.Line) *Row {
	return m.row(&l, len(m.columns()), texts(ctx))
}

func (m *Month) row(l *evaluation.Line, columns int, tx *rowTexts) *Row {
	may := m.MayReviewLeader || m.MayReviewHead && l.Reviewer == "head"
	open := m.Period.State == "open" && (m.SubmittedAt == nil || l.Reviewer == "leader" || l.State == evaluation.Submitted)
	scored := l.State == evaluation.Submitted || l.State == evaluation.Reviewed
	return &Row{Line: l, Key: component.Itoa(l.ID), Columns: columns, Editable: may && open && scored && l.PersonID != m.Self, texts: tx}
}

func (m Month) columns() []evaluation.Column {
	if m.Framework == nil {
		return nil
	}
	return m.Framework.Columns()
}

func (m Month) under(ctx context.Context) string {
	text := t(ctx, "Tháng %s", m.Period.Name())
	if m.Framework != nil {
		text += " · " + m.Framework.ShortLegal()
	}
	if m.SubmittedAt != nil {
		return text + " · " + t(ctx, "đã trình tổng hợp")
	}
	if m.Period.State == "open" {
		text += " · " + t(ctx, "chấm") + " " + component.Due(ctx, m.Period.HeadDue)
	}
	return text
}

// seg is a part of a bar drawn as one SVG.
type seg struct {
	class string
	x, w  float64
}

// segments lays parts of a whole side by side over 200 units.
func segments(total int, parts ...any) []seg {
	var list []seg
	x := 0.0
	for i := 0; i+1 < len(parts); i += 2 {
		n, _ := parts[i+1].(int)
		class, _ := parts[i].(string)
		if n <= 0 || total <= 0 {
			continue
		}
		w := 200 * float64(n) / float64(total)
		list = append(list, seg{class: class, x: x, w: w})
		x += w
	}
	return list
}

func f(x float64) string { return component.Decimal(x) }

var bandGrade = [6]string{"D", "C", "B", "B", "A", "A"}

// bars are the columns of the distribution, this month's beside last month's.
type histogramBar struct {
	x, now, last float64
	label, class string
	count        int
}

func histogram(now, last [6]int) []histogramBar {
	top := 1
	for i := range now {
		top = max(top, now[i], last[i])
	}
	list := make([]histogramBar, len(now))
	for i := range now {
		list[i] = histogramBar{x: 6 + float64(i)*42, now: 42 * float64(now[i]) / float64(top), last: 42 * float64(last[i]) / float64(top), label: evaluation.BandNames[i], class: component.GradeFill(bandGrade[i]), count: now[i]}
	}
	return list
}

func histogramLabel(ctx context.Context, now [6]int) string {
	parts := make([]string, len(now))
	for i, n := range now {
		parts[i] = fmt.Sprintf("%s: %d", evaluation.BandNames[i], n)
	}
	return t(ctx, "Số người theo mức điểm") + " " + strings.Join(parts, ", ")
}

func figure(s evaluation.Step) string {
	if s.Unit == "%" {
		return viet.Fixed(s.Value) + "%"
	}
	return viet.Fixed(s.Value)
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

// done counts the cards that are reviewed or further.
func (m Month) done() int {
	return m.Counts["reviewed"] + m.Counts["approved"] + m.Counts["published"]
}

func (m Month) classified() int { return m.All - m.Counts["not_classified"] }

func (m Month) rows(ctx context.Context) []*Row {
	tx, columns := texts(ctx), len(m.columns())
	rows := make([]*Row, len(m.Lines))
	for i := range m.Lines {
		rows[i] = m.row(&m.Lines[i], columns, tx)
	}
	return rows
}

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

type chip struct {
	Key, Text string
	Count     int
}

func (m Month) chips(ctx context.Context) []chip {
	list := []chip{{"", t(ctx, "Tất cả"), m.All}, {"waiting", t(ctx, "Chờ chấm"), m.Counts["submitted"]}, {"differ", t(ctx, "Lệch nhau"), m.Counts["differ"]},
		{"best", t(ctx, "Loại %s", m.Quota.Grade), m.Counts["best"]}, {"missing", t(ctx, "Chưa nộp"), m.Counts["draft"]}}
	if m.Counts["remark"] > 0 {
		list = append(list, chip{"remark", t(ctx, "Thiếu lý do"), m.Counts["remark"]})
	}
	return list
}

// Chosen returns the rows of the wanted cards that the actor may accept now.
func (m Month) Chosen(ctx context.Context, wanted map[int64]bool) []*Row {
	var chosen []*Row
	for _, r := range m.rows(ctx) {
		if wanted[r.ID] && r.Editable && r.State == evaluation.Submitted {
			chosen = append(chosen, r)
		}
	}
	return chosen
}

// gradesOf counts rows by grade: "2 A, 3 B".
func gradesOf(rows []*Row) string {
	byGrade := map[string]int{}
	for _, r := range rows {
		byGrade[r.Grade]++
	}
	return counts(byGrade)
}

// outOfBand marks a part that htmx puts in its own place beside the answer.
func outOfBand(swapped bool) templ.Attributes {
	if !swapped {
		return nil
	}
	return templ.Attributes{"hx-swap-oob": "true"}
}
