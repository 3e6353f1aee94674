package main

import (
	"strings"
	"unicode/utf8"
)

// widest is how many characters a line may have. The house aims at 120.
const widest = 140

var widthRule = Rule{
	Name: "width",
	Doc: `Lines of Go, templates, scripts, stylesheets, SQL, shell, Makefiles and documents have up to 140 characters, a tab
		counting as one; aim at 120. Who reads two versions side by side, or a line that changed, sees all of it.
		Strings are broken with +, SQL is a raw string with one clause a line.`,
	Check: func(r *Run) {
		for _, text := range r.Texts {
			for i, line := range text.Lines {
				if n := utf8.RuneCountInString(line); n > widest && !strings.HasPrefix(line, "//go:") {
					r.At(text.Name, i+1, "%d characters", n)
				}
			}
		}
	},
}
