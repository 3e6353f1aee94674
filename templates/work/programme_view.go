package work

import (
	"context"
	"strings"

	"congthidua/internal/viet"
	"congthidua/internal/work"
	"congthidua/templates/component"
)

// Programmes is what the list of programmes shows.
type Programmes struct {
	work.ProgrammeList
	ThisYear int
	Units    work.Units // for which the reader may plan
	Form     component.Form
}

// Programme is what a programme's page shows.
type Programme struct {
	work.ProgrammePage
	People work.Offer
	Edit   int64 // the item that is asked to be changed, 0 for none
	Form   component.Form
}

func (v Programme) path() string { return "/programmes/" + component.Itoa(v.ID) }

func (v Programme) lead(ctx context.Context) string {
	text := t(ctx, work.ProgrammeStates[v.State])
	if v.ApprovedOn != "" {
		text += " · " + v.ApprovedBy + ", " + viet.ShowDate(v.ApprovedOn)
	}
	return text
}

func (v Programme) count(standing work.Standing) (n int) {
	for _, x := range v.List {
		if x.Stands(v.Month) == standing {
			n++
		}
	}
	return n
}

// Edited is the item whose form is shown: what was sent and refused, else what was asked for.
func (v Programme) Edited() (work.ItemRow, bool) {
	asked := component.Itoa(v.Edit)
	if v.Form.Values.Has("title") {
		asked = v.Form.Values.Get("id")
	}
	for _, x := range v.List {
		if component.Itoa(x.ID) == asked {
			return x, true
		}
	}
	return work.ItemRow{}, false
}

// formOf is the form of one item; what was typed and refused belongs to the one that was sent.
func (v Programme) formOf(x work.Item) component.Form {
	if v.Form.Values.Get("id") == component.Itoa(x.ID) && v.Form.Values.Has("title") {
		return v.Form
	}
	return component.Form{}
}

// saveItem is where the form of an item goes.
func (v Programme) saveItem(x work.Item) string {
	if x.ID == 0 {
		return v.path() + "/items"
	}
	return v.path() + "/items/" + component.Itoa(x.ID)
}

// newItem is an item as the form begins with it: this month, of weight 1.
func (v Programme) newItem() work.Item {
	month := max(1, min(v.Month, 12))
	return work.Item{Weight: 1, FirstMonth: month, LastMonth: month}
}

func monthOptions() (list []component.Option) {
	for m := 1; m <= 12; m++ {
		list = append(list, component.Option{Value: component.Itoa(m), Text: component.Itoa(m)})
	}
	return list
}

func months(ctx context.Context, first, last int) string {
	if first == last {
		return t(ctx, "Tháng %d", first)
	}
	return t(ctx, "Tháng %d-%d", first, last)
}

// actual says when an item was given out and, once all of it is, when it was closed: the result against
// the plan.
func actual(ctx context.Context, x work.ItemRow) string {
	if x.Tasks > 0 && x.Closed == x.Tasks {
		return t(ctx, "giao %s, xong %s", viet.ShowDate(x.FirstAssigned), viet.ShowDate(x.LastClosed))
	}
	return t(ctx, "giao %s", viet.ShowDate(x.FirstAssigned))
}

// changed says what of an item is not as it was approved, "" for nothing.
func (v Programme) changed(ctx context.Context, x work.Item) string {
	switch {
	case x.Shifted():
		return t(ctx, "duyệt: %s", strings.ToLower(months(ctx, x.PlannedFirst, x.PlannedLast)))
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
