package work

import (
	"context"
	"strings"

	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/internal/work"
	"congthidua/templates/component"
)

// Programmes is what the list of programmes shows.
type Programmes struct {
	List           []work.Programme
	Year, ThisYear int
	Units          []org.UnitRow // for which the reader may plan
	MayPlan        bool
	Form           component.Form
}

func (v Programmes) units() []component.Option {
	return component.Tree(v.Units, "", func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() })
}

// Programme is what a programme's page shows.
type Programme struct {
	work.Programme
	Items               []work.Item
	Proposal            work.Proposal
	People              []work.Person
	Month               int // of the programme's year today: 0 before, 13 after it
	Today               string
	Edit                int64 // the item that is asked to be changed, 0 for none
	MayPlan, MayApprove bool
	Form                component.Form
}

func (v Programme) path() string { return "/programmes/" + component.Itoa(v.ID) }

func (v Programme) lead(ctx context.Context) string {
	text := t(ctx, work.ProgrammeStates[v.State])
	if v.ApprovedOn != "" {
		text += " · " + v.ApprovedBy + ", " + viet.ShowDate(v.ApprovedOn)
	}
	return text
}

func (v Programme) count(state string) (n int) {
	for _, x := range v.Items {
		if x.Stands(v.Month) == state {
			n++
		}
	}
	return n
}

func (v Programme) mayEdit() bool { return v.MayPlan && v.State != work.Submitted }

// edited is the item whose form is shown: what was sent and refused, else what was asked for.
func (v Programme) edited() (work.Item, bool) {
	asked := component.Itoa(v.Edit)
	if v.Form.Values.Has("title") {
		asked = v.Form.Values.Get("id")
	}
	for _, x := range v.Items {
		if component.Itoa(x.ID) == asked {
			return x, true
		}
	}
	return work.Item{}, false
}

// formOf is the form of one item; what was typed and refused belongs to the one that was sent.
func (v Programme) formOf(x work.Item) component.Form {
	if v.Form.Values.Get("id") == component.Itoa(x.ID) && v.Form.Values.Has("title") {
		return v.Form
	}
	return component.Form{}
}

// due is the day to which an item is given out: the last of its last month, or of the draft's.
func (v Programme) due(x work.Item) string {
	return work.LastDay(v.Year, max(x.LastMonth, v.Proposal.Month))
}

// nextMonths are the months that can be drafted: this one and the two that follow.
func (v Programme) nextMonths() (list []int) {
	for m := max(1, v.Month); m <= min(12, max(1, v.Month)+2); m++ {
		list = append(list, m)
	}
	return list
}

func monthOptions() (list []component.Option) {
	for m := 1; m <= 12; m++ {
		list = append(list, component.Option{Value: component.Itoa(m), Text: component.Itoa(m)})
	}
	return list
}

func months(ctx context.Context, x work.Item) string {
	if x.FirstMonth == x.LastMonth {
		return t(ctx, "Tháng %d", x.FirstMonth)
	}
	return t(ctx, "Tháng %d-%d", x.FirstMonth, x.LastMonth)
}

// actual says when an item was given out and, once all of it is, when it was closed: the result against
// the plan.
func actual(ctx context.Context, x work.Item) string {
	if x.Tasks > 0 && x.Closed == x.Tasks {
		return t(ctx, "giao %s, xong %s", viet.ShowDate(x.FirstAssigned), viet.ShowDate(x.LastClosed))
	}
	return t(ctx, "giao %s", viet.ShowDate(x.FirstAssigned))
}

// changed says what of an item is not as it was approved, "" for nothing.
func (v Programme) changed(ctx context.Context, x work.Item) string {
	switch {
	case x.Shifted():
		return t(ctx, "duyệt: %s", strings.ToLower(months(ctx, work.Item{FirstMonth: x.PlannedFirst, LastMonth: x.PlannedLast})))
	case v.State == work.Approved && x.PlannedFirst == 0:
		return t(ctx, "thêm sau khi duyệt")
	}
	return ""
}

func draggable(yes bool) string {
	if yes {
		return "true"
	}
	return "false"
}

// id is a number for a field, "" for none.
func id(n int64) string {
	if n == 0 {
		return ""
	}
	return component.Itoa(n)
}

// Week is what a weekly review's page shows.
type Week struct {
	work.Agenda
	Units    []org.UnitRow
	People   []work.Person
	Products []work.Product
	Today    string
	Form     component.Form
}

func (v Week) to(action string) string {
	return "/weeks/" + v.Name() + "/" + action + "?unit=" + component.Itoa(v.Review.UnitID)
}

func (v Week) open() bool { return v.MayRun && v.Review.State != work.ReviewClosed }

// listed is how many tasks a part of the agenda holds: "300+" where it lists no more.
func listed(list []work.Seen) string {
	if len(list) == work.AgendaLimit {
		return viet.Count(len(list)) + "+"
	}
	return viet.Count(len(list))
}

// absent reports whether somebody called is marked as absent: as typed, else as saved.
func (v Week) absent(c work.Called) bool {
	if v.Form.Values.Has("conclusion") {
		return has(v.Form, "absent", c.PersonID)
	}
	return !c.Present
}

// overtaken is the saved conclusion where another one was typed over it, "" else.
func (v Week) overtaken() string {
	if v.Form.Values.Has("conclusion") && v.Form.Values.Get("version") != component.Itoa(v.Review.Version) && v.Form.Values.Get("conclusion") != v.Review.Conclusion {
		return v.Review.Conclusion
	}
	return ""
}

func (v Week) units() []component.Option {
	return component.Tree(v.Units, "", func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() })
}
