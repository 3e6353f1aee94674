package main

import "testing"

func TestTemplateRule(t *testing.T) {
	try(t, templateRule, []sample{
		{
			name: "a template that queries",
			source: `-- templates/work/a.go --
package work

import (
	_ "congthidua/internal/store"
	_ "database/sql"
	_ "gorm.io/gorm"
)
`,
			want: []string{
				"templates/work/a.go:4: a template imports congthidua/internal/store",
				"templates/work/a.go:5: a template imports database/sql",
				"templates/work/a.go:6: a template imports gorm.io/gorm",
			},
		},
		{
			name: "a template that draws",
			source: `-- templates/work/a.go --
package work

import _ "congthidua/internal/access"
`,
		},
	})
}
