package component

import "github.com/a-h/templ"

// Line are the attributes of a text of at most so many characters.
func Line(most int, required bool) templ.Attributes {
	return templ.Attributes{"maxlength": Itoa(most), "required": required}
}

// AtMost are those of a text that may be missing.
func AtMost(most int) templ.Attributes { return Line(most, false) }

// Needed are those of a text that must be there.
func Needed(most int) templ.Attributes { return Line(most, true) }

// Lines are those of a text of several lines.
func Lines(most, rows int, required bool) templ.Attributes {
	attributes := Line(most, required)
	attributes["rows"] = Itoa(rows)
	return attributes
}

// The keyboards that a phone shows for a number.
const (
	Digits   = "numeric" // without decimals
	Decimals = "decimal"
)

// Figure are those of a number of at most so many characters; keyboard is Digits or Decimals.
func Figure(most int, keyboard string, required bool) templ.Attributes {
	attributes := Line(most, required)
	attributes["inputmode"] = keyboard
	return attributes
}
