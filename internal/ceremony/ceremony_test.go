package ceremony_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
)

// TestAStalePageOverwritesNothing: what two people change at once, the second is refused, and what the
// first has saved is what stays.
func TestAStalePageOverwritesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, c := range []struct {
		name string
		page func(h *hall, id int64) func(text string) error // what a page saves that was opened now
		kept func(h *hall, id int64) string
	}{
		{"data", func(h *hall, id int64) func(string) error {
			page := h.see(id).Ceremony
			return func(text string) error {
				page.HeldOn, page.Place = today, text
				_, err := h.Save(h.t.Context(), committee, page)
				return err
			}
		}, func(h *hall, id int64) string { return h.see(id).Place }},
		{"programme", func(h *hall, id int64) func(string) error {
			page := h.see(id)
			return func(text string) error {
				items := []ceremony.Item{{Title: text, Awards: true}}
				return h.SaveProgramme(h.t.Context(), committee, id, page.ProgrammeVersion, items)
			}
		}, func(h *hall, id int64) string { return h.see(id).Items[0].Title }},
		{"presenter", func(h *hall, id int64) func(string) error {
			page := presenter(h, id, "")
			return func(text string) error {
				page.Presenter = text
				return h.SetPresenter(h.t.Context(), committee, page)
			}
		}, func(h *hall, id int64) string { return h.see(id).Turns[0].Presenter }},
		{"absence", func(h *hall, id int64) func(string) error {
			page := h.away(id, "A 01", "")
			return func(text string) error {
				page.Representative = text
				return h.SetAbsence(h.t.Context(), committee, page)
			}
		}, func(h *hall, id int64) string { return h.see(id).AbsenceOf(h.called("A 01")).Representative }},
		{"guest", func(h *hall, id int64) func(string) error {
			page := h.guest(id, "Khách mời")
			return func(text string) error {
				return h.SaveGuest(h.t.Context(), committee, id, page.ID, page.Version, text+"@bao.example")
			}
		}, func(h *hall, id int64) string {
			return strings.TrimSuffix(h.guest(id, "Khách mời").Email, "@bao.example")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := h.prepared(today)
			for range 2 { // from nothing written yet, and over what is
				first, second := c.page(h, id), c.page(h, id)
				h.must(first("mot"))
				if got := outcome(second("hai")); got != "stale" {
					t.Errorf("the second page: %s", got)
				}
				if got := c.kept(h, id); got != "mot" {
					t.Errorf("kept is %q", got)
				}
				h.must(c.page(h, id)("ba"))
				if got := c.kept(h, id); got != "ba" {
					t.Errorf("from a fresh page %q is kept", got)
				}
			}
			// Taken back and written again, an old page is old all the same.
			old := c.page(h, id)
			h.must(c.page(h, id)("bon"))
			h.must(c.page(h, id)("ba"))
			if got := outcome(old("nam")); got != "stale" {
				t.Errorf("an old page after there and back: %s", got)
			}
		})
	}
}

