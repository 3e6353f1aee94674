package main

import (
	"go/ast"
	"go/token"
)

var sentinelRule = Rule{
	Name: "sentinel",
	Doc: `Errors are recognised by errors.Is and errors.As. == and type assertions see only the outermost error,
		and the store wraps every error with its use case.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			info := v.Package.Info
			if f := v.Function(); f != nil && f.Recv != nil && (f.Name.Name == "Is" || f.Name.Name == "As") {
				return // what errors.Is and errors.As call sees one error
			}
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op != token.EQL && n.Op != token.NEQ || isNil(info, n.X) || isNil(info, n.Y) {
					return
				}
				if isErrorValue(info, n.X) && isErrorValue(info, n.Y) {
					r.Node(v, n.Pos(), "errors are compared by %s", n.Op)
				}
			case *ast.SwitchStmt:
				if n.Tag != nil && isErrorValue(info, n.Tag) {
					r.Node(v, n.Pos(), "a switch compares errors")
				}
			case *ast.TypeAssertExpr:
				if isErrorValue(info, n.X) {
					r.Node(v, n.Pos(), "a type assertion on an error")
				}
			}
		})
	},
}
