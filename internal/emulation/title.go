package emulation

import (
	"fmt"

	"congthidua/internal/catalogue"

	"gopkg.in/yaml.v3"
)

// Catalogue is an edition of the titles with their rules, as data.
type Catalogue struct {
	catalogue.Head `yaml:",inline"`
	Titles         []Title `yaml:"titles"` // the lowest first
}

// Subject is who can have a title.
type Subject string

// The subjects of titles.
const (
	OfPerson Subject = "person"
	OfUnit   Subject = "unit"
)

// Title is an emulation title (danh hiệu thi đua).
type Title struct {
	Code    string  `yaml:"code"`
	Name    string  `yaml:"name"`
	Subject Subject `yaml:"subject"` // person or unit
	Level   string  `yaml:"level"`   // one of initiative.Levels
	Rules   []Rule  `yaml:"rules,omitempty"`
	Quota   *Quota  `yaml:"quota,omitempty"`
	Vote    Vote    `yaml:"vote"`
}

// Rule is one condition of a title. Its kind says which of the parameters it reads.
type Rule struct {
	Code  string   `yaml:"code"`
	Kind  RuleKind `yaml:"kind"`
	Name  string   `yaml:"name"`
	Legal string   `yaml:"legal"`
	Grade string   `yaml:"grade,omitempty"` // year_grade: the lowest grade that meets it
	Title string   `yaml:"title,omitempty"` // meets, streak, member_share
	Years int      `yaml:"years,omitempty"` // streak: how many in a row; initiative: how many years it counts
	Level string   `yaml:"level,omitempty"` // initiative: the least effect
	Count int      `yaml:"count,omitempty"` // initiative: how many; cluster_rank: the last place that meets it
	Share float64  `yaml:"share,omitempty"` // member_share: more than this
	Least int      `yaml:"least,omitempty"` // initiative: the author's least share in percent, 0 for any
	From  string   `yaml:"from,omitempty"`  // no_discipline: the lightest form that refuses
}

// Quota caps how many may have the title, as a share of those who have another.
type Quota struct {
	Of    string  `yaml:"of"`
	Share float64 `yaml:"share,omitempty"`
	Legal string  `yaml:"legal"`
}

// Vote is how the council decides on the title.
type Vote struct {
	Secret bool    `yaml:"secret"`
	Share  float64 `yaml:"share,omitempty"` // of all members, present or not
	Above  bool    `yaml:"above,omitempty"` // more than the share, not at least
	Legal  string  `yaml:"legal"`
}

// ParseCatalogue reads a catalogue and checks that it holds together.
func ParseCatalogue(text string) (*Catalogue, error) {
	var c Catalogue
	if err := yaml.Unmarshal([]byte(text), &c); err != nil {
		return nil, fmt.Errorf("danh mục danh hiệu: %w", err)
	}
	return &c, c.Check()
}

// YAML writes the catalogue as ParseCatalogue reads it.
func (c *Catalogue) YAML() (string, error) {
	text, err := yaml.Marshal(c)
	return string(text), err
}

// Title returns a title by its code, nil where there is none.
func (c *Catalogue) Title(code string) *Title {
	for i := range c.Titles {
		if c.Titles[i].Code == code {
			return &c.Titles[i]
		}
	}
	return nil
}