// TestPartsDoNotDisturbEachOther: whoever works on one part is not refused for what others did on others.
func TestPartsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	ctx := t.Context()
	page := h.see(id)
	by, absent, guest := presenter(h, id, "Trưởng ban"), h.away(id, "A 01", ""), h.guest(id, "Khách mời")
	other := h.away(id, "A 02", "đồng nghiệp")
	data := page.Ceremony
	data.HeldOn = today
	for name, save := range map[string]func() error{
		"presenter": func() error { return h.SetPresenter(ctx, committee, by) },
		"absence":   func() error { return h.SetAbsence(ctx, committee, absent) },
		"another":   func() error { return h.SetAbsence(ctx, clerk, other) },
		"guest":     func() error { return h.SaveGuest(ctx, committee, id, guest.ID, guest.Version, "") },
		"data":      func() error { _, err := h.Save(ctx, committee, data); return err },
		"programme": func() error { return h.SaveProgramme(ctx, committee, id, page.ProgrammeVersion, page.Items) },
	} {
		if err := save(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := h.see(id).Changes; got != page.Changes+6 {
		t.Errorf("%d changes counted, want 6", got-page.Changes)
	}
}

// TestTwoSaveTheProgrammeAtOnce: one is kept, the others are refused.
func TestTwoSaveTheProgrammeAtOnce(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	version, ctx := h.see(id).ProgrammeVersion, context.WithoutCancel(t.Context())
	results := make([]string, 8)
	var work sync.WaitGroup
	for i := range results {
		work.Go(func() {
			items := []ceremony.Item{{Title: "Trao thưởng", Awards: true}, {Title: strings.Repeat("x", i+1)}}
			results[i] = outcome(h.SaveProgramme(ctx, committee, id, version, items))
		})
	}
	work.Wait()
	done := 0
	for i, got := range results {
		switch got {
		case "done":
			done++
			if kept := h.see(id).Items[1].Title; len(kept) != i+1 {
				t.Errorf("number %d was told it is kept, but %q is", i, kept)
			}
		case "stale":
		default:
			t.Errorf("number %d: %s", i, got)
		}
	}
	if done != 1 {
		t.Errorf("%d were kept, want 1", done)
	}
}

// TestHoldAndDropSeeEverything: both demand that nothing has changed since the page.
func TestHoldAndDropSeeEverything(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	ctx := t.Context()
	page := h.see(id)
	h.must(h.SetAbsence(ctx, committee, h.away(id, "A 01", "")))
	if got := outcome(h.Hold(ctx, committee, id, page.Changes)); got != "stale" {
		t.Errorf("held over an absence: %s", got)
	}
	if got := outcome(h.DropDecision(ctx, committee, id, page.Changes, page.Chosen[0].ID)); got != "stale" {
		t.Errorf("dropped over an absence: %s", got)
	}
	page = h.see(id)
	h.must(h.Hold(ctx, committee, id, page.Changes))
	v := h.see(id)
	if v.State != ceremony.Held || onStage(v) != "1: A 02 A 03" || len(v.Stood) != 2 {
		t.Errorf("%s: %s, %d stood", v.State, onStage(v), len(v.Stood))
	}
	if got := outcome(h.Hold(ctx, committee, id, v.Changes)); got != "stale" {
		t.Errorf("held twice: %s", got)
	}
}

// TestADecisionIsHandedOverOnce: issued, not a revocation, at one ceremony.
func TestADecisionIsHandedOverOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := t.Context()
	id, other := h.ceremony(today, 2), h.ceremony(tomorrow, 2)
	d := h.decision(lines(9, "A", 2)...)
	h.must(h.AddDecision(ctx, committee, id, d))
	for _, where := range []int64{id, other} {
		if got := outcome(h.AddDecision(ctx, committee, where, d)); got != "conflict" {
			t.Errorf("a second time: %s", got)
		}
	}
	draft := h.insert(
		`INSERT INTO decisions (kind, body, subject, state) VALUES ('award', 'Ban', 'Tặng thưởng', 'draft')`,
	)
	revocation := h.insert(`INSERT INTO decisions (kind, body, subject, state, number, decided_on, old_id)
		VALUES ('revocation', 'Ban', 'Hủy bỏ', 'issued', '9', '2026-11-02', ?)`, d)
	for _, no := range []int64{draft, revocation, 999999} {
		if got := outcome(h.AddDecision(ctx, committee, other, no)); got != "stale" {
			t.Errorf("decision %d: %s", no, got)
		}
	}
	v, err := h.Ceremony(ctx, committee, other)
	h.must(err)
	if len(v.Open) != 0 {
		t.Errorf("offered are %d decisions", len(v.Open))
	}
	// Dropped, its recipients leave the guests and what was noted of them goes.
	h.must(h.SetAbsence(ctx, committee, h.away(id, "A 01", "")))
	h.must(h.DropDecision(ctx, committee, id, h.see(id).Changes, d))
	if v := h.see(id); len(v.Guests) != 0 || v.Away() != 0 || len(v.Turns) != 0 {
		t.Errorf("left are %d guests, %d away", len(v.Guests), v.Away())
	}
	if got := outcome(h.DropDecision(ctx, committee, id, h.see(id).Changes, d)); got != "stale" {
		t.Errorf("dropped twice: %s", got)
	}
	h.must(h.AddDecision(ctx, committee, other, d))
	h.exec(`UPDATE ceremonies SET held_on = '2026-11-20'`)
	h.send(h.desk(other, "Bàn 1"), ceremony.Note{Token: "token-01", Guest: h.guest(other, "A 01").ID, Present: true})
	if got := outcome(h.DropDecision(ctx, committee, other, h.see(other).Changes, d)); got != "conflict" {
		t.Errorf("dropped after somebody has come: %s", got)
	}
}

