package document_test

import (
	"slices"
	"testing"

	"congthidua/internal/document"
	"congthidua/internal/fault"
)

// everybody is all who hold document.view.
var everybody = []string{
	"leader", "leader2", "head2", "cadre2", "other2", "head20", "cadre20", "head3", "cadre3", "clerk", "committee",
	"auditor",
}

// registers are those who see what is in the registers.
var registers = []string{"leader", "leader2", "clerk", "committee", "auditor"}

// TestWhoSeesADocument holds every way to a document to the same list of people: its page, the lists, the
// search, the printed book, its files, the comparison, its comments, the list of answers.
func TestWhoSeesADocument(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, x := range map[string]struct {
		make func() int64
		also []string // besides those who see the registers
		only []string // instead of them
	}{
		"sent to nobody":            {make: func() int64 { return o.enter() }},
		"restricted, to nobody":     {make: func() int64 { return o.enter(restricted) }, only: []string{"clerk"}},
		"sent to a cadre of unit 2": {make: o.sentTo("cadre2"), also: []string{"cadre2", "head2"}},
		"sent to a cadre of unit 20": {
			make: o.sentTo("cadre20"),
			also: []string{"cadre20", "head20"},
		},
		"restricted, sent to a cadre": {
			make: o.sentTo("cadre2", restricted),
			only: []string{"clerk", "cadre2"},
		},
		"restricted, sent to the leader": {
			make: o.sentTo("leader", restricted),
			only: []string{"clerk", "leader"},
		},
		"a task of unit 20, checked by unit 3": {
			make: o.withTask("cadre20", "head3"),
			also: []string{"cadre20", "head20", "head3"},
		},
		"restricted, with a task": {
			make: o.withTask("cadre20", "head3", restricted),
			only: []string{"clerk", "cadre20", "head3"},
		},
		"a draft":            {make: func() int64 { return o.draft("cadre2") }, only: []string{"cadre2"}},
		"a draft in review":  {make: o.inReview("cadre2", "head20", "head2"), only: []string{"cadre2", "head20", "head2"}},
		"a draft returned":   {make: o.returned("cadre2", "head20", "head2"), only: []string{"cadre2"}},
		"signed":             {make: func() int64 { return o.signed("cadre2", "head2") }, also: []string{"cadre2", "head2"}},
		"issued":             {make: o.issued("cadre2", "head2"), also: []string{"cadre2", "head2"}},
		"issued, restricted": {make: o.issued("cadre2", "head2", restricted), only: []string{"clerk", "cadre2", "head2"}},
	} {
		t.Run(name, func(t *testing.T) {
			id := x.make()
			want := x.only
			if want == nil {
				want = append(slices.Clone(registers), x.also...)
			}
			for _, m := range members {
				sees := slices.Contains(want, m.name)
				for way, found := range o.ways(t, m.name, id) {
					if found != sees {
						t.Errorf("%s by %s: %t, want %t", m.name, way, found, sees)
					}
				}
			}
		})
	}
}

func (o *office) sentTo(to string, change ...func(*document.Document)) func() int64 {
	return func() int64 {
		id := o.enter(change...)
		o.send("clerk", id, to)
		return id
	}
}

func (o *office) withTask(lead, checker string, change ...func(*document.Document)) func() int64 {
	return func() int64 {
		id := o.enter(append(change, func(d *document.Document) { d.Register = "DV" })...)
		x := document.Dispatch{Order: o.order(lead, checker)}
		by := o.as("committee")
		by.Grants = append(by.Grants, o.as("clerk").Grants...) // sees what is restricted, gives work to all
		o.must(o.Route(o.t.Context(), by, id, 1, x))
		return id
	}
}

func (o *office) inReview(by string, chain ...string) func() int64 {
	return func() int64 {
		id := o.draft(by)
		o.submit(by, id, chain...)
		return id
	}
}

func (o *office) returned(by string, chain ...string) func() int64 {
	return func() int64 {
		id := o.inReview(by, chain...)()
		o.must(o.SendBack(o.t.Context(), o.as(chain[0]), id, o.at(id).Version, "Bổ sung"))
		return id
	}
}

func (o *office) issued(by, signer string, change ...func(*document.Document)) func() int64 {
	return func() int64 {
		id := o.signed(by, signer, change...)
		o.issue(id)
		return id
	}
}

// ways tells by which ways somebody comes to a document.
func (o *office) ways(t *testing.T, name string, id int64) map[string]bool {
	t.Helper()
	a, ctx := o.as(name), t.Context()
	d := o.at(id)
	in := func(list []document.Row) bool {
		return slices.ContainsFunc(list, func(r document.Row) bool { return r.ID == id })
	}
	// found tells whether a way is open; an error must be one of those for what is out of reach.
	found := func(err error) bool {
		if err != nil && !slices.Contains([]error{fault.ErrNotFound, fault.ErrForbidden}, err) {
			t.Errorf("%s: %v", name, err)
		}
		return err == nil
	}
	ways := map[string]bool{}
	_, err := o.Document(ctx, a, id)
	ways["page"] = found(err)
	list, total, err := o.Documents(ctx, a, document.Filter{Direction: d.Direction, Year: d.Year})
	ways["list"] = found(err) && in(list)
	if err == nil && total != len(list) {
		t.Errorf("%s: %d on the list, %d counted", name, len(list), total)
	}
	list, _, err = o.Documents(ctx, a, document.Filter{Query: "so lieu can bo"})
	ways["search"] = found(err) && in(list)
	list, _, err = o.Documents(ctx, a, document.Filter{State: d.State})
	ways["state"] = found(err) && in(list)
	_, err = o.Files().Files(ctx, a, id)
	ways["files"] = found(err)
	ways["comment"] = found(o.Comment(ctx, a, id, "Ý kiến"))
	if d.Direction == document.In && slices.Contains(registers, name) {
		book, err := o.Book(ctx, a, document.Filter{Year: d.Year})
		ways["book"] = found(err) && in(book)
	}
	return ways
}
