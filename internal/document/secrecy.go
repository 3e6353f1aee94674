package document

import (
	"regexp"
	"slices"
	"strings"

	"congthidua/internal/fault"

	"golang.org/x/text/unicode/norm"
)

// errSecret refuses what must not be in the portal.
func errSecret(mark string) error {
	return fault.Invalidf("secrecy", "Văn bản có dấu «%s» không được đưa vào phần mềm này: "+
		"đây là hệ thống cấp độ 2, không xử lý bí mật nhà nước. Hãy lập sổ riêng trên máy độc lập.", mark)
}

// refuseSecret refuses a document by the mark that was chosen, or that stands in what was typed.
func (d Document) refuseSecret(chosen string) error {
	if chosen != "" {
		return errSecret(chosen)
	}
	if mark, found := Secret(strings.Join([]string{d.Subject, d.Note, d.Symbol}, "\n")); found {
		return errSecret(mark)
	}
	return nil
}

// lineWords are the words of a line.
var lineWords = regexp.MustCompile(`\pL+`)

// The word that marks a state secret, and the words before it that make a higher degree of it.
const (
	secret     = "MẬT"
	topSecret  = "TỐI"
	mostSecret = "TUYỆT"
)

// Words beside "MẬT" that make something else of it: bảo mật, bí mật, mật mã, mật khẩu.
//
//locale:paper
var (
	before = []string{"BẢO", "BÍ", "CƠ", "THÂN", "ẨN"}
	after  = []string{"MÃ", "KHẨU", "THIẾT", "ĐỘ", "VỤ", "THƯ", "ONG"}
)

// Secret finds a mark of state secrecy in a text (Law on the protection of state secrets 2018, article 8),
// standing in capitals as it is stamped on a paper. Letters may be composed or not, as files hold both.
func Secret(text string) (mark string, found bool) {
	for line := range strings.Lines(norm.NFC.String(text)) {
		list := lineWords.FindAllString(line, -1)
		for i, word := range list {
			if word != secret {
				continue
			}
			previous, next := "", ""
			if i > 0 {
				previous = list[i-1]
			}
			if i+1 < len(list) {
				next = list[i+1]
			}
			switch {
			case previous == topSecret || previous == mostSecret:
				return previous + " " + secret, true
			case !slices.Contains(before, previous) && !slices.Contains(after, next):
				return secret, true
			}
		}
	}
	return "", false
}

// firstPageLength is how many characters at the top of a text count as its first page.
const firstPageLength = 1500

// firstPage is what stands at the top of a text, where a paper bears its marks.
func firstPage(text string) string {
	if runes := []rune(norm.NFC.String(text)); len(runes) > firstPageLength {
		return string(runes[:firstPageLength])
	}
	return text
}
