package evaluation

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
)

// TestEveryCodeHasAName: each constant of a typed code is named for the screen.
func TestEveryCodeHasAName(t *testing.T) {
	t.Parallel()
	named := map[string]func(string) bool{
		"State":       func(code string) bool { return StateNames[State(code)] != "" },
		"PeriodState": func(code string) bool { return PeriodStateNames[PeriodState(code)] != "" },
		"AppealState": func(code string) bool { return AppealStateNames[AppealState(code)] != "" },
		"Step":        func(code string) bool { return StepNames[Step(code)] != "" },
	}
	file, err := parser.ParseFile(token.NewFileSet(), "state.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil || len(spec.Values) != 1 {
			return true
		}
		kind, isName := spec.Type.(*ast.Ident)
		value, isText := spec.Values[0].(*ast.BasicLit)
		if !isName || !isText || named[kind.Name] == nil {
			return true
		}
		code, err := strconv.Unquote(value.Value)
		if err != nil {
			t.Fatal(err)
		}
		found++
		if !named[kind.Name](code) {
			t.Errorf("%s %q has no name", kind.Name, code)
		}
		return true
	})
	if found < 28 {
		t.Errorf("only %d codes were found", found)
	}
}

// TestExcusesOfAbsencesBearTheirCodes: org writes the codes, rules read them here.
func TestExcusesOfAbsencesBearTheirCodes(t *testing.T) {
	t.Parallel()
	for _, kind := range []ExcuseKind{
		ExcuseLeave, ExcuseMaternity, ExcuseSick, ExcuseStudy, ExcuseSecondment, ExcuseArrival, ExcuseDeparture} {
		if absenceName(kind) == "" {
			t.Errorf("no absence has the code %q", kind)
		}
	}
	for _, kind := range []ExcuseKind{ExcuseTop, ExcuseNoFramework, ExcuseOther} {
		if absenceName(kind) != "" {
			t.Errorf("%q is an absence too", kind)
		}
	}
}
