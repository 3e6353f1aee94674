package award_test

import (
	"errors"
	"slices"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/fault"
)

// reachCases are lists of awardees, with the units whose leader may decide on all of them.
var reachCases = []struct {
	name  string
	lines []award.Awardee
	in    map[int64]bool
}{
	{"somebody of unit 2", []award.Awardee{whom("gk", an, 0)}, map[int64]bool{root: true, two: true}},
	{"somebody of the unit below", []award.Awardee{whom("gk", chi, 0)}, map[int64]bool{root: true, two: true, below: true}},
	{"somebody of unit 20", []award.Awardee{whom("gk", dung, 0)}, map[int64]bool{root: true, twenty: true}},
	{"two units", []award.Awardee{whom("gk", an, 0), whom("gk", dung, 0)}, map[int64]bool{root: true}},
	{"unit 2 itself", []award.Awardee{whom("gk", 0, two)}, map[int64]bool{root: true, two: true}},
	{"unit 20 itself", []award.Awardee{whom("gk", 0, twenty)}, map[int64]bool{root: true, twenty: true}},
	{"an outsider", []award.Awardee{whom("gk", 0, 0)}, map[int64]bool{root: true}},
	{"unit 2 and an outsider", []award.Awardee{whom("gk", an, 0), whom("gk", 0, 0)}, map[int64]bool{root: true}},
	{"who has left", []award.Awardee{whom("gk", retired, 0)}, map[int64]bool{root: true}},
	{"who heads the body", []award.Awardee{whom("gk", chief, 0)}, map[int64]bool{root: true}},
}

// TestALeaderSignsWhatLiesWhollyWithin holds signing, returning, looking and "my work" to the leader's unit.
func TestALeaderSignsWhatLiesWhollyWithin(t *testing.T) {
	o := newOffice(t)
	for _, test := range reachCases {
		for _, unit := range []int64{root, two, below, twenty} {
			t.Run(test.name, func(t *testing.T) {
				d := o.decision(award.Signing, test.lines...)
				leader, may := as(access.Leader, unit, 0), test.in[unit]
				want := map[bool]error{true: nil, false: fault.ErrNotFound}[may]
				page, err := o.DecisionPage(o.ctx, leader, d.ID)
				if !is(err, want) || page.Rights.Sign != may || page.Rights.Return != may {
					t.Errorf("unit %d: the page: %v %+v", unit, err, page.Rights)
				}
				if _, _, err := o.Service.Decision(o.ctx, leader, d.ID); !is(err, want) {
					t.Errorf("unit %d: its papers: %v", unit, err)
				}
				if _, err := o.Files().Files(o.ctx, leader, d.ID); !is(err, want) {
					t.Errorf("unit %d: its files: %v", unit, err)
				}
				if got := o.sees(leader, d.ID); got != may {
					t.Errorf("unit %d: in the list: %v", unit, got)
				}
				if got := o.waits(leader, d.ID); got != may {
					t.Errorf("unit %d: in my work: %v", unit, got)
				}
				if err := o.Return(o.ctx, leader, d.ID, 1, "Thiếu căn cứ"); !is(err, want) {
					t.Errorf("unit %d: returned: %v", unit, err)
				}
				if may {
					o.exec(`UPDATE decisions SET state = 'signing', version = 1 WHERE id = ?`, d.ID)
				}
				if err := o.Sign(o.ctx, leader, d.ID, 1, "Phó Trưởng ban"); !is(err, want) {
					t.Errorf("unit %d: signed: %v", unit, err)
				}
				o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID) // or the next stands twice
			})
		}
	}
}

func (o *office) sees(a access.Actor, id int64) bool {
	o.t.Helper()
	list, total, err := o.Decisions(o.ctx, a, award.Filter{})
	o.must(err)
	if total != len(list) {
		o.t.Errorf("%d decisions are counted, %d listed", total, len(list))
	}
	for _, d := range list {
		if d.ID == id {
			return true
		}
	}
	return false
}

