package document_test

import (
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/work"
)

// TestWhoSendsOn: whoever holds document.route and sees the document, to people within reach.
func TestWhoSendsOn(t *testing.T) {
	t.Parallel()
	o := open(t)
	all := []string{"cadre2", "cadre20", "cadre3", "leader"}
	for name, reaches := range map[string][]string{
		"leader":    all,
		"leader2":   {"cadre2"},
		"head2":     {"cadre2"},
		"head20":    {"cadre20"},
		"head3":     {"cadre3"},
		"committee": all,
		"clerk":     all,
	} {
		for _, to := range all {
			id := o.enter()
			o.send("clerk", id, "head2", "head20", "head3") // each sees it
			x := document.Dispatch{To: o.ids(to)}
			err := o.Route(t.Context(), o.as(name), id, 2, x)
			if slices.Contains(reaches, to) {
				refuses(t, err, nil, name+" sends to "+to)
			} else {
				refuses(t, err, fault.ErrNotFound, name+" sends to "+to)
			}
		}
		people, err := o.Recipients(t.Context(), o.as(name))
		o.must(err)
		for _, to := range all {
			offered := slices.ContainsFunc(people, func(c document.Colleague) bool { return c.Name == to })
			if want := slices.Contains(reaches, to) && to != name; offered != want {
				t.Errorf("%s is offered %s: %t", name, to, offered)
			}
		}
	}
	id := o.enter()
	o.send("clerk", id, "cadre2")
	for _, name := range []string{"cadre2", "auditor", "admin", "council", "stranger"} {
		refuses(
			t,
			o.Route(t.Context(), o.as(name), id, 2, document.Dispatch{To: o.ids("cadre3")}),
			fault.ErrForbidden,
			name,
		)
		_, err := o.Recipients(t.Context(), o.as(name))
		refuses(t, err, fault.ErrForbidden, name)
	}
	unseen := o.enter()
	refuses(t, o.Route(t.Context(), o.as("head2"), unseen, 1, document.Dispatch{To: o.ids("cadre2")}),
		fault.ErrNotFound, "a head who does not see it")
}

// TestSendingOn: what is kept of it, in which states, and what is refused.
func TestSendingOn(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	clerk := o.as("clerk")
	for name, x := range map[string]struct {
		dispatch document.Dispatch
		field    string
	}{
		"to nobody":           {document.Dispatch{Instruction: "x"}, "to"},
		"instruction of 1001": {document.Dispatch{To: o.ids("cadre2"), Instruction: strings.Repeat("ấ", 1001)}, "instruction"},
		"to 501 people":       {document.Dispatch{To: upTo(501)}, "to"},
	} {
		t.Run(name, func(t *testing.T) {
			invalid(t, o.Route(t.Context(), clerk, id, 1, x.dispatch), x.field, "")
		})
	}
	refuses(
		t,
		o.Route(t.Context(), clerk, id, 1, document.Dispatch{To: upTo(500)}),
		fault.ErrNotFound,
		"to who is not there",
	)
	refuses(
		t,
		o.Route(t.Context(), clerk, id, 2, document.Dispatch{To: o.ids("cadre2")}),
		fault.ErrStale,
		"from a stale page",
	)
	o.stands(id, document.Registered)
	long := strings.Repeat("ấ", 1000)
	o.must(o.Route(t.Context(), clerk, id, 1, document.Dispatch{
		To: o.ids("cadre2", "cadre3", "cadre2"), Instruction: long,
	}))
	o.stands(id, document.Routed)
	if people := o.numbers(`SELECT person_id FROM document_routes WHERE document_id = ? ORDER BY id`, id); !slices.Equal(
		people,
		[]int{22, 32},
	) {
		t.Errorf("sent to %v", people)
	}
	o.must(o.Settle(t.Context(), o.as("leader"), id, 2, "xong"))
	o.send("clerk", id, "cadre20")
	o.stands(id, document.Settled)
	draft := o.signed("cadre2", "head2")
	conflict(
		t,
		o.Route(t.Context(), clerk, draft, o.at(draft).Version, document.Dispatch{To: o.ids("cadre3")}),
		"chưa ban hành",
	)
	o.issue(draft)
	o.send("clerk", draft, "cadre3")
	o.stands(draft, document.Issued)
}

func upTo(n int) (list []int64) {
	for i := range n {
		list = append(list, int64(100_000+i))
	}
	return list
}

