package main

import "testing"

func TestCodeSQLRule(t *testing.T) {
	try(t, codeSQLRule, []sample{
		{
			name: "compared, set, listed",
			source: `package work

var queries = []string{
	` + "`" + `SELECT id FROM tasks WHERE state = 'open'` + "`" + `,
	` + "`" + `UPDATE tasks SET state = 'closed' WHERE id = ?` + "`" + `,
	` + "`" + `SELECT id FROM tasks t WHERE t.kind NOT IN ('a', 'b')` + "`" + `,
	` + "`" + `SELECT id FROM tasks WHERE 'open' = state` + "`" + `,
	` + "`" + `SELECT COALESCE(state, 'open') FROM tasks` + "`" + `,
}
`,
			want: []string{
				"4: a code in SQL: state = 'open'",
				"5: a code in SQL: state = 'closed'",
				"6: a code in SQL: t.kind NOT IN ('a'",
				"7: a code in SQL: 'open' = state",
				"8: a code in SQL: COALESCE(state, 'open'",
			},
		},
		{
			name: "inserted",
			source: `package work

const query = ` + "`" + `INSERT INTO tasks (title, state, at)
	VALUES (?, 'open', COALESCE(?, 0))` + "`" + `
`,
			want: []string{
				"4: a code in SQL: state = 'open'",
			},
		},
		{
			name: "arguments and other columns",
			source: `package work

var queries = []string{
	` + "`" + `SELECT id FROM tasks WHERE state = ? AND note <> '' AND name_key = 'a'` + "`" + `,
	` + "`" + `INSERT INTO tasks (title, state) VALUES ('open', ?)` + "`" + `,
}
`,
		},
		{
			name: "a column that a CHECK of a migration enumerates",
			source: `-- internal/work/a.go --
package work

const query = ` + "`" + `SELECT id FROM tasks WHERE colour = 'red'` + "`" + `
-- internal/store/migration/0002_a.sql --
CREATE TABLE tasks (
  colour TEXT NOT NULL CHECK (colour IN ('red', 'green'))
);
`,
			want: []string{
				"internal/work/a.go:3: a code in SQL: colour = 'red'",
			},
		},
		{
			name: "a piece of a statement",
			source: `package work

func f(where string) string { return where + ` + "`" + ` AND state = 'open'` + "`" + ` }
`,
			want: []string{
				"3: a code in SQL: state = 'open'",
			},
		},
	})
}
