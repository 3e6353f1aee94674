package store

import (
	"database/sql"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Queries counts the statements that were run, for the tests that hold lists to a number.
var Queries atomic.Int64

// Each calls scan for every row of a query on the driver's prepared statement: for what every page asks
// and for long lists, where building a statement and finding the fields of a struct by reflection would
// cost more than the query itself. A list of values needs In.
func Each(db *gorm.DB, scan func(*sql.Rows) error, query string, args ...any) error {
	Queries.Add(1)
	defer watch(db, query, time.Now())
	rows, err := db.Statement.ConnPool.QueryContext(db.Statement.Context, bound(db, query), args...)
	if err != nil {
		return past(db, query, err)
	}
	defer rows.Close() //nolint:errcheck // reading only
	for rows.Next() {
		if err := scan(rows); err != nil {
			return past(db, query, err)
		}
	}
	if err := rows.Err(); err != nil {
		return past(db, query, err)
	}
	return nil
}

// Exec runs one statement on the driver's prepared statement, for what every save does; like Each it
// builds nothing. It returns how many rows were changed.
func Exec(tx *gorm.DB, query string, args ...any) (int64, error) {
	Queries.Add(1)
	defer watch(tx, query, time.Now())
	result, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, bound(tx, query), args...)
	if err != nil {
		return 0, past(tx, query, err)
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

// past names a statement that went past GORM and failed.
func past(db *gorm.DB, query string, err error) error {
	unnamed := db.Session(&gorm.Session{NewDB: true})
	unnamed.Statement.Context = db.Statement.Context
	unnamed.Statement.SQL.WriteString(query)
	return failed(unnamed, "run", err)
}

func watch(db *gorm.DB, query string, begun time.Time) {
	if w, ok := db.Logger.(*watcher); ok {
		w.Trace(db.Statement.Context, begun, func() (string, int64) { return query, -1 }, nil)
	}
}

// numbered keeps the queries of Each and Exec as PostgreSQL wants them.
var numbered sync.Map

func bound(db *gorm.DB, query string) string {
	if db.Name() != "postgres" {
		return query
	}
	if known, ok := numbered.Load(query); ok {
		return known.(string)
	}
	text := rebind(query)
	numbered.Store(query, text)
	return text
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

// Placeholders returns "(?,?,?),(?,?,?)" for rows of the given number of columns.
func Placeholders(rows, columns int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", columns), ",") + ")"
	return strings.TrimSuffix(strings.Repeat(row+",", rows), ",")
}
