package evaluation

import (
	"errors"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/fault"
)

// shipped loads a framework of the catalogue.
func shipped(t *testing.T, name string) *Framework {
	t.Helper()
	text, err := data.Catalogue.ReadFile("catalogue/framework-" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFramework(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestQD3814GradesByPoints(t *testing.T) {
	f := shipped(t, "qd3814")
	tests := []struct {
		name   string
		marks  map[string]float64
		points float64
		grade  string
	}{
		{"18 + 63 + 9", map[string]float64{"d1": 5, "d2": 5, "d3": 4, "d4": 4, "k1": 23, "k2": 22, "k3": 18, "b1": 9}, 90, "A"},
		{"17.5 + 64 + 8", map[string]float64{"d1": 5, "d2": 4.5, "d3": 4, "d4": 4, "k1": 23, "k2": 23, "k3": 18, "b1": 8}, 89.5, "B"},
		{"just below C", map[string]float64{"d1": 5, "k1": 25, "k2": 19.99}, 49.99, "D"},
		{"nothing", nil, 0, "D"},
	}
	for _, test := range tests {
		r, err := f.Evaluate(Sheet{Marks: test.marks}, Circumstances{})
		if err != nil || r.Points != test.points || r.Grade != test.grade {
			t.Errorf("%s: %v %s (%v), want %v %s", test.name, r.Points, r.Grade, err, test.points, test.grade)
		}
	}
}

func TestPointsAreNotRoundedUpAcrossAThreshold(t *testing.T) {
	f := shipped(t, "qd3814")
	for x, want := range map[float64]float64{89.996: 89.99, 89.99: 89.99, 90: 90, 69.995: 69.99, 71.236: 71.24, 89.99999999999: 90} {
		if got := f.round(x); got != want {
			t.Errorf("round(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestQuota(t *testing.T) {
	q3814, q335 := shipped(t, "qd3814").Quota, shipped(t, "nd335-staff").Quota
	tests := []struct {
		name                string
		quota               Quota
		byGrade             map[string]int
		special             bool
		base, allowed, over int
	}{
		{"20 classified, 8 A", q3814, map[string]int{"A": 8, "B": 10, "C": 2}, false, 20, 6, 2},
		{"the same, special", q3814, map[string]int{"A": 8, "B": 10, "C": 2}, true, 20, 8, 0},
		{"21 people, one not classified", q3814, map[string]int{"A": 6, "B": 14}, false, 20, 6, 0},
		{"NĐ 335: 17 classified, 12 good, 3 excellent", q335, map[string]int{"A": 3, "B": 12, "C": 2}, false, 12, 2, 1},
		{"10 x 30 % is 3, not 2", q3814, map[string]int{"A": 3, "B": 7}, false, 10, 3, 0},
		{"nobody", q3814, nil, false, 0, 0, 0},
	}
	for _, test := range tests {
		s := test.quota.Check(test.byGrade, test.special)
		if s.Base != test.base || s.Allowed != test.allowed || s.Over != test.over {
			t.Errorf("%s: base %d allowed %d over %d: %s", test.name, s.Base, s.Allowed, s.Over, s.Text)
		}
	}
	if text := q3814.Check(map[string]int{"A": 7, "B": 11}, false).Text; !strings.Contains(text, "18 người được xếp loại × 30% = 5,4 → 5") || !strings.Contains(text, "Hạ 2 người, hoặc đề nghị mức 40%") {
		t.Error(text)
	}
}

// products335 is 12 products of weight 1, all done; one failed a check once, one was late twice.
func products335() []Product {
	return []Product{
		{Name: "Tờ trình", Weight: 1, Assigned: 1, Completed: 1, Failed: 1},
		{Name: "Báo cáo quý", Weight: 1, Assigned: 1, Completed: 1, Delayed: 2},
		{Name: "Thẩm định hồ sơ", Weight: 1, Assigned: 10, Completed: 10},
	}
}

var general28 = map[string]float64{"g1": 10, "g2": 9, "g3": 9}

func TestND335ComputesPointsFromProducts(t *testing.T) {
	f := shipped(t, "nd335-staff")
	r, err := f.Evaluate(Sheet{Marks: general28, Products: products335()}, Circumstances{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Points != 96.54 || r.Grade != "A" {
		t.Errorf("points %v grade %s, want 96.54 A", r.Points, r.Grade)
	}
	want := map[string]string{
		"a · Số lượng": "12 xong ÷ 12 giao", "b · Chất lượng": "11,75 đạt ÷ 12 giao · 1 lần chưa đạt, mỗi lần trừ 25%",
		"c · Tiến độ": "11,5 đúng hạn ÷ 12 giao · 2 lần chậm, mỗi lần trừ 25%", "Kết quả nhiệm vụ": "70 × (100% + 97,92% + 95,83%) ÷ 3",
		"Tiêu chí chung": "10 + 9 + 9 (tối đa 30)",
	}
	for _, step := range r.Steps {
		if how, ok := want[step.Name]; ok && how != step.How {
			t.Errorf("%s: %q, want %q", step.Name, step.How, how)
		}
	}
	excused := products335()
	excused[1].Excused = true
	if r, _ = f.Evaluate(Sheet{Marks: general28, Products: excused}, Circumstances{}); r.Points != 97.51 {
		t.Errorf("with the delay excused: %v, want 97.51", r.Points)
	}
}

func TestDisciplineForcesTheLowestGrade(t *testing.T) {
	f := shipped(t, "nd335-staff")
	marks := map[string]float64{"g1": 10, "g2": 10, "g3": 10}
	about := Circumstances{Disciplined: true, Discipline: "Khiển trách, QĐ 12-QĐ/BTC ngày 03/03/2026"}
	r, err := f.Evaluate(Sheet{Marks: marks, Products: []Product{{Name: "x", Weight: 1, Assigned: 14, Completed: 13}}}, about)
	if err != nil {
		t.Fatal(err)
	}
	if r.Points != 95 || r.Earned != "A" || r.Grade != "D" {
		t.Errorf("%v %s %s, want 95 A D", r.Points, r.Earned, r.Grade)
	}
	if last := r.Reasons[len(r.Reasons)-1]; !strings.Contains(last.Text, "QĐ 12-QĐ/BTC") || !strings.Contains(last.Legal, "335/2025") {
		t.Errorf("reason %+v", last)
	}
}

func TestYearIsShownWithMeanAndCounts(t *testing.T) {
	points := map[string]float64{"A": 92, "B": 80, "C": 60}
	var months []Month
	for i, grade := range strings.Split("A,A,B,B,A,A,C,B,A,B,A,A", ",") {
		months = append(months, Month{Year: 2018, Month: i + 1, Points: points[grade], Grade: grade})
	}
	y := shipped(t, "qd3814").YearOf(months, YearFacts{Known: 12})
	if y.ByGrade["A"] != 7 || y.ByGrade["B"] != 4 || y.ByGrade["C"] != 1 || y.Points != 85.33 || y.Grade != "B" {
		t.Errorf("%+v", y)
	}
	// Under NĐ 335 an incomplete quarter weighs as much as a full one.
	q := shipped(t, "nd335-staff").YearOf(months[:4], YearFacts{Known: 4})
	if want := (88.0 + 80.0) / 2; q.Points != want || !strings.Contains(q.How, "2 quý") {
		t.Errorf("%v %s, want %v", q.Points, q.How, want)
	}
}

func TestFrameworkRefusesAFaultyFormulaAtItsPlace(t *testing.T) {
	f := shipped(t, "qd3814")
	f.Total = "discipline + dutty"
	f.Groups[0].Criteria[0].Max = 6
	var invalid fault.Invalid
	if err := f.Compile(); !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	if !strings.Contains(invalid.Fields["total"].String(), "ký tự 14") {
		t.Errorf("total: %s", invalid.Fields["total"])
	}
	if !strings.Contains(invalid.Fields["groups[0].max"].String(), "21") {
		t.Errorf("group: %v", invalid.Fields)
	}
}

func TestAFrameworkSurvivesBeingWrittenAndRead(t *testing.T) {
	for _, name := range []string{"qd3814", "nd335-staff", "nd335-manager"} {
		if _, err := ParseFramework(shipped(t, name).YAML()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCapForbidsABetterGradeOnly(t *testing.T) {
	f := shipped(t, "qd3814")
	f.Conditions = []Condition{{When: "disciplined", Grade: "C", Cap: true, Reason: "thử"}}
	if err := f.Compile(); err != nil {
		t.Fatal(err)
	}
	for k1, want := range map[float64]string{25: "C", 0: "D"} {
		r, _ := f.Evaluate(Sheet{Marks: map[string]float64{"k1": k1, "k2": k1, "k3": 20, "d1": 5}}, Circumstances{Disciplined: true})
		if r.Grade != want {
			t.Errorf("k1 %v: %s, want %s", k1, r.Grade, want)
		}
	}
}

func FuzzParseSheet(f *testing.F) {
	f.Add(`{"marks":{"d1":5}}`)
	f.Fuzz(func(_ *testing.T, text string) { _ = ParseSheet(text).JSON() })
}

func TestYearsOfLongAbsence(t *testing.T) {
	f := shipped(t, "nd335-staff")
	months := func(n int) (list []Month) {
		for i := range n {
			list = append(list, Month{Year: 2026, Month: i + 1, Points: 95, Grade: "A"})
		}
		return list
	}
	for _, test := range []struct {
		worked    int
		facts     YearFacts
		grade     string
		explained bool
	}{
		{12, YearFacts{Known: 12}, "A", false},
		{10, YearFacts{Known: 12, Absent: 2}, "A", false},
		{9, YearFacts{Known: 12, Absent: 3}, "C", true},
		{5, YearFacts{Known: 12, Absent: 7}, "", true},
		{5, YearFacts{Known: 12, Absent: 7, Maternity: true}, "A", false},
		{5, YearFacts{Known: 5}, "A", false}, // the year is not over
	} {
		y := f.YearOf(months(test.worked), test.facts)
		if y.Grade != test.grade || (len(y.Reasons) > 0) != test.explained {
			t.Errorf("%d worked, %+v: %q %v", test.worked, test.facts, y.Grade, y.Reasons)
		}
	}
}

func TestHowManyMustBeLowered(t *testing.T) {
	q3814, q335 := shipped(t, "qd3814").Quota, shipped(t, "nd335-staff").Quota
	if s := q3814.Check(map[string]int{"A": 8, "B": 12}, false); s.Lower != 2 {
		t.Errorf("QĐ 3814: lower %d, want 2", s.Lower)
	}
	// 4 A over 14 B: floor(2.8) = 2, two too many; but the first one lowered makes it 15 B, which allow 3.
	if s := q335.Check(map[string]int{"A": 4, "B": 14}, false); s.Over != 2 || s.Lower != 1 {
		t.Errorf("NĐ 335: over %d, lower %d, want 2 and 1", s.Over, s.Lower)
	}
}
