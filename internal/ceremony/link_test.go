package ceremony_test

import (
	"strings"
	"testing"

	"congthidua/internal/ceremony"
)

// link makes a link and returns its number.
func (h *hall) link(id int64, kind ceremony.LinkKind, name string) int64 {
	h.t.Helper()
	h.must(h.AddLink(h.t.Context(), committee, id, kind, name))
	return h.number(`SELECT max(id) FROM ceremony_links`)
}

// TestAHelpersLink opens one page of one ceremony on one day, until it is revoked.
func TestAHelpersLink(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	other := h.ceremony(today, 2, h.decision(lines(2, "B", 1)...))
	ctx := t.Context()
	desk, screen := h.link(id, ceremony.Desk, "Bàn cửa"), h.link(id, ceremony.Screen, "Màn hình")
	for _, c := range []struct {
		name string
		link int64
		kind ceremony.LinkKind
		days int
		want string
	}{
		{"desk", desk, ceremony.Desk, 0, "done"},
		{"screen", screen, ceremony.Screen, 0, "done"},
		{"a desk's link at a screen", desk, ceremony.Screen, 0, "not found"},
		{"a screen's link at a desk", screen, ceremony.Desk, 0, "not found"},
		{"no link", 999, ceremony.Desk, 0, "not found"},
		{"the day before", desk, ceremony.Desk, -1, "conflict"},
		{"the day after", desk, ceremony.Desk, 1, "conflict"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h.clock.At = h.clock.At.AddDate(0, 0, c.days)
			defer func() { h.clock.At = h.clock.At.AddDate(0, 0, -c.days) }()
			if _, err := h.GateByLink(ctx, c.link, c.kind, "10.0.0.1"); outcome(err) != c.want {
				t.Errorf("%s, want %s", outcome(err), c.want)
			}
		})
	}

	gate, err := h.GateByLink(ctx, desk, ceremony.Desk, "10.0.0.1")
	h.must(err)
	if v, err := h.Hall(ctx, gate); err != nil || v.ID != id || !v.Whole || v.Rights != (ceremony.Rights{}) {
		t.Errorf("the hall of the desk: %d, %+v, %v", v.ID, v.Rights, err)
	}
	o := h.send(gate, ceremony.Note{Token: token(1), Guest: h.guest(other, "B 01").ID, Present: true})
	if o.State != ceremony.Unknown {
		t.Errorf("a guest of another ceremony: %+v", o)
	}
	h.send(gate, ceremony.Note{Token: token(2), Guest: h.guest(id, "A 01").ID, Present: true})
	n := h.number(`SELECT count(*) FROM audit_log WHERE action = 'ceremony.checkin'
		AND actor = 'Bàn cửa' AND address = '10.0.0.1' AND account_id IS NULL`)
	if n != 1 {
		t.Errorf("%d entries of the helper in the log", n)
	}

	links, err := h.Links(ctx, committee, id)
	h.must(err)
	for _, l := range links {
		if l.ID == desk {
			h.must(h.RevokeLink(ctx, committee, id, l.ID, l.Version))
			if got := outcome(h.RevokeLink(ctx, committee, id, l.ID, l.Version)); got != "stale" {
				t.Errorf("revoked twice: %s", got)
			}
			if got := outcome(h.RevokeLink(ctx, committee, other, l.ID, l.Version+1)); got != "not found" {
				t.Errorf("revoked at another ceremony: %s", got)
			}
		}
	}
	if _, err := h.GateByLink(ctx, desk, ceremony.Desk, ""); outcome(err) != "not found" {
		t.Errorf("revoked: %s", outcome(err))
	}
	if left, err := h.Links(ctx, committee, id); err != nil || len(left) != len(links)-1 {
		t.Errorf("%d links left, %v", len(left), err)
	}
}

// TestGatesOpenNoMoreThanTheyShould: a screen takes no notes, nor does who only watches; a gate that was
// not given out opens nothing; who watches a part sees a part.
func TestGatesOpenNoMoreThanTheyShould(t *testing.T) {
	t.Parallel()
	h, _, mixed, _ := scoped(t)
	ctx := t.Context()
	screen, err := h.GateByLink(ctx, h.link(mixed, ceremony.Screen, "Màn hình"), ceremony.Screen, "")
	h.must(err)
	watch, err := h.Watch(ctx, everybody["leader of 9"], mixed)
	h.must(err)
	for name, g := range map[string]ceremony.Gate{
		"screen": screen, "watch": watch, "made up": {Ceremony: mixed, Name: "x"},
	} {
		if _, err := h.CheckIn(ctx, g, nil); outcome(err) != "forbidden" {
			t.Errorf("%s takes notes: %s", name, outcome(err))
		}
	}
	if _, err := h.Hall(ctx, ceremony.Gate{Ceremony: mixed}); outcome(err) != "not found" {
		t.Errorf("a gate that was made up: %s", outcome(err))
	}
	if _, err := h.Mark(ctx, ceremony.Gate{Ceremony: mixed}); outcome(err) != "not found" {
		t.Errorf("its events: %s", outcome(err))
	}
	if v, err := h.Hall(ctx, watch); err != nil || v.Whole || onStage(v) != "1: Đơn vị 9 | 2: Chín 01" {
		t.Errorf("watched by the leader of 9: %s, %v", onStage(v), err)
	}
	if v, err := h.Hall(ctx, screen); err != nil || !v.Whole {
		t.Errorf("on the screen: %s, %v", onStage(v), err)
	}
}

func TestLinksAreChecked(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	for _, c := range []struct {
		name string
		kind ceremony.LinkKind
		want string
	}{
		{"Bàn 2", ceremony.Desk, "done"},
		{"Bàn 2", "door", "invalid"},
		{" ", ceremony.Desk, "invalid"},
		{strings.Repeat("ễ", 100), ceremony.Screen, "done"},
		{strings.Repeat("ễ", 101), ceremony.Screen, "invalid"},
	} {
		if got := outcome(h.AddLink(t.Context(), committee, id, c.kind, c.name)); got != c.want {
			t.Errorf("%s %q: %s", c.kind, c.name, got)
		}
	}
}

// TestMark moves with every change and every note, and only then.
func TestMark(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	gate, err := h.Watch(t.Context(), auditor, id)
	h.must(err)
	last := ""
	moved := func() bool {
		t.Helper()
		mark, err := h.Mark(t.Context(), gate)
		h.must(err)
		defer func() { last = mark }()
		return mark != last
	}
	moved()
	if moved() {
		t.Error("moved without a change")
	}
	h.send(h.desk(id, "Bàn 1"), ceremony.Note{Token: token(1), Guest: h.guest(id, "A 01").ID, Present: true})
	if !moved() {
		t.Error("a note is not told")
	}
	h.must(h.Forward(t.Context(), clerk, id, 0))
	if !moved() {
		t.Error("a step is not told")
	}
}
