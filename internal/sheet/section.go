package sheet

import (
	"regexp"
	"strings"

	"congthidua/internal/locale"
	"congthidua/internal/viet"
)

var sectionNumber = regexp.MustCompile(`^\s*(?:[IVXLC]+|[A-Z]|\d{1,3})\s*[.)\-/:]\s*`)

// Section strips the number of a section and gives a name in capitals its usual spelling:
// 'I. PHÒNG TỔ CHỨC CÁN BỘ' is 'Phòng Tổ chức cán bộ'.
func Section(text string) string {
	text = viet.Clean(sectionNumber.ReplaceAllString(text, ""))
	if text != strings.ToUpper(text) {
		return text
	}
	words := strings.Fields(strings.ToLower(text))
	if len(words) > 1 && (words[0] == "phòng" || words[0] == "ban") {
		words[1] = locale.Title(words[1])
	}
	if len(words) > 0 {
		words[0] = locale.Title(words[0])
	}
	return strings.Join(words, " ")
}
