package evaluation

import (
	"context"
	"fmt"
	"net/url"
	"sort"
	"strings"

	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// Periods is what the list of months shows.
type Periods struct {
	List   []evaluation.Period
	Mine   []evaluation.PeriodUnit // units that the actor heads
	Next   evaluation.Period
	MayRun bool
	MaySee bool
	Form   component.Form
}

// Consolidation is what the committee's month shows.
type Consolidation struct {
	evaluation.Consolidation
	MayRun, MayApprove bool
	Path               string
	Query              url.Values
	Form               component.Form
}

func (v Consolidation) under(ctx context.Context) string {
	text := t(ctx, evaluation.PeriodStateNames[v.Period.State])
	if v.Period.State == "open" {
		text += " · " + t(ctx, "tổng hợp") + " " + component.Due(ctx, v.Period.CommitteeDue)
	}
	return text
}

func (v Consolidation) gradeSegments(byGrade map[string]int) []seg {
	total := 0
	for _, n := range byGrade {
		total += n
	}
	var parts []any
	for _, g := range v.Grades {
		parts = append(parts, component.GradeFill(g.Code), byGrade[g.Code])
	}
	return segments(total, parts...)
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

// below is the grade under the limited one.
func (m Month) below() string {
	if m.Framework == nil {
		return ""
	}
	if i := m.Framework.GradeRank(m.Quota.Grade); i+1 < len(m.Framework.Grades) {
		return m.Framework.Grades[i+1].Code
	}
	return m.Quota.Grade
}

// Own is a cadre's year.
type Own struct {
	HasPerson bool
	Year      int
	Months    [12]evaluation.YearMonth
	Result    evaluation.YearResult
}

func counts(byGrade map[string]int) string {
	var codes []string
	for code := range byGrade {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for i, code := range codes {
		codes[i] = fmt.Sprintf("%d %s", byGrade[code], code)
	}
	return strings.Join(codes, ", ")
}

// yearGrade is the year's grade, or that there is none.
func yearGrade(ctx context.Context, r evaluation.YearResult) string {
	if r.Grade == "" {
		return t(ctx, "không xếp loại")
	}
	return r.Grade
}

func trendX(i int) float64 { return 40 + float64(i)*39 }

func trendY(points float64) float64 { return 78 - (max(40, points)-40)*74/60 }

func trendPoints(months [12]evaluation.YearMonth) string {
	var b strings.Builder
	for i, m := range months {
		if m.Grade != "" {
			fmt.Fprintf(&b, "%s,%s ", f(trendX(i)), f(trendY(m.Points)))
		}
	}
	return b.String()
}

func trendLabel(ctx context.Context, months [12]evaluation.YearMonth) string {
	var parts []string
	for i, m := range months {
		if m.Grade != "" {
			parts = append(parts, fmt.Sprintf("%d: %s", i+1, viet.Points(m.Points)))
		}
	}
	return t(ctx, "Điểm theo tháng") + " " + strings.Join(parts, ", ")
}
