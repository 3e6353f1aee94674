package document

import (
	"fmt"
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
