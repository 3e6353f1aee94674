package emulation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"congthidua/internal/cluster"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"
)

func registered(_ *Catalogue, _ Rule, r Record) (Verdict, string) {
	switch r.Registration {
	case Confirmed:
		return Met, fmt.Sprintf("đã đăng ký cho năm %d, đơn vị đã xác nhận", r.Year)
	case Registered:
		return Undecided, fmt.Sprintf("đã đăng ký cho năm %d, chờ xác nhận", r.Year)
	case Late:
		return Undecided, fmt.Sprintf("đăng ký muộn cho năm %d, chờ cho phép", r.Year)
	}
	return Refused, fmt.Sprintf("không có đăng ký cho năm %d", r.Year)
}

// gradeRank is the rank of the grade that a rule asks for, 1 being the best: rules call the grades A, B, C by
// their order, whatever the framework of the year calls them.
func gradeRank(rule Rule) int { return slices.Index(YearGrades, rule.Grade) + 1 }

// gradeNeeded is the rule's grade as the framework of the year calls it; reached reports whether the year's
// grade is that or a better one.
func gradeNeeded(rule Rule, r Record) (code string, reached bool) {
	grades := r.Grades
	if len(grades) == 0 {
		grades = YearGrades
	}
	needed, place := gradeRank(rule)-1, slices.Index(grades, r.Grade)
	if needed < 0 || needed >= len(grades) {
		return rule.Grade, false
	}
	return grades[needed], place >= 0 && place <= needed
}

// yearGrade compares the places of grades in the framework of the year.
func yearGrade(_ *Catalogue, rule Rule, r Record) (Verdict, string) {
	if len(r.Missing) > 0 {
		text := "tháng " + ranges(r.Missing) + " chưa có kết quả"
		if r.Grade != "" {
			text += "; đến nay " + r.GradeHow
		}
		return Undecided, text
	}
	if r.Grade == "" {
		return Refused, "năm không được xếp loại" + orNothing(r.GradeHow)
	}
	needed, reached := gradeNeeded(rule, r)
	text := fmt.Sprintf("năm xếp loại %s, cần từ %s%s", r.Grade, needed, orNothing(r.GradeHow))
	if reached {
		return Met, text
	}
	return Refused, text
}

func orNothing(how string) string {
	if how == "" {
		return ""
	}
	return " (" + how + ")"
}

// from keeps the decisions that are at least as heavy as the form.
func from(list []Discipline, form string) (heavy []string) {
	least := slices.Index(org.DisciplineForms, org.DisciplineForm(form))
	for _, d := range list {
		if slices.Index(org.DisciplineForms, org.DisciplineForm(d.Form)) >= least {
			heavy = append(heavy, d.Text)
		}
	}
	return heavy
}

func noDiscipline(_ *Catalogue, rule Rule, r Record) (Verdict, string) {
	if heavy := from(r.Discipline, rule.From); len(heavy) > 0 {
		return Refused, strings.Join(heavy, "; ")
	}
	return Met, fmt.Sprintf("không có quyết định kỷ luật nào trong năm %d", r.Year)
}

