package emulation

import (
	"context"
	"strings"

	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// EditionView is what the page of an edition of the catalogue shows.
type EditionView struct {
	Edition   catalogue.Edition
	Catalogue *emulation.Catalogue
	Campaigns []emulation.Campaign
	Today     string
	MayEdit   bool
	Form      component.Form
}

func (v EditionView) path() string { return "/catalogues/titles/" + component.Itoa(v.Edition.ID) }

func (v EditionView) draft() bool { return v.MayEdit && v.Edition.State == catalogue.Draft }

// standing says in which state the edition is and since when it applies.
func (v EditionView) standing(ctx context.Context) string {
	return t(ctx, catalogue.StateNames[v.Edition.State]) + v.since(ctx)
}

// since says from when a published edition applies.
func (v EditionView) since(ctx context.Context) string {
	if v.Edition.State == catalogue.Draft {
		return ""
	}
	return " " + t(ctx, "từ %s", viet.ShowDate(v.Edition.EffectiveFrom))
}

// TitleView is a title of a draft as it is edited.
type TitleView struct {
	Edition   catalogue.Edition
	Catalogue *emulation.Catalogue
	Title     emulation.Title
	Form      component.Form
}

func (v TitleView) path() string {
	return "/catalogues/titles/" + component.Itoa(v.Edition.ID) + "/titles/" + v.Title.Code
}

func kindName(kind emulation.RuleKind) string {
	for _, k := range emulation.Kinds {
		if k.Code == kind {
			return k.Name
		}
	}
	return string(kind)
}

// kinds are the kinds of rules that can stand in the title.
func (v TitleView) kinds(ctx context.Context) (list []component.Option) {
	for _, k := range emulation.Kinds {
		if emulation.Fits(k.Code, v.Title.Subject) {
			list = append(list, component.Option{Value: string(k.Code), Text: t(ctx, k.Name)})
		}
	}
	return list
}

// named are the titles that a rule of a kind can name.
func (v TitleView) named(kind emulation.RuleKind) []component.Option {
	return titleChoice(v.Catalogue.Names(kind, v.Title))
}

// others are the titles of which a quota can be a share.
func (v TitleView) others(ctx context.Context) []component.Option {
	none := component.Option{Text: t(ctx, "chọn danh hiệu")}
	return append([]component.Option{none}, titleChoice(v.Catalogue.Names(emulation.MeetsTitle, v.Title))...)
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
	return []component.Option{
		{Value: "hands", Text: t(ctx, "Biểu quyết giơ tay")},
		{Value: "secret", Text: t(ctx, "Bỏ phiếu kín")},
	}
}

func aboveOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: "1", Text: t(ctx, "nhiều hơn tỷ lệ")},
		{Value: "", Text: t(ctx, "ít nhất bằng tỷ lệ")},
	}
}

func subjectOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: string(emulation.OfPerson), Text: t(ctx, "cá nhân")},
		{Value: string(emulation.OfUnit), Text: t(ctx, "tập thể")},
	}
}

func gradeOptions() (list []component.Option) {
	for _, grade := range emulation.YearGrades {
		list = append(list, component.Option{Value: grade, Text: grade})
	}
	return list
}

func countLabel(ctx context.Context, r emulation.Rule) string {
	if r.Kind == emulation.ClusterRank {
		return t(ctx, "Hạng cuối còn đạt")
	}
	return t(ctx, "Số sáng kiến ít nhất")
}

func yearsLabel(ctx context.Context, r emulation.Rule) string {
	if r.Kind == emulation.Streak {
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
