// Package catalogue renders the pages of all kinds of catalogues: their editions, an edition read and
// edited, two editions compared, an edition tried.
package catalogue

import (
	"context"
	"strings"

	"congthidua/internal/catalogue"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// KindRow is one kind in the list of all kinds.
type KindRow struct {
	catalogue.Kind
	Current []catalogue.Edition // in force today
	Drafts  int
}

func kindPath(k catalogue.Kind) string {
	return "/catalogues/" + k.Code
}

// EditionsView is the list of a kind's editions.
type EditionsView struct {
	Kind    catalogue.Kind
	List    []catalogue.Edition
	MayEdit bool
	Today   string
	Form    component.Form
}

func (v EditionsView) path(e catalogue.Edition) string {
	return "/catalogues/" + v.Kind.Code + "/" + component.Itoa(e.ID)
}

// standing says where an edition stands: draft, in force, to come, ended or replaced.
func standing(ctx context.Context, e catalogue.Edition, list []catalogue.Edition, today string) string {
	switch {
	case e.State == catalogue.Draft:
		return t(ctx, "Bản nháp")
	case e.EffectiveFrom > today:
		return t(ctx, "Sẽ áp dụng")
	case isCurrent(e, list, today):
		return t(ctx, "Đang áp dụng")
	}
	return t(ctx, "Hết áp dụng")
}

// isCurrent reports whether no later edition of the same line holds today.
func isCurrent(e catalogue.Edition, list []catalogue.Edition, today string) bool {
	if !e.Holds(today) {
		return false
	}
	for _, other := range list {
		later := other.EffectiveFrom > e.EffectiveFrom || other.EffectiveFrom == e.EffectiveFrom && other.Number > e.Number
		if other.Code == e.Code && other.Holds(today) && later {
			return false
		}
	}
	return true
}

// EditionView is one edition, read or edited.
type EditionView struct {
	Kind    catalogue.Kind
	Edition catalogue.Edition
	Content catalogue.Content
	MayEdit bool
	Today   string
	Form    component.Form
	Typed   *catalogue.Content // what was refused
}

func (v EditionView) path() string {
	return "/catalogues/" + v.Kind.Code + "/" + component.Itoa(v.Edition.ID)
}

func (v EditionView) draft() bool {
	return v.MayEdit && v.Edition.State == catalogue.Draft
}

// values are those typed or, before, those kept.
func (v EditionView) values() catalogue.Values {
	if v.Typed != nil {
		return v.Typed.Values
	}
	return v.Content.Values
}

func (v EditionView) head() catalogue.Head {
	if v.Typed != nil {
		return v.Typed.Head
	}
	return v.Content.Head
}

// shown is a value as the page shows it.
func shown(ctx context.Context, f catalogue.Field, row catalogue.Values) string {
	text := catalogue.Show(f, row)
	switch f.Type {
	case catalogue.Flag:
		if text != "" {
			return t(ctx, "Có")
		}
		return ""
	case catalogue.Choice:
		for _, o := range f.Choices {
			if o.Value == text {
				return t(ctx, o.Name)
			}
		}
	}
	return text
}

// label is a field's label with its unit.
func label(ctx context.Context, f catalogue.Field) string {
	if f.Unit == "" {
		return t(ctx, f.Label)
	}
	return t(ctx, f.Label) + " (" + t(ctx, f.Unit) + ")"
}

// refused are the attributes of an input that was refused.
func refused(form component.Form, place string) templ.Attributes {
	if _, wrong := form.Errors[place]; wrong {
		return templ.Attributes{"aria-invalid": "true", "aria-describedby": "error-" + place}
	}
	return nil
}

func options(ctx context.Context, f catalogue.Field) []component.Option {
	list := make([]component.Option, 0, len(f.Choices)+1)
	if f.Optional {
		list = append(list, component.Option{Text: "–"})
	}
	for _, o := range f.Choices {
		list = append(list, component.Option{Value: o.Value, Text: t(ctx, o.Name)})
	}
	return list
}

// Facts turns an edition's points into those of a comparison.
func Facts(ctx context.Context, k catalogue.Kind, c catalogue.Content) []component.Fact {
	facts := k.Facts(c)
	list := make([]component.Fact, len(facts))
	for i, f := range facts {
		names := make([]string, len(f.Names))
		for n, name := range f.Names {
			names[n] = t(ctx, name)
		}
		list[i] = component.Fact{Key: f.Key, Name: strings.Join(names, " › "), Text: f.Text}
	}
	return list
}

// since says from when to when an edition holds.
func since(ctx context.Context, e catalogue.Edition) string {
	if e.EffectiveTo != nil {
		return t(ctx, "%s đến %s", viet.ShowDate(e.EffectiveFrom), viet.ShowDate(*e.EffectiveTo))
	}
	return t(ctx, "từ %s", viet.ShowDate(e.EffectiveFrom))
}

func numeric(f catalogue.Field) bool { return f.Type == catalogue.Number || f.Type == catalogue.Whole }

// NewKindRow tells of a kind what is in force today and how many drafts there are.
func NewKindRow(k catalogue.Kind, list []catalogue.Edition, today string) KindRow {
	row := KindRow{Kind: k}
	for _, e := range list {
		if e.State == catalogue.Draft {
			row.Drafts++
		} else if isCurrent(e, list, today) {
			row.Current = append(row.Current, e)
		}
	}
	return row
}
