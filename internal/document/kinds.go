package document

import (
	"context"
	"errors"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/fault"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"
)

// Kind is a kind of document with the code of its register, or a book of incoming documents.
type Kind struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
}

// Catalogue is the kinds of documents and the books of incoming ones, as an edition says.
type Catalogue struct {
	Kinds []Kind `yaml:"kinds"`
	Books []Kind `yaml:"books"`
}

// parseCatalogue reads the body of an edition.
func parseCatalogue(body string) (*Catalogue, error) {
	var c Catalogue
	if err := yaml.Unmarshal([]byte(body), &c); err != nil {
		return nil, fmt.Errorf("%s: %w", CatalogueCode, err)
	}
	return &c, nil
}

// Catalogue returns the kinds and books in force today, for whoever may see documents.
func (s *Service) Catalogue(ctx context.Context, a access.Actor) (*Catalogue, error) {
	if _, err := sightOf(a); err != nil {
		return nil, err
	}
	return s.inForce(s.Store.Read(ctx))
}

// inForce returns the kinds and books in force today. While no edition is in force there are none.
func (s *Service) inForce(db *gorm.DB) (*Catalogue, error) {
	e, err := catalogue.Latest(db, CatalogueCode, s.today())
	if errors.Is(err, fault.ErrNotFound) {
		return &Catalogue{}, nil
	}
	if err != nil {
		return nil, err
	}
	return s.editions.Of(e, parseCatalogue)
}

// nameOf is the name of a code, "" where there is none.
func nameOf(list []Kind, code string) string {
	for _, k := range list {
		if k.Code == code {
			return k.Name
		}
	}
	return ""
}

// KindName is the name of a kind of document, "" where there is no such kind.
func (c *Catalogue) KindName(code string) string { return nameOf(c.Kinds, code) }

// BookName is the name of a book, "" where there is no such book.
func (c *Catalogue) BookName(code string) string { return nameOf(c.Books, code) }
