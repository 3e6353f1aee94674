package document_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/fault"
)

// TestWhoDrafts: whoever holds document.draft in the unit in which they work; a head or leader without the
// role of a cadre only within the own reach.
func TestWhoDrafts(t *testing.T) {
	t.Parallel()
	o := open(t)
	elsewhere := o.as("head2")
	elsewhere.Grants = []access.Grant{in(access.Head, 20)} // works in unit 2
	nobody := o.as("cadre2")
	nobody.PersonID = 0
	gone := o.as("other2")
	o.run(`UPDATE posts SET until = '2026-11-01' WHERE person_id = 23`)
	for name, x := range map[string]struct {
		who  access.Actor
		want error
	}{
		"a cadre":                      {o.as("cadre2"), nil},
		"a head":                       {o.as("head2"), nil},
		"the leader":                   {o.as("leader"), nil},
		"the clerk, a cadre as well":   {o.as("clerk"), nil},
		"a leader of another unit":     {o.as("leader2"), fault.ErrForbidden},
		"a head of another unit":       {elsewhere, fault.ErrForbidden},
		"an auditor":                   {o.as("auditor"), fault.ErrForbidden},
		"the admin":                    {o.as("admin"), fault.ErrForbidden},
		"nobody on the roster":         {nobody, fault.ErrForbidden},
		"somebody who has left":        {gone, fault.ErrForbidden},
		"somebody without any role":    {o.as("stranger"), fault.ErrForbidden},
		"a member of the council":      {o.as("council"), fault.ErrForbidden},
		"the committee, cadre as well": {o.as("committee"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := document.Document{Register: "QĐ", Subject: "Thành lập tổ giúp việc", Copies: 1}
			id, err := o.SaveDraft(t.Context(), x.who, d, document.Filing{})
			refuses(t, err, x.want, "a draft")
			if err == nil && *o.at(id).DrafterID != x.who.PersonID {
				t.Errorf("drafted by %d", *o.at(id).DrafterID)
			}
		})
	}
}

// TestADraft: what is kept of what was typed, and that nothing but the kind, the text and the addressees
// is the drafter's to say.
func TestADraft(t *testing.T) {
	t.Parallel()
	o := open(t)
	incoming := o.enter()
	o.send("clerk", incoming, "cadre20")
	typed := document.Document{
		Register: "TTr", Subject: "Xin ý kiến", Addressees: "Thành ủy", Copies: 0, Note: "gấp", Restricted: true,
		AnswersID: &incoming, State: document.Issued, Number: 7, Symbol: "7-TTr/X", Signer: "Tôi", Year: 2020,
		Author: "Cơ quan X", Direction: document.In,
	}
	id, err := o.SaveDraft(t.Context(), o.as("cadre20"), typed, document.Filing{})
	o.must(err)
	got := o.at(id)
	if *got.UnitID != 20 || *got.DrafterID != 202 || *got.AnswersID != incoming {
		t.Errorf("unit %d, drafter %d, answers %d", *got.UnitID, *got.DrafterID, *got.AnswersID)
	}
	got.UnitID, got.DrafterID, got.AnswersID = nil, nil, nil
	want := document.Document{
		Direction: document.Out, Register: "TTr", Year: 2026, Kind: "Tờ trình", Subject: "Xin ý kiến",
		Addressees: "Thành ủy", Note: "gấp", Restricted: true, State: document.Draft, Drafter: "cadre20",
	}
	want.ID, want.Version = id, 1
	if got != want {
		t.Errorf("kept %+v\nwant %+v", got, want)
	}
	for name, x := range map[string]struct {
		change func(*document.Document)
		field  string
	}{
		"a book for a kind":  {func(d *document.Document) { d.Register = "TU" }, "register"},
		"no kind":            {func(d *document.Document) { d.Register = "" }, "register"},
		"a subject of 2":     {func(d *document.Document) { d.Subject = "ab" }, "subject"},
		"addressees of 1001": {func(d *document.Document) { d.Addressees = strings.Repeat("ấ", 1001) }, "addressees"},
		"copies below none":  {func(d *document.Document) { d.Copies = -1 }, "copies"},
	} {
		t.Run(name, func(t *testing.T) {
			d := document.Document{Register: "CV", Subject: "Trả lời"}
			x.change(&d)
			_, err := o.SaveDraft(t.Context(), o.as("cadre2"), d, document.Filing{})
			invalid(t, err, x.field, "")
		})
	}
	unseen := o.enter()
	typed.AnswersID = &unseen
	_, err = o.SaveDraft(t.Context(), o.as("cadre20"), typed, document.Filing{})
	refuses(t, err, fault.ErrNotFound, "an answer to what is not seen")
}

// TestChangingADraft: by its drafter, while it is a draft, from the version that was shown.
func TestChangingADraft(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	save := func(by string, version int64) error {
		d := document.Document{Register: "BC", Subject: "Báo cáo đã sửa", Copies: 3, Restricted: true}
		d.ID, d.Version = id, version
		_, err := o.SaveDraft(t.Context(), o.as(by), d, document.Filing{})
		return err
	}
	for _, by := range []string{"other2", "head2", "leader", "clerk", "cadre20"} {
		refuses(t, save(by, 1), fault.ErrNotFound, by)
	}
	o.must(save("cadre2", 1))
	if got := o.at(id); got.Kind != "Báo cáo" || got.Register != "BC" || got.Subject != "Báo cáo đã sửa" ||
		got.Copies != 3 || !got.Restricted || got.Version != 2 {
		t.Errorf("kept %+v", got)
	}
	refuses(t, save("cadre2", 1), fault.ErrStale, "from a stale page")
	o.submit("cadre2", id, "head2")
	refuses(t, save("cadre2", 3), fault.ErrStale, "while it is looked at")
	o.agree("head2", id)
	refuses(t, save("cadre2", 4), fault.ErrStale, "once it is signed")
	o.issue(id)
	refuses(t, save("cadre2", 5), fault.ErrStale, "once it is issued")
}

