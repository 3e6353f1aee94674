package trial

import (
	"errors"
	"testing"

	"congthidua/internal/fault"
)

// Want compares an error with the one that is expected; nil for none.
func Want(t *testing.T, what string, got, expected error) {
	t.Helper()
	if !errors.Is(got, expected) || expected == nil && got != nil {
		t.Errorf("%s: %v, want %v", what, got, expected)
	}
}

// Refused wants a field of a form to be refused.
func Refused(t *testing.T, what string, err error, field string) {
	t.Helper()
	var invalid fault.Invalid
	if !errors.As(err, &invalid) || invalid.Fields[field].Format == "" {
		t.Errorf("%s: %v, want field %q refused", what, err, field)
	}
}

// Conflict wants a conflict that is not the one of a stale page.
func Conflict(t *testing.T, what string, err error) {
	t.Helper()
	var c fault.Conflict
	if !errors.As(err, &c) || errors.Is(err, fault.ErrStale) {
		t.Errorf("%s: %v, want a conflict", what, err)
	}
}
