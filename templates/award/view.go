// Package award renders the pages of decisions and those who receive.
package award

import (
	"context"
	"net/url"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/emulation"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Decisions is what the list of decisions shows.
type Decisions struct {
	List     []award.Decision
	Total    int
	Filter   award.Filter
	Query    url.Values
	MayEdit  bool
	Body     string // the own body's name, for a new decision
	Salaries []award.Salary
	Form     component.Form
}

// Decision is what a decision's page shows.
type Decision struct {
	award.Decision
	List      []award.Recipient
	Doubts    map[int64][]award.Doubt // before it is issued
	Salaries  []award.Salary          // to foretell prizes before it is issued
	Today     string
	Catalogue *award.Catalogue
	Campaigns []emulation.Campaign
	Authority string
	Actor     access.Actor
	Files     []attachment.File
	Templates []document.Template
	Documents []document.Document // that are about it
	Form      component.Form
}

func (v Decision) files() []component.FileRow {
	return component.FileRows(v.Files, v.Actor.AccountID, v.mayArrange())
}

func (v Decision) path() string { return "/decisions/" + component.Itoa(v.ID) }

// MayEdit reports whether text and lines can be changed.
func (v Decision) MayEdit() bool {
	return v.State == award.Draft && v.Actor.May(access.DecisionEdit)
}

func (v Decision) mayAmend() bool {
	return v.State == award.Issued && v.Actor.May(access.DecisionEdit) && v.Kind != award.Revocation && !v.Received
}

func (v Decision) mayArrange() bool {
	return v.Actor.May(access.DecisionArrange)
}

// prize is what stands for a line, before the issue as it would be today.
func (v Decision) prize(r award.Recipient) award.Prize {
	if v.State == award.Issued || v.Kind == award.Revocation {
		return award.Prize{Amount: r.Prize, Coefficient: r.Coefficient, Salary: v.BaseSalary}
	}
	on := v.Today
	if v.DecidedOn != "" {
		on = v.DecidedOn
	}
	return v.Catalogue.Prize(r.Form, r.Collective, on, v.Salaries)
}

func (v Decision) total() (sum int64) {
	for _, r := range v.List {
		sum += v.prize(r).Amount
	}
	return sum
}

// column is the place of a column in the printed list, "" where it is left out.
func (v Decision) column(name string) string {
	if i := slices.Index(v.Shows(), name); i >= 0 {
		return component.Itoa(i + 1)
	}
	return ""
}

// DecisionTitle names a decision by its number or, before, by its subject.
func DecisionTitle(ctx context.Context, d award.Decision) string {
	if d.Number != "" {
		return t(ctx, "Quyết định %s", d.Number)
	}
	return d.Subject
}

func decisionLead(ctx context.Context, d award.Decision) string {
	text := t(ctx, award.StateNames[d.State]) + " · " + d.Body
	if d.DecidedOn != "" {
		text += " · " + t(ctx, "ngày %s", viet.ShowDate(d.DecidedOn))
	}
	return text
}

func stateClass(state string) string {
	switch state {
	case award.Issued:
		return "state ok"
	case award.Signing, award.Signed:
		return "state act"
	}
	return "state"
}

func stateOptions(ctx context.Context) []component.Option {
	options := []component.Option{{Text: t(ctx, "Mọi trạng thái")}}
	for _, state := range []string{award.Draft, award.Signing, award.Signed, award.Issued} {
		options = append(options, component.Option{Value: state, Text: t(ctx, award.StateNames[state])})
	}
	return options
}

func (v Decision) forms() (options []component.Option) {
	for _, f := range v.Catalogue.Forms {
		options = append(options, component.Option{Value: f.Code, Text: f.Name})
	}
	return options
}

func subjects(ctx context.Context) []component.Option {
	return []component.Option{{Value: "person", Text: t(ctx, "Cán bộ trong danh sách")}, {Value: "unit", Text: t(ctx, "Đơn vị trong cơ quan")}, {Value: "outsider", Text: t(ctx, "Người ngoài, đã nghỉ, đã mất")}, {Value: "outside_unit", Text: t(ctx, "Tập thể ngoài cơ quan")}}
}

func orderings(ctx context.Context) []component.Option {
	return []component.Option{{Value: "precedence", Text: t(ctx, "Theo chức vụ")}, {Value: "name", Text: t(ctx, "Theo tên")}}
}

func (v Decision) years() (options []component.Option) {
	for _, c := range v.Campaigns {
		options = append(options, component.Option{Value: component.Itoa(c.Year), Text: component.Itoa(c.Year)})
	}
	return options
}

// this is the year of today, or of the decision.
func (v Decision) year() string {
	if len(v.DecidedOn) >= 4 {
		return v.DecidedOn[:4]
	}
	return v.Today[:4]
}

func money(dong int64) string {
	if dong == 0 {
		return "–"
	}
	return viet.Count(int(dong))
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return component.Itoa(year)
}

// under is what stands below a recipient's name.
func under(r award.Recipient) string {
	text := r.Place
	if r.Post != "" && r.Place != "" {
		text = r.Post + ", " + r.Place
	} else if r.Post != "" {
		text = r.Post
	}
	if r.Representative != "" {
		text += " · " + r.Representative
	}
	return text
}