// TestSubmitting: who stands in a chain, and that there is something to look at.
func TestSubmitting(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.run(`UPDATE posts SET until = '2026-11-01' WHERE person_id = 32`)
	id := o.draft("cadre2")
	submit := func(by string, version int64, chain ...string) error {
		return o.Submit(t.Context(), o.as(by), id, version, o.ids(chain...))
	}
	for name, chain := range map[string][]string{
		"nobody":              {},
		"the drafter signs":   {"head2", "cadre2"},
		"the drafter looks":   {"cadre2", "head2"},
		"somebody twice":      {"head3", "other2", "head3", "head2"},
		"a cadre signs":       {"head2", "other2"},
		"a head of unit 20":   {"head20"},
		"a head of unit 3":    {"head3"},
		"the clerk signs":     {"clerk"},
		"who has left looks":  {"cadre3", "head2"},
		"the committee signs": {"committee"},
	} {
		t.Run(name, func(t *testing.T) {
			invalid(t, submit("cadre2", 1, chain...), "chain", "")
		})
	}
	refuses(t, submit("other2", 1, "head2"), fault.ErrNotFound, "somebody else's draft")
	refuses(t, submit("head2", 1, "leader"), fault.ErrNotFound, "the head submits the cadre's draft")
	refuses(t, submit("auditor", 1, "head2"), fault.ErrForbidden, "an auditor")
	refuses(t, submit("cadre2", 2, "head2"), fault.ErrStale, "from a page of the future")
	o.stands(id, document.Draft)
	o.must(submit("cadre2", 1, "head3", "cadre20", "leader"))
	o.stands(id, document.Review)
	refuses(t, submit("cadre2", 2, "head2"), fault.ErrStale, "a second time")
	if people := o.numbers(`SELECT person_id FROM document_steps WHERE document_id = ? ORDER BY ordinal`, id); len(people) != 3 ||
		people[0] != 31 ||
		people[1] != 202 ||
		people[2] != 10 {
		t.Errorf("the chain is %v", people)
	}
	if signing := o.numbers(`SELECT person_id FROM document_steps WHERE document_id = ? AND signs`, id); len(
		signing,
	) != 1 ||
		signing[0] != 10 {
		t.Errorf("%v sign", signing)
	}
	without, err := o.SaveDraft(
		t.Context(),
		o.as("cadre2"),
		document.Document{Register: "CV", Subject: "Chưa có tệp"},
		document.Filing{},
	)
	o.must(err)
	conflict(t, o.Submit(t.Context(), o.as("cadre2"), without, 1, o.ids("head2")), "chưa có tệp")
	o.stands(without, document.Draft)
}

// TestTheLengthOfAChain: ten people at most.
func TestTheLengthOfAChain(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	nine := []string{"other2", "head20", "cadre20", "head3", "cadre3", "clerk", "committee", "auditor", "admin"}
	invalid(
		t,
		o.Submit(t.Context(), o.as("cadre2"), id, 1, o.ids(append(nine, "council", "head2")...)),
		"chain",
		"9 người",
	)
	o.must(o.Submit(t.Context(), o.as("cadre2"), id, 1, o.ids(append(nine, "head2")...)))
}

// TestWhoMaySign: the people offered as signers are those whose roles of today reach the unit of the draft.
func TestWhoMaySign(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.run(
		`INSERT INTO grants (account_id, role, unit_id, since) VALUES (32, 'leader', 20, '2026-11-07')`,
		`INSERT INTO grants (account_id, role, unit_id, since, until) VALUES (34, 'leader', 20, '2026-01-01', '2026-11-05')`,
		`INSERT INTO grants (account_id, role, unit_id, since, until) VALUES (35, 'leader', 20, '2026-11-06', '2026-11-06')`,
		`INSERT INTO grants (account_id, role, unit_id, since) VALUES (36, 'leader', NULL, '2026-01-01')`,
		`INSERT INTO grants (account_id, role, unit_id, since) VALUES (37, 'leader', 20, '2026-01-01')`,
		`UPDATE accounts SET disabled = TRUE WHERE id = 37`,
	)
	for _, x := range []struct {
		drafter string
		want    []string
	}{
		{"cadre2", []string{"head2", "leader", "leader2", "admin"}},
		{"cadre20", []string{"head20", "leader", "auditor", "admin"}},
		{"head20", []string{"leader", "auditor", "admin"}},
		{"leader", []string{"admin"}},
	} {
		id := o.draft(x.drafter)
		c, err := o.Chain(t.Context(), o.as(x.drafter), id)
		o.must(err)
		got := map[string]bool{}
		for _, p := range c.Signers {
			got[p.Name] = true
		}
		for _, name := range x.want {
			if !got[name] {
				t.Errorf("%s is not offered to sign for %s", name, x.drafter)
			}
			delete(got, name)
		}
		if len(got) > 0 {
			t.Errorf("offered to sign for %s as well: %v", x.drafter, got)
		}
		if len(c.Reviewers) != len(members)-1 {
			t.Errorf("%d may look at it, want all others", len(c.Reviewers))
		}
		_, err = o.Chain(t.Context(), o.as("other2"), id)
		refuses(t, err, fault.ErrNotFound, "the chain of somebody else's draft")
	}
}
