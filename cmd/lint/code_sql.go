package main

import (
	"regexp"
	"slices"
	"strings"
)

// codeColumns are names of columns whose values are codes of the program. The columns that a CHECK of a
// migration enumerates are added to them.
var codeColumns = []string{
	"action", "attendance", "direction", "every", "form", "kind", "level", "object", "outcome", "reason_code",
	"reviewer", "role", "source", "stage", "state", "step", "verdict",
}

var codeSQLRule = Rule{
	Name: "code-sql",
	Doc: `Codes reach SQL as arguments: no word in quotes is compared with, set to, or read as a column that holds
		a state, kind, role and the like. The columns are those that a CHECK of the migrations enumerates and those
		named in cmd/lint/code_sql.go.`,
	Check: func(r *Run) {
		patterns := codePatterns(r.enumerated())
		r.Queries(func(q Query) {
			if !mayHoldRules(q.Visit.Package) && q.Visit.Package.Room() != "backup" {
				return
			}
			for _, pattern := range patterns {
				for _, at := range pattern.FindAllStringSubmatchIndex(q.Text, -1) {
					q.Report(r, at[0], "a code in SQL: %s", strings.Join(strings.Fields(q.Text[at[0]:at[1]]), " "))
				}
			}
			insertedCodes(r, q)
		})
	},
}

// enumerated are the columns of codes.
func (r *Run) enumerated() []string {
	columns := slices.Clone(codeColumns)
	enum := regexp.MustCompile(`(?i)\bCHECK\s*\(\s*(\w+)\s+IN\s*\(\s*'`)
	for _, text := range r.Texts {
		if strings.HasPrefix(text.Name, "internal/store/migration/") {
			for _, match := range enum.FindAllStringSubmatch(text.Content(), -1) {
				columns = append(columns, match[1])
			}
		}
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}

func codePatterns(columns []string) (patterns []*regexp.Regexp) {
	column := `\b(?:[a-z_]+\.)?(?:` + strings.Join(columns, "|") + `)\b`
	for _, pattern := range []string{
		column + `\s*(?:=|<>|!=|IN\s*\(|NOT IN\s*\()\s*'[a-z_0-9]+'`,
		`'[a-z_0-9]+'\s*(?:=|<>|!=)\s*` + column,
		`'[a-z_0-9]+'\s+(?:AS\s+)?` + column,
		`(?:COALESCE|NULLIF)\s*\(\s*` + column + `\s*,\s*'[a-z_0-9]+'`,
		`CASE\s+` + column + `\s+WHEN\s+'[a-z_0-9]+'`,
	} {
		patterns = append(patterns, regexp.MustCompile(pattern))
	}
	return patterns
}

var insert = regexp.MustCompile(`(?s)INSERT INTO\s+\w+\s*\(([^()]*)\)\s*(?:VALUES\s*\(|SELECT\s)(.*)`)

// insertedCodes reports words that an INSERT puts into a column of codes.
func insertedCodes(r *Run, q Query) {
	match := insert.FindStringSubmatchIndex(q.Text)
	if match == nil {
		return
	}
	columns := strings.Split(q.Text[match[2]:match[3]], ",")
	values := parted(q.Text[match[4]:match[5]])
	codes := r.enumerated()
	at := match[4]
	for i, value := range values {
		if i < len(columns) && slices.Contains(codes, strings.TrimSpace(columns[i])) {
			if quoted := strings.TrimSpace(value); len(quoted) > 2 && quoted[0] == '\'' && word.MatchString(strings.Trim(quoted, "'")) {
				q.Report(r, at, "a code in SQL: %s = %s", strings.TrimSpace(columns[i]), quoted)
			}
		}
		at += len(value) + 1
	}
}

// parted splits a list at its commas, not at those within brackets, up to the bracket that ends it.
func parted(list string) (values []string) {
	depth, begin := 0, 0
	for i, c := range list {
		switch c {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return append(values, list[begin:i])
			}
			depth--
		case ',':
			if depth == 0 {
				values = append(values, list[begin:i])
				begin = i + 1
			}
		}
	}
	return append(values, list[begin:])
}
