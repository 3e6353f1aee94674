package work_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/work"
)

// programme puts a programme of a unit into a state, with one item of Bình's from March to May.
func (o *office) programme(unit int64, state work.ProgrammeState) (p work.Programme, item work.Item) {
	o.t.Helper()
	p = work.Programme{UnitID: unit, Year: 2027, Title: "Chương trình", State: state, SubmittedBy: as(anna).AccountID}
	o.write(create(&p))
	item = work.Item{
		ProgrammeID: p.ID,
		Title:       "Rà soát quy chế",
		Product:     "Kế hoạch",
		Weight:      3,
		LeadID:      binh,
		CheckerID:   anna,
		FirstMonth:  3,
		LastMonth:   5,
	}
	if state == work.Approved {
		item.PlannedFirst, item.PlannedLast = 3, 5
	}
	o.write(create(&item))
	return p, item
}

// fresh is an office with one programme.
func fresh(t *testing.T, unit int64, state work.ProgrammeState) (*office, work.Programme, work.Item) {
	t.Helper()
	o := newOffice(t)
	p, item := o.programme(unit, state)
	return o, p, item
}

// TestStartingAProgramme: one a year and unit, by who plans there, up to next year.
func TestStartingAProgramme(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name  string
		actor access.Actor
		unit  int64
		year  int
		want  string
	}{
		{"the own unit", as(anna), 2, 2027, fine},
		{"again", as(anna), 2, 2027, conflict},
		{"next year", as(anna), 2, 2028, fine},
		{"the year after", as(anna), 2, 2029, "invalid year"},
		{"long ago", as(anna), 2, 1999, "invalid year"},
		{"another unit", as(anna), 20, 2027, notFound},
		{"the unit above", as(anna), 1, 2027, notFound},
		{"no unit", as(anna), 99, 2027, notFound},
		{"a leader of 2 in 20", leaderOf(2), 20, 2027, notFound},
		{"the committee", holding(access.Committee), 20, 2027, fine},
		{"a cadre", as(binh), 2, 2026, forbidden},
		{"the auditor", holding(access.Auditor), 1, 2027, forbidden},
	} {
		_, err := o.StartProgramme(t.Context(), x.actor, x.unit, x.year)
		expect(t, x.name, err, x.want)
	}
}

// TestStepsOfAProgramme: who, from which state; nobody approves what he submitted.
func TestStepsOfAProgramme(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	submitter := leaderOf(1)
	submitter.AccountID = as(anna).AccountID
	for _, x := range []struct {
		name  string
		actor access.Actor
		unit  int64
		state work.ProgrammeState
		to    work.ProgrammeState
		want  string
	}{
		{"the head submits", as(anna), 2, work.Draft, work.Submitted, fine},
		{"the committee submits", holding(access.Committee), 2, work.Draft, work.Submitted, fine},
		{"the other head submits", as(dung), 2, work.Draft, work.Submitted, notFound},
		{"a head of 2 submits that of 20", as(anna), 20, work.Draft, work.Submitted, notFound},
		{"a cadre submits", as(binh), 2, work.Draft, work.Submitted, forbidden},
		{"a head of 2 submits the body's", as(anna), 1, work.Draft, work.Submitted, forbidden},
		{"submitted again", as(anna), 2, work.Submitted, work.Submitted, stale},
		{"an approved one submitted", as(anna), 2, work.Approved, work.Submitted, stale},
		{"the leader approves", as(boss), 2, work.Submitted, work.Approved, fine},
		{"a leader of 2 approves", leaderOf(2), 2, work.Submitted, work.Approved, fine},
		{"a leader of 2 approves that of 20", leaderOf(2), 20, work.Submitted, work.Approved, notFound},
		{"a leader of 20 approves", leaderOf(20), 2, work.Submitted, work.Approved, notFound},
		{"a leader of 2 approves the body's", leaderOf(2), 1, work.Submitted, work.Approved, notFound},
		{"the head approves", as(anna), 2, work.Submitted, work.Approved, forbidden},
		{"the committee approves", holding(access.Committee), 2, work.Submitted, work.Approved, forbidden},
		{"who submitted approves", submitter, 2, work.Submitted, work.Approved, conflict},
		{"a draft approved", as(boss), 2, work.Draft, work.Approved, stale},
		{"approved again", as(boss), 2, work.Approved, work.Approved, stale},
		{"the leader returns", as(boss), 2, work.Submitted, work.Draft, fine},
		{"who submitted returns", submitter, 2, work.Submitted, work.Draft, fine},
		{"the head returns", as(anna), 2, work.Submitted, work.Draft, forbidden},
		{"an approved one returned", as(boss), 2, work.Approved, work.Draft, stale},
		{"no step", as(boss), 2, work.Submitted, "closed", invalid},
	} {
		t.Run(x.name, func(t *testing.T) {
			o.write(clean)
			p, _ := o.programme(x.unit, x.state)
			page, seen := o.Programme(t.Context(), x.actor, p.ID, 0)
			step := work.ProgrammeStep{To: x.to, Why: "vì"}
			expect(t, "from a stale page", o.StepProgramme(t.Context(), x.actor, p.ID, 2, step), worse(x.want))
			expect(t, x.name, o.StepProgramme(t.Context(), x.actor, p.ID, 1, step), x.want)
			may := map[work.ProgrammeState]bool{
				work.Submitted: page.MaySubmit, work.Approved: page.MayApprove, work.Draft: page.MayReturn,
			}[x.to]
			if seen == nil && may != (x.want == fine) {
				t.Errorf("the page offers it: %v", may)
			}
		})
	}
}

