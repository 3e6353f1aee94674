package ceremony_test

import (
	"context"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/store"
)

// change is a use case that changes something of a ceremony, as it would succeed for who may.
type change struct {
	name string
	do   func(ctx context.Context, h *hall, a access.Actor, id int64) error
}

func presenter(h *hall, id int64, by string) ceremony.Presenter {
	p := h.see(id).PresenterOf(h.see(id).Groups[0])
	return ceremony.Presenter{
		Record: store.Record{Version: p.Version}, CeremonyID: id,
		Form: h.see(id).Groups[0].Form.Code, Collective: h.see(id).Groups[0].Collective, Presenter: by,
	}
}

const says = "0123456789abcdef"

var changes = []change{
	{"save", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		c := h.see(id).Ceremony
		c.HeldOn = today
		_, err := h.Save(ctx, a, c)
		return err
	}},
	{"programme", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		v := h.see(id)
		return h.SaveProgramme(ctx, a, id, v.ProgrammeVersion, v.Items)
	}},
	{"add decision", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.AddDecision(ctx, a, id, h.decision(line{unit: 9, name: "Người mới"}))
	}},
	{"drop decision", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		v := h.see(id)
		return h.DropDecision(ctx, a, id, v.Changes, v.Chosen[0].ID)
	}},
	{"presenter", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.SetPresenter(ctx, a, presenter(h, id, "Trưởng ban"))
	}},
	{"absence", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.SetAbsence(ctx, a, h.away(id, "A 01", "đồng nghiệp"))
	}},
	{"guests", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.AddGuests(ctx, a, id, "Khách thứ hai")
	}},
	{"guest", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		g := h.guest(id, "Khách mời")
		return h.SaveGuest(ctx, a, id, g.ID, g.Version, "khach@bao.example")
	}},
	{"drop guest", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		g := h.guest(id, "Khách mời")
		return h.DropGuest(ctx, a, id, g.ID, g.Version)
	}},
	{"link", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.AddLink(ctx, a, id, ceremony.Desk, "Bàn 2")
	}},
	{"revoke", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		links, err := h.Links(ctx, committee, id)
		h.must(err)
		return h.RevokeLink(ctx, a, id, links[0].ID, links[0].Version)
	}},
	{"forward", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.Forward(ctx, a, id, h.see(id).Live.Steps)
	}},
	{"hold", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.Hold(ctx, a, id, h.see(id).Changes)
	}},
	{"note print", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		return h.Printed(ctx, a, id, "run", says)
	}},
	{"read links", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		_, err := h.Links(ctx, a, id)
		return err
	}},
	{"open a desk", func(ctx context.Context, h *hall, a access.Actor, id int64) error {
		_, err := h.GateOf(ctx, a, id)
		return err
	}},
}

// TestWhoMayChange is the table of who may do what, written down by hand. All others may nothing.
func TestWhoMayChange(t *testing.T) {
	t.Parallel()
	may := map[string]string{ // on the day of the ceremony
		"committee": "save programme add-decision drop-decision presenter absence guests guest drop-guest " +
			"link revoke forward hold note-print read-links open-a-desk",
		"clerk": "absence forward note-print open-a-desk",
	}
	h := open(t)
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			id := h.prepared(today)
			for who, a := range everybody {
				if who == "committee" || who == "clerk" {
					continue
				}
				before := h.see(id).Changes
				if got := outcome(c.do(t.Context(), h, a, id)); got != "forbidden" {
					t.Errorf("%s: %s", who, got)
				}
				if h.see(id).Changes != before {
					t.Errorf("%s changed the ceremony", who)
				}
			}
			for _, who := range []string{"clerk", "committee"} {
				id := h.prepared(today)
				want := "forbidden"
				if strings.Contains(" "+may[who]+" ", " "+strings.ReplaceAll(c.name, " ", "-")+" ") {
					want = "done"
				}
				if got := outcome(c.do(t.Context(), h, everybody[who], id)); got != want {
					t.Errorf("%s: %s, want %s", who, got, want)
				}
			}
		})
	}
}

// TestBeforeTheDay: who only conducts changes no absence and does not begin before the day.
func TestBeforeTheDay(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, tomorrow)
	if got := outcome(h.SetAbsence(t.Context(), clerk, h.away(id, "A 01", ""))); got != "forbidden" {
		t.Errorf("the clerk's absence: %s", got)
	}
	if got := outcome(h.SetAbsence(t.Context(), committee, h.away(id, "A 01", ""))); got != "done" {
		t.Errorf("the committee's absence: %s", got)
	}
	for _, a := range []access.Actor{clerk, committee} {
		if got := outcome(h.Forward(t.Context(), a, id, 0)); got != "conflict" {
			t.Errorf("%s begins a day early: %s", a.Name, got)
		}
	}
}

// TestRights are what the pages offer; they say what the use cases do.
func TestRights(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	all := ceremony.Rights{
		Prepare: true, Conduct: true, Absences: true, NotePrint: true, KeepFiles: true, Letters: true, CheckIn: true,
	}
	day := all
	day.Prepare = false
	early := day
	early.Absences = false
	after := ceremony.Rights{NotePrint: true, KeepFiles: true, Letters: true, CheckIn: true}
	check := func(when, who string, want ceremony.Rights) {
		t.Helper()
		v, err := h.Ceremony(t.Context(), everybody[who], id)
		h.must(err)
		if v.Rights != want {
			t.Errorf("%s, %s: %+v", when, who, v.Rights)
		}
		if may := h.MayCreate(everybody[who]); may != (who == "committee") {
			t.Errorf("%s may begin one: %t", who, may)
		}
	}
	check("on the day", "committee", all)
	check("on the day", "clerk", day)
	h.clock.At = h.clock.At.AddDate(0, 0, -1)
	check("before", "committee", all)
	check("before", "clerk", early)
	h.clock.At = h.clock.At.AddDate(0, 0, 1)
	for _, who := range []string{"auditor", "leader of the body", "leader of 9"} {
		check("on the day", who, ceremony.Rights{})
	}
	h.must(h.Hold(t.Context(), committee, id, h.see(id).Changes))
	check("held", "committee", after)
	check("held", "clerk", after)
}

// TestAHeldCeremonyDoesNotChange, but the printing of its papers may still be noted.
func TestAHeldCeremonyDoesNotChange(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	// What the changes need of a ceremony that is being prepared is read before.
	h.must(h.Hold(t.Context(), committee, id, h.see(id).Changes))
	still := map[string]string{"note print": "done", "read links": "done", "open a desk": "done"}
	for _, c := range changes {
		want := still[c.name]
		if want == "" {
			want = "stale"
		}
		before := h.see(id)
		if got := outcome(c.do(t.Context(), h, committee, id)); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
		if after := h.see(id); after.Changes != before.Changes || onStage(after) != onStage(before) {
			t.Errorf("%s changed it", c.name)
		}
	}
	if h.see(id).State != ceremony.Held {
		t.Error("not held")
	}
}
