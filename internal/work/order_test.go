package work_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// order is an order for Bình, checked by An, due on 20 March.
func order(change func(*work.Order)) work.Order {
	o := work.Order{
		Title:     "Báo cáo quý",
		Product:   "Báo cáo",
		Weight:    4,
		Leads:     []int64{binh},
		CheckerID: anna,
		Due:       "20/03/2027",
	}
	if change != nil {
		change(&o)
	}
	return o
}

// TestOrdersAreChecked: what cannot be is refused with its field; the bounds themselves are taken.
func TestOrdersAreChecked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name, want string
		change     func(*work.Order)
	}{
		{"as it is", fine, nil},
		{"no title", "invalid title", func(o *work.Order) { o.Title = " ab " }},
		{"the shortest title", fine, func(o *work.Order) { o.Title = "abc" }},
		{"the longest title", fine, func(o *work.Order) { o.Title = strings.Repeat("ê", 300) }},
		{"too long a title", "invalid title", func(o *work.Order) { o.Title = strings.Repeat("ê", 301) }},
		{"no product", "invalid product", func(o *work.Order) { o.Product = "" }},
		{"too long a detail", "invalid detail", func(o *work.Order) { o.Detail = strings.Repeat("a", 3001) }},
		{"the least weight", fine, func(o *work.Order) { o.Weight = 0.1 }},
		{"less", "invalid weight", func(o *work.Order) { o.Weight = 0.09 }},
		{"the largest weight", fine, func(o *work.Order) { o.Weight = 20 }},
		{"more", "invalid weight", func(o *work.Order) { o.Weight = 20.1 }},
		{"due today", fine, func(o *work.Order) { o.Due = "01/03/2027" }},
		{"due yesterday", "invalid due", func(o *work.Order) { o.Due = "28/02/2027" }},
		{"due on no day", "invalid due", func(o *work.Order) { o.Due = "31/04/2027" }},
		{"no lead", "invalid lead", func(o *work.Order) { o.Leads = nil }},
		{"no checker", "invalid checker", func(o *work.Order) { o.CheckerID = 0 }},
		{"the lead checks", "invalid checker", func(o *work.Order) { o.CheckerID = binh }},
		{"one of two leads checks", "invalid checker", func(o *work.Order) { o.Leads = []int64{binh, anna} }},
		{"thirty-one helpers", "invalid helper", func(o *work.Order) {
			for i := range int64(31) {
				o.Helpers = append(o.Helpers, 1000+i)
			}
		}},
		{"no cycle", "invalid every", func(o *work.Order) { o.Every = "day" }},
		{"ends before it begins", "invalid until", func(o *work.Order) { o.Every, o.Until = work.Weekly, "19/03/2027" }},
		{"ends as it begins", fine, func(o *work.Order) { o.Every, o.Until = work.Weekly, "20/03/2027" }},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, err := o.Assign(t.Context(), as(anna), order(x.change))
			expect(t, x.name, err, x.want)
		})
	}
}

