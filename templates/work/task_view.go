package work

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"congthidua/internal/work"
	"congthidua/templates/component"
)

// Tasks is what the list of tasks shows.
type Tasks struct {
	work.List
	Filter      work.Filter
	Query       url.Values
	Board       bool
	Units       work.Units // to choose one of, where there are several
	People      work.Offer // to whom work can be handed over; empty until somebody looks for one
	Recurrences []work.RecurrenceRow
	Form        component.Form
}

func (v Tasks) path() string { return "/tasks" }

// bulk is where the chosen tasks are sent; the list is shown again as it was filtered.
func (v Tasks) bulk() string { return component.Query("/tasks/bulk", v.Query) }

// find is what the filter's search fields hold.
func (v Tasks) find() component.Form { return component.Form{Values: v.Query} }

// picked is a task's value in the list of chosen ones: its number and the version that is shown.
func picked(x work.Seen) string { return component.Itoa(x.ID) + "." + component.Itoa(x.Version) }

// chosen reports whether a task was ticked in a list that is shown again.
func (v Tasks) chosen(x work.Seen) bool { return slices.Contains(v.Form.Values["task"], picked(x)) }

// handing reports whether the fields of a hand-over stand open.
func (v Tasks) handing() bool {
	return len(v.People.List) > 0 || v.Form.Values.Has(findName("to"))
}

// column are the tasks of a state, for the board.
func (v Tasks) column(state work.State) (list []work.Seen) {
	for _, x := range v.Tasks {
		if x.State == state {
			list = append(list, x)
		}
	}
	return list
}

// columns are the states that the board shows: closed ones only where they are asked for.
func (v Tasks) columns() []work.State {
	if v.Filter.State == work.AnyState || v.Filter.State == work.Closed {
		return work.States
	}
	return work.States[:4]
}

// filters are the list's fixed views, each with its place in the URL.
func (v Tasks) filters(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: string(work.Everybodys), Text: t(ctx, "Mọi nhiệm vụ")},
		{Value: string(work.Mine), Text: t(ctx, "Tôi chủ trì")},
		{Value: string(work.Checking), Text: t(ctx, "Tôi kiểm tra")},
		{Value: string(work.Helping), Text: t(ctx, "Tôi phối hợp")},
		{Value: string(work.Orphaned), Text: t(ctx, "Chủ trì đã rời đơn vị")},
	}
}

func (v Tasks) states(ctx context.Context) []component.Option {
	list := []component.Option{
		{Value: "", Text: t(ctx, "Còn việc")},
		{Value: string(work.AnyState), Text: t(ctx, "Mọi trạng thái")},
	}
	for _, s := range append(slices.Clone(work.States), work.Cancelled) {
		list = append(list, component.Option{Value: string(s), Text: t(ctx, work.StateNames[s])})
	}
	return list
}

func (v Tasks) sources(ctx context.Context) []component.Option {
	list := []component.Option{{Value: "", Text: t(ctx, "Mọi nguồn")}}
	for _, s := range work.Sources {
		list = append(list, component.Option{Value: string(s), Text: t(ctx, work.SourceNames[s])})
	}
	return list
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

func cycles(ctx context.Context) []component.Option {
	list := []component.Option{{Value: "", Text: t(ctx, "một lần")}}
	for _, c := range work.Cycles {
		list = append(list, component.Option{Value: string(c), Text: t(ctx, work.CycleNames[c])})
	}
	return list
}

func priorities(ctx context.Context) (list []component.Option) {
	for _, p := range []work.Priority{work.Normal, work.Urgent, work.Low} {
		list = append(list, component.Option{Value: component.Itoa(int(p)), Text: t(ctx, work.PriorityNames[p])})
	}
	return list
}

// most is the heaviest load among people.
func most(list []work.Person) float64 {
	n := 1.0
	for _, p := range list {
		n = max(n, p.Weight)
	}
	return n
}

// Task is what a task's page shows.
type Task struct {
	work.Page
	Files []component.FileRow
	Form  component.Form
}

func (v Task) path() string { return "/tasks/" + component.Itoa(v.ID) }

func taskClass(x work.Task, today string) string {
	switch {
	case x.OpenLate(today):
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
	case v.Source == work.FromDocument && v.SourceID != 0:
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

func joined(list []work.Choice) string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}
