// Package initiative renders the pages of the register of initiatives.
package initiative

import (
	"context"
	"net/url"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/initiative"
	"congthidua/internal/locale"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// List is what the list of initiatives shows.
type List struct {
	Rows             []initiative.Row
	Total            int
	Filter           initiative.Filter
	Query            url.Values
	MayEdit, MayMake bool
	Actor            access.Actor
	Form             component.Form
}

// empty is the initiative with which the form of the list begins.
func (v List) empty(ctx context.Context) initiative.Initiative {
	return initiative.Initiative{
		Year:    thisYear(ctx),
		Authors: []initiative.Author{{Name: v.Actor.Name, Share: 100}},
	}
}

// View is what the page of an initiative shows.
type View struct {
	initiative.Initiative
	Actor   access.Actor
	MayEdit bool
	Form    component.Form
}

func (v View) path() string { return "/initiatives/" + component.Itoa(v.ID) }

// mayAttach reports whether files can be added and taken away.
func (v View) mayAttach() bool { return v.Mine(v.Actor) || v.MayEdit }

func (v View) files() (rows []component.FileRow) {
	for _, x := range v.Files {
		rows = append(rows, component.FileRow{ID: x.ID, Size: x.Size, At: x.At, Name: x.Name, MayRemove: v.MayDetach(v.Actor, x)})
	}
	return rows
}

func stateOptions(ctx context.Context) []component.Option {
	options := []component.Option{{Text: t(ctx, "Mọi trạng thái")}}
	for _, state := range []string{initiative.Registered, initiative.Recognised, initiative.Refused, initiative.Withdrawn} {
		options = append(options, component.Option{Value: state, Text: t(ctx, initiative.StateNames[state])})
	}
	return options
}

// stateClass is how an initiative's state looks.
func stateClass(state string) string {
	switch state {
	case initiative.Recognised:
		return "state ok"
	case initiative.Registered:
		return "state act"
	}
	return "state"
}

// authorLine is what stands in the form for the i-th author.
func authorLine(f initiative.Initiative, i int) (name, share string) {
	if i >= len(f.Authors) {
		return "", ""
	}
	x := f.Authors[i]
	return x.Name + ", " + x.Unit, strconv.Itoa(x.Share)
}

// thisYear is the year of today.
func thisYear(ctx context.Context) int {
	year, _ := strconv.Atoi(component.Of(ctx).Today[:4]) // a day in the database's layout
	return year
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return component.Itoa(year)
}

// Levels are the levels to choose from.
func Levels(ctx context.Context) (list []component.Option) {
	for _, level := range initiative.Levels {
		list = append(list, component.Option{Value: level, Text: t(ctx, initiative.LevelNames[level])})
	}
	return list
}

func levelOptions(ctx context.Context) []component.Option {
	return append([]component.Option{{Text: t(ctx, "Mọi cấp")}}, Levels(ctx)...)
}
