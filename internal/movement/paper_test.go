package movement

import "testing"

// TestShareIsNeverRoundedUp: what misses the goal by a hair has missed it.
func TestShareIsNeverRoundedUp(t *testing.T) {
	t.Parallel()
	for x, want := range map[float64]string{1: "100%", 0.9999: "99,9%", 0.5: "50%", 1.0 / 3: "33,3%", 0: "0%", 0.29: "29%"} {
		if got := Share(&x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
	if got := Share(nil); got != "–" {
		t.Errorf("nothing reported: %s", got)
	}
}
