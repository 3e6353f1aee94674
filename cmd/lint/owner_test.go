package main

import (
	"slices"
	"strings"
	"testing"
)

func TestOwnerRule(t *testing.T) {
	migrations := `-- internal/store/migration/0001_a.sql --
CREATE TABLE tasks (
  id {{id}}
);
CREATE TABLE chairs (id {{id}});
CREATE TABLE people_new (id {{id}});
`
	var got []string
	for _, f := range check(moduleOf(t, migrations), []Rule{ownerRule}, nil) {
		got = append(got, f.String())
	}
	for finding, want := range map[string]bool{
		"internal/store/migration/0001_a.sql:4: owner: table chairs has no owner in cmd/lint/owner.go": true,
		"internal/store/migration/0001_a.sql:1: owner: table tasks has no owner in cmd/lint/owner.go":  false,
		"cmd/lint/owner.go:1: owner: no migration makes documents":                                     true,
		"cmd/lint/owner.go:1: owner: no migration makes tasks":                                         false,
		"cmd/lint/owner.go:1: owner: no migration makes people":                                        false,
	} {
		if slices.Contains(got, finding) != want {
			t.Errorf("%q found: %t, want %t; all:\n%s", finding, !want, want, strings.Join(got, "\n"))
		}
	}
}

func TestEveryOwnerHasAFloor(t *testing.T) {
	seen := map[string]string{}
	for room, tables := range owners {
		if floor(room) < 0 {
			t.Errorf("%s has no floor", room)
		}
		for _, table := range tables {
			if seen[table] != "" {
				t.Errorf("%s belongs to %s and %s", table, seen[table], room)
			}
			seen[table] = room
		}
	}
}
