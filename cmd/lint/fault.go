package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

var sentinelRule = Rule{
	Name: "sentinel",
	Doc: `Errors are recognised by errors.Is and errors.As. == and type assertions see only the outermost error,
		and the store wraps every error with its use case.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			info := v.Package.Info
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op != token.EQL && n.Op != token.NEQ || isNil(info, n.X) || isNil(info, n.Y) {
					return
				}
				if isErrorValue(info, n.X) && isErrorValue(info, n.Y) {
					r.Node(v, n.Pos(), "errors are compared by %s", n.Op)
				}
			case *ast.SwitchStmt:
				if n.Tag != nil && isErrorValue(info, n.Tag) {
					r.Node(v, n.Pos(), "a switch compares errors")
				}
			case *ast.TypeAssertExpr:
				if isErrorValue(info, n.X) {
					r.Node(v, n.Pos(), "a type assertion on an error")
				}
			}
		})
	},
}

// isErrorValue reports whether an expression's type is the interface error.
func isErrorValue(info *types.Info, e ast.Expr) bool {
	t := info.TypeOf(e)
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func isNil(info *types.Info, e ast.Expr) bool { return info.Types[e].IsNil() }

// harmless are functions whose errors cannot happen or can be told to nobody.
var harmless = []string{
	"crypto/rand.Read", "fmt.Fprint", "fmt.Fprintf", "fmt.Fprintln", "fmt.Print", "fmt.Printf", "fmt.Println",
	"(*bytes.Buffer).Write", "(*bytes.Buffer).WriteByte", "(*bytes.Buffer).WriteRune",
	"(*bytes.Buffer).WriteString", "(*strings.Builder).Write", "(*strings.Builder).WriteByte",
	"(*strings.Builder).WriteRune", "(*strings.Builder).WriteString", "(io.Writer).Write",
}

var droppedRule = Rule{
	Name: "dropped",
	Doc: `No error is dropped: neither by a blank name, nor by a line that calls and takes nothing, nor by a query
		of GORM (Scan, Find, Exec …) whose .Error nobody reads. Where an error means nothing a comment on the line
		says why. Deferred calls are left to the reader.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			switch n := n.(type) {
			case *ast.AssignStmt:
				droppedByBlank(r, v, n)
			case *ast.ExprStmt:
				if call, ok := n.X.(*ast.CallExpr); ok {
					droppedByLine(r, v, call)
				}
			case *ast.FuncDecl:
				unreadResults(r, v, n)
			}
		})
	},
}

func droppedByBlank(r *Run, v Visit, n *ast.AssignStmt) {
	for i, t := range resultsOf(v.Package, n) {
		if i >= len(n.Lhs) || !isBlank(n.Lhs[i]) || !isError(t) && !isDB(t) || r.commented(v.File, n.Pos()) {
			continue
		}
		if call, ok := n.Rhs[0].(*ast.CallExpr); ok && !isHarmless(v.Package, call) {
			r.Node(v, n.Pos(), "the error of %s is dropped", calleeName(v.Package, call))
		}
	}
}

func droppedByLine(r *Run, v Visit, call *ast.CallExpr) {
	for _, t := range v.Package.results(call) {
		if t != nil && (isError(t) || isDB(t)) && !isHarmless(v.Package, call) && !r.commented(v.File, call.Pos()) {
			r.Node(v, call.Pos(), "the error of %s is dropped", calleeName(v.Package, call))
		}
	}
}

func isHarmless(p *Package, call *ast.CallExpr) bool {
	name := FullName(p.Callee(call))
	return slices.Contains(harmless, name) || strings.HasPrefix(name, "(hash.")
}

func calleeName(p *Package, call *ast.CallExpr) string {
	if f := p.Callee(call); f != nil {
		return shortName(FullName(f))
	}
	return "a function"
}

// unreadResults reports results of a finished GORM query that are kept and whose .Error is never read.
func unreadResults(r *Run, v Visit, f *ast.FuncDecl) {
	if f.Body == nil {
		return
	}
	info := v.Package.Info
	inner := v
	inner.Stack = append(slices.Clone(v.Stack), f)
	kept := map[types.Object]*ast.CallExpr{}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
			return true
		}
		id, isID := a.Lhs[0].(*ast.Ident)
		call, isCall := a.Rhs[0].(*ast.CallExpr)
		if isID && isCall && finishing(v.Package, call) && info.Defs[id] != nil {
			kept[info.Defs[id]] = call
		}
		return true
	})
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && n.Sel.Name == "Error" {
				delete(kept, info.Uses[id])
			}
		case *ast.CallExpr: // handed on: store.OneRow(result)
			for _, arg := range n.Args {
				if id, ok := arg.(*ast.Ident); ok {
					delete(kept, info.Uses[id])
				}
			}
		case *ast.ReturnStmt:
			for _, result := range n.Results {
				if id, ok := result.(*ast.Ident); ok {
					delete(kept, info.Uses[id])
				}
			}
		}
		return true
	})
	for _, call := range kept {
		r.Node(inner, call.Pos(), "nobody reads the error of %s", calleeName(v.Package, call))
	}
}