func (o *office) waits(a access.Actor, id int64) bool {
	o.t.Helper()
	list, err := o.Todo(o.ctx, a)
	o.must(err)
	for _, entry := range list {
		if entry.Link == award.DecisionPath(id) {
			return true
		}
	}
	return false
}

// TestAnIssuedDecisionIsSeenByTheHonoured: whoever has one of the recipients within reach sees it, whole.
func TestAnIssuedDecisionIsSeenByTheHonoured(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Issued, whom("gk", an, 0), whom("gk", 0, below), whom("gk", 0, 0))
	for name, test := range map[string]struct {
		actor access.Actor
		want  error
	}{
		"the honoured":           {as(access.Cadre, two, an), nil},
		"a colleague":            {as(access.Cadre, two, binh), fault.ErrNotFound},
		"the head of unit 2":     {as(access.Head, two, 0), nil},
		"the head of unit 21":    {as(access.Head, below, 0), nil},
		"the head of unit 20":    {as(access.Head, twenty, 0), fault.ErrNotFound},
		"the leader of unit 2":   {as(access.Leader, two, 0), nil},
		"the leader of unit 20":  {as(access.Leader, twenty, 0), fault.ErrNotFound},
		"the leader of the body": {leader, nil},
		"the committee":          {committee, nil},
		"the auditor":            {auditor, nil},
		"a member of a council":  {as(access.Council, 0, 0), fault.ErrForbidden},
		"the administrator":      {as(access.Admin, 0, 0), fault.ErrForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := o.DecisionPage(o.ctx, test.actor, d.ID)
			if !is(err, test.want) || err == nil && len(page.List) != 3 {
				t.Errorf("%v, %d lines", err, len(page.List))
			}
			if errors.Is(test.want, fault.ErrForbidden) {
				return
			}
			if got := o.sees(test.actor, d.ID); got != (test.want == nil) {
				t.Errorf("in the list: %v", got)
			}
		})
	}
}

// TestADraftIsForWhoWritesIt: it is neither seen by heads and cadres nor by the leader who will sign it.
func TestADraftIsForWhoWritesIt(t *testing.T) {
	o := newOffice(t)
	for state, seen := range map[award.State][]access.Actor{
		award.Draft:   {committee, clerk, auditor},
		award.Signing: {committee, clerk, auditor, leader, as(access.Leader, two, 0)},
		award.Signed:  {committee, clerk, auditor, leader, as(access.Leader, two, 0)},
	} {
		d := o.decision(state, whom("gk", an, 0))
		hidden := []access.Actor{as(access.Cadre, two, an), head}
		if state == award.Draft {
			hidden = append(hidden, leader, as(access.Leader, two, 0))
		}
		for _, a := range seen {
			if _, err := o.DecisionPage(o.ctx, a, d.ID); err != nil {
				t.Errorf("%s, %s: %v", state, a.Grants[0].Role, err)
			}
		}
		for _, a := range hidden {
			if _, err := o.DecisionPage(o.ctx, a, d.ID); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("%s, %s of %q: %v", state, a.Grants[0].Role, a.Grants[0].Path, err)
			}
		}
		o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID)
	}
	empty := o.decision(award.Signing)
	if _, err := o.DecisionPage(o.ctx, as(access.Leader, two, 0), empty.ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("one without anybody, for the leader of a unit: %v", err)
	}
}

