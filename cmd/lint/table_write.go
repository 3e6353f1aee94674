package main

import (
	"go/ast"
	"go/types"
	"strings"
)

var tableWriteRule = Rule{
	Name: "table-write",
	Doc: `Only its owner writes a table, by SQL or by its models: another room calls a function of the owner that
		takes the transaction. So each table has one place in which its promises are kept.`,
	Check: func(r *Run) {
		r.Queries(func(q Query) {
			p := q.Visit.Package
			if exempt(p) {
				return
			}
			for _, use := range q.Tables() {
				if owner := ownerOf(use.table); use.writes && owner != "" && owner != p.Room() {
					q.Report(r, use.offset, "%s writes table %s of %s", roomOr(p), use.table, owner)
				}
			}
		})
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || exempt(v.Package) || !writing[FullName(v.Package.Callee(call))] {
				return
			}
			for _, arg := range call.Args {
				if owner := modelOf(r.Module, v.Package.Info.TypeOf(arg)); owner != "" && owner != v.Package.Room() {
					r.Node(v, call.Pos(), "%s writes a record of %s", roomOr(v.Package), owner)
				}
			}
		})
	},
}

func roomOr(p *Package) string {
	if room := p.Room(); room != "" {
		return room
	}
	return p.Path
}

// writing are the functions that write the record they are given.
var writing = map[string]bool{
	"(*gorm.io/gorm.DB).Create":          true,
	"(*gorm.io/gorm.DB).CreateInBatches": true,
	"(*gorm.io/gorm.DB).Save":            true,
	"(*gorm.io/gorm.DB).Delete":          true,
	"(*gorm.io/gorm.DB).Updates":         true,
	"(*gorm.io/gorm.DB).Model":           true, // the beginning of an update, or of a count: rare enough
	"congthidua/internal/store.Update":   true,
	"congthidua/internal/store.Advance":  true,
	"congthidua/internal/store.Upsert":   true,
}

// modelOf is the room whose struct a type is, behind pointers and slices; "" for other types.
func modelOf(m *Module, t types.Type) string {
	for {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Named:
			if _, isStruct := u.Underlying().(*types.Struct); !isStruct || u.Obj().Pkg() == nil {
				return ""
			}
			room, ok := strings.CutPrefix(u.Obj().Pkg().Path(), m.Path+"/internal/")
			if !ok || floor(room) < 0 {
				return ""
			}
			return room
		default:
			return ""
		}
	}
}