// finishers are the methods of GORM that run a statement.
var finishers = []string{
	"Create", "CreateInBatches", "Count", "Delete", "Exec", "Find", "First", "Last", "Pluck", "Scan", "Take",
	"Update", "UpdateColumn", "UpdateColumns", "Updates",
}

func finishing(p *Package, call *ast.CallExpr) bool {
	method, ok := strings.CutPrefix(FullName(p.Callee(call)), "(*gorm.io/gorm.DB).")
	return ok && slices.Contains(finishers, method)
}

var swallowedRule = Rule{
	Name: "swallowed",
	Doc: `An error that was seen is passed on. Under err != nil a loop does not go on and a function that returns
		errors does not return nil: the condition names the fault that is meant (errors.Is), or a comment on the line
		says why. err != nil && something lets every error pass for which something is false.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			branch, ok := n.(*ast.IfStmt)
			if !ok || r.commented(v.File, branch.Pos()) {
				return
			}
			err, alone := seenError(v.Package.Info, branch.Cond)
			switch {
			case err == nil:
			case !alone && !mentions(v.Package.Info, otherSide(branch.Cond), err):
				r.Node(v, branch.Cond.Pos(), "where the rest of the condition is false the error is swallowed")
			case mentions(v.Package.Info, branch.Body, err) || mentions(v.Package.Info, otherSide(branch.Cond), err):
			case goesOn(branch.Body):
				r.Node(v, branch.Pos(), "the loop goes on in spite of the error")
			case returnsNil(v, branch.Body) && !r.bodyCommented(v.File, branch.Body):
				r.Node(v, branch.Pos(), "nil is returned in spite of the error")
			}
		})
	},
}

// seenError finds err in the condition err != nil, also as a part of a sum; alone is false where && narrows
// it.
func seenError(info *types.Info, cond ast.Expr) (err types.Object, alone bool) {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return nil, false
	}
	switch b.Op {
	case token.NEQ:
		if id, ok := b.X.(*ast.Ident); ok && isNil(info, b.Y) && isErrorValue(info, id) {
			return info.Uses[id], true
		}
	case token.LOR:
		if err, alone = seenError(info, b.X); err == nil {
			err, alone = seenError(info, b.Y)
		}
		return err, alone
	case token.LAND:
		if err, alone = seenError(info, b.X); err != nil && alone {
			return err, false
		}
	}
	return nil, false
}

// otherSide is what stands beside err != nil, nil where it stands alone.
func otherSide(cond ast.Expr) ast.Node {
	if b, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) {
		return b.Y
	}
	return nil
}

func mentions(info *types.Info, n ast.Node, object types.Object) (found bool) {
	if n == nil {
		return false
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && info.Uses[id] == object {
			found = true
		}
		return !found
	})
	return found
}

// goesOn reports whether a body ends in continue.
func goesOn(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	branch, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && branch.Tok == token.CONTINUE
}

// returnsNil reports whether a body returns nil as the error of the function around it.
func returnsNil(v Visit, body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	back, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	if !ok || len(back.Results) == 0 || !isNil(v.Package.Info, back.Results[len(back.Results)-1]) {
		return false
	}
	for i := len(v.Stack) - 1; i >= 0; i-- {
		var results *ast.FieldList
		switch f := v.Stack[i].(type) {
		case *ast.FuncLit:
			results = f.Type.Results
		case *ast.FuncDecl:
			results = f.Type.Results
		default:
			continue
		}
		if results == nil || len(results.List) == 0 {
			return false
		}
		t := v.Package.Info.TypeOf(results.List[len(results.List)-1].Type)
		return t != nil && isError(t)
	}
	return false
}

// bodyCommented reports whether the last line of a body has a comment.
func (r *Run) bodyCommented(f *File, body *ast.BlockStmt) bool {
	return r.commented(f, body.List[len(body.List)-1].Pos())
}
