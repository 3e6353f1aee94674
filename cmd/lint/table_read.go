package main

import "strings"

// exempt are packages that may use every table: the store itself and those that see all rooms.
func exempt(p *Package) bool {
	return p.Room() == "store" || isOnlooker(p.Room()) || strings.HasPrefix(p.Path, "cmd/") && p.Path != "cmd/portal"
}

var tableReadRule = Rule{
	Name: "table-read",
	Doc: `A room's SQL reads tables of its own, of lower floors and of the ground only; web, templates and commands
		read none. A room that reads upwards breaks when a room it does not know changes a column. Owners stand in
		cmd/lint/owner.go, floors in tower.go.`,
	Check: func(r *Run) {
		r.Queries(func(q Query) {
			p := q.Visit.Package
			if exempt(p) {
				return
			}
			for _, use := range q.Tables() {
				owner := ownerOf(use.table)
				switch {
				case owner == "" || owner == p.Room() || use.writes:
				case p.Room() == "":
					q.Report(r, use.offset, "%s reads table %s of %s", p.Path, use.table, owner)
				case floor(owner) > 0 && floor(owner) >= floor(p.Room()):
					where := place(floor(owner) - floor(p.Room()))
					q.Report(r, use.offset, "%s reads table %s of %s, which stands %s it", p.Room(), use.table, owner, where)
				}
			}
		})
	},
}
