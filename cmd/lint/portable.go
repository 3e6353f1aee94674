package main

import "regexp"

// unportable are the words of one engine, with what to write instead.
var unportable = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)\b(group_concat|string_agg)\s*\(`), "store.Concatenated"},
	{regexp.MustCompile(`(?i)\b(min|max)\s*\([^(),]+,`), "CASE"},
	{regexp.MustCompile(`(?i)\bINSERT\s+OR\s+\w+`), "ON CONFLICT"},
	{regexp.MustCompile(`(?i)\b(strftime|datetime|julianday)\s*\(`), "an argument"},
	{regexp.MustCompile(`(?i)\b(ifnull|iif)\s*\(`), "COALESCE or CASE"},
	{regexp.MustCompile(`(?i)\bGLOB\b|\bCOLLATE\s+NOCASE\b|\bMATCH\b`), "a search key or store.Search"},
	{regexp.MustCompile(`(?i)\b(rowid|sqlite_master|pg_catalog)\b|\bPRAGMA\b`), "nothing: engines stand in internal/store"},
	{regexp.MustCompile(`(?i)\bsubstr\s*\([^()]*\?`), "CAST(? AS …)"},
	{regexp.MustCompile(`\?\s*\|\||\|\|\s*\?`), "CAST(? AS TEXT)"},
	{regexp.MustCompile(`(?i)\b(THEN|ELSE)\s+\?`), "CAST(? AS …)"},
	{regexp.MustCompile(`::\w+`), "CAST"},
}

var portableRule = Rule{
	Name: "portable",
	Doc: `SQL outside internal/store runs on SQLite and on PostgreSQL as it stands. Where the engines differ the
		difference has a name in the store. An argument whose type the engine cannot see (in CASE, substr, ||) is
		CAST.`,
	Check: func(r *Run) {
		r.Queries(func(q Query) {
			if q.Visit.Package.Room() == "store" || isTool(q.Visit.Package) || q.Visit.Package.Room() == "trial" {
				return
			}
			for _, word := range unportable {
				for _, at := range word.pattern.FindAllStringIndex(q.Text, -1) {
					q.Report(r, at[0], "%q runs on one engine only; use %s", q.Text[at[0]:at[1]], word.instead)
				}
			}
		})
	},
}
