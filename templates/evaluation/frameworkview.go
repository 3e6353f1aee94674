package evaluation

import (
	"context"
	"fmt"
	"strings"

	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// FrameworkView is what the page of an edition shows.
type FrameworkView struct {
	Row        evaluation.FrameworkRow
	Framework  *evaluation.Framework
	Faults     map[string]string // by place: total, formulas[2].formula
	Form       component.Form
	MayEdit    bool
	LastPeriod int64
	NextFrom   string
	Tried      bool
	Trial      evaluation.Result
	TrialMarks map[string]string
}

// Editable reports whether the page is a form.
func (v FrameworkView) Editable() bool { return v.MayEdit && v.Row.State == "draft" }

func (v FrameworkView) path(rest string) string {
	return "/frameworks/" + component.Itoa(v.Row.ID) + rest
}

// groups are the framework's groups, each with empty lines to add to while it is edited.
func (v FrameworkView) groups() []evaluation.Group {
	if !v.Editable() {
		return v.Framework.Groups
	}
	groups := append([]evaluation.Group(nil), v.Framework.Groups...)
	for i := range groups {
		groups[i].Criteria = append(append([]evaluation.Criterion(nil), groups[i].Criteria...), evaluation.Criterion{})
	}
	return append(groups, evaluation.Group{})
}

func field(parts ...any) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = fmt.Sprint(p)
	}
	return strings.Join(texts, ".")
}

func frameworkState(ctx context.Context, r evaluation.FrameworkRow) string {
	if r.State == "published" {
		return t(ctx, "Đã công bố")
	}
	return t(ctx, "Bản nháp")
}

func span(ctx context.Context, r evaluation.FrameworkRow) string {
	if r.State == "draft" {
		return "–"
	}
	text := t(ctx, "từ") + " " + viet.ShowDate(r.EffectiveFrom)
	if r.EffectiveTo != nil {
		text += " " + t(ctx, "đến") + " " + viet.ShowDate(*r.EffectiveTo)
	}
	return text
}

func yearRule(ctx context.Context, by string) string {
	if by == "quarters" {
		return t(ctx, "Bình quân các quý; quý là bình quân các tháng")
	}
	return t(ctx, "Bình quân các tháng")
}

// trialProducts are the figures of one made-up product.
var trialProducts = []component.Option{{Value: "assigned", Text: "Giao"}, {Value: "completed", Text: "Xong"}, {Value: "failed", Text: "Chưa đạt"}, {Value: "delayed", Text: "Chậm"}}

// CompareLine is one point of comparison between two editions.
type CompareLine struct{ Name, Left, Right string }

// Compare lists everything of two editions side by side.
func Compare(a, b *evaluation.Framework) []CompareLine {
	lines := []CompareLine{{"Căn cứ pháp lý", a.Legal, b.Legal}, {"Áp dụng cho (điều kiện)", a.Applies, b.Applies}, {"Tổng điểm", a.Total, b.Total}}
	pair := func(left, right map[string]string, order []string) {
		for _, name := range order {
			lines = append(lines, CompareLine{name, left[name], right[name]})
		}
	}
	pair(describe(a), describe(b), merged(keys(a), keys(b)))
	lines = append(lines, CompareLine{"Tỷ lệ", viet.Percent(a.Quota.Share) + " / " + viet.Percent(a.Quota.Special), viet.Percent(b.Quota.Share) + " / " + viet.Percent(b.Quota.Special)},
		CompareLine{"Kết quả năm", a.Year.By, b.Year.By})
	return lines
}

func describe(f *evaluation.Framework) map[string]string {
	d := map[string]string{}
	for _, g := range f.Groups {
		d[g.Code] = g.Name + ": " + viet.Points(g.Max)
		for _, c := range g.Criteria {
			d[g.Code+" · "+c.Code] = c.Name + ": " + viet.Points(c.Max)
		}
	}
	for _, x := range f.Formulas {
		d["= "+x.Code] = x.Formula
	}
	for _, g := range f.Grades {
		d["Loại "+g.Code] = "từ " + viet.Points(g.From)
	}
	for _, c := range f.Conditions {
		d["? "+c.When] = c.Reason + " → " + c.Grade
	}
	return d
}

func keys(f *evaluation.Framework) []string {
	var list []string
	for _, g := range f.Groups {
		list = append(list, g.Code)
		for _, c := range g.Criteria {
			list = append(list, g.Code+" · "+c.Code)
		}
	}
	for _, x := range f.Formulas {
		list = append(list, "= "+x.Code)
	}
	for _, g := range f.Grades {
		list = append(list, "Loại "+g.Code)
	}
	for _, c := range f.Conditions {
		list = append(list, "? "+c.When)
	}
	return list
}

func merged(a, b []string) []string {
	seen := map[string]bool{}
	var list []string
	for _, s := range append(append([]string(nil), a...), b...) {
		if !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}
