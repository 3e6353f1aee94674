// Package store opens the database and keeps its promises: one writer, several readers,
// every acknowledged write on the disk (WAL with synchronous=FULL), versioned migrations.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"congthidua/internal/fault"

	"github.com/mattn/go-sqlite3"
	sqlitedialect "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// readers is how many connections serve pages; two cores gain nothing from more.
const readers = 4

// Store is an open database.
type Store struct {
	read, write *gorm.DB
	writer      *writer // made at the first write
	making      sync.Mutex
	path        string
	writes      atomic.Int64
}

// Open opens the SQLite file at path, made where missing, without migrating it.
func Open(path string) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, fmt.Errorf("folder of the database: %w", err)
	}
	write, err := connect(path, false, 1)
	if err != nil {
		return nil, err
	}
	read, err := connect(path, true, readers)
	if err != nil {
		return nil, err
	}
	return &Store{read: read, write: write, path: path}, nil
}

func connect(path string, queryOnly bool, connections int) (*gorm.DB, error) {
	lock := "immediate"
	if queryOnly {
		lock = "deferred"
	}
	options := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"5000"},
		"_foreign_keys": {"1"}, "_secure_delete": {"true"}, "_txlock": {lock}, "_cache_size": {"-32768"},
		"_mutex": {"no"}, // database/sql gives a connection to one goroutine at a time
	}
	if queryOnly {
		options.Set("_query_only", "1")
	}
	db, err := gorm.Open(sqlitedialect.Open("file:"+path+"?"+options.Encode()), &gorm.Config{
		SkipDefaultTransaction: true, PrepareStmt: queryOnly, TranslateError: true,
		Logger: logger.Discard, DisableAutomaticPing: true,
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, pool.Ping()
}

// Read returns a handle for queries; it cannot write. Who asked may go away in the middle: a
// query is short and runs to its end, because watching for it would cost a goroutine a query.
func (s *Store) Read(ctx context.Context) *gorm.DB {
	return s.read.WithContext(context.WithoutCancel(ctx))
}

// Write runs fn in one transaction. It returns only after the commit is on the disk.
// A full or failing disk, and a lock not had in time, come back as fault.ErrUnavailable.
func (s *Store) Write(ctx context.Context, fn func(tx *gorm.DB) error) error {
	ctx = context.WithoutCancel(ctx)
	w, err := s.writing(ctx)
	if err == nil {
		err = w.transaction(ctx, s.write, fn)
		s.writes.Add(1)
	}
	var failure sqlite3.Error
	if errors.As(err, &failure) {
		switch failure.Code {
		case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrBusy, sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
			return errors.Join(fault.ErrUnavailable, err)
		}
	}
	return err
}

// Writes counts this process's transactions: while it stands still, so does what they could have
// changed. Other processes' transactions (commands) are not in it.
func (s *Store) Writes() int64 { return s.writes.Load() }

// writing returns the writer. It takes the writing pool's only connection, so the migrations,
// which use that pool, give it back first.
func (s *Store) writing(ctx context.Context) (*writer, error) {
	s.making.Lock()
	defer s.making.Unlock()
	if s.writer == nil {
		w, err := newWriter(ctx, s.write)
		if err != nil {
			return nil, err
		}
		s.writer = w
	}
	return s.writer, nil
}

// release gives the writer's connection back to its pool.
func (s *Store) release() error {
	s.making.Lock()
	defer s.making.Unlock()
	if s.writer == nil {
		return nil
	}
	s.writer.mu.Lock()
	defer s.writer.mu.Unlock()
	err := s.writer.close()
	s.writer = nil
	return err
}

// Ready reports whether the database accepts a write now.
func (s *Store) Ready(ctx context.Context) error {
	return s.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO settings (name, value) VALUES ('ready', '1') ON CONFLICT (name) DO UPDATE SET value = '1'`).Error
	})
}

// Seal folds the write-ahead log into the file and empties it, so that it does not tell what was
// written together. A reader in the way is waited for a little.
func (s *Store) Seal(ctx context.Context) error {
	w, err := s.writing(ctx)
	if err != nil {
		return err
	}
	for range sealTries {
		busy, err := w.checkpoint(ctx)
		if err != nil || !busy {
			return err
		}
		time.Sleep(sealPause)
	}
	return nil // readers without end: the next seal does it
}

const (
	sealTries = 50
	sealPause = 10 * time.Millisecond
)

// Compact writes the whole file anew, so that no page keeps what it held before.
func (s *Store) Compact(ctx context.Context) error {
	w, err := s.writing(ctx)
	if err != nil {
		return err
	}
	return errors.Join(w.vacuum(ctx), s.Seal(ctx))
}

// Snapshot writes a consistent copy of the database into a new file while others read and write. It
// holds no page that was given up, so nothing of what was deleted. It has a connection of its own: the
// readers' may not write, not even a copy.
func (s *Store) Snapshot(ctx context.Context, path string) (err error) {
	own, err := connect(s.path, false, 1)
	if err != nil {
		return err
	}
	pool, err := own.DB()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	return own.WithContext(ctx).Exec(`VACUUM INTO ?`, path).Error
}

// Close folds the write-ahead log into the file and closes all connections.
func (s *Store) Close() error {
	errs := []error{s.release()}
	errs = append(errs, s.write.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`).Error)
	for _, db := range []*gorm.DB{s.read, s.write} {
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Path returns where the database file is.
func (s *Store) Path() string { return s.path }

// Setting returns a stored setting, or "".
func (s *Store) Setting(ctx context.Context, name string) string {
	var value string
	s.Read(ctx).Raw(`SELECT value FROM settings WHERE name = ?`, name).Scan(&value)
	return value
}

// SetSetting stores a setting within tx.
func SetSetting(tx *gorm.DB, name, value string) error {
	return tx.Exec(`INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value).Error
}

// Queries counts the queries made by Each, for the tests that hold lists to a number.
var Queries atomic.Int64

// Each calls scan for every row of a query, on the handle's prepared statements: for what every
// page asks and for long lists, where building a statement and finding the fields of a struct
// by reflection would cost more than the query itself. A list of values needs In.
func Each(db *gorm.DB, scan func(*sql.Rows) error, query string, args ...any) error {
	Queries.Add(1)
	rows, err := db.Statement.ConnPool.QueryContext(db.Statement.Context, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // reading only
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Exec runs one statement on the handle's prepared statements, for what every save does; like
// Each it builds nothing. It returns how many rows were changed.
func Exec(tx *gorm.DB, query string, args ...any) (int64, error) {
	result, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// ExecOne is Exec for a guarded UPDATE: no row changed means that the state or version was no
// longer the expected one.
func ExecOne(tx *gorm.DB, query string, args ...any) error {
	n, err := Exec(tx, query, args...)
	if err == nil && n != 1 {
		return fault.ErrStale
	}
	return err
}

// ID stands for the value that a column equals, in statements that every page runs. Beside a bare
// "?" SQLite makes its plan anew whenever the value is bound, which for the larger statements
// costs more than running them; a cast value it leaves alone.
const ID = "CAST(? AS BIGINT)"

// In returns "(?,?,?)", each as ID, and the values as arguments.
func In(ids []int64) (placeholders string, args []any) {
	args = make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return "(" + strings.TrimSuffix(strings.Repeat(ID+",", len(ids)), ",") + ")", args
}

// Count returns the one number that a query asks for.
func Count(db *gorm.DB, sql string, args ...any) (n int, err error) {
	return n, db.Raw(sql, args...).Scan(&n).Error
}

// OneRow turns the result of a guarded UPDATE into the error it stands for:
// no row changed means that the state or version was no longer the expected one.
func OneRow(result *gorm.DB) error {
	if result.Error == nil && result.RowsAffected != 1 {
		return fault.ErrStale
	}
	return result.Error
}

// Duplicate reports whether err is a broken unique index.
// A row that RETURNING should have given back comes with the driver's own error.
func Duplicate(err error) bool {
	var refused sqlite3.Error
	return errors.Is(err, gorm.ErrDuplicatedKey) || errors.As(err, &refused) && (refused.ExtendedCode == sqlite3.ErrConstraintUnique || refused.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// Placeholders returns "(?,?,?),(?,?,?)" for rows of the given number of columns.
func Placeholders(rows, columns int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", columns), ",") + ")"
	return strings.TrimSuffix(strings.Repeat(row+",", rows), ",")
}

// pool returns the writer's connection for the migrations.
func (s *Store) pool() (*sql.DB, error) { return s.write.DB() }

// UseToken uses up a form's one-off token within the transaction of what the form makes. A
// second use is a Conflict: the form was sent twice, and the first one counts.
func UseToken(tx *gorm.DB, token string, at int64) error {
	if len(token) < 16 || len(token) > 64 {
		return fault.Invalidf("", "Biểu mẫu thiếu mã gửi một lần. Hãy tải lại trang rồi gửi lại.")
	}
	err := tx.Exec(`INSERT INTO form_tokens (token, at) VALUES (?, ?)`, token, at).Error
	if Duplicate(err) {
		return fault.Conflictf("Biểu mẫu này đã được gửi và đã lưu một lần rồi.")
	}
	return err
}

// Part is a query that is joined with others, with its arguments.
type Part struct {
	SQL  string
	Args []any
}
