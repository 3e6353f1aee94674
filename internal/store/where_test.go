package store_test

import (
	"slices"
	"testing"

	"congthidua/internal/store"
)

func TestWhere(t *testing.T) {
	t.Parallel()
	var w store.Where
	if w.SQL() != "TRUE" || len(w.Args) != 0 {
		t.Errorf("without a condition: %s %v", w.SQL(), w.Args)
	}
	w.And("a = ?", 1)
	w.AndIf(false, "b = ?", 2)
	w.AndIf(true, "(c = ? OR d = ?)", 3, 4)
	if w.SQL() != "a = ? AND (c = ? OR d = ?)" || !slices.Equal(w.Args, []any{1, 3, 4}) {
		t.Errorf("%s %v", w.SQL(), w.Args)
	}
}
