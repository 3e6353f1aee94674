// Package emulation is what thi đua asks for: titles with their rules, the year's
// registrations, who meets which rule and why.
package emulation

import (
	"errors"
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

// Catalogue is an edition of the titles with their rules, as data.
type Catalogue struct {
	Code    string   `yaml:"code"`
	Name    string   `yaml:"name"`
	Legal   string   `yaml:"legal"`
	From    string   `yaml:"from"` // 2006-01-02
	Sources []string `yaml:"sources"`
	Note    string   `yaml:"note"`
	Titles  []Title  `yaml:"titles"` // the lowest first
}

// Title is an emulation title (danh hiệu thi đua).
type Title struct {
	Code    string `yaml:"code"`
	Name    string `yaml:"name"`
	Subject string `yaml:"subject"` // person or unit
	Level   string `yaml:"level"`   // base, province, nation
	Rules   []Rule `yaml:"rules"`
	Quota   *Quota `yaml:"quota"`
	Vote    Vote   `yaml:"vote"`
}

// Rule is one condition of a title. Its kind says which of the parameters it reads.
type Rule struct {
	Code  string  `yaml:"code"`
	Kind  string  `yaml:"kind"`
	Name  string  `yaml:"name"`
	Legal string  `yaml:"legal"`
	Grade string  `yaml:"grade"` // year_grade: the lowest grade that meets it
	Title string  `yaml:"title"` // meets, streak, member_share
	Years int     `yaml:"years"` // streak: how many in a row; initiative: how many years it counts
	Level string  `yaml:"level"` // initiative: the least effect
	Count int     `yaml:"count"` // initiative: how many
	Share float64 `yaml:"share"` // member_share: more than this
	From  string  `yaml:"from"`  // no_discipline: the lightest form that refuses
}

// Quota caps how many may have the title, as a share of those who have another.
type Quota struct {
	Of    string  `yaml:"of"`
	Share float64 `yaml:"share"`
	Legal string  `yaml:"legal"`
}

// Vote is how the council decides on the title.
type Vote struct {
	Secret bool    `yaml:"secret"`
	Share  float64 `yaml:"share"` // of all members, present or not
	Above  bool    `yaml:"above"` // more than the share, not at least
	Legal  string  `yaml:"legal"`
}

// Levels are the levels of titles and of initiatives' effect, the lowest first.
var Levels = []string{"base", "province", "nation"}

// LevelNames names the levels.
var LevelNames = map[string]string{"base": "cơ sở", "province": "tỉnh, ban, ngành", "nation": "toàn quốc"}

// ParseCatalogue reads a catalogue and checks that it holds together.
func ParseCatalogue(text string) (*Catalogue, error) {
	var c Catalogue
	if err := yaml.Unmarshal([]byte(text), &c); err != nil {
		return nil, fmt.Errorf("danh mục danh hiệu: %w", err)
	}
	var errs []error
	for _, t := range c.Titles {
		if t.Subject != "person" && t.Subject != "unit" || !slices.Contains(Levels, t.Level) || t.Name == "" {
			errs = append(errs, fmt.Errorf("danh hiệu %q: thiếu tên, đối tượng hoặc cấp", t.Code))
		}
		for _, r := range t.Rules {
			if kinds[r.Kind] == nil {
				errs = append(errs, fmt.Errorf("danh hiệu %q, điều kiện %q: không có loại %q", t.Code, r.Code, r.Kind))
			}
			if r.Title != "" && c.Title(r.Title) == nil {
				errs = append(errs, fmt.Errorf("danh hiệu %q, điều kiện %q: không có danh hiệu %q", t.Code, r.Code, r.Title))
			}
		}
	}
	return &c, errors.Join(errs...)
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
