package work_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/store"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// TestWhoSeesWhichTasks: within reach, and those one leads, checks, assigned or helps with; unit 20 is not part
// of unit 2.
func TestWhoSeesWhichTasks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	two, twenty := o.task(nil), o.task(in20)
	assigner := int64(chief)
	assigned := o.task(func(x *work.Task) { in20(x); x.AssignerID = &assigner })
	checked := o.task(func(x *work.Task) { in20(x); x.CheckerID = chi })
	helped := o.task(in20)
	o.write(helps(helped, binh))
	nobody := access.Actor{AccountID: 7, Grants: []access.Grant{{Role: access.Cadre}}}
	for _, x := range []struct {
		who   string
		actor access.Actor
		sees  []int64
	}{
		{"the lead, who helps with another", as(binh), []int64{two, helped}},
		{"the head of 2", as(anna), []int64{two}},
		{"the head of 20", as(dung), []int64{twenty, assigned, checked, helped}},
		{"a leader of 2", leaderOf(2), []int64{two}},
		{"a leader of 20", leaderOf(20), []int64{twenty, assigned, checked, helped}},
		{"who assigned one", as(chief), []int64{assigned}},
		{"who checks one", as(chi), []int64{checked}},
		{"the leader", as(boss), []int64{two, twenty, assigned, checked, helped}},
		{"the committee", holding(access.Committee), []int64{two, twenty, assigned, checked, helped}},
		{"the auditor", holding(access.Auditor), []int64{two, twenty, assigned, checked, helped}},
	} {
		list, err := o.Tasks(t.Context(), x.actor, work.Filter{Sort: "due"})
		o.must(err)
		var got []int64
		for _, task := range list.Tasks {
			got = append(got, task.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, x.sees) || list.Total != len(x.sees) || list.Counts.Open != len(x.sees) {
			t.Errorf("%s lists %v of %d, want %v", x.who, got, list.Total, x.sees)
		}
		for _, id := range []int64{two, twenty, assigned, checked, helped} {
			_, err := o.Task(t.Context(), x.actor, id)
			want := notFound
			if slices.Contains(x.sees, id) {
				want = fine
			}
			expect(t, fmt.Sprintf("%s, task %d", x.who, id), err, want)
		}
	}
	for who, actor := range map[string]access.Actor{
		"the clerk":                holding(access.Clerk),
		"the admin":                holding(access.Admin),
		"a cadre without a person": nobody,
	} {
		_, err := o.Tasks(t.Context(), actor, work.Filter{})
		expect(t, who, err, forbidden)
		_, err = o.Task(t.Context(), actor, two)
		expect(t, who+", a page", err, forbidden)
	}
}

