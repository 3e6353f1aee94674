package main

import (
	"strings"
	"testing"
)

func TestWidthRule(t *testing.T) {
	wide, tooWide := strings.Repeat("đ", 140), strings.Repeat("đ", 141)
	try(t, widthRule, []sample{
		{
			name:   "characters, not bytes; a tab is one",
			source: "package work\n\n// " + wide[:len(wide)-6] + "\n//\t" + tooWide[:len(tooWide)-4] + "\n",
			want:   []string{"4: 142 characters"},
		},
		{
			name: "every kind of file that people write",
			source: "-- README.md --\n" + tooWide + "\n-- Makefile --\n" + tooWide + "\n-- static/css/a.css --\n" + tooWide +
				"\n-- static/js/a.js --\n" + tooWide + "\n-- templates/work/a.templ --\n" + tooWide +
				"\n-- internal/store/migration/0001_a.sql --\n" + tooWide + "\n-- cmd/assets/fetch.sh --\n" + tooWide + "\n",
			want: []string{
				"Makefile:1: 141 characters",
				"README.md:1: 141 characters",
				"cmd/assets/fetch.sh:1: 141 characters",
				"internal/store/migration/0001_a.sql:1: 141 characters",
				"static/css/a.css:1: 141 characters",
				"static/js/a.js:1: 141 characters",
				"templates/work/a.templ:1: 141 characters",
			},
		},
		{
			name: "data, generated templates and directives are apart",
			source: "-- data/a.yaml --\n" + tooWide + "\n-- templates/work/a_templ.go --\npackage work // " + tooWide +
				"\n-- web/a.go --\npackage web\n\n//go:embed " + tooWide + "\n",
		},
	})
}
