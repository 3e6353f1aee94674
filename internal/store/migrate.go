package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migration/*.sql
var migrations embed.FS

// ErrNewerSchema refuses a database that a later version of the portal has migrated.
var ErrNewerSchema = errors.New("cơ sở dữ liệu thuộc phiên bản mới hơn của chương trình này")

// Migrate brings the schema to this version, each step in one transaction.
// It refuses a schema newer than it knows.
func (s *Store) Migrate(ctx context.Context) error {
	steps, err := migrationSteps(s.engine)
	if err != nil {
		return err
	}
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.Dialect(s.engine.dialect()), pool, nil, goose.WithGoMigrations(steps...))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	version, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("schema version: %w", err)
	}
	if known := steps[len(steps)-1].Version; version > known {
		return fmt.Errorf("%w (%d > %d)", ErrNewerSchema, version, known)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// migrationSteps reads the embedded files in the order of their names. The number before the first "_" of a
// name is the version: 0004_evaluation.sql brings the schema to version 4.
func migrationSteps(e engine) ([]*goose.Migration, error) {
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
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migration/"), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", name, err)
		}
		script := e.translate(string(text))
		steps[i] = goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, script); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		}}, nil)
	}
	return steps, nil
}
