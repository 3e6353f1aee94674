package main

import "testing"

func TestDroppedRule(t *testing.T) {
	try(t, droppedRule, []sample{
		{
			name: "by a blank name",
			source: `package work

import "strconv"

func f(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
`,
			want: []string{
				"6: the error of strconv.Atoi is dropped",
			},
		},
		{
			name: "by a line",
			source: `package work

import "os"

func f() {
	os.Remove("a")
	_ = os.Remove("b")
}
`,
			want: []string{
				"6: the error of os.Remove is dropped",
				"7: the error of os.Remove is dropped",
			},
		},
		{
			name: "a query whose error nobody reads",
			source: `package work

import "gorm.io/gorm"

func f(db *gorm.DB, n *int) int64 {
	db.Raw("SELECT 1").Scan(n)
	result := db.Raw("SELECT 1").Scan(n)
	return result.RowsAffected
}
`,
			want: []string{
				"6: the error of gorm.DB.Scan is dropped",
				"7: nobody reads the error of gorm.DB.Scan",
			},
		},
		{
			name: "with a reason",
			source: `package work

import "os"

func f() {
	os.Remove("a") // the sweep finds it
	defer os.Remove("b")
}
`,
		},
		{
			name: "read, handed on, returned",
			source: `package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

func f(db *gorm.DB, n *int) error {
	result := db.Raw("SELECT 1").Scan(n)
	other := db.Raw("SELECT 1").Scan(n)
	if result.Error != nil {
		return result.Error
	}
	return store.OneRow(other)
}
`,
		},
		{
			name: "what cannot fail, and tools",
			source: `-- internal/work/a.go --
package work

import (
	"fmt"
	"strings"
)

func f() {
	var b strings.Builder
	b.WriteString("a")
	fmt.Println(b.String())
}
-- cmd/bench/a.go --
package main

import "os"

func f() { os.Remove("a") }
`,
		},
	})
}
