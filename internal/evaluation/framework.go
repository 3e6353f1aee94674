package evaluation

import (
	"cmp"
	"fmt"
	"strings"

	"congthidua/internal/fault"
	"congthidua/internal/rule"

	"gopkg.in/yaml.v3"
)

// Framework is the body of a framework of criteria: everything that a decree can change.
type Framework struct {
	Code         string      `yaml:"code"`
	Name         string      `yaml:"name"`
	Legal        string      `yaml:"legal"`
	Source       string      `yaml:"source,omitempty"`
	Illustrative bool        `yaml:"illustrative,omitempty"` // sub-criteria not found in a source
	From         string      `yaml:"from"`                   // first day in force, 2006-01-02
	To           string      `yaml:"to,omitempty"`           // last day in force, or ""
	Applies      string      `yaml:"applies"`                // condition over manager and kind
	Products     bool        `yaml:"products,omitempty"`     // the card lists products
	Groups       []Group     `yaml:"groups"`
	Formulas     []Formula   `yaml:"formulas"`
	Total        string      `yaml:"total"`
	Parts        []string    `yaml:"parts,omitempty"` // formulas shown as columns; empty: one per group
	Grades       []Grade     `yaml:"grades"`
	Conditions   []Condition `yaml:"conditions"`
	Quota        Quota       `yaml:"quota"`
	Year         YearRule    `yaml:"year"`

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
// fault.Invalid, with the path of the place ("formulas[3].formula") as the field.
func ParseFramework(text string) (*Framework, error) {
	var f Framework
	decoder := yaml.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		return nil, fault.Invalidf("body", "Không đọc được khung: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return &f, f.Compile()
}

// YAML writes the framework as ParseFramework reads it.
func (f *Framework) YAML() string {
	text, err := yaml.Marshal(f)
	if err != nil {
		return ""
	}
	return string(text)
}

// Compile checks the framework and prepares its expressions.
func (f *Framework) Compile() error {
	wrong := fault.Fields{}
	f.checkShape(wrong)
	env := f.exampleEnv()
	compile := func(place, source string) *rule.Expression {
		e, err := rule.Compile(source, env)
		if err != nil {
			wrong.Refuse(place, "Công thức «%s» sai ở %s", source, err.Error())
		}
		return e
	}
	f.compiled = compiled{applies: compile("applies", f.Applies)}
	for i, formula := range f.Formulas {
		f.compiled.formulas = append(f.compiled.formulas, compile(fmt.Sprintf("formulas[%d].formula", i), formula.Formula))
		env[formula.Code] = 0.0
	}
	f.compiled.total = compile("total", f.Total)
	for i, condition := range f.Conditions {
		f.compiled.conditions = append(f.compiled.conditions, compile(fmt.Sprintf("conditions[%d].when", i), condition.When))
		if f.GradeRank(condition.Grade) < 0 {
			wrong.Refuse(fmt.Sprintf("conditions[%d].grade", i), "Khung không có loại «%s»", condition.Grade)
		}
	}
	for i, condition := range f.Year.Conditions {
		place := fmt.Sprintf("year.conditions[%d]", i)
		e, err := rule.Compile(condition.When, yearEnv(YearFacts{}))
		if err != nil {
			wrong.Refuse(place+".when", "Công thức «%s» sai ở %s", condition.When, err.Error())
		}
		f.compiled.year = append(f.compiled.year, e)
		if condition.Grade != "" && f.GradeRank(condition.Grade) < 0 {
			wrong.Refuse(place+".grade", "Khung không có loại «%s»", condition.Grade)
		}
	}
	return wrong.Err()
}

func (f *Framework) checkShape(wrong fault.Fields) {
	if f.Name == "" {
		wrong.Refuse("name", "Khung phải có tên")
	}
	if len(f.From) != 10 {
		wrong.Refuse("from", "Ngày áp dụng phải có dạng 2026-01-31")
	}
	if len(f.Groups) == 0 || len(f.Grades) == 0 {
		wrong.Refuse("groups", "Khung phải có nhóm tiêu chí và các loại")
	}
	seen := map[string]bool{}
	for g, group := range f.Groups {
		sum := 0.0
		for c, criterion := range group.Criteria {
			place := fmt.Sprintf("groups[%d].criteria[%d]", g, c)
			if seen[criterion.Code] || criterion.Code == "" {
				wrong.Refuse(place, "Mã tiêu chí «%s» trống hoặc trùng", criterion.Code)
			}
			if criterion.Name == "" || criterion.Max <= 0 {
				wrong.Refuse(place, "Tiêu chí phải có tên và điểm tối đa lớn hơn 0")
			}
			seen[criterion.Code] = true
			sum += criterion.Max
		}
		if diff := sum - group.Max; diff > 0.001 || diff < -0.001 {
			wrong.Refuse(fmt.Sprintf("groups[%d].max", g), "Tổng điểm tối đa các tiêu chí của «%s» là %g, nhóm ghi %g", group.Name, sum, group.Max)
		}
	}
	for i := 1; i < len(f.Grades); i++ {
		if f.Grades[i].From >= f.Grades[i-1].From {
			wrong.Refuse(fmt.Sprintf("grades[%d].from", i), "Ngưỡng các loại phải giảm dần")
		}
	}
	if f.GradeRank(f.Quota.Grade) < 0 || f.Quota.Share <= 0 || f.Quota.Share > 1 || f.Quota.Special < f.Quota.Share || f.Quota.Special > 1 {
		wrong.Refuse("quota", "Hạn mức phải nêu loại và tỷ lệ từ 0 đến 1, mức đặc biệt không thấp hơn mức thường")
	}
}

// exampleEnv holds every name an expression may use, with a value of its type.
func (f *Framework) exampleEnv() map[string]any {
	return map[string]any{
		"group": func(string) float64 { return 0 }, "mark": func(string) float64 { return 0 },
		"products": []Product{}, "manager": false, "kind": "",
		"disciplined": false, "degraded": false, "corruption": false,
	}
}

// GradeRank returns the place of a grade, 0 being the best; -1 if there is none such.
func (f *Framework) GradeRank(code string) int {
	for i, g := range f.Grades {
		if g.Code == code {
			return i
		}
	}
	return -1
}

// GradeName returns the full name of a grade.
func (f *Framework) GradeName(code string) string {
	if i := f.GradeRank(code); i >= 0 {
		return f.Grades[i].Name
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
func (f *Framework) AppliesTo(manager bool, kind string) bool {
	env := f.exampleEnv()
	env["manager"], env["kind"] = manager, kind
	yes, err := f.compiled.applies.True(env)
	return err == nil && yes
}

// InForce reports whether the framework is in force on the day.
func (f *Framework) InForce(day string) bool {
	return f.From <= day && (f.To == "" || day <= f.To)
}
