package store

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"

	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Store is an open database.
type Store struct {
	engine      engine
	read, write *gorm.DB
	writes      atomic.Int64
	watcher     *watcher
}

// Open opens the database at an address, without migrating it: the path of a SQLite file, which is made
// where it is missing, or postgres://user@host/name of a PostgreSQL database.
func Open(address string) (*Store, error) {
	var e engine = sqlite{path: address}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		e = postgres{address: address}
	}
	w := &watcher{}
	read, write, err := e.open(w)
	if err != nil {
		return nil, err
	}
	s := &Store{engine: e, read: read, write: write, watcher: w}
	return s, errors.Join(nameStatements(e, read), nameStatements(e, write))
}

// LogTo sends the lines about slow statements to a log; before, they are dropped.
func (s *Store) LogTo(log *slog.Logger) { s.watcher.log.Store(log) }

// Engine names the database engine: "sqlite" or "postgres".
func (s *Store) Engine() string { return s.engine.name() }

// Read returns a handle for queries; it cannot write. Who asked may go away in the middle: a
// query is short and runs to its end, because watching for it would cost a goroutine a query.
func (s *Store) Read(ctx context.Context) *gorm.DB {
	return s.read.WithContext(withUse(context.WithoutCancel(ctx)))
}

// Write runs fn in one transaction. It returns only after the commit is on the disk. The one-off token
// of a form, where the context carries one, is used up in the same transaction.
func (s *Store) Write(ctx context.Context, fn func(tx *gorm.DB) error) error {
	ctx, sent := withUse(context.WithoutCancel(ctx)), formOf(ctx)
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := s.engine.lock(tx); err != nil {
			return err
		}
		if err := sent.use(tx); err != nil {
			return err
		}
		return fn(tx)
	})
	s.writes.Add(1)
	if err == nil && sent != nil {
		sent.used.Store(true)
	}
	return s.engine.explain(ctx, err)
}

// Writes counts this process's transactions: while it stands still, so does what they could have
// changed. Other processes' transactions (commands) are not in it.
func (s *Store) Writes() int64 { return s.writes.Load() }

// Ready reports whether the database accepts a write now.
func (s *Store) Ready(ctx context.Context) error {
	return s.Write(ctx, func(tx *gorm.DB) error { return SetSetting(tx, "ready", "1") })
}

// Learn lets the engine count how its rows are spread, where it does not do so by itself: without it a plan is
// a guess. It is cheap where little has changed.
func (s *Store) Learn(ctx context.Context) error { return s.engine.learn(ctx, s.write) }

// Seal makes the engine forget in which order rows were written, as far as it keeps that: SQLite's
// write-ahead log is folded into the file and emptied. A reader in the way is waited for a little.
func (s *Store) Seal(ctx context.Context) error { return s.engine.seal(ctx, s.write) }

// Compact writes the whole database anew, so that no page keeps what it held before.
func (s *Store) Compact(ctx context.Context) error { return s.engine.compact(ctx, s.write) }

// Snapshot writes a consistent copy of the database into a new file while others read and write. It
// holds no page that was given up, so nothing of what was deleted.
func (s *Store) Snapshot(ctx context.Context, path string) error {
	return s.engine.snapshot(ctx, path)
}

// Close ends all connections; SQLite's write-ahead log is folded into the file.
func (s *Store) Close() error {
	errs := []error{s.engine.finish(s.write)}
	for _, db := range []*gorm.DB{s.read, s.write} {
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Path returns where the database file is; "" where there is no file of our own.
func (s *Store) Path() string { return s.engine.file() }

// setting is a value that the portal keeps by name.
type setting struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

// Setting returns a stored setting, or "" where there is none.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	return ReadSetting(s.Read(ctx), name)
}

// ReadSetting returns a stored setting, or "" where there is none.
func ReadSetting(db *gorm.DB, name string) (string, error) {
	var row setting
	err := First(db.Where("name = ?", name), &row)
	if errors.Is(err, fault.ErrNotFound) {
		return "", nil
	}
	return row.Value, err
}

// SetSetting stores a setting within tx.
func SetSetting(tx *gorm.DB, name, value string) error {
	return Upsert(tx, &setting{Name: name, Value: value}, "name")
}

// Models are the records of this package.
var Models = []any{&setting{}, &formToken{}}
