package main

import "testing"

func TestBindRule(t *testing.T) {
	try(t, bindRule, []sample{
		{
			name: "past call",
			source: `-- web/task.go --
package web

import "github.com/labstack/echo/v4"

type call struct{ echo.Context }

func f(c call) (string, error) {
	return c.FormValue("title"), c.Bind(nil)
}
`,
			want: []string{
				"web/task.go:8: Bind reads the form past call",
				"web/task.go:8: FormValue reads the form past call",
			},
		},
		{
			name: "through call",
			source: `-- web/task.go --
package web

import "github.com/labstack/echo/v4"

type call struct{ echo.Context }

func (c call) Value(name string) string { return c.Param(name) }

func f(c call) string { return c.Value("title") }
`,
		},
	})
}
