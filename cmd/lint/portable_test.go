package main

import "testing"

func TestPortableRule(t *testing.T) {
	try(t, portableRule, []sample{
		{
			name: "words of one engine",
			source: `package work

var queries = []string{
	` + "`" + `SELECT group_concat(name) FROM tasks` + "`" + `,
	` + "`" + `SELECT max(a, b) FROM tasks` + "`" + `,
	` + "`" + `INSERT OR IGNORE INTO tasks (id) VALUES (1)` + "`" + `,
	` + "`" + `SELECT ifnull(a, 0) FROM tasks` + "`" + `,
	` + "`" + `SELECT a::TEXT FROM tasks` + "`" + `,
	` + "`" + `SELECT rowid FROM tasks` + "`" + `,
}
`,
			want: []string{
				`4: "group_concat(" runs on one engine only; use store.Concatenated`,
				`5: "max(a," runs on one engine only; use CASE`,
				`6: "INSERT OR IGNORE" runs on one engine only; use ON CONFLICT`,
				`7: "ifnull(" runs on one engine only; use COALESCE or CASE`,
				`8: "::TEXT" runs on one engine only; use CAST`,
				`9: "rowid" runs on one engine only; use nothing: engines stand in internal/store`,
			},
		},
		{
			name: "arguments whose type the engine does not see",
			source: `package work

var queries = []string{
	` + "`" + `SELECT CASE WHEN a = 1 THEN ? ELSE b END FROM tasks` + "`" + `,
	` + "`" + `SELECT a || ? FROM tasks` + "`" + `,
	` + "`" + `SELECT substr(a, ?) FROM tasks` + "`" + `,
}
`,
			want: []string{
				`4: "THEN ?" runs on one engine only; use CAST(? AS …)`,
				`5: "|| ?" runs on one engine only; use CAST(? AS TEXT)`,
				`6: "substr(a, ?" runs on one engine only; use CAST(? AS …)`,
			},
		},
		{
			name: "the line within a raw string",
			source: `package work

const query = ` + "`" + `
	SELECT id
	FROM tasks
	WHERE name GLOB ?` + "`" + `
`,
			want: []string{
				`6: "GLOB" runs on one engine only; use a search key or store.Search`,
			},
		},
		{
			name: "portable words",
			source: `package work

var queries = []string{
	` + "`" + `SELECT max(a) FROM tasks` + "`" + `,
	` + "`" + `SELECT CASE WHEN a = ? THEN CAST(? AS TEXT) ELSE b END FROM tasks` + "`" + `,
	` + "`" + `SELECT COALESCE(a, 0) FROM tasks` + "`" + `,
}
`,
		},
		{
			name: "a sentence is no SQL",
			source: `package work

const text = "max(a, b) is the greater one"
`,
		},
		{
			name: "the store names the difference",
			source: `-- internal/store/a.go --
package store

const query = ` + "`" + `SELECT group_concat(name) FROM tasks` + "`" + `
`,
		},
	})
}
