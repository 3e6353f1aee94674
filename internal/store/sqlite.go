package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
	sqlitedialect "gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// sqlite is a database in one file: WAL with synchronous=FULL, one writing connection, a few that read.
type sqlite struct{ path string }

// sqliteReaders is how many connections serve pages; two cores gain nothing from more.
const sqliteReaders = 4

func (sqlite) name() string    { return "sqlite" }
func (sqlite) dialect() string { return "sqlite3" }
func (e sqlite) file() string  { return e.path }

func (e sqlite) open(w *watcher) (read, write *gorm.DB, err error) {
	if err := os.MkdirAll(filepath.Dir(e.path), 0o750); err != nil {
		return nil, nil, fmt.Errorf("folder of the database: %w", err)
	}
	if write, err = e.connect(w, false, 1); err != nil {
		return nil, nil, err
	}
	read, err = e.connect(w, true, sqliteReaders)
	return read, write, err
}

// connect opens a pool. Statements are kept prepared by the driver, per connection: GORM's own cache
// would prepare every statement of a transaction anew.
func (e sqlite) connect(w *watcher, queryOnly bool, connections int) (*gorm.DB, error) {
	lock := "immediate"
	if queryOnly {
		lock = "deferred"
	}
	options := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"5000"},
		"_foreign_keys": {"1"}, "_secure_delete": {"true"}, "_txlock": {lock}, "_cache_size": {"-32768"},
		"_stmt_cache_size": {"300"},
		"_mutex":           {"no"}, // database/sql gives a connection to one goroutine at a time
	}
	if queryOnly {
		options.Set("_query_only", "1")
	}
	escaped := url.URL{Path: e.path} // a folder may be called "#1" or "what?"
	db, err := gorm.Open(sqlitedialect.Open("file:"+escaped.EscapedPath()+"?"+options.Encode()), config(w))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", e.path, err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, pool.Ping()
}

// lock has nothing to do: the writing pool has one connection, and its transactions begin IMMEDIATE.
func (sqlite) lock(*gorm.DB) error { return nil }

func (e sqlite) explain(ctx context.Context, err error) error { return explain(ctx, e, err) }

func (sqlite) unavailable(err error) bool {
	var failure sqlite3.Error
	if !errors.As(err, &failure) {
		return false
	}
	switch failure.Code {
	case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrBusy, sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
		return true
	}
	return false
}

// broken reads the driver's message: "UNIQUE constraint failed: accounts.username", "CHECK constraint
// failed: length(name) BETWEEN 1 AND 200", "FOREIGN KEY constraint failed".
func (sqlite) broken(err error) (b broken, ok bool) {
	var failure sqlite3.Error
	if !errors.As(err, &failure) || failure.Code != sqlite3.ErrConstraint {
		return b, false
	}
	_, about, _ := strings.Cut(failure.Error(), "constraint failed: ")
	switch failure.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		b.kind, b.columns = unique, columnNames(about)
	case sqlite3.ErrConstraintNotNull:
		b.kind, b.columns = missing, columnNames(about)
	case sqlite3.ErrConstraintCheck:
		b.kind, b.columns = wrong, columnsOfCheck(about)
	case sqlite3.ErrConstraintForeignKey:
		b.kind = reference
	case sqlite3.ErrConstraintTrigger:
		b.kind = guarded
	default:
		return b, false
	}
	return b, true
}

// columnNames reads "accounts.username, accounts.kind".
func columnNames(list string) (names []string) {
	for part := range strings.SplitSeq(list, ",") {
		if _, column, ok := strings.Cut(strings.TrimSpace(part), "."); ok {
			names = append(names, column)
		}
	}
	return names
}

// columnsOfCheck returns the columns of which a condition speaks: its words that are written small.
func columnsOfCheck(condition string) (names []string) {
	seen := map[string]bool{"length": true}
	word := func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}
	quoted := false
	for i, piece := range strings.Split(condition, "'") {
		if quoted = i%2 == 1; quoted {
			continue
		}
		for _, name := range strings.FieldsFunc(piece, word) {
			if strings.ToLower(name) == name && name[0] > '9' && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}

const (
	sealTries = 50
	sealPause = 10 * time.Millisecond
)

// learn looks at every table that has grown tenfold or was never counted (0x10000), each for a short while
// only (0x10 is part of 0x0fffe, the default).
func (sqlite) learn(ctx context.Context, db *gorm.DB) error {
	return db.WithContext(ctx).Exec(`PRAGMA optimize = 0x1fffe`).Error
}

func (sqlite) seal(ctx context.Context, db *gorm.DB) error {
	for range sealTries {
		var busy, frames, folded int
		row := db.WithContext(ctx).Raw(`PRAGMA wal_checkpoint(TRUNCATE)`).Row()
		if err := row.Scan(&busy, &frames, &folded); err != nil || busy == 0 {
			return err
		}
		time.Sleep(sealPause)
	}
	return nil // readers without end: the next seal does it
}

func (e sqlite) compact(ctx context.Context, db *gorm.DB) error {
	return errors.Join(db.WithContext(ctx).Exec(`VACUUM`).Error, e.seal(ctx, db))
}

// snapshot has a connection of its own: the readers' may not write, not even a copy.
func (e sqlite) snapshot(ctx context.Context, path string) (err error) {
	own, err := e.connect(&watcher{}, false, 1)
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

func (sqlite) finish(db *gorm.DB) error { return db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`).Error }

// sqliteWords are the words of the migrations that stand for a type or an option.
var sqliteWords = strings.NewReplacer(
	"{{id}}", "INTEGER PRIMARY KEY",
	"{{keyed}}", " WITHOUT ROWID",
	"{{real}}", "REAL",
	"{{bytes}}", "", // SQLite compares text by its bytes
)

func (sqlite) translate(script string) string {
	script = replaceEach(script, guard, func(p []string) string {
		when := ""
		if p[4] != "" {
			when = " WHEN " + p[4]
		}
		return fmt.Sprintf("CREATE TRIGGER %s %s ON %s%s BEGIN SELECT RAISE(ABORT, %s); END;", p[1], p[2], p[3], when, quote(p[5]))
	})
	// A CHECK or a foreign key cannot be altered, only the text of the table: SQLite's documentation names
	// this way for it.
	script = replaceEach(script, check, func(p []string) string {
		return rewritten(p[1], "CHECK ("+p[3]+")", "CHECK ("+p[4]+")")
	})
	script = replaceEach(script, refer, func(p []string) string {
		return rewritten(p[1], "REFERENCES "+p[3]+" (id)", "REFERENCES "+p[4]+" (id)")
	})
	return sqliteWords.Replace(script)
}

// rewritten changes words in the text of a table.
func rewritten(table, old, changed string) string {
	return fmt.Sprintf(`PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, %s, %s) WHERE type = 'table' AND name = %s;
PRAGMA writable_schema = RESET;`, quote(old), quote(changed), quote(table))
}
