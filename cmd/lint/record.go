package main

import (
	"go/ast"
	"go/types"
)

var recordRule = Rule{
	Name: "record",
	Doc: `A record is changed by store.Update or store.Advance with the columns that change. Save writes every
		column, and so what others changed meanwhile; Updates with a struct drops zero values; AutoMigrate makes a
		schema that no migration knows.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || v.Package.Room() == "store" {
				return
			}
			switch FullName(v.Package.Callee(call)) {
			case "(*gorm.io/gorm.DB).Save", "(*gorm.io/gorm.DB).AutoMigrate":
				r.Node(v, call.Pos(), "%s is not used", shortName(FullName(v.Package.Callee(call))))
			case "(*gorm.io/gorm.DB).Updates", "(*gorm.io/gorm.DB).UpdateColumns":
				if t := v.Package.Info.TypeOf(call.Args[0]); t != nil && !isMap(t) {
					r.Node(v, call.Pos(), "an update with a struct drops its zero values")
				}
			}
		})
	},
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}
