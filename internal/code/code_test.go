package code

import (
	"strings"
	"testing"
)

func TestACodeIsReadAsItIsShown(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		made := New()
		if seen[made] {
			t.Fatalf("%s twice", made)
		}
		seen[made] = true
		for _, typed := range []string{made, Show(made), strings.ToLower(Show(made)), " " + made} {
			if got, ok := Parse(typed); !ok || got != made {
				t.Fatalf("%q was read as %q, %v", typed, got, ok)
			}
		}
	}
	for _, wrong := range []string{"", "23456", "2345678901", "OOOOO-IIIII", "23456-7890Đ", "AAAAA-AAAAAA"} {
		if _, ok := Parse(wrong); ok {
			t.Errorf("%q is a code", wrong)
		}
	}
}
