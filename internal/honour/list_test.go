package honour_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/access"
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

// desk is a small body with two rooms and four people, and the service that imports lists into it.
type desk struct {
	*intake.Service
	t    *testing.T
	root int64
	a    access.Actor
}

var titlesKnown = []honour.Known{
	{Code: "ldtt", Name: "Lao động tiên tiến"},
	{Code: "cstdcs", Name: "Chiến sĩ thi đua cơ sở"},
	{Code: "ttldtt", Name: "Tập thể lao động tiên tiến", Unit: true},
}

func knownTitles(*gorm.DB) ([]honour.Known, error) { return titlesKnown, nil }

func newDesk(t *testing.T) *desk {
	t.Helper()
	st, now := trial.Empty(t), trial.Clock()
	d := &desk{t: t, a: access.Operator(), Service: &intake.Service{Store: st, Clock: now, Kinds: map[string]intake.Kind{
		org.RosterKind:  org.Roster{Clock: now},
		honour.ListKind: honour.List{Clock: now, Titles: knownTitles},
	}}}
	var err error
	d.root, err = (&org.Service{Store: st, Clock: now}).CreateAgency(t.Context(), d.a, "Ban Tổ chức Thành ủy")
	d.must(err)
	people := d.start(org.RosterKind, roster)
	d.check(people, "checked add 4 same 0 ask 0 refuse 0")
	d.apply(people)
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// start brings a list in.
func (d *desk) start(kind, content string) int64 {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "a.csv")
	d.must(os.WriteFile(path, []byte(content), 0o600))
	id, err := d.Start(d.t.Context(), d.a, kind, intake.Upload{Name: "a.csv", Path: path}, d.root)
	d.must(err)
	return id
}

func (d *desk) file(id int64) intake.Import {
	d.t.Helper()
	i, err := d.Import(d.t.Context(), d.a, id)
	d.must(err)
	return i
}

// check does the dry run and compares what it comes to.
func (d *desk) check(id int64, want string) {
	d.t.Helper()
	d.must(d.Check(d.t.Context(), d.a, id, nil))
	i := d.file(id)
	got := fmt.Sprintf("%s add %d same %d ask %d refuse %d", i.State, i.Added, i.Same, i.Asked, i.Refused)
	if got != want {
		d.t.Fatalf("%s %s, want %s", got, i.Message, want)
	}
}

func (d *desk) apply(id int64) {
	d.t.Helper()
	d.must(d.Apply(d.t.Context(), d.a, id, d.file(id).Version, nil))
}

// rows are the findings of some actions, by the number of their row.
func (d *desk) rows(id int64, actions ...intake.Action) map[int]intake.RowAnswer {
	d.t.Helper()
	found := map[int]intake.RowAnswer{}
	for _, action := range actions {
		rows, err := d.Rows(d.t.Context(), d.a, id, action, 0)
		d.must(err)
		for _, r := range rows {
			found[r.Number] = r
		}
	}
	return found
}

// held is what the ledger holds, in the order in which it was written.
func (d *desk) held() string {
	d.t.Helper()
	var held []string
	d.must(d.Store.Read(d.t.Context()).Raw(`
		SELECT COALESCE(p.code, u.name) || ' ' || h.title || ' ' || h.year
		FROM honours h
		LEFT JOIN people p ON p.id = h.person_id
		LEFT JOIN units u ON u.id = h.unit_id
		WHERE h.revoked = ''
		ORDER BY h.id`).Scan(&held).Error)
	return strings.Join(held, ", ")
}

// person is the number of who has a code.
func (d *desk) person(code string) (id int64) {
	d.t.Helper()
	d.must(d.Store.Read(d.t.Context()).Raw(`SELECT id FROM people WHERE code = ?`, code).Scan(&id).Error)
	return id
}

// TestAListOfPastTitles: code, or name and year of birth, match; what is doubtful is asked.
func TestAListOfPastTitles(t *testing.T) {
	d := newDesk(t)
	id := d.start(honour.ListKind, titles)
	d.check(id, "checked add 4 same 0 ask 4 refuse 6")
	said := d.rows(id, intake.Ask, intake.Refuse)
	for number, want := range map[int]string{
		7:  "Có 2 người, tập thể cùng tên «Nguyễn Văn An» sinh 1980",
		8:  "Không có đúng «Lê Thị Hoà» sinh 1975, chỉ có tên giống",
		9:  "Thiếu mã và năm sinh, chưa chắc là ai",
		10: "Mã CB03 là của Lê Thị Hòa, tên trong tệp là «Ngô Thị Lan»",
		11: "Không có «Ngô Thị Lan» trong danh sách",
		12: "Không có mã «CB99»",
		13: "Trùng với dòng 5",
		14: "Không có danh hiệu «Huân chương»",
		15: "Năm «2032» không đúng",
		16: "Ngày quyết định không có thật: «31/02/2021»",
	} {
		if !strings.Contains(said[number].Reason, want) {
			t.Errorf("row %d: %q, want %q", number, said[number].Reason, want)
		}
	}
	choices := said[7].Choices()
	if len(choices) != 2 || !strings.Contains(choices[0].Text, "Phòng Hai, mã CB02") {
		t.Fatalf("the choices: %+v", choices)
	}
	answers := map[int]int64{7: choices[1].ID, 8: said[8].Choices()[0].ID, 10: 0}
	d.must(d.Answer(t.Context(), d.a, id, d.file(id).Version, answers))
	d.check(id, "checked add 6 same 0 ask 1 refuse 7")
	d.apply(id)
	want := "CB03 cstdcs 2024, CB03 ldtt 2023, CB02 ldtt 2024, CB01 ldtt 2023, CB03 ldtt 2022, Phòng Một ttldtt 2024"
	if got := d.held(); got != want {
		t.Errorf("held: %s", got)
	}
	d.check(d.start(honour.ListKind, titles), "checked add 0 same 4 ask 4 refuse 6")
}

