package main

import (
	"go/ast"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// The widest line, the longest file and the longest function that lint lets pass. What the house asks for is
// less: 120 columns, about 300 lines, about 50 lines.
const (
	widest          = 140
	longestFile     = 400
	longestFunction = 80
)

var widthRule = Rule{
	Name: "width",
	Doc: `Lines of Go, templates, scripts, stylesheets, SQL, shell and Makefiles have up to 140 characters, a tab
		counting as one; aim at 120. Who reads two versions side by side, or a line that changed, sees all of it.
		Strings are broken with +, SQL is a raw string with one clause a line.`,
	Check: func(r *Run) {
		for _, text := range r.Texts {
			for i, line := range text.Lines {
				if n := utf8.RuneCountInString(line); n > widest && !strings.HasPrefix(line, "//go:") {
					r.At(text.Name, i+1, "%d characters", n)
				}
			}
		}
	},
}

var sizeRule = Rule{
	Name: "size",
	Doc: `A file has up to 400 lines and a function up to 80; aim at 300 and 50. What is longer holds two things,
		and neither is found by its name. Tests and generated code are apart.`,
	Check: func(r *Run) {
		for _, text := range r.Texts {
			n := len(text.Lines) - 1
			if n > longestFile && !strings.HasSuffix(text.Name, "_test.go") && filepath.Ext(text.Name) != ".sql" {
				r.At(text.Name, 1, "%d lines", n)
			}
		}
		r.Each(func(v Visit, n ast.Node) {
			f, ok := n.(*ast.FuncDecl)
			if !ok {
				return
			}
			lines := r.Fset.Position(f.End()).Line - r.Fset.Position(f.Pos()).Line + 1
			if lines > longestFunction {
				r.Node(v, f.Pos(), "%s has %d lines", f.Name.Name, lines)
			}
		})
	},
}

var docRule = Rule{
	Name: "doc",
	Doc: `Every package has a comment, every room below internal its design notes in a doc.go, and every exported
		function, type, constant and variable says what it is. go doc is how a newcomer meets a room.`,
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
			if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
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