// TestSendingOnWithWork: each lead gets a task that names the document, helpers get it to know; who must not
// give work to somebody makes neither.
func TestSendingOnWithWork(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	order := o.order("head2", "leader")
	order.Leads = append(order.Leads, o.ids("head20", "head2")...)
	order.Helpers = o.ids("cadre3")
	order.Title = ""
	o.must(o.Route(t.Context(), o.as("leader"), id, 1, document.Dispatch{
		To: o.ids("cadre2"), Instruction: "Tham mưu trả lời", Order: order,
	}))
	p, err := o.Document(t.Context(), o.as("leader"), id)
	o.must(err)
	got := map[string]bool{}
	for _, r := range p.Routing {
		got[r.Name] = r.TaskID != nil
		if r.Instruction != "Tham mưu trả lời" || r.Actor != "leader" ||
			r.TaskID != nil && (r.TaskState != string(work.Assigned) || r.Due != "2026-11-13") {
			t.Errorf("sent as %+v", r)
		}
	}
	for reader, want := range map[string]string{
		"leader": "head2 head20", "head2": "head2", "head20": "head20", "cadre3": "head2 head20", "cadre2": "",
	} {
		page, err := o.Document(t.Context(), o.as(reader), id)
		o.must(err)
		var opens []string
		for _, r := range page.Routing {
			if r.OpensTask {
				opens = append(opens, r.Name)
			}
		}
		if strings.Join(opens, " ") != want {
			t.Errorf("%s may open the tasks of %v, want %q", reader, opens, want)
		}
	}
	if len(p.Routing) != 4 || !got["head2"] || !got["head20"] || got["cadre2"] || got["cadre3"] || p.Open != 2 {
		t.Errorf("sent to %v, %d open", got, p.Open)
	}
	if n := o.numbers(`SELECT count(*) FROM tasks WHERE source = 'document' AND source_id = ? AND title = 'Tham mưu trả lời'
		AND detail = 'Báo cáo số liệu cán bộ' AND source_note = '1-CV/X Cơ quan X'`, id); n[0] != 2 {
		t.Errorf("%d tasks name it", n[0])
	}
	for name, x := range map[string]struct {
		by    string
		order *work.Order
		want  error
	}{
		"the clerk gives no work":         {"clerk", o.order("cadre2", "leader"), fault.ErrForbidden},
		"a head to another unit":          {"head2", o.order("cadre20", "head2"), fault.ErrNotFound},
		"a leader of unit 2 to unit 20":   {"leader2", o.order("cadre20", "head2"), fault.ErrNotFound},
		"a head, helped by another unit":  {"head2", helped(o.order("cadre2", "head2"), o.ids("cadre20")), fault.ErrNotFound},
		"a head to the own unit":          {"head2", o.order("cadre2", "head2"), nil},
		"a leader of unit 2 to that unit": {"leader2", o.order("cadre2", "head2"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := o.numbers(`SELECT count(*) FROM document_routes UNION ALL SELECT count(*) FROM tasks`)
			version := o.at(id).Version
			err := o.Route(t.Context(), o.as(x.by), id, version, document.Dispatch{Order: x.order})
			refuses(t, err, x.want, "work")
			after := o.numbers(`SELECT count(*) FROM document_routes UNION ALL SELECT count(*) FROM tasks`)
			if x.want != nil && (!slices.Equal(before, after) || o.at(id).Version != version) {
				t.Errorf("was refused and left something behind: %v, then %v", before, after)
			}
		})
	}
	invalid(t, o.Route(t.Context(), o.as("leader"), id, o.at(id).Version,
		document.Dispatch{Order: o.order("head2", "head2")}), "checker", "")
	own := o.order("head2", "leader")
	own.Leads = nil
	invalid(t, o.Route(t.Context(), o.as("leader"), id, o.at(id).Version, document.Dispatch{Order: own}), "lead", "")
}

func helped(order *work.Order, helpers []int64) *work.Order {
	order.Helpers = helpers
	return order
}

// TestWhoSettles: whoever reaches all who deal with a document.
func TestWhoSettles(t *testing.T) {
	t.Parallel()
	o := open(t)
	rootLeader := []string{"leader", "committee", "clerk"}
	for name, x := range map[string]struct {
		make func() int64
		able []string // besides those who reach the whole body
	}{
		"sent to nobody":          {func() int64 { return o.enter() }, nil},
		"to know, unit 2":         {o.sentTo("cadre2"), []string{"head2", "leader2"}},
		"to know, unit 20":        {o.sentTo("cadre20"), []string{"head20"}},
		"to know, units 2 and 20": {o.sentToBoth("head2", "head20"), nil},
		"a task of unit 2":        {o.closedTask("cadre2", "head2"), []string{"head2", "leader2"}},
		"a task of unit 20":       {o.closedTask("cadre20", "head20"), []string{"head20"}},
		"a task of unit 2, told to 3": {
			func() int64 {
				id := o.closedTask("cadre2", "head2")()
				o.send("clerk", id, "head3")
				return id
			},
			[]string{"head2", "leader2"},
		},
		"tasks of units 2 and 20": {
			func() int64 {
				id := o.closedTask("cadre2", "head2")()
				o.closed(id, "cadre20", "head20")
				return id
			},
			nil,
		},
		"to somebody who has left": {
			func() int64 {
				id := o.sentToBoth("head2", "other2")()
				o.run(`UPDATE posts SET until = '2026-11-01' WHERE person_id = 23`)
				return id
			},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			id := x.make()
			defer o.run(`UPDATE posts SET until = NULL WHERE person_id = 23`)
			able := append(slices.Clone(rootLeader), x.able...)
			for _, m := range members {
				want := slices.Contains(able, m.name)
				p, err := o.Document(t.Context(), o.as(m.name), id)
				if err == nil && p.Rights.Settle != want {
					t.Errorf("%s is offered to settle: %t", m.name, p.Rights.Settle)
				}
				err = o.Settle(t.Context(), o.as(m.name), id, o.at(id).Version, "xong")
				if (err == nil) != want {
					t.Errorf("%s settles: %v", m.name, err)
				}
				if err == nil {
					o.run(`UPDATE documents SET state = 'routed', settled_on = '' WHERE settled_on <> ''`)
				}
			}
		})
	}
}

