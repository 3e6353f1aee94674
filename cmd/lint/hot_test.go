package main

import "testing"

func TestHotRule(t *testing.T) {
	try(t, hotRule, []sample{
		{
			name: "no benchmark",
			source: `-- internal/work/query.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

func f(db *gorm.DB) error { return store.Each(db, nil, "SELECT 1") }
`,
			want: []string{
				"internal/work/query.go:8: store.Each names no benchmark",
			},
		},
		{
			name: "its function names one",
			source: `-- internal/work/query.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

// f is BenchmarkSave.
func f(db *gorm.DB) error { return store.Each(db, nil, "SELECT 1") }
-- internal/work/a_test.go --
package work

func BenchmarkSave(b *testing.B) {}
`,
		},
		{
			name: "the head of the file names one",
			source: `-- internal/work/query.go --
// Lists at every page, as BenchmarkSave shows.
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

func f(db *gorm.DB) error { return store.Each(db, nil, "SELECT 1") }
-- internal/work/a_test.go --
package work

func BenchmarkSave(b *testing.B) {}
`,
		},
		{
			name: "a row of cmd/bench",
			source: `-- internal/work/query.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

// Every save runs what follows (the row "a save" of ` + "`make bench`" + `).

const one = "SELECT 1"

func f(db *gorm.DB) error { return store.Each(db, nil, one) }
-- cmd/bench/main.go --
package main

func main() { println("a save of a card") }
`,
		},
		{
			name: "a row that cmd/bench does not have, and a comment that is not at the head",
			source: `-- internal/work/query.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

// one is run at every save (the row "a save" of ` + "`make bench`" + `).
const one = "SELECT 1"

// f lists (the row "a list" of ` + "`make bench`" + `).
func f(db *gorm.DB) error { return store.Each(db, nil, one) }
-- cmd/bench/main.go --
package main

func main() { println("a save of a card") }
`,
			want: []string{
				"internal/work/query.go:12: store.Each names no benchmark",
			},
		},
		{
			name: "plain SQL needs none",
			source: `-- internal/work/query.go --
package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

func f(db *gorm.DB) (int, error) {
	db.Raw("SELECT 1")
	return store.Count(db, "SELECT 1")
}
`,
		},
		{
			name: "outside of a query.go the rule raw-sql speaks",
			source: `package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

var _ store.Change

func f(db *gorm.DB) error { return store.Each(db, nil, "SELECT 1") }
`,
		},
	})
}
