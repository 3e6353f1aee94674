package work_test

import (
	"context"
	"slices"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// steps of a task, each as an actor would do it now.
var steps = map[string]func(context.Context, *work.Service, access.Actor, int64, int64) error{
	"accept": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Accept(ctx, a, id, version)
	},
	"finish": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Finish(ctx, a, id, version, "Báo cáo số 12", "")
	},
	"pass": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Check(ctx, a, id, version, work.Verdict{Passed: true})
	},
	"fail": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Check(ctx, a, id, version, work.Verdict{Why: "Thiếu phụ lục"})
	},
	"extend": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Extend(ctx, a, id, version, "25/03/2027", "Chờ số liệu")
	},
	"close": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Close(ctx, a, id, version)
	},
	"cancel": func(ctx context.Context, s *work.Service, a access.Actor, id, version int64) error {
		return s.Cancel(ctx, a, id, version, "Không cần nữa")
	},
}

// from are the states from which each step is possible, and to where it leads.
var from = map[string]struct {
	states []work.State
	to     work.State // "" for the state as it was
	by     int64      // who may
}{
	"accept": {[]work.State{work.Assigned}, work.Accepted, binh},
	"finish": {[]work.State{work.Assigned, work.Accepted}, work.Done, binh},
	"pass":   {[]work.State{work.Done}, work.Checked, anna},
	"fail":   {[]work.State{work.Done}, work.Accepted, anna},
	"extend": {[]work.State{work.Assigned, work.Accepted}, "", anna},
	"close":  {[]work.State{work.Checked}, work.Closed, anna},
	"cancel": {[]work.State{work.Assigned, work.Accepted}, work.Cancelled, anna},
}

// TestStates: each step leads on from its states and from no other, and a refused one changes nothing.
func TestStates(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, do := range steps {
		for _, state := range append(slices.Clone(work.States), work.Cancelled) {
			t.Run(name+" "+string(state), func(t *testing.T) {
				id := o.task(inState(state))
				err := do(t.Context(), o.Service, as(from[name].by), id, 1)
				got := o.at(id)
				if !slices.Contains(from[name].states, state) {
					expect(t, "from a wrong state", err, stale)
					if got.State != state || got.Version != 1 {
						t.Errorf("refused, it is %s at version %d", got.State, got.Version)
					}
					return
				}
				expect(t, "the step", err, fine)
				if want := from[name].to; want != "" && got.State != want || got.Version != 2 {
					t.Errorf("it is %s at version %d, want %s at 2", got.State, got.Version, want)
				}
				if n := o.count(&work.Event{}, "task_id = ?", id); n != 1 {
					t.Errorf("%d lines of history, want 1", n)
				}
			})
		}
	}
}

// TestStalePages: no step is taken from a page that is not current, in either direction.
func TestStalePages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, do := range steps {
		for _, version := range []int64{0, 2, 4} {
			id := o.task(func(x *work.Task) { x.State, x.Version = from[name].states[0], 3 })
			expect(t, name, do(t.Context(), o.Service, as(from[name].by), id, version), stale)
			if got := o.at(id); got.State != from[name].states[0] || got.Version != 3 || got.Due != "2027-03-20" {
				t.Errorf("%s from version %d changed it: %+v", name, version, got)
			}
			if n := o.count(&work.Event{}, "task_id = ?", id); n != 0 {
				t.Errorf("%s from version %d left a line of history", name, version)
			}
		}
	}
}

// TestWhoMayDoAStep: lead, checker, who assigned, who assigns in the unit; never across to unit 20, and
// nobody on the own task.
func TestWhoMayDoAStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	led := func(x *work.Task) { x.LeadID, x.CheckerID = anna, boss } // An's own, assigned by herself
	for _, x := range []struct {
		who    string
		actor  access.Actor
		change func(*work.Task)
		want   [4]string // accept, finish, check, direct
	}{
		{"the lead", as(binh), nil, [4]string{fine, fine, forbidden, forbidden}},
		{"the checker", as(anna), nil, [4]string{forbidden, forbidden, fine, fine}},
		{"a colleague", as(chi), nil, [4]string{notFound, notFound, notFound, notFound}},
		{"the other head", as(dung), nil, [4]string{notFound, notFound, notFound, notFound}},
		{"the head of 2 in 20", as(anna), in20, [4]string{notFound, notFound, notFound, notFound}},
		{"the leader", as(boss), nil, [4]string{forbidden, forbidden, forbidden, fine}},
		{"a leader of 2", leaderOf(2), nil, [4]string{forbidden, forbidden, forbidden, fine}},
		{"a leader of 2 in 20", leaderOf(2), in20, [4]string{notFound, notFound, notFound, notFound}},
		{"the committee", holding(access.Committee), nil, [4]string{forbidden, forbidden, forbidden, fine}},
		{"the auditor", holding(access.Auditor), nil, [4]string{forbidden, forbidden, forbidden, forbidden}},
		{"the clerk", holding(access.Clerk), nil, [4]string{forbidden, forbidden, forbidden, forbidden}},
		{"the admin", holding(access.Admin), nil, [4]string{forbidden, forbidden, forbidden, forbidden}},
		{"a head who leads it", as(anna), led, [4]string{fine, fine, forbidden, forbidden}},
		{"its checker, the leader", as(boss), led, [4]string{forbidden, forbidden, fine, fine}},
	} {
		for name, do := range steps {
			want := x.want[kindOf[name]]
			t.Run(x.who+" "+name, func(t *testing.T) {
				id := o.task(func(y *work.Task) {
					if x.change != nil {
						x.change(y)
					}
					y.State = from[name].states[0]
				})
				page, err := o.Task(t.Context(), x.actor, id)
				if err == nil && right(page.Rights, name) != (want == fine) {
					t.Errorf("the page offers it: %v", right(page.Rights, name))
				}
				expect(t, name, do(t.Context(), o.Service, x.actor, id, 1), want)
			})
		}
	}
}

