package main

import "testing"

func TestRoleRule(t *testing.T) {
	try(t, roleRule, []sample{
		{
			name: "a room asks a role",
			source: `package work

import "congthidua/internal/access"

func f(a access.Actor) bool { return a.Has(access.Head) }
`,
			want: []string{
				"5: the role is asked (Has) instead of a permission",
			},
		},
		{
			name: "a room reads the grants",
			source: `package work

import "congthidua/internal/access"

func f(a *access.Actor) int { return len(a.Grants) }
`,
			want: []string{
				"5: the role is asked (Grants) instead of a permission",
			},
		},
		{
			name: "account keeps the roles",
			source: `-- internal/account/a.go --
package account

import "congthidua/internal/access"

func f(a access.Actor) bool { return a.Has(access.Head) }
`,
		},
		{
			name: "templates show them, handlers do not",
			source: `-- templates/work/a.go --
package work

import "congthidua/internal/access"

func f(a access.Actor) bool { return a.Has(access.Head) }
-- web/shell.go --
package web

import "congthidua/internal/access"

func f(a access.Actor) bool { return a.Has(access.Head) }
-- web/task.go --
package web

import "congthidua/internal/access"

func g(a access.Actor) bool { return a.Has(access.Head) }
`,
			want: []string{
				"web/task.go:5: the role is asked (Has) instead of a permission",
			},
		},
		{
			name: "another type with such a method",
			source: `package work

type set map[string]bool

func (s set) Has(name string) bool { return s[name] }

func f(s set) bool { return s.Has("a") }
`,
		},
	})
}
