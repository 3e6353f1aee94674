package honour_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/audit"
	"congthidua/internal/honour"
	"congthidua/internal/intake"
	"congthidua/internal/org"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

const roster = `Mã cán bộ,Họ và tên,Ngày sinh,Chức vụ,Đơn vị
CB01,Nguyễn Văn An,01/02/1980,Chuyên viên,Phòng Một
CB02,Nguyễn Văn An,05/06/1980,Chuyên viên,Phòng Hai
CB03,Lê Thị Hòa,1975,Trưởng phòng,Phòng Một
,Trần Bình,,Chuyên viên,Phòng Hai
`

const titles = `DANH SÁCH DANH HIỆU THI ĐUA,,,,,,,
STT,Mã,Họ và tên / Tên tập thể,Năm sinh,Đơn vị,Danh hiệu,Năm,Số quyết định,Ngày quyết định
I. Cá nhân,,,,,,,,
1,CB03,Lê Thị Hòa,,,Chiến sĩ thi đua cơ sở,2024,12-QĐ/BTC,05/01/2025
2,,Lê Thị Hòa,1975,,LĐTT,2023,8-QĐ/BTC,04/01/2024
3,,Nguyễn Văn An,1980,Phòng Hai,ldtt,2024,12-QĐ/BTC,05/01/2025
4,,Nguyễn Văn An,1980,,Lao động tiên tiến,2023,8-QĐ/BTC,04/01/2024
5,,Lê Thị Hoà,1975,,ldtt,2022,3-QĐ/BTC,04/01/2023
6,,Trần Bình,,Phòng Hai,ldtt,2024,12-QĐ/BTC,05/01/2025
7,CB03,Ngô Thị Lan,,,ldtt,2021,3-QĐ/BTC,04/01/2022
8,,Ngô Thị Lan,1970,,ldtt,2021,3-QĐ/BTC,04/01/2022
9,CB99,Ai đó,,,ldtt,2021,3-QĐ/BTC,04/01/2022
10,CB03,Lê Thị Hòa,,,ldtt,2023,8-QĐ/BTC,04/01/2024
11,CB03,Lê Thị Hòa,,,Huân chương,2023,8-QĐ/BTC,04/01/2024
12,CB03,Lê Thị Hòa,,,ldtt,2032,8-QĐ/BTC,04/01/2024
13,CB03,Lê Thị Hòa,,,ldtt,2020,8-QĐ/BTC,31/02/2021
II. Tập thể,,,,,,,,
14,,Phòng Một,,,Tập thể lao động tiên tiến,2024,13-QĐ/BTC,05/01/2025
`

// TestAListOfPastTitles: code, or name and year of birth, match; what is doubtful is asked.
func TestAListOfPastTitles(t *testing.T) {
	ctx := context.Background()
	st := trial.Empty(t)
	clock := trial.Clock()
	root, err := (&org.Service{Store: st, Clock: clock}).CreateAgency(ctx, "Ban Tổ chức Thành ủy")
	if err != nil {
		t.Fatal(err)
	}
	known := []honour.Known{{Code: "ldtt", Name: "Lao động tiên tiến"}, {Code: "cstdcs", Name: "Chiến sĩ thi đua cơ sở"}, {Code: "ttldtt", Name: "Tập thể lao động tiên tiến", Unit: true}}
	s := &intake.Service{Store: st, Clock: clock, Kinds: map[string]intake.Kind{
		"roster":  org.Roster{Clock: clock},
		"honours": honour.List{Clock: clock, Titles: func(*gorm.DB) ([]honour.Known, error) { return known, nil }},
	}}
	start := func(kind, content string) int64 {
		t.Helper()
		path := filepath.Join(t.TempDir(), "a.csv")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		id, err := s.Start(ctx, audit.Who{}, kind, "a.csv", path, "", root)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	check := func(id int64, want string) {
		t.Helper()
		if err := s.Check(ctx, id, nil); err != nil {
			t.Fatal(err)
		}
		i, err := s.Import(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join([]string{i.State, "add", n(i.Added), "same", n(i.Same), "ask", n(i.Asked), "refuse", n(i.Refused)}, " "); got != want {
			t.Fatalf("%s %s, want %s", got, i.Message, want)
		}
	}
	people := start("roster", roster)
	check(people, "checked add 4 same 0 ask 0 refuse 0")
	if err := s.Apply(ctx, audit.Who{}, people, nil); err != nil {
		t.Fatal(err)
	}

	id := start("honours", titles)
	check(id, "checked add 4 same 0 ask 4 refuse 6")
	said := map[int]string{}
	for _, action := range []string{intake.Ask, intake.Refuse} {
		rows, err := s.Rows(ctx, id, action, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			said[r.Number] = r.Reason
		}
	}
	for number, want := range map[int]string{
		7: "Có 2 người, tập thể cùng tên «Nguyễn Văn An» sinh 1980", 8: "Không có đúng «Lê Thị Hoà» sinh 1975, chỉ có tên giống", 9: "Thiếu mã và năm sinh, chưa chắc là ai", 10: "Mã CB03 là của Lê Thị Hòa, tên trong tệp là «Ngô Thị Lan»",
		11: "Không có «Ngô Thị Lan» trong danh sách", 12: "Không có mã «CB99»", 13: "Trùng với dòng 5", 14: "Không có danh hiệu «Huân chương»", 15: "Năm «2032» không đúng", 16: "Ngày quyết định không có thật: «31/02/2021»",
	} {
		if !strings.Contains(said[number], want) {
			t.Errorf("row %d: %q, want %q", number, said[number], want)
		}
	}
	rows, err := s.Rows(ctx, id, intake.Ask, 0)
	if err != nil || len(rows[0].Choices()) != 2 || !strings.Contains(rows[0].Choices()[0].Text, "Phòng Hai, mã CB02") {
		t.Fatalf("the choices: %+v %v", rows[0].Choices(), err)
	}
	if err := s.Answer(ctx, audit.Who{}, id, map[int]int64{7: 9999}); err == nil {
		t.Error("somebody was chosen who was not offered")
	}
	answers := map[int]int64{7: rows[0].Choices()[1].ID, 8: rows[1].Choices()[0].ID, 10: 0}
	if err := s.Answer(ctx, audit.Who{}, id, answers); err != nil {
		t.Fatal(err)
	}
	check(id, "checked add 6 same 0 ask 1 refuse 7")
	if err := s.Apply(ctx, audit.Who{}, id, nil); err != nil {
		t.Fatal(err)
	}
	var held []string
	if err := st.Read(ctx).Raw(`SELECT COALESCE(p.code, u.name) || ' ' || h.title || ' ' || h.year FROM honours h LEFT JOIN people p ON p.id = h.person_id LEFT JOIN units u ON u.id = h.unit_id ORDER BY h.id`).Scan(&held).Error; err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(held, ", "); got != "CB03 cstdcs 2024, CB03 ldtt 2023, CB02 ldtt 2024, CB01 ldtt 2023, CB03 ldtt 2022, Phòng Một ttldtt 2024" {
		t.Errorf("held: %s", got)
	}
	again := start("honours", titles)
	check(again, "checked add 0 same 4 ask 4 refuse 6")
}

func n(x int64) string { return string(rune('0' + x)) }
