package main

import "testing"

func TestRawRule(t *testing.T) {
	try(t, rawRule, []sample{
		{
			name: "each way",
			source: `package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

func f(db *gorm.DB) error {
	db.Raw("SELECT 1")
	db.Exec("DELETE")
	store.Count(db, "SELECT 1")
	return store.Each(db, nil, "SELECT 1")
}
`,
			want: []string{
				"11: gorm.DB.Raw outside a query.go",
				"12: gorm.DB.Exec outside a query.go",
				"13: store.Count outside a query.go",
				"14: store.Each outside a query.go",
			},
		},
		{
			name: "over several lines",
			source: `package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

func f(db *gorm.DB, n *int) error {
	return db.
		Raw(` + "`" + `
			SELECT 1` + "`" + `).
		Scan(n).Error
}
`,
			want: []string{
				"11: gorm.DB.Raw outside a query.go",
			},
		},
		{
			name: "database/sql",
			source: `package work

import "database/sql"

func f(db *sql.DB) error {
	_, err := db.Exec("DELETE")
	return err
}
`,
			want: []string{
				"6: sql.DB.Exec outside a query.go",
			},
		},
		{
			name: "in query files",
			source: `-- internal/work/query.go --
package work

import "gorm.io/gorm"

func f(db *gorm.DB) { db.Raw("SELECT 1") }
-- internal/work/task_query.go --
package work

import "gorm.io/gorm"

func g(db *gorm.DB) { db.Raw("SELECT 1") }
-- internal/work/tasks.go --
package work

import "gorm.io/gorm"

func h(db *gorm.DB) { db.Raw("SELECT 1") }
`,
			want: []string{
				"internal/work/tasks.go:5: gorm.DB.Raw outside a query.go",
			},
		},
		{
			name: "the store, the demonstration and tools may",
			source: `-- internal/store/a.go --
package store

import "gorm.io/gorm"

func f(db *gorm.DB) { db.Raw("SELECT 1") }
-- internal/demo/a.go --
package demo

import "gorm.io/gorm"

func f(db *gorm.DB) { db.Raw("SELECT 1") }
-- cmd/bench/a.go --
package main

import "gorm.io/gorm"

func f(db *gorm.DB) { db.Raw("SELECT 1") }
-- cmd/portal/a.go --
package main

import "gorm.io/gorm"

func f(db *gorm.DB) { db.Raw("SELECT 1") }
`,
			want: []string{
				"cmd/portal/a.go:5: gorm.DB.Raw outside a query.go",
			},
		},
		{
			name: "a comment before the statement names its benchmark",
			source: `-- internal/work/a.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

func f(tx *gorm.DB) error {
	// BenchmarkSave shows the gain.
	_, err := store.Exec(tx, "UPDATE")
	return err
}
-- internal/work/a_test.go --
package work

func BenchmarkSave(b *testing.B) {}
`,
		},
		{
			name: "the comment of the function does",
			source: `-- internal/work/a.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

// f saves; BenchmarkSave shows the gain.
func f(tx *gorm.DB) error { return store.ExecOne(tx, "UPDATE") }
-- internal/work/a_test.go --
package work

func BenchmarkSave(b *testing.B) {}
`,
		},
		{
			name: "a benchmark that does not exist",
			source: `-- internal/work/a.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

// f saves; BenchmarkLoad shows the gain.
func f(tx *gorm.DB) error { return store.ExecOne(tx, "UPDATE") }
-- internal/work/a_test.go --
package work

func BenchmarkSave(b *testing.B) {}
`,
			want: []string{
				"internal/work/a.go:11: store.ExecOne outside a query.go",
			},
		},
		{
			name: "a comment too far away",
			source: `-- internal/work/a.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

func f(tx *gorm.DB) error {
	// BenchmarkSave shows the gain.

	return store.ExecOne(tx, "UPDATE")
}
-- internal/work/a_test.go --
package work

func BenchmarkSave(b *testing.B) {}
`,
			want: []string{
				"internal/work/a.go:13: store.ExecOne outside a query.go",
			},
		},
		{
			name: "another Exec",
			source: `package work

import "os/exec"

type db struct{}

func (db) Exec(string) {}

func f() { db{}.Exec("DELETE"); exec.Command("a") }
`,
		},
	})
}