// worse is the answer to the same from a stale page.
func worse(want string) string {
	if want == fine {
		return stale
	}
	return want
}

// TestAnApprovalKeepsTheMonths of the items, with who approved it and when; a return says why.
func TestAnApprovalKeepsTheMonths(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Draft)
	ctx := t.Context()
	step := func(who access.Actor, version int64, to work.ProgrammeState, why string) {
		t.Helper()
		o.must(o.StepProgramme(ctx, who, p.ID, version, work.ProgrammeStep{To: to, Why: why}))
	}
	expect(t, "a return without a reason",
		o.StepProgramme(ctx, as(boss), p.ID, 1, work.ProgrammeStep{To: work.Draft}), "invalid why")
	step(as(anna), 1, work.Submitted, "")
	step(as(boss), 2, work.Draft, "Thiếu kinh phí")
	page, err := o.Programme(ctx, as(anna), p.ID, 0)
	o.must(err)
	if page.Returned != "Thiếu kinh phí" || page.ApprovedOn != "" || page.List[0].PlannedFirst != 0 {
		t.Errorf("returned: %+v", page.Programme)
	}
	step(as(anna), 3, work.Submitted, "")
	step(as(boss), 4, work.Approved, "")
	if page, err = o.Programme(ctx, as(anna), p.ID, 0); err != nil {
		t.Fatal(err)
	}
	kept := page.List[0]
	if page.ApprovedBy != "Đỗ Văn Bảo" || page.ApprovedOn != "2027-03-01" || page.Returned != "" ||
		kept.PlannedFirst != 3 || kept.PlannedLast != 5 {
		t.Errorf("approved: %+v %+v", page.Programme, kept)
	}
	item.Version, item.FirstMonth, item.LastMonth = 1, 4, 6
	o.must(o.SaveItem(ctx, as(anna), p.ID, item))
	if page, err = o.Programme(ctx, as(anna), p.ID, 0); err != nil {
		t.Fatal(err)
	}
	if kept = page.List[0]; kept.PlannedFirst != 3 || kept.PlannedLast != 5 || kept.FirstMonth != 4 || !kept.Shifted() {
		t.Errorf("moved after it: %+v", kept)
	}
	empty, err := o.StartProgramme(ctx, as(dung), 20, 2027)
	o.must(err)
	expect(t, "without items",
		o.StepProgramme(ctx, as(dung), empty, 1, work.ProgrammeStep{To: work.Submitted}), conflict)
}

