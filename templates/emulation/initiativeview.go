package emulation

import (
	"context"
	"net/url"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/templates/component"
)

// Initiatives is what the list of initiatives shows.
type Initiatives struct {
	Rows             []emulation.InitiativeRow
	Total            int
	Filter           emulation.InitiativeFilter
	Query            url.Values
	MayEdit, MayMake bool
	Actor            access.Actor
	Form             component.Form
}

// Initiative is what the page of an initiative shows.
type Initiative struct {
	emulation.InitiativeFile
	Actor   access.Actor
	MayEdit bool
	Form    component.Form
}

func (v Initiative) path() string { return "/initiatives/" + component.Itoa(v.ID) }

// mayAttach reports whether files can be added and taken away.
func (v Initiative) mayAttach() bool { return v.Mine(v.Actor) || v.MayEdit }

func (v Initiative) files() (rows []component.FileRow) {
	for _, x := range v.Files {
		rows = append(rows, component.FileRow{ID: x.ID, Size: x.Size, At: x.At, Name: x.Name, MayRemove: v.MayDetach(v.Actor, x)})
	}
	return rows
}

func initiativeStates(ctx context.Context) []component.Option {
	options := []component.Option{{Text: t(ctx, "Mọi trạng thái")}}
	for _, state := range []string{emulation.Registered, emulation.Recognised, string(emulation.Refused), emulation.Withdrawn} {
		options = append(options, component.Option{Value: state, Text: t(ctx, emulation.InitiativeStates[state])})
	}
	return options
}

// initiativeClass is how an initiative's state looks.
func initiativeClass(state string) string {
	switch state {
	case emulation.Recognised:
		return "state ok"
	case emulation.Registered:
		return "state act"
	}
	return "state"
}

// authorLine is what stands in the form for the i-th author.
func authorLine(f emulation.InitiativeFile, i int) (name, share string) {
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
