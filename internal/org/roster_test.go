package org_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/intake"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/trial"
)

func agency(t *testing.T) (*org.Service, *store.Store, int64) {
	t.Helper()
	st := trial.Empty(t)
	s := &org.Service{Store: st, Clock: trial.Clock()}
	id, err := s.CreateAgency(context.Background(), "Ban Tổ chức Thành ủy")
	if err != nil {
		t.Fatal(err)
	}
	return s, st, id
}

// sample is the roster as offices write it.
func sample(t *testing.T) string {
	t.Helper()
	content, err := data.Demo.ReadFile("demo/roster.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return file(t, "roster.xlsx", content)
}

func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// rosters imports rosters into the agency's database.
func rosters(s *org.Service) *intake.Service {
	return &intake.Service{Store: s.Store, Clock: s.Clock, Kinds: map[string]intake.Kind{"roster": org.Roster{Clock: s.Clock}}}
}

func check(t *testing.T, s *intake.Service, unit int64, path string) intake.Import {
	t.Helper()
	ctx := context.Background()
	id, err := s.Start(ctx, audit.Who{}, "roster", filepath.Base(path), path, "", unit)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx, id, nil); err != nil {
		t.Fatal(err)
	}
	i, err := s.Import(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func refusals(t *testing.T, s *intake.Service, id int64) map[int]string {
	t.Helper()
	found := map[int]string{}
	if err := s.Refused(context.Background(), id, func(r intake.Row) error { found[r.Number] = r.Reason; return nil }); err != nil {
		t.Fatal(err)
	}
	return found
}

func count(t *testing.T, st *store.Store, sql string, args ...any) (n int) {
	t.Helper()
	if err := st.Read(context.Background()).Raw(sql, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSampleRoster(t *testing.T) {
	office, st, root := agency(t)
	s := rosters(office)
	ctx := context.Background()
	i := check(t, s, root, sample(t))
	if i.State != "checked" || i.Added != 141 || i.Changed != 0 || i.Same != 0 || i.Refused != 2 {
		t.Fatalf("%s %q: added %d, changed %d, same %d, refused %d", i.State, i.Message, i.Added, i.Changed, i.Same, i.Refused)
	}
	found := refusals(t, s, i.ID)
	if !strings.Contains(found[156], "31/02/1980") || !strings.Contains(found[157], "Thiếu họ và tên") {
		t.Errorf("refusals: %v", found)
	}
	if n := count(t, st, `SELECT count(*) FROM people`); n != 0 {
		t.Fatalf("the dry run wrote %d people", n)
	}
	if err := s.Apply(ctx, audit.Who{}, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]int{
		`SELECT count(*) FROM people`: 141, `SELECT count(*) FROM units WHERE parent_id IS NOT NULL`: 7,
		`SELECT count(*) FROM posts WHERE heads`: 7,
		`SELECT count(*) FROM people WHERE name = 'Lê Thu Chi' AND birth_date = '1968-07-27' AND gender = 'female' AND party_date = '1994-10-27'`:            1,
		`SELECT count(*) FROM people WHERE name = 'Phan Quốc Linh' AND birth_date = '1972-01-01' AND birth_precision = 'year' AND gender = 'male'`:           1,
		`SELECT count(*) FROM people WHERE name = 'Bùi Thanh Trang' AND birth_date = '1976-09-17' AND birth_precision = 'day'`:                               1,
		`SELECT count(*) FROM absences WHERE kind = 'maternity' AND since = '2018-10-01' AND until = '2019-03-31'`:                                           13,
		`SELECT count(*) FROM units WHERE name = 'Phòng Tổ chức cơ sở đảng, đảng viên'`:                                                                      1,
		`SELECT count(*) FROM posts p JOIN units u ON u.id = p.unit_id WHERE p.title = 'Chánh Văn phòng' AND u.name = 'Văn phòng' AND p.heads AND p.manager`: 1,
	} {
		if got := count(t, st, what); got != want {
			t.Errorf("%s: %d, want %d", what, got, want)
		}
	}
	again := check(t, s, root, sample(t))
	if again.Added != 0 || again.Changed != 0 || again.Same != 141 || again.Refused != 2 {
		t.Errorf("a second run: added %d, changed %d, same %d, refused %d", again.Added, again.Changed, again.Same, again.Refused)
	}
}

func TestOtherNamesAndOrdersOfColumns(t *testing.T) {
	office, st, root := agency(t)
	s := rosters(office)
	text := "DANH SÁCH CÁN BỘ;;;;;\n;;;;;\nEmail;Giới tính;Phòng, ban;Chức danh;Họ tên;Năm sinh\n" +
		"an@x.vn;Nam;Phòng Một;Trưởng phòng; Nguyễn  Văn   An ;1975\n;Nữ;Phòng Một;Chuyên viên;Trần Thị Bình;05/06/1988\n;Nữ;Phòng Hai;Phó Trưởng phòng;Trần Thị Bình;05/06/1988\n"
	i := check(t, s, root, file(t, "a.csv", []byte("\ufeff"+text)))
	if i.Added != 2 || i.Changed != 1 || i.Refused != 0 {
		t.Fatalf("%s %s: added %d, changed %d, refused %d %v", i.State, i.Message, i.Added, i.Changed, i.Refused, refusals(t, s, i.ID))
	}
	if err := s.Apply(context.Background(), audit.Who{}, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	if n := count(t, st, `SELECT count(*) FROM posts po JOIN people p ON p.id = po.person_id WHERE p.name = 'Trần Thị Bình' AND po.until IS NULL`); n != 2 {
		t.Errorf("the person in two units holds %d posts, want a main and a second one", n)
	}
	if n := count(t, st, `SELECT count(*) FROM people WHERE name = 'Nguyễn Văn An' AND gender = 'male' AND email = 'an@x.vn'`); n != 1 {
		t.Error("stray spaces, gender or mail are wrong")
	}
	if again := check(t, s, root, file(t, "a.csv", []byte("\ufeff"+text))); again.Added+again.Changed != 0 || again.Same != 3 {
		t.Errorf("a second run: added %d, changed %d, same %d", again.Added, again.Changed, again.Same)
	}
}

func TestColumnsSetByHandAreRemembered(t *testing.T) {
	office, _, root := agency(t)
	s := rosters(office)
	ctx := context.Background()
	content := []byte("Cột A,Cột B,Cột C\nNguyễn Văn An,Phòng Một,Chuyên viên\nLê Thị Ý,Phòng Một,Chuyên viên\n")
	i := check(t, s, root, file(t, "b.csv", content))
	if i.State != "unmapped" {
		t.Fatalf("%s: a file without known headings", i.State)
	}
	if err := s.Remap(ctx, audit.Who{}, i.ID, map[string]int{"name": 0, "unit": 1, "post": 2}, 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	if i, _ = s.Import(ctx, i.ID); i.State != "checked" || i.Added != 2 {
		t.Fatalf("%s: added %d", i.State, i.Added)
	}
	if next := check(t, s, root, file(t, "c.csv", content)); next.State != "checked" || next.Added != 2 {
		t.Errorf("the next file of this layout: %s, added %d", next.State, next.Added)
	}
}

func TestChangesAreNamed(t *testing.T) {
	office, _, root := agency(t)
	s := rosters(office)
	ctx := context.Background()
	head := "Họ và tên,Ngày sinh,Chức vụ,Đơn vị,Điện thoại\n"
	i := check(t, s, root, file(t, "a.csv", []byte(head+"Nguyễn Văn An,01/02/1980,Chuyên viên,Phòng Một,0901\n")))
	if err := s.Apply(ctx, audit.Who{}, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	i = check(t, s, root, file(t, "b.csv", []byte(head+"Nguyễn Văn An,01/02/1980,Chuyên viên chính,Phòng Hai,0902\n")))
	rows, err := s.Rows(ctx, i.ID, "change", 0)
	if err != nil || len(rows) != 1 || !strings.Contains(rows[0].Reason, "Điện thoại: 0901 → 0902") || !strings.Contains(rows[0].Reason, "Chuyển đến Phòng Hai") {
		t.Fatalf("%+v %v", rows, err)
	}
	if err := s.Apply(ctx, audit.Who{}, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	people, total, err := office.People(ctx, access.Reach{All: true}, org.PeopleFilter{Find: "nguyen van an"})
	if err != nil || total != 1 || people[0].Unit != "Phòng Hai" || people[0].Post != "Chuyên viên chính" {
		t.Errorf("%+v %d %v", people, total, err)
	}
	if err := s.Apply(ctx, audit.Who{}, i.ID, nil); err == nil {
		t.Error("an import was applied twice")
	}
}

func TestARepeatedPersonIsRefusedWithTheOtherRow(t *testing.T) {
	office, _, root := agency(t)
	s := rosters(office)
	i := check(t, s, root, file(t, "a.csv", []byte("Họ và tên,Ngày sinh,Đơn vị\nNguyễn Văn An,01/02/1980,Phòng Một\n NGUYỄN văn An,1980,Phòng Một\nNguyễn Văn An,1985,Phòng Một\n")))
	if found := refusals(t, s, i.ID); i.Added != 2 || len(found) != 1 || !strings.Contains(found[3], "dòng 2") {
		t.Errorf("added %d, refused %v", i.Added, found)
	}
}