func initiatives(_ *Catalogue, rule Rule, r Record) (Verdict, string) {
	least, since := slices.Index(initiative.Levels, rule.Level), r.Year-rule.Years+1
	var good, low []string
	for _, i := range r.Initiatives {
		level := initiative.LevelNames[i.Level]
		text := fmt.Sprintf("«%s» (cấp %s, %d%s)", i.Name, level, i.Year, comma(i.Decision))
		switch {
		case i.Year < since || i.Year > r.Year:
		case i.Share < rule.Least:
			share := fmt.Sprintf("%s tỷ lệ đóng góp %d%%, cần từ %d%%", text, i.Share, rule.Least)
			low = append(low, share)
		case slices.Index(initiative.Levels, i.Level) >= least:
			good = append(good, text)
		default:
			low = append(low, text)
		}
	}
	span := "năm " + strconv.Itoa(r.Year)
	if rule.Years > 1 {
		span = fmt.Sprintf("các năm %d–%d", since, r.Year)
	}
	if len(good) >= rule.Count {
		return Met, strings.Join(good, "; ")
	}
	text := fmt.Sprintf("cần %d sáng kiến cấp %s trở lên được công nhận trong %s, có %d",
		rule.Count, initiative.LevelNames[rule.Level], span, len(good))
	if len(low) > 0 {
		text += "; chưa tính: " + strings.Join(low, "; ")
	}
	return Refused, text
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

// streak counts the years in a row up to the campaign's year, or, where that one is not decided
// yet, up to the year before.
func streak(c *Catalogue, rule Rule, r Record) (Verdict, string) {
	held := r.Honours[rule.Title]
	last := r.Year
	if !slices.Contains(held, last) {
		last--
	}
	var row []int
	for y := last; slices.Contains(held, y); y-- {
		row = append([]int{y}, row...)
	}
	name := c.Title(rule.Title).Name
	if len(row) >= rule.Years {
		return Met, fmt.Sprintf("%s %d lần liên tục: %s", name, len(row), numbers(row))
	}
	has := strconv.Itoa(len(row))
	if len(row) > 0 {
		has += " (" + numbers(row) + ")"
	}
	return Refused, fmt.Sprintf("cần %d lần liên tục %s, có %s", rule.Years, name, has)
}

// meets asks for another title's rules of the same year, its registration aside.
func meets(c *Catalogue, rule Rule, r Record) (Verdict, string) {
	t := c.Title(rule.Title)
	r.Registration = Confirmed
	result := c.Evaluate(t, r)
	if result.Verdict == Met {
		return Met, "đạt mọi điều kiện của " + t.Name
	}
	return result.Verdict, t.Name + ": " + result.Why()
}

func memberShare(c *Catalogue, rule Rule, r Record) (Verdict, string) {
	met, open := 0, 0
	for _, m := range r.Members {
		switch m.Verdicts[rule.Title] {
		case Met:
			met++
		case Undecided:
			open++
		case Refused:
		}
	}
	if len(r.Members) == 0 {
		return Refused, "đơn vị không có thành viên nào"
	}
	share := func(n int) float64 { return float64(n) / float64(len(r.Members)) }
	text := fmt.Sprintf("%d/%d người đạt %s = %s, cần trên %s", met, len(r.Members), c.Title(rule.Title).Name,
		viet.Percent(share(met)), viet.Percent(rule.Share))
	switch {
	case share(met) > rule.Share:
		return Met, text
	case share(met+open) > rule.Share:
		return Undecided, fmt.Sprintf("%s; còn %d người chưa xác định được", text, open)
	}
	return Refused, text
}

func noMemberDiscipline(_ *Catalogue, rule Rule, r Record) (Verdict, string) {
	var found []string
	for _, m := range r.Members {
		for _, text := range from(m.Discipline, rule.From) {
			found = append(found, m.Name+": "+text)
		}
	}
	if len(found) > 0 {
		return Refused, strings.Join(found, "; ")
	}
	return Met, fmt.Sprintf("không thành viên nào trong %d người bị kỷ luật từ mức này", len(r.Members))
}

func clusterRank(_ *Catalogue, rule Rule, r Record) (Verdict, string) {
	var open, behind []string
	for _, p := range r.Places {
		text := fmt.Sprintf("hạng %d/%d của %s năm %d", p.Rank, p.Of, p.Cluster, r.Year)
		switch {
		case p.Rank == 0:
			state := strings.ToLower(cluster.StateNames[p.State])
			open = append(open, fmt.Sprintf("%s năm %d chưa xếp hạng (%s)", p.Cluster, r.Year, state))
		case p.Rank <= rule.Count:
			return Met, text
		default:
			behind = append(behind, text)
		}
	}
	switch {
	case len(open) > 0:
		return Undecided, strings.Join(append(open, behind...), "; ")
	case len(behind) > 0:
		return Refused, fmt.Sprintf("cần hạng từ 1 đến %d; %s", rule.Count, strings.Join(behind, "; "))
	}
	return Refused, fmt.Sprintf("không ở cụm, khối thi đua nào của năm %d", r.Year)
}

// ranges writes 1, 2, 3, 7 as "1–3, 7".
func ranges(list []int) string {
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1] == list[j]+1 {
			j++
		}
		switch {
		case j-i > 1:
			parts = append(parts, fmt.Sprintf("%d–%d", list[i], list[j]))
			i = j + 1
		default:
			parts = append(parts, strconv.Itoa(list[i]))
			i++
		}
	}
	return strings.Join(parts, ", ")
}

func numbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ", ")
}
