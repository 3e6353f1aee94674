// Package trial gives tests a real database: an empty one, or a copy of the demonstration. Tests run on
// SQLite; with PORTAL_TEST_POSTGRES set to the address of a server ("postgres://portal@127.0.0.1:5433")
// the same tests run on PostgreSQL.
package trial

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"congthidua/internal/clock"
	"congthidua/internal/demo"
	"congthidua/internal/evaluation"
	"congthidua/internal/store"
)

// Empty returns a migrated database without data, of the test's own.
func Empty(t testing.TB) *store.Store {
	t.Helper()
	if server() != "" {
		return borrow(t)
	}
	return open(t, copyOf(t, "empty", nil))
}

// Bare returns a database without tables, of the test's own, for tests of migrations.
func Bare(t testing.TB) *store.Store {
	t.Helper()
	if server() != "" {
		return open(t, copyDatabase(t, "template0"))
	}
	return open(t, filepath.Join(t.TempDir(), "portal.db"))
}

// Demo returns a copy of the demonstration and a clock that stands where it starts.
func Demo(t testing.TB) (*store.Store, *clock.Manual) {
	t.Helper()
	return open(t, copyOf(t, "demo", load)), Clock()
}

// load fills a migrated database with the demonstration.
func load(ctx context.Context, st *store.Store) error {
	// The files are always the same: tests beside each other share them.
	files := filepath.Join(os.TempDir(), "congthidua-trial")
	evaluations := &evaluation.Service{Store: st, Clock: Clock()}
	return demo.Load(ctx, st, evaluations, demo.Size{Files: files}, nil)
}

// SQLiteOnly skips a test on PostgreSQL, with the reason. What the two engines do not share yet is found
// by looking for its calls.
func SQLiteOnly(t testing.TB, reason string) {
	t.Helper()
	if server() != "" {
		t.Skip("SQLite only: " + reason)
	}
}

// Clock stands where the demonstration starts.
func Clock() *clock.Manual { return &clock.Manual{At: demo.Start} }
