package store

import "strings"

var wildcards = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Contains is the condition that a column holds a text; its argument is Pattern of the text.
func Contains(column string) string { return column + ` LIKE ? ESCAPE '\'` }

// Pattern is what a column is held against by Contains: the text as it stands, in which % and _ are characters
// like any other.
func Pattern(text string) string { return "%" + wildcards.Replace(text) + "%" }
