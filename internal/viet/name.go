// Package viet handles Vietnamese text: alphabetical order of names, search keys
// without tone marks, dates and numbers as offices write them, and amounts in words.
package viet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters is the Vietnamese alphabet in order, with the foreign letters f j w z
// where dictionaries put them.
const letters = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// letterRank maps a base letter to a byte that sorts in alphabetical order.
var letterRank = func() map[rune]byte {
	rank := make(map[rune]byte)
	for i, r := range []rune(letters) {
		rank[r] = byte('A' + i)
	}
	return rank
}()

// toneRank orders the tones as dictionaries do: level, huyền, hỏi, ngã, sắc, nặng.
var toneRank = map[rune]byte{'\u0300': '1', '\u0309': '2', '\u0303': '3', '\u0301': '4', '\u0323': '5'}

// Clean returns s in NFC with runs of white space made one space and the ends trimmed.
func Clean(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

// SortKey returns a string whose byte order is the order in which Vietnamese offices list
// people: by given name (the last word), then middle names, then family name; letters
// before tones. The key is plain ASCII, so any database sorts it alike.
func SortKey(fullName string) string {
	words := strings.Fields(strings.ToLower(norm.NFC.String(fullName)))
	if len(words) == 0 {
		return ""
	}
	ordered := []string{words[len(words)-1]}
	if len(words) > 2 {
		ordered = append(ordered, words[1:len(words)-1]...)
	}
	if len(words) > 1 {
		ordered = append(ordered, words[0])
	}
	keys := make([]string, len(ordered))
	for i, w := range ordered {
		keys[i] = wordKey(w)
	}
	return strings.Join(keys, " ")
}

// wordKey is the letters of one word, then its tones, so that all Hà stand before all Hạ.
func wordKey(word string) string {
	var base, tones strings.Builder
	for _, r := range word {
		letter, tone := splitTone(r)
		if rank, ok := letterRank[letter]; ok {
			base.WriteByte(rank)
			tones.WriteByte(tone)
		} else if letter < unicode.MaxASCII {
			base.WriteByte(byte(letter)) // #nosec G115 -- below 128, checked above
		}
	}
	return base.String() + "!" + tones.String()
}

// splitTone separates a letter from its tone mark: ấ is â with sắc.
func splitTone(r rune) (letter rune, tone byte) {
	tone = '0'
	var kept []rune
	for _, part := range norm.NFD.String(string(r)) {
		if t, ok := toneRank[part]; ok {
			tone = t
			continue
		}
		kept = append(kept, part)
	}
	composed := []rune(norm.NFC.String(string(kept)))
	if len(composed) == 0 {
		return r, tone
	}
	return composed[0], tone
}

// SearchKey returns s in lower case without any marks and with đ as d, single-spaced:
// 'Nguyễn Văn Ấn' and 'nguyen van an' have the same key.
func SearchKey(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(Clean(s))) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}
