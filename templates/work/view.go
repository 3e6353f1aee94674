// Package work renders tasks, programmes and weekly reviews.
package work

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/work"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Tasks is what the list of tasks shows.
type Tasks struct {
	List        []work.Seen
	Total       int
	Counts      work.Counts
	Filter      work.Filter
	Query       url.Values
	Board       bool
	Units       []org.UnitRow
	People      []work.Person // to whom work can be handed over, empty for who gives none
	Recurrences []work.Recurrence
	Today       string
	MayAssign   bool
	MyID        int64
	Form        component.Form
}

// Assign is what the page shows on which work is given out.
type Assign struct {
	People   []work.Person
	Products []work.Product
	Form     component.Form
}

// several reports whether the people are of more than one unit, which then stands beside each.
func (v Assign) several() bool {
	return slices.ContainsFunc(v.People, func(p work.Person) bool { return p.UnitID != v.People[0].UnitID })
}

func (v Tasks) path() string { return "/tasks" }

// column are the tasks of a state, for the board.
func (v Tasks) column(state string) (list []work.Seen) {
	for _, x := range v.List {
		if x.State == state {
			list = append(list, x)
		}
	}
	return list
}

// columns are the states that the board shows: closed ones only where they are asked for.
func (v Tasks) columns() []string {
	if v.Filter.State == "all" || v.Filter.State == work.Closed {
		return work.States
	}
	return work.States[:4]
}

// filters are the list's fixed views, each with its place in the URL.
func (v Tasks) filters(ctx context.Context) []component.Option {
	return []component.Option{{Value: "", Text: t(ctx, "Mọi nhiệm vụ")}, {Value: "mine", Text: t(ctx, "Tôi chủ trì")}, {Value: "checking", Text: t(ctx, "Tôi kiểm tra")}, {Value: "helping", Text: t(ctx, "Tôi phối hợp")}, {Value: "left", Text: t(ctx, "Chủ trì đã rời đơn vị")}}
}

func (v Tasks) states(ctx context.Context) []component.Option {
	list := []component.Option{{Value: "", Text: t(ctx, "Còn việc")}, {Value: "all", Text: t(ctx, "Mọi trạng thái")}}
	for _, s := range append(work.States, work.Cancelled) {
		list = append(list, component.Option{Value: s, Text: t(ctx, work.StateNames[s])})
	}
	return list
}

func (v Tasks) sources(ctx context.Context) []component.Option {
	list := []component.Option{{Value: "", Text: t(ctx, "Mọi nguồn")}}
	for _, s := range []string{"direct", "programme", "document", "week", "recurring"} {
		list = append(list, component.Option{Value: s, Text: t(ctx, work.SourceNames[s])})
	}
	return list
}

func (v Tasks) units(ctx context.Context) []component.Option {
	return component.Tree(v.Units, t(ctx, "Mọi đơn vị"), func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() })
}

// People are the choices of a field that asks for one of those who can be given work.
func People(ctx context.Context, list []work.Person) []component.Option {
	options := []component.Option{{Value: "", Text: t(ctx, "chọn người")}}
	for _, p := range list {
		options = append(options, component.Option{Value: component.Itoa(p.ID), Text: p.Name + " · " + p.Unit})
	}
	return options
}

func everies(ctx context.Context) []component.Option {
	return []component.Option{{Value: "", Text: t(ctx, "một lần")}, {Value: "week", Text: t(ctx, "hằng tuần")}, {Value: "month", Text: t(ctx, "hằng tháng")}, {Value: "quarter", Text: t(ctx, "hằng quý")}}
}

func priorities(ctx context.Context) []component.Option {
	return []component.Option{{Value: "2", Text: t(ctx, work.PriorityNames[2])}, {Value: "1", Text: t(ctx, work.PriorityNames[1])}, {Value: "3", Text: t(ctx, work.PriorityNames[3])}}
}

// Task is what a task's page shows.
type Task struct {
	work.Page
	Files  []component.FileRow
	People []work.Person
	Today  string
	Form   component.Form
}

func (v Task) path() string { return "/tasks/" + component.Itoa(v.ID) }

func taskClass(x work.Task, today string) string {
	switch {
	case x.Open() && x.Late(today):
		return "state bad"
	case x.State == work.Closed || x.State == work.Checked:
		return "state ok"
	case x.State == work.Done:
		return "state act"
	}
	return "state"
}

// source is where a task comes from: the page of the document, programme or review, "" for none.
func (v Task) source() string {
	switch {
	case v.Source == "document" && v.SourceID != 0:
		return "/documents/" + component.Itoa(v.SourceID)
	case v.ProgrammeID != 0:
		return "/programmes/" + component.Itoa(v.ProgrammeID)
	case v.Review.ID != 0:
		if week, err := work.WeekOf(v.Review.Monday); err == nil {
			return "/weeks/" + week.Name() + "?unit=" + component.Itoa(v.Review.UnitID)
		}
	}
	return ""
}

func joined(list []work.Person) string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

// has reports whether a box was ticked in a form that is shown again.
func has(f component.Form, name string, id int64) bool {
	for _, v := range f.Values[name] {
		if v == component.Itoa(id) {
			return true
		}
	}
	return false
}

// most is the heaviest load among people.
func most(list []work.Person) float64 {
	n := 1.0
	for _, p := range list {
		n = max(n, p.Weight)
	}
	return n
}

// bar is a part of a picture.
type bar struct {
	class    string
	x, width float64
}

// parts are the parts of a unit's bar, 200 wide together.
func parts(u work.UnitWork) (list []bar) {
	all, at := float64(u.Open+u.Closed), 0.0
	if all == 0 {
		return nil
	}
	for _, p := range []struct {
		class string
		n     int
	}{{"f-done", u.Closed - u.Delay}, {"f-wait", u.Delay}, {"f-last", u.Open - u.Late}, {"f-back", u.Late}} {
		width := 200 * float64(p.n) / all
		list = append(list, bar{p.class, at, width})
		at += width
	}
	return list
}
