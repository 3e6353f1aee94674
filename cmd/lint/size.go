package main

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"
)

// The longest file and the longest function, in lines. The house aims at 300 and 50.
const (
	longestFile     = 400
	longestFunction = 80
)

var sizeRule = Rule{
	Name: "size",
	Doc: `A file has up to 400 lines and a function up to 80; aim at 300 and 50. What is longer holds two things,
		and neither is found by its name. Tests and generated code are apart.`,
	Check: func(r *Run) {
		for _, text := range r.Texts {
			n := len(text.Lines) - 1
			if n > longestFile && !strings.HasSuffix(text.Name, "_test.go") && !slices.Contains([]string{".sql", ".md"}, filepath.Ext(text.Name)) {
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
