// Package award renders the pages of decisions, proposals and those who are honoured.
package award

import (
	"context"
	"net/url"

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
	List     []award.DecisionRow
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
	award.DecisionPage
	Today     string
	Campaigns []emulation.Campaign // whose results can be taken over
	Authority string               // what stands above the signature of the letterhead
	Actor     access.Actor
	Files     []attachment.File
	Templates []document.Template
	Documents []document.Document // that are about it
	Form      component.Form
}

func (v Decision) files() []component.FileRow {
	return component.FileRows(v.Files, v.Actor.AccountID, v.Rights.Arrange)
}

func (v Decision) path() string { return award.DecisionPath(v.ID) }

// certified reports whether the decision may have certificates.
func (v Decision) certified() bool { return v.State == award.Issued && v.Kind != award.Revocation }

// place is where a column stands in the printed list, "" where it is left out.
func (v Decision) place(code string) string {
	if n := v.Place(code); n > 0 {
		return component.Itoa(n)
	}
	return ""
}

// ownCase says what somebody is to do who stands in a decision and would have to decide on it; "" where nothing
// is to be decided.
func (v Decision) ownCase(ctx context.Context) string {
	switch {
	case !v.Rights.OwnCase:
		return ""
	case v.Rights.Return:
		return t(ctx, "Bạn có tên trong quyết định này nên không ký được: hãy để lãnh đạo khác ký, hoặc trả lại để tách riêng.")
	case v.Rights.Edit && v.Received:
		return t(ctx, "Bạn có tên trong quyết định này nên không ghi nhận được: hãy để chuyên viên khác ghi nhận.")
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

func stateClass(state award.State) string {
	switch state {
	case award.Issued:
		return "state ok"
	case award.Signing, award.Signed:
		return "state act"
	case award.Draft:
	}
	return "state"
}

func formOptions(forms []award.Form) (options []component.Option) {
	for _, f := range forms {
		options = append(options, component.Option{Value: f.Code, Text: f.Name})
	}
	return options
}

func yearOptions(campaigns []emulation.Campaign) (options []component.Option) {
	for _, c := range campaigns {
		options = append(options, component.Option{Value: component.Itoa(c.Year), Text: component.Itoa(c.Year)})
	}
	return options
}

// year is that of the decision or, before it has a day, of today.
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

// under is what stands below a recipient's name.
func under(w award.Awardee) string {
	text := w.Where()
	if w.Representative != "" {
		text += " · " + w.Representative
	}
	return text
}
