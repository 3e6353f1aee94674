package store_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

func pragma(t *testing.T, db *gorm.DB, name string) (value string) {
	t.Helper()
	if err := db.Raw("PRAGMA " + name).Scan(&value).Error; err != nil {
		t.Fatal(err)
	}
	return value
}

func TestPromisesOfTheConnection(t *testing.T) {
	trial.SQLiteOnly(t, "its PRAGMAs")
	st := trial.Empty(t)
	ctx := context.Background()
	err := st.Write(ctx, func(tx *gorm.DB) error {
		for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
			if got := pragma(t, tx, name); got != want {
				t.Errorf("%s = %s, want %s", name, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Read(ctx).Exec(`INSERT INTO settings (name, value) VALUES ('a', 'b')`).Error; err == nil {
		t.Error("a reader wrote")
	}
	if err := st.Ready(ctx); err != nil {
		t.Error(err)
	}
}

func TestMigrationsRunOnceAndRefuseANewerSchema(t *testing.T) {
	ctx := context.Background()
	st := trial.Empty(t)
	if err := st.Migrate(ctx); err != nil {
		t.Fatalf("a second run: %v", err)
	}
	err := st.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)`).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Migrate(ctx); !errors.Is(err, store.ErrNewerSchema) {
		t.Errorf("a newer schema: %v", err)
	}
}

func TestInvariantsStandInTheDatabase(t *testing.T) {
	st, _ := trial.Demo(t)
	for name, sql := range map[string]string{
		"one card a person and month": `
			INSERT INTO scorecards (period_id, person_id, unit_id, framework_id, name, name_key, post, level, manager, reviewer,
			  state)
			SELECT period_id, person_id, unit_id, framework_id, name, name_key, post, level, manager, reviewer, 'draft'
			FROM scorecards
			LIMIT 1`,
		"one month": `
			INSERT INTO periods (year, month, state, self_due, head_due, committee_due, leader_due, appeal_days)
			VALUES (2026, 10, 'open', '2026-10-31', '2026-10-31', '2026-10-31', '2026-10-31', 5)`,
		"one main post": `
			INSERT INTO posts (person_id, unit_id, title, main)
			SELECT person_id, unit_id, title, TRUE
			FROM posts
			WHERE main
			LIMIT 1`,
		"no reviewed card without":      `UPDATE scorecards SET state = 'reviewed', points = NULL WHERE state = 'draft'`,
		"points to a hundred":           `UPDATE scorecards SET points = 101 WHERE id = 1`,
		"an unknown unit":               `INSERT INTO posts (person_id, unit_id, title, main) VALUES (1, 99999, 'x', FALSE)`,
		"a delegation without end":      `INSERT INTO grants (account_id, role, since, delegator_id) VALUES (1, 'head', '2026-01-01', 2)`,
		"a published framework changed": `UPDATE editions SET name = 'khác' WHERE kind = 'frameworks' AND state = 'published'`,
		"a published framework removed": `DELETE FROM editions WHERE kind = 'frameworks' AND state = 'published'`,
		"a revision changed":            `UPDATE scorecard_revisions SET points = 1`,
		"two open appeals": `
			INSERT INTO appeals (scorecard_id, filed_at, text, state)
			SELECT scorecard_id, 1, 'x', 'open'
			FROM appeals
			WHERE state = 'open'`,
	} {
		if err := st.Write(context.Background(), func(tx *gorm.DB) error { return tx.Exec(sql).Error }); err == nil {
			t.Errorf("%s: went through", name)
		}
	}
}

func TestWritersQueue(t *testing.T) {
	st, err := store.Open(filepath.Join(t.TempDir(), "a", "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // the test's own
	ctx := context.Background()
	if err := st.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 64 {
		wait.Go(func() {
			err := st.Write(ctx, func(tx *gorm.DB) error {
				return store.UseToken(tx, "0123456789abcdef"+string(rune('a'+i%26))+string(rune('a'+i/26)), 1)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	err = st.Write(ctx, func(tx *gorm.DB) error { return store.UseToken(tx, "0123456789abcdefaa", 1) })
	var conflict fault.Conflict
	if !errors.As(err, &conflict) {
		t.Errorf("a token used twice: %v", err)
	}
}

// TestAFolderWithAnOddName: what has a meaning in an address is only a letter in a path.
func TestAFolderWithAnOddName(t *testing.T) {
	trial.SQLiteOnly(t, "its file")
	for _, name := range []string{"#1", "what?", "50%20", "thi đua", "a&b=c"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name, "portal.db")
			st, err := store.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestPlansKnowTheTables: after Learn there are statistics.
func TestPlansKnowTheTables(t *testing.T) {
	trial.SQLiteOnly(t, "its statistics")
	st, ctx := trial.Empty(t), t.Context()
	err := st.Write(ctx, func(tx *gorm.DB) error { return store.SetSetting(tx, "a", "b") })
	if err := errors.Join(err, st.Learn(ctx)); err != nil {
		t.Fatal(err)
	}
	var tables []string
	if err := st.Read(ctx).Raw(`SELECT tbl FROM sqlite_stat1 WHERE tbl = 'settings'`).Scan(&tables).Error; err != nil || len(tables) == 0 {
		t.Errorf("%v, %v", tables, err)
	}
}

// TestTheLogHoldsNoValues: who was looked for is nobody's business but the reader's.
func TestTheLogHoldsNoValues(t *testing.T) {
	st, ctx := trial.Empty(t), t.Context()
	var log strings.Builder
	st.LogTo(slog.New(slog.NewTextHandler(&log, nil)))
	st.SlowFrom(1)
	const secret = "Nguyen Van Kin"
	var found []string
	for name, read := range map[string]func(db *gorm.DB) error{
		"scan": func(db *gorm.DB) error {
			return db.Raw(`SELECT name FROM people WHERE name = ?`, secret).Scan(&found).Error
		},
		"find": func(db *gorm.DB) error {
			return db.Table("people").Where("name = ?", secret).Find(&[]map[string]any{}).Error
		},
		"row": func(db *gorm.DB) error {
			var n int
			return db.Raw(`SELECT count(*) FROM people WHERE name = ?`, secret).Row().Scan(&n)
		},
	} {
		t.Run(name, func(t *testing.T) {
			log.Reset()
			if err := read(st.Read(ctx)); err != nil {
				t.Fatal(err)
			}
			if got := log.String(); !strings.Contains(got, "people") || strings.Contains(got, secret) {
				t.Errorf("the log says %q", got)
			}
		})
	}
}
