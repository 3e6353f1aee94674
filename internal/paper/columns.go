package paper

import (
	"strings"
	"unicode"
)

const (
	// sampled is how many rows of a long table are looked at for their longest words.
	sampled = 300
	// widest is the share of a table that one word may claim; a longer one is broken.
	widest = 0.35
)

// fitted gives each column its share of the width, but no less than its longest word needs, so that no
// date and no number is broken over two lines. measure is the width of a word, pad what a cell keeps free
// beside it, both in the unit of total.
func (t Table) fitted(total, pad float64, measure func(word string, strong bool) float64) []float64 {
	widths := t.widths(total)
	least := make([]float64, len(widths))
	look := func(column int, text string, strong bool) {
		for word := range strings.FieldsSeq(text) {
			least[column] = max(least[column], min(measure(word, strong)+pad, widest*total))
		}
	}
	for i, c := range t.Columns {
		look(i, c.Title, true)
	}
	for _, r := range t.Rows[:min(len(t.Rows), sampled)] {
		for _, c := range r.cells(len(t.Columns)) {
			if c.over == 1 {
				look(c.at, c.text, r.Strong)
			}
		}
	}
	missing, spare := 0.0, 0.0
	for i, w := range widths {
		missing += max(0, least[i]-w)
		spare += max(0, w-least[i])
	}
	if missing == 0 || spare == 0 {
		return widths
	}
	// Those that have more than they need give of it, each by its part.
	share := min(1, missing/spare)
	given := min(1, spare/missing)
	for i, w := range widths {
		if w < least[i] {
			widths[i] += (least[i] - w) * given
		} else {
			widths[i] -= (w - least[i]) * share
		}
	}
	return widths
}

// estimate is about how wide a word is in a type like Times, in the unit of size: for who sets the
// paper with fonts that are not at hand here.
func estimate(word string, strong bool, size float64) float64 {
	width := 0.0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			width += 0.72
		case unicode.IsLetter(r), unicode.IsDigit(r):
			width += 0.5
		case unicode.Is(unicode.Mn, r):
		default:
			width += 0.4
		}
	}
	if strong {
		width *= 1.07
	}
	return width * size
}
