package evaluation

import (
	"strings"
	"testing"
)

// monthsOf are the months of a year from January on, with their grades under the framework.
func monthsOf(f *Framework, points ...float64) (list []Month) {
	for i, p := range points {
		grade := f.gradeOf(p)
		list = append(list, Month{Year: 2026, Month: i + 1, Points: p, Grade: grade, Rank: f.GradeRank(grade)})
	}
	return list
}

func TestTheYearIsTheMeanOfTheMonthsThereAre(t *testing.T) {
	t.Parallel()
	f := shipped(t, "qd3814")
	for name, test := range map[string]struct {
		points []float64
		mean   float64
		grade  string
		how    string
	}{
		"no month":      {nil, 0, "", ""},
		"one month":     {[]float64{90}, 90, "A", "Bình quân 1 tháng: 90 ÷ 1"},
		"three months":  {[]float64{90, 80, 70}, 80, "B", "Bình quân 3 tháng: 240 ÷ 3"},
		"eleven months": {[]float64{69, 69, 69, 69, 69, 69, 69, 69, 69, 69, 69}, 69, "C", "Bình quân 11 tháng: 759 ÷ 11"},
		"twelve months": {[]float64{92, 92, 80, 80, 92, 92, 60, 80, 92, 80, 92, 92}, 85.33, "B", "Bình quân 12 tháng: 1024 ÷ 12"},
		"never rounded up across a threshold": {
			[]float64{89.99, 90, 90}, 89.99, "B", "Bình quân 3 tháng: 269,99 ÷ 3"},
	} {
		t.Run(name, func(t *testing.T) {
			y, err := f.YearOf(monthsOf(f, test.points...), YearFacts{Known: len(test.points)})
			if err != nil || y.Points != test.mean || y.Grade != test.grade || y.How != test.how || y.Months != len(test.points) {
				t.Errorf("%v %q, «%s», %d months: %v", y.Points, y.Grade, y.How, y.Months, err)
			}
			if y.Rank != f.GradeRank(test.grade) {
				t.Errorf("rank %d", y.Rank)
			}
		})
	}
	t.Run("months without a result do not count", func(t *testing.T) {
		months := monthsOf(f, 90, 10, 80)
		months[1].Grade = ""
		y, err := f.YearOf(months, YearFacts{})
		if err != nil || y.Points != 85 || y.Months != 2 || y.ByGrade.String() != "1 A, 1 B" {
			t.Errorf("%+v: %v", y, err)
		}
	})
}

// TestQuartersWeighTheSame: under NĐ 335 an incomplete quarter weighs as much as a full one.
func TestQuartersWeighTheSame(t *testing.T) {
	t.Parallel()
	f := shipped(t, "nd335-staff")
	y, err := f.YearOf(monthsOf(f, 92, 92, 80, 80), YearFacts{Known: 4})
	if err != nil || y.Points != 84 || y.Grade != "HTTNV" || y.How != "Bình quân 2 quý: (88 + 80) ÷ 2" {
		t.Errorf("%v %s «%s»: %v", y.Points, y.Grade, y.How, err)
	}
	if q := y.Quarters[0]; q.Points != 88 || q.Months != 3 || q.Grade != "HTTNV" {
		t.Errorf("the first: %+v", q)
	}
	if q := y.Quarters[1]; q.Points != 80 || q.Months != 1 || y.Quarters[2].Months != 0 {
		t.Errorf("the second: %+v", q)
	}
}

