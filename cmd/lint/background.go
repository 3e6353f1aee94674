package main

import (
	"go/ast"
	"strings"
)

var backgroundRule = Rule{
	Name: "background",
	Doc: `A context comes from who asks: from the request, the command or the test. context.Background in a room or
		in web is work that nobody can end and no log can follow.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || strings.HasPrefix(v.Package.Path, "cmd/") || v.Package.Room() == "trial" {
				return
			}
			name := FullName(v.Package.Callee(call))
			if name == "context.Background" || name == "context.TODO" {
				r.Node(v, call.Pos(), "%s in %s", name, v.Package.Path)
			}
		})
	},
}
