package cluster_test

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/cluster"
)

func TestWhatWaitsForHeads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft("Cụm 1", 2, 3)
	waits := func(a access.Actor) (kinds string) {
		list, err := o.Todo(t.Context(), a)
		o.Must(err)
		for _, e := range list {
			kinds += e.Kind + " "
		}
		return strings.TrimSpace(kinds)
	}
	check := func(two, three string) {
		t.Helper()
		if a, b := waits(head(2)), waits(head(3)); a != two || b != three {
			t.Errorf("%q and %q, want %q and %q", a, b, two, three)
		}
		if got := waits(officer(0)) + waits(head(20)); got != "" {
			t.Errorf("waits for others: %q", got)
		}
	}
	check("", "")
	o.Must(o.step(id, cluster.SelfScore))
	check("cluster.self", "cluster.self")
	o.Must(o.mark(head(2), id, 2, 1, 1, "x"))
	check("", "cluster.self")
	o.Must(o.mark(head(3), id, 3, 1, 1, "x"))
	o.Must(o.step(id, cluster.CrossCheck))
	check("cluster.check", "cluster.check")
	o.Must(o.mark(head(3), id, 2, 1, 1, ""))
	check("cluster.check", "")
	o.Must(o.mark(head(2), id, 3, 1, 1, ""))
	o.Must(o.step(id, cluster.Gathering))
	check("cluster.meeting", "")
}

// A step is left with marks missing only after its day: the day itself still counts.
func TestTheLastDayOfAStep(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from, to cluster.State
		day      int // of November 2026
	}{
		"self-scoring":   {cluster.SelfScore, cluster.CrossCheck, 20},
		"cross-checking": {cluster.CrossCheck, cluster.Gathering, 30},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.draft("Cụm 1", 2, 3)
			o.Must(o.step(id, cluster.SelfScore))
			o.Exec(`UPDATE clusters SET state = ? WHERE id = ?`, c.from, id)
			o.Time.At = time.Date(2026, 11, c.day, 23, 59, 59, 0, clock.Zone)
			conflict(t, "on the day", o.step(id, c.to))
			o.Time.At = o.Time.At.Add(time.Second)
			want(t, "the day after", o.step(id, c.to), nil)
		})
	}
}
