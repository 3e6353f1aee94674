package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"congthidua/data"

	"gopkg.in/yaml.v3"
)

// Kind is a kind of document with the code of its register.
type Kind struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
}

// Catalogue is the kinds of documents and the books of incoming ones.
type Catalogue struct {
	Kinds []Kind `yaml:"kinds"`
	Books []Kind `yaml:"books"`
}

// Shipped is the catalogue that comes with the portal.
var Shipped = sync.OnceValues(func() (*Catalogue, error) {
	text, err := data.Catalogue.ReadFile("catalogue/documents.yaml")
	if err != nil {
		return nil, err
	}
	var c Catalogue
	if err := yaml.Unmarshal(text, &c); err != nil {
		return nil, fmt.Errorf("documents.yaml: %w", err)
	}
	return &c, nil
})

// nameOf is the name of a code, "" where there is none.
func nameOf(list []Kind, code string) string {
	for _, k := range list {
		if k.Code == code {
			return k.Name
		}
	}
	return ""
}

// KindName is the name of a kind of document.
func (c *Catalogue) KindName(code string) string { return nameOf(c.Kinds, code) }

// BookName is the name of a book.
func (c *Catalogue) BookName(code string) string { return nameOf(c.Books, code) }

// words are the words of a line.
var words = regexp.MustCompile(`\pL+`)

// Words beside "MẬT" that make something else of it: bảo mật, bí mật, mật mã, mật khẩu.
//
//locale:paper
var (
	before = []string{"BẢO", "BÍ", "CƠ", "THÂN", "ẨN"}
	after  = []string{"MÃ", "KHẨU", "THIẾT", "ĐỘ", "VỤ", "THƯ", "ONG"}
)

// Secret finds a mark of state secrecy in a text, standing in capitals as it is stamped on a paper: such
// documents must not be in the portal, which is a system of level 2.
func Secret(text string) (mark string, found bool) {
	for line := range strings.Lines(text) {
		list := words.FindAllString(line, -1)
		for i, w := range list {
			if w != "MẬT" {
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
			case previous == "TỐI" || previous == "TUYỆT":
				return previous + " MẬT", true
			case !slices.Contains(before, previous) && !slices.Contains(after, next):
				return "MẬT", true
			}
		}
	}
	return "", false
}
