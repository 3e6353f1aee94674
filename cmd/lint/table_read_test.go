package main

import "testing"

func TestTableReadRule(t *testing.T) {
	try(t, tableReadRule, []sample{
		{
			name: "own, lower and unknown tables",
			source: `package work

const query = ` + "`" + `
	SELECT t.id
	FROM tasks t
	JOIN people p ON p.id = t.person_id
	LEFT JOIN audit_log a ON a.object_id = t.id
	JOIN series s ON s.id = t.id` + "`" + `
`,
		},
		{
			name: "a table above",
			source: `package work

const query = ` + "`" + `
	SELECT t.id
	FROM tasks t
	JOIN documents d ON d.id = t.document_id` + "`" + `
`,
			want: []string{
				"6: work reads table documents of document, which stands above it",
			},
		},
		{
			name: "a table beside",
			source: `-- internal/cluster/a.go --
package cluster

const query = ` + "`" + `SELECT id FROM pledges` + "`" + `
`,
			want: []string{
				"internal/cluster/a.go:3: cluster reads table pledges of movement, which stands beside it",
			},
		},
		{
			name: "a name given by WITH",
			source: `package work

const query = ` + "`" + `
	WITH documents AS (SELECT id FROM tasks)
	SELECT id
	FROM documents` + "`" + `
`,
		},
		{
			name: "the web reads none",
			source: `-- web/task.go --
package web

const query = ` + "`" + `SELECT id FROM tasks WHERE id = ?` + "`" + `
`,
			want: []string{
				"web/task.go:3: web reads table tasks of work",
			},
		},
		{
			name: "the backup reads all",
			source: `-- internal/backup/a.go --
package backup

const query = ` + "`" + `SELECT id FROM tasks WHERE id = ?` + "`" + `
`,
		},
	})
}
