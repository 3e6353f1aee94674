package council

import (
	"testing"

	"congthidua/internal/emulation"
)

// TestPasses holds the pass mark at, just below and just above the share of all members.
func TestPasses(t *testing.T) {
	for name, c := range map[string]struct {
		share          float64
		above          bool
		votes, members int
		want           bool
	}{
		"nine of ten are 90 percent":             {0.9, false, 9, 10, true},
		"eight of ten are not":                   {0.9, false, 8, 10, false},
		"ten of eleven are more":                 {0.9, false, 10, 11, true},
		"nine of eleven are less":                {0.9, false, 9, 11, false},
		"eighteen of twenty, a decimal fraction": {0.9, false, 18, 20, true},
		"seven of ten, a decimal fraction":       {0.7, false, 7, 10, true},
		"six of nine are two thirds":             {2.0 / 3, false, 6, 9, true},
		"five of nine are not":                   {2.0 / 3, false, 5, 9, false},
		"half, where at least half is asked":     {0.5, false, 5, 10, true},
		"half, where more than half is asked":    {0.5, true, 5, 10, false},
		"one more than half":                     {0.5, true, 6, 10, true},
		"more than 70 percent, exactly 70":       {0.7, true, 7, 10, false},
		"more than 70 percent, 80":               {0.7, true, 8, 10, true},
		"all, where all are asked":               {1, false, 7, 7, true},
		"all but one, where all are asked":       {1, false, 6, 7, false},
		"nobody":                                 {0.5, true, 0, 10, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Candidate{Share: c.share, Above: c.above}).passes(c.votes, c.members); got != c.want {
				t.Errorf("%d of %d: %v", c.votes, c.members, got)
			}
		})
	}
}

func TestNeedText(t *testing.T) {
	for want, c := range map[string]Candidate{
		"ít nhất 90% của 11 thành viên": {Share: 0.9},
		"trên 50% của 11 thành viên":    {Share: 0.5, Above: true},
	} {
		if got := c.NeedText(11); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestShareTextIsNeverRoundedUp(t *testing.T) {
	for want, c := range map[string][2]int{"90%": {9, 10}, "88,8%": {8, 9}, "100%": {7, 7}, "0%": {0, 7}} {
		if got := shareText(c[0], c[1]); got != want {
			t.Errorf("%d of %d: %q, want %q", c[0], c[1], got, want)
		}
	}
}

func TestDoubt(t *testing.T) {
	yes, no := true, false
	again := "Có tháng được điều chỉnh sau khi tính điều kiện: cần tính lại."
	lost := "Tính lại thì không còn đạt điều kiện: cần xem xét lại."
	for name, c := range map[string]struct {
		n    Nominee
		want string
	}{
		"met, not decided":      {Nominee{Verdict: emulation.Met}, ""},
		"met and passed":        {Nominee{Candidate: Candidate{Passed: &yes}, Verdict: emulation.Met}, ""},
		"a month was corrected": {Nominee{Verdict: emulation.Met, Corrected: true}, again},
		"passed, not met now":   {Nominee{Candidate: Candidate{Passed: &yes}, Verdict: emulation.Undecided}, lost},
		"failed, not met now":   {Nominee{Candidate: Candidate{Passed: &no}, Verdict: emulation.Undecided}, ""},
		"undecided, not met":    {Nominee{Verdict: emulation.Undecided}, ""},
	} {
		if got := c.n.Doubt(); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
