package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/fault"
	"congthidua/internal/rule"
)

// Compile checks the framework and prepares its expressions.
func (f *Framework) Compile() error {
	wrong := fault.Fields{}
	f.checkShape(wrong)
	env := f.exampleEnv()
	f.compiled = compiled{applies: compileAt(wrong, "applies", f.Applies, env)}
	for i, formula := range f.Formulas {
		e := compileAt(wrong, fmt.Sprintf("formulas[%d].formula", i), formula.Formula, env)
		f.compiled.formulas = append(f.compiled.formulas, e)
		env[formula.Code] = 0.0
	}
	f.compiled.total = compileAt(wrong, "total", f.Total, env)
	for i, condition := range f.Conditions {
		place := fmt.Sprintf("conditions[%d]", i)
		f.compiled.conditions = append(f.compiled.conditions, compileAt(wrong, place+".when", condition.When, env))
		if f.GradeRank(condition.Grade) == 0 {
			wrong.Refuse(place+".grade", "Khung không có loại «%s»", condition.Grade)
		}
	}
	for i, condition := range f.Year.Conditions {
		place := fmt.Sprintf("year.conditions[%d]", i)
		e := compileAt(wrong, place+".when", condition.When, yearEnv(YearFacts{}))
		f.compiled.year = append(f.compiled.year, e)
		if condition.Grade != "" && f.GradeRank(condition.Grade) == 0 {
			wrong.Refuse(place+".grade", "Khung không có loại «%s»", condition.Grade)
		}
	}
	return wrong.Err()
}

// compileAt compiles one expression; what is wrong with it is refused at its place.
func compileAt(wrong fault.Fields, place, source string, env map[string]any) *rule.Expression {
	e, err := rule.Compile(source, env)
	if err != nil {
		wrong.Refuse(place, "Công thức «%s» sai ở %s", source, err.Error())
	}
	return e
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
	f.checkGroups(wrong)
	f.checkGrades(wrong)
	if !f.Quota.sound(f) {
		wrong.Refuse("quota", "Hạn mức phải nêu loại và tỷ lệ từ 0 đến 1, mức đặc biệt không thấp hơn mức thường")
	}
}

func (f *Framework) checkGroups(wrong fault.Fields) {
	seen, groups := map[string]bool{}, map[string]bool{}
	for g, group := range f.Groups {
		if groups[group.Code] || group.Code == "" {
			wrong.Refuse(fmt.Sprintf("groups[%d].name", g), "Mã nhóm tiêu chí «%s» trống hoặc trùng", group.Code)
		}
		groups[group.Code] = true
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
			wrong.Refuse(fmt.Sprintf("groups[%d].max", g),
				"Tổng điểm tối đa các tiêu chí của «%s» là %g, nhóm ghi %g", group.Name, sum, group.Max)
		}
	}
}

// FreeGroupCode returns a code that no group of the framework has: nhom1, nhom2, …
func (f *Framework) FreeGroupCode() string {
	taken := func(g Group, code string) bool { return g.Code == code }
	return free("nhom%d", f.Groups, taken)
}

// FreeCode returns a code that no criterion of the group has: its own code with _1, _2, …
func (g Group) FreeCode() string {
	taken := func(c Criterion, code string) bool { return c.Code == code }
	return free(g.Code+"_%d", g.Criteria, taken)
}

// free is the first code of a pattern that nothing in a list has taken.
func free[T any](pattern string, list []T, taken func(T, string) bool) string {
	for n := 1; ; n++ {
		code := fmt.Sprintf(pattern, n)
		if !slices.ContainsFunc(list, func(x T) bool { return taken(x, code) }) {
			return code
		}
	}
}

// maxGradeCode is how long a grade's code may be, as the column of a card's grade holds it.
const maxGradeCode = 20

func (f *Framework) checkGrades(wrong fault.Fields) {
	seen := map[string]bool{}
	for i, grade := range f.Grades {
		place := fmt.Sprintf("grades[%d]", i)
		if n := len([]rune(grade.Code)); n == 0 || n > maxGradeCode || seen[grade.Code] ||
			strings.ContainsAny(grade.Code, ",:") { // both part the marks of a year's strip
			wrong.Refuse(place+".code", "Mã loại «%s» trống, trùng, dài quá %d ký tự hoặc có dấu phẩy, hai chấm",
				grade.Code, maxGradeCode)
		}
		seen[grade.Code] = true
		if i > 0 && grade.From >= f.Grades[i-1].From {
			wrong.Refuse(place+".from", "Ngưỡng các loại phải giảm dần")
		}
	}
}

// sound reports whether the quota limits a grade of the framework by shares that make sense.
func (q Quota) sound(f *Framework) bool {
	base := q.Base == baseClassified || f.GradeRank(q.Base) > 0
	return base && f.GradeRank(q.Grade) > 0 && q.Share > 0 && q.Share <= 1 && q.Special >= q.Share && q.Special <= 1
}

// exampleEnv holds every name an expression may use, with a value of its type.
func (f *Framework) exampleEnv() map[string]any {
	return map[string]any{
		"group": func(string) float64 { return 0 }, "mark": func(string) float64 { return 0 },
		"products": []Product{}, "manager": false, "kind": "",
		"disciplined": false, "degraded": false, "corruption": false,
	}
}
