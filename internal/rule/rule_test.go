package rule_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"congthidua/internal/rule"
)

// figures are what the expressions of these tests know.
func figures() map[string]any {
	return map[string]any{
		"assigned": 12.0, "completed": 9.0, "years": 3, "share": 0.2, "grade": "A", "disciplined": false, "none": 0.0,
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		source string
		want   float64
	}{
		{"completed / assigned * 100", 75},
		{"years", 3},
		{"years + 1", 4},
		{"years / 2", 1.5},
		{"1 + 2 * 3", 7},
		{"(1 + 2) * 3", 9},
		{"-completed", -9},
		{"assigned == 0 ? 0 : completed / assigned", 0.75},
		{"max(completed, assigned)", 12},
		{"grade == 'A' ? 5 : 2.5", 5},
	} {
		t.Run(c.source, func(t *testing.T) {
			e, err := rule.Compile(c.source, figures())
			if err != nil {
				t.Fatal(err)
			}
			if e.Source != c.source {
				t.Errorf("source %q", e.Source)
			}
			got, err := e.Number(figures())
			if err != nil || got != c.want {
				t.Errorf("%v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestNumberOfToday(t *testing.T) {
	e, err := rule.Compile("completed / assigned", figures())
	if err != nil {
		t.Fatal(err)
	}
	env := figures()
	env["completed"] = 6.0
	if got, err := e.Number(env); err != nil || got != 0.5 {
		t.Errorf("other figures: %v, %v; want 0.5", got, err)
	}
}

func TestNotANumber(t *testing.T) {
	for _, source := range []string{
		"completed / none",       // infinity
		"-completed / none",      // minus infinity
		"none / none",            // NaN
		"grade",                  // a text
		"completed > 3",          // a truth value
		"[completed]",            // a list
		"disciplined ? 1 : 'no'", // a text this time
	} {
		t.Run(source, func(t *testing.T) {
			e, err := rule.Compile(source, figures())
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.Number(figures())
			if !errors.Is(err, rule.ErrNotANumber) || got != 0 {
				t.Errorf("%v, %v; want ErrNotANumber", got, err)
			}
			if err != nil && !strings.HasPrefix(err.Error(), source+": ") {
				t.Errorf("the error does not name the expression: %v", err)
			}
		})
	}
}

func TestTrue(t *testing.T) {
	for _, c := range []struct {
		source string
		want   bool
	}{
		{"completed >= 9", true},
		{"completed > 9", false},
		{"share <= 0.2", true},
		{"not disciplined and grade in ['A', 'B']", true},
		{"disciplined or years < 3", false},
	} {
		t.Run(c.source, func(t *testing.T) {
			e, err := rule.Compile(c.source, figures())
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.True(figures())
			if err != nil || got != c.want {
				t.Errorf("%t, %v; want %t", got, err, c.want)
			}
		})
	}
	for _, source := range []string{"completed", "grade", "[true]"} {
		e, err := rule.Compile(source, figures())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := e.True(figures()); err == nil || got {
			t.Errorf("%s: %t without an error", source, got)
		}
	}
}

func TestSyntax(t *testing.T) {
	for _, c := range []struct {
		name, source string
		column       int
	}{
		{"an operator without its right side", "completed +", 11},
		{"a name that no rule knows", "completed + finished", 13},
		{"the column counts characters, not bytes", "'Đạt' == completed + finished", 22},
		{"a text added to a number", "grade + completed", 7},
		{"nothing", "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := rule.Compile(c.source, figures())
			var wrong rule.SyntaxError
			if !errors.As(err, &wrong) {
				t.Fatalf("%v is no SyntaxError", err)
			}
			if wrong.Column != c.column || wrong.Source != c.source || wrong.Message == "" {
				t.Errorf("column %d of %q (%s), want %d", wrong.Column, wrong.Source, wrong.Message, c.column)
			}
		})
	}
	text := rule.SyntaxError{Column: 7, Message: "thiếu ngoặc"}.Error()
	if text != "ký tự 7: thiếu ngoặc" {
		t.Errorf("text %q", text)
	}
}

// A person writes rules, not programs: neither a long expression nor one that builds a long list may hold
// the portal up.
func TestLimits(t *testing.T) {
	if _, err := rule.Compile("completed"+strings.Repeat(" + completed", 140), figures()); err != nil {
		t.Errorf("281 nodes: %v", err)
	}
	if _, err := rule.Compile("completed"+strings.Repeat(" + completed", 200), figures()); err == nil {
		t.Error("401 nodes were compiled")
	}
	e, err := rule.Compile("len(map(1..assigned * 10000000, # * 2))", map[string]any{"assigned": 12})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := e.Number(map[string]any{"assigned": 12}); err == nil {
		t.Errorf("a list of 120 million was built: %v", n)
	}
}

func TestFill(t *testing.T) {
	known := map[string]float64{"completed": 9, "assigned": 12, "rate_2": 87.456, "minus": -0.5}
	for _, c := range []struct{ template, want string }{
		{"{completed} ÷ {assigned}", "9 ÷ 12"},
		{"{rate_2}%", "87,46%"},
		{"{minus}", "-0,5"},
		{"{unknown} và {completed}", "{unknown} và 9"},
		{"{Completed} { completed } {}", "{Completed} { completed } {}"},
		{"không có số", "không có số"},
	} {
		if got := rule.Fill(c.template, known); got != c.want {
			t.Errorf("%q: %q, want %q", c.template, got, c.want)
		}
	}
}

func TestShow(t *testing.T) {
	known := map[string]float64{"discipline": 18, "duty": 63.5, "duty_max": 70, "weight": 1.0 / 3}
	for _, c := range []struct{ source, want string }{
		{"discipline + duty", "18 + 63,5"},
		{"duty / duty_max * 100", "63,5 ÷ 70 × 100"},
		{"discipline - unknown", "18 − unknown"},
		{"weight", "0,33"},
	} {
		if got := rule.Show(c.source, known); got != c.want {
			t.Errorf("%q: %q, want %q", c.source, got, c.want)
		}
	}
	if got := rule.Show("x", map[string]float64{"x": math.Pi}); got != "3,14" {
		t.Errorf("π: %q", got)
	}
}
