package main

import (
	"regexp"
	"slices"
	"strings"
)

// owners say which package keeps a table: it alone writes it. The rooms are those of cmd/lint/tower.go.
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
		"appeals", "excuse_texts", "frameworks", "grade_marks", "month_days", "period_units", "periods",
		"scorecard_events", "scorecard_revisions", "scorecards", "sheets", "year_grades", "year_strips",
	},
	"honour":     {"honours"},
	"initiative": {"initiative_authors", "initiatives"},
	"intake":     {"import_answers", "import_mappings", "import_rows", "imports"},
	"job":        {"jobs"},
	"notice":     {"notices"},
	"movement":   {"movement_results", "movement_targets", "movements", "pledges"},
	"org":        {"absences", "disciplines", "people", "posts", "units"},
	"store":      {"form_tokens", "settings"},
	"work": {
		"products", "programme_items", "programmes", "recurrence_helpers", "recurrences", "review_attendance", "reviews", "task_events",
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
	Doc: `Every table that the migrations make has an owner in cmd/lint/owner.go, and nothing stands there that
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
						r.At(text.Name, i+1, "table %s has no owner in cmd/lint/owner.go", table)
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
					r.At("cmd/lint/owner.go", 1, "no migration makes %s", table)
				}
			}
		}
	},
}
