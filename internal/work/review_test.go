package work_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// thisWeek is the week of the office's Monday.
var thisWeek = work.Week{Monday: "2027-03-01", Sunday: "2027-03-07"}

// review puts a review into a state, at version 3.
func (o *office) review(unit int64, w work.Week, state work.ReviewState) work.Review {
	o.t.Helper()
	r := work.Review{UnitID: unit, Monday: w.Monday, State: state, Conclusion: "Đã bàn"}
	r.Version = 3
	o.write(create(&r))
	return r
}

// titles are the titles of tasks.
func titles(list []work.Seen) string {
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = t.Title
	}
	return strings.Join(names, ", ")
}

// TestWhoRunsAReview: who assigns in the unit, in a week that has begun, until it is concluded.
func TestWhoRunsAReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	last, next := thisWeek.Before(), thisWeek.After()
	for _, x := range []struct {
		name  string
		actor access.Actor
		unit  int64
		week  work.Week
		want  string
	}{
		{"the head", as(anna), 2, thisWeek, fine},
		{"of a week that has passed", as(anna), 2, last, fine},
		{"of a week to come", as(anna), 2, next, conflict},
		{"the leader", as(boss), 2, thisWeek, fine},
		{"a leader of 2", leaderOf(2), 2, thisWeek, fine},
		{"a leader of 20", leaderOf(20), 2, thisWeek, notFound},
		{"the other head", as(dung), 2, thisWeek, notFound},
		{"a head of 2 in 20", as(anna), 20, thisWeek, notFound},
		{"a head of 2 above", as(anna), 1, thisWeek, notFound},
		{"the committee", holding(access.Committee), 20, thisWeek, fine},
		{"a cadre", as(binh), 2, thisWeek, forbidden},
		{"the auditor", holding(access.Auditor), 2, thisWeek, forbidden},
	} {
		t.Run(x.name, func(t *testing.T) {
			ctx := t.Context()
			o.write(clean)
			agenda, seen := o.Agenda(ctx, x.actor, x.unit, x.week)
			if seen == nil && agenda.MayRun != (x.want == fine) {
				t.Errorf("the page offers it: %v", agenda.MayRun)
			}
			expect(t, "the minutes", o.SaveReview(ctx, x.actor, x.unit, x.week, work.Minutes{Version: 1}), x.want)
			expect(t, "a decision", o.Decide(ctx, x.actor, x.unit, x.week, order(func(o *work.Order) {
				if x.unit == 20 {
					o.Leads, o.CheckerID = []int64{em}, dung
				}
			})), x.want)
			opened := o.count(&work.Review{}, "TRUE")
			if want := boolean(x.want == fine); opened != want {
				t.Errorf("%d reviews were opened, want %d", opened, want)
			}
			o.write(conclude)
			if x.want == fine {
				expect(
					t,
					"concluded, the minutes",
					o.SaveReview(ctx, x.actor, x.unit, x.week, work.Minutes{Version: 2}),
					conflict,
				)
				expect(t, "concluded, a decision", o.Decide(ctx, x.actor, x.unit, x.week, order(nil)), conflict)
			}
		})
	}
}

// TestMinutesHaveVersions: nobody writes over what another has saved, nor from the page of an unopened review
// over one that was written meanwhile; a decision makes no page stale.
func TestMinutesHaveVersions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	save := func(version int64, text string) error {
		return o.SaveReview(ctx, as(anna), 2, thisWeek, work.Minutes{Version: version, Conclusion: text})
	}
	before, err := o.Agenda(ctx, as(anna), 2, thisWeek)
	o.must(err)
	if before.Review.ID != 0 || before.Review.Version != 1 || !before.MayRun {
		t.Errorf("before it is opened: %+v", before.Review)
	}
	o.must(o.Decide(ctx, as(anna), 2, thisWeek, order(nil)))
	expect(t, "after a decision, from the page before it was opened", save(1, "Ý kiến đầu"), fine)
	expect(t, "from the page before it was opened", save(1, "Ý kiến khác"), stale)
	expect(t, "from no page", save(0, "Ý kiến khác"), stale)
	expect(t, "from a page that is ahead", save(3, "Ý kiến khác"), stale)
	expect(t, "from the page that is current", save(2, "Ý kiến sau"), fine)
	got, err := o.Agenda(ctx, as(anna), 2, thisWeek)
	o.must(err)
	if got.Review.Conclusion != "Ý kiến sau" || got.Review.Version != 3 || got.Review.State != work.ReviewOpen {
		t.Errorf("saved: %+v", got.Review)
	}
}

