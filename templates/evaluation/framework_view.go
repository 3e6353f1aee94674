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
func (v FrameworkView) Editable() bool { return v.MayEdit && v.Row.State == evaluation.FrameworkDraft }

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
	return t(ctx, evaluation.EditionStateNames[r.State])
}

func span(ctx context.Context, r evaluation.FrameworkRow) string {
	if r.State == evaluation.FrameworkDraft {
		return "–"
	}
	text := t(ctx, "từ") + " " + viet.ShowDate(r.EffectiveFrom)
	if r.EffectiveTo != nil {
		text += " " + t(ctx, "đến") + " " + viet.ShowDate(*r.EffectiveTo)
	}
	return text
}

func yearRule(ctx context.Context, by string) string {
	if by == evaluation.ByQuarters {
		return t(ctx, "Bình quân các quý; quý là bình quân các tháng")
	}
	return t(ctx, "Bình quân các tháng")
}

// trialProducts are the figures of one made-up product.
var trialProducts = []component.Option{
	{Value: "assigned", Text: "Giao"},
	{Value: "completed", Text: "Xong"},
	{Value: "failed", Text: "Chưa đạt"},
	{Value: "delayed", Text: "Chậm"},
}

// editionsText says what an edition is.
func editionsText(ctx context.Context) string {
	return t(ctx, "Bản đã công bố không bao giờ thay đổi. "+
		"Muốn sửa: sao thành bản nháp, thử trên phiếu thật, rồi công bố từ một tháng.")
}

func triedText(ctx context.Context, x evaluation.Trial) string {
	return t(ctx, "Thử trên phiếu thật của tháng %s: %d phiếu, %d phiếu bỏ qua vì khác tiêu chí hoặc đối tượng.",
		x.Period.Name(), x.Cards, x.Skipped)
}

// describe lists what an edition says, point by point, to be compared.
func describe(f *evaluation.Framework) []component.Fact {
	var facts []component.Fact
	add := func(name, text string) { facts = append(facts, component.Fact{Key: name, Name: name, Text: text}) }
	add("Căn cứ pháp lý", f.Legal)
	add("Áp dụng cho (điều kiện)", f.Applies)
	add("Tổng điểm", f.Total)
	for _, g := range f.Groups {
		add(g.Code, g.Name+": "+viet.Points(g.Max))
		for _, c := range g.Criteria {
			add(g.Code+" · "+c.Code, c.Name+": "+viet.Points(c.Max))
		}
	}
	for _, x := range f.Formulas {
		add("= "+x.Code, x.Formula)
	}
	for _, g := range f.Grades {
		add("Loại "+g.Code, "từ "+viet.Points(g.From))
	}
	for _, c := range f.Conditions {
		add("? "+c.When, c.Reason+" → "+c.Grade)
	}
	add("Tỷ lệ", viet.Percent(f.Quota.Share)+" / "+viet.Percent(f.Quota.Special))
	add("Kết quả năm", f.Year.By)
	return facts
}

// Compare sets two editions side by side.
func Compare(a, b *evaluation.Framework) []component.CompareLine {
	return component.Compare(describe(a), describe(b))
}