// TestItemsAreChecked: each field has its bounds.
func TestItemsAreChecked(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Draft)
	for _, x := range []struct {
		name, want string
		change     func(*work.Item)
	}{
		{"as it is", fine, func(*work.Item) {}},
		{"no title", "invalid title", func(i *work.Item) { i.Title = "ab" }},
		{"too long a title", "invalid title", func(i *work.Item) { i.Title = strings.Repeat("ê", 301) }},
		{"no product", "invalid product", func(i *work.Item) { i.Product = "" }},
		{"the largest weight", fine, func(i *work.Item) { i.Weight = 20 }},
		{"more", "invalid weight", func(i *work.Item) { i.Weight = 20.5 }},
		{"less", "invalid weight", func(i *work.Item) { i.Weight = 0 }},
		{"the whole year", fine, func(i *work.Item) { i.FirstMonth, i.LastMonth = 1, 12 }},
		{"month 0", "invalid last_month", func(i *work.Item) { i.FirstMonth = 0 }},
		{"month 13", "invalid last_month", func(i *work.Item) { i.LastMonth = 13 }},
		{"ends before it begins", "invalid last_month", func(i *work.Item) { i.FirstMonth, i.LastMonth = 5, 4 }},
		{"one month", fine, func(i *work.Item) { i.FirstMonth, i.LastMonth = 5, 5 }},
		{"no lead", "invalid lead", func(i *work.Item) { i.LeadID = 0 }},
		{"no checker", "invalid checker", func(i *work.Item) { i.CheckerID = 0 }},
		{"the lead checks", "invalid checker", func(i *work.Item) { i.CheckerID = i.LeadID }},
	} {
		t.Run(x.name, func(t *testing.T) {
			made := item
			x.change(&made)
			expect(t, "new", o.CreateItem(t.Context(), as(anna), p.ID, made), x.want)
			made.Version = o.item(item.ID).Version
			expect(t, "saved", o.SaveItem(t.Context(), as(anna), p.ID, made), x.want)
		})
	}
}

func (o *office) item(id int64) (i work.Item) {
	o.t.Helper()
	o.must(o.Store.Read(o.t.Context()).Where("id = ?", id).Take(&i).Error)
	return i
}

// changes of a programme's items, from a version of the item; of the programme for giving out.
var changes = map[string]func(o *office, a access.Actor, p work.Programme, i work.Item, version int64) error{
	"add": func(o *office, a access.Actor, p work.Programme, i work.Item, _ int64) error {
		return o.CreateItem(o.t.Context(), a, p.ID, i)
	},
	"save": func(o *office, a access.Actor, p work.Programme, i work.Item, version int64) error {
		i.Version, i.Title = version, "Tên khác"
		return o.SaveItem(o.t.Context(), a, p.ID, i)
	},
	"move": func(o *office, a access.Actor, p work.Programme, i work.Item, version int64) error {
		return o.MoveItem(o.t.Context(), a, p.ID, i.ID, version, work.Move{First: 6})
	},
	"drop": func(o *office, a access.Actor, p work.Programme, i work.Item, version int64) error {
		return o.DropItem(o.t.Context(), a, p.ID, i.ID, version)
	},
	"give out": func(o *office, a access.Actor, p work.Programme, i work.Item, version int64) error {
		_, err := o.GiveOut(o.t.Context(), a, p.ID, version, map[int64]string{i.ID: "31/05/2027"})
		return err
	},
}

// TestWhoChangesItems: who plans in the unit, while the programme does not wait for its approval, and never
// from a stale page.
func TestWhoChangesItems(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name  string
		actor access.Actor
		unit  int64
		state work.ProgrammeState
		want  string
	}{
		{"the head, a draft", as(anna), 2, work.Draft, fine},
		{"the head, an approved one", as(anna), 2, work.Approved, fine},
		{"the head, a submitted one", as(anna), 2, work.Submitted, conflict},
		{"the leader", as(boss), 2, work.Draft, fine},
		{"a leader of 20", leaderOf(20), 2, work.Draft, notFound},
		{"the other head", as(dung), 2, work.Draft, notFound},
		{"a head of 2 in 20", as(anna), 20, work.Draft, notFound},
		{"a head of 2 in the body's, which is seen", as(anna), 1, work.Draft, forbidden},
		{"a cadre", as(binh), 2, work.Draft, forbidden},
		{"the auditor", holding(access.Auditor), 2, work.Draft, forbidden},
	} {
		t.Run(x.name, func(t *testing.T) {
			for name, do := range changes {
				o.write(clean)
				p, item := o.programme(x.unit, x.state)
				page, seen := o.Programme(t.Context(), x.actor, p.ID, 0)
				want := x.want
				switch { // rules of single changes
				case want == fine && name == "give out" && x.state != work.Approved:
					want = conflict
				case want == fine && name == "drop" && x.state == work.Approved:
					want = conflict
				}
				if name != "add" {
					expect(t, name+" from a stale page", do(o, x.actor, p, item, 2), worse(want))
				}
				expect(t, name, do(o, x.actor, p, item, 1), want)
				if seen != nil {
					continue
				}
				if name == "save" && page.MayEdit != (want == fine) {
					t.Errorf("the page offers to edit: %v", page.MayEdit)
				}
				if name == "give out" && page.MayGiveOut != (want == fine) {
					t.Errorf("the page offers to give out: %v", page.MayGiveOut)
				}
			}
		})
	}
}

