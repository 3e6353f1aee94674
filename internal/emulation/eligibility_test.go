package emulation

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/cluster"
	"congthidua/internal/initiative"
)

func shipped(t *testing.T) *Catalogue {
	t.Helper()
	text, err := data.Catalogue.ReadFile("catalogue/titles-law2022.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseCatalogue(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// worker meets everything for Chiến sĩ thi đua cơ sở in 2025.
func worker(change func(*Record)) Record {
	r := Record{Year: 2025, Registration: Confirmed, Grade: "B", GradeHow: "bình quân 82", Honours: map[string][]int{},
		Initiatives: []initiative.Contribution{{Name: "Số hóa hồ sơ", Level: "base", Year: 2025, Decision: "QĐ 12"}}}
	if change != nil {
		change(&r)
	}
	return r
}

func TestPersonsTitles(t *testing.T) {
	c := shipped(t)
	province := initiative.Contribution{Name: "Chấm điểm tháng", Level: "province", Year: 2024}
	for _, test := range []struct {
		what, title string
		change      func(*Record)
		want        Verdict
		says        string
	}{
		{"grade B", "ldtt", nil, Met, ""},
		{"year grade C", "ldtt", func(r *Record) { r.Grade = "C" }, Refused, "năm xếp loại C, cần từ B"},
		{"no registration, whatever the grade", "ldtt", func(r *Record) { r.Registration, r.Grade = "", "A" }, Refused, "không có đăng ký cho năm 2025"},
		{"not confirmed yet", "ldtt", func(r *Record) { r.Registration = Registered }, Undecided, "chờ xác nhận"},
		{"no year grade", "ldtt", func(r *Record) { r.Grade, r.GradeHow = "", "làm việc dưới 6 tháng" }, Refused, "năm không được xếp loại (làm việc dưới 6 tháng)"},
		{"months to come", "ldtt", func(r *Record) { r.Missing = []int{11, 12} }, Undecided, "tháng 11, 12 chưa có kết quả"},
		{"a run of months", "ldtt", func(r *Record) { r.Missing = []int{1, 2, 3, 7} }, Undecided, "tháng 1–3, 7 chưa có kết quả"},
		{"discipline", "ldtt", func(r *Record) { r.Discipline = []Discipline{{"reprimand", "Khiển trách, QĐ 5"}} }, Refused, "Khiển trách, QĐ 5"},
		{"initiative", "cstdcs", nil, Met, ""},
		{"no initiative", "cstdcs", func(r *Record) { r.Initiatives = nil }, Refused, "cần 1 sáng kiến cấp cơ sở trở lên được công nhận trong năm 2025, có 0"},
		{"initiative of last year", "cstdcs", func(r *Record) { r.Initiatives[0].Year = 2024 }, Refused, "có 0"},
		{"no LĐTT, no CSTĐCS", "cstdcs", func(r *Record) { r.Grade = "C" }, Refused, "Lao động tiên tiến: Năm hoàn thành tốt nhiệm vụ trở lên: năm xếp loại C"},
		{"gap in the row", "cstdt", func(r *Record) {
			r.Honours["cstdcs"], r.Initiatives = []int{2021, 2023, 2024}, []initiative.Contribution{province}
		}, Refused, "cần 3 lần liên tục Chiến sĩ thi đua cơ sở, có 2 (2023, 2024)"},
		{"the year itself decided", "cstdt", func(r *Record) {
			r.Honours["cstdcs"], r.Initiatives = []int{2023, 2024, 2025}, []initiative.Contribution{province}
		}, Met, ""},
		{"three before", "cstdt", func(r *Record) {
			r.Honours["cstdcs"], r.Initiatives = []int{2022, 2023, 2024}, []initiative.Contribution{province}
		}, Met, ""},
		{"initiative of a lower level", "cstdt", func(r *Record) { r.Honours["cstdcs"] = []int{2023, 2024, 2025} }, Refused, "chưa tính: «Số hóa hồ sơ» (cấp cơ sở, 2025, QĐ 12)"},
		{"twice for the nation", "cstdtq", func(r *Record) {
			r.Honours["cstdt"], r.Initiatives = []int{2022, 2025}, []initiative.Contribution{{Name: "X", Level: "nation", Year: 2021}}
		}, Refused, "cần 2 lần liên tục Chiến sĩ thi đua cấp tỉnh, ban, ngành, có 1 (2025)"},
	} {
		got := c.Evaluate(c.Title(test.title), worker(test.change))
		if got.Verdict != test.want || !strings.Contains(got.Why(), test.says) {
			t.Errorf("%s: %s, %s", test.what, got.Verdict, got.Why())
		}
		for _, check := range got.Checks {
			if check.Text == "" || check.Rule.Legal == "" {
				t.Errorf("%s: rule %s says nothing", test.what, check.Rule.Code)
			}
		}
	}
}

// unit is a collective of so many people, of whom some have met LĐTT and some are open.
func unit(people, met, open int) Record {
	r := Record{Year: 2025, Registration: Confirmed}
	for i := range people {
		verdict := Refused
		switch {
		case i < met:
			verdict = Met
		case i < met+open:
			verdict = Undecided
		}
		r.Members = append(r.Members, Member{Name: fmt.Sprintf("Người %d", i+1), Verdicts: map[string]Verdict{"ldtt": verdict}})
	}
	return r
}

func TestCollectivesTitles(t *testing.T) {
	c := shipped(t)
	warned := unit(20, 19, 0)
	warned.Members[19].Discipline = []Discipline{{"warning", "Cảnh cáo, QĐ 7"}}
	reprimanded := unit(20, 19, 0)
	reprimanded.Members[19].Discipline = []Discipline{{"reprimand", "Khiển trách"}}
	for _, test := range []struct {
		what, title string
		record      Record
		want        Verdict
		says        string
	}{
		{"11 of 20", "ttldtt", unit(20, 11, 0), Met, ""},
		{"10 of 20", "ttldtt", unit(20, 10, 0), Refused, "10/20 người đạt Lao động tiên tiến = 50%, cần trên 50%"},
		{"10 of 20, one open", "ttldtt", unit(20, 10, 1), Undecided, "còn 1 người chưa xác định được"},
		{"a warning", "ttldtt", warned, Refused, "Người 20: Cảnh cáo, QĐ 7"},
		{"a reprimand does not count", "ttldtt", reprimanded, Met, ""},
		{"excellent", "ttldxs", unit(20, 15, 0), Met, ""},
		{"not excellent", "ttldxs", unit(20, 14, 0), Refused, "14/20 người đạt Lao động tiên tiến = 70%, cần trên 70%"},
		{"nobody", "ttldtt", Record{Year: 2025, Registration: Confirmed}, Refused, "không có thành viên nào"},
	} {
		if got := c.Evaluate(c.Title(test.title), test.record); got.Verdict != test.want || !strings.Contains(got.Why(), test.says) {
			t.Errorf("%s: %s, %s", test.what, got.Verdict, got.Why())
		}
	}
}

func TestACatalogueMustHoldTogether(t *testing.T) {
	const vote = "level: base, vote: {share: 0.5}"
	for text, want := range map[string]string{
		"titles: [{code: a, name: Danh hiệu, subject: person, " + vote + ", rules: [{kind: guess}]}]":                                                                                                                                  "titles.0.rules.0.kind: ",
		"titles: [{code: a, name: Danh hiệu, subject: person, " + vote + ", rules: [{kind: member_share}]}]":                                                                                                                           "titles.0.rules.0.kind: ",
		"titles: [{code: a, name: Danh hiệu, subject: person, " + vote + ", rules: [{kind: streak, name: x, legal: x, title: b, years: 2}]}]":                                                                                          "titles.0.rules.0.title: Chọn danh hiệu",
		"titles: [{code: a, name: Danh hiệu, subject: team, " + vote + "}]":                                                                                                                                                            "titles.0.subject: ",
		"titles: [{code: a, name: Danh hiệu, subject: person, " + vote + "}, {code: a, name: Danh hiệu, subject: person, " + vote + "}]":                                                                                               "titles.1.code: ",
		"titles: [{code: a, name: Danh hiệu, subject: person, level: base, vote: {share: 1.5}}]":                                                                                                                                       "titles.0.vote.share: ",
		"titles: [{code: a, name: Danh hiệu, subject: person, " + vote + ", quota: {of: a, share: 0.1}}]":                                                                                                                              "titles.0.quota.of: ",
		"titles: [{code: a, name: Một, subject: person, " + vote + ", rules: [{kind: meets, name: x, legal: x, title: b}]}, {code: b, name: Hai, subject: person, " + vote + ", rules: [{kind: meets, name: x, legal: x, title: a}]}]": "lại đòi chính danh hiệu này",
		"titles: {": "danh mục danh hiệu",
	} {
		if _, err := ParseCatalogue(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestACatalogueIsReadAsItIsWritten: what is edited and kept says the same.
func TestACatalogueIsReadAsItIsWritten(t *testing.T) {
	c := shipped(t)
	text, err := c.YAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseCatalogue(text)
	if err != nil || !reflect.DeepEqual(c, again) {
		t.Errorf("%v: %+v, want %+v", err, again, c)
	}
}

// TestTheLeaderOfAClusterMayHaveTheFlag: the ranking of a cluster is one of the rules.
func TestTheLeaderOfAClusterMayHaveTheFlag(t *testing.T) {
	c := shipped(t)
	team := func(places ...cluster.Place) Record {
		r := unit(20, 15, 0)
		r.Places = places
		return r
	}
	first := cluster.Place{Cluster: "Cụm 1", State: cluster.Over, Rank: 1, Of: 6}
	second := cluster.Place{Cluster: "Khối A", State: cluster.Over, Rank: 2, Of: 5}
	open := cluster.Place{Cluster: "Cụm 2", State: cluster.CrossCheck}
	for _, test := range []struct {
		what   string
		record Record
		want   Verdict
		says   string
	}{
		{"first", team(first), Met, ""},
		{"first in one of two", team(second, first), Met, ""},
		{"second", team(second), Refused, "cần hạng từ 1 đến 1; hạng 2/5 của Khối A năm 2025"},
		{"not ranked yet", team(second, open), Undecided, "Cụm 2 năm 2025 chưa xếp hạng (đang chấm chéo)"},
		{"in no cluster", team(), Refused, "không ở cụm, khối thi đua nào"},
	} {
		if got := c.Evaluate(c.Title("cotd"), test.record); got.Verdict != test.want || !strings.Contains(got.Why(), test.says) {
			t.Errorf("%s: %s, %s", test.what, got.Verdict, got.Why())
		}
	}
}