// TestConcluding needs a conclusion, and notes the day.
func TestConcluding(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2027-03-05")
	save := func(m work.Minutes) error { return o.SaveReview(t.Context(), as(anna), 2, thisWeek, m) }
	long := map[int64]string{binh: strings.Repeat("ê", 201)}
	for _, x := range []struct {
		name    string
		minutes work.Minutes
		want    string
	}{
		{"without a conclusion", work.Minutes{Version: 1, Conclusion: " \n ", Close: true}, "invalid conclusion"},
		{"too long a conclusion", work.Minutes{Version: 1, Conclusion: strings.Repeat("ê", 5001)}, "invalid conclusion"},
		{"too long a list", work.Minutes{Version: 1, Others: strings.Repeat("ê", 3001)}, "invalid attendance"},
		{"too long a reason", work.Minutes{Version: 1, Absent: long}, "invalid why-22"},
		{"concluded", work.Minutes{Version: 1, Conclusion: "Làm ngay", Close: true}, fine},
	} {
		expect(t, x.name, save(x.minutes), x.want)
	}
	got, err := o.Agenda(t.Context(), as(binh), 2, thisWeek)
	o.must(err)
	if got.Review.State != work.ReviewClosed || got.Review.ClosedOn != "2027-03-05" || got.MayRun {
		t.Errorf("concluded: %+v", got.Review)
	}
	if next, err := o.Agenda(t.Context(), as(anna), 2, thisWeek.After()); err != nil || next.Previous != "Làm ngay" {
		t.Errorf("the week after begins with %q: %v", next.Previous, err)
	}
}

// TestWhoIsCalled: the unit's own people and the heads directly below; once concluded, those called then.
func TestWhoIsCalled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	names := func(unit int64, w work.Week) string {
		t.Helper()
		v, err := o.Agenda(ctx, as(boss), unit, w)
		o.must(err)
		var list []string
		for _, c := range v.Called {
			text := c.Name
			if !c.Present {
				text += " (" + c.Why + ")"
			}
			list = append(list, text)
		}
		return fmt.Sprintf("%d: %s", v.Came(), strings.Join(list, ", "))
	}
	if got := names(1, thisWeek); got != "4: Đỗ Văn Bảo, Lê Thị Chiến, Trần Thị An, Vũ Văn Dũng" {
		t.Errorf("of the top: %s", got)
	}
	if got := names(2, thisWeek); got != "3: Trần Thị An, Phạm Văn Bình, Ngô Thị Chi" {
		t.Errorf("of 2: %s", got)
	}
	absent := map[int64]string{chi: " nghỉ  phép ", em: "không ai gọi"}
	o.must(o.SaveReview(ctx, as(anna), 2, thisWeek, work.Minutes{Version: 1, Absent: absent}))
	if got := names(2, thisWeek); got != "2: Trần Thị An, Phạm Văn Bình, Ngô Thị Chi (nghỉ phép)" {
		t.Errorf("with an absence: %s", got)
	}
	o.must(o.SaveReview(ctx, as(anna), 2, thisWeek, work.Minutes{Version: 2, Conclusion: "Xong", Close: true}))
	o.leave(binh, 20)
	if got := names(2, thisWeek); got != "3: Trần Thị An, Ngô Thị Chi, Phạm Văn Bình" {
		t.Errorf("concluded, after one has left: %s", got)
	}
	if got := names(2, thisWeek.After()); got != "2: Trần Thị An, Ngô Thị Chi" {
		t.Errorf("the week after: %s", got)
	}
}

