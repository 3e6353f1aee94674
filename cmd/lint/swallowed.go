package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

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
			case !alone && !mentions(v.Package.Info, otherSide(branch.Cond), err) && !usedAfter(v, branch, err):
				r.Node(v, branch.Cond.Pos(), "where the rest of the condition is false the error is swallowed")
			case mentions(v.Package.Info, branch.Body, err) || mentions(v.Package.Info, otherSide(branch.Cond), err):
			case goesOn(branch.Body) && !r.bodyCommented(v.File, branch.Body):
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

// usedAfter reports whether the function around a condition reads the error once more after it.
func usedAfter(v Visit, branch *ast.IfStmt, err types.Object) (found bool) {
	f := v.Function()
	if f == nil {
		return false
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt: // what is assigned is not read
			for _, right := range n.Rhs {
				found = found || right.Pos() > branch.End() && mentions(v.Package.Info, right, err)
			}
			return false
		case *ast.Ident:
			found = found || n.Pos() > branch.End() && v.Package.Info.Uses[n] == err
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
