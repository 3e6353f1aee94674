// Package work renders tasks, programmes and weekly reviews.
package work

import (
	"context"

	"congthidua/internal/locale"
	"congthidua/internal/work"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// goes lets a select send its form as soon as something is chosen.
var goes = templ.Attributes{"data-go": true}

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// findName is the name of the search field beside a select.
func findName(field string) string { return "find." + field }

func unitOptions(u work.Units, first string) []component.Option {
	return component.Tree(u.List, first, func(x work.UnitChoice) (int64, string, int) {
		return x.ID, x.Name, x.Depth()
	})
}

// People are the choices of a field that asks for one of those who can be given work.
func People(ctx context.Context, list []work.Person) []component.Option {
	options := []component.Option{{Value: "", Text: t(ctx, "chọn người")}}
	for _, p := range list {
		options = append(options, component.Option{Value: component.Itoa(p.ID), Text: p.Name + " · " + p.Unit})
	}
	return options
}

// offerOf makes choices of the people whom a form lists anyway.
func offerOf(list []work.Person) (o work.Offer) {
	for _, p := range list {
		o.List = append(o.List, work.Choice{ID: p.ID, Name: p.Name, Unit: p.Unit})
	}
	return o
}

// id is a number for a field, "" for none.
func id(n int64) string {
	if n == 0 {
		return ""
	}
	return component.Itoa(n)
}
