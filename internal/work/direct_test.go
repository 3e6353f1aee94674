package work_test

import (
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// TestHandingOver: tasks in work, to somebody in office within reach who is not their checker, from the list
// that is current; the own task is handed over by somebody else.
func TestHandingOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.leave(chief, 0)
	led := func(x *work.Task) { x.LeadID, x.CheckerID = anna, boss }
	for _, x := range []struct {
		name   string
		actor  access.Actor
		change func(*work.Task)
		to     int64
		why    string
		stale  int64 // added to the version
		want   string
	}{
		{"in the unit", as(anna), nil, chi, "nghỉ phép", 0, fine},
		{"taken on already", as(anna), inState(work.Accepted), chi, "nghỉ phép", 0, fine},
		{"to the own person", as(anna), func(x *work.Task) { x.CheckerID = boss }, anna, "nghỉ phép", 0, fine},
		{"done", as(anna), inState(work.Done), chi, "nghỉ phép", 0, stale},
		{"passed", as(anna), inState(work.Checked), chi, "nghỉ phép", 0, stale},
		{"closed", as(anna), inState(work.Closed), chi, "nghỉ phép", 0, stale},
		{"cancelled", as(anna), inState(work.Cancelled), chi, "nghỉ phép", 0, stale},
		{"from a stale list", as(anna), nil, chi, "nghỉ phép", 1, stale},
		{"to its checker", as(anna), nil, anna, "nghỉ phép", 0, conflict},
		{"to another unit", as(anna), nil, em, "nghỉ phép", 0, notFound},
		{"from another unit", as(anna), in20, chi, "nghỉ phép", 0, notFound},
		{"by the other head", as(dung), nil, em, "nghỉ phép", 0, notFound},
		{"by a leader of 20", leaderOf(20), nil, em, "nghỉ phép", 0, notFound},
		{"across units by the leader", as(boss), nil, em, "nghỉ phép", 0, fine},
		{"the own task", as(anna), led, chi, "nghỉ phép", 0, forbidden},
		{"her task by the leader", as(boss), led, chi, "nghỉ phép", 0, fine},
		{"to who has left", as(boss), nil, chief, "nghỉ phép", 0, "invalid to"},
		{"to nobody", as(anna), nil, 0, "nghỉ phép", 0, "invalid to"},
		{"without a reason", as(anna), nil, chi, " ", 0, "invalid why"},
		{"by a cadre", as(binh), nil, chi, "nghỉ phép", 0, forbidden},
		{"by the auditor", holding(access.Auditor), nil, chi, "nghỉ phép", 0, forbidden},
	} {
		t.Run(x.name, func(t *testing.T) {
			id := o.task(x.change)
			o.write(helps(id, x.to+boolean(x.to == 0)*chi))
			before := o.at(id)
			picked := []work.Picked{{ID: id, Version: 1 + x.stale}, {ID: id, Version: 1 + x.stale}}
			expect(t, x.name, o.HandOver(t.Context(), x.actor, picked, x.to, x.why), x.want)
			got := o.at(id)
			if x.want != fine {
				if got.LeadID != before.LeadID || got.Version != 1 {
					t.Errorf("refused, it changed: %+v", got)
				}
				return
			}
			unit := map[int64]int64{chi: 2, anna: 2, em: 20}[x.to]
			if got.LeadID != x.to || got.UnitID != unit || got.State != before.State || got.Version != 2 {
				t.Errorf("handed over: %+v", got)
			}
			if n := o.count(&work.Helper{}, "task_id = ?", id); n != 0 {
				t.Error("the new lead helps as well")
			}
			if n := o.count(&work.Event{}, "task_id = ? AND kind = ? AND text LIKE ?", id, work.EventHandOver,
				"%: nghỉ phép"); n != 1 {
				t.Errorf("%d lines of history", n)
			}
		})
	}
	expect(t, "nothing chosen", o.HandOver(t.Context(), as(anna), nil, chi, "nghỉ phép"), invalid)
}

func boolean(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// TestHandingOverIsAllOrNothing: one task that cannot go keeps the others.
func TestHandingOverIsAllOrNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, done := o.task(nil), o.task(inState(work.Done))
	picked := []work.Picked{{ID: first, Version: 1}, {ID: done, Version: 1}}
	expect(t, "both", o.HandOver(t.Context(), as(anna), picked, chi, "nghỉ phép"), stale)
	if got := o.at(first); got.LeadID != binh {
		t.Error("half of the tasks were handed over")
	}
}

