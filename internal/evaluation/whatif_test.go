package evaluation

import "testing"

func sampleYear(t *testing.T, name string, missing []int, points ...float64) Yearly {
	t.Helper()
	f := shipped(t, name)
	y := Yearly{framework: f, Missing: missing, facts: YearFacts{Known: len(points)}, counted: monthsOf(f, points...)}
	y.YearResult = yearOf(t, f, y.counted, y.facts)
	return y
}

func yearOf(t *testing.T, f *Framework, months []Month, facts YearFacts) YearResult {
	t.Helper()
	r, err := f.YearOf(months, facts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// second is what would bring the year to the second grade.
func second(t *testing.T, y Yearly) WhatIf {
	t.Helper()
	w, err := y.WhatIf(2)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestWhatIfIsTheLeastThatSuffices: with what it says the year reaches the grade, with a hundredth
// less it does not.
func TestWhatIfIsTheLeastThatSuffices(t *testing.T) {
	for name, y := range map[string]Yearly{
		"mean of months":   sampleYear(t, "qd3814", nil, 65, 66, 67, 80, 60, 70, 62, 66, 69, 71, 70, 68),
		"mean of quarters": sampleYear(t, "nd335-staff", nil, 65, 66, 67, 80, 60, 70, 62, 66, 69, 71),
		"months to come":   sampleYear(t, "qd3814", []int{11, 12}, 65, 66, 67, 80, 60, 70, 62, 66, 69, 71),
	} {
		t.Run(name, func(t *testing.T) {
			w := second(t, y)
			if !w.Possible || w.Floor == 0 {
				t.Fatalf("%+v", w)
			}
			rank := func(floor float64) int { return yearOf(t, y.framework, raised(w.Months, floor), y.facts).Rank }
			if rank(w.Floor) != 2 || rank(w.Floor-0.01) == 2 {
				t.Errorf("a floor of %v comes to grade %d, a hundredth less to %d", w.Floor, rank(w.Floor), rank(w.Floor-0.01))
			}
			if w.Grade != y.framework.Grades[1].Code {
				t.Errorf("the grade is %s", w.Grade)
			}
			for _, m := range w.Months {
				if m.Below != (m.Missing || m.Points < w.Floor) {
					t.Errorf("month %d with %v and the floor %v", m.Month.Month, m.Points, w.Floor)
				}
				if m.Alone == 0 || m.Missing {
					continue
				}
				alone := func(points float64) int {
					months := raised(w.Months, 0)
					months[m.Month.Month-1].Points = points
					return yearOf(t, y.framework, months, y.facts).Rank
				}
				if alone(m.Alone) != 2 || alone(m.Alone-0.01) == 2 {
					t.Errorf("month %d alone: %v comes to grade %d", m.Month.Month, m.Alone, alone(m.Alone))
				}
			}
		})
	}
}

// TestWhatIfSaysWhenNothingHelps: fewer than six months of work are not classified whatever they are.
func TestWhatIfSaysWhenNothingHelps(t *testing.T) {
	y := sampleYear(t, "qd3814", nil, 90, 90, 90)
	y.facts.Known, y.facts.Absent = 12, 9
	if w := second(t, y); w.Possible || len(w.Why) == 0 {
		t.Errorf("%+v", w)
	}
	if w := second(t, Yearly{}); w.Possible {
		t.Error("possible without any month")
	}
}

// TestWhatIfOfAHopelessMonth: no points of one month alone lift a year that is far away.
func TestWhatIfOfAHopelessMonth(t *testing.T) {
	y := sampleYear(t, "qd3814", nil, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 100)
	w := second(t, y)
	if !w.Possible || w.Months[0].Alone != 0 || !w.Months[0].Below || w.Months[11].Below {
		t.Errorf("%+v", w)
	}
}

// TestAMonthAtTheFloorIsNotBelowIt, and one a hundredth less is.
func TestAMonthAtTheFloorIsNotBelowIt(t *testing.T) {
	w := second(t, sampleYear(t, "qd3814", nil, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 69.99))
	if w.Floor != 70 || w.Months[0].Below || !w.Months[11].Below {
		t.Errorf("%+v", w)
	}
}
