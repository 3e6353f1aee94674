package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
)

// isErrorValue reports whether an expression's type is the interface error.
func isErrorValue(info *types.Info, e ast.Expr) bool {
	t := info.TypeOf(e)
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func isNil(info *types.Info, e ast.Expr) bool { return info.Types[e].IsNil() }

// shortName is a function's name without the path of its package: "gorm.DB.Raw".
func shortName(full string) string {
	full = strings.NewReplacer("(", "", ")", "", "*", "").Replace(full)
	return filepath.Base(full)
}

// Visit is a place in the syntax.
type Visit struct {
	Package *Package
	File    *File
	Stack   []ast.Node // from the file down to the node's parent
}

// Function is the declaration around the place, nil outside of functions.
func (v Visit) Function() *ast.FuncDecl {
	for _, n := range v.Stack {
		if f, ok := n.(*ast.FuncDecl); ok {
			return f
		}
	}
	return nil
}

// Symbol names the place for the exceptions: the function around it ("work.Service.Recur"), else the file.
func (v Visit) Symbol() string {
	if f := v.Function(); f != nil {
		return symbol(v.Package, f)
	}
	return v.File.Name
}

// symbol names a function as a reader of the room would: package, receiver's type, name.
func symbol(p *Package, f *ast.FuncDecl) string {
	name := f.Name.Name
	if f.Recv != nil && len(f.Recv.List) == 1 {
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		if id, ok := receiver.(*ast.Ident); ok {
			name = id.Name + "." + name
		}
	}
	return p.Types.Name() + "." + name
}

// Room is the name of an internal package, "" for every other.
func (p *Package) Room() string {
	room, ok := strings.CutPrefix(p.Path, "internal/")
	if !ok {
		return ""
	}
	room, _, _ = strings.Cut(room, "/")
	return room
}

// Each visits every node of the Go files that were written by hand.
func (r *Run) Each(visit func(v Visit, n ast.Node)) {
	for _, p := range r.Packages {
		for _, f := range p.Files {
			if !f.Generated {
				walk(Visit{Package: p, File: f}, visit)
			}
		}
	}
}

// walk visits every node of a file.
func walk(v Visit, visit func(v Visit, n ast.Node)) {
	ast.Inspect(v.File.Syntax, func(n ast.Node) bool {
		if n == nil {
			v.Stack = v.Stack[:len(v.Stack)-1]
			return true
		}
		visit(v, n)
		v.Stack = append(v.Stack, n)
		return true
	})
}

// Callee is the function that a call names, nil where it is a value or a conversion.
func (p *Package) Callee(call *ast.CallExpr) *types.Func {
	var id *ast.Ident
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	case *ast.IndexExpr: // generic
		if sel, ok := fun.X.(*ast.SelectorExpr); ok {
			id = sel.Sel
		}
	}
	if id == nil {
		return nil
	}
	f, _ := p.Info.Uses[id].(*types.Func)
	return f
}

// FullName is a function's name with its package or receiver: "time.Now", "(*gorm.io/gorm.DB).Raw".
func FullName(f *types.Func) string {
	if f == nil {
		return ""
	}
	return f.Origin().FullName()
}

// isError reports whether a type is one of errors.
func isError(t types.Type) bool {
	return t != nil && types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// isDB reports whether a type is *gorm.DB.
func isDB(t types.Type) bool { return t != nil && t.String() == "*gorm.io/gorm.DB" }

// results are the types that a call returns.
func (p *Package) results(call ast.Expr) []types.Type {
	t := p.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		list := make([]types.Type, tuple.Len())
		for i := range tuple.Len() {
			list[i] = tuple.At(i).Type()
		}
		return list
	}
	return []types.Type{t}
}

// commented reports whether a comment stands on the line of a position, which is where a reason belongs.
func (r *Run) commented(f *File, pos token.Pos) bool {
	line := r.Fset.Position(pos).Line
	for _, group := range f.Syntax.Comments {
		if r.Fset.Position(group.Pos()).Line == line {
			return true
		}
	}
	return false
}

// Types of internal/access, as the type checker writes them.
const (
	actorType = "congthidua/internal/access.Actor"
	reachType = "congthidua/internal/access.Reach"
)
