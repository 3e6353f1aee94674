package viet

import "strings"

// Clip shortens a text to at most so many characters; what is left out shows as "…".
func Clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// List joins what there is of parts by commas: "Trưởng phòng, Văn phòng".
func List(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}
