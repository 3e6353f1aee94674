package evaluation

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/fault"
)

func TestFrameworkRefusesWhatIsWrongAtItsPlace(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*Framework)
		place  string
		says   string
	}{
		"a name that is none":        {func(f *Framework) { f.Total = "discipline + dutty" }, "total", "ký tự 14"},
		"a sum that is not":          {func(f *Framework) { f.Groups[0].Criteria[0].Max = 6 }, "groups[0].max", "là 21, nhóm ghi 20"},
		"a criterion twice":          {func(f *Framework) { f.Groups[1].Criteria[0].Code = "d1" }, "groups[1].criteria[0]", "trùng"},
		"a criterion of no points":   {func(f *Framework) { f.Groups[0].Criteria[0].Max = 0 }, "groups[0].criteria[0]", "lớn hơn 0"},
		"thresholds out of order":    {func(f *Framework) { f.Grades[1].From = 90 }, "grades[1].from", "giảm dần"},
		"a grade twice":              {func(f *Framework) { f.Grades[1].Code = "A" }, "grades[1].code", "trùng"},
		"a grade without a code":     {func(f *Framework) { f.Grades[3].Code = "" }, "grades[3].code", "trống"},
		"a grade with a comma":       {func(f *Framework) { f.Grades[3].Code = "D,E" }, "grades[3].code", "dấu phẩy"},
		"a grade with a colon":       {func(f *Framework) { f.Grades[3].Code = "D:E" }, "grades[3].code", "hai chấm"},
		"a grade of 21 characters":   {func(f *Framework) { f.Grades[3].Code = strings.Repeat("Đ", 21) }, "grades[3].code", "20"},
		"a quota of an unknown one":  {func(f *Framework) { f.Quota.Grade = "HTXSNV" }, "quota", "Hạn mức"},
		"a quota of an unknown base": {func(f *Framework) { f.Quota.Base = "HTTNV" }, "quota", "Hạn mức"},
		"a special share below":      {func(f *Framework) { f.Quota.Special = 0.29 }, "quota", "Hạn mức"},
		"a share above the whole":    {func(f *Framework) { f.Quota.Share, f.Quota.Special = 1.1, 1.1 }, "quota", "Hạn mức"},
		"a condition to no grade": {func(f *Framework) {
			f.Conditions = []Condition{{When: "disciplined", Grade: "E"}}
		}, "conditions[0].grade", "không có loại «E»"},
		"a year condition to no grade": {func(f *Framework) { f.Year.Conditions[0].Grade = "E" }, "year.conditions[0].grade", "«E»"},
		"a year condition that is none": {func(f *Framework) {
			f.Year.Conditions[0].When = "worked <"
		}, "year.conditions[0].when", "sai ở"},
		"no name": {func(f *Framework) { f.Name = "" }, "name", "phải có tên"},
		"no day":  {func(f *Framework) { f.From = "2018" }, "from", "2026-01-31"},
	} {
		t.Run(name, func(t *testing.T) {
			f := shipped(t, "qd3814")
			test.change(f)
			var invalid fault.Invalid
			if err := f.Compile(); !errors.As(err, &invalid) {
				t.Fatal(err)
			}
			if got := invalid.Fields[test.place].String(); !strings.Contains(got, test.says) {
				t.Errorf("%s: %q of %v", test.place, got, invalid.Fields)
			}
		})
	}
	t.Run("a code of twenty characters is one", func(t *testing.T) {
		f := shipped(t, "qd3814")
		f.Grades[3].Code = strings.Repeat("Đ", 20)
		if err := f.Compile(); err != nil {
			t.Error(err)
		}
	})
}

func TestShippedFrameworksSurviveBeingWrittenAndRead(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"qd3814", "nd335-staff", "nd335-manager"} {
		text, err := shipped(t, name).YAML()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseFramework(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGradesAreRankedByTheFramework(t *testing.T) {
	t.Parallel()
	f := shipped(t, "nd335-staff")
	for code, want := range map[string]int{"HTXSNV": 1, "HTTNV": 2, "HTNV": 3, "KHTNV": 4, "A": 0, "": 0} {
		if got := f.GradeRank(code); got != want {
			t.Errorf("%q: rank %d, want %d", code, got, want)
		}
		if want > 0 && f.GradeAt(want) != code {
			t.Errorf("rank %d: %q", want, f.GradeAt(want))
		}
	}
	if f.GradeAt(0) != "" || f.GradeAt(5) != "" {
		t.Error("a rank that is none")
	}
	for code, want := range map[string]string{"HTXSNV": "HTTNV", "HTNV": "KHTNV", "KHTNV": "KHTNV"} {
		if got := f.Below(code); got != want {
			t.Errorf("below %s: %s", code, got)
		}
	}
	if f.GradeName("HTTNV") != "Hoàn thành tốt nhiệm vụ" || f.GradeName("B") != "" {
		t.Errorf("%q", f.GradeName("HTTNV"))
	}
}

func TestWhomAFrameworkIsFor(t *testing.T) {
	t.Parallel()
	staff, managers := shipped(t, "nd335-staff"), shipped(t, "nd335-manager")
	for _, manager := range []bool{true, false} {
		a, errA := staff.AppliesTo(manager, "civil_servant")
		b, errB := managers.AppliesTo(manager, "civil_servant")
		if errA != nil || errB != nil || a == manager || b != manager {
			t.Errorf("manager %v: %v %v", manager, a, b)
		}
	}
	staff.Applies = `[true][manager ? 1 : 0]`
	if err := staff.Compile(); err != nil {
		t.Fatal(err)
	}
	if _, err := staff.AppliesTo(true, "civil_servant"); err == nil {
		t.Error("a condition that fails reads as one that does not hold")
	}
}
