package main

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// Types and methods of internal/access, as the type checker writes them.
const (
	actorType = "congthidua/internal/access.Actor"
	reachType = "congthidua/internal/access.Reach"
)

var actorRule = Rule{
	Name: "actor",
	Doc: `An exported method of a room's Service that takes a context is a use case and takes the access.Actor who
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

// isUseCase reports whether a function is an exported method of *Service whose first argument is a context.
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
	return signature.Params().Len() > 0 && signature.Params().At(0).Type().String() == "context.Context"
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

// pastCall are methods of echo.Context that read a form past call, which checks its token and cleans it.
var pastCall = []string{"Bind", "FormValue", "FormParams", "FormFile", "MultipartForm"}

var bindRule = Rule{
	Name: "bind",
	Doc: `Handlers read forms through call (Value, Number, Points …), which has checked the form's token and brought
		its text to one form. Bind, FormValue and the like of echo.Context go past that.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return
			}
			name := FullName(v.Package.Callee(call))
			method, ok := strings.CutPrefix(name, "(github.com/labstack/echo/v4.Context).")
			if ok && slices.Contains(pastCall, method) {
				r.Node(v, call.Pos(), "%s reads the form past call", method)
			}
		})
	},
}
