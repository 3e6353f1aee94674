package web

import (
	"database/sql"
	_ "embed"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// statistics is sqlite_stat1 of the demonstration with 150,000 people and 12 months: table, index, and how many
// rows the index has and how many of them share each prefix of its columns.
//
//go:embed testdata/statistics.csv
var statistics string

// many is from how many rows on a table may not be read whole for a page.
const many = 20_000

// asked is a statement that a page asked.
type asked struct {
	sql  string
	args []any
}

// TestListsReadNoTableWhole: with the statistics of 150,000 people, no statement of a list goes through a large
// table from end to end.
func TestListsReadNoTableWhole(t *testing.T) {
	t.Parallel()
	trial.SQLiteOnly(t, "its plans")
	p := startPortal(t)
	rows := grown(t, p)
	var mutex sync.Mutex
	var statements []asked
	listen(t, p.store.Read(t.Context()), func(a asked) {
		mutex.Lock()
		defer mutex.Unlock()
		statements = append(statements, a)
	})
	file := p.store.Path()
	plans, err := sql.Open("sqlite3", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer plans.Close()
	for _, role := range []string{"head", "committee"} {
		b := p.as(role)
		for _, path := range []string{
			"/", "/people", "/people?sort=unit", "/people/20", "/units", "/units/2", "/tasks", "/weeks", "/programmes",
			"/documents/incoming", "/documents/outgoing", "/registrations", "/registrations?verdict=met",
			"/initiatives", "/initiatives?year=2026", "/movements", "/clusters", "/decisions", "/proposals",
			"/ceremonies", "/periods", "/periods/14", "/units/2/periods/14", "/overview", "/search?q=anh",
		} {
			mutex.Lock()
			statements = nil
			mutex.Unlock()
			if got := b.get(path); got.Status != http.StatusOK && got.Status != http.StatusForbidden {
				t.Errorf("%s, %s: %d", role, path, got.Status)
			}
			mutex.Lock()
			list := slices.Clone(statements)
			mutex.Unlock()
			for _, a := range list {
				for _, table := range readWhole(t, plans, a) {
					if rows[table] >= many {
						t.Errorf("%s, %s: reads all of %s (%d rows): %.600s", role, path, table, rows[table], a.sql)
					}
				}
			}
		}
	}
}

// grown gives the tables of a portal the statistics and returns how many rows each is said to have.
func grown(t *testing.T, p *site) map[string]int {
	t.Helper()
	rows := map[string]int{}
	err := p.store.Write(t.Context(), func(tx *gorm.DB) error {
		if err := tx.Exec(`ANALYZE`).Error; err != nil {
			return err
		}
		if err := tx.Exec(`DELETE FROM sqlite_stat1`).Error; err != nil {
			return err
		}
		for line := range strings.Lines(statistics) {
			field := strings.Split(strings.TrimSpace(line), ",")
			total, _, _ := strings.Cut(field[2], " ")
			n, err := strconv.Atoi(total)
			if err != nil {
				return err
			}
			rows[field[0]] = max(rows[field[0]], n)
			var index any
			if field[1] != "" {
				index = field[1]
			}
			if err := tx.Exec(`INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)`, field[0], index, field[2]).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// listen calls with every statement that a handle asks from now on.
func listen(t *testing.T, db *gorm.DB, heard func(asked)) {
	t.Helper()
	hear := func(db *gorm.DB) { heard(asked{db.Statement.SQL.String(), slices.Clone(db.Statement.Vars)}) }
	for _, err := range []error{
		db.Callback().Query().After("gorm:query").Register("test:plan", hear),
		db.Callback().Row().After("gorm:row").Register("test:plan", hear),
		db.Callback().Raw().After("gorm:raw").Register("test:plan", hear),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// scanned finds what a line of a plan goes through from end to end without an index. With one it counts, or goes
// through in order until a page is full.
var scanned = regexp.MustCompile(`^SCAN (\w+)$`)

// readWhole returns the tables that a statement goes through from end to end.
func readWhole(t *testing.T, db *sql.DB, a asked) (tables []string) {
	t.Helper()
	lines, err := db.Query(`EXPLAIN QUERY PLAN `+a.sql, a.args...)
	if err != nil {
		t.Fatalf("%v: %s", err, a.sql)
	}
	defer lines.Close()
	for lines.Next() {
		var id, parent, unused int
		var detail string
		if err := lines.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		if found := scanned.FindStringSubmatch(detail); found != nil {
			tables = append(tables, tableOf(a.sql, found[1]))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return tables
}

// tableOf finds the table that a statement calls by a short name.
func tableOf(statement, name string) string {
	called := regexp.MustCompile(fmt.Sprintf("(?i)(?:FROM|JOIN|,)\\s+[`\"]?(\\w+)[`\"]?\\s+(?:AS\\s+)?%s\\b", name))
	if found := called.FindStringSubmatch(statement); found != nil {
		return found[1]
	}
	return name
}
