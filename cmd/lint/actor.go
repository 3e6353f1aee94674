package main

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

var actorRule = Rule{
	Name: "actor",
	Doc: `An exported method of a room's Service that takes a context or a handle is a use case and takes the access.Actor who
		asks, beside the context: the room itself decides about access, not only the map of the site. What a command
		or the background does without anybody stands with its reason in cmd/lint/exceptions.go. Functions of the
		package that take a transaction serve other rooms and take no actor.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			f, ok := n.(*ast.FuncDecl)
			if !ok || v.Package.Room() == "" || isOnlooker(v.Package.Room()) || !isUseCase(v.Package, f) {
				return
			}
			inner := v
			inner.Stack = append(slices.Clone(v.Stack), f)
			if !takesActor(v.Package, f) {
				r.Node(inner, f.Pos(), "%s takes no actor", symbol(v.Package, f))
			}
		})
	},
}

// isUseCase reports whether a function is an exported method of *Service whose first argument is a context or a
// database handle.
func isUseCase(p *Package, f *ast.FuncDecl) bool {
	object, ok := p.Info.Defs[f.Name].(*types.Func)
	if !ok || !f.Name.IsExported() || f.Recv == nil {
		return false
	}
	signature := object.Signature()
	receiver := signature.Recv().Type().String()
	if !strings.HasPrefix(receiver, "*") || !strings.HasSuffix(receiver, ".Service") {
		return false
	}
	if signature.Params().Len() == 0 {
		return false
	}
	first := signature.Params().At(0).Type()
	return first.String() == "context.Context" || isDB(first)
}

func takesActor(p *Package, f *ast.FuncDecl) bool {
	object, _ := p.Info.Defs[f.Name].(*types.Func)
	params := object.Signature().Params()
	for i := range params.Len() {
		if params.At(i).Type().String() == actorType {
			return true
		}
	}
	return false
}
