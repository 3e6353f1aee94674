package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var classRule = Rule{
	Name: "class",
	Doc: `Every class of the stylesheets is written out where it is used, in a template, in Go or in a script, so
		that a search finds it. A class that is found nowhere is either not used or put together from pieces.`,
	Check: func(r *Run) {
		used := map[string]bool{}
		names := regexp.MustCompile(`[A-Za-z][\w-]*`)
		for _, text := range r.Texts {
			if !strings.HasPrefix(text.Name, "cmd/") && slices.Contains([]string{".templ", ".go", ".js"}, filepath.Ext(text.Name)) {
				for _, name := range names.FindAllString(text.Content(), -1) {
					used[name] = true
				}
			}
		}
		class := regexp.MustCompile(`\.([A-Za-z][\w-]*)`)
		for _, text := range r.Texts {
			if filepath.Ext(text.Name) != ".css" {
				continue
			}
			for i, line := range text.Lines {
				for _, match := range class.FindAllStringSubmatch(selectors(line), -1) {
					if !used[match[1]] && !r.excused(match[1]) {
						r.At(text.Name, i+1, "no file of the program names class %s", match[1])
					}
				}
			}
		}
	},
}

// selectors is the part of a line of CSS in which classes stand: all of a list of selectors, and what stands
// before a brace.
func selectors(line string) string {
	if before, _, ok := strings.Cut(line, "{"); ok {
		if strings.HasPrefix(strings.TrimSpace(before), "@") {
			return ""
		}
		return before
	}
	if strings.HasSuffix(line, ",") && !strings.Contains(line, ":") {
		return line
	}
	return ""
}
