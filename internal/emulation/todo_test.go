package emulation_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
)

// waits is what waits for an actor: kinds with their counts and days.
func (o *office) waits(a access.Actor) string {
	o.t.Helper()
	list, err := o.Todo(o.ctx, a)
	o.must(err)
	var parts []string
	for _, e := range list {
		part := fmt.Sprintf("%s %d", strings.TrimPrefix(e.Kind, "emulation."), e.Count)
		if e.Due != "" {
			part += " " + e.Due
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

func TestWhatWaitsForWhom(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if got := o.waits(both(cadre(an), officer(an))); got != "" {
		t.Errorf("without a campaign: %s", got)
	}
	o.open()
	o.row(an, 2, "good", emulation.Registered)
	o.row(an, 2, "best", emulation.Registered)
	o.row(bossTwo, 2, "good", emulation.Registered)
	o.row(chi, 21, "good", emulation.Registered)
	o.row(dung, 20, "good", emulation.Registered)
	o.row(bossXX, 20, "good", emulation.Registered)
	o.row(bossXX, 20, "best", emulation.Confirmed)
	o.row(clerk, 3, "good", emulation.Late)
	o.row(clerk, 3, "best", emulation.Withdrawn)
	o.row(0, 3, "team", emulation.Late)
	o.row(retired, 3, "good", emulation.Withdrawn)
	const register, unit, heads = "register 1 2026-01-31", "confirm %d 2026-02-10", "heads %d 2026-02-10"
	for name, c := range map[string]struct {
		actor access.Actor
		want  string
	}{
		"a cadre who has not registered":   {cadre(binh), register},
		"a cadre who has":                  {cadre(an), ""},
		"a cadre who took it back":         {cadre(retired), register},
		"nobody on the roster":             {holder(access.Cadre, 0, 2), ""},
		"the head of 2, not the own":       {holder(access.Head, bossTwo, 2), fmt.Sprintf(unit, 2)},
		"a deputy in the place of it":      {holder(access.Head, an, 2), fmt.Sprintf(unit, 1)},
		"the head of 20":                   {holder(access.Head, chief, 20), fmt.Sprintf(unit, 2)},
		"the head of 21":                   {holder(access.Head, chief, 21), fmt.Sprintf(unit, 1)},
		"the leader of 1":                  {leader(chief, 1), fmt.Sprintf(heads, 2)},
		"the leader of 2":                  {leader(chief, 2), fmt.Sprintf(heads, 1)},
		"the leader of 20":                 {leader(chief, 20), fmt.Sprintf(heads, 1)},
		"the leader of 3":                  {leader(chief, 3), ""},
		"a leader who heads 2, not itself": {leader(bossTwo, 1), fmt.Sprintf(heads, 1)},
		"the committee":                    {officer(0), "late 2"},
		"an officer, not the own late one": {officer(clerk), "late 1"},
		"the council":                      {holder(access.Council, chief, 0), ""},
		"the auditor":                      {holder(access.Auditor, chief, 0), ""},
	} {
		if got := o.waits(c.actor); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	list, err := o.Todo(o.ctx, both(officer(0), holder(access.Head, bossTwo, 2)))
	o.must(err)
	links := map[string]string{}
	for _, e := range list {
		links[e.Kind] = e.Link
	}
	if links["emulation.late"] != "/registrations?year=2025&state=late" ||
		links["emulation.confirm"] != "/registrations?year=2025" {
		t.Errorf("%v", links)
	}
	o.shut()
	for _, a := range []access.Actor{cadre(binh), head(2), leader(chief, 1), officer(0)} {
		if got := o.waits(a); got != "" {
			t.Errorf("after the end: %s", got)
		}
	}
}

// Cards that were corrected after the rules were applied call for applying them again.
func TestACorrectionCallsForComputingAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.row(an, 2, "good", emulation.Confirmed)
	o.row(an, 2, "best", emulation.Confirmed)
	o.row(an, 2, "year", emulation.Withdrawn)
	o.row(binh, 2, "good", emulation.Confirmed)
	o.row(0, 2, "team", emulation.Confirmed)
	o.cards(an, 2, 80, "B")
	o.compute()
	at := o.clock.At.UnixMilli()
	correct := func(revision int, at int64) {
		o.exec(`INSERT INTO scorecard_revisions (scorecard_id, revision, at, actor, reason, points, grade, head)
			SELECT min(id), CAST(? AS BIGINT), CAST(? AS BIGINT), 'x', 'x', 80, 'B', 'x' FROM scorecards`, revision, at)
	}
	correct(1, at)
	if got := o.waits(officer(0)); got != "" {
		t.Errorf("corrected before: %q", got)
	}
	correct(2, at+1)
	correct(3, at+2)
	if got := o.waits(officer(0)); got != "corrected 3" { // two of the person and that of the unit
		t.Errorf("%q", got)
	}
	if got := o.waits(head(2)); strings.Contains(got, "corrected") {
		t.Errorf("a head computes: %q", got)
	}
	o.clock.At = o.clock.At.AddDate(0, 0, 1)
	o.compute()
	if got := o.waits(officer(0)); got != "" {
		t.Errorf("computed again: %q", got)
	}
}
