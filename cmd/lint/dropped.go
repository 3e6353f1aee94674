package main

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// harmless are functions whose errors cannot happen or can be told to nobody.
var harmless = []string{
	"crypto/rand.Read", "fmt.Fprint", "fmt.Fprintf", "fmt.Fprintln", "fmt.Print", "fmt.Printf", "fmt.Println",
	"(*bytes.Buffer).Write", "(*bytes.Buffer).WriteByte", "(*bytes.Buffer).WriteRune",
	"(*bytes.Buffer).WriteString", "(*strings.Builder).Write", "(*strings.Builder).WriteByte",
	"(*strings.Builder).WriteRune", "(*strings.Builder).WriteString", "(io.Writer).Write",
}

var droppedRule = Rule{
	Name: "dropped",
	Doc: `No error is dropped: neither by a blank name, nor by a line that calls and takes nothing, nor by a query
		of GORM (Scan, Find, Exec …) whose .Error nobody reads. Where an error means nothing a comment on the line
		says why. Deferred calls are left to the reader, and tools of the repository may drop what they like.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			if isTool(v.Package) {
				return
			}
			switch n := n.(type) {
			case *ast.AssignStmt:
				droppedByBlank(r, v, n)
			case *ast.ExprStmt:
				if call, ok := n.X.(*ast.CallExpr); ok {
					droppedByLine(r, v, call)
				}
			case *ast.FuncDecl:
				unreadResults(r, v, n)
			}
		})
	},
}

func droppedByBlank(r *Run, v Visit, n *ast.AssignStmt) {
	for i, t := range resultsOf(v.Package, n) {
		if i >= len(n.Lhs) || !isBlank(n.Lhs[i]) || !isError(t) && !isDB(t) || r.commented(v.File, n.Pos()) {
			continue
		}
		if call, ok := n.Rhs[0].(*ast.CallExpr); ok && !isHarmless(v.Package, call) {
			r.Node(v, n.Pos(), "the error of %s is dropped", calleeName(v.Package, call))
		}
	}
}

func droppedByLine(r *Run, v Visit, call *ast.CallExpr) {
	for _, t := range v.Package.results(call) {
		if t != nil && (isError(t) || isDB(t)) && !isHarmless(v.Package, call) && !r.commented(v.File, call.Pos()) {
			r.Node(v, call.Pos(), "the error of %s is dropped", calleeName(v.Package, call))
		}
	}
}

func isHarmless(p *Package, call *ast.CallExpr) bool {
	name := FullName(p.Callee(call))
	return slices.Contains(harmless, name) || strings.HasPrefix(name, "(hash.")
}

func calleeName(p *Package, call *ast.CallExpr) string {
	if f := p.Callee(call); f != nil {
		return shortName(FullName(f))
	}
	return "a function"
}

// unreadResults reports results of a finished GORM query that are kept and whose .Error is never read.
func unreadResults(r *Run, v Visit, f *ast.FuncDecl) {
	if f.Body == nil {
		return
	}
	info := v.Package.Info
	inner := v
	inner.Stack = append(slices.Clone(v.Stack), f)
	kept := map[types.Object]*ast.CallExpr{}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
			return true
		}
		id, isID := a.Lhs[0].(*ast.Ident)
		call, isCall := a.Rhs[0].(*ast.CallExpr)
		if isID && isCall && finishing(v.Package, call) && info.Defs[id] != nil {
			kept[info.Defs[id]] = call
		}
		return true
	})
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && n.Sel.Name == "Error" {
				delete(kept, info.Uses[id])
			}
		case *ast.CallExpr: // handed on: store.OneRow(result)
			for _, arg := range n.Args {
				if id, ok := arg.(*ast.Ident); ok {
					delete(kept, info.Uses[id])
				}
			}
		case *ast.ReturnStmt:
			for _, result := range n.Results {
				if id, ok := result.(*ast.Ident); ok {
					delete(kept, info.Uses[id])
				}
			}
		}
		return true
	})
	for _, call := range kept {
		r.Node(inner, call.Pos(), "nobody reads the error of %s", calleeName(v.Package, call))
	}
}

// finishers are the methods of GORM that run a statement.
var finishers = []string{
	"Create", "CreateInBatches", "Count", "Delete", "Exec", "Find", "First", "Last", "Pluck", "Scan", "Take",
	"Update", "UpdateColumn", "UpdateColumns", "Updates",
}

func finishing(p *Package, call *ast.CallExpr) bool {
	method, ok := strings.CutPrefix(FullName(p.Callee(call)), "(*gorm.io/gorm.DB).")
	return ok && slices.Contains(finishers, method)
}
