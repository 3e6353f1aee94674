package ceremony_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/ceremony"
)

// running is a ceremony of an opening, awards and an end, with recipients of unit 9 by name, two places.
func running(t *testing.T, names ...string) (*hall, int64) {
	h := open(t)
	var list []line
	for _, name := range names {
		list = append(list, line{unit: 9, name: name, prize: 100})
	}
	id := h.ceremony(today, 2, h.decision(list...))
	h.must(h.SaveProgramme(t.Context(), committee, id, h.see(id).ProgrammeVersion, []ceremony.Item{
		{Title: "Mở đầu", Minutes: 10}, {Title: "Trao", Awards: true}, {Title: "Bế mạc", Minutes: 5},
	}))
	return h, id
}

// forward takes so many steps, a minute each.
func (h *hall) forward(id int64, steps int) ceremony.Stage {
	h.t.Helper()
	for range steps {
		h.clock.At = h.clock.At.Add(time.Minute)
		h.must(h.Forward(h.t.Context(), clerk, id, h.see(id).Live.Steps))
	}
	return h.see(id)
}

func (h *hall) back(id int64) ceremony.Stage {
	h.t.Helper()
	h.must(h.Back(h.t.Context(), clerk, id, h.see(id).Live.Steps))
	return h.see(id)
}

// runs writes where a programme is: "done Mở đầu, now lượt 1 (An Bo), next Bế mạc".
func runs(v ceremony.Stage) string {
	var list []string
	for _, c := range v.Live.Cues {
		what := c.Item.Title
		if c.Turn != nil {
			what = fmt.Sprintf("lượt %d (", c.Turn.Number)
			for i, s := range c.Turn.Stands {
				if i > 0 {
					what += " "
				}
				what += s.Name
			}
			what += ")"
		}
		list = append(list, string(c.Progress)+" "+what)
	}
	return strings.Join(list, ", ")
}

// TestTheProgrammeRuns forward and back, and fixes who stood on the stage.
func TestTheProgrammeRuns(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	check := func(when string, v ceremony.Stage, want string, stood int) {
		t.Helper()
		if got := runs(v); got != want || len(v.Stood) != stood {
			t.Errorf("%s: %s; %d stood", when, got, len(v.Stood))
		}
	}
	check("before", h.see(id), "next Mở đầu, later lượt 1 (An Bo), later lượt 2 (Ca), later Bế mạc", 0)
	check("opened", h.forward(id, 1), "now Mở đầu, next lượt 1 (An Bo), later lượt 2 (Ca), later Bế mạc", 0)
	check("first turn", h.forward(id, 1), "done Mở đầu, now lượt 1 (An Bo), next lượt 2 (Ca), later Bế mạc", 2)
	check("second turn", h.forward(id, 1), "done Mở đầu, done lượt 1 (An Bo), now lượt 2 (Ca), next Bế mạc", 3)
	check("back", h.back(id), "done Mở đầu, now lượt 1 (An Bo), next lượt 2 (Ca), later Bế mạc", 2)
	check("back again", h.back(id), "now Mở đầu, next lượt 1 (An Bo), later lượt 2 (Ca), later Bế mạc", 0)
	check("to the last", h.forward(id, 3), "done Mở đầu, done lượt 1 (An Bo), done lượt 2 (Ca), now Bế mạc", 3)
	v := h.forward(id, 1)
	check("over", v, "done Mở đầu, done lượt 1 (An Bo), done lượt 2 (Ca), done Bế mạc", 3)
	if !v.Live.Over || v.Live.Steps != 4 {
		t.Errorf("over %t after %d steps", v.Live.Over, v.Live.Steps)
	}
	if got := outcome(h.Forward(t.Context(), clerk, id, 4)); got != "conflict" {
		t.Errorf("beyond the end: %s", got)
	}
	check("the end is taken back", h.back(id), "done Mở đầu, done lượt 1 (An Bo), done lượt 2 (Ca), now Bế mạc", 3)
	for range 4 {
		v = h.back(id)
	}
	check("to the beginning", v, "next Mở đầu, later lượt 1 (An Bo), later lượt 2 (Ca), later Bế mạc", 0)
	if got := outcome(h.Back(t.Context(), clerk, id, 0)); got != "conflict" {
		t.Errorf("before the beginning: %s", got)
	}
}

// TestTwoPeopleMoveItOnce: of several who press at the same step one moves the programme.
func TestTwoPeopleMoveItOnce(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo")
	ctx := context.WithoutCancel(t.Context())
	results := make([]string, 6)
	var work sync.WaitGroup
	for i := range results {
		work.Go(func() { results[i] = outcome(h.Forward(ctx, clerk, id, 0)) })
	}
	work.Wait()
	if got := strings.Join(results, " "); strings.Count(got, "done") != 1 || strings.Count(got, "conflict") != 5 {
		t.Errorf("%s", got)
	}
	if steps := h.see(id).Live.Steps; steps != 1 {
		t.Errorf("%d steps taken", steps)
	}
	for name, err := range map[string]error{
		"forward": h.Forward(ctx, clerk, id, 0),
		"back":    h.Back(ctx, clerk, id, 2),
		"missing": h.Missing(ctx, clerk, id, h.called("An"), 0),
	} {
		if got := outcome(err); got != "conflict" || h.see(id).Live.Steps != 1 {
			t.Errorf("%s from another step: %s", name, got)
		}
	}
}

