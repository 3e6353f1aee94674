package main

import "testing"

func TestClassRule(t *testing.T) {
	try(t, classRule, []sample{
		{
			name: "used and unused",
			source: `-- static/css/a.css --
.sheet,
.card .name:hover {
  color: red;
}
.gone { color: red; }
@media (min-width: 30.5em) {
-- templates/work/a.templ --
package work

templ A() {
	<p class="sheet card"></p>
}
-- static/js/a.js --
n.classList.add("name");
`,
			want: []string{
				"static/css/a.css:5: no file of the program names class gone",
			},
		},
	})
}
