package main

import "testing"

func TestDocRule(t *testing.T) {
	try(t, docRule, []sample{
		{
			name: "exported things",
			source: `-- internal/code/a.go --
// Package code is a sample.
package code

type A struct{}

func F() {}

const C = 1

var V int
`,
			want: []string{
				"internal/code/a.go:4: A has no comment",
				"internal/code/a.go:6: F has no comment",
				"internal/code/a.go:8: C has no comment",
				"internal/code/a.go:10: V has no comment",
			},
		},
		{
			name: "documented, unexported, standard",
			source: `-- internal/code/a.go --
// Package code is a sample.
package code

// A is a thing.
type A struct{}

func (A) Error() string { return "" }

// The kinds.
const (
	B = 1
	C = 2
)

var v int

type a struct{}

func (a) F() {}
`,
		},
		{
			name: "a package without a comment",
			source: `-- internal/code/a.go --
package code
`,
			want: []string{
				"internal/code/a.go:1: package code has no comment",
			},
		},
		{
			name: "a room without notes",
			source: `-- internal/work/a.go --
// Package work is a sample.
package work
`,
			want: []string{
				"internal/work/a.go:1: room work has no doc.go with its design notes",
			},
		},
		{
			name: "a room with notes",
			source: `-- internal/work/a.go --
package work
-- internal/work/doc.go --
// Package work is a sample.
package work
`,
		},
	})
}
