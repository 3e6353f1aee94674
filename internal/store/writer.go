package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"gorm.io/gorm"
)

// writer is the one connection that writes, with the statements prepared on it. database/sql
// would prepare every statement of a transaction anew and hold it until the commit: a save would
// cost twice as much, and an import of 150,000 rows half a gigabyte.
type writer struct {
	mu         sync.Mutex // held from the begin of a transaction to its end
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

// cachedLength is up to how many bytes a statement's text is kept prepared; bulk inserts are
// longer and run as they come.
const cachedLength = 3000

// cachedStatements bounds what is kept; beyond it statements run as they come.
const cachedStatements = 500

func newWriter(ctx context.Context, db *gorm.DB) (*writer, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &writer{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

// transaction runs fn between BEGIN IMMEDIATE and COMMIT, alone.
func (w *writer) transaction(ctx context.Context, db *gorm.DB, fn func(tx *gorm.DB) error) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed { // also after a panic, which goes on
			_, undo := w.conn.ExecContext(ctx, "ROLLBACK")
			err = errors.Join(err, ignoreEnded(undo))
		}
	}()
	tx := db.WithContext(ctx)
	tx.Statement.ConnPool = w
	if err := fn(tx); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return err
	}
	committed = true
	return nil
}

// checkpoint folds the log into the file and empties it; busy says that a reader was in the way.
func (w *writer) checkpoint(ctx context.Context) (busy bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var frames, folded int
	err = w.conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &folded)
	return busy, err
}

func (w *writer) vacuum(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, err := w.conn.ExecContext(ctx, `VACUUM`)
	return err
}

// ignoreEnded drops the complaint about a transaction that SQLite has already rolled back itself,
// as it does when the disk is full.
func ignoreEnded(err error) error {
	if err != nil && err.Error() == "cannot rollback - no transaction is active" {
		return nil
	}
	return err
}

// statement returns the query prepared, nil where it runs as it comes.
func (w *writer) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := w.statements[query]; s != nil {
		return s, nil
	}
	if len(query) > cachedLength || len(w.statements) >= cachedStatements {
		return nil, nil
	}
	s, err := w.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	w.statements[query] = s
	return s, nil
}

// PrepareContext implements gorm.ConnPool.
func (w *writer) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return w.conn.PrepareContext(ctx, query)
}

// ExecContext implements gorm.ConnPool.
func (w *writer) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := w.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return w.conn.ExecContext(ctx, query, args...)
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext implements gorm.ConnPool.
func (w *writer) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := w.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return w.conn.QueryContext(ctx, query, args...)
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext implements gorm.ConnPool.
func (w *writer) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return w.conn.QueryRowContext(ctx, query, args...)
}

// close gives the connection back.
func (w *writer) close() error {
	var errs []error
	for _, s := range w.statements {
		errs = append(errs, s.Close())
	}
	if err := errors.Join(append(errs, w.conn.Close())...); err != nil {
		return fmt.Errorf("writer: %w", err)
	}
	return nil
}