// TestAChangeOutdatesThePage of the programme: nobody submits other items than he saw.
func TestAChangeOutdatesThePage(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Draft)
	o.must(o.MoveItem(t.Context(), as(anna), p.ID, item.ID, 1, work.Move{Last: 7}))
	expect(t, "submitting from the page before",
		o.StepProgramme(t.Context(), as(anna), p.ID, 1, work.ProgrammeStep{To: work.Submitted}), stale)
	if got := o.item(item.ID); got.FirstMonth != 3 || got.LastMonth != 7 || got.Version != 2 {
		t.Errorf("moved: %+v", got)
	}
	for _, m := range []work.Move{{}, {First: 13}, {Last: 13}, {First: -1}} {
		expect(t, fmt.Sprint(m), o.MoveItem(t.Context(), as(anna), p.ID, item.ID, 2, m), "invalid first_month")
	}
	other, _ := o.programme(20, work.Draft)
	expect(t, "an item of another programme",
		o.MoveItem(t.Context(), as(dung), other.ID, item.ID, 2, work.Move{First: 1}), notFound)
}

// TestWhatMayBeDropped: not what was approved, nor what has become a task.
func TestWhatMayBeDropped(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Draft)
	o.task(func(x *work.Task) { x.Source, x.SourceID, x.State = work.FromProgramme, item.ID, work.Cancelled })
	expect(t, "an item with a task", o.DropItem(t.Context(), as(anna), p.ID, item.ID, 1), conflict)
	o.task(func(x *work.Task) { x.Source, x.SourceID = work.FromDocument, item.ID+1 })
	o.must(o.CreateItem(t.Context(), as(anna), p.ID, item))
	expect(t, "one whose number a document has", o.DropItem(t.Context(), as(anna), p.ID, item.ID+1, 1), fine)
	if n := o.count(&work.Item{}, "programme_id = ?", p.ID); n != 1 {
		t.Errorf("%d items are left", n)
	}
}

// TestGivingOut makes a task of each chosen item, once, or none.
func TestGivingOut(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Approved)
	ctx := t.Context()
	give := func(version int64, due map[int64]string) error {
		_, err := o.GiveOut(ctx, as(anna), p.ID, version, due)
		return err
	}
	expect(t, "nothing", give(1, nil), invalid)
	expect(t, "an item that is not there", give(1, map[int64]string{item.ID: "31/05/2027", 999: "31/05/2027"}), stale)
	expect(t, "due yesterday", give(1, map[int64]string{item.ID: "28/02/2027"}), "invalid due")
	if n := o.count(&work.Task{}, "TRUE"); n != 0 {
		t.Fatalf("refused, it made %d tasks", n)
	}
	expect(t, "the item", give(1, map[int64]string{item.ID: "31/05/2027"}), fine)
	expect(t, "again", give(2, map[int64]string{item.ID: "31/05/2027"}), conflict)
	var made work.Task
	o.must(o.Store.Read(ctx).Take(&made).Error)
	if made.Title != item.Title || made.Product != item.Product || made.Weight != 3 || made.LeadID != binh ||
		made.CheckerID != anna || made.Due != "2027-05-31" || made.Source != work.FromProgramme ||
		made.SourceID != item.ID || made.SourceNote != p.Title {
		t.Errorf("%+v", made)
	}
	page, err := o.Task(ctx, as(binh), made.ID)
	o.must(err)
	if page.ProgrammeID != p.ID {
		t.Errorf("it comes from programme %d", page.ProgrammeID)
	}
	// Once its task is cancelled it may be given out again.
	o.must(o.Cancel(ctx, as(anna), made.ID, 1, "rút"))
	expect(t, "after a cancelled task", give(2, map[int64]string{item.ID: "31/05/2027"}), fine)
}

// TestGivingOutToAnotherUnit: the lead has left for unit 20, out of the head's reach.
func TestGivingOutToAnotherUnit(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Approved)
	o.leave(binh, 20)
	_, err := o.GiveOut(t.Context(), as(anna), p.ID, 1, map[int64]string{item.ID: "31/05/2027"})
	expect(t, "by the head", err, notFound)
	_, err = o.GiveOut(t.Context(), as(boss), p.ID, 1, map[int64]string{item.ID: "31/05/2027"})
	expect(t, "by the leader", err, fine)
}