// TestOpenDecisionsAreForWhoPrepares: the others are not told of decisions in no ceremony.
func TestOpenDecisionsAreForWhoPrepares(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	h.decision(lines(2, "B", 1)...)
	for who, want := range map[string]int{
		"committee": 1, "clerk": 0, "auditor": 0, "leader of the body": 0, "leader of 9": 0,
	} {
		v, err := h.Ceremony(t.Context(), everybody[who], id)
		h.must(err)
		if len(v.Open) != want {
			t.Errorf("%s is offered %d", who, len(v.Open))
		}
	}
}

// TestAbsencesAreOfRecipients: nobody else can be marked, and who has been on the stage cannot.
func TestAbsencesAreOfRecipients(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	other := h.ceremony(today, 2, h.decision(lines(2, "B", 1)...))
	ctx := t.Context()
	x := h.away(id, "A 01", "")
	x.RecipientID = h.called("B 01")
	if got := outcome(h.SetAbsence(ctx, committee, x)); got != "not found" {
		t.Errorf("a recipient of another ceremony: %s", got)
	}
	x = h.away(id, "A 01", strings.Repeat("ễ", 201))
	if got := outcome(h.SetAbsence(ctx, committee, x)); got != "invalid" {
		t.Errorf("a representative of 201 letters: %s", got)
	}
	h.must(h.SetAbsence(ctx, committee, h.away(id, "A 01", strings.Repeat("ễ", 200))))
	back := h.away(id, "A 01", "ai đó")
	back.Away = false
	h.must(h.SetAbsence(ctx, committee, back))
	if x := h.see(id).AbsenceOf(h.called("A 01")); x.Away || x.Representative != "" || h.see(id).Away() != 0 {
		t.Errorf("who comes after all: %+v", x)
	}
	h.must(h.Hold(ctx, committee, other, h.see(other).Changes))
	if got := outcome(h.SetAbsence(ctx, committee, h.away(other, "B 01", ""))); got != "stale" {
		t.Errorf("of a held ceremony: %s", got)
	}
}

// TestWhatIsNotThere: a ceremony that is not there is not found, whoever asks.
func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	ctx := t.Context()
	for name, err := range map[string]error{
		"save": func() error {
			c := h.see(id).Ceremony
			c.ID, c.HeldOn = 999, today
			_, err := h.Save(ctx, committee, c)
			return err
		}(),
		"programme": h.SaveProgramme(ctx, committee, 999, 1, []ceremony.Item{{Title: "Trao", Awards: true}}),
		"hold":      h.Hold(ctx, committee, 999, 1),
		"forward":   h.Forward(ctx, committee, 999, 0),
		"printed":   h.Printed(ctx, committee, 999, "run", says),
		"paper":     h.Printed(ctx, committee, id, "nothing", says),
		"guest":     h.SaveGuest(ctx, committee, id, 999, 1, ""),
		"link":      h.RevokeLink(ctx, committee, id, 999, 1),
		"gate":      func() error { _, err := h.GateOf(ctx, committee, 999); return err }(),
	} {
		if got := outcome(err); got != "not found" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestEveryChangeIsInTheLog, with who made it.
func TestEveryChangeIsInTheLog(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, c := range changes {
		if strings.HasPrefix(c.name, "read") || strings.HasPrefix(c.name, "open") {
			continue
		}
		id := h.prepared(today)
		boss := access.Actor{Name: "Người ghi " + c.name, Grants: committee.Grants}
		h.must(c.do(t.Context(), h, boss, id))
		n := h.number(`SELECT count(*) FROM audit_log
			WHERE actor = ? AND object = 'ceremonies' AND object_id = ?`, boss.Name, id)
		if n != 1 {
			t.Errorf("%s: %d entries", c.name, n)
		}
	}
}
