package emulation

import (
	"context"
	"strconv"
	"strings"

	"congthidua/internal/emulation"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// EditionView is what the page of an edition of the catalogue shows.
type EditionView struct {
	Edition   emulation.Edition
	Catalogue *emulation.Catalogue
	Campaigns []emulation.Campaign
	Today     string
	MayEdit   bool
	Form      component.Form
}

func (v EditionView) path() string { return "/titles/editions/" + component.Itoa(v.Edition.ID) }

func (v EditionView) draft() bool { return v.MayEdit && v.Edition.State == emulation.Draft }

// since says from when a published edition applies.
func (v EditionView) since(ctx context.Context) string {
	if v.Edition.State == emulation.Draft {
		return ""
	}
	return " " + t(ctx, "từ %s", viet.ShowDate(v.Edition.EffectiveFrom))
}

// TitleView is a title of a draft as it is edited.
type TitleView struct {
	Edition   emulation.Edition
	Catalogue *emulation.Catalogue
	Title     emulation.Title
	Form      component.Form
}

func (v TitleView) path() string {
	return "/titles/editions/" + component.Itoa(v.Edition.ID) + "/titles/" + v.Title.Code
}

func editionState(ctx context.Context, e emulation.Edition) string {
	if e.State == emulation.Draft {
		return t(ctx, "bản nháp")
	}
	return t(ctx, "đã công bố")
}

func kindName(kind string) string {
	for _, k := range emulation.Kinds {
		if k.Code == kind {
			return k.Name
		}
	}
	return kind
}

// kinds are the kinds of rules that can stand in the title.
func (v TitleView) kinds(ctx context.Context) (list []component.Option) {
	for _, k := range emulation.Kinds {
		if emulation.Fits(k.Code, v.Title.Subject) {
			list = append(list, component.Option{Value: k.Code, Text: t(ctx, k.Name)})
		}
	}
	return list
}

// named are the titles that a rule of a kind can name.
func (v TitleView) named(kind string) []component.Option {
	return titleChoice(v.Catalogue.Names(kind, v.Title))
}

// others are the titles of which a quota can be a share.
func (v TitleView) others(ctx context.Context) []component.Option {
	return append([]component.Option{{Text: t(ctx, "chọn danh hiệu")}}, titleChoice(v.Catalogue.Names("meets", v.Title))...)
}

func titleChoice(titles []emulation.Title) (list []component.Option) {
	for _, x := range titles {
		list = append(list, component.Option{Value: x.Code, Text: x.Name})
	}
	return list
}

func (v TitleView) quotaShare() string {
	if v.Title.Quota == nil {
		return ""
	}
	return viet.Points(v.Title.Quota.Share * 100)
}

func (v TitleView) quotaOf() string {
	if v.Title.Quota == nil {
		return ""
	}
	return v.Title.Quota.Of
}

func (v TitleView) quotaLegal() string {
	if v.Title.Quota == nil {
		return ""
	}
	return v.Title.Quota.Legal
}

func (v TitleView) voteHow() string {
	if v.Title.Vote.Secret {
		return "secret"
	}
	return "hands"
}

func (v TitleView) voteAbove() string {
	if v.Title.Vote.Above {
		return "1"
	}
	return ""
}

func voteOptions(ctx context.Context) []component.Option {
	return []component.Option{{Value: "hands", Text: t(ctx, "Biểu quyết giơ tay")}, {Value: "secret", Text: t(ctx, "Bỏ phiếu kín")}}
}

func aboveOptions(ctx context.Context) []component.Option {
	return []component.Option{{Value: "1", Text: t(ctx, "nhiều hơn tỷ lệ")}, {Value: "", Text: t(ctx, "ít nhất bằng tỷ lệ")}}
}

func subjectOptions(ctx context.Context) []component.Option {
	return []component.Option{{Value: "person", Text: t(ctx, "cá nhân")}, {Value: "unit", Text: t(ctx, "tập thể")}}
}

func gradeOptions() (list []component.Option) {
	for _, grade := range emulation.YearGrades {
		list = append(list, component.Option{Value: grade, Text: grade})
	}
	return list
}

func disciplineOptions(ctx context.Context) (list []component.Option) {
	for _, form := range org.DisciplineForms {
		list = append(list, component.Option{Value: string(form), Text: t(ctx, org.DisciplineNames[form])})
	}
	return list
}

func countLabel(ctx context.Context, r emulation.Rule) string {
	if r.Kind == "cluster_rank" {
		return t(ctx, "Hạng cuối còn đạt")
	}
	return t(ctx, "Số sáng kiến ít nhất")
}

func yearsLabel(ctx context.Context, r emulation.Rule) string {
	if r.Kind == "streak" {
		return t(ctx, "Số năm liên tục")
	}
	return t(ctx, "Tính trong mấy năm")
}

// verdictCounts says how many registrations come to each verdict.
func verdictCounts(ctx context.Context, n map[emulation.Verdict]int) string {
	var parts []string
	for _, v := range []emulation.Verdict{emulation.Met, emulation.Refused, emulation.Undecided} {
		parts = append(parts, t(ctx, emulation.VerdictNames[v])+" "+viet.Count(n[v]))
	}
	return strings.Join(parts, " · ")
}

// CompareCatalogues sets two editions of the catalogue side by side.
func CompareCatalogues(a, b *emulation.Catalogue) []component.CompareLine {
	return component.Compare(describe(a), describe(b))
}

// describe lists what a catalogue says, point by point.
func describe(c *emulation.Catalogue) []component.Fact {
	facts := []component.Fact{{Key: "legal", Name: "Căn cứ pháp lý", Text: c.Legal}, {Key: "note", Name: "Ghi chú", Text: c.Note}}
	for _, x := range c.Titles {
		add := func(key, name, text string) {
			facts = append(facts, component.Fact{Key: x.Code + "." + key, Name: x.Name + ": " + name, Text: text})
		}
		add("title", "tên", x.Name+" ("+initiative.LevelNames[x.Level]+")")
		for _, r := range x.Rules {
			add("rule."+r.Code, strings.ToLower(kindName(r.Kind)), r.Name+figures(c, r)+" – "+r.Legal)
		}
		if x.Quota != nil {
			add("quota", "hạn mức", viet.Percent(x.Quota.Share)+" "+TitleName(c.Titles, x.Quota.Of)+" – "+x.Quota.Legal)
		}
		how := "giơ tay"
		if x.Vote.Secret {
			how = "phiếu kín"
		}
		least := "từ "
		if x.Vote.Above {
			least = "trên "
		}
		add("vote", "biểu quyết", how+", "+least+viet.Percent(x.Vote.Share)+" – "+x.Vote.Legal)
	}
	return facts
}

// figures are a rule's parameters in words.
func figures(c *emulation.Catalogue, r emulation.Rule) string {
	var parts []string
	add := func(field, text string) {
		if r.Reads(field) {
			parts = append(parts, text)
		}
	}
	add("grade", "từ loại "+r.Grade)
	add("from", "từ "+strings.ToLower(org.DisciplineNames[org.DisciplineForm(r.From)]))
	add("title", TitleName(c.Titles, r.Title))
	add("level", "cấp "+initiative.LevelNames[r.Level])
	add("count", strconv.Itoa(r.Count))
	add("years", strconv.Itoa(r.Years)+" năm")
	add("least", "đóng góp từ "+strconv.Itoa(r.Least)+"%")
	add("share", "trên "+viet.Percent(r.Share))
	if len(parts) == 0 {
		return ""
	}
	return " [" + strings.Join(parts, ", ") + "]"
}
