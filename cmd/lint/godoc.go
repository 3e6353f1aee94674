package main

import (
	"go/ast"
	"slices"
)

var docRule = Rule{
	Name: "doc",
	Doc: `Every package has a comment, every room below internal its design notes in a doc.go, and every exported
		function, type, constant and variable says what it is; Error, String and the like need no comment. go doc is how
		a newcomer meets a room.`,
	Check: func(r *Run) {
		for _, p := range r.Packages {
			documented, notes := false, false
			for _, f := range p.Files {
				documented = documented || f.Syntax.Doc != nil
				notes = notes || f.Base() == "doc.go"
				if !f.Generated {
					undocumented(r, p, f)
				}
			}
			switch {
			case !documented:
				r.At(p.Files[0].Name, 1, "package %s has no comment", p.Types.Name())
			case p.Room() != "" && isRoom(p.Room()) && !notes:
				r.At(p.Files[0].Name, 1, "room %s has no doc.go with its design notes", p.Room())
			}
		}
	},
}

func undocumented(r *Run, p *Package, f *File) {
	v := Visit{Package: p, File: f}
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !isStandard(d) {
				r.Node(v, d.Pos(), "%s has no comment", d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				name, commented := specName(spec)
				if name != "" && ast.IsExported(name) && d.Doc == nil && !commented {
					r.Node(v, spec.Pos(), "%s has no comment", name)
				}
			}
		}
	}
}

// isStandard reports whether a method is one of the standard library's interfaces, whose name says what it is.
func isStandard(f *ast.FuncDecl) bool {
	return f.Recv != nil && slices.Contains([]string{"Error", "Is", "As", "Unwrap", "String"}, f.Name.Name)
}

// exportedReceiver reports whether a function is seen from outside: methods of unexported types are not.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return true
	}
	t := f.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	id, ok := t.(*ast.Ident)
	return ok && id.IsExported()
}

// specName is the first name of a declaration, and whether it has a comment of its own.
func specName(spec ast.Spec) (name string, commented bool) {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return s.Name.Name, s.Doc != nil || s.Comment != nil
	case *ast.ValueSpec:
		return s.Names[0].Name, s.Doc != nil || s.Comment != nil
	}
	return "", true
}