// TestItemsWithTheirTasks: cancelled tasks do not count, an item is late from the day after.
func TestItemsWithTheirTasks(t *testing.T) {
	t.Parallel()
	o, p, item := fresh(t, 2, work.Approved)
	of := func(state work.State, due, closed string) {
		o.task(func(x *work.Task) {
			x.Source, x.SourceID, x.State, x.Due, x.ClosedOn = work.FromProgramme, item.ID, state, due, closed
		})
	}
	of(work.Closed, "2027-03-10", "2027-03-09")
	of(work.Closed, "2027-03-10", "2027-03-11")
	of(work.Accepted, "2027-03-20", "")
	of(work.Cancelled, "2027-03-02", "")
	o.task(func(x *work.Task) { x.Source, x.SourceID = work.FromDocument, item.ID })
	for day, late := range map[string]int{"2027-03-20": 0, "2027-03-21": 1} {
		o.on(day)
		page, err := o.Programme(t.Context(), as(anna), p.ID, 3)
		o.must(err)
		got := page.List[0]
		if got.Tasks != 3 || got.Closed != 2 || got.Late != late || got.FirstAssigned != "2027-03-01" ||
			got.LastClosed != "2027-03-11" || got.Lead != "Phạm Văn Bình" || got.Checker != "Trần Thị An" {
			t.Errorf("on %s: %+v", day, got)
		}
		if len(page.Proposal.Late) != late || len(page.Proposal.Items) != 0 || page.Month != 3 {
			t.Errorf("on %s the draft: %+v", day, page.Proposal)
		}
	}
	list, err := o.Programmes(t.Context(), as(anna), 2027)
	o.must(err)
	if x := list.List[0]; x.Items != 1 || x.ItemsDone != 0 {
		t.Errorf("in the list: %d of %d done", x.ItemsDone, x.Items)
	}
	of(work.Closed, "2027-03-10", "2027-03-09")
	o.write(closeAll)
	if list, err = o.Programmes(t.Context(), as(anna), 2027); err != nil || list.List[0].ItemsDone != 1 {
		t.Errorf("all closed: %+v %v", list.List, err)
	}
}

// TestWhoSeesProgrammes: within reach, of the own unit and of those above it.
func TestWhoSeesProgrammes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ids := map[int64]int64{}
	for _, unit := range []int64{1, 2, 20} {
		p, _ := o.programme(unit, work.Draft)
		ids[unit] = p.ID
	}
	for _, x := range []struct {
		who   string
		actor access.Actor
		units string
	}{
		{"a cadre of 2", as(binh), "1 2"},
		{"the head of 2", as(anna), "1 2"},
		{"a cadre of 20", as(em), "1 20"},
		{"somebody of the top", as(chief), "1"},
		{"the leader", as(boss), "1 2 20"},
		{"a leader of 2", leaderOf(2), "2"},
		{"a leader of 20", leaderOf(20), "20"},
		{"the auditor", holding(access.Auditor), "1 2 20"},
	} {
		list, err := o.Programmes(t.Context(), x.actor, 2027)
		o.must(err)
		var got []string
		for _, p := range list.List {
			got = append(got, fmt.Sprint(p.UnitID))
		}
		if strings.Join(got, " ") != x.units {
			t.Errorf("%s sees those of %v, want %s", x.who, got, x.units)
		}
		for unit, id := range ids {
			_, err := o.Programme(t.Context(), x.actor, id, 0)
			want := notFound
			if strings.Contains(" "+x.units+" ", fmt.Sprintf(" %d ", unit)) {
				want = fine
			}
			expect(t, fmt.Sprintf("%s, that of %d", x.who, unit), err, want)
		}
	}
	_, err := o.Programmes(t.Context(), holding(access.Clerk), 2027)
	expect(t, "the clerk", err, forbidden)
	if list, err := o.Programmes(t.Context(), as(anna), 2026); err != nil || len(list.List) != 0 {
		t.Errorf("another year: %+v %v", list.List, err)
	}
	_, err = o.Programme(t.Context(), as(binh), ids[2], 13)
	expect(t, "a month that is none, for who gives nothing out", err, fine)
	o.write(approveAll)
	if _, err = o.Programme(t.Context(), as(anna), ids[2], 13); answer(err) != answer(fault.ErrNotFound) {
		t.Errorf("a month that is none: %v", err)
	}
}
