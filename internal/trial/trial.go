// Package trial gives tests a real database: an empty one, or a copy of the demonstration.
package trial

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/demo"
	"congthidua/internal/evaluation"
	"congthidua/internal/store"
)

// Empty returns a migrated database without data, on a file of its own.
func Empty(t testing.TB) *store.Store {
	t.Helper()
	st := open(t, filepath.Join(t.TempDir(), "portal.db"))
	if err := st.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return st
}

func open(t testing.TB, path string) *store.Store {
	t.Helper()
	st, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// demonstration is the demonstration's database as bytes, made once for a test binary.
var demonstration = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "trial")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a temporary folder
	path := filepath.Join(folder, "demo.db")
	st, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	if err := st.Migrate(ctx); err != nil {
		return nil, err
	}
	// The files are always the same: tests beside each other share them.
	if err := demo.Load(ctx, st, &evaluation.Service{Store: st, Clock: Clock()}, demo.Size{Files: filepath.Join(os.TempDir(), "congthidua-trial")}, nil); err != nil {
		return nil, err
	}
	if err := st.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path) // #nosec G304 -- made above
})

// Demo returns a copy of the demonstration and a clock that stands where it starts.
func Demo(t testing.TB) (*store.Store, *clock.Manual) {
	t.Helper()
	content, err := demonstration()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "portal.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path), Clock()
}

// Clock stands where the demonstration starts.
func Clock() *clock.Manual { return &clock.Manual{At: demo.Start} }

// Actor returns who logs in under a name, as a request would find them.
func Actor(t testing.TB, st *store.Store, c clock.Clock, username string) access.Actor {
	t.Helper()
	ctx, accounts := context.Background(), &account.Service{Store: st, Clock: c}
	id, err := accounts.Login(ctx, username, demo.Password, "127.0.0.1")
	if err != nil {
		t.Fatalf("%s: %v", username, err)
	}
	session, err := accounts.Start(ctx, id, "127.0.0.1", "test")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := accounts.Resume(ctx, session, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return actor
}
