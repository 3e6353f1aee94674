package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/catalogue"
	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// FrameworkView is what the page of an edition shows.
type FrameworkView struct {
	Edition    catalogue.Edition
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
func (v FrameworkView) Editable() bool { return v.MayEdit && v.Edition.State == catalogue.Draft }

func (v FrameworkView) path(rest string) string {
	return FrameworkPath(v.Edition.ID) + rest
}

// FrameworkPath is the address of an edition.
func FrameworkPath(id int64) string {
	return "/catalogues/" + evaluation.FrameworksKind + "/" + component.Itoa(id)
}

// standing says which edition it is, in which state, and when it applies.
func (v FrameworkView) standing(ctx context.Context) string {
	e := v.Edition
	text := t(ctx, "Phiên bản %d", e.Number) + " · " + t(ctx, catalogue.StateNames[e.State])
	if e.State == catalogue.Draft {
		return text
	}
	text += " " + t(ctx, "từ %s", viet.ShowDate(e.EffectiveFrom))
	if e.EffectiveTo != nil {
		text += " " + t(ctx, "đến") + " " + viet.ShowDate(*e.EffectiveTo)
	}
	return text
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

func triedText(ctx context.Context, x evaluation.Trial) string {
	return t(ctx, "Thử trên phiếu thật của tháng %s: %d phiếu, %d phiếu bỏ qua vì khác tiêu chí hoặc đối tượng.",
		x.Period.Name(), x.Cards, x.Skipped)
}

// FrameworkFacts lists what an edition says, point by point, for a comparison with another one: whatever differs
// between two editions stands in a line of its own.
func FrameworkFacts(f *evaluation.Framework) []component.Fact {
	var facts []component.Fact
	add := func(name string, parts ...string) {
		text := strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
		facts = append(facts, component.Fact{Key: name, Name: name, Text: text})
	}
	add("Căn cứ pháp lý", f.Legal)
	add("Áp dụng cho (điều kiện)", f.Applies)
	add("Minh họa", yesNo(f.Illustrative))
	add("Kê sản phẩm", yesNo(f.Products))
	add("Tổng điểm", f.Total)
	add("Cột trên bảng", strings.Join(f.Parts, ", "))
	for _, g := range f.Groups {
		add(g.Code, g.Name, g.Short, viet.Points(g.Max), g.Input)
		for _, c := range g.Criteria {
			add(g.Code+" · "+c.Code, c.Name, viet.Points(c.Max))
		}
	}
	for _, x := range f.Formulas {
		add("= "+x.Code, x.Name, x.Formula, x.Show, x.Unit, x.Short, viet.Points(x.Max), hiddenText(x.Hidden))
	}
	for _, g := range f.Grades {
		add("Loại "+g.Code, g.Name, "từ "+viet.Points(g.From))
	}
	for _, c := range f.Conditions {
		add("? "+c.When, conditionText(c), c.Legal)
	}
	q := f.Quota
	add("Tỷ lệ", "loại "+q.Grade, viet.Percent(q.Share)+" / "+viet.Percent(q.Special), "trên "+q.Base, q.Legal)
	add("Kết quả năm", f.Year.By, f.Year.Legal)
	for _, c := range f.Year.Conditions {
		add("Năm ? "+c.When, conditionText(c), c.Legal)
	}
	return facts
}

// conditionText says what a condition does to the grade.
func conditionText(c evaluation.Condition) string {
	if c.Cap {
		return c.Reason + " → không quá " + c.Grade
	}
	return c.Reason + " → " + c.Grade
}

func yesNo(yes bool) string {
	if yes {
		return "có"
	}
	return "không"
}

func hiddenText(hidden bool) string {
	if hidden {
		return "không hiện"
	}
	return ""
}