// TestAProgrammeThatRuns cannot be rewritten or closed.
func TestAProgrammeThatRuns(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo")
	v := h.forward(id, 1)
	if got := outcome(h.SaveProgramme(t.Context(), committee, id, v.ProgrammeVersion, v.Items)); got != "conflict" {
		t.Errorf("rewritten: %s", got)
	}
	if got := outcome(h.Hold(t.Context(), committee, id, v.Changes)); got != "conflict" {
		t.Errorf("held: %s", got)
	}
	v = h.forward(id, 3)
	h.must(h.Hold(t.Context(), committee, id, v.Changes))
	if v = h.see(id); v.State != ceremony.Held || len(v.Stood) != 2 {
		t.Errorf("%s, %d stood", v.State, len(v.Stood))
	}
}

// TestMissingOnTheStage: the others close up, the award is not handed over, and whoever was there cannot
// be marked as absent any more.
func TestMissingOnTheStage(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	ctx := t.Context()
	if got := outcome(h.Missing(ctx, clerk, id, h.called("An"), 0)); got != "conflict" {
		t.Errorf("before the turn: %s", got)
	}
	v := h.forward(id, 2)
	if got := outcome(h.Missing(ctx, clerk, id, h.called("Ca"), 2)); got != "conflict" {
		t.Errorf("of another turn: %s", got)
	}
	h.must(h.Missing(ctx, clerk, id, h.called("An"), 2))
	v = h.see(id)
	now := v.Live.Current.Turn
	if len(now.Stands) != 1 || now.Stands[0].Name != "Bo" || now.Stands[0].Position != 1 {
		t.Errorf("left on the stage: %+v", now.Stands)
	}
	if x := v.AbsenceOf(h.called("An")); !x.TakesOut() {
		t.Errorf("the absence: %+v", x)
	}
	if got := outcome(h.SetAbsence(ctx, clerk, h.away(id, "Bo", ""))); got != "conflict" {
		t.Errorf("on the stage and absent: %s", got)
	}
	v = h.forward(id, 1)
	if got := outcome(h.Missing(ctx, clerk, id, h.called("Bo"), v.Live.Steps)); got != "conflict" {
		t.Errorf("of a turn that is over: %s", got)
	}
	v = h.forward(id, 2)
	h.must(h.Hold(ctx, committee, id, v.Changes))
	tally := h.see(id).Tallies()[0]
	if tally.Due != 3 || tally.Received != 2 || tally.Missing != 1 || tally.ByOthers != 0 {
		t.Errorf("%+v", tally)
	}
}

// TestNobodyOfATurnIsThere: the turn has not begun; the next is the next group's, under its number, and
// those on the stage are noted.
func TestNobodyOfATurnIsThere(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.ceremony(today, 2, h.decision(
		line{
			form: "hcld3",
			unit: 9,
			name: "An",
		},
		line{form: "gk", unit: 9, name: "Bo"},
		line{form: "gk", unit: 9, name: "Ca"},
	))
	h.must(
		h.SaveProgramme(
			t.Context(),
			committee,
			id,
			1,
			[]ceremony.Item{{Title: "Mở đầu"}, {Title: "Trao", Awards: true}},
		),
	)
	h.forward(id, 2)
	h.must(h.Missing(t.Context(), clerk, id, h.called("An"), 2))
	v := h.see(id)
	if got := runs(v); got != "now Mở đầu, next lượt 1 (Bo Ca)" || len(v.Stood) != 0 || v.Live.Steps != 1 {
		t.Errorf("%s; %d stood after %d steps", got, len(v.Stood), v.Live.Steps)
	}
	v = h.forward(id, 2)
	if !v.Live.Over || len(v.Stood) != 2 {
		t.Errorf("over %t, %d stood", v.Live.Over, len(v.Stood))
	}
}

// TestLateAfterTheEnd: who is put back after the last turn gets a turn of their own; back takes only the
// end back.
func TestLateAfterTheEnd(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	h.must(h.SetAbsence(t.Context(), committee, h.away(id, "Ca", "")))
	h.forward(id, 4)
	back := h.away(id, "Ca", "")
	back.Away = false
	h.must(h.SetAbsence(t.Context(), clerk, back))
	v := h.see(id)
	if got := runs(v); v.Live.Over || got != "done Mở đầu, done lượt 1 (An Bo), next lượt 2 (Ca), done Bế mạc" {
		t.Errorf("%s", got)
	}
	if v = h.back(id); v.Live.Steps != 3 || v.Live.Current == nil || v.Live.Current.Item.Title != "Bế mạc" {
		t.Errorf("after back: %s, %d steps", runs(v), v.Live.Steps)
	}
}

// TestWhatWasReadOutStays: a correction after the turn does not change what the stage and papers show.
func TestWhatWasReadOutStays(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo")
	h.must(h.SetAbsence(t.Context(), committee, h.away(id, "Bo", "con gái")))
	h.forward(id, 2)
	h.exec(`UPDATE recipients SET name = 'Tên khác', post = 'Khác', prize = 7`)
	stand := h.see(id).Turns[0].Stands
	if stand[0].Name != "An" || stand[0].Post != "" || stand[0].Prize != 100 || stand[1].Name != "Bo" ||
		stand[1].By != "con gái" {
		t.Errorf("%+v", stand)
	}
	h.must(h.Back(t.Context(), clerk, id, 2))
	if got := onStage(h.see(id)); got != "1: Tên khác Tên khác (con gái)" {
		t.Errorf("before it is read out: %s", got)
	}
}
