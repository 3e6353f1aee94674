package main

import (
	"go/ast"
	"go/token"
	"slices"
)

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
		benchmark exists: BenchmarkX, or a row that cmd/bench prints, by its first words, as in
		the row "a save" of ` + "`make bench`" + `. Outside of a query.go the rule raw-sql asks for the same.`,
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
			if slices.ContainsFunc(heads(v.File.Syntax), func(head string) bool { return named(head, benchmarks) }) {
				return
			}
			r.Node(v, call.Pos(), "%s names no benchmark", shortName(name))
		})
	},
}

// heads are the comments at the head of a file: that of the package, and those between the imports and the
// first declaration that belong to no declaration.
func heads(f *ast.File) (list []string) {
	if f.Doc != nil {
		list = append(list, f.Doc.Text())
	}
	first, doc := f.FileEnd, (*ast.CommentGroup)(nil)
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		first = d.Pos()
		switch d := d.(type) {
		case *ast.GenDecl:
			doc = d.Doc
		case *ast.FuncDecl:
			doc = d.Doc
		}
		break
	}
	for _, group := range f.Comments {
		if group != doc && group.Pos() > f.Name.End() && group.End() < first {
			list = append(list, group.Text())
		}
	}
	return list
}
