package main

import (
	"go/ast"
	"slices"
	"strings"
)

// roleAsking are the ways to ask for a role instead of a permission.
var roleAsking = []string{"Has", "HoldsDirectly", "Grants"}

var roleRule = Rule{
	Name: "role",
	Doc: `What somebody may do is asked by permission. Roles (Actor.Has, HoldsDirectly, Grants) are for
		internal/access, for internal/account, which keeps them, and for what is only shown: templates and the
		shell of a page. A role asked elsewhere is a second policy.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(roleAsking, sel.Sel.Name) || maySeeRoles(v) {
				return
			}
			if t := v.Package.Info.TypeOf(sel.X); t != nil && strings.TrimPrefix(t.String(), "*") == actorType {
				r.Node(v, sel.Pos(), "the role is asked (%s) instead of a permission", sel.Sel.Name)
			}
		})
	},
}

func maySeeRoles(v Visit) bool {
	p := v.Package
	return p.Room() == "access" || p.Room() == "account" || isOnlooker(p.Room()) || v.File.Name == "web/shell.go" ||
		strings.HasPrefix(p.Path, "templates/") || strings.HasPrefix(p.Path, "cmd/") && p.Path != "cmd/portal"
}
