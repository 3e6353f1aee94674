package evaluation

import (
	"strings"
	"testing"

	"congthidua/data"
)

// shipped loads a framework of the catalogue.
func shipped(t *testing.T, name string) *Framework {
	t.Helper()
	text, err := data.Catalogue.ReadFile("catalogue/frameworks-" + name + ".yaml")
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
	if r.Points != 96.54 || r.Grade != "HTXSNV" {
		t.Errorf("points %v grade %s, want 96.54 HTXSNV", r.Points, r.Grade)
	}
	want := map[string]string{
		"a · Số lượng": "12 xong ÷ 12 giao", "b · Chất lượng": "11,75 đạt ÷ 12 giao · 1 lần chưa đạt, mỗi lần trừ 25%",
		"c · Tiến độ":      "11,5 đúng hạn ÷ 12 giao · 2 lần chậm, mỗi lần trừ 25%",
		"Kết quả nhiệm vụ": "70 × (100% + 97,92% + 95,83%) ÷ 3",
		"Tiêu chí chung":   "10 + 9 + 9 (tối đa 30)",
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
	if r.Points != 95 || r.Earned != "HTXSNV" || r.Grade != "KHTNV" {
		t.Errorf("%v %s %s, want 95 HTXSNV KHTNV", r.Points, r.Earned, r.Grade)
	}
	if last := r.Reasons[len(r.Reasons)-1]; !strings.Contains(last.Text, "QĐ 12-QĐ/BTC") || !strings.Contains(last.Legal, "335/2025") {
		t.Errorf("reason %+v", last)
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

// FuzzSheet: what is stored is read as it was written, or is an error.
func FuzzSheet(f *testing.F) {
	f.Add(`{"marks":{"d1":5}}`)
	f.Add(`{"marks":`)
	f.Fuzz(func(t *testing.T, text string) {
		var sheet, again Sheet
		if sheet.Scan(text) != nil {
			return
		}
		stored, err := sheet.Value()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Scan(stored); err != nil {
			t.Fatal(err)
		}
		if twice, err := again.Value(); err != nil || twice != stored {
			t.Errorf("%s became %s, %v", stored, twice, err)
		}
	})
}
