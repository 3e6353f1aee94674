package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"congthidua/internal/fault"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		name string
		text fault.Text
		want string
	}{
		{"filled", fault.Text{Format: "Không quá %d tệp", Args: []any{40}}, "Không quá 40 tệp"},
		{"without blanks a percent sign is one", fault.Text{Format: "đạt 100%"}, "đạt 100%"},
		{"a quotation stays as it is", fault.Text{Format: "Không có ngày «%s»", Args: []any{"%d"}}, "Không có ngày «%d»"},
		{"nothing", fault.Text{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.text.String(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestConflicts(t *testing.T) {
	used := fault.Conflictf("Biểu mẫu này đã được gửi.")
	for _, c := range []struct {
		name        string
		err, target error
		want        bool
	}{
		{"stale", fault.ErrStale, fault.ErrStale, true},
		{"stale, wrapped", fmt.Errorf("award.Sign: %w", fault.ErrStale), fault.ErrStale, true},
		{"stale, joined with the engine's error", errors.Join(fault.ErrStale, errors.New("x")), fault.ErrStale, true},
		{"another conflict", used, fault.ErrStale, false},
		{"the same sentence of another person", fault.Conflictf("%s đã ký", "A"), fault.Conflictf("%s đã ký", "B"), true},
		{"the same words made of other blanks", fault.Conflictf("A đã ký"), fault.Conflictf("%s đã ký", "A"), false},
		{"another kind", fault.ErrNotFound, fault.ErrStale, false},
		{"a conflict is not the other kinds", used, fault.ErrForbidden, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := errors.Is(c.err, c.target); got != c.want {
				t.Errorf("%t, want %t", got, c.want)
			}
		})
	}
	var conflict fault.Conflict
	if !errors.As(fmt.Errorf("x: %w", used), &conflict) || conflict.String() != "Biểu mẫu này đã được gửi." {
		t.Errorf("%v", conflict)
	}
}

func TestInvalid(t *testing.T) {
	err := fault.Invalidf("weight", "Ghi số từ %s đến %s", "1", "5")
	var invalid fault.Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("%v is not Invalid", err)
	}
	if got := err.Error(); got != "weight: Ghi số từ 1 đến 5" {
		t.Errorf("error %q", got)
	}
	if got := fault.Invalidf("", "Chưa chọn gì").Error(); got != "Chưa chọn gì" {
		t.Errorf("about the whole form: %q", got)
	}
}

func TestFirst(t *testing.T) {
	for _, c := range []struct {
		name   string
		fields map[string]fault.Text
		want   string
	}{
		{"the whole form before its fields", map[string]fault.Text{"a": {Format: "field a"}, "": {Format: "form"}}, "form"},
		{"fields by name", map[string]fault.Text{"c": {Format: "field c"}, "b": {Format: "field b"}}, "field b"},
		{"none", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for range 20 { // the order of a map is none
				if got := (fault.Invalid{Fields: c.fields}).First().String(); got != c.want {
					t.Fatalf("%q, want %q", got, c.want)
				}
			}
		})
	}
}
