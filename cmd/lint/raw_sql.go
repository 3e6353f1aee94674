package main

import (
	"go/ast"
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

var benchmarkName = regexp.MustCompile(`\bBenchmark[A-Z]\w*`)

// benchmarks are the names of the module's benchmarks, and the texts in cmd/bench, which prints a row for each
// thing that it measures.
func (r *Run) benchmarks() map[string]bool {
	names := map[string]bool{}
	for _, text := range r.Texts {
		if strings.HasPrefix(text.Name, "cmd/bench/") {
			for _, found := range benchText.FindAllStringSubmatch(text.Content(), -1) {
				names[found[1]] = true
			}
		}
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

var (
	benchText = regexp.MustCompile(`"([^"\n]+)"`)
	benchRow  = regexp.MustCompile("rows? \"([^\"]+)\" of `make bench`")
)

// named reports whether a comment names one of the benchmarks: by name, or by the beginning of a row of
// cmd/bench.
func named(comment string, benchmarks map[string]bool) bool {
	for _, found := range benchRow.FindAllStringSubmatch(strings.Join(strings.Fields(comment), " "), -1) {
		for text := range benchmarks {
			if strings.HasPrefix(text, found[1]) {
				return true
			}
		}
	}
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
