package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExceptions(t *testing.T) {
	source := `package work

import "time"

type Service struct{}

func (s *Service) Recur() { time.Now() }

func Recur() { time.Now() }
`
	for _, c := range []struct {
		name       string
		exceptions []Exception
		want       []string
	}{
		{
			name: "none",
			want: []string{
				one + ":7: clock: time.Now instead of the clock",
				one + ":9: clock: time.Now instead of the clock",
			},
		},
		{
			name:       "a method is excused, the function of the same name is not",
			exceptions: []Exception{{"clock", "work.Service.Recur", "measures"}},
			want:       []string{one + ":9: clock: time.Now instead of the clock"},
		},
		{
			name: "both are excused; what excuses nothing is a finding where its rule is run",
			exceptions: []Exception{
				{"clock", "work.Service.Recur", "measures"},
				{"clock", "work.Recur", "measures"},
				{"clock", "work.Gone", "measured"},
				{"width", "work.Gone", "was wide"},
			},
			want: []string{"cmd/lint/exceptions.go:1: exception: nothing breaks clock at work.Gone any more"},
		},
		{
			name:       "another rule's exception excuses nothing",
			exceptions: []Exception{{"background", "work.Recur", "measures"}, {"clock", "work.Service.Recur", "measures"}},
			want:       []string{one + ":9: clock: time.Now instead of the clock"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range check(moduleOf(t, source), []Rule{clockRule}, c.exceptions) {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryExceptionHasARuleAndAReason(t *testing.T) {
	for _, e := range exceptions {
		if _, err := choose(e.Rule); err != nil || e.Symbol == "" || e.Reason == "" {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

func TestChoose(t *testing.T) {
	if all, err := choose(""); err != nil || len(all) != len(rules) {
		t.Errorf("all: %d rules, %v", len(all), err)
	}
	two, err := choose("clock,width")
	if err != nil || len(two) != 2 || two[0].Name != "clock" || two[1].Name != "width" {
		t.Errorf("two: %v, %v", two, err)
	}
	if _, err := choose("clock,form"); err == nil {
		t.Error("an unknown rule was taken")
	}
}

func TestRulesHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules {
		if seen[r.Name] || r.Name == "" || r.Doc == "" || r.Name == exceptionRule {
			t.Errorf("rule %q: twice, or without a name or a text", r.Name)
		}
		seen[r.Name] = true
	}
}

func TestShow(t *testing.T) {
	var out strings.Builder
	showRules(&out)
	for line := range strings.SplitSeq(out.String(), "\n") {
		if len([]rune(line)) > 100 {
			t.Errorf("%d characters: %s", len([]rune(line)), line)
		}
	}
	out.Reset()
	findings := []Finding{{Rule: "width"}, {Rule: "clock"}, {Rule: "width"}, {Rule: exceptionRule}}
	showCount(&out, []Rule{clockRule, widthRule, reachRule}, findings)
	want := "     2  width\n     1  clock\n     1  exception\n     0  reach\n     4  together\n"
	if out.String() != want {
		t.Errorf("counts:\n%s", out.String())
	}
}