func (o *office) sentToBoth(to ...string) func() int64 {
	return func() int64 {
		id := o.enter()
		o.send("clerk", id, to...)
		return id
	}
}

// closed gives a document a task that is closed already.
func (o *office) closed(id int64, lead, checker string) {
	o.t.Helper()
	x := document.Dispatch{Order: o.order(lead, checker)}
	o.must(o.Route(o.t.Context(), o.as("committee"), id, o.at(id).Version, x))
	o.run(`UPDATE tasks SET state = 'closed', closed_on = '2026-11-06'`)
}

func (o *office) closedTask(lead, checker string) func() int64 {
	return func() int64 {
		id := o.enter()
		o.closed(id, lead, checker)
		return id
	}
}

// TestSettling: with the result, once, not while a task is open, from the page's version.
func TestSettling(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	leader := o.as("leader")
	o.must(o.Route(t.Context(), leader, id, 1, document.Dispatch{Order: o.order("head2", "leader")}))
	settle := func(how string) error { return o.Settle(t.Context(), leader, id, o.at(id).Version, how) }
	for _, state := range []string{"assigned", "accepted", "done", "checked"} {
		o.run(`UPDATE tasks SET state = '` + state + `'`)
		conflict(t, settle("xong"), "Còn 1 nhiệm vụ")
	}
	o.run(`UPDATE tasks SET state = 'closed', closed_on = '2026-11-06'`)
	invalid(t, settle(" "), "how", "")
	invalid(t, settle(strings.Repeat("ấ", 501)), "how", "")
	refuses(t, o.Settle(t.Context(), leader, id, 1, "xong"), fault.ErrStale, "from a stale page")
	o.stands(id, document.Routed)
	o.must(settle(strings.Repeat("ấ", 500)))
	if got := o.at(id); got.State != document.Settled || got.SettledOn != "2026-11-06" {
		t.Errorf("settled as %s on %q", got.State, got.SettledOn)
	}
	refuses(t, settle("xong"), fault.ErrStale, "a second time")
	fresh := o.enter()
	o.must(o.Settle(t.Context(), leader, fresh, 1, "Để biết"))
	cancelled := o.enter()
	o.must(o.Route(t.Context(), leader, cancelled, 1, document.Dispatch{Order: o.order("head2", "leader")}))
	o.run(`UPDATE tasks SET state = 'cancelled' WHERE state = 'assigned'`)
	o.must(o.Settle(t.Context(), leader, cancelled, 2, "Đã hủy việc"))
	issued := o.issued("cadre2", "head2")()
	refuses(t, o.Settle(t.Context(), leader, issued, o.at(issued).Version, "xong"), fault.ErrStale, "what went out")
}

// TestReading notes who has read what was sent to them, once, and nobody else's looking.
func TestReading(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	o.send("clerk", id, "cadre2", "head2")
	unread := func() []int {
		return o.numbers(
			`SELECT person_id FROM document_routes WHERE document_id = ? AND read_at IS NULL ORDER BY 1`,
			id,
		)
	}
	for _, name := range []string{"leader", "clerk", "auditor"} {
		_, err := o.Document(t.Context(), o.as(name), id)
		o.must(err)
	}
	if got := unread(); !slices.Equal(got, []int{21, 22}) {
		t.Errorf("%v have not read it", got)
	}
	_, err := o.Document(t.Context(), o.as("cadre2"), id)
	o.must(err)
	if got := unread(); !slices.Equal(got, []int{21}) {
		t.Errorf("%v have not read it", got)
	}
	writes := o.Store.Writes()
	_, err = o.Document(t.Context(), o.as("cadre2"), id)
	o.must(err)
	if o.Store.Writes() != writes {
		t.Error("looking again wrote something")
	}
}

// TestRightsToSend: who is offered to send on, by state.
func TestRightsToSend(t *testing.T) {
	t.Parallel()
	o := open(t)
	incoming, approved := o.enter(), o.signed("cadre2", "head2")
	issued := o.issued("cadre2", "head2")()
	for _, x := range []struct {
		who  string
		id   int64
		want bool
	}{
		{"leader", incoming, true}, {"clerk", incoming, true}, {"committee", incoming, true}, {"auditor", incoming, false},
		{"leader", approved, false}, {"head2", approved, false}, {"head2", issued, true}, {"cadre2", issued, false},
	} {
		p, err := o.Document(t.Context(), o.as(x.who), x.id)
		o.must(err)
		if p.Rights.Route != x.want {
			t.Errorf("%s, %s: %t", x.who, p.State, p.Rights.Route)
		}
	}
	if o.as("admin").May(access.DocumentView) {
		t.Error("the admin sees documents")
	}
}
