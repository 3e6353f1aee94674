// Package code makes the codes that stand printed on certificates and invitations: short enough to be
// typed from paper, too many to be guessed.
package code

import (
	"crypto/rand"
	"strings"
)

// letters are those of a code: none that is mistaken for another.
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// length gives 30^10 codes, 49 bits.
const length = 10

// New makes a code.
func New() string {
	raw := make([]byte, length)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	for i, b := range raw {
		raw[i] = letters[int(b)%len(letters)]
	}
	return string(raw)
}

// Show writes a code in two halves, as it is read out.
func Show(code string) string { return code[:length/2] + "-" + code[length/2:] }

// Parse reads what somebody typed: with or without the hyphen, in capitals or not.
func Parse(text string) (code string, ok bool) {
	code = strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(text), "-", ""))
	return code, len(code) == length && strings.Trim(code, letters) == ""
}
