package evaluation

import (
	"fmt"
	"math"
	"strings"

	"congthidua/internal/viet"
)

// YearRule says how months make a year: the mean of its months, or of its quarters.
type YearRule struct {
	By    string `yaml:"by"` // ByQuarters, or any other word for the mean of the months
	Legal string `yaml:"legal"`
	// Conditions cap the year's grade or, with an empty grade, leave the person unclassified.
	Conditions []Condition `yaml:"conditions,omitempty"`
}

// ByQuarters is the year rule in which every quarter weighs the same, however many of its months count.
// Any other word is the mean of the months.
const ByQuarters = "quarters"

// YearFacts are what a year's conditions may use besides the points.
type YearFacts struct {
	Known     int  // months that have a result or an excuse
	Worked    int  // months with a result
	Absent    int  // months not classified
	Maternity bool // some of them for maternity leave, whose time does not count against anybody
}

// yearEnv names the facts for the conditions; "ended" says that all twelve months are known.
func yearEnv(facts YearFacts) map[string]any {
	return map[string]any{
		"ended":     facts.Known == 12,
		"worked":    facts.Worked,
		"absent":    facts.Absent,
		"maternity": facts.Maternity,
	}
}

// Month is one month's result of a person. Grade is "" and Rank 0 where the person is not classified, or
// the result is not known yet.
type Month struct {
	Year, Month int
	Points      float64
	Grade       string
	Rank        int // of the grade in the framework of that month, 1 is the best
}

// YearResult is the outcome of a year with its figures.
type YearResult struct {
	Points   float64
	Grade    string // "" where not classified
	Rank     int    // of the grade, 1 is the best; 0 where not classified
	Months   int    // months that count
	ByGrade  GradeCounts
	Quarters [4]QuarterResult
	How      string
	Legal    string
	Reasons  []Reason // conditions that changed the grade
}

// QuarterResult is the mean of a quarter's months; Months 0 means that there is none.
type QuarterResult struct {
	Points float64
	Grade  string
	Months int
}

// YearOf applies the framework's year rule to the months with a result. Fewer than one month gives an empty
// result.
func (f *Framework) YearOf(months []Month, facts YearFacts) (YearResult, error) {
	r := YearResult{Legal: f.Year.Legal}
	var sums [4]float64
	total := 0.0
	for _, m := range months {
		if m.Grade == "" {
			continue
		}
		quarter := (m.Month - 1) / 3
		sums[quarter] += m.Points
		r.Quarters[quarter].Months++
		r.ByGrade.Add(m.Rank, m.Grade, 1)
		r.Months++
		total += m.Points
	}
	if r.Months == 0 {
		return r, nil
	}
	means := f.quarters(&r, sums)
	if f.Year.By == ByQuarters {
		r.Points = f.round(means.sum / float64(len(means.shown)))
		r.How = fmt.Sprintf("Bình quân %d quý: (%s) ÷ %d",
			len(means.shown), strings.Join(means.shown, " + "), len(means.shown))
	} else {
		r.Points = f.round(total / float64(r.Months))
		r.How = fmt.Sprintf("Bình quân %d tháng: %s ÷ %d",
			r.Months, viet.Points(math.Round(total*100)/100), r.Months)
	}
	r.Grade = f.gradeOf(r.Points)
	facts.Worked = r.Months
	err := f.yearConditions(&r, facts)
	r.Rank = f.GradeRank(r.Grade)
	return r, err
}

// quarterMeans are the means of the quarters that have months: their sum, and each as it is shown.
type quarterMeans struct {
	sum   float64
	shown []string
}

// quarters fills in the quarters' means, each with its grade.
func (f *Framework) quarters(r *YearResult, sums [4]float64) (means quarterMeans) {
	for i := range r.Quarters {
		q := &r.Quarters[i]
		if q.Months == 0 {
			continue
		}
		mean := sums[i] / float64(q.Months)
		q.Points = f.round(mean)
		q.Grade = f.gradeOf(q.Points)
		means.sum += mean
		means.shown = append(means.shown, viet.Points(q.Points))
	}
	return means
}

// yearConditions applies the year's conditions one after the other. One that cannot be evaluated is a
// defect of the framework and stops the reckoning.
func (f *Framework) yearConditions(r *YearResult, facts YearFacts) error {
	env := yearEnv(facts)
	for i, c := range f.Year.Conditions {
		holds, err := f.compiled.year[i].True(env)
		if err != nil {
			return fmt.Errorf("framework %s, year condition %q: %w", f.Code, c.When, err)
		}
		if !holds || c.Cap && f.GradeRank(r.Grade) >= f.GradeRank(c.Grade) {
			continue
		}
		r.Grade = c.Grade
		r.Reasons = append(r.Reasons, Reason{Text: c.Reason, Legal: c.Legal})
	}
	return nil
}
