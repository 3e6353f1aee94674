package org

import (
	"context"
	"net/url"

	"congthidua/internal/award"
	"congthidua/internal/honour"
	"congthidua/internal/intake"
	"congthidua/internal/org"
	"congthidua/internal/sheet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// Import is what the page of an import shows.
type Import struct {
	intake.Import
	Form    component.Form
	Titles  []string
	Columns map[string]int
	Last    int
	Rows    []intake.RowAnswer
	Show    intake.Action
	Query   url.Values
	Page    int
}

func (v Import) path(rest string) string { return "/people/import/" + component.Itoa(v.ID) + rest }

func (v Import) showing(a intake.Action) templ.SafeURL {
	return templ.URL(component.Query(v.path(""), v.Query, "show", string(a)))
}

// current marks the link of what is shown.
func current(yes bool) templ.Attributes {
	if yes {
		return templ.Attributes{"aria-current": "true"}
	}
	return nil
}

// stateClass is the colour of a state.
func stateClass(s intake.State) string {
	switch s {
	case intake.Applied:
		return "ok"
	case intake.Checked, intake.Unmapped:
		return "act"
	}
	return ""
}

// finding is a kind of result of the dry run with its number of rows.
type finding struct {
	Key   intake.Action
	Text  string
	Count int64
}

func (v Import) findings(ctx context.Context) []finding {
	return []finding{
		{intake.Ask, t(ctx, "Cần hỏi"), v.rows(intake.Ask)},
		{intake.Refuse, t(ctx, "Không nhận"), v.rows(intake.Refuse)},
		{intake.Add, t(ctx, "Thêm mới"), v.rows(intake.Add)},
		{intake.Change, t(ctx, "Thay đổi"), v.rows(intake.Change)},
		{intake.Same, t(ctx, "Giữ nguyên"), v.rows(intake.Same)},
	}
}

// rows is how many rows of the list an action concerns.
func (v Import) rows(action intake.Action) int64 {
	switch action {
	case intake.Ask:
		return v.Asked
	case intake.Refuse:
		return v.Refused
	case intake.Add:
		return v.Added
	case intake.Change:
		return v.Changed
	case intake.Same:
		return v.Same
	}
	return 0
}

// fields are the columns that a list of this kind may have, with their names.
func (v Import) fields() ([]sheet.Field, map[string]string) {
	switch v.Kind {
	case honour.ListKind:
		return honour.ListFields, honour.ListFieldNames
	case pastKind:
		return award.PastFields, award.PastFieldNames
	}
	return org.RosterFields, org.RosterFieldNames
}

// pastKind is the kind of the lists of past decisions.
const pastKind = "decisions"

// KindNames names the kinds of lists that can be imported.
var KindNames = map[string]string{
	org.RosterKind:  "Danh sách cán bộ",
	honour.ListKind: "Danh hiệu các năm trước",
	pastKind:        "Quyết định khen thưởng các năm trước",
}

func kindOptions(ctx context.Context) []component.Option {
	return component.Options(ctx, []string{org.RosterKind, honour.ListKind, pastKind}, KindNames, "")
}

// choices are what a doubtful row may mean.
func choices(ctx context.Context, r intake.RowAnswer) []component.Option {
	options := []component.Option{{Value: "", Text: t(ctx, "chọn")}}
	for _, o := range r.Choices() {
		options = append(options, component.Option{Value: component.Itoa(o.ID), Text: o.Text})
	}
	return append(options, component.Option{Value: "0", Text: t(ctx, "không nhận dòng này")})
}

// First is the finding that is looked at first: what was refused, else what will happen.
func (v Import) First() intake.Action {
	for _, action := range []intake.Action{intake.Ask, intake.Refuse, intake.Add, intake.Change, intake.Same} {
		if v.rows(action) > 0 {
			return action
		}
	}
	return intake.Add
}

func (v Import) count() int { return int(v.rows(v.Show)) }

func (v Import) column(field string) string {
	if c, ok := v.Columns[field]; ok {
		return component.Itoa(c + 1)
	}
	return ""
}

// columnOptions names the columns of the file by letter and heading.
func (v Import) columnOptions(ctx context.Context) []component.Option {
	options := []component.Option{{Value: "", Text: t(ctx, "không có")}}
	for i, title := range v.Titles {
		text := columnLetter(i)
		if title != "" {
			text += " · " + title
		}
		options = append(options, component.Option{Value: component.Itoa(i + 1), Text: text})
	}
	return options
}

func columnLetter(i int) string {
	if i < 26 {
		return string(rune('A' + i)) // #nosec G115 -- a column number below 26
	}
	return columnLetter(i/26-1) + string(rune('A'+i%26))
}
