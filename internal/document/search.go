package document

import (
	"strings"
	"unicode"

	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// plain is a text as the search keeps it: small letters and digits without tone marks, everything else as
// spaces. Each engine would otherwise part words such as "1207-CV/BTCTW" in its own way.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return ' '
	}, viet.SearchKey(text))
}

// words are what the search finds a document by, besides the text of its files.
func (d Document) words() string {
	return plain(d.Symbol + " " + d.Author + " " + d.Kind + " " + d.Subject)
}

// reindex puts the words of a document into the search anew.
func (d Document) reindex(tx *gorm.DB) error {
	return tx.Model(&documentText{DocID: d.ID}).UpdateColumn("head", d.words()).Error
}

// bodyOf is the text of a document's files, as the search has it.
func bodyOf(tx *gorm.DB, id int64) (body string, err error) {
	var texts []string
	err = tx.Model(&documentText{}).Where("docid = ?", id).Pluck("body", &texts).Error
	return strings.Join(texts, ""), err
}

// setBody puts the text of a document's files into the search.
func setBody(tx *gorm.DB, id int64, text string) error {
	return tx.Model(&documentText{DocID: id}).UpdateColumn("body", plain(text)).Error
}

// mostWords is how many words are looked for at once; further ones are left out.
const mostWords = 12

// wordsOf are what the search looks for: every word of a text, its last one as the beginning of a word.
// Whatever is neither letter nor digit counts as a space, so the search's own language cannot be written.
func wordsOf(query string) []string {
	key := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return ' '
	}, viet.SearchKey(query))
	words := strings.Fields(key)
	return words[:min(len(words), mostWords)]
}
