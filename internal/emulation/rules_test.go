package emulation

import (
	"strings"
	"testing"

	"congthidua/internal/cluster"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
)

// someTitles are the titles that the rules of these tests name.
var someTitles = &Catalogue{Titles: []Title{
	{Code: "plain", Name: "Danh hiệu một", Subject: OfPerson, Rules: []Rule{
		{Code: "r", Kind: IsRegistered, Name: "Đăng ký"},
		{Code: "g", Kind: YearGrade, Name: "Xếp loại", Grade: "B"},
	}},
	{Code: "higher", Name: "Danh hiệu hai", Subject: OfPerson},
}}

// ruleCase is a rule applied to a record with what it must come to; says is part of the sentence.
type ruleCase struct {
	rule   Rule
	record Record
	want   Verdict
	says   string
}

func checkRules(t *testing.T, cases map[string]ruleCase) {
	t.Helper()
	t.Parallel()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			title := Title{Rules: []Rule{c.rule}}
			got := someTitles.Evaluate(&title, c.record)
			if got.Verdict != c.want || !strings.Contains(got.Checks[0].Text, c.says) || got.Checks[0].Text == "" {
				t.Errorf("%s: %s; want %s: %s", got.Verdict, got.Checks[0].Text, c.want, c.says)
			}
		})
	}
}

func TestRuleRegistered(t *testing.T) {
	rule := Rule{Kind: IsRegistered}
	checkRules(t, map[string]ruleCase{
		"confirmed":  {rule, Record{Year: 2025, Registration: Confirmed}, Met, "đơn vị đã xác nhận"},
		"registered": {rule, Record{Year: 2025, Registration: Registered}, Undecided, "chờ xác nhận"},
		"late":       {rule, Record{Year: 2025, Registration: Late}, Undecided, "chờ cho phép"},
		"withdrawn":  {rule, Record{Year: 2025, Registration: Withdrawn}, Refused, "không có đăng ký cho năm 2025"},
		"none":       {rule, Record{Year: 2025}, Refused, "không có đăng ký cho năm 2025"},
	})
}

// Grades are compared by their order in the framework of the year, whatever they are called there.
func TestRuleYearGrade(t *testing.T) {
	letters := []string{"A", "B", "C", "D"}
	words := []string{"HTXSNV", "HTTNV", "HTNV", "KHTNV"}
	of := func(grades []string, grade string) Record { return Record{Grades: grades, Grade: grade} }
	a, b, c := Rule{Kind: YearGrade, Grade: "A"}, Rule{Kind: YearGrade, Grade: "B"}, Rule{Kind: YearGrade, Grade: "C"}
	checkRules(t, map[string]ruleCase{
		"A asked, A":                   {a, of(letters, "A"), Met, "xếp loại A, cần từ A"},
		"A asked, B":                   {a, of(letters, "B"), Refused, "xếp loại B, cần từ A"},
		"B asked, A":                   {b, of(letters, "A"), Met, ""},
		"B asked, B":                   {b, of(letters, "B"), Met, ""},
		"B asked, C":                   {b, of(letters, "C"), Refused, "xếp loại C, cần từ B"},
		"C asked, C":                   {c, of(letters, "C"), Met, ""},
		"C asked, D":                   {c, of(letters, "D"), Refused, "xếp loại D, cần từ C"},
		"A asked, the best by word":    {a, of(words, "HTXSNV"), Met, "xếp loại HTXSNV, cần từ HTXSNV"},
		"A asked, the second by word":  {a, of(words, "HTTNV"), Refused, "xếp loại HTTNV, cần từ HTXSNV"},
		"B asked, the best by word":    {b, of(words, "HTXSNV"), Met, ""},
		"B asked, the second by word":  {b, of(words, "HTTNV"), Met, "cần từ HTTNV"},
		"B asked, the third by word":   {b, of(words, "HTNV"), Refused, "xếp loại HTNV, cần từ HTTNV"},
		"C asked, the third by word":   {c, of(words, "HTNV"), Met, ""},
		"C asked, the fourth by word":  {c, of(words, "KHTNV"), Refused, "cần từ HTNV"},
		"letters where words are used": {c, of(words, "A"), Refused, ""},
		"only two grades, C asked":     {c, of([]string{"A", "B"}, "A"), Refused, ""},
		"grades unknown, letters":      {b, of(nil, "B"), Met, ""},
		"not classified":               {b, Record{GradeHow: "dưới 6 tháng"}, Refused, "không được xếp loại (dưới 6 tháng)"},
		"months to come":               {b, Record{Grade: "A", Missing: []int{11, 12}}, Undecided, "tháng 11, 12 chưa có"},
		"a run of months":              {b, Record{Missing: []int{1, 2, 3, 7}}, Undecided, "tháng 1–3, 7 chưa có"},
	})
}

