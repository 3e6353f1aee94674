package main

import "testing"

func TestTowerRule(t *testing.T) {
	try(t, towerRule, []sample{
		{
			name: "upwards",
			source: `package work

import _ "congthidua/internal/award"
`,
			want: []string{
				"3: work imports award, which stands above it",
			},
		},
		{
			name: "downwards",
			source: `-- internal/award/a.go --
package award

import _ "congthidua/internal/honour"
`,
		},
		{
			name: "beside",
			source: `-- internal/account/a.go --
package account

import _ "congthidua/internal/honour"
`,
			want: []string{
				"internal/account/a.go:3: account imports honour, which stands beside it",
			},
		},
		{
			name: "the ground knows the ground only",
			source: `-- internal/audit/a.go --
package audit

import (
	_ "congthidua/internal/honour"
	_ "congthidua/internal/store"
)
`,
			want: []string{
				"internal/audit/a.go:4: audit imports honour, which stands above it",
			},
		},
		{
			name: "pages and the demonstration",
			source: `package work

import (
	_ "congthidua/internal/demo"
	_ "congthidua/templates/work"
	_ "congthidua/web"
)
`,
			want: []string{
				"4: work imports demo, which no room knows",
				"5: work imports templates/work",
				"6: work imports web",
			},
		},
		{
			name: "a room without a floor",
			source: `-- internal/cellar/a.go --
package cellar
`,
			want: []string{
				"internal/cellar/a.go:1: internal/cellar has no floor in cmd/lint/tower.go",
			},
		},
	})
}