// TestNobodyImportsTheOwnTitles: the own row goes back, by code and by answer, others do not.
func TestNobodyImportsTheOwnTitles(t *testing.T) {
	d := newDesk(t)
	d.a = access.Actor{AccountID: 7, PersonID: d.person("CB03"), Grants: []access.Grant{{Role: access.Committee}}}
	id := d.start(honour.ListKind, "Mã,Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n"+
		"CB03,Lê Thị Hòa,ldtt,2024,1-QĐ,05/01/2025\n"+
		"CB01,Nguyễn Văn An,ldtt,2024,1-QĐ,05/01/2025\n"+
		",Lê Thị Hòa,ldtt,2023,1-QĐ,05/01/2025\n")
	d.check(id, "checked add 1 same 0 ask 1 refuse 1")
	if r := d.rows(id, intake.Refuse)[2]; !strings.Contains(r.Reason, "Không ai tự ghi danh hiệu") {
		t.Errorf("%q", r.Reason)
	}
	d.must(d.Answer(t.Context(), d.a, id, d.file(id).Version, map[int]int64{4: d.a.PersonID}))
	d.check(id, "checked add 1 same 0 ask 0 refuse 2")
	d.apply(id)
	if got := d.held(); got != "CB01 ldtt 2024" {
		t.Errorf("held: %s", got)
	}
}

// TestAListOfOneUnit: who keeps the files of one room brings in no titles of another.
func TestAListOfOneUnit(t *testing.T) {
	d := newDesk(t)
	var room struct {
		ID   int64
		Path string
	}
	d.must(d.Store.Read(t.Context()).Raw(`SELECT id, path FROM units WHERE name = 'Phòng Một'`).Scan(&room).Error)
	d.a, d.root = trial.Partial(t, access.PeopleEdit, room.ID, room.Path), room.ID
	id := d.start(honour.ListKind, "Mã,Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n"+
		"CB01,Nguyễn Văn An,ldtt,2024,1-QĐ,05/01/2025\n"+
		"CB02,Nguyễn Văn An,ldtt,2024,1-QĐ,05/01/2025\n"+
		",Phòng Một,ttldtt,2024,1-QĐ,05/01/2025\n"+
		",Phòng Hai,ttldtt,2024,1-QĐ,05/01/2025\n")
	d.check(id, "checked add 2 same 0 ask 0 refuse 2")
	for _, number := range []int{3, 5} {
		if r := d.rows(id, intake.Refuse)[number]; !strings.Contains(r.Reason, "ngoài phạm vi bạn được sửa") {
			t.Errorf("row %d: %q", number, r.Reason)
		}
	}
	d.apply(id)
	if got := d.held(); got != "CB01 ldtt 2024, Phòng Một ttldtt 2024" {
		t.Errorf("held: %s", got)
	}
}

// TestATitleThatWasTakenBackIsNotHeld: a list may bring it in anew.
func TestATitleThatWasTakenBackIsNotHeld(t *testing.T) {
	d := newDesk(t)
	const list = "Mã,Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n" +
		"CB01,Nguyễn Văn An,ldtt,2024,1-QĐ,05/01/2025\n"
	id := d.start(honour.ListKind, list)
	d.check(id, "checked add 1 same 0 ask 0 refuse 0")
	d.apply(id)
	d.check(d.start(honour.ListKind, list), "checked add 0 same 1 ask 0 refuse 0")
	an := d.person("CB01")
	d.must(d.write(func(tx *gorm.DB) error {
		return honour.End(tx, honour.Honour{PersonID: &an, Title: "ldtt", Year: 2024, Decision: "1-QĐ"}, "Hủy bỏ")
	}))
	id = d.start(honour.ListKind, list)
	d.check(id, "checked add 1 same 0 ask 0 refuse 0")
	d.apply(id)
	if got := d.held(); got != "CB01 ldtt 2024" {
		t.Errorf("held: %s", got)
	}
}

// TestADecisionHasADay: a year alone says none.
func TestADecisionHasADay(t *testing.T) {
	d := newDesk(t)
	id := d.start(honour.ListKind, "Mã,Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n"+
		"CB01,Nguyễn Văn An,ldtt,2024,1-QĐ,2025\nCB02,Nguyễn Văn An,ldtt,2024,1-QĐ,05/01/2025\n")
	d.check(id, "checked add 1 same 0 ask 0 refuse 1")
	if r := d.rows(id, intake.Refuse)[2]; !strings.Contains(r.Reason, "Ngày quyết định không có thật: «2025»") {
		t.Errorf("%q", r.Reason)
	}
}
