package main

import (
	"go/ast"
	"slices"
	"strings"
)

// pastCall are methods of echo.Context that read a form past call, which checks its token and cleans it.
var pastCall = []string{"Bind", "FormValue", "FormParams", "FormFile", "MultipartForm"}

var bindRule = Rule{
	Name: "bind",
	Doc: `Handlers read forms through call (Value, Number, Points …), which has checked the form's token and brought
		its text to one form. Bind, FormValue and the like of echo.Context go past that.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return
			}
			name := FullName(v.Package.Callee(call))
			method, ok := strings.CutPrefix(name, "(github.com/labstack/echo/v4.Context).")
			if ok && slices.Contains(pastCall, method) {
				r.Node(v, call.Pos(), "%s reads the form past call", method)
			}
		})
	},
}
