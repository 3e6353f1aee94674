package main

import (
	"path/filepath"
	"regexp"
	"strings"
)

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
