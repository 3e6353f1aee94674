package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Rule is one thing that is asked of the code.
type Rule struct {
	Name  string
	Doc   string // what it asks for and why, one paragraph
	Check func(r *Run)
}

// rules are all rules in the order in which they are shown.
var rules = []Rule{
	widthRule, sizeRule, docRule, addressRule, classRule,
	towerRule, templateRule, tableReadRule, tableWriteRule, ownerRule,
	actorRule, reachRule, roleRule, bindRule,
	rawRule, hotRule, recordRule, portableRule, enumRule,
	codeRule, codeSQLRule, codeTemplateRule,
	sentinelRule, droppedRule, swallowedRule,
	clockRule, backgroundRule,
}

// exceptionRule is the name under which exceptions are reported that excuse nothing.
const exceptionRule = "exception"

// Finding is a place that breaks a rule.
type Finding struct {
	File          string
	Line          int
	Rule, Message string
}

func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Rule, f.Message)
}

// Exception is a place that is right in spite of a rule.
type Exception struct {
	Rule   string
	Symbol string // what the rule names: a function ("work.Service.Recur"), a file, a package
	Reason string
}

// Run is the check of one rule.
type Run struct {
	*Module
	rule       Rule
	exceptions []Exception
	used       map[Exception]bool
	findings   []Finding
}

// check runs rules over a module. Exceptions that excuse nothing are findings where their rule was run.
func check(m *Module, chosen []Rule, exceptions []Exception) (findings []Finding) {
	used := map[Exception]bool{}
	for _, rule := range chosen {
		run := &Run{Module: m, rule: rule, exceptions: exceptions, used: used}
		rule.Check(run)
		findings = append(findings, run.findings...)
	}
	for _, e := range exceptions {
		if !used[e] && slices.ContainsFunc(chosen, func(r Rule) bool { return r.Name == e.Rule }) {
			findings = append(findings, Finding{
				File:    "cmd/lint/exceptions.go",
				Line:    1,
				Rule:    exceptionRule,
				Message: fmt.Sprintf("nothing breaks %s at %s any more", e.Rule, e.Symbol),
			})
		}
	}
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings)
}

// excused reports whether the exceptions name a symbol for this rule.
func (r *Run) excused(symbol string) bool {
	for _, e := range r.exceptions {
		if e.Rule == r.rule.Name && e.Symbol == symbol {
			r.used[e] = true
			return true
		}
	}
	return false
}

// At reports a line of a file.
func (r *Run) At(file string, line int, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	r.findings = append(r.findings, Finding{File: file, Line: line, Rule: r.rule.Name, Message: message})
}

// Node reports a node of a file, unless the exceptions name the function around it.
func (r *Run) Node(v Visit, pos token.Pos, format string, args ...any) {
	if !r.excused(v.Symbol()) {
		r.At(v.File.Name, r.Fset.Position(pos).Line, format, args...)
	}
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
