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

// codeColumns are names of columns whose values are codes of the program. The columns that a CHECK of a
// migration enumerates are added to them.
var codeColumns = []string{
	"action", "attendance", "direction", "every", "form", "kind", "level", "object", "outcome", "reason_code",
	"reviewer", "role", "source", "stage", "state", "step", "verdict",
}

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

var codeSQLRule = Rule{
	Name: "code-sql",
	Doc: `Codes reach SQL as arguments: no word in quotes is compared with, set to, or read as a column that holds
		a state, kind, role and the like. The columns are those that a CHECK of the migrations enumerates and those
		named in cmd/lint/code.go.`,
	Check: func(r *Run) {
		patterns := codePatterns(r.enumerated())
		r.Queries(func(q Query) {
			if !mayHoldRules(q.Visit.Package) && q.Visit.Package.Room() != "backup" {
				return
			}
			for _, pattern := range patterns {
				for _, at := range pattern.FindAllStringSubmatchIndex(q.Text, -1) {
					q.Report(r, at[0], "a code in SQL: %s", strings.Join(strings.Fields(q.Text[at[0]:at[1]]), " "))
				}
			}
			insertedCodes(r, q)
		})
	},
}

// enumerated are the columns of codes.
func (r *Run) enumerated() []string {
	columns := slices.Clone(codeColumns)
	enum := regexp.MustCompile(`(?i)\bCHECK\s*\(\s*(\w+)\s+IN\s*\(\s*'`)
	for _, text := range r.Texts {
		if strings.HasPrefix(text.Name, "internal/store/migration/") {
			for _, match := range enum.FindAllStringSubmatch(text.Content(), -1) {
				columns = append(columns, match[1])
			}
		}
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}

func codePatterns(columns []string) (patterns []*regexp.Regexp) {
	column := `\b(?:[a-z_]+\.)?(?:` + strings.Join(columns, "|") + `)\b`
	for _, pattern := range []string{
		column + `\s*(?:=|<>|!=|IN\s*\(|NOT IN\s*\()\s*'[a-z_0-9]+'`,
		`'[a-z_0-9]+'\s*(?:=|<>|!=)\s*` + column,
		`'[a-z_0-9]+'\s+(?:AS\s+)?` + column,
		`(?:COALESCE|NULLIF)\s*\(\s*` + column + `\s*,\s*'[a-z_0-9]+'`,
		`CASE\s+` + column + `\s+WHEN\s+'[a-z_0-9]+'`,
	} {
		patterns = append(patterns, regexp.MustCompile(pattern))
	}
	return patterns
}

var insert = regexp.MustCompile(`(?s)INSERT INTO\s+\w+\s*\(([^()]*)\)\s*(?:VALUES\s*\(|SELECT\s)(.*)`)

// insertedCodes reports words that an INSERT puts into a column of codes.
func insertedCodes(r *Run, q Query) {
	match := insert.FindStringSubmatchIndex(q.Text)
	if match == nil {
		return
	}
	columns := strings.Split(q.Text[match[2]:match[3]], ",")
	values := parted(q.Text[match[4]:match[5]])
	codes := r.enumerated()
	at := match[4]
	for i, value := range values {
		if i < len(columns) && slices.Contains(codes, strings.TrimSpace(columns[i])) {
			if quoted := strings.TrimSpace(value); len(quoted) > 2 && quoted[0] == '\'' && word.MatchString(strings.Trim(quoted, "'")) {
				q.Report(r, at, "a code in SQL: %s = %s", strings.TrimSpace(columns[i]), quoted)
			}
		}
		at += len(value) + 1
	}
}

// parted splits a list at its commas, not at those within brackets, up to the bracket that ends it.
func parted(list string) (values []string) {
	depth, begin := 0, 0
	for i, c := range list {
		switch c {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return append(values, list[begin:i])
			}
			depth--
		case ',':
			if depth == 0 {
				values = append(values, list[begin:i])
				begin = i + 1
			}
		}
	}
	return append(values, list[begin:])
}

var codeTemplateRule = Rule{
	Name: "code-template",
	Doc: `Templates compare with constants as well: no word in quotes beside a field named State, Kind, Role …, as
		a case of a switch over one, or as the key of a map of counts by state.`,
	Check: func(r *Run) {
		field := `\.(?:` + strings.Join(codeFields, "|") + `)`
		compared := regexp.MustCompile(field + `\s*(?:==|!=)\s*"[a-z][a-z_0-9]*"|"[a-z][a-z_0-9]*"\s*(?:==|!=)\s*[\w.]*` + field + `\b`)
		counted := regexp.MustCompile(`\b[Cc]ounts?\["[a-z][a-z_0-9]*"\]`)
		opens := regexp.MustCompile(`\bswitch\s+[\w.]*` + field + `\s*\{`)
		cases := regexp.MustCompile(`^\s*case\s+.*"[a-z][a-z_0-9]*"`)
		for _, text := range r.Texts {
			if filepath.Ext(text.Name) != ".templ" {
				continue
			}
			indent := -1 // of the switch over a field that is open
			for i, line := range text.Lines {
				for _, pattern := range []*regexp.Regexp{compared, counted} {
					for _, found := range pattern.FindAllString(line, -1) {
						r.At(text.Name, i+1, "a code in a template: %s", found)
					}
				}
				depth := len(line) - len(strings.TrimLeft(line, "\t"))
				switch {
				case opens.MatchString(line):
					indent = depth
				case indent >= 0 && depth == indent && cases.MatchString(line):
					r.At(text.Name, i+1, "a code in a template: %s", strings.TrimSpace(line))
				case indent >= 0 && depth <= indent && strings.TrimSpace(line) == "}":
					indent = -1
				}
			}
		}
	},
}