// TestFilters narrow the list; the figures speak of all states within the rest of the filter.
func TestFilters(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-21")
	put := func(title string, change func(*work.Task)) int64 {
		return o.task(func(x *work.Task) {
			x.Title, x.Due = title, "2027-03-31"
			change(x)
		})
	}
	put("new", func(x *work.Task) { x.Weight = 9 })
	put("due today", func(x *work.Task) { x.State, x.Due = work.Accepted, "2027-03-21" })
	put("late", func(x *work.Task) { x.State, x.Due, x.LeadID = work.Accepted, "2027-03-20", chi })
	put("waiting", func(x *work.Task) { x.State, x.DoneOn, x.Source = work.Done, "2027-03-10", work.FromDocument })
	put("passed", func(x *work.Task) { x.State, x.LeadID, x.CheckerID = work.Checked, anna, boss })
	put("closed", func(x *work.Task) { x.State = work.Closed })
	put("closed late", func(x *work.Task) { x.State, x.Delays = work.Closed, 1 })
	put("closed, excused", func(x *work.Task) { x.State, x.Excused = work.Closed, 1 })
	put("cancelled", func(x *work.Task) { x.State = work.Cancelled })
	helped := put("helped", func(x *work.Task) { in20(x) })
	o.write(helps(helped, anna))
	counts := work.Counts{Open: 6, Late: 1, Waiting: 1, Closed: 3, Delayed: 1}
	for _, x := range []struct {
		name   string
		filter work.Filter
		want   string
		counts work.Counts
	}{
		{"open ones", work.Filter{}, "late, due today, helped, new, passed, waiting", counts},
		{"all", work.Filter{State: work.AnyState},
			"late, due today, helped, new, passed, waiting, cancelled, closed, closed late, closed, excused", counts},
		{"closed", work.Filter{State: work.Closed}, "closed, closed late, closed, excused", counts},
		{"late", work.Filter{Late: true}, "late", counts},
		{"late and closed", work.Filter{Late: true, State: work.Closed}, "", counts},
		{"mine", work.Filter{Whose: work.Mine}, "passed", work.Counts{Open: 1}},
		{"checking", work.Filter{Whose: work.Checking, State: work.Done}, "waiting",
			work.Counts{Open: 4, Late: 1, Waiting: 1, Closed: 3, Delayed: 1}},
		{"helping", work.Filter{Whose: work.Helping}, "helped", work.Counts{Open: 1}},
		{"of a unit", work.Filter{UnitID: 20}, "helped", work.Counts{Open: 1}},
		{"of a lead", work.Filter{LeadID: chi}, "late", work.Counts{Open: 1, Late: 1}},
		{"of a source", work.Filter{Source: work.FromDocument}, "waiting", work.Counts{Open: 1, Waiting: 1}},
		{"by words", work.Filter{Query: " DUE "}, "due today", work.Counts{Open: 1}},
		{"by the lead's name", work.Filter{Query: "ngo thi"}, "late", work.Counts{Open: 1, Late: 1}},
		{"by words that are nowhere", work.Filter{Query: "xyz"}, "", work.Counts{}},
		{"unknown words of the address", work.Filter{Whose: "x", State: "x", Source: "x", Sort: "x"},
			"late, due today, helped, new, passed, waiting, cancelled, closed, closed late, closed, excused", counts},
	} {
		t.Run(x.name, func(t *testing.T) {
			list, err := o.Tasks(t.Context(), as(anna), x.filter)
			o.must(err)
			got := strings.Split(titles(list.Tasks), ", ")
			want := strings.Split(x.want, ", ")
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) || list.Counts != x.counts {
				t.Errorf("%v, %+v\nwant %v, %+v", got, list.Counts, want, x.counts)
			}
		})
	}
}

// TestOrders: what is late first, unless another order is asked for.
func TestOrders(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-21")
	for _, x := range []work.Task{
		{Title: "ccc", LeadID: binh, Due: "2027-03-25", Weight: 1, Priority: work.Low, State: work.Assigned},
		{Title: "aaa", LeadID: chi, Due: "2027-03-25", Weight: 3, Priority: work.Urgent, State: work.Assigned},
		{Title: "ddd", LeadID: anna, Due: "2027-03-20", Weight: 2, Priority: work.Low, State: work.Accepted},
		{Title: "bbb", LeadID: binh, Due: "2027-03-01", Weight: 4, Priority: work.Low, State: work.Closed},
		{Title: "eee", LeadID: binh, Due: "2027-03-02", Weight: 5, Priority: work.Low, State: work.Done},
	} {
		o.task(func(y *work.Task) {
			if x.LeadID == anna {
				y.CheckerID = boss
			}
			y.Title, y.LeadID, y.Due, y.Weight, y.Priority, y.State = x.Title, x.LeadID, x.Due, x.Weight, x.Priority, x.State
		})
	}
	for sort, want := range map[string][2]string{
		"":       {"ddd, eee, aaa, ccc, bbb", "ddd, eee, aaa, ccc, bbb"},
		"title":  {"aaa, bbb, ccc, ddd, eee", "eee, ddd, ccc, bbb, aaa"},
		"lead":   {"ddd, bbb, eee, ccc, aaa", "aaa, bbb, eee, ccc, ddd"},
		"due":    {"bbb, eee, ddd, aaa, ccc", "aaa, ccc, ddd, eee, bbb"},
		"weight": {"ccc, ddd, aaa, bbb, eee", "eee, bbb, aaa, ddd, ccc"},
		"id; x":  {"ddd, eee, aaa, ccc, bbb", "ddd, eee, aaa, ccc, bbb"},
	} {
		for i, desc := range []bool{false, true} {
			list, err := o.Tasks(t.Context(), as(boss), work.Filter{State: work.AnyState, Sort: sort, Desc: desc})
			o.must(err)
			if got := titles(list.Tasks); got != want[i] {
				t.Errorf("by %q, down %v: %s, want %s", sort, desc, got, want[i])
			}
		}
	}
}

