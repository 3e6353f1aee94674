package main

import "testing"

func TestBackgroundRule(t *testing.T) {
	try(t, backgroundRule, []sample{
		{
			name: "work that nobody can end",
			source: `package work

import "context"

func f() context.Context { return context.Background() }

func g() context.Context { return context.TODO() }
`,
			want: []string{
				"5: context.Background in internal/work",
				"7: context.TODO in internal/work",
			},
		},
		{
			name: "a command begins it",
			source: `-- cmd/portal/a.go --
package main

import "context"

func f() context.Context { return context.Background() }
`,
		},
		{
			name: "another context",
			source: `package work

import "context"

func f(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }
`,
		},
	})
}