// TestTheAgenda: each part holds the tasks of its days, of the unit and below it.
func TestTheAgenda(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	last := o.review(2, thisWeek.Before(), work.ReviewClosed)
	now := o.review(2, thisWeek, work.ReviewOpen)
	put := func(title string, change func(*work.Task)) {
		o.task(func(x *work.Task) {
			x.Title, x.AssignedOn, x.Due = title, "2027-02-01", "2027-05-01"
			change(x)
		})
	}
	put("decided", func(x *work.Task) { x.Source, x.SourceID = work.FromWeek, last.ID })
	put("decided now", func(x *work.Task) { x.Source, x.SourceID, x.AssignedOn = work.FromWeek, now.ID, "2027-03-02" })
	put("of a document", func(x *work.Task) { x.Source, x.SourceID = work.FromDocument, last.ID })
	put("done before", func(x *work.Task) { x.State, x.DoneOn = work.Done, "2027-02-28" })
	put("done first", func(x *work.Task) { x.State, x.DoneOn = work.Done, "2027-03-01" })
	put("done last", func(x *work.Task) { x.State, x.DoneOn = work.Closed, "2027-03-07" })
	put("done after", func(x *work.Task) { x.State, x.DoneOn = work.Done, "2027-03-08" })
	put("arising first", func(x *work.Task) { x.AssignedOn = "2027-03-01" })
	put("arising last", func(x *work.Task) { x.AssignedOn = "2027-03-07" })
	put("arising after", func(x *work.Task) { x.AssignedOn = "2027-03-08" })
	put("coming first", func(x *work.Task) { x.Due = "2027-03-08" })
	put("coming last", func(x *work.Task) { x.Due, x.State = "2027-03-14", work.Accepted })
	put("coming, done", func(x *work.Task) { x.Due, x.State, x.DoneOn = "2027-03-14", work.Done, "2027-02-02" })
	put("coming after", func(x *work.Task) { x.Due = "2027-03-15" })
	put("late", func(x *work.Task) { x.Due = "2027-03-03" })
	put("due at the end", func(x *work.Task) { x.Due = "2027-03-07" })
	put("late, cancelled", func(x *work.Task) { x.Due, x.State = "2027-03-03", work.Cancelled })
	put("late, done in time", func(x *work.Task) { x.Due, x.State, x.DoneOn = "2027-03-03", work.Done, "2027-02-20" })
	put(
		"late, done after the week",
		func(x *work.Task) { x.Due, x.State, x.DoneOn = "2027-03-03", work.Done, "2027-03-09" },
	)
	put("elsewhere", func(x *work.Task) {
		in20(x)
		x.AssignedOn, x.Due = "2027-03-02", "2027-03-03"
	})
	for _, x := range []struct {
		day  string
		part func(work.Agenda) []work.Seen
		want string
	}{
		{"2027-03-05", func(v work.Agenda) []work.Seen { return v.Decided }, "decided"},
		{"2027-03-05", func(v work.Agenda) []work.Seen { return v.Tasks }, "decided now"},
		{"2027-03-05", func(v work.Agenda) []work.Seen { return v.Done }, "done first, done last"},
		{"2027-03-05", func(v work.Agenda) []work.Seen { return v.Arising }, "arising first, arising last"},
		{"2027-03-05", func(v work.Agenda) []work.Seen { return v.Coming }, "coming first, coming last"},
		{"2027-03-03", func(v work.Agenda) []work.Seen { return v.Late }, ""},
		{"2027-03-04", func(v work.Agenda) []work.Seen { return v.Late }, "late, late, done after the week"},
		{"2027-03-07", func(v work.Agenda) []work.Seen { return v.Late }, "late, late, done after the week"},
		{"2027-03-08", func(v work.Agenda) []work.Seen { return v.Late }, "late, late, done after the week, due at the end"},
		{"2027-04-30", func(v work.Agenda) []work.Seen { return v.Late }, "late, late, done after the week, due at the end"},
	} {
		o.on(x.day)
		v, err := o.Agenda(t.Context(), as(anna), 2, thisWeek)
		o.must(err)
		if got := titles(x.part(v)); got != x.want {
			t.Errorf("on %s: %s, want %s", x.day, got, x.want)
		}
	}
	v, err := o.Agenda(t.Context(), as(boss), 1, thisWeek)
	o.must(err)
	if got := titles(v.Arising); got != "arising first, arising last, elsewhere" {
		t.Errorf("of the top: %s", got)
	}
	shares := v.Shares()
	if len(shares) != 2 || shares[0].Name != "Phạm Văn Bình" || shares[0].Done != 2 || shares[0].Late != 3 ||
		shares[0].Arising != 2 || shares[0].Coming != 2 || shares[1].Name != "Bùi Thị Em" || shares[1].Late != 1 {
		t.Errorf("by person: %+v", shares)
	}
}