// TestPages of the list hold fifty each.
func TestPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range work.PageSize + 1 {
		o.task(nil)
	}
	for page, want := range map[int]int{0: 50, 1: 1, 2: 0} {
		list, err := o.Tasks(t.Context(), as(anna), work.Filter{Page: page})
		o.must(err)
		if len(list.Tasks) != want || list.Total != 51 {
			t.Errorf("page %d holds %d of %d", page, len(list.Tasks), list.Total)
		}
	}
	if list, err := o.Tasks(t.Context(), as(anna), work.Filter{All: true, Page: 1}); err != nil ||
		len(list.Tasks) != 51 {
		t.Errorf("the board holds %d: %v", len(list.Tasks), err)
	}
}

// TestOrphans: tasks in work whose lead has left the unit; the head finds and is told of them.
func TestOrphans(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	moved := o.task(inState(work.Accepted))
	o.task(inState(work.Done))
	o.task(func(x *work.Task) { x.LeadID = chi })
	o.task(func(x *work.Task) { x.UnitID, x.CheckerID = 20, dung }) // Bình's, given out in unit 20
	find := func(actor access.Actor) int {
		t.Helper()
		list, err := o.Tasks(t.Context(), actor, work.Filter{Whose: work.Orphaned})
		o.must(err)
		return list.Total
	}
	if n := find(as(anna)); n != 0 {
		t.Errorf("%d are found before anybody left", n)
	}
	o.leave(binh, 20)
	list, err := o.Tasks(t.Context(), as(anna), work.Filter{Whose: work.Orphaned, State: work.Accepted})
	o.must(err)
	if list.Total != 1 || list.Tasks[0].ID != moved {
		t.Errorf("found: %+v", list.Tasks)
	}
	if n := find(as(dung)); n != 0 {
		t.Errorf("%d are found in unit 20, where he works now", n)
	}
	wantTodo(t, o, as(anna), "work.check 1", "work.orphan 1")
	wantTodo(t, o, as(dung))
}

// wantTodo compares what waits for somebody: kinds with their counts.
func wantTodo(t *testing.T, o *office, a access.Actor, want ...string) {
	t.Helper()
	list, err := o.Todo(t.Context(), a)
	o.must(err)
	var got []string
	for _, e := range list {
		got = append(got, fmt.Sprintf("%s %d", e.Kind, e.Count))
		if e.Text.Format == "" || e.Link == "" || e.Do == "" || e.Icon == "" {
			t.Errorf("an entry without its words: %+v", e)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("waits for %s: %v, want %v", a.Name, got, want)
	}
}

// TestWhatWaits: each step for who takes it, and for nobody else.
func TestWhatWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-21")
	o.task(nil)
	o.task(func(x *work.Task) { x.Due = "2027-04-01" })
	o.task(func(x *work.Task) { x.State, x.Due = work.Accepted, "2027-03-20" })
	o.task(func(x *work.Task) { x.State, x.Due = work.Accepted, "2027-03-21" })
	o.task(inState(work.Done))
	o.task(inState(work.Checked))
	o.task(inState(work.Cancelled))
	submitted, _ := o.programme(2, work.Submitted)
	o.programme(20, work.Submitted)
	o.programme(1, work.Draft)
	wantTodo(t, o, as(binh), "work.accept 2", "work.late 1")
	wantTodo(t, o, as(anna), "work.check 1")
	wantTodo(t, o, as(chi))
	wantTodo(t, o, as(boss), "work.approve 1", "work.approve 1")
	wantTodo(t, o, leaderOf(2), "work.approve 1")
	wantTodo(t, o, leaderOf(20), "work.approve 1")
	wantTodo(t, o, holding(access.Committee))
	wantTodo(t, o, holding(access.Clerk))
	submitter := leaderOf(2)
	submitter.AccountID = as(anna).AccountID
	wantTodo(t, o, submitter)
	list, err := o.Todo(t.Context(), as(binh))
	o.must(err)
	if list[0].Due != "2027-03-20" || list[0].Note.String() != "Báo cáo quý" ||
		list[0].Text.String() != "Nhận 2 nhiệm vụ mới giao" || list[0].Link != "/tasks?whose=mine&state=assigned" {
		t.Errorf("%+v", list[0])
	}
	list, err = o.Todo(t.Context(), leaderOf(2))
	o.must(err)
	if list[0].Link != fmt.Sprintf("/programmes/%d", submitted.ID) ||
		list[0].Text.String() != "Duyệt chương trình công tác năm 2027 của Phòng Tổ chức" {
		t.Errorf("%+v", list[0])
	}
}

