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
	initiative.Overview
	Filter initiative.Filter
	Query  url.Values
	Actor  access.Actor
	Form   component.Form
}

// filtered reports whether the list is narrowed.
func (v List) filtered() bool {
	f := v.Filter
	return f.Find != "" || f.Year != 0 || f.Level != "" || f.State != ""
}

// empty is the initiative with which the form of the list begins.
func (v List) empty(ctx context.Context) initiative.View {
	return initiative.View{
		Initiative: initiative.Initiative{Year: thisYear(ctx)},
		Authors: []initiative.Author{{
			Authorship: initiative.Authorship{Share: 100},
			Name:       v.Actor.Name,
		}},
	}
}

// View is what the page of an initiative shows.
type View struct {
	initiative.View
	Form component.Form
}

func (v View) path() string { return "/initiatives/" + component.Itoa(v.ID) }

func (v View) files() (rows []component.FileRow) {
	for _, x := range v.Files {
		rows = append(rows, component.FileRow{
			ID:        x.ID,
			Size:      x.Size,
			At:        x.At,
			Name:      x.Name,
			MayRemove: x.MayDetach,
		})
	}
	return rows
}

// stateClass is how an initiative's state looks.
func stateClass(state initiative.State) string {
	switch state {
	case initiative.Recognised:
		return "state ok"
	case initiative.Registered:
		return "state act"
	}
	return "state"
}

// authorLine is what stands in the form for the i-th author.
func authorLine(f initiative.View, i int) (name, share string) {
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

// Levels are the levels to choose from.
func Levels(ctx context.Context) []component.Option {
	return component.Options(ctx, initiative.Levels, initiative.LevelNames, "")
}

// summaryField is the field of the content.
var summaryField = component.Lines(3000, 5, true)
