package backup_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/backup"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"filippo.io/age"
	"gorm.io/gorm"
)

func key(t *testing.T) *age.X25519Identity {
	t.Helper()
	k, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func closeVotes(t *testing.T, st *store.Store) {
	t.Helper()
	exec(t, st, `UPDATE meetings SET state = 'draft' WHERE state = 'open'`)
}

func exec(t *testing.T, st *store.Store, sql string, args ...any) {
	t.Helper()
	if err := st.Write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }); err != nil {
		t.Fatal(err)
	}
}

func number(t *testing.T, st *store.Store, sql string) (n int64) {
	t.Helper()
	if err := st.Read(t.Context()).Raw(sql).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

// TestABackupComesBackWhole writes one while others write, and compares what comes back.
func TestABackupComesBackWhole(t *testing.T) {
	trial.SQLiteOnly(t, "a backup is a copy of the database file")
	st, _ := trial.Demo(t)
	closeVotes(t, st)
	kept := filepath.Join(t.TempDir(), "0123.pdf")
	if err := os.WriteFile(kept, []byte("%PDF-1.4 tờ trình"), 0o600); err != nil {
		t.Fatal(err)
	}
	exec(t, st,
		`
			INSERT INTO attachments (object, object_id, account_id, at, name, path, sha256, size)
			VALUES ('meetings', 1, 1, 0, 'tờ trình.pdf', ?, ?, 17)`,
		kept, strings.Repeat("0", 64))
	list := filepath.Join(t.TempDir(), "4567.csv")
	if err := os.WriteFile(list, []byte("Họ và tên"), 0o600); err != nil {
		t.Fatal(err)
	}
	exec(t, st, `
		INSERT INTO imports (account_id, at, unit_id, name, file, sha256, state)
		VALUES (1, 0, 1, 'danh sách.csv', ?, '', 'checked')`, list)
	people, attached := number(t, st, `SELECT count(*) FROM people`), number(t, st,
		`SELECT (SELECT count(*) FROM attachments) + (SELECT count(*) FROM templates) + 1`)

	k := key(t)
	var sealed bytes.Buffer
	stop := make(chan struct{})
	var writers sync.WaitGroup
	writers.Add(1)
	go func() {
		defer writers.Done()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				_ = st.Write(t.Context(), func(tx *gorm.DB) error {
					return tx.Exec(`UPDATE people SET version = version + 1 WHERE id = ?`, i%100+1).Error
				})
			}
		}
	}()
	m, err := backup.Write(t.Context(), st, time.Now(), &sealed, k.Recipient())
	close(stop)
	writers.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if m.Rows["people"] != people || int64(m.Files) != attached {
		t.Errorf("the manifest: %d people, %d files", m.Rows["people"], m.Files)
	}
	if bytes.Contains(sealed.Bytes(), []byte("SQLite format")) {
		t.Error("the backup is not encrypted")
	}

	folder := t.TempDir()
	database, files := filepath.Join(folder, "a", "portal.db"), filepath.Join(folder, "files")
	if _, err := backup.Restore(t.Context(), bytes.NewReader(sealed.Bytes()), database, files, k); err != nil {
		t.Fatal(err)
	}
	back, err := store.Open(database)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close() //nolint:errcheck // the test is over
	if n := number(t, back, `SELECT count(*) FROM people`); n != people {
		t.Errorf("%d people came back, want %d", n, people)
	}
	var path string
	if err := back.Read(t.Context()).Raw(`
		SELECT path
		FROM attachments
		WHERE object = 'meetings'`).Scan(&path).Error; err != nil || path != filepath.Join(files, "0123.pdf") {
		t.Fatalf("the file is said to lie at %s %v", path, err)
	}
	if text, err := os.ReadFile(path); err != nil ||
		string(text) != "%PDF-1.4 tờ trình" { //nolint:gosec // the test's own file
		t.Errorf("the file: %q %v", text, err)
	}
	err = back.Read(t.Context()).Raw(`SELECT file FROM imports WHERE name = 'danh sách.csv'`).Scan(&path).Error
	if err != nil || path != filepath.Join(files, "4567.csv") {
		t.Fatalf("the list is said to lie at %s %v", path, err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "Họ và tên" { //nolint:gosec // the test's own file
		t.Errorf("the list: %q %v", text, err)
	}
	var conflict fault.Conflict
	if _, err := backup.Restore(t.Context(), bytes.NewReader(sealed.Bytes()), database, files, k); !errors.As(err,
		&conflict) {
		t.Errorf("restored over what is there: %v", err)
	}
}

// TestNoBackupWhileAVoteIsOpen: a copy of that moment could be held against a later one.
func TestNoBackupWhileAVoteIsOpen(t *testing.T) {
	trial.SQLiteOnly(t, "a backup is a copy of the database file")
	st, _ := trial.Demo(t)
	var sealed bytes.Buffer
	_, err := backup.Write(t.Context(), st, time.Now(), &sealed, key(t).Recipient())
	if err == nil || !strings.Contains(err.Error(), "đang bỏ phiếu kín") || sealed.Len() > 0 {
		t.Errorf("%v, %d bytes", err, sealed.Len())
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(st.Path()), "backup-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v behind", left)
	}
}

// TestABrokenBackupLeavesNothing: one bit, a cut, another key.
func TestABrokenBackupLeavesNothing(t *testing.T) {
	trial.SQLiteOnly(t, "a backup is a copy of the database file")
	st := trial.Empty(t)
	k := key(t)
	var sealed bytes.Buffer
	if _, err := backup.Write(t.Context(), st, time.Now(), &sealed, k.Recipient()); err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sealed.Bytes())
	flipped[len(flipped)/2] ^= 1
	for name, c := range map[string]struct {
		content []byte
		key     age.Identity
	}{
		"a bit":       {flipped, k},
		"a cut":       {sealed.Bytes()[:sealed.Len()*2/3], k},
		"another key": {sealed.Bytes(), key(t)},
		"no backup":   {[]byte("x"), k},
	} {
		folder := t.TempDir()
		database, files := filepath.Join(folder, "portal.db"), filepath.Join(folder, "files")
		if _, err := backup.Restore(t.Context(), bytes.NewReader(c.content), database, files, c.key); err == nil {
			t.Errorf("%s: restored", name)
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("%s left %v behind", name, left)
		}
	}
}
