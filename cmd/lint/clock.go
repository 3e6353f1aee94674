package main

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

var clockRule = Rule{
	Name: "clock",
	Doc: `The time is the injected clock.Clock: what depends on the day can be tried on another day, and the
		demonstration stands still. time.Now, Since and Until are for internal/clock, for tests and for measuring
		how long something took, which exceptions.go names.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			id, ok := n.(*ast.Ident)
			if !ok || v.Package.Room() == "clock" || isTool(v.Package) {
				return
			}
			f, ok := v.Package.Info.Uses[id].(*types.Func)
			if ok && slices.Contains([]string{"time.Now", "time.Since", "time.Until"}, f.FullName()) {
				r.Node(v, id.Pos(), "%s instead of the clock", f.FullName())
			}
		})
	},
}

// isTool reports whether a package is a tool of the repository, which is not shipped.
func isTool(p *Package) bool { return strings.HasPrefix(p.Path, "cmd/") && p.Path != "cmd/portal" }

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
