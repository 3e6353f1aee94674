package main

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// owners say which package keeps a table: it alone writes it. The rooms are those of tower.go.
var owners = map[string][]string{
	"access":      {},
	"account":     {"accounts", "grants", "sessions", "throttles"},
	"attachment":  {"attachments"},
	"audit":       {"audit_log"},
	"award":       {"base_salaries", "decisions", "proposal_lines", "proposals", "recipients"},
	"catalogue":   {"editions"},
	"certificate": {"certificate_layouts", "certificate_prints", "certificates", "printers"},
	"ceremony": {
		"ceremonies", "ceremony_absences", "ceremony_checkins", "ceremony_decisions", "ceremony_guests",
		"ceremony_items", "ceremony_links", "ceremony_presenters", "ceremony_prints", "ceremony_stands",
		"ceremony_steps",
	},
	"cluster": {"cluster_criteria", "cluster_marks", "cluster_members", "clusters"},
	"council": {
		"ballots", "candidates", "council_members", "meeting_members", "meetings", "paper_reads", "participation",
	},
	"document": {
		"document_events", "document_routes", "document_steps", "document_text", "documents", "outgoing",
		"templates",
	},
	"emulation": {"campaigns", "registrations", "title_catalogues"},
	"evaluation": {
		"appeals", "frameworks", "period_units", "periods", "scorecard_events", "scorecard_revisions",
		"scorecards", "sheets", "year_strips",
	},
	"honour":     {"honours"},
	"initiative": {"initiative_authors", "initiatives"},
	"intake":     {"import_answers", "import_mappings", "import_rows", "imports"},
	"job":        {"jobs"},
	"movement":   {"movement_results", "movement_targets", "movements", "pledges"},
	"org":        {"absences", "disciplines", "people", "posts", "units"},
	"store":      {"form_tokens", "settings"},
	"work": {
		"products", "programme_items", "programmes", "recurrences", "review_attendance", "reviews", "task_events",
		"task_helpers", "tasks",
	},
}

// ownerOf is the package that keeps a table, "" for what is none of ours.
func ownerOf(table string) string {
	for room, tables := range owners {
		if slices.Contains(tables, table) {
			return room
		}
	}
	return ""
}

var ownerRule = Rule{
	Name: "owner",
	Doc: `Every table that the migrations make has an owner in cmd/lint/table.go, and nothing stands there that
		no migration makes.`,
	Check: func(r *Run) {
		made := map[string]bool{}
		create := regexp.MustCompile(`(?i)\bCREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?([a-z_0-9]+)`)
		for _, text := range r.Texts {
			if !strings.HasPrefix(text.Name, "internal/store/migration/") {
				continue
			}
			for i, line := range text.Lines {
				for _, match := range create.FindAllStringSubmatch(line, -1) {
					table := strings.TrimSuffix(match[1], "_new") // a table that is rebuilt
					made[table] = true
					if ownerOf(table) == "" {
						r.At(text.Name, i+1, "table %s has no owner in cmd/lint/table.go", table)
					}
				}
			}
		}
		if len(made) == 0 {
			return
		}
		for _, tables := range owners {
			for _, table := range tables {
				if !made[table] {
					r.At("cmd/lint/table.go", 1, "no migration makes %s", table)
				}
			}
		}
	},
}

// exempt are packages that may use every table: the store itself and those that see all rooms.
func exempt(p *Package) bool {
	return p.Room() == "store" || isOnlooker(p.Room()) || strings.HasPrefix(p.Path, "cmd/") && p.Path != "cmd/portal"
}

var tableReadRule = Rule{
	Name: "table-read",
	Doc: `A room's SQL reads tables of its own, of lower floors and of the ground only; web, templates and commands
		read none. A room that reads upwards breaks when a room it does not know changes a column. Owners stand in
		cmd/lint/table.go, floors in tower.go.`,
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

var tableWriteRule = Rule{
	Name: "table-write",
	Doc: `Only its owner writes a table, by SQL or by its models: another room calls a function of the owner that
		takes the transaction. So each table has one place in which its promises are kept.`,
	Check: func(r *Run) {
		r.Queries(func(q Query) {
			p := q.Visit.Package
			if exempt(p) {
				return
			}
			for _, use := range q.Tables() {
				if owner := ownerOf(use.table); use.writes && owner != "" && owner != p.Room() {
					q.Report(r, use.offset, "%s writes table %s of %s", roomOr(p), use.table, owner)
				}
			}
		})
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || exempt(v.Package) || !writing[FullName(v.Package.Callee(call))] {
				return
			}
			for _, arg := range call.Args {
				if owner := modelOf(r.Module, v.Package.Info.TypeOf(arg)); owner != "" && owner != v.Package.Room() {
					r.Node(v, call.Pos(), "%s writes a record of %s", roomOr(v.Package), owner)
				}
			}
		})
	},
}

func roomOr(p *Package) string {
	if room := p.Room(); room != "" {
		return room
	}
	return p.Path
}

// writing are the functions that write the record they are given.
var writing = map[string]bool{
	"(*gorm.io/gorm.DB).Create":          true,
	"(*gorm.io/gorm.DB).CreateInBatches": true,
	"(*gorm.io/gorm.DB).Save":            true,
	"(*gorm.io/gorm.DB).Delete":          true,
	"(*gorm.io/gorm.DB).Updates":         true,
	"(*gorm.io/gorm.DB).Model":           true, // the beginning of an update, or of a count: rare enough
	"congthidua/internal/store.Update":   true,
	"congthidua/internal/store.Advance":  true,
	"congthidua/internal/store.Upsert":   true,
}

// modelOf is the room whose struct a type is, behind pointers and slices; "" for other types.
func modelOf(m *Module, t types.Type) string {
	for {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Named:
			if _, isStruct := u.Underlying().(*types.Struct); !isStruct || u.Obj().Pkg() == nil {
				return ""
			}
			room, ok := strings.CutPrefix(u.Obj().Pkg().Path(), m.Path+"/internal/")
			if !ok || floor(room) < 0 {
				return ""
			}
			return room
		default:
			return ""
		}
	}
}
