package main

import (
	"go/ast"
	"go/types"
)

var reachRule = Rule{
	Name: "reach",
	Doc: `The Reach that Require returns says how far a permission goes, so it is handed to the query that finds
		what the use case works on. It is never thrown away: neither by a blank name nor by a line of its own. What
		concerns the whole body asks RequireAll.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			p := v.Package
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, t := range resultsOf(p, n) {
					if t.String() == reachType && i < len(n.Lhs) && isBlank(n.Lhs[i]) {
						r.Node(v, n.Pos(), "the reach is thrown away")
					}
				}
			case *ast.ExprStmt:
				if call, ok := n.X.(*ast.CallExpr); ok {
					for _, t := range p.results(call) {
						if t != nil && t.String() == reachType {
							r.Node(v, n.Pos(), "the reach is thrown away")
						}
					}
				}
			}
		})
	},
}

// resultsOf are the types of what an assignment assigns, one for each name.
func resultsOf(p *Package, a *ast.AssignStmt) (list []types.Type) {
	for _, right := range a.Rhs {
		for _, t := range p.results(right) {
			if t == nil {
				t = types.Typ[types.Invalid]
			}
			list = append(list, t)
		}
	}
	return list
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