// kindOf are the columns of TestWhoMayDoAStep.
var kindOf = map[string]int{"accept": 0, "finish": 1, "pass": 2, "fail": 2, "extend": 3, "close": 3, "cancel": 3}

// right is what a page's rights say of a step.
func right(r work.Rights, step string) bool {
	return map[string]bool{
		"accept": r.MayAccept,
		"finish": r.MayFinish,
		"pass":   r.MayCheck,
		"fail":   r.MayCheck,
		"extend": r.MayExtend,
		"close":  r.MayClose,
		"cancel": r.MayCancel,
	}[step]
}

// TestTheAssignerWithoutAUnit still directs what he assigned, as long as he does not lead it.
func TestTheAssignerWithoutAUnit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	assignedBy := func(person int64) int64 {
		return o.task(func(x *work.Task) { x.AssignerID = &person })
	}
	expect(t, "who assigned it", o.Cancel(t.Context(), as(chi), assignedBy(chi), 1, "rút"), fine)
	expect(t, "the lead who assigned it", o.Cancel(t.Context(), as(binh), assignedBy(binh), 1, "rút"), forbidden)
	expect(t, "somebody else", o.Cancel(t.Context(), as(chi), assignedBy(anna), 1, "rút"), notFound)
	nobody := access.Actor{AccountID: 5, Grants: []access.Grant{in(access.Head, 20)}}
	unassigned := o.task(func(x *work.Task) { x.AssignerID = nil })
	expect(t, "an account without a person", o.Cancel(t.Context(), nobody, unassigned, 1, "rút"), notFound)
}

// TestReasons: what must be explained is.
func TestReasons(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	done := o.task(inState(work.Done))
	open := o.task(nil)
	for what, err := range map[string]error{
		"invalid result": o.Finish(ctx, as(binh), open, 1, " \n ", ""),
		"invalid due":    o.Extend(ctx, as(anna), open, 1, "", "vì"),
		"invalid why":    o.Extend(ctx, as(anna), open, 1, "25/03/2027", " "),
		"invalid text":   o.Comment(ctx, as(binh), open, " "),
	} {
		expect(t, what, err, what)
	}
	expect(t, "cancelling without a reason", o.Cancel(ctx, as(anna), open, 1, ""), "invalid why")
	expect(t, "a failure without a reason", o.Check(ctx, as(anna), done, 1, work.Verdict{}), "invalid why")
	expect(t, "passing without one", o.Check(ctx, as(anna), done, 1, work.Verdict{Passed: true}), fine)
}

// TestComments: who takes part comments, a stranger who sees it does not.
func TestComments(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.task(nil)
	o.write(helps(id, em))
	for _, x := range []struct {
		who   string
		actor access.Actor
		want  string
	}{
		{"the lead", as(binh), fine},
		{"the checker", as(anna), fine},
		{"a helper of another unit", as(em), fine},
		{"the leader", as(boss), fine},
		{"the auditor", holding(access.Auditor), forbidden},
		{"a colleague", as(chi), notFound},
		{"the clerk", holding(access.Clerk), forbidden},
	} {
		expect(t, x.who, o.Comment(t.Context(), x.actor, id, "Ý kiến"), x.want)
		page, err := o.Task(t.Context(), x.actor, id)
		if err == nil && page.MayComment != (x.want == fine) {
			t.Errorf("%s: the page offers it: %v", x.who, page.MayComment)
		}
	}
	if n := o.count(&work.Event{}, "kind = ?", work.EventComment); n != 4 {
		t.Errorf("%d comments, want 4", n)
	}
}

// TestFilesOfATask are added by those who take part until it is closed.
func TestFilesOfATask(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	files, db := o.Files(), o.Store.Read(t.Context())
	open, closed := o.task(nil), o.task(inState(work.Closed))
	expect(t, "the lead adds", files.Change(db, as(binh), open), fine)
	expect(t, "a closed one", files.Change(db, as(binh), closed), conflict)
	expect(t, "the auditor adds", files.Change(db, holding(access.Auditor), open), forbidden)
	expect(t, "the auditor looks", files.See(db, holding(access.Auditor), open), fine)
	expect(t, "a colleague looks", files.See(db, as(chi), open), notFound)
	expect(t, "the other head looks", files.See(db, as(dung), open), notFound)
	expect(t, "the clerk looks", files.See(db, holding(access.Clerk), open), forbidden)
}
