package main

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"regexp"
	"strings"
)

// statements are the functions that run SQL which was written by hand.
var statements = map[string]bool{
	"(*gorm.io/gorm.DB).Raw":             true,
	"(*gorm.io/gorm.DB).Exec":            true,
	"congthidua/internal/store.Count":    true,
	"congthidua/internal/store.Each":     true,
	"congthidua/internal/store.Exec":     true,
	"congthidua/internal/store.ExecOne":  true,
	"(*database/sql.DB).Exec":            true,
	"(*database/sql.DB).ExecContext":     true,
	"(*database/sql.DB).Query":           true,
	"(*database/sql.DB).QueryContext":    true,
	"(*database/sql.DB).QueryRow":        true,
	"(*database/sql.DB).QueryRowContext": true,
	"(*database/sql.Tx).Exec":            true,
	"(*database/sql.Tx).ExecContext":     true,
}

// mayHoldSQL reports whether a file may run SQL that was written by hand.
func mayHoldSQL(v Visit) bool {
	return strings.HasSuffix(v.File.Base(), "query.go") || v.Package.Room() == "store" || isTool(v.Package) ||
		isOnlooker(v.Package.Room())
}

var rawRule = Rule{
	Name: "raw-sql",
	Doc: `SQL by hand (Raw, Exec, store.Each, store.Exec, store.Count) reads what a page shows, and stands in a
		file named query.go or *_query.go. Records are written and found as GORM models. A statement of the hot path
		may stand elsewhere when a comment before it, or before its function, names the benchmark that shows the
		gain.`,
	Check: func(r *Run) {
		benchmarks := r.benchmarks()
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || mayHoldSQL(v) {
				return
			}
			name := FullName(v.Package.Callee(call))
			if statements[name] && !r.namesBenchmark(v, call, benchmarks) {
				r.Node(v, call.Pos(), "%s outside a query.go", shortName(name))
			}
		})
	},
}

// prepared are the ways past GORM, which only a measured gain allows.
var prepared = map[string]bool{
	"congthidua/internal/store.Each":    true,
	"congthidua/internal/store.Exec":    true,
	"congthidua/internal/store.ExecOne": true,
}

var hotRule = Rule{
	Name: "hot",
	Doc: `store.Each, Exec and ExecOne go past GORM for what runs at every page or save. A comment before the
		statement, before its function or at the head of its file names the benchmark that justifies it, and that
		benchmark exists.`,
	Check: func(r *Run) {
		benchmarks := r.benchmarks()
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || v.Package.Room() == "store" || isTool(v.Package) || isOnlooker(v.Package.Room()) {
				return
			}
			name := FullName(v.Package.Callee(call))
			if !prepared[name] || r.namesBenchmark(v, call, benchmarks) {
				return
			}
			if doc := v.File.Syntax.Doc; doc != nil && named(doc.Text(), benchmarks) {
				return
			}
			r.Node(v, call.Pos(), "%s names no benchmark", shortName(name))
		})
	},
}

var benchmarkName = regexp.MustCompile(`\bBenchmark[A-Z]\w*`)

// benchmarks are the names of the module's benchmarks.
func (r *Run) benchmarks() map[string]bool {
	names := map[string]bool{}
	for _, text := range r.Texts {
		if !strings.HasSuffix(text.Name, "_test.go") {
			continue
		}
		for _, line := range text.Lines {
			if rest, ok := strings.CutPrefix(line, "func "); ok && strings.HasPrefix(rest, "Benchmark") {
				names[benchmarkName.FindString(rest)] = true
			}
		}
	}
	return names
}

func named(comment string, benchmarks map[string]bool) bool {
	for _, name := range benchmarkName.FindAllString(comment, -1) {
		if benchmarks[name] {
			return true
		}
	}
	return false
}

// namesBenchmark reports whether the comment of the function, or one that ends on the line before the
// statement, names a benchmark that exists.
func (r *Run) namesBenchmark(v Visit, call *ast.CallExpr, benchmarks map[string]bool) bool {
	if f := v.Function(); f != nil && f.Doc != nil && named(f.Doc.Text(), benchmarks) {
		return true
	}
	statement := ast.Node(call)
	for i := len(v.Stack) - 1; i >= 0; i-- {
		if s, ok := v.Stack[i].(ast.Stmt); ok {
			statement = s
			break
		}
	}
	line := r.Fset.Position(statement.Pos()).Line
	for _, group := range v.File.Syntax.Comments {
		last := r.Fset.Position(group.End()).Line
		if (last == line || last == line-1) && named(group.Text(), benchmarks) {
			return true
		}
	}
	return false
}

// shortName is a function's name without the path of its package: "gorm.DB.Raw".
func shortName(full string) string {
	full = strings.NewReplacer("(", "", ")", "", "*", "").Replace(full)
	return filepath.Base(full)
}

var recordRule = Rule{
	Name: "record",
	Doc: `A record is changed by store.Update or store.Advance with the columns that change. Save writes every
		column, and so what others changed meanwhile; Updates with a struct drops zero values; AutoMigrate makes a
		schema that no migration knows.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || v.Package.Room() == "store" {
				return
			}
			switch FullName(v.Package.Callee(call)) {
			case "(*gorm.io/gorm.DB).Save", "(*gorm.io/gorm.DB).AutoMigrate":
				r.Node(v, call.Pos(), "%s is not used", shortName(FullName(v.Package.Callee(call))))
			case "(*gorm.io/gorm.DB).Updates", "(*gorm.io/gorm.DB).UpdateColumns":
				if t := v.Package.Info.TypeOf(call.Args[0]); t != nil && !isMap(t) {
					r.Node(v, call.Pos(), "an update with a struct drops its zero values")
				}
			}
		})
	},
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// unportable are the words of one engine, with what to write instead.
var unportable = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)\b(group_concat|string_agg)\s*\(`), "store.Concatenated"},
	{regexp.MustCompile(`(?i)\b(min|max)\s*\([^(),]+,`), "store.Least and store.Greatest"},
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

// lastEnum is the last migration with enumerations in CHECKs, which SQLite cannot change in place.
const lastEnum = "0027"

var enumRule = Rule{
	Name: "enum-check",
	Doc: `New tables list no states, kinds or roles in a CHECK: the codes are typed constants of their room, and
		adding one must not rebuild a table. A unique key is an index with a name, so that its message can be told.`,
	Check: func(r *Run) {
		enum := regexp.MustCompile(`(?i)\bCHECK\s*\(\s*\w+\s+IN\s*\(\s*'`)
		unique := regexp.MustCompile(`(?i)^\s*(CONSTRAINT\s+\w+\s+)?UNIQUE\s*\(|^\s*\w+\s+(BIGINT|TEXT|\{\{\w+\}\})[^-]*\bUNIQUE\b`)
		for _, text := range r.Texts {
			number := filepath.Base(text.Name)
			if !strings.HasPrefix(text.Name, "internal/store/migration/") || len(number) < 4 || number[:4] <= lastEnum {
				continue
			}
			for i, line := range text.Lines {
				if enum.MatchString(line) {
					r.At(text.Name, i+1, "a CHECK lists codes")
				}
				if unique.MatchString(line) {
					r.At(text.Name, i+1, "a unique key without a name of its own")
				}
			}
		}
	},
}