// TestClosingSeveral closes what has passed and is as the list showed it; the rest stays.
func TestClosingSeveral(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-22")
	passed := o.task(inState(work.Checked))
	changed := o.task(func(x *work.Task) { x.State, x.Version = work.Checked, 2 })
	open := o.task(inState(work.Done))
	own := o.task(func(x *work.Task) { x.State, x.LeadID, x.CheckerID = work.Checked, anna, boss })
	var picked []work.Picked
	for _, id := range []int64{open, passed, passed, changed, own} {
		picked = append(picked, work.Picked{ID: id, Version: 1})
	}
	n, err := o.CloseAll(t.Context(), as(anna), picked)
	if err != nil || n != 1 {
		t.Fatalf("%d were closed: %v", n, err)
	}
	if got := o.at(passed); got.State != work.Closed || got.ClosedOn != "2027-03-22" || got.Version != 2 {
		t.Errorf("closed: %+v", got)
	}
	for id, state := range map[int64]work.State{changed: work.Checked, open: work.Done, own: work.Checked} {
		if got := o.at(id); got.State != state {
			t.Errorf("task %d is %s, want %s", id, got.State, state)
		}
	}
	for _, x := range []struct {
		who   string
		actor access.Actor
		want  string
	}{
		{"a cadre", as(binh), forbidden},
		{"the auditor", holding(access.Auditor), forbidden},
		{"the other head", as(dung), notFound},
	} {
		_, err := o.CloseAll(t.Context(), x.actor, []work.Picked{{ID: own, Version: 1}})
		expect(t, x.who, err, x.want)
	}
	if n, err := o.CloseAll(t.Context(), as(boss), []work.Picked{{ID: own, Version: 1}}); err != nil || n != 1 {
		t.Errorf("the leader closes An's: %d %v", n, err)
	}
	_, err = o.CloseAll(t.Context(), as(anna), nil)
	expect(t, "nothing chosen", err, invalid)
}

// TestStandardProducts: the committee keeps them, under versions, each name once; the weights have bounds.
func TestStandardProducts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	committee := holding(access.Committee)
	for _, x := range []struct {
		name    string
		actor   access.Actor
		product work.Product
		want    string
	}{
		{"the least weight", committee, work.Product{Name: "Tờ trình", Weight: 0.1}, fine},
		{"the largest", committee, work.Product{Name: "Đề án", Weight: 20}, fine},
		{"less", committee, work.Product{Name: "Công văn", Weight: 0.09}, "invalid weight"},
		{"more", committee, work.Product{Name: "Công văn", Weight: 20.1}, "invalid weight"},
		{"no weight", committee, work.Product{Name: "Công văn", Weight: -1}, "invalid weight"},
		{"a name taken", committee, work.Product{Name: " Đề  án ", Weight: 2}, "invalid name"},
		{"no name", committee, work.Product{Name: "x", Weight: 2}, "invalid name"},
		{"a head", as(anna), work.Product{Name: "Công văn", Weight: 1}, forbidden},
		{"the leader", as(boss), work.Product{Name: "Công văn", Weight: 1}, forbidden},
	} {
		expect(t, x.name, o.CreateProduct(ctx, x.actor, x.product), x.want)
	}
	var p work.Product
	o.must(o.Store.Read(ctx).Where("name = ?", "Đề án").Take(&p).Error)
	if !p.Active {
		t.Error("a new product is not in use")
	}
	p.Weight, p.Active = 12, false
	expect(t, "saved", o.SaveProduct(ctx, committee, p), fine)
	p.Weight = 5
	expect(t, "from a stale page", o.SaveProduct(ctx, committee, p), stale)
	p.Version, p.Name = 2, "Tờ trình"
	expect(t, "another's name", o.SaveProduct(ctx, committee, p), "invalid name")
	expect(t, "a head saves", o.SaveProduct(ctx, as(anna), p), forbidden)
	list, err := o.Products(ctx, as(anna))
	o.must(err)
	if len(list.Products) != 2 || list.Products[1].Name != "Đề án" || list.Products[1].Weight != 12 || list.MayEdit {
		t.Errorf("those in use come first: %+v", list)
	}
	if list, err = o.Products(ctx, committee); err != nil || !list.MayEdit {
		t.Errorf("the committee edits: %+v %v", list, err)
	}
	_, err = o.Products(ctx, holding(access.Clerk))
	expect(t, "the clerk", err, forbidden)
}

// TestShippedProducts come once, into an empty catalogue.
func TestShippedProducts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.must(o.Install(t.Context()))
	n := o.count(&work.Product{}, "active AND legal <> '' AND weight >= 0.1")
	if n == 0 || n != o.count(&work.Product{}, "TRUE") {
		t.Errorf("%d shipped products", n)
	}
	o.must(o.Install(t.Context()))
	if again := o.count(&work.Product{}, "TRUE"); again != n {
		t.Errorf("installed twice they are %d", again)
	}
}
