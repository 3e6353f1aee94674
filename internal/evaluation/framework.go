package evaluation

import (
	"cmp"
	"errors"
	"strings"

	"congthidua/internal/catalogue"
	"congthidua/internal/fault"
	"congthidua/internal/rule"

	"gopkg.in/yaml.v3"
)

// Framework is the body of a framework of criteria: everything that a decree can change.
type Framework struct {
	Kind           string `yaml:"kind,omitempty"` // of a transfer file; never written
	catalogue.Head `yaml:",inline"`
	Illustrative   bool        `yaml:"illustrative,omitempty"` // sub-criteria not found in a source
	Applies        string      `yaml:"applies"`                // condition over manager and kind
	Products       bool        `yaml:"products,omitempty"`     // the card lists products
	Groups         []Group     `yaml:"groups"`
	Formulas       []Formula   `yaml:"formulas"`
	Total          string      `yaml:"total"`
	Parts          []string    `yaml:"parts,omitempty"` // formulas shown as columns; empty: one per group
	Grades         []Grade     `yaml:"grades"`
	Conditions     []Condition `yaml:"conditions"`
	Quota          Quota       `yaml:"quota"`
	Year           YearRule    `yaml:"year"`

	compiled compiled
}

// Group is a group of criteria. Input "percent" marks criteria that are shares, not points.
type Group struct {
	Code     string      `yaml:"code"`
	Name     string      `yaml:"name"`
	Short    string      `yaml:"short"`
	Max      float64     `yaml:"max"`
	Input    string      `yaml:"input,omitempty"`
	Criteria []Criterion `yaml:"criteria"`
}

// Criterion is one line that is scored from 0 to Max.
type Criterion struct {
	Code string  `yaml:"code"`
	Name string  `yaml:"name"`
	Max  float64 `yaml:"max"`
}

// Formula computes one named figure; later formulas and the total may use its code.
// Show is how the figure explains itself, with {codes} filled in.
type Formula struct {
	Code    string  `yaml:"code"`
	Name    string  `yaml:"name"`
	Formula string  `yaml:"formula"`
	Show    string  `yaml:"show,omitempty"`
	Unit    string  `yaml:"unit,omitempty"`
	Hidden  bool    `yaml:"hidden,omitempty"`
	Short   string  `yaml:"short,omitempty"` // heading of its column, where it has one
	Max     float64 `yaml:"max,omitempty"`   // what it reaches at most, for the heading
}

// Grade is reached from From points on.
type Grade struct {
	Code string  `yaml:"code"`
	Name string  `yaml:"name"`
	From float64 `yaml:"from"`
}

// Condition forces a grade, whatever the points, or with Cap only forbids a better one.
type Condition struct {
	When   string `yaml:"when"`
	Grade  string `yaml:"grade"`
	Cap    bool   `yaml:"cap,omitempty"`
	Reason string `yaml:"reason"`
	Legal  string `yaml:"legal"`
}

type compiled struct {
	applies, total       *rule.Expression
	formulas, conditions []*rule.Expression
	year                 []*rule.Expression
}

// ParseFramework reads a framework's YAML and compiles it. What is wrong comes back as
// fault.Invalid, with the path of the place ("formulas[3].formula") as the field; the framework is nil where
// the text is no YAML of a framework.
func ParseFramework(text string) (*Framework, error) {
	var f Framework
	decoder := yaml.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		return nil, fault.Invalidf("file", "Không đọc được khung: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	f.Kind = ""
	return &f, f.Compile()
}

// ReadFramework reads a framework that may hold faults, as drafts do; they come back beside it, by place.
func ReadFramework(text string) (*Framework, fault.Fields, error) {
	f, err := ParseFramework(text)
	var invalid fault.Invalid
	if f != nil && errors.As(err, &invalid) {
		return f, invalid.Fields, nil
	}
	return f, nil, err
}

// Faults compiles a framework that was edited and returns what is wrong with it, by place.
func (f *Framework) Faults() fault.Fields {
	var invalid fault.Invalid
	if errors.As(f.Compile(), &invalid) {
		return invalid.Fields
	}
	return fault.Fields{}
}

// YAML writes the framework as ParseFramework reads it.
func (f *Framework) YAML() (string, error) {
	text, err := yaml.Marshal(f)
	return string(text), err
}

// GradeRank returns the place of a grade, 1 being the best; 0 if there is none such. Grades are compared by
// it, never by their codes.
func (f *Framework) GradeRank(code string) int {
	for i, g := range f.Grades {
		if g.Code == code {
			return i + 1
		}
	}
	return 0
}

// GradeAt returns the code of the grade with a rank, "" if there is none such.
func (f *Framework) GradeAt(rank int) string {
	if rank < 1 || rank > len(f.Grades) {
		return ""
	}
	return f.Grades[rank-1].Code
}

// Below returns the grade one step lower; that of the lowest is the lowest itself.
func (f *Framework) Below(code string) string {
	return f.GradeAt(min(f.GradeRank(code)+1, len(f.Grades)))
}

// GradeName returns the full name of a grade.
func (f *Framework) GradeName(code string) string {
	if rank := f.GradeRank(code); rank > 0 {
		return f.Grades[rank-1].Name
	}
	return ""
}

// Criterion finds a criterion by its code.
func (f *Framework) Criterion(code string) (Criterion, bool) {
	for _, g := range f.Groups {
		for _, c := range g.Criteria {
			if c.Code == code {
				return c, true
			}
		}
	}
	return Criterion{}, false
}

// Columns names the parts of the total that lists show beside it.
func (f *Framework) Columns() []Column {
	var columns []Column
	if len(f.Parts) == 0 {
		for _, g := range f.Groups {
			columns = append(columns, Column{Code: g.Code, Short: g.Short, Max: g.Max})
		}
		return columns
	}
	for _, code := range f.Parts {
		column := Column{Code: code}
		for _, formula := range f.Formulas {
			if formula.Code == code {
				column.Short, column.Max = cmp.Or(formula.Short, formula.Name), formula.Max
			}
		}
		for _, g := range f.Groups {
			if g.Code == code {
				column.Short, column.Max = g.Short, g.Max
			}
		}
		columns = append(columns, column)
	}
	return columns
}

// ShortLegal is the number of the rule without its date and author, for narrow places.
func (f *Framework) ShortLegal() string {
	short, _, _ := strings.Cut(f.Legal, " ngày ")
	return short
}

// Column is a part of the total as a column of a list.
type Column struct {
	Code, Short string
	Max         float64
}

// AppliesTo reports whether the framework is meant for such a person.
func (f *Framework) AppliesTo(manager bool, kind string) (bool, error) {
	env := f.exampleEnv()
	env["manager"], env["kind"] = manager, kind
	return f.compiled.applies.True(env)
}