// TestWhomToGiveWork: people in office within reach, with what they have on the table.
func TestWhomToGiveWork(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-21")
	o.task(func(x *work.Task) { x.State, x.Weight, x.Due = work.Accepted, 1.5, "2027-03-20" })
	o.task(func(x *work.Task) { x.Weight, x.Due = 2, "2027-03-21" })
	o.task(inState(work.Done))
	o.leave(chi, 0)
	names := func(a access.Actor, w work.Whom) string {
		t.Helper()
		offer, err := o.Choices(t.Context(), a, w)
		o.must(err)
		list, err := o.People(t.Context(), a, w)
		o.must(err)
		var offered, loaded []string
		for _, c := range offer.List {
			offered = append(offered, c.Name)
		}
		for _, p := range list {
			loaded = append(loaded, p.Name)
			if p.ID == binh && (p.Open != 2 || p.Late != 1 || p.Weight != 3.5 || p.Unit != "Phòng Tổ chức") {
				t.Errorf("his load: %+v", p)
			}
		}
		if !slices.Equal(offered, loaded) {
			t.Errorf("offered %v, listed %v", offered, loaded)
		}
		return strings.Join(offered, ", ")
	}
	for _, x := range []struct {
		who   string
		actor access.Actor
		whom  work.Whom
		want  string
	}{
		{"the head", as(anna), work.Whom{}, "Trần Thị An, Phạm Văn Bình"},
		{"the other head", as(dung), work.Whom{}, "Bùi Thị Em, Vũ Văn Dũng"},
		{"the head, by name", as(anna), work.Whom{Find: "binh"}, "Phạm Văn Bình"},
		{"by a name elsewhere", as(anna), work.Whom{Find: "dung"}, ""},
		{"by the unit", as(boss), work.Whom{Find: "tai vu"}, "Bùi Thị Em, Vũ Văn Dũng"},
		{"with one who is chosen", as(anna), work.Whom{Find: "binh", Keep: []int64{anna}}, "Trần Thị An, Phạm Văn Bình"},
		{"with one chosen who is out of reach", as(anna), work.Whom{Find: "binh", Keep: []int64{em}}, "Phạm Văn Bình"},
		{"the chosen first", as(anna), work.Whom{Keep: []int64{binh}}, "Phạm Văn Bình, Trần Thị An"},
		{"the leader", as(boss), work.Whom{},
			"Lê Thị Chiến, Đỗ Văn Bảo, Trần Thị An, Phạm Văn Bình, Bùi Thị Em, Vũ Văn Dũng"},
		{"the committee, heads first", holding(access.Committee), work.Whom{},
			"Đỗ Văn Bảo, Trần Thị An, Vũ Văn Dũng, Lê Thị Chiến, Phạm Văn Bình, Bùi Thị Em"},
	} {
		got, want := names(x.actor, x.whom), x.want
		if x.who == "the leader" || x.who == "the other head" || x.who == "by the unit" { // by name within the level
			a, b := strings.Split(got, ", "), strings.Split(want, ", ")
			slices.Sort(a)
			slices.Sort(b)
			got, want = strings.Join(a, ", "), strings.Join(b, ", ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", x.who, got, want)
		}
	}
	_, err := o.Choices(t.Context(), as(binh), work.Whom{})
	expect(t, "a cadre", err, forbidden)
	_, err = o.People(t.Context(), holding(access.Auditor), work.Whom{})
	expect(t, "the auditor", err, forbidden)
}

