package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// codeFields are the names of struct fields that hold such codes as plain strings.
var codeFields = []string{
	"Attendance", "Direction", "Kind", "Outcome", "Reviewer", "Role", "Stage", "State", "Step", "Verdict",
}

var word = regexp.MustCompile(`^[a-z][a-z_0-9]*$`)

var codeRule = Rule{
	Name: "code",
	Doc: `States, kinds, roles and reasons are typed constants (type State string). A literal of such a type, or a
		word compared with or given to a field named State, Kind, Role …, is a constant without a name: a typing
		error compiles. Only the declaration of the constants holds the words.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || !mayHoldRules(v.Package) || inConst(v) {
				return
			}
			value := v.Package.Info.Types[lit].Value
			if value == nil || !word.MatchString(constant.StringVal(value)) {
				return
			}
			switch name := codeType(r.Module, v.Package.Info.TypeOf(lit)); {
			case name != "":
				r.Node(v, lit.Pos(), "%s is a bare %s", lit.Value, name)
			case comparedWithField(v, lit):
				r.Node(v, lit.Pos(), "%s is a code without a constant", lit.Value)
			}
		})
	},
}

// mayHoldRules leaves out the demonstration, which writes records as they may be found.
func mayHoldRules(p *Package) bool { return !isOnlooker(p.Room()) && !isTool(p) }

func inConst(v Visit) bool {
	return slices.ContainsFunc(v.Stack, func(n ast.Node) bool {
		d, ok := n.(*ast.GenDecl)
		return ok && d.Tok == token.CONST
	})
}

// notCodes are named strings that hold no codes.
var notCodes = []string{"templates/component.constant"}

// codeType names the string type of the module that a type is, "" for others.
func codeType(m *Module, t types.Type) string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return ""
	}
	basic, ok := named.Underlying().(*types.Basic)
	path, ours := strings.CutPrefix(named.Obj().Pkg().Path(), m.Path+"/")
	name := path + "." + named.Obj().Name()
	if !ok || !ours || basic.Kind() != types.String || slices.Contains(notCodes, name) {
		return ""
	}
	return filepath.Base(name)
}

// comparedWithField reports whether a literal stands against a field that holds codes: compared, given,
// assigned, or as a case of a switch over it.
func comparedWithField(v Visit, lit *ast.BasicLit) bool {
	parent := v.Stack[len(v.Stack)-1]
	switch n := parent.(type) {
	case *ast.BinaryExpr:
		return (n.Op == token.EQL || n.Op == token.NEQ) && (isCodeField(n.X) || isCodeField(n.Y))
	case *ast.KeyValueExpr:
		id, ok := n.Key.(*ast.Ident)
		return ok && n.Value == lit && slices.Contains(codeFields, id.Name)
	case *ast.AssignStmt:
		for i, right := range n.Rhs {
			if right == lit && i < len(n.Lhs) && isCodeField(n.Lhs[i]) {
				return true
			}
		}
	case *ast.CaseClause:
		if len(v.Stack) > 2 {
			s, ok := v.Stack[len(v.Stack)-3].(*ast.SwitchStmt)
			return ok && s.Tag != nil && isCodeField(s.Tag)
		}
	}
	return false
}

func isCodeField(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return slices.Contains(codeFields, e.Sel.Name)
	case *ast.StarExpr:
		return isCodeField(e.X)
	}
	return false
}
