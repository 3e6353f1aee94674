package main

import (
	"path/filepath"
	"regexp"
	"strings"
)

// lastEnum is the last migration with enumerations in CHECKs, which SQLite cannot change in place.
const lastEnum = "0027"

var enumRule = Rule{
	Name: "enum-check",
	Doc: `New tables list no states, kinds or roles in a CHECK: the codes are typed constants of their room, and
		adding one must not rebuild a table. A unique key is an index with a name, so that its message can be told.`,
	Check: func(r *Run) {
		enum := regexp.MustCompile(`(?i)\bCHECK\s*\(\s*\w+\s+IN\s*\(\s*'`)
		unique := regexp.MustCompile(`(?i)^\s*(CONSTRAINT\s+\w+\s+)?UNIQUE\s*\(|^\s*\w+\s+(BIGINT|TEXT|\{\{\w+\}\})[^-]*\bUNIQUE\b`)
		for _, text := range r.Texts {
			number := filepath.Base(text.Name)
			if !strings.HasPrefix(text.Name, "internal/store/migration/") || len(number) < 4 || number[:4] <= lastEnum {
				continue
			}
			for i, line := range text.Lines {
				if enum.MatchString(line) {
					r.At(text.Name, i+1, "a CHECK lists codes")
				}
				if unique.MatchString(line) {
					r.At(text.Name, i+1, "a unique key without a name of its own")
				}
			}
		}
	},
}
