package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migration/*.sql
var migrations embed.FS

// ErrNewerSchema refuses a database that a later version of the portal has migrated.
var ErrNewerSchema = errors.New("cơ sở dữ liệu thuộc phiên bản mới hơn của chương trình này")

// sqliteWords are the few words in which the engines differ; the migrations name them in braces.
var sqliteWords = strings.NewReplacer("{{id}}", "INTEGER PRIMARY KEY", "{{keyed}}", " WITHOUT ROWID")

// Migrate brings the schema to this version, each step in one transaction.
// It refuses a schema newer than it knows.
func (s *Store) Migrate(ctx context.Context) error {
	steps, err := migrationSteps()
	if err != nil {
		return err
	}
	if err := s.release(); err != nil {
		return err
	}
	pool, err := s.pool()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, nil, goose.WithGoMigrations(steps...))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	version, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("schema version: %w", err)
	}
	if version > int64(len(steps)) {
		return fmt.Errorf("%w (%d > %d)", ErrNewerSchema, version, len(steps))
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// migrationSteps reads the embedded files; a file's number is its version.
func migrationSteps() ([]*goose.Migration, error) {
	names, err := fs.Glob(migrations, "migration/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]*goose.Migration, len(names))
	for i, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		script := sqliteWords.Replace(string(text))
		steps[i] = goose.NewGoMigration(int64(i+1), &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, script)
			return err
		}}, nil)
	}
	return steps, nil
}
