package main

import "go/ast"

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
		benchmark exists. Outside of a query.go the rule raw-sql asks for the same.`,
	Check: func(r *Run) {
		benchmarks := r.benchmarks()
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || !mayHoldSQL(v) || v.Package.Room() == "store" || isTool(v.Package) || isOnlooker(v.Package.Room()) {
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