// TestOffersAreShort: fifty at once, the rest by name.
func TestOffersAreShort(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.write(func(tx *gorm.DB) error {
		for i := range 60 {
			name := fmt.Sprintf("Tổ số %d", i)
			if err := tx.Exec(`INSERT INTO units (id, parent_id, path, name, search_key, kind) VALUES (?, 20, ?, ?, ?, ?)`,
				1000+i, fmt.Sprintf("1/20/%d/", 1000+i), name, fmt.Sprintf("to so %d", i), "department").Error; err != nil {
				return err
			}
			person := int64(2000 + i)
			if err := tx.Exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, ?)`,
				person, name, name, fmt.Sprintf("nguoi so %d", i), "cadre").Error; err != nil {
				return err
			}
			err := tx.Exec(`INSERT INTO posts (person_id, unit_id, title) VALUES (?, ?, ?)`, person, 1000+i, "x").Error
			if err != nil {
				return err
			}
		}
		return nil
	})
	for _, x := range []struct {
		who           string
		actor         access.Actor
		whom          work.Whom
		units, people int
		more, others  bool
	}{
		{"unit 2", as(anna), work.Whom{}, 1, 3, false, false},
		{"unit 20", as(dung), work.Whom{}, 50, 50, true, true},
		{"unit 20, found", as(dung), work.Whom{Find: "so 59"}, 1, 1, false, false},
		{"unit 2, found elsewhere", as(anna), work.Whom{Find: "so 59"}, 0, 0, false, false},
		{"one more that is chosen", as(dung), work.Whom{Find: "so 59", Keep: []int64{1001, 2001}}, 2, 2, false, false},
	} {
		units, err := o.Units(t.Context(), x.actor, x.whom)
		o.must(err)
		plan, err := o.PlanUnits(t.Context(), x.actor, x.whom)
		o.must(err)
		offer, err := o.Choices(t.Context(), x.actor, x.whom)
		o.must(err)
		if len(units.List) != x.units || units.More != x.more || len(plan.List) != x.units ||
			len(offer.List) != x.people || offer.More != x.others {
			t.Errorf(
				"%s: %d units (more %v), %d people (more %v)",
				x.who,
				len(units.List),
				units.More,
				len(offer.List),
				offer.More,
			)
		}
	}
	if _, err := o.PlanUnits(t.Context(), as(binh), work.Whom{}); answer(err) != forbidden {
		t.Errorf("a cadre plans: %v", err)
	}
	if units, err := o.Units(t.Context(), as(binh), work.Whom{}); err != nil || len(units.List) != 0 {
		t.Errorf("a cadre, who sees tasks of no unit: %+v %v", units, err)
	}
	o.write(func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE units SET closed_on = ? WHERE id = 2`, "2027-01-01").Error
	})
	if units, err := o.Units(t.Context(), as(anna), work.Whom{}); err != nil || len(units.List) != 0 {
		t.Errorf("a closed unit is offered: %+v %v", units, err)
	}
}

// TestUnitsInTheOrderOfTheTree: below their parents, by position, those without a parent in the list on top.
func TestUnitsInTheOrderOfTheTree(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.write(func(tx *gorm.DB) error {
		for _, sql := range []string{
			`UPDATE units SET position = 2 WHERE id = 2`,
			`UPDATE units SET position = 1 WHERE id = 20`,
			`INSERT INTO units (id, parent_id, path, name, search_key, kind) VALUES (5, 2, '1/2/5/', 'Tổ', 'to', 'department')`,
		} {
			if err := tx.Exec(sql).Error; err != nil {
				return err
			}
		}
		return nil
	})
	for _, x := range []struct {
		actor access.Actor
		find  string
		want  string
	}{
		{as(boss), "", "1:0 20:1 2:1 5:2"},
		{as(anna), "", "2:1 5:2"},
		{as(boss), "to", "2:1 5:2"},
		{as(boss), "tai", "20:1"},
	} {
		units, err := o.Units(t.Context(), x.actor, work.Whom{Find: x.find})
		o.must(err)
		var got []string
		for _, u := range units.List {
			got = append(got, fmt.Sprintf("%d:%d", u.ID, u.Depth()))
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s, %q: %v, want %s", x.actor.Name, x.find, got, x.want)
		}
	}
}

// TestTheListCostsTwoQueries, whatever is in it.
func TestTheListCostsTwoQueries(t *testing.T) {
	o := newOffice(t) // counts the statements of the whole process: not beside others
	o.task(nil)
	for name, x := range map[string]struct {
		most int64
		do   func() error
	}{
		"the list":   {2, func() error { _, err := o.Tasks(t.Context(), as(anna), work.Filter{}); return err }},
		"what waits": {1, func() error { _, err := o.Todo(t.Context(), as(anna)); return err }},
		"a page":     {3, func() error { _, err := o.Task(t.Context(), as(anna), 1); return err }},
		"the agenda": {9, func() error { _, err := o.Agenda(t.Context(), as(anna), 2, thisWeek); return err }},
	} {
		before := store.Queries.Load()
		o.must(x.do())
		if n := store.Queries.Load() - before; n > x.most {
			t.Errorf("%s costs %d queries, at most %d", name, n, x.most)
		}
	}
}