func TestRuleNoDiscipline(t *testing.T) {
	of := func(form org.DisciplineForm) Record {
		return Record{Year: 2025, Discipline: []Discipline{{Form: string(form), Text: "QĐ 5"}}}
	}
	reprimand := Rule{Kind: NoDiscipline, From: string(org.Reprimand)}
	demotion := Rule{Kind: NoDiscipline, From: string(org.Demotion)}
	checkRules(t, map[string]ruleCase{
		"nothing":                    {reprimand, Record{Year: 2025}, Met, "không có quyết định kỷ luật nào trong năm 2025"},
		"the lightest form":          {reprimand, of(org.Reprimand), Refused, "QĐ 5"},
		"one lighter than the form":  {demotion, of(org.Warning), Met, ""},
		"the form itself":            {demotion, of(org.Demotion), Refused, "QĐ 5"},
		"one heavier than the form":  {demotion, of(org.Removal), Refused, "QĐ 5"},
		"a conclusion weighs as one": {demotion, of(org.Degradation), Refused, "QĐ 5"},
	})
}

func TestRuleInitiative(t *testing.T) {
	one := func(level initiative.Level, year, share int) initiative.Contribution {
		return initiative.Contribution{Name: "X", Level: level, Year: year, Share: share, Decision: "QĐ 9"}
	}
	of := func(list ...initiative.Contribution) Record { return Record{Year: 2025, Initiatives: list} }
	province := Rule{Kind: HasInitiative, Level: initiative.Province, Count: 1, Years: 3}
	two := Rule{Kind: HasInitiative, Level: initiative.Base, Count: 2, Years: 1}
	shared := Rule{Kind: HasInitiative, Level: initiative.Base, Count: 1, Years: 1, Least: 50}
	good := one(initiative.Province, 2025, 100)
	checkRules(t, map[string]ruleCase{
		"none":                      {province, of(), Refused, "trong các năm 2023–2025, có 0"},
		"the level asked":           {province, of(good), Met, "«X» (cấp tỉnh, ban, ngành, 2025, QĐ 9)"},
		"a level above":             {province, of(one(initiative.Nation, 2025, 100)), Met, ""},
		"a level below":             {province, of(one(initiative.Base, 2025, 100)), Refused, "chưa tính: «X» (cấp cơ sở"},
		"the first year that count": {province, of(one(initiative.Province, 2023, 100)), Met, ""},
		"a year too old":            {province, of(one(initiative.Province, 2022, 100)), Refused, "có 0"},
		"of the next year":          {province, of(one(initiative.Province, 2026, 100)), Refused, "có 0"},
		"one of two":                {two, of(good), Refused, "cần 2 sáng kiến cấp cơ sở trở lên được công nhận trong năm 2025, có 1"},
		"two of two":                {two, of(good, good), Met, "; "},
		"last year, one year asked": {two, of(good, one(initiative.Base, 2024, 100)), Refused, "có 1"},
		"a share just below":        {shared, of(one(initiative.Base, 2025, 49)), Refused, "tỷ lệ đóng góp 49%, cần từ 50%"},
		"the share asked":           {shared, of(one(initiative.Base, 2025, 50)), Met, ""},
		"a share above":             {shared, of(one(initiative.Base, 2025, 51)), Met, ""},
		"no share asked":            {two, of(one(initiative.Base, 2025, 1), one(initiative.Base, 2025, 1)), Met, ""},
	})
}

func TestRuleStreak(t *testing.T) {
	three := Rule{Kind: Streak, Title: "plain", Years: 3}
	of := func(years ...int) Record { return Record{Year: 2025, Honours: map[string][]int{"plain": years}} }
	checkRules(t, map[string]ruleCase{
		"three before":            {three, of(2022, 2023, 2024), Met, "3 lần liên tục: 2022, 2023, 2024"},
		"three with the year":     {three, of(2025, 2024, 2023), Met, "3 lần liên tục: 2023, 2024, 2025"},
		"four":                    {three, of(2022, 2023, 2024, 2025), Met, "4 lần"},
		"two":                     {three, of(2023, 2024), Refused, "cần 3 lần liên tục Danh hiệu một, có 2 (2023, 2024)"},
		"a gap":                   {three, of(2021, 2022, 2024), Refused, "có 1 (2024)"},
		"three that ended before": {three, of(2021, 2022, 2023), Refused, "có 0"},
		"another title":           {Rule{Kind: Streak, Title: "higher", Years: 1}, of(2024), Refused, "có 0"},
		"none":                    {three, Record{Year: 2025}, Refused, "có 0"},
	})
}

func TestRuleMeets(t *testing.T) {
	rule := Rule{Kind: MeetsTitle, Title: "plain"}
	checkRules(t, map[string]ruleCase{
		"met":                     {rule, Record{Registration: Confirmed, Grade: "B"}, Met, "Danh hiệu một"},
		"its registration aside":  {rule, Record{Grade: "B"}, Met, ""},
		"refused with the reason": {rule, Record{Grade: "C"}, Refused, "Danh hiệu một: Xếp loại: năm xếp loại C"},
		"undecided":               {rule, Record{Missing: []int{12}}, Undecided, "tháng 12 chưa có kết quả"},
	})
}

