package evaluation

import (
	"fmt"
	"math"
	"strings"

	"congthidua/internal/viet"
)

// YearRule says how months make a year: the mean of its months, or of its quarters.
type YearRule struct {
	By    string `yaml:"by"` // "months" or "quarters"
	Legal string `yaml:"legal"`
	// Conditions cap the year's grade or, with an empty grade, leave the person unclassified.
	Conditions []Condition `yaml:"conditions,omitempty"`
}

// YearFacts are what a year's conditions may use besides the points.
type YearFacts struct {
	Known     int  // months that have a result or an excuse
	Worked    int  // months with a result
	Absent    int  // months not classified
	Maternity bool // some of them for maternity leave, whose time does not count against anybody
}

// yearEnv names the facts for the conditions; "ended" says that all twelve months are known.
func yearEnv(y YearFacts) map[string]any {
	return map[string]any{"ended": y.Known == 12, "worked": y.Worked, "absent": y.Absent, "maternity": y.Maternity}
}

// Month is one month's result of a person; Grade is "" where not classified or not yet known.
type Month struct {
	Year, Month int
	Points      float64
	Grade       string
}

// YearResult is the outcome of a year with its figures.
type YearResult struct {
	Points   float64
	Grade    string
	Months   int            // months that count
	ByGrade  map[string]int // months by grade
	Quarters [4]QuarterResult
	How      string
	Legal    string
	Reasons  []Reason // conditions that changed the grade; Grade is "" where not classified
}

// QuarterResult is the mean of a quarter's months; Months 0 means that there is none.
type QuarterResult struct {
	Points float64
	Grade  string
	Months int
}

// YearOf applies the framework's year rule to the months with a result.
// Fewer than one month gives an empty result.
func (f *Framework) YearOf(months []Month, facts YearFacts) YearResult {
	r := YearResult{ByGrade: map[string]int{}, Legal: f.Year.Legal}
	var sums [4]float64
	total := 0.0
	for _, m := range months {
		if m.Grade == "" {
			continue
		}
		q := (m.Month - 1) / 3
		sums[q] += m.Points
		r.Quarters[q].Months++
		r.ByGrade[m.Grade]++
		r.Months++
		total += m.Points
	}
	if r.Months == 0 {
		return r
	}
	means := 0.0
	var shown []string
	for q := range r.Quarters {
		if n := r.Quarters[q].Months; n > 0 {
			mean := f.round(sums[q] / float64(n))
			r.Quarters[q].Points, r.Quarters[q].Grade = mean, f.gradeOf(mean)
			means += sums[q] / float64(n)
			shown = append(shown, viet.Points(mean))
		}
	}
	if f.Year.By == "quarters" {
		r.Points = f.round(means / float64(len(shown)))
		r.How = fmt.Sprintf("Bình quân %d quý: (%s) ÷ %d", len(shown), strings.Join(shown, " + "), len(shown))
	} else {
		r.Points = f.round(total / float64(r.Months))
		r.How = fmt.Sprintf("Bình quân %d tháng: %s ÷ %d", r.Months, viet.Points(math.Round(total*100)/100), r.Months)
	}
	r.Grade = f.gradeOf(r.Points)
	facts.Worked = r.Months
	f.yearConditions(&r, facts)
	return r
}

func (f *Framework) yearConditions(r *YearResult, facts YearFacts) {
	env := yearEnv(facts)
	for i, c := range f.Year.Conditions {
		holds, err := f.compiled.year[i].True(env)
		if err != nil || !holds || c.Cap && f.GradeRank(r.Grade) >= f.GradeRank(c.Grade) {
			continue
		}
		r.Grade = c.Grade
		r.Reasons = append(r.Reasons, Reason{Text: c.Reason, Legal: c.Legal})
	}
}
