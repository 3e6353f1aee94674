package main

import "testing"

func TestCodeTemplateRule(t *testing.T) {
	try(t, codeTemplateRule, []sample{
		{
			name: "compared",
			source: `-- templates/work/a.templ --
package work

templ A(v Task) {
	if v.State == "open" && "closed" != v.Task.State {
		<p>{ v.Counts["open"] }</p>
	}
}
`,
			want: []string{
				`templates/work/a.templ:4: a code in a template: "closed" != v.Task.State`,
				`templates/work/a.templ:4: a code in a template: .State == "open"`,
				`templates/work/a.templ:5: a code in a template: Counts["open"]`,
			},
		},
		{
			name: "cases",
			source: `-- templates/work/a.templ --
package work

templ A(v Task) {
	switch v.State {
	case "open":
		<p></p>
	case work.Closed:
		<p></p>
	}
	switch v.Name {
	case "open":
		<p></p>
	}
}
`,
			want: []string{
				`templates/work/a.templ:5: a code in a template: case "open":`,
			},
		},
		{
			name: "constants",
			source: `-- templates/work/a.templ --
package work

templ A(v Task) {
	if v.State == work.Open || v.Title == "open" {
		<p class="open"></p>
	}
}
`,
		},
	})
}
