package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/demo"
	"congthidua/internal/shipped"
	"congthidua/internal/store"

	"github.com/caarlos0/env/v11"
)

// config is what the environment says; see README.
type config struct {
	Addr         string   `env:"PORTAL_ADDR" envDefault:"127.0.0.1:8080"`
	DB           string   `env:"PORTAL_DB" envDefault:"data/var/portal.db"`
	Files        string   `env:"PORTAL_FILES" envDefault:"data/var/files"`
	SecretFile   string   `env:"PORTAL_SECRET_FILE" envDefault:"data/var/secret"`
	Now          string   `env:"PORTAL_NOW"`
	Hosts        []string `env:"PORTAL_HOSTS"`
	TrustedProxy string   `env:"PORTAL_TRUSTED_PROXY"`
	BaseURL      string   `env:"PORTAL_BASE_URL"`
	SMTP         string   `env:"PORTAL_SMTP"`
	MailFrom     string   `env:"PORTAL_MAIL_FROM"`
}

func load() (config, error) {
	c, err := env.ParseAs[config]()
	if err != nil {
		return c, fmt.Errorf("environment: %w", err)
	}
	return c, nil
}

// with does something on the portal's database, which it opens and closes.
func with(ctx context.Context, do func(c config, st *store.Store) error) (err error) {
	c, err := load()
	if err != nil {
		return err
	}
	st, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return do(c, st)
}

// open opens and migrates the database and brings in what is shipped.
func open(ctx context.Context, c config) (*store.Store, error) {
	st, err := store.Open(c.DB)
	if err != nil {
		return nil, err
	}
	if err := st.Migrate(ctx); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	if err := shipped.Install(ctx, st, clock.System{}); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return st, nil
}

// clockOf is the machine's clock; only a demonstration may start it elsewhere: where
// PORTAL_NOW says, else where the demonstration's own months are under way.
func (c config) clockOf(ctx context.Context, st *store.Store) (clock.Clock, bool, error) {
	loaded, err := st.Setting(ctx, demo.Setting)
	if err != nil || loaded == "" {
		return clock.System{}, false, err
	}
	start := c.Now
	if start == "" {
		if start, err = st.Setting(ctx, demo.ClockSetting); err != nil {
			return nil, true, err
		}
	}
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		return nil, true, fmt.Errorf("PORTAL_NOW: %w", err)
	}
	return clock.StartingAt(at), true, nil
}

// secret reads the key of the forms' tokens, made at the first start.
func (c config) secret() ([]byte, error) {
	key, err := os.ReadFile(c.SecretFile)
	if err == nil {
		if len(key) < 32 {
			return nil, fmt.Errorf("%s: khóa quá ngắn", c.SecretFile)
		}
		return key, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	key = make([]byte, 32)
	_, _ = rand.Read(key) // never fails; see crypto/rand
	if err := os.MkdirAll(filepath.Dir(c.SecretFile), 0o750); err != nil {
		return nil, err
	}
	return key, os.WriteFile(c.SecretFile, key, 0o600)
}

func logger() *slog.Logger { return slog.New(slog.NewTextHandler(os.Stderr, nil)) }
