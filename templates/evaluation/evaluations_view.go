package evaluation

import (
	"context"
	"fmt"
	"strings"

	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
)

// Own is a cadre's year.
type Own struct {
	HasPerson bool
	Year      int
	Months    [12]evaluation.YearMonth
	Result    evaluation.YearResult
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