// TestAProposalIsSeenWhereItLiesWhollyWithin, with its papers, dossier and files.
func TestAProposalIsSeenWhereItLiesWhollyWithin(t *testing.T) {
	o := newOffice(t)
	for _, test := range reachCases {
		p := o.proposal(award.Sent, test.lines...)
		for _, unit := range []int64{root, two, below, twenty} {
			t.Run(test.name, func(t *testing.T) {
				leader, may := as(access.Leader, unit, 0), test.in[unit]
				want := map[bool]error{true: nil, false: fault.ErrNotFound}[may]
				page, err := o.ProposalPage(o.ctx, leader, p.ID)
				if !is(err, want) || page.Rights != (award.ProposalRights{}) {
					t.Errorf("unit %d: the page: %v %+v", unit, err, page.Rights)
				}
				if _, _, err := o.Proposal(o.ctx, leader, p.ID); !is(err, want) {
					t.Errorf("unit %d: its papers: %v", unit, err)
				}
				if _, err := o.Dossier(o.ctx, leader, p.ID); !is(err, want) {
					t.Errorf("unit %d: its dossier: %v", unit, err)
				}
				if _, err := o.ProposalFiles().Files(o.ctx, leader, p.ID); !is(err, want) {
					t.Errorf("unit %d: its files: %v", unit, err)
				}
				list, err := o.Proposals(o.ctx, leader)
				listed := false
				for _, x := range list {
					listed = listed || x.ID == p.ID
				}
				if err != nil || listed != may {
					t.Errorf("unit %d: in the list: %v %v", unit, listed, err)
				}
			})
		}
	}
}

// TestOnlyPresentPostsReach: who has moved lies in the new unit only, who has left in none.
func TestOnlyPresentPostsReach(t *testing.T) {
	o := newOffice(t)
	const former = `
		INSERT INTO posts (person_id, unit_id, title, level, until)
		VALUES (?, ?, 'Chuyên viên', 40, '2026-01-01')`
	o.exec(former, an, twenty)
	o.exec(former, retired, two)
	for name, test := range map[string]struct {
		person int64
		in     map[int64]bool
	}{
		"who has moved from unit 20 to 2": {an, map[int64]bool{root: true, two: true}},
		"who has left unit 2":             {retired, map[int64]bool{root: true}},
	} {
		for _, state := range []award.State{award.Signing, award.Issued} {
			d := o.decision(state, whom("gk", test.person, 0))
			for _, unit := range []int64{root, two, twenty} {
				if got := o.sees(as(access.Leader, unit, 0), d.ID); got != test.in[unit] {
					t.Errorf("%s, %s: the leader of unit %d sees it: %v", name, state, unit, got)
				}
			}
			o.exec(`DELETE FROM recipients WHERE decision_id = ?`, d.ID)
		}
	}
}

// TestSearch finds the latest decisions by number, subject and body, without tone marks, among those that are seen.
func TestSearch(t *testing.T) {
	o := newOffice(t)
	first := o.decision(award.Issued, whom("gk", an, 0))
	second := o.decision(award.Issued, whom("gk", dung, 0))
	draft := o.decision(award.Draft, whom("gk", an, 0))
	search := func(a access.Actor, find string, most int) (ids []int64) {
		t.Helper()
		found, err := o.Search(o.ctx, a, find, most)
		o.must(err)
		for _, d := range found {
			ids = append(ids, d.ID)
		}
		return ids
	}
	for name, test := range map[string]struct {
		actor access.Actor
		find  string
		most  int
		want  []int64
	}{
		"by number":         {committee, "1-qd/truoc", 9, []int64{first.ID}},
		"by subject":        {committee, "tang giay khen", 9, []int64{draft.ID, second.ID, first.ID}},
		"by body":           {committee, "BAN TO CHUC", 9, []int64{draft.ID, second.ID, first.ID}},
		"the latest":        {committee, "giấy khen", 2, []int64{draft.ID, second.ID}},
		"nothing":           {committee, "bang khen", 9, nil},
		"a head, of a unit": {head, "giay khen", 9, []int64{first.ID}},
	} {
		if got := search(test.actor, test.find, test.most); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	_, err := o.Search(o.ctx, as(access.Admin, root, 0), "giay khen", 9)
	o.want(fault.ErrForbidden, err)
}
