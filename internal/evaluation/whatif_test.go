package evaluation

import (
	"testing"

	"congthidua/data"
)

func sampleYear(t *testing.T, name string, missing []int, points ...float64) Yearly {
	t.Helper()
	text, err := data.Catalogue.ReadFile("catalogue/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFramework(string(text))
	if err != nil {
		t.Fatal(err)
	}
	y := Yearly{framework: f, Missing: missing, facts: YearFacts{Known: len(points)}}
	for i, p := range points {
		y.counted = append(y.counted, Month{Month: i + 1, Points: p, Grade: f.gradeOf(p)})
	}
	y.YearResult = f.YearOf(y.counted, y.facts)
	return y
}

// TestWhatIfIsTheLeastThatSuffices: with what it says the year reaches the grade, with a hundredth
// less it does not.
func TestWhatIfIsTheLeastThatSuffices(t *testing.T) {
	for name, y := range map[string]Yearly{
		"mean of months":   sampleYear(t, "framework-qd3814.yaml", nil, 65, 66, 67, 80, 60, 70, 62, 66, 69, 71, 70, 68),
		"mean of quarters": sampleYear(t, "framework-nd335-staff.yaml", nil, 65, 66, 67, 80, 60, 70, 62, 66, 69, 71),
		"months to come":   sampleYear(t, "framework-qd3814.yaml", []int{11, 12}, 65, 66, 67, 80, 60, 70, 62, 66, 69, 71),
	} {
		t.Run(name, func(t *testing.T) {
			w := y.WhatIf("B")
			if !w.Possible || w.Floor == 0 {
				t.Fatalf("%+v", w)
			}
			grade := func(floor float64) string { return y.framework.YearOf(raised(w.Months, floor), y.facts).Grade }
			if grade(w.Floor) != "B" || grade(w.Floor-0.01) == "B" {
				t.Errorf("a floor of %v comes to %s, a hundredth less to %s", w.Floor, grade(w.Floor), grade(w.Floor-0.01))
			}
			for _, m := range w.Months {
				if m.Below != (m.Missing || m.Points < w.Floor) {
					t.Errorf("month %d with %v and the floor %v", m.Month.Month, m.Points, w.Floor)
				}
				if m.Alone == 0 || m.Missing {
					continue
				}
				alone := func(points float64) string {
					months := raised(w.Months, 0)
					months[m.Month.Month-1].Points = points
					return y.framework.YearOf(months, y.facts).Grade
				}
				if alone(m.Alone) != "B" || alone(m.Alone-0.01) == "B" {
					t.Errorf("month %d alone: %v comes to %s", m.Month.Month, m.Alone, alone(m.Alone))
				}
			}
		})
	}
}

// TestWhatIfSaysWhenNothingHelps: fewer than six months of work are not classified whatever they are.
func TestWhatIfSaysWhenNothingHelps(t *testing.T) {
	y := sampleYear(t, "framework-qd3814.yaml", nil, 90, 90, 90)
	y.facts.Known, y.facts.Absent = 12, 9
	if w := y.WhatIf("B"); w.Possible || len(w.Why) == 0 {
		t.Errorf("%+v", w)
	}
	if w := (Yearly{}).WhatIf("B"); w.Possible {
		t.Error("possible without any month")
	}
}

// TestWhatIfOfAHopelessMonth: no points of one month alone lift a year that is far away.
func TestWhatIfOfAHopelessMonth(t *testing.T) {
	y := sampleYear(t, "framework-qd3814.yaml", nil, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 100)
	w := y.WhatIf("B")
	if !w.Possible || w.Months[0].Alone != 0 || !w.Months[0].Below || w.Months[11].Below {
		t.Errorf("%+v", w)
	}
}
