// Package org renders the pages of units, people and the roster import.
package org

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// People is what the list of people shows.
type People struct {
	Rows    []org.PersonRow
	Total   int
	Filter  org.PeopleFilter
	Units   []org.UnitRow
	Query   url.Values
	MayEdit bool
}

// Person is what the file of a person shows.
type Person struct {
	org.File
	Form        component.Form
	Today       string
	Year        int
	Months      [12]evaluation.YearMonth
	Result      evaluation.YearResult
	Units       []org.UnitRow
	Honours     honour.File
	Initiatives []initiative.Contribution
	Titles      *emulation.Catalogue // in force, nil for none
	FormNames   map[string]string    // of forms and titles of all editions, by their codes
}

func (v Person) path(rest string) templ.SafeURL {
	return templ.URL("/people/" + component.Itoa(v.ID) + rest)
}

// PersonForm is the form of a person; a new one has no number.
type PersonForm struct {
	Person org.Person
	Units  []org.UnitRow
	Form   component.Form
}

func (v PersonForm) action() string {
	if v.Person.ID == 0 {
		return "/people"
	}
	return "/people/" + component.Itoa(v.Person.ID)
}

func (v PersonForm) birth() string {
	if v.Person.BirthDate == nil {
		return ""
	}
	return viet.ShowPartialDate(*v.Person.BirthDate, v.Person.BirthPrecision)
}

func (v PersonForm) kind() string {
	return string(cmp.Or(v.Person.Kind, org.CivilServant))
}

// Units is what the tree of units shows.
type Units struct {
	org.Tree
	Form component.Form
}

// parents are the units of the tree as it is shown, for a new unit below one of them; deeper ones have the
// form on their own page.
func (v Units) parents(ctx context.Context) []component.Option {
	rows := make([]org.UnitRow, len(v.Nodes))
	for i, n := range v.Nodes {
		rows[i] = n.UnitRow
	}
	return component.UnitOptions(ctx, rows, "")
}

// Unit is what the page of a unit shows.
type Unit struct {
	org.UnitFile
	People []org.PersonRow
	Total  int
	Filter org.PeopleFilter
	Query  url.Values
	Months []evaluation.UnitYear
	Year   int
	Form   component.Form
}

func (v Unit) path() string { return "/units/" + component.Itoa(v.ID) }

// kinds are the kinds of units.
func kinds(ctx context.Context) []component.Option {
	return component.Options(ctx, org.UnitKinds, org.UnitKindNames, "")
}

// Attributes of fields.
var (
	dayField    = templ.Attributes{"inputmode": "numeric", "required": true}
	optionalDay = templ.Attributes{"inputmode": "numeric"}
	dateField   = component.Figure(10, component.Digits, false)
	yearField   = component.Figure(4, component.Digits, true)
	shareField  = component.Figure(3, component.Digits, false)
	listFile    = templ.Attributes{"type": "file", "accept": ".xlsx,.csv", "required": true}
)

func birth(date *string, precision viet.Precision) string {
	if date == nil {
		return ""
	}
	return viet.ShowPartialDate(*date, precision)
}

func shown(date *string) string {
	if date == nil {
		return "…"
	}
	return viet.ShowDate(*date)
}

// bar is a unit's month as a column of its grades.
type bar struct {
	X           float64
	Month, Mean string
	Parts       []barPart
}

type barPart struct {
	Y, Height    float64
	Rank         int
	Grade, Count string
}

// Label writes the count into parts that have the room for it, with the grade where its code is a letter.
func (p barPart) Label() string {
	switch {
	case p.Height < 9:
		return ""
	case len([]rune(p.Grade)) > 1:
		return p.Count
	}
	return p.Count + " " + p.Grade
}

// bars draws each month as a column of its grades, the best on top, all columns of one height.
func bars(months []evaluation.UnitYear) []bar {
	const height, base = 130.0, 148.0
	list := make([]bar, len(months))
	for i, m := range months {
		b := bar{X: float64(m.Month-1)*40 + 4, Month: component.Itoa(m.Month), Mean: viet.Points(m.Mean)}
		y := base - height
		for _, g := range m.ByGrade {
			h := height * float64(g.N) / float64(m.N)
			b.Parts = append(b.Parts, barPart{Y: y, Height: h - 1, Rank: g.Rank, Grade: g.Grade, Count: viet.Count(g.N)})
			y += h
		}
		list[i] = b
	}
	return list
}

func when(at int64) string { return component.When(at) }

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func viewNumber(x float64) string { return component.Decimal(x) }

// mixed reports whether not everybody of a list is of the unit itself.
func mixed(rows []org.PersonRow, unit int64) bool {
	return slices.ContainsFunc(rows, func(r org.PersonRow) bool { return r.UnitID != unit })
}

func (v Person) titleName(code string) string {
	if v.Titles != nil {
		if t := v.Titles.Title(code); t != nil {
			return t.Name
		}
	}
	return cmp.Or(v.FormNames[code], code)
}

func (v Person) titleOptions() []component.Option {
	var options []component.Option
	for _, t := range v.Titles.Titles {
		if t.Subject == emulation.OfPerson {
			options = append(options, component.Option{Value: t.Code, Text: t.Name})
		}
	}
	return options
}
