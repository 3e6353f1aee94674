package main

import "testing"

func TestTableWriteRule(t *testing.T) {
	try(t, tableWriteRule, []sample{
		{
			name: "the own table",
			source: `package work

var queries = []string{
	` + "`" + `INSERT INTO tasks (id) VALUES (1)` + "`" + `,
	` + "`" + `UPDATE tasks SET id = 1 WHERE id = 2` + "`" + `,
	` + "`" + `DELETE FROM tasks WHERE id = 1` + "`" + `,
}
`,
		},
		{
			name: "another's table",
			source: `-- internal/award/a.go --
package award

var queries = []string{
	` + "`" + `INSERT INTO honours (id) VALUES (1)` + "`" + `,
	` + "`" + `UPDATE honours SET id = 1 WHERE id = 2` + "`" + `,
	` + "`" + `DELETE FROM honours WHERE id = 1` + "`" + `,
}
`,
			want: []string{
				"internal/award/a.go:4: award writes table honours of honour",
				"internal/award/a.go:5: award writes table honours of honour",
				"internal/award/a.go:6: award writes table honours of honour",
			},
		},
		{
			name: "another's record",
			source: `-- internal/award/a.go --
package award

import (
	"congthidua/internal/honour"
	"congthidua/internal/store"
	"gorm.io/gorm"
)

func f(tx *gorm.DB, h honour.Honour) error {
	tx.Create(&h)
	tx.Create([]honour.Honour{h})
	return store.Update(tx, &h, 1, store.Change{})
}
`,
			want: []string{
				"internal/award/a.go:10: award writes a record of honour",
				"internal/award/a.go:11: award writes a record of honour",
				"internal/award/a.go:12: award writes a record of honour",
			},
		},
		{
			name: "reading another's record",
			source: `-- internal/award/a.go --
package award

import (
	"congthidua/internal/honour"
	"gorm.io/gorm"
)

func f(db *gorm.DB, h *honour.Honour) error { return db.Where("id = ?", 1).Find(h).Error }
`,
		},
		{
			name:   "reading another's table",
			source: "-- internal/award/a.go --\npackage award\n\nconst query = `SELECT id FROM honours WHERE id = ?`\n",
		},
		{
			name: "the web",
			source: `-- web/task.go --
package web

const query = ` + "`" + `DELETE FROM tasks WHERE id = ?` + "`" + `
`,
			want: []string{
				"web/task.go:3: web writes table tasks of work",
			},
		},
	})
}
