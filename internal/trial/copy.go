package trial

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"congthidua/internal/store"

	_ "github.com/jackc/pgx/v5/stdlib" // for the databases of the tests
)

// server is the address of the PostgreSQL server that the tests run on, "" for SQLite.
func server() string { return os.Getenv("PORTAL_TEST_POSTGRES") }

// copyOf returns the address of a fresh copy of a named database. The first test of a run that wants
// it makes it; all test binaries of one "go test" share it.
func copyOf(t testing.TB, name string, fill func(context.Context, *store.Store) error) string {
	t.Helper()
	made, err := original(name, fill)
	if err != nil {
		t.Fatal(err)
	}
	if server() != "" {
		return copyDatabase(t, made)
	}
	path := filepath.Join(t.TempDir(), "portal.db")
	if err := copyFile(made, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, address string) *store.Store {
	t.Helper()
	st, err := store.Open(address)
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

var (
	making  sync.Mutex
	folders = sync.OnceValues(runFolder)
)

// runFolder is a folder that all test binaries of one "go test" share; it is named after that
// process. Folders of runs that are over are removed.
func runFolder() (string, error) {
	const prefix = "congthidua-run-"
	old, err := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*"))
	if err != nil {
		return "", err
	}
	for _, folder := range old {
		id, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(folder), prefix))
		if err == nil && errors.Is(syscall.Kill(id, 0), syscall.ESRCH) {
			_ = os.RemoveAll(folder) // the next run tries again
		}
	}
	folder := filepath.Join(os.TempDir(), prefix+strconv.Itoa(os.Getppid()))
	return folder, os.MkdirAll(folder, 0o700)
}

// failures are the databases that could not be made, so that only one test waits for each.
var failures = map[string]error{}

// original makes a database once for all tests of a run and returns its file or its name on the server.
func original(name string, fill func(context.Context, *store.Store) error) (made string, err error) {
	making.Lock()
	defer making.Unlock()
	if err := failures[name]; err != nil {
		return "", err
	}
	defer func() { failures[name] = err }()
	folder, err := folders()
	if err != nil {
		return "", err
	}
	engine := "sqlite"
	if server() != "" {
		engine = "postgres"
	}
	done := filepath.Join(folder, name+"-"+engine)
	lock, err := os.OpenFile(done+".lock", os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- our own folder
	if err != nil {
		return "", err
	}
	defer lock.Close() //nolint:errcheck // only a lock
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	if content, err := os.ReadFile(done); err == nil { // #nosec G304 -- our own folder
		return string(content), nil
	}
	made, address := done+".db", done+".db"
	if server() != "" {
		made = fmt.Sprintf("trial_%s_%d", name, os.Getppid())
		address = server() + "/" + made
		err = errors.Join(sweep(), onServer(`DROP DATABASE IF EXISTS `+made, `CREATE DATABASE `+made))
	}
	if err == nil {
		err = makeOriginal(address, fill)
	}
	if err != nil {
		return "", fmt.Errorf("database %s of the tests: %w", name, err)
	}
	return made, os.WriteFile(done, []byte(made), 0o600) // #nosec G703 -- our own folder
}

func makeOriginal(address string, fill func(context.Context, *store.Store) error) error {
	st, err := store.Open(address)
	if err != nil {
		return err
	}
	ctx := context.Background()
	err = st.Migrate(ctx)
	if err == nil && fill != nil {
		err = fill(ctx, st)
	}
	return errors.Join(err, st.Close())
}

func copyFile(from, to string) error {
	source, err := os.Open(from) // #nosec G304 -- made above
	if err != nil {
		return err
	}
	defer source.Close()         //nolint:errcheck // reading only
	target, err := os.Create(to) // #nosec G304 -- the test's own folder
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

// sweep drops the databases of runs that are over: those of a pool outlive their test binary.
func sweep() error {
	db, err := sql.Open("pgx", server()+"/postgres")
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // reading only
	rows, err := db.Query(`SELECT datname FROM pg_database WHERE datname LIKE 'trial\_%'`)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // reading only
	var drops []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		for part := range strings.SplitSeq(name, "_") {
			if id, err := strconv.Atoi(part); err == nil { // the first number is the process
				if errors.Is(syscall.Kill(id, 0), syscall.ESRCH) {
					drops = append(drops, `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`)
				}
				break
			}
		}
	}
	return errors.Join(rows.Err(), onServer(drops...))
}

var copies atomic.Int64

// databaseName is that of a new database of this test binary.
func databaseName() string { return fmt.Sprintf("trial_%d_%d", os.Getpid(), copies.Add(1)) }

// copying is the statement that copies a database. The default strategy logs every page: a third of the speed.
func copying(name, template string) string {
	return `CREATE DATABASE ` + name + ` TEMPLATE ` + template + ` STRATEGY FILE_COPY`
}

// copyDatabase makes a database of the test's own on the server and drops it when the test ends.
func copyDatabase(t testing.TB, template string) string {
	t.Helper()
	name := databaseName()
	if err := onServer(copying(name, template)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := onServer(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
	})
	return server() + "/" + name
}

// onServer runs statements that belong to no database.
func onServer(statements ...string) (err error) {
	db, err := sql.Open("pgx", server()+"/postgres")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
