package main

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
)

// layoutText is a layout of package time with a month and a year, in quotes.
var layoutText = regexp.MustCompile(`["\x60][^"\x60]*(?:2006[-/.]0?1|\b0?1[-/.]2006)\b[^"\x60]*["\x60]`)

var dateLayoutRule = Rule{
	Name: "date-layout",
	Doc: `A day is written and read in one place: clock.Date and clock.Today for the database, package viet for what
		people read and write. A layout like "2006-01-02" elsewhere is a second spelling of the same, and the first
		one to miss the zone. Times of a day ("15:04") are free.`,
	Check: func(r *Run) {
		r.Each(func(v Visit, n ast.Node) {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || mayHoldLayouts(v.Package) {
				return
			}
			if layoutText.MatchString(lit.Value) {
				r.Node(v, lit.Pos(), "%s is a layout of dates", lit.Value)
			}
		})
		for _, text := range r.Texts {
			if filepath.Ext(text.Name) != ".templ" {
				continue
			}
			for i, line := range text.Lines {
				for _, found := range layoutText.FindAllString(line, -1) {
					r.At(text.Name, i+1, "%s is a layout of dates", found)
				}
			}
		}
	},
}

// mayHoldLayouts leaves out the packages that name the layouts, and those that are not shipped.
func mayHoldLayouts(p *Package) bool {
	return p.Room() == "clock" || p.Room() == "viet" || isOnlooker(p.Room()) || isTool(p)
}
