package evaluation

import (
	"math"
	"strconv"
	"strings"

	"congthidua/internal/rule"
	"congthidua/internal/viet"
)

// Circumstances are facts about the person that can force or cap a grade.
type Circumstances struct {
	Manager     bool   `json:"manager,omitempty"`
	Kind        string `json:"kind,omitempty"`
	Disciplined bool   `json:"disciplined,omitempty"` // reprimand or more, on duty, this year
	Discipline  string `json:"discipline,omitempty"`  // the decision behind it
	Degraded    bool   `json:"degraded,omitempty"`
	Corruption  bool   `json:"corruption,omitempty"`
}

// Result is a total and grade together with all that made them.
type Result struct {
	Points  float64            // rounded to two decimals, never up across a threshold
	Earned  string             // the grade by points alone
	Grade   string             // the grade after the conditions
	Parts   map[string]float64 // every named figure
	Steps   []Figure           // the way to Points, line by line
	Reasons []Reason           // why the grade is what it is
	Next    *Next              // what would reach the next better grade
}

// Figure is one line of the explanation: a value and how it came about.
type Figure struct {
	Name, Unit, How string
	Value           float64
}

// Reason is a rule that decided the grade, with its legal source.
type Reason struct{ Text, Legal string }

// Next says how many points are missing to a better grade.
type Next struct {
	Grade, Name string
	Missing     float64
}

// Evaluate computes a sheet under the framework.
func (f *Framework) Evaluate(s Sheet, about Circumstances) (Result, error) {
	env := f.exampleEnv()
	env["mark"] = func(code string) float64 { return s.Marks[code] }
	env["group"] = func(code string) float64 { return f.groupSum(code, s) }
	env["products"] = s.Products
	env["manager"], env["kind"] = about.Manager, about.Kind
	env["disciplined"], env["degraded"], env["corruption"] = about.Disciplined, about.Degraded, about.Corruption

	result := Result{Parts: make(map[string]float64, len(f.Formulas))}
	for i, formula := range f.Formulas {
		x, err := f.compiled.formulas[i].Number(env)
		if err != nil {
			return Result{}, err
		}
		env[formula.Code], result.Parts[formula.Code] = x, x
		if !formula.Hidden {
			result.Steps = append(result.Steps, Figure{
				Name: formula.Name, Unit: formula.Unit, Value: x, How: f.explain(formula, s, result.Parts)})
		}
	}
	total, err := f.compiled.total.Number(env)
	if err != nil {
		return Result{}, err
	}
	if s.Adjust != 0 {
		result.Steps = append(result.Steps, Figure{Name: "Người đánh giá điều chỉnh", Value: s.Adjust,
			How: viet.Points(total) + " " + viet.Signed(s.Adjust) + " → " + viet.Points(total+s.Adjust)})
	}
	result.Points = f.round(math.Min(fullPoints, math.Max(0, total+s.Adjust)))
	result.Earned = f.gradeOf(result.Points)
	return f.decide(result, env, about)
}

func (f *Framework) groupSum(code string, s Sheet) float64 {
	sum := 0.0
	for _, g := range f.Groups {
		if g.Code == code {
			for _, c := range g.Criteria {
				sum += s.Marks[c.Code]
			}
		}
	}
	return sum
}

func (f *Framework) explain(formula Formula, s Sheet, figures map[string]float64) string {
	if formula.Show != "" {
		return rule.Fill(formula.Show, figures)
	}
	for _, g := range f.Groups {
		if formula.Formula != `group("`+g.Code+`")` {
			continue
		}
		marks := make([]string, len(g.Criteria))
		for i, c := range g.Criteria {
			marks[i] = viet.Points(s.Marks[c.Code])
		}
		return strings.Join(marks, " + ") + " (tối đa " + viet.Points(g.Max) + ")"
	}
	return rule.Show(formula.Formula, figures)
}

// round keeps two decimals, as points are shown, but cuts instead of rounding where rounding
// would lift the total over a grade's threshold: 89.996 is 89.99 and stays below 90.
func (f *Framework) round(x float64) float64 {
	x = math.Round(x*1e9) / 1e9 // drop the dust of binary fractions before the comparison
	rounded := math.Round(x*100) / 100
	if f.gradeOf(rounded) != f.gradeOf(x) {
		return math.Floor(x*100) / 100
	}
	return rounded
}

func (f *Framework) gradeOf(points float64) string {
	for _, g := range f.Grades {
		if points >= g.From {
			return g.Code
		}
	}
	return f.Grades[len(f.Grades)-1].Code
}

// decide applies the conditions to the grade earned by points.
func (f *Framework) decide(r Result, env map[string]any, about Circumstances) (Result, error) {
	r.Grade = r.Earned
	rank := f.GradeRank(r.Earned)
	r.Reasons = append(r.Reasons, Reason{
		Text:  viet.Points(r.Points) + " điểm: " + f.band(rank) + " → " + r.Earned + ", " + f.GradeName(r.Earned),
		Legal: f.Legal,
	})
	for i, c := range f.Conditions {
		holds, err := f.compiled.conditions[i].True(env)
		if err != nil {
			return Result{}, err
		}
		if !holds || c.Cap && f.GradeRank(r.Grade) >= f.GradeRank(c.Grade) {
			continue
		}
		text := c.Reason
		if about.Discipline != "" {
			text += " (" + about.Discipline + ")"
		}
		r.Grade = c.Grade
		r.Reasons = append(r.Reasons, Reason{Text: text + " → " + c.Grade + ", " + f.GradeName(c.Grade), Legal: c.Legal})
	}
	if rank > 1 && r.Grade == r.Earned {
		better := f.Grades[rank-2]
		r.Next = &Next{Grade: better.Code, Name: better.Name, Missing: round2(better.From - r.Points)}
	}
	return r, nil
}

// band writes the range of points of the grade with a rank: 'từ 70 đến dưới 90'.
func (f *Framework) band(rank int) string {
	from := "từ " + viet.Points(f.Grades[rank-1].From)
	switch rank {
	case 1:
		return from + " trở lên"
	case len(f.Grades):
		return "dưới " + viet.Points(f.Grades[rank-2].From)
	}
	return from + " đến dưới " + viet.Points(f.Grades[rank-2].From)
}

// PartsText keeps the columns' figures compactly beside the card: "16.9|60|7.6".
func (f *Framework) PartsText(r Result) string {
	columns := f.Columns()
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = strconv.FormatFloat(math.Round(r.Parts[c.Code]*100)/100, 'f', -1, 64)
	}
	return strings.Join(parts, "|")
}
