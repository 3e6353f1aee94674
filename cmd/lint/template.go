package main

import "strings"

var templateRule = Rule{
	Name: "template",
	Doc: `Templates draw what they are given: they import neither the store nor GORM nor database/sql, and hold no
		query.`,
	Check: func(r *Run) {
		for _, p := range r.Packages {
			if !strings.HasPrefix(p.Path, "templates/") {
				continue
			}
			for _, f := range p.Files {
				for _, spec := range f.Syntax.Imports {
					path := strings.Trim(spec.Path.Value, `"`)
					if path == r.Path+"/internal/store" || path == "database/sql" || strings.HasPrefix(path, "gorm.io/") {
						r.At(f.Name, r.Fset.Position(spec.Pos()).Line, "a template imports %s", path)
					}
				}
			}
		}
	},
}
