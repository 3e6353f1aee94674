package store

import (
	"context"
	"errors"
	"strings"

	"github.com/pressly/goose/v3"
)

// MigrateBefore brings an empty database to the schema before the migration whose file has a name.
func (s *Store) MigrateBefore(ctx context.Context, name string) error {
	steps, err := migrationSteps(s.engine)
	if err != nil {
		return err
	}
	files, err := migrations.ReadDir("migration")
	if err != nil {
		return err
	}
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	for i, file := range files {
		if i == 0 || !strings.HasSuffix(file.Name(), "_"+name+".sql") {
			continue
		}
		provider, err := goose.NewProvider(
			goose.Dialect(s.engine.dialect()), pool, nil, goose.WithGoMigrations(steps[:i]...))
		if err != nil {
			return err
		}
		_, err = provider.Up(ctx)
		return err
	}
	return errors.New("no such migration: " + name)
}

// SlowFrom makes every statement slow that takes a nanosecond or more.
func (s *Store) SlowFrom(nanoseconds int64) { s.watcher.slow.Store(nanoseconds) }