func TestYearsOfLongAbsence(t *testing.T) {
	t.Parallel()
	f := shipped(t, "nd335-staff")
	for name, test := range map[string]struct {
		worked    int
		facts     YearFacts
		grade     string
		explained bool
	}{
		"a whole year":             {12, YearFacts{Known: 12}, "HTXSNV", false},
		"two months away":          {10, YearFacts{Known: 12, Absent: 2}, "HTXSNV", false},
		"three months away":        {9, YearFacts{Known: 12, Absent: 3}, "HTNV", true},
		"six months of work":       {6, YearFacts{Known: 12, Absent: 6}, "HTXSNV", false},
		"five months of work":      {5, YearFacts{Known: 12, Absent: 7}, "", true},
		"five, away for maternity": {5, YearFacts{Known: 12, Absent: 7, Maternity: true}, "HTXSNV", false},
		"the year is not over":     {5, YearFacts{Known: 5}, "HTXSNV", false},
		"one month is not known":   {9, YearFacts{Known: 11, Absent: 2}, "HTXSNV", false},
	} {
		t.Run(name, func(t *testing.T) {
			points := make([]float64, test.worked)
			for i := range points {
				points[i] = 95
			}
			y, err := f.YearOf(monthsOf(f, points...), test.facts)
			if err != nil || y.Grade != test.grade || y.Rank != f.GradeRank(test.grade) || (len(y.Reasons) > 0) != test.explained {
				t.Errorf("%q %v: %v", y.Grade, y.Reasons, err)
			}
		})
	}
	t.Run("a cap lifts nobody", func(t *testing.T) {
		y, err := f.YearOf(monthsOf(f, 40, 40, 40, 40, 40, 40, 40, 40, 40), YearFacts{Known: 12, Absent: 3})
		if err != nil || y.Grade != "KHTNV" || len(y.Reasons) != 0 {
			t.Errorf("%q %v: %v", y.Grade, y.Reasons, err)
		}
	})
}

// TestAYearConditionThatFailsIsAnError: it must not read as a condition that does not hold.
func TestAYearConditionThatFailsIsAnError(t *testing.T) {
	t.Parallel()
	f := shipped(t, "qd3814")
	f.Year.Conditions = []Condition{{When: "[true, false][worked]", Grade: "D"}}
	if err := f.Compile(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.YearOf(monthsOf(f, 90), YearFacts{}); err != nil {
		t.Errorf("within the list: %v", err)
	}
	_, err := f.YearOf(monthsOf(f, 90, 90, 90), YearFacts{})
	if err == nil || !strings.Contains(err.Error(), "qd3814") {
		t.Errorf("past its end: %v", err)
	}
	y := Yearly{framework: f, counted: monthsOf(f, 80, 80, 80), facts: YearFacts{Known: 3}}
	if _, err := y.WhatIf(1); err == nil {
		t.Error("the way to another grade hides it")
	}
}

// TestBandsFollowTheThresholds of any framework.
func TestBandsFollowTheThresholds(t *testing.T) {
	t.Parallel()
	f := &Framework{Grades: []Grade{{Code: "X", From: 85}, {Code: "Y", From: 65}, {Code: "Z", From: 0}}}
	bands := f.Bands()
	want := Bands{{0, 3}, {65, 2}, {75, 2}, {85, 1}, {92.5, 1}}
	if len(bands) != len(want) {
		t.Fatalf("%v", bands)
	}
	for i := range want {
		if bands[i] != want[i] {
			t.Errorf("band %d: %v, want %v", i, bands[i], want[i])
		}
	}
	for points, place := range map[float64]int{0: 0, 64.99: 0, 65: 1, 74.99: 1, 75: 2, 84.99: 2, 85: 3, 92.49: 3, 92.5: 4, 100: 4} {
		if got := bands.Of(points); got != place {
			t.Errorf("%v points: band %d, want %d", points, got, place)
		}
	}
}

func TestGradesAreCountedByRank(t *testing.T) {
	t.Parallel()
	var counts GradeCounts
	counts.Add(4, "KHTNV", 1)
	counts.Add(1, "HTXSNV", 2)
	counts.Add(2, "HTTNV", 3)
	counts.Add(1, "HTXSNV", 1)
	counts.Add(1, "A", 5)
	if got := counts.String(); got != "5 A, 3 HTXSNV, 3 HTTNV, 1 KHTNV" {
		t.Error(got)
	}
}

func TestMarksOfAStrip(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]GradeMark{
		"1:A": {1, "A"}, "2:HTTNV": {2, "HTTNV"}, "12:X": {12, "X"},
		"": {}, "A": {}, ":A": {}, "0:A": {}, "-1:A": {}, "x:A": {}, "1:": {},
	} {
		if got := parseMark(text); got != want {
			t.Errorf("%q: %+v", text, got)
		}
		if want.Rank > 0 && want.String() != text {
			t.Errorf("%+v is written %q", want, want)
		}
	}
	year := yearUpTo("1:A,,2:HTTNV,3:C,,,,,,,,4:D", 4)
	if year[0].Code != "A" || year[1].Rank != 0 || year[2].Code != "HTTNV" || year[3].Rank != 0 || year[11].Rank != 0 {
		t.Errorf("%+v", year)
	}
	if year := yearUpTo("", 12); year != (Strip{}) {
		t.Errorf("%+v", year)
	}
}
