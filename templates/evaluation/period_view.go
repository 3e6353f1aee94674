package evaluation

import (
	"context"
	"net/url"

	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// Periods is what the list of months shows.
type Periods struct {
	List   []evaluation.Period
	Mine   []evaluation.UnitName // units that the actor heads
	Next   evaluation.Period
	MayRun bool
	MaySee bool
	Form   component.Form
}

// Period is what the committee's month shows: the totals, and a page of its units.
type Period struct {
	evaluation.Consolidation
	Filter   evaluation.UnitFilter
	Page     []*evaluation.UnitSummary
	Matching int // units that match the filter
	Path     string
	Query    url.Values
	Form     component.Form
}

func periodPath(id int64, rest string) string { return "/periods/" + component.Itoa(id) + rest }

func unitPeriodPath(unit, period int64) string {
	return "/units/" + component.Itoa(unit) + periodPath(period, "")
}

// periodMark says by its colour whether a month is under way or done.
func periodMark(state evaluation.PeriodState) string {
	switch state {
	case evaluation.PeriodOpen:
		return "state act"
	case evaluation.PeriodPublished:
		return "state ok"
	case evaluation.PeriodApproved:
	}
	return "state"
}

// openText says what opening a month does.
func openText(ctx context.Context) string {
	return t(ctx, "Mở tháng lập phiếu cho mọi người thuộc diện xếp loại. "+
		"Ai nghỉ cả tháng, biệt phái, mới đến hoặc đã chuyển đi thì không xếp loại, có ghi lý do.")
}

func publishQuestion(ctx context.Context) string {
	return t(ctx, "Công bố kết quả tới từng người? Thời hạn kiến nghị bắt đầu tính từ lúc công bố.")
}

func (v Period) under(ctx context.Context) string {
	text := t(ctx, evaluation.PeriodStateNames[v.Period.State])
	if v.Period.State == evaluation.PeriodOpen {
		text += " · " + t(ctx, "tổng hợp") + " " + component.Due(ctx, v.Period.CommitteeDue)
	}
	return text
}

// approval says what the approval covers.
func (v Period) approval(ctx context.Context) string {
	return t(ctx, "Phê duyệt %d kết quả của %d đơn vị; %d người không xếp loại. "+
		"Sau khi phê duyệt, chuyên viên công bố tới từng người; chỉ lãnh đạo trả lại được.",
		v.Ready, len(v.Units), v.NotClassified)
}

// blocked reports whether something keeps the open month from being approved.
func (v Period) blocked() bool { return !v.Period.State.Closed() && len(v.Blockers) > 0 }

func (v Period) progress() []segment {
	return segments(v.Classified(),
		part{"f-done", v.Ready},
		part{"f-wait", v.Waiting},
		part{"f-none", v.Drafts})
}

func (v Period) gradeBar(byGrade map[string]int) []segment {
	total := 0
	for _, n := range byGrade {
		total += n
	}
	parts := make([]part, len(v.Grades))
	for i, g := range v.Grades {
		parts[i] = part{"f-grade " + component.RankClass(i+1), byGrade[g.Code]}
	}
	return segments(total, parts...)
}

// lateHere is how many of the late units stand on this page.
func (v Period) lateHere() (n int) {
	for _, u := range v.Page {
		if u.Late {
			n++
		}
	}
	return n
}

func (v Period) chips(ctx context.Context) []chip {
	list := []chip{{string(evaluation.AllUnits), t(ctx, "Tất cả"), len(v.Units)}}
	for _, c := range []chip{
		{string(evaluation.UnitsMissing), t(ctx, "Chưa trình"), v.Missing},
		{string(evaluation.UnitsLate), t(ctx, "Chậm"), v.LateUnits},
		{string(evaluation.UnitsOver), t(ctx, "Vượt hạn mức"), v.OverQuota},
		{string(evaluation.UnitsAsking), t(ctx, "Đề nghị mức đặc biệt"), v.Asked},
		{string(evaluation.UnitsStanding), t(ctx, "Khác thường"), v.Noted},
	} {
		if c.Count > 0 || c.Key == string(v.Filter.Show) {
			list = append(list, c)
		}
	}
	return list
}

func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return viet.Points(float64(n*1000/of)/10) + "%"
}

func mean(x float64, n int) string {
	if n == 0 {
		return "–"
	}
	return viet.Fixed(x)
}