// TestShares puts those with something late first within a unit.
func TestShares(t *testing.T) {
	t.Parallel()
	of := func(unit, person int64, name string) work.Seen {
		return work.Seen{Task: work.Task{UnitID: unit, LeadID: person}, Lead: name}
	}
	v := work.Agenda{
		Done: []work.Seen{of(2, 1, "Phạm Văn Bình"), of(2, 2, "Trần Thị An"), of(2, 3, "Ngô Thị Chi")},
		Late: []work.Seen{of(2, 3, "Ngô Thị Chi"), of(20, 4, "Bùi Thị Em")},
	}
	var got []string
	for _, s := range v.Shares() {
		got = append(got, s.Name)
	}
	if want := "Ngô Thị Chi, Trần Thị An, Phạm Văn Bình, Bùi Thị Em"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// TestWhoSeesReviews: within reach, of the own unit and of those above it.
func TestWhoSeesReviews(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		who   string
		actor access.Actor
		units []int64
		top   int64
	}{
		{"a cadre of 2", as(binh), []int64{1, 2}, 2},
		{"the head of 20", as(dung), []int64{1, 20}, 20},
		{"a leader of 2", leaderOf(2), []int64{2}, 2},
		{"the leader", as(boss), []int64{1, 2, 20}, 1},
		{"the auditor", holding(access.Auditor), []int64{1, 2, 20}, 1},
	} {
		for _, unit := range []int64{1, 2, 20} {
			_, err := o.Agenda(t.Context(), x.actor, unit, thisWeek)
			want := notFound
			for _, u := range x.units {
				if u == unit {
					want = fine
				}
			}
			expect(t, fmt.Sprintf("%s, that of %d", x.who, unit), err, want)
		}
		if top, err := o.TopUnit(t.Context(), x.actor); err != nil || top != x.top {
			t.Errorf("%s begins with %d, want %d: %v", x.who, top, x.top, err)
		}
	}
	_, err := o.Agenda(t.Context(), holding(access.Clerk), 1, thisWeek)
	expect(t, "the clerk", err, forbidden)
	_, err = o.TopUnit(t.Context(), holding(access.Clerk))
	expect(t, "the clerk's unit", err, forbidden)
	o.leave(chi, 0)
	_, err = o.TopUnit(t.Context(), as(chi))
	expect(t, "who works nowhere", err, notFound)
}

// TestADecisionComesFromItsReview, and its task names it.
func TestADecisionComesFromItsReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.must(o.Decide(t.Context(), as(anna), 2, thisWeek, order(nil)))
	var made work.Task
	o.must(o.Store.Read(t.Context()).Take(&made).Error)
	page, err := o.Task(t.Context(), as(binh), made.ID)
	o.must(err)
	if made.Source != work.FromWeek || made.SourceNote != "từ 01/03/2027" || page.Review.ID != made.SourceID ||
		page.Review.UnitID != 2 || page.Review.Monday != "2027-03-01" {
		t.Errorf("%+v of %+v", made, page.Review)
	}
	bad := order(func(o *work.Order) { o.Title = "" })
	expect(t, "a decision without words", o.Decide(t.Context(), as(anna), 2, thisWeek.Before(), bad), "invalid title")
	if n := o.count(&work.Review{}, "TRUE"); n != 1 {
		t.Error("a refused decision opened a review")
	}
}
