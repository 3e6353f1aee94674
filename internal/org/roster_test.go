package org_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/intake"
	"congthidua/internal/org"
)

// sample is the roster as offices write it.
func sample(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("../../data/demo/roster.xlsx")
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

// rosters imports rosters into the office's database.
func (o *office) rosters() *intake.Service {
	kinds := map[string]intake.Kind{org.RosterKind: org.Roster{Clock: o.clock}}
	return &intake.Service{Store: o.Store, Clock: o.clock, Kinds: kinds}
}

// check brings a file in below a unit and does its dry run.
func check(t *testing.T, s *intake.Service, a access.Actor, unit int64, path string) intake.Import {
	t.Helper()
	ctx := t.Context()
	id, err := s.Start(ctx, a, org.RosterKind, intake.Upload{Name: filepath.Base(path), Path: path}, unit)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx, a, id, nil); err != nil {
		t.Fatal(err)
	}
	i, err := s.Import(ctx, a, id)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// apply carries an import out.
func apply(t *testing.T, s *intake.Service, i intake.Import) {
	t.Helper()
	if err := s.Apply(t.Context(), officer(0), i.ID, i.Version, nil); err != nil {
		t.Fatal(err)
	}
}

func refusals(t *testing.T, s *intake.Service, id int64) map[int]string {
	t.Helper()
	found := map[int]string{}
	err := s.Refused(t.Context(), officer(0), id, func(r intake.Row) error {
		found[r.Number] = r.Reason
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSampleRoster(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	i := check(t, s, officer(0), o.root, sample(t))
	if i.State != intake.Checked || i.Added != 141 || i.Changed != 0 || i.Same != 0 || i.Refused != 2 {
		t.Fatalf("%s %q: added %d, changed %d, same %d, refused %d", i.State, i.Message, i.Added, i.Changed, i.Same,
			i.Refused)
	}
	found := refusals(t, s, i.ID)
	if !strings.Contains(found[156], "31/02/1980") || !strings.Contains(found[157], "Thiếu họ và tên") {
		t.Errorf("refusals: %v", found)
	}
	if n := o.number(`SELECT count(*) FROM people`); n != 0 {
		t.Fatalf("the dry run wrote %d people", n)
	}
	apply(t, s, i)
	for what, want := range map[string]int{
		`SELECT count(*) FROM people`: 141, `SELECT count(*) FROM units WHERE parent_id IS NOT NULL`: 7,
		`SELECT count(*) FROM posts WHERE heads`: 7,
		`
			SELECT count(*)
			FROM people
			WHERE name = 'Lê Thu Chi' AND birth_date = '1968-07-27' AND gender = 'female' AND party_date = '1994-10-27'`: 1,
		`
			SELECT count(*)
			FROM people
			WHERE name = 'Phan Quốc Linh' AND birth_date = '1972-01-01' AND birth_precision = 'year' AND gender = 'male'`: 1,
		`
			SELECT count(*)
			FROM people
			WHERE name = 'Bùi Thanh Trang' AND birth_date = '1976-09-17' AND birth_precision = 'day'`: 1,
		`
			SELECT count(*)
			FROM absences
			WHERE kind = 'maternity' AND since = '2018-10-01' AND until = '2019-03-31'`: 13,
		`
			SELECT count(*)
			FROM units
			WHERE name = 'Phòng Tổ chức cơ sở đảng, đảng viên'`: 1,
		`
			SELECT count(*)
			FROM posts p
			JOIN units u ON u.id = p.unit_id
			WHERE p.title = 'Chánh Văn phòng' AND u.name = 'Văn phòng' AND p.heads AND p.manager`: 1,
	} {
		if got := o.number(what); got != want {
			t.Errorf("%s: %d, want %d", what, got, want)
		}
	}
	again := check(t, s, officer(0), o.root, sample(t))
	if again.Added != 0 || again.Changed != 0 || again.Same != 141 || again.Refused != 2 {
		t.Errorf("a second run: added %d, changed %d, same %d, refused %d", again.Added, again.Changed, again.Same,
			again.Refused)
	}
}

func TestOtherNamesAndOrdersOfColumns(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	text := "DANH SÁCH CÁN BỘ;;;;;\n;;;;;\nEmail;Giới tính;Phòng, ban;Chức danh;Họ tên;Năm sinh\n" +
		"an@x.vn;Nam;Phòng Một;Trưởng phòng; Nguyễn  Văn   An ;1975\n;Nữ;Phòng Một;Chuyên viên;Trần Thị " +
		"Bình;05/06/1988\n;Nữ;Phòng Hai;Phó Trưởng phòng;Trần Thị Bình;05/06/1988\n"
	i := check(t, s, officer(0), o.root, file(t, "a.csv", []byte("\ufeff"+text)))
	if i.Added != 2 || i.Changed != 1 || i.Refused != 0 {
		t.Fatalf("%s %s: added %d, changed %d, refused %d %v", i.State, i.Message, i.Added, i.Changed, i.Refused,
			refusals(t, s, i.ID))
	}
	apply(t, s, i)
	if n := o.number(`
		SELECT count(*)
		FROM posts po
		JOIN people p ON p.id = po.person_id
		WHERE p.name = 'Trần Thị Bình' AND po.until IS NULL`); n != 2 {
		t.Errorf("the person in two units holds %d posts, want a main and a second one", n)
	}
	if n := o.number(`
		SELECT count(*)
		FROM people
		WHERE name = 'Nguyễn Văn An' AND gender = 'male' AND email = 'an@x.vn'`); n != 1 {
		t.Error("stray spaces, gender or mail are wrong")
	}
	if again := check(t, s, officer(0), o.root, file(t, "a.csv", []byte("\ufeff"+text))); again.Added+again.Changed != 0 ||
		again.Same != 3 {
		t.Errorf("a second run: added %d, changed %d, same %d", again.Added, again.Changed, again.Same)
	}
}

func TestColumnsSetByHandAreRemembered(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	content := []byte("Cột A,Cột B,Cột C\nNguyễn Văn An,Phòng Một,Chuyên viên\nLê Thị Ý,Phòng Một,Chuyên viên\n")
	i := check(t, s, officer(0), o.root, file(t, "b.csv", content))
	if i.State != intake.Unmapped {
		t.Fatalf("%s: a file without known headings", i.State)
	}
	if err := s.Remap(t.Context(), officer(0), i.ID, i.Version, map[string]int{
		"name": 0,
		"unit": 1,
		"post": 2,
	}, 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context(), officer(0), i.ID, nil); err != nil {
		t.Fatal(err)
	}
	if i, _ = s.Import(t.Context(), officer(0), i.ID); i.State != intake.Checked || i.Added != 2 {
		t.Fatalf("%s: added %d", i.State, i.Added)
	}
	if next := check(t, s, officer(0), o.root, file(t, "c.csv", content)); next.State != intake.Checked ||
		next.Added != 2 {
		t.Errorf("the next file of this layout: %s, added %d", next.State, next.Added)
	}
}

func TestChangesAreNamed(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	head := "Họ và tên,Ngày sinh,Chức vụ,Đơn vị,Điện thoại\n"
	i := check(t, s, officer(0), o.root,
		file(t, "a.csv", []byte(head+"Nguyễn Văn An,01/02/1980,Chuyên viên,Phòng Một,0901\n")))
	apply(t, s, i)
	i = check(t, s, officer(0), o.root,
		file(t, "b.csv", []byte(head+"Nguyễn Văn An,01/02/1980,Chuyên viên chính,Phòng Hai,0902\n")))
	rows, err := s.Rows(t.Context(), officer(0), i.ID, intake.Change, 0)
	if err != nil || len(rows) != 1 || !strings.Contains(rows[0].Reason, "Điện thoại: 0901 → 0902") ||
		!strings.Contains(rows[0].Reason, "Chuyển đến Phòng Hai") {
		t.Fatalf("%+v %v", rows, err)
	}
	apply(t, s, i)
	people, total, err := o.People(t.Context(), officer(0), org.PeopleFilter{Find: "nguyen van an"})
	if err != nil || total != 1 || people[0].Unit != "Phòng Hai" || people[0].Post != "Chuyên viên chính" {
		t.Errorf("%+v %d %v", people, total, err)
	}
	if err := s.Apply(t.Context(), officer(0), i.ID, i.Version+1, nil); err == nil {
		t.Error("an import was applied twice")
	}
}

func TestARepeatedPersonIsRefusedWithTheOtherRow(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	i := check(
		t,
		s,
		officer(0),
		o.root,
		file(
			t,
			"a.csv",
			[]byte(
				"Họ và tên,Ngày sinh,Đơn vị\nNguyễn Văn An,01/02/1980,Phòng Một\n NGUYỄN văn An,1980,Phòng Một\nNguyễn Văn "+
					"An,1985,Phòng Một\n"),
		),
	)
	if found := refusals(t, s, i.ID); i.Added != 2 || len(found) != 1 || !strings.Contains(found[3], "dòng 2") {
		t.Errorf("added %d, refused %v", i.Added, found)
	}
}

// TestACodeIsOnePersons: a row with the code of somebody else is refused, whether the portal or the file has it.
func TestACodeIsOnePersons(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	head := "Mã cán bộ,Họ và tên,Ngày sinh,Đơn vị\n"
	apply(t, s, check(t, s, officer(0), o.root, file(t, "a.csv", []byte(head+
		"007,Nguyễn Văn An,01/02/1980,Phòng Một\n"))))
	i := check(t, s, officer(0), o.root, file(t, "b.csv", []byte(head+
		"007,Lê Thị Bình,03/04/1985,Phòng Một\n008,Trần Chi,05/06/1990,Phòng Một\n008,Hồ Dung,07/08/1991,Phòng Một\n")))
	found := refusals(t, s, i.ID)
	if i.Added != 1 || len(found) != 2 || !strings.Contains(found[2], "Mã 007 đã thuộc về Nguyễn Văn An") ||
		!strings.Contains(found[4], "Mã 008 đã thuộc về Trần Chi") {
		t.Errorf("added %d, refused %v", i.Added, found)
	}
	apply(t, s, i)
	if n := o.number(`SELECT count(*) FROM people WHERE code IN ('007', '008')`); n != 2 {
		t.Errorf("%d people with a code", n)
	}
}

// TestAYearAloneLeavesTheDayOfBirth: a list that knows less does not take away what is known.
func TestAYearAloneLeavesTheDayOfBirth(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	head := "Họ và tên,Ngày sinh,Chức vụ,Đơn vị\n"
	apply(t, s, check(t, s, officer(0), o.root, file(t, "a.csv", []byte(head+
		"Nguyễn Văn An,01/02/1980,Chuyên viên,Phòng Một\nLê Thị Bình,1985,Chuyên viên,Phòng Một\n"))))
	i := check(t, s, officer(0), o.root, file(t, "b.csv", []byte(head+
		"Nguyễn Văn An,1980,Chuyên viên chính,Phòng Một\nLê Thị Bình,03/04/1985,Chuyên viên chính,Phòng Một\n")))
	if i.Changed != 2 {
		t.Fatalf("%d changed", i.Changed)
	}
	apply(t, s, i)
	for name, day := range map[string]string{"Nguyễn Văn An": "1980-02-01", "Lê Thị Bình": "1985-04-03"} {
		n := o.number(`
			SELECT count(*)
			FROM people
			WHERE name = ? AND birth_date = ? AND birth_precision = 'day'`, name, day)
		if n != 1 {
			t.Errorf("%s is not born on %s any more", name, day)
		}
	}
}

// TestARosterWithinReach: who may edit one unit imports below it only, and moves nobody in from elsewhere.
func TestARosterWithinReach(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	s := o.rosters()
	head := "Họ và tên,Ngày sinh,Đơn vị\n"
	apply(t, s, check(t, s, officer(0), o.root, file(t, "a.csv", []byte(head+
		"Nguyễn Văn An,01/02/1980,Phòng Số 2\nLê Thị Bình,03/04/1985,Phòng Số 20\n"))))
	a := o.inUnit(access.PeopleEdit, two)
	path := file(t, "b.csv", []byte(head+"Nguyễn Văn An,02/02/1980,Phòng Số 2\nLê Thị Bình,03/04/1985,Phòng Số 2\n"))
	_, err := s.Start(t.Context(), a, org.RosterKind, intake.Upload{Name: "b.csv", Path: path}, twenty)
	missing(t, "below unit 20", err)
	i := check(t, s, a, two, path)
	if found := refusals(t, s, i.ID); i.Changed != 1 || i.Refused != 1 || !strings.Contains(found[3], "ngoài phạm vi") {
		t.Errorf("changed %d, refused %v", i.Changed, found)
	}
}

// TestANamesakeElsewhereIsSomebodyElse: only the very day of birth says that somebody of another unit has moved.
func TestANamesakeElsewhereIsSomebodyElse(t *testing.T) {
	o := newOffice(t)
	s := o.rosters()
	head := "Họ và tên,Ngày sinh,Đơn vị\n"
	apply(t, s, check(t, s, officer(0), o.root, file(t, "a.csv", []byte(head+
		"Nguyễn Văn An,1980,Phòng Một\nLê Thị Bình,03/04/1985,Phòng Một\n"))))
	i := check(t, s, officer(0), o.root, file(t, "b.csv", []byte(head+
		"Nguyễn Văn An,1980,Phòng Hai\nLê Thị Bình,1985,Phòng Hai\n")))
	if i.Added != 2 || i.Changed != 0 {
		t.Errorf("added %d, changed %d", i.Added, i.Changed)
	}
	i = check(t, s, officer(0), o.root, file(t, "c.csv", []byte(head+"Lê Thị Bình,03/04/1985,Phòng Hai\n")))
	if i.Added != 0 || i.Changed != 1 {
		t.Errorf("of the very day: added %d, changed %d", i.Added, i.Changed)
	}
}
