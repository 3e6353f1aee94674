package council_test

import (
	"testing"

	"congthidua/internal/council"
)

// term is the term of a person that lasts, the zero value for none.
func (o *office) term(person int64) council.Member {
	o.t.Helper()
	list, err := o.Members(o.ctx, committee)
	o.must(err)
	for _, m := range list {
		if m.PersonID == person {
			return m
		}
	}
	return council.Member{}
}

func TestTermsOfMembers(t *testing.T) {
	o := newOffice(t)
	o.seat(3)
	list, err := o.Members(o.ctx, committee)
	o.must(err)
	if len(list) != 3 || list[0].Role != council.Chair || list[2].Role != council.Secretary {
		t.Errorf("the chair first, the secretary last: %+v", list)
	}
	conflict(t, "a second chair", o.Appoint(o.ctx, committee, 60, council.Chair), "Hội đồng đã có Chủ tịch")
	if o.term(60).TermID != 0 {
		t.Error("who was refused sits in the council")
	}
	refused(t, "no office", o.Appoint(o.ctx, committee, 60, ""), "role")
	refused(t, "an unknown office", o.Appoint(o.ctx, committee, 60, "deputy"), "role")
	refused(t, "nobody on the roster", o.Appoint(o.ctx, committee, 99999, council.Ordinary), "person")

	o.must(o.Appoint(o.ctx, committee, 101, council.Ordinary)) // was the secretary
	o.must(o.Appoint(o.ctx, committee, 102, council.Secretary))
	if o.term(101).Role != council.Ordinary || o.term(102).Role != council.Secretary {
		t.Error("the offices did not change")
	}
	past := o.number(`SELECT count(*) FROM council_members WHERE person_id = 101 AND until = '2026-01-15'`)
	if past != 1 {
		t.Errorf("%d terms of the former secretary end today", past)
	}
	m := o.term(101)
	stale(t, "a stale page", o.EndTerm(o.ctx, committee, m.TermID, m.Version+1))
	missing(t, "no such term", o.EndTerm(o.ctx, committee, 99999, 1))
	o.must(o.EndTerm(o.ctx, committee, m.TermID, m.Version))
	if o.term(101).TermID != 0 {
		t.Error("the term lasts")
	}
	stale(t, "a term that has ended", o.EndTerm(o.ctx, committee, m.TermID, m.Version+1))
}
