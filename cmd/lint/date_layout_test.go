package main

import "testing"

func TestDateLayoutRule(t *testing.T) {
	try(t, dateLayoutRule, []sample{
		{
			name: "layouts with a year",
			source: `package work

import "time"

func f(t time.Time) string { return t.Format("2006-01-02") + t.Format("15:04 02/01/2006") + t.Format(` + "`" + `01.2006` + "`" + `) }
`,
			want: []string{
				`5: "15:04 02/01/2006" is a layout of dates`,
				`5: "2006-01-02" is a layout of dates`,
				"5: `01.2006` is a layout of dates",
			},
		},
		{
			name: "a template",
			source: `-- templates/work/a.templ --
package work

templ A(t time.Time) {
	<p>{ t.Format("02/01/2006") }</p>
	<p>{ t.Format("15:04") }</p>
}
`,
			want: []string{
				`templates/work/a.templ:4: "02/01/2006" is a layout of dates`,
			},
		},
		{
			name: "times of a day and other texts",
			source: `package work

import "time"

func f(t time.Time) string {
	return t.Format("15:04:05") + "Nghị định 2006" + "http://schemas.example/2006/main" + t.Format(time.DateOnly)
}
`,
		},
		{
			name: "clock and viet name them",
			source: `-- internal/clock/a.go --
package clock

const Date = "2006-01-02"
-- internal/viet/a.go --
package viet

const day = "02/01/2006"
`,
		},
	})
}
