package document_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/fault"
)

// TestADraftsChain goes step by step through a chain of three; at each step everybody else is refused.
func TestADraftsChain(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	agree := func(by string) error { return o.Agree(t.Context(), o.as(by), id, o.at(id).Version, "Nhất trí") }
	back := func(by string) error { return o.SendBack(t.Context(), o.as(by), id, o.at(id).Version, "Bổ sung") }
	// waits checks that the draft waits for one person alone.
	waits := func(step, name string) {
		t.Helper()
		for _, m := range members {
			if m.name == name {
				continue
			}
			for what, err := range map[string]error{"agreed": agree(m.name), "returned": back(m.name)} {
				if err == nil {
					t.Fatalf("%s: %s %s", step, m.name, what)
				}
			}
			p, err := o.Document(t.Context(), o.as(m.name), id)
			if err == nil && (p.Rights.Agree || p.Rights.Sign || p.Rights.Return) {
				t.Errorf("%s: %s is offered the step", step, m.name)
			}
		}
	}
	waits("while it is a draft", "")
	refuses(t, agree("head2"), fault.ErrNotFound, "what was not submitted")
	o.submit("cadre2", id, "cadre20", "head3", "leader")
	waits("first", "cadre20")
	refuses(t, agree("head3"), fault.ErrForbidden, "out of turn")
	refuses(t, agree("leader"), fault.ErrForbidden, "the signature before its turn")
	refuses(t, agree("cadre3"), fault.ErrNotFound, "somebody who is not in the chain")
	o.must(agree("cadre20"))
	o.stands(id, document.Review)
	waits("second", "head3")
	refuses(t, agree("cadre20"), fault.ErrForbidden, "the first a second time")
	o.must(agree("head3"))
	waits("last", "leader")
	o.must(agree("leader"))
	o.stands(id, document.Approved)
	waits("once signed", "")
	refuses(t, agree("leader"), fault.ErrStale, "signed twice")
	refuses(t, back("leader"), fault.ErrStale, "returned once it is signed")
	if got := o.at(id); got.Signer != "leader" || got.Version != 5 {
		t.Errorf("signed by %q at version %d", got.Signer, got.Version)
	}
	if days := o.numbers(`SELECT count(*) FROM document_steps WHERE document_id = ? AND done_on = '2026-11-06'`, id); days[0] != 3 {
		t.Errorf("%d steps have their day", days[0])
	}
}

// TestAReturnBeginsAnew: with a reason, to the drafter, and the whole chain is gone through again.
func TestAReturnBeginsAnew(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	o.submit("cadre2", id, "head3", "head2")
	o.agree("head3", id)
	back := func(why string) error { return o.SendBack(t.Context(), o.as("head2"), id, o.at(id).Version, why) }
	invalid(t, back(" "), "note", "")
	invalid(t, back(strings.Repeat("ấ", 1001)), "note", "")
	refuses(t, o.SendBack(t.Context(), o.as("head2"), id, 1, "Bổ sung"), fault.ErrStale, "from a stale page")
	o.must(back(strings.Repeat("ấ", 1000)))
	o.stands(id, document.Draft)
	if n := o.numbers(`SELECT count(*) FROM document_steps WHERE document_id = ?`, id); n[0] != 0 {
		t.Errorf("%d steps are left of the chain", n[0])
	}
	refuses(t, o.Agree(t.Context(), o.as("head2"), id, o.at(id).Version, ""), fault.ErrNotFound, "after the return")
	o.submit("cadre2", id, "head3", "head2")
	refuses(
		t,
		o.Agree(t.Context(), o.as("head2"), id, o.at(id).Version, ""),
		fault.ErrForbidden,
		"the first is asked again",
	)
}

// TestAgreeingFromAStalePage: what somebody looked at is what is agreed to.
func TestAgreeingFromAStalePage(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	o.submit("cadre2", id, "head3", "head2")
	shown := o.at(id).Version
	refuses(t, o.Agree(t.Context(), o.as("head3"), id, shown-1, ""), fault.ErrStale, "the version before")
	refuses(t, o.Agree(t.Context(), o.as("head3"), id, shown+1, ""), fault.ErrStale, "the version to come")
	invalid(t, o.Agree(t.Context(), o.as("head3"), id, shown, strings.Repeat("ấ", 1001)), "note", "")
	o.must(o.Agree(t.Context(), o.as("head3"), id, shown, strings.Repeat("ấ", 1000)))
}

// TestNobodySignsTheOwnDraft: not even when the own step stands in the chain, whatever role one has by then.
func TestNobodySignsTheOwnDraft(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("head2")
	o.submit("head2", id, "leader")
	o.run(`UPDATE document_steps SET person_id = 21`) // as no use case would
	own := o.as("head2")
	own.Grants = append(own.Grants, in(access.Leader, 1))
	version := o.at(id).Version
	refuses(t, o.Agree(t.Context(), own, id, version, ""), fault.ErrForbidden, "the drafter signs")
	refuses(t, o.SendBack(t.Context(), own, id, version, "x"), fault.ErrForbidden, "the drafter returns")
	_, err := o.Signs(t.Context(), own, id)
	refuses(t, err, fault.ErrForbidden, "the drafter is asked for the password")
	p, err := o.Document(t.Context(), own, id)
	o.must(err)
	if p.Rights.Sign || p.Rights.Agree || p.Rights.Return {
		t.Errorf("the drafter is offered %+v", p.Rights)
	}
	o.stands(id, document.Review)
}

// TestSigningReachesTheUnit: a signer whose role no longer holds the unit of the draft can return it, not
// sign it.
func TestSigningReachesTheUnit(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre20")
	o.submit("cadre20", id, "leader")
	for name, grants := range map[string][]access.Grant{
		"of unit 2":     {in(access.Leader, 2)},
		"of unit 3":     {in(access.Head, 3)},
		"a cadre there": {in(access.Cadre, 20)},
	} {
		signer := o.as("leader")
		signer.Grants = append(grants, in(access.Cadre, 1))
		err := o.Agree(t.Context(), signer, id, 2, "")
		if name == "a cadre there" {
			refuses(t, err, fault.ErrForbidden, name)
		} else {
			refuses(t, err, fault.ErrNotFound, name)
		}
		p, err := o.Document(t.Context(), signer, id)
		o.must(err)
		if p.Rights.Sign || p.Rights.Agree || !p.Rights.Return {
			t.Errorf("%s: %+v", name, p.Rights)
		}
		o.stands(id, document.Review)
	}
	signer := o.as("leader")
	signer.Grants = []access.Grant{in(access.Leader, 20)}
	signs, err := o.Signs(t.Context(), signer, id)
	if err != nil || !signs {
		t.Errorf("the password is not asked for: %t %v", signs, err)
	}
	o.must(o.Agree(t.Context(), signer, id, 2, ""))
}

// TestWhoIsAskedForThePassword: the last of a chain, at the own turn.
func TestWhoIsAskedForThePassword(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	o.submit("cadre2", id, "head3", "head2")
	signs, err := o.Signs(t.Context(), o.as("head3"), id)
	if err != nil || signs {
		t.Errorf("who looks at it signs: %t %v", signs, err)
	}
	_, err = o.Signs(t.Context(), o.as("head2"), id)
	refuses(t, err, fault.ErrForbidden, "out of turn")
	o.agree("head3", id)
	signs, err = o.Signs(t.Context(), o.as("head2"), id)
	if err != nil || !signs {
		t.Errorf("the last does not sign: %t %v", signs, err)
	}
}
