package trial

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/store"

	"gorm.io/gorm"
)

// On PostgreSQL a database takes longer to copy and to connect to than most tests run. An empty one goes back
// to the pool of its test binary when its test ends: emptied, with the rows and numbers of a fresh one. One whose
// tables, triggers or constraints a test has changed is dropped instead.
var pool struct {
	sync.Mutex
	free []*pooled
}

// pooled is a database that serves one test after another.
type pooled struct {
	*store.Store
	name     string
	shape    string            // of the schema, when it was fresh
	rows     map[string]string // by table: what a fresh one holds, as JSON
	counters string            // the sequences of a fresh one, as JSON
}

// borrow returns an empty database for a test.
func borrow(t testing.TB) *store.Store {
	t.Helper()
	p, err := take()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.giveBack(); err != nil {
			t.Error(err)
		}
	})
	return p.Store
}

// take takes a database out of the pool, or makes one.
func take() (*pooled, error) {
	pool.Lock()
	if n := len(pool.free); n > 0 {
		p := pool.free[n-1]
		pool.free = pool.free[:n-1]
		pool.Unlock()
		return p, nil
	}
	pool.Unlock()
	template, err := original("empty", nil)
	if err != nil {
		return nil, err
	}
	p := &pooled{name: databaseName()}
	if err := onServer(copying(p.name, template)); err != nil {
		return nil, err
	}
	if p.Store, err = store.Open(server() + "/" + p.name); err != nil {
		return nil, err
	}
	return p, p.remember()
}

// remember notes what a fresh database is like.
func (p *pooled) remember() (err error) {
	db := p.Read(context.Background())
	if p.shape, err = shapeOf(db); err != nil {
		return err
	}
	if p.counters, err = text(db, `SELECT json_agg(json_build_object('name', sequencename, 'last', last_value, 'start', start_value))::text
		FROM pg_sequences WHERE schemaname = current_schema()`); err != nil {
		return err
	}
	var tables []string
	if err := db.Raw(`SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`).Scan(&tables).Error; err != nil {
		return err
	}
	p.rows = map[string]string{}
	for _, table := range tables {
		rows, err := text(db, `SELECT COALESCE(json_agg(t)::text, '') FROM `+table+` t`)
		if err != nil {
			return err
		}
		p.rows[table] = rows
	}
	return nil
}

// giveBack makes the database fresh and returns it to the pool, or drops it.
func (p *pooled) giveBack() error {
	p.LogTo(slog.New(slog.DiscardHandler))
	shape, err := shapeOf(p.Read(context.Background()))
	if err == nil && shape == p.shape {
		err = p.Write(context.Background(), p.refresh)
	}
	if err != nil || shape != p.shape {
		_ = p.Close() // a test may have closed it
		return onServer(`DROP DATABASE ` + p.name + ` WITH (FORCE)`)
	}
	pool.Lock()
	pool.free = append(pool.free, p)
	pool.Unlock()
	return nil
}

// refresh empties all tables, without their triggers, and brings back what a fresh database holds.
func (p *pooled) refresh(tx *gorm.DB) error {
	statements := []string{`SET LOCAL session_replication_role = replica`}
	for table := range p.rows {
		statements = append(statements, `DELETE FROM `+table)
	}
	if err := tx.Exec(strings.Join(statements, ";")).Error; err != nil {
		return err
	}
	for table, rows := range p.rows {
		if rows == "" {
			continue
		}
		columns, err := columnsOf(rows)
		if err != nil {
			return err
		}
		restore := fmt.Sprintf(`INSERT INTO %s (%s) SELECT %s FROM json_populate_recordset(NULL::%s, CAST(? AS json))`,
			table, columns, columns, table)
		if err := tx.Exec(restore, rows).Error; err != nil {
			return err
		}
	}
	return tx.Exec(`SELECT setval(quote_ident(s.name)::regclass, COALESCE(s.last, s.start), s.last IS NOT NULL)
		FROM json_to_recordset(CAST(? AS json)) AS s (name text, last bigint, start bigint)`, p.counters).Error
}

// columnsOf are the columns that rows in JSON have.
func columnsOf(rows string) (string, error) {
	var list []map[string]any
	if err := json.Unmarshal([]byte(rows), &list); err != nil {
		return "", err
	}
	var columns []string
	for name := range list[0] {
		columns = append(columns, name)
	}
	return strings.Join(columns, ", "), nil
}

// shapeOf tells a schema that a test has changed from a fresh one.
func shapeOf(db *gorm.DB) (string, error) {
	return text(db, `SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
		SELECT concat_ws(' ', 'c', relname, relkind, relnatts) FROM pg_class WHERE relnamespace = current_schema()::regnamespace
		UNION ALL SELECT concat_ws(' ', 't', tgrelid, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
		UNION ALL SELECT concat_ws(' ', 'k', conrelid, conname) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
	) AS shape (x)`)
}

// text asks for one text.
func text(db *gorm.DB, query string) (s string, err error) {
	return s, db.Raw(query).Scan(&s).Error
}
