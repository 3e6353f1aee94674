package main

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
)

// sayings are files that serve an address under another name, by the first segment of the address. "" is the
// first page.
var sayings = map[string][]string{
	"":            {"home"},
	"account":     {"account"},
	"login":       {"account"},
	"logout":      {"account"},
	"password":    {"account"},
	"preferences": {"account"},
	"people":      {"person"},
	"static":      {"assets"},
	"healthz":     {"health"},
	"readyz":      {"health"},
}

var addressRule = Rule{
	Name: "address",
	Doc: `A handler is found by its address: what serves /meetings/… stands in web/meeting.go or in a file that
		begins with it (meeting_vote.go). A resource below another (/units/:id/periods/…) may stand in a file of its
		own name (period.go). The few other names stand in cmd/lint/address.go.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || v.Package.Path != "web" || len(call.Args) < 3 {
				return
			}
			f := v.Package.Callee(call)
			if f == nil || !slices.Contains([]string{"get", "prints", "plain", "makes", "changes", "repeats"}, f.Name()) {
				return
			}
			sel, ok := call.Args[len(call.Args)-1].(*ast.SelectorExpr)
			value := v.Package.Info.Types[call.Args[0]].Value
			if !ok || value == nil {
				return
			}
			handler, ok := v.Package.Info.Uses[sel.Sel].(*types.Func)
			if !ok {
				return
			}
			path := strings.Trim(value.ExactString(), `"`)
			file := strings.TrimSuffix(filepath.Base(r.Fset.Position(handler.Pos()).Filename), ".go")
			if !servedBy(path, file) {
				r.Node(v, call.Pos(), "%s is served by %s in %s.go", path, handler.Name(), file)
			}
		})
	},
}

// servedBy reports whether a file's name says that it serves an address.
func servedBy(path, file string) bool {
	first := true
	for segment := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		if segment != "" && strings.ContainsAny(segment[:1], ":*") {
			continue
		}
		names := []string{singular(segment), segment}
		if first {
			names = append(names, sayings[segment]...)
		}
		first = false
		for _, name := range names {
			if name != "" && (file == name || strings.HasPrefix(file, name+"_")) {
				return true
			}
		}
	}
	return false
}

func singular(plural string) string {
	switch {
	case strings.HasSuffix(plural, "ies"):
		return strings.TrimSuffix(plural, "ies") + "y"
	case strings.HasSuffix(plural, "ss"):
		return plural
	}
	return strings.TrimSuffix(plural, "s")
}