// TestWhoGivesWorkToWhom: within the units of the own role, to people in office.
func TestWhoGivesWorkToWhom(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.leave(chi, 0)
	for _, x := range []struct {
		who   string
		actor access.Actor
		leads []int64
		check int64
		want  string
	}{
		{"a head in the unit", as(anna), []int64{binh}, anna, fine},
		{"a head to the own person", as(anna), []int64{anna}, boss, fine},
		{"a head of 2 in 20", as(anna), []int64{em}, dung, notFound},
		{"a head of 20 in 2", as(dung), []int64{binh}, anna, notFound},
		{"one of two outside", as(anna), []int64{binh, em}, anna, notFound},
		{"a head to the one above", as(anna), []int64{chief}, anna, notFound},
		{"a leader of 2 in 20", leaderOf(2), []int64{em}, dung, notFound},
		{"the leader anywhere", as(boss), []int64{binh, em}, boss, fine},
		{"the committee anywhere", holding(access.Committee), []int64{em}, dung, fine},
		{"who has left", as(anna), []int64{chi}, anna, "invalid lead"},
		{"a checker who has left", as(anna), []int64{binh}, chi, "invalid checker"},
		{"a checker of another unit", as(anna), []int64{binh}, dung, fine},
		{"a cadre", as(binh), []int64{binh}, anna, forbidden},
		{"the auditor", holding(access.Auditor), []int64{binh}, anna, forbidden},
		{"the clerk", holding(access.Clerk), []int64{binh}, anna, forbidden},
	} {
		t.Run(x.who, func(t *testing.T) {
			before := o.count(&work.Task{}, "TRUE")
			_, err := o.Assign(
				t.Context(),
				x.actor,
				order(func(o *work.Order) { o.Leads, o.CheckerID = x.leads, x.check }),
			)
			expect(t, x.who, err, x.want)
			made := int64(len(x.leads))
			if x.want != fine {
				made = 0
			}
			if n := o.count(&work.Task{}, "TRUE") - before; n != made {
				t.Errorf("%d tasks were made, want %d", n, made)
			}
		})
	}
}

// TestWhatATaskBeginsWith: one for each lead, in the lead's unit, with its helpers and its history.
func TestWhatATaskBeginsWith(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ids, err := o.Assign(t.Context(), as(boss), order(func(o *work.Order) {
		o.Leads, o.Helpers = []int64{em, binh, em}, []int64{chi, binh, chi}
		o.Detail = "  Theo mẫu 2 \n\n gửi   văn thư "
		o.Priority = 7
	}))
	o.must(err)
	if len(ids) != 2 {
		t.Fatalf("%d tasks for two leads, one of them named twice", len(ids))
	}
	first, second := o.at(ids[0]), o.at(ids[1])
	if first.LeadID != binh || first.UnitID != 2 || second.LeadID != em || second.UnitID != 20 {
		t.Errorf("leads and units: %+v, %+v", first, second)
	}
	want := work.Task{
		Record:     first.Record,
		Title:      "Báo cáo quý",
		TitleKey:   "bao cao quy",
		Detail:     "Theo mẫu 2\n\ngửi văn thư",
		Product:    "Báo cáo",
		Weight:     4,
		UnitID:     2,
		LeadID:     binh,
		CheckerID:  anna,
		AssignerID: first.AssignerID,
		Assigner:   "Đỗ Văn Bảo",
		Source:     work.FromOrder,
		Priority:   work.Normal,
		AssignedOn: "2027-03-01",
		Due:        "2027-03-20",
		FirstDue:   "2027-03-20",
		State:      work.Assigned,
	}
	if first != want || *first.AssignerID != boss || first.Version != 1 {
		t.Errorf("%+v\nwant %+v", first, want)
	}
	if a, b := o.count(&work.Helper{}, "task_id = ?", ids[0]), o.count(&work.Helper{}, "task_id = ?", ids[1]); a != 1 ||
		b != 2 {
		t.Errorf("%d and %d helpers: nobody helps himself, want 1 and 2", a, b)
	}
	page, err := o.Task(t.Context(), as(anna), ids[0])
	o.must(err)
	if len(page.Events) != 1 || page.Events[0].Kind != work.EventAssign || page.Events[0].Text != "20/03/2027" {
		t.Errorf("the history: %+v", page.Events)
	}
	if len(page.Helpers) != 1 || page.Helpers[0].Name != "Ngô Thị Chi" {
		t.Errorf("the helpers: %+v", page.Helpers)
	}
	if page.Lead != "Phạm Văn Bình" || page.Checker != "Trần Thị An" || page.Unit != "Phòng Tổ chức" {
		t.Errorf("the names: %s, %s, %s", page.Lead, page.Checker, page.Unit)
	}
	nobody, err := o.Assign(t.Context(), holding(access.Committee), order(nil))
	o.must(err)
	if got := o.at(nobody[0]); got.AssignerID != nil {
		t.Errorf("assigned by an account of nobody: %d", *got.AssignerID)
	}
}
