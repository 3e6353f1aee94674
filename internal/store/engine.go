package store

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"gorm.io/gorm"
)

// engine holds what differs between SQLite and PostgreSQL. Everything else in the portal is written
// once for both.
type engine interface {
	// name is "sqlite" or "postgres", as GORM's dialectors call themselves.
	name() string
	// file is the path of the database file, "" where the engine has none of ours.
	file() string
	// open returns a handle that only reads and one that writes.
	open(*watcher) (read, write *gorm.DB, err error)
	// lock makes a transaction the only writing one until its end.
	lock(tx *gorm.DB) error
	// broken describes the broken constraint behind an error; ok is false for other errors.
	broken(err error) (b broken, ok bool)
	// unavailable reports whether an error says that nothing can be written now: disk, lock, connection.
	unavailable(err error) bool
	// explain turns the error of a transaction into what its caller may be told.
	explain(ctx context.Context, err error) error
	// translate writes a migration in the engine's words; see migrate.go.
	translate(script string) string
	// dialect is goose's name of the engine.
	dialect() string
	// learn, seal, compact, snapshot and finish serve the methods of Store.
	learn(ctx context.Context, db *gorm.DB) error
	seal(ctx context.Context, db *gorm.DB) error
	compact(ctx context.Context, db *gorm.DB) error
	snapshot(ctx context.Context, path string) error
	finish(db *gorm.DB) error
}

// engineOf returns the engine behind a handle, for functions that are given a transaction only.
func engineOf(db *gorm.DB) engine {
	if db.Name() == "postgres" {
		return postgres{}
	}
	return sqlite{}
}

// guard is a trigger that refuses a change, as a migration writes it:
//
//	{{guard name BEFORE UPDATE ON table WHEN condition : message}}
//
// The condition may be left out with its WHEN; it may speak of OLD and NEW.
var guard = regexp.MustCompile(
	`(?s)\{\{guard (\w+) (BEFORE (?:UPDATE(?: OF [\w, ]+)?|DELETE)) ON (\w+)(?:\s+WHEN (.*?))? : ([^}]*?)\}\}`,
)

// check is a changed CHECK of a column:
//
//	{{check table.column : old condition : new condition}}
//
// TRUE as the new condition drops the old one.
var check = regexp.MustCompile(`(?s)\{\{check (\w+)\.(\w+) : (.*?) : (.*?)\}\}`)

// refer is a foreign key that refers to another table from now on:
//
//	{{reference table.column : old table : new table}}
//
// Rows keep their values until they are changed; what is written afterwards must be in the new table.
var refer = regexp.MustCompile(`\{\{reference (\w+)\.(\w+) : (\w+) : (\w+)\}\}`)

// replaceEach calls write with the parts of every match of a marker in a migration.
func replaceEach(script string, marker *regexp.Regexp, write func(parts []string) string) string {
	return marker.ReplaceAllStringFunc(script, func(found string) string {
		return write(marker.FindStringSubmatch(found))
	})
}

// quote writes a text as a string of SQL.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// rebind turns "?" into "$1", "$2", … outside of quoted text; for what goes past GORM on PostgreSQL.
func rebind(query string) string {
	if !strings.Contains(query, "?") {
		return query
	}
	var b strings.Builder
	b.Grow(len(query) + 16)
	n, quoted := 0, false
	for i := range len(query) {
		switch c := query[i]; {
		case c == '\'':
			quoted = !quoted
			b.WriteByte(c)
		case c == '?' && !quoted:
			n++
			fmt.Fprintf(&b, "$%d", n)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Concatenated returns the SQL that joins the values of a column within a group by commas, each
// distinct value once.
func Concatenated(db *gorm.DB, column string) string {
	if engineOf(db).name() == "postgres" {
		return "string_agg(DISTINCT " + column + ", ',')"
	}
	return "group_concat(DISTINCT " + column + ")"
}

// Search returns the query for the docid of all rows of a full-text table (docid, head, body) that have
// every word, the last word as the beginning of one. The words are letters and digits without marks.
func Search(db *gorm.DB, table string, words []string) (query string, args []any) {
	if engineOf(db).name() == "postgres" {
		return "SELECT docid FROM " + table + " WHERE to_tsvector('simple', head || ' ' || body) @@ to_tsquery('simple', ?)",
			[]any{
				strings.Join(words, " & ") + ":*",
			}
	}
	return "SELECT docid FROM " + table + " WHERE " + table + " MATCH ?", []any{strings.Join(words, " ") + "*"}
}

// Renumber lets the numbers of new rows follow the highest one of each table, after rows were written
// with numbers of their own.
func Renumber(tx *gorm.DB) error {
	if engineOf(tx).name() != "postgres" {
		return nil // SQLite does so by itself
	}
	var tables []string
	err := tx.Raw(`SELECT table_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES'`).Scan(&tables).Error
	for _, table := range tables {
		if err == nil {
			err = tx.Exec(
				`
					SELECT setval(pg_get_serial_sequence('` + table + `', 'id'), (SELECT COALESCE(max(id), 0) + 1 FROM ` + table + `), FALSE)`).Error
		}
	}
	return err
}
