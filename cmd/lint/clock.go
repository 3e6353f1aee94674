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