// team is a collective of so many people, of whom some meet a title and some are undecided.
func team(people, met, open int) Record {
	r := Record{Year: 2025, Registration: Confirmed}
	for i := range people {
		verdict := Refused
		switch {
		case i < met:
			verdict = Met
		case i < met+open:
			verdict = Undecided
		}
		r.Members = append(r.Members, Member{Name: "Người", Verdicts: map[string]Verdict{"plain": verdict}})
	}
	return r
}

func TestRuleMemberShare(t *testing.T) {
	half := Rule{Kind: MemberShare, Title: "plain", Share: 0.5}
	more := Rule{Kind: MemberShare, Title: "plain", Share: 0.7}
	checkRules(t, map[string]ruleCase{
		"more than a half":              {half, team(20, 11, 0), Met, "11/20 người đạt Danh hiệu một = 55%, cần trên 50%"},
		"exactly a half":                {half, team(20, 10, 0), Refused, "10/20 người"},
		"less than a half":              {half, team(20, 9, 0), Refused, ""},
		"a half and one open":           {half, team(20, 10, 1), Undecided, "còn 1 người chưa xác định được"},
		"the open ones would just miss": {half, team(20, 9, 1), Refused, ""},
		"70 of 100":                     {more, team(100, 70, 0), Refused, "= 70%, cần trên 70%"},
		"71 of 100":                     {more, team(100, 71, 0), Met, ""},
		"nobody":                        {half, team(0, 0, 0), Refused, "không có thành viên nào"},
	})
}

func TestRuleNoMemberDiscipline(t *testing.T) {
	rule := Rule{Kind: NoMemberDiscipline, From: string(org.Warning)}
	with := func(form org.DisciplineForm) Record {
		r := team(3, 0, 0)
		r.Members[2].Name, r.Members[2].Discipline = "An", []Discipline{{string(form), "QĐ 7"}}
		return r
	}
	checkRules(t, map[string]ruleCase{
		"nobody":      {rule, team(3, 0, 0), Met, "3 người"},
		"just below":  {rule, with(org.Reprimand), Met, ""},
		"at the form": {rule, with(org.Warning), Refused, "An: QĐ 7"},
		"above it":    {rule, with(org.Demotion), Refused, "An: QĐ 7"},
	})
}

func TestRuleClusterRank(t *testing.T) {
	of := func(places ...cluster.Place) Record { return Record{Year: 2025, Places: places} }
	at := func(rank int) cluster.Place {
		return cluster.Place{Cluster: "Cụm 1", State: cluster.Over, Rank: rank, Of: 6}
	}
	open := cluster.Place{Cluster: "Cụm 2", State: cluster.CrossCheck}
	rule := Rule{Kind: ClusterRank, Count: 2}
	checkRules(t, map[string]ruleCase{
		"the first":             {rule, of(at(1)), Met, "hạng 1/6 của Cụm 1 năm 2025"},
		"the last that meets":   {rule, of(at(2)), Met, ""},
		"the next":              {rule, of(at(3)), Refused, "cần hạng từ 1 đến 2; hạng 3/6 của Cụm 1"},
		"one of two":            {rule, of(at(3), at(1)), Met, ""},
		"not ranked yet":        {rule, of(open), Undecided, "chưa xếp hạng (đang chấm chéo)"},
		"one open, one missed":  {rule, of(at(3), open), Undecided, "Cụm 2"},
		"one open, one reached": {rule, of(open, at(2)), Met, ""},
		"in no cluster":         {rule, of(), Refused, "không ở cụm, khối thi đua nào"},
	})
}

// TestSeveralRulesTogether: one refusal refuses, one gap leaves the title open, and the reason names the rules
// that are as bad as the whole.
func TestSeveralRulesTogether(t *testing.T) {
	t.Parallel()
	title := Title{Rules: []Rule{
		{Kind: IsRegistered, Name: "Một"},
		{Kind: YearGrade, Name: "Hai", Grade: "B"},
		{Kind: NoDiscipline, Name: "Ba", From: string(org.Reprimand)},
	}}
	punished := []Discipline{{string(org.Warning), "QĐ 5"}}
	for name, c := range map[string]struct {
		record Record
		want   Verdict
		why    string
	}{
		"all met":       {Record{Year: 2025, Registration: Confirmed, Grade: "A"}, Met, ""},
		"one undecided": {Record{Registration: Confirmed, Missing: []int{1}}, Undecided, "Hai: tháng 1 chưa có kết quả"},
		"one refused":   {Record{Registration: Confirmed, Grade: "A", Discipline: punished}, Refused, "Ba: QĐ 5"},
		"one of each":   {Record{Registration: Registered, Grade: "A", Discipline: punished}, Refused, "Ba: QĐ 5"},
		"two refused": {
			Record{Registration: Confirmed, Grade: "C", Discipline: punished}, Refused,
			"Hai: năm xếp loại C, cần từ B; Ba: QĐ 5",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := someTitles.Evaluate(&title, c.record)
			if got.Verdict != c.want || got.Why() != c.why || len(got.Checks) != 3 {
				t.Errorf("%s: %q with %d checks, want %s: %q", got.Verdict, got.Why(), len(got.Checks), c.want, c.why)
			}
		})
	}
}
