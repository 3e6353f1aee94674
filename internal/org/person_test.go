package org_test

import (
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/trial"
	"congthidua/internal/viet"
)

func TestCreatePerson(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	good := func() org.Person { return org.Person{Name: "Nguyễn Văn An", Kind: org.Cadre} }
	for name, c := range map[string]struct {
		change       func(*org.Person)
		main         org.Post
		field, words string
	}{
		"good": {func(*org.Person) {}, org.Post{UnitID: room, Title: "Chuyên viên"}, "", ""},
		"a year of birth": {
			func(p *org.Person) { p.BirthDate = pointer("1980") },
			org.Post{UnitID: room, Title: "x"},
			"",
			"",
		},
		"no such birthday": {func(p *org.Person) { p.BirthDate = pointer("31/02/1980") },
			org.Post{UnitID: room, Title: "x"}, "birth", "31/02/1980"},
		"a party date without a day": {func(p *org.Person) { p.PartyDate = pointer("1999") },
			org.Post{UnitID: room, Title: "x"}, "party", "1999"},
		"one letter": {func(p *org.Person) { p.Name = "A" }, org.Post{UnitID: room, Title: "x"}, "name", "từ 2"},
		"101 letters": {
			func(p *org.Person) { p.Name = strings.Repeat("ấ", 101) },
			org.Post{UnitID: room, Title: "x"},
			"name",
			"100",
		},
		"an unknown kind": {func(p *org.Person) { p.Kind = "x" }, org.Post{UnitID: room, Title: "x"}, "kind", "Chọn"},
		"an unknown gender": {func(p *org.Person) { p.Gender = "x" },
			org.Post{UnitID: room, Title: "x"}, "gender", "Chọn"},
		"a phone too long": {func(p *org.Person) { p.Phone = strings.Repeat("0", 21) },
			org.Post{UnitID: room, Title: "x"}, "phone", "20"},
		"a note too long": {func(p *org.Person) { p.Note = strings.Repeat("0", 501) },
			org.Post{UnitID: room, Title: "x"}, "note", "500"},
		"no title":        {func(*org.Person) {}, org.Post{UnitID: room, Title: " "}, "title", "trống"},
		"no unit":         {func(*org.Person) {}, org.Post{Title: "x"}, "unit", "Chọn đơn vị"},
		"an unknown unit": {func(*org.Person) {}, org.Post{UnitID: 99, Title: "x"}, "unit", "Chọn đơn vị"},
	} {
		t.Run(name, func(t *testing.T) {
			p := good()
			c.change(&p)
			before := o.number(`SELECT count(*) FROM people`)
			_, err := o.CreatePerson(t.Context(), officer(0), p, c.main)
			if c.field == "" {
				o.must(err)
				return
			}
			refused(t, name, err, c.field, c.words)
			if o.number(`SELECT count(*) FROM people`) != before {
				t.Error("somebody was made all the same")
			}
		})
	}
}

func TestANewPersonHasAMainPost(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	p := org.Person{
		Code:      " CB 01 ",
		Name:      "nguyễn  Thị  Ấn",
		Kind:      org.Worker,
		Gender:    org.Female,
		BirthDate: pointer("7.11.1984"),
	}
	id, err := o.CreatePerson(t.Context(), officer(0), p, org.Post{UnitID: room, Title: "Trưởng phòng"})
	o.must(err)
	f := o.file(id)
	if f.Name != "nguyễn Thị Ấn" || f.SearchKey != "nguyen thi an" || f.Code != "CB 01" || f.Version != 1 ||
		*f.BirthDate != "1984-11-07" || f.BirthPrecision != viet.Day || f.Gender != org.Female || f.Kind != org.Worker {
		t.Errorf("%+v", f.Person)
	}
	if m := f.Main(); m.Title != "Trưởng phòng" || m.UnitID != room || m.Unit != "Phòng Một" || !m.Heads ||
		!m.Manager ||
		m.Level != 30 {
		t.Errorf("%+v", m)
	}
	_, err = o.CreatePerson(t.Context(), officer(0), p, org.Post{UnitID: room, Title: "Chuyên viên"})
	refused(t, "a code twice", err, "code", "CB 01")
	if o.logged("person.create") != 1 {
		t.Error("what was refused stands in the log, or what was done does not")
	}
}

func TestSavePerson(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	id := o.person(room, "Nguyễn Văn An", "Chuyên viên")
	other := o.person(room, "Lê Thị Bình", "Chuyên viên")
	change := o.file(id).Person
	change.Name, change.Phone, change.Code = "Nguyễn Văn Ân", "0901", "CB1"
	o.must(o.SavePerson(t.Context(), officer(0), change))
	f := o.file(id)
	if f.Name != "Nguyễn Văn Ân" || f.SearchKey != "nguyen van an" || f.Phone != "0901" || f.Version != 2 ||
		len(f.Posts) != 1 {
		t.Errorf("%+v", f)
	}
	staleError(t, "a page that is out of date", o.SavePerson(t.Context(), officer(0), change))
	taken := o.file(other).Person
	taken.Code = "CB1"
	refused(t, "somebody else's code", o.SavePerson(t.Context(), officer(0), taken), "code", "CB1")
	change.Version = 2
	o.must(o.SavePerson(t.Context(), officer(id), change)) // the own name and phone, too
	change.ID = 99
	missing(t, "nobody", o.SavePerson(t.Context(), officer(0), change))
}

func TestWhoMayEditPeople(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	here, there := o.person(two, "Nguyễn Văn An", "Chuyên viên"), o.person(twenty, "Lê Thị Bình", "Chuyên viên")
	add := func(a access.Actor, unit int64) error {
		p := org.Person{Name: "Trần Văn Cường", Kind: org.Cadre}
		_, err := o.CreatePerson(t.Context(), a, p, org.Post{UnitID: unit, Title: "Chuyên viên"})
		return err
	}
	for _, role := range trial.RolesBut(access.Committee) {
		forbidden(t, string(role)+" creates", add(only(role), two))
		forbidden(t, string(role)+" saves", o.SavePerson(t.Context(), only(role), o.file(here).Person))
		_, err := o.EditedPerson(t.Context(), only(role), here)
		forbidden(t, string(role)+" opens the form", err)
	}
	t.Run("a reach over one unit", func(t *testing.T) {
		file := o.file(there).Person
		a := o.inUnit(access.PeopleEdit, two)
		refused(t, "in unit 20", add(a, twenty), "unit", "Chọn đơn vị")
		o.must(add(a, two))
		missing(t, "of unit 20", o.SavePerson(t.Context(), a, file))
		_, err := o.EditedPerson(t.Context(), a, there)
		missing(t, "the form of unit 20", err)
		p, err := o.EditedPerson(t.Context(), a, here)
		o.must(err)
		o.must(o.SavePerson(t.Context(), a, p))
	})
}

func TestFileAndItsRights(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	here, there := o.person(two, "Nguyễn Văn An", "Chuyên viên"), o.person(twenty, "Lê Thị Bình", "Chuyên viên")
	for name, c := range map[string]struct {
		actor  access.Actor
		person int64
		want   org.Rights
		seen   bool
	}{
		"the officer":       {officer(0), here, org.Rights{Edit: true, Record: true}, true},
		"the officer's own": {officer(here), here, org.Rights{Edit: true}, true},
		"a head":            {o.head(two), here, org.Rights{}, true},
		"a head of another": {o.head(two), there, org.Rights{}, false},
		"a cadre, the own": {
			access.Actor{AccountID: 1, PersonID: here, Grants: []access.Grant{{Role: access.Cadre}}},
			here,
			org.Rights{},
			true,
		},
		"a cadre, another's": {
			access.Actor{AccountID: 1, PersonID: here, Grants: []access.Grant{{Role: access.Cadre}}},
			there,
			org.Rights{},
			false,
		},
		"the auditor":           {only(access.Auditor), there, org.Rights{}, true},
		"nobody of this number": {officer(0), 99, org.Rights{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := o.Person(t.Context(), c.actor, c.person)
			if !c.seen {
				missing(t, name, err)
				return
			}
			o.must(err)
			if f.Rights != c.want {
				t.Errorf("%+v, want %+v", f.Rights, c.want)
			}
		})
	}
	_, err := o.Person(t.Context(), only(access.Council), here)
	forbidden(t, "the council", err)
}

func TestAFileShowsThePresentFirst(t *testing.T) {
	o := newOffice(t)
	room, other := o.unit(o.root, "Phòng Một"), o.unit(o.root, "Phòng Hai")
	id := o.person(room, "Nguyễn Văn An", "Chuyên viên")
	o.must(
		o.AddPost(t.Context(), officer(0),
			org.Post{PersonID: id, UnitID: other, Title: "Chuyên viên", Since: pointer("01/02/2026")}, 0),
	)
	o.must(o.AddPost(t.Context(), officer(0),
		org.Post{PersonID: id, UnitID: other, Title: "Trưởng phòng", Main: true, Since: pointer("01/03/2026")}, 1))
	for _, day := range []string{"01/02/2026", "01/04/2026"} {
		o.must(
			o.AddAbsence(t.Context(), officer(0), org.Absence{PersonID: id, Kind: org.Sick, Since: day, Until: &day}))
		o.must(
			o.AddDiscipline(t.Context(), officer(0),
				org.Discipline{PersonID: id, Form: org.Warning, Decision: "1", DecidedOn: day}),
		)
	}
	f := o.file(id)
	titles := names(f.Posts, func(p org.PostRow) string { return p.Unit + " " + p.Title })
	if !slices.Equal(titles, []string{"Phòng Hai Trưởng phòng", "Phòng Hai Chuyên viên", "Phòng Một Chuyên viên"}) {
		t.Errorf("%v", titles)
	}
	if f.Absences[0].Since != "2026-04-01" || f.Disciplines[0].DecidedOn != "2026-04-01" {
		t.Errorf("not the latest first: %+v %+v", f.Absences, f.Disciplines)
	}
}

func TestPeople(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	section := o.unit(two, "Tổ Một")
	o.person(two, "Nguyễn Văn Bình", "Trưởng phòng")
	o.person(section, "Lê Thị An", "Chuyên viên")
	cuong := o.person(twenty, "Trần Văn Cường", "Chuyên viên")
	o.exec(`UPDATE people SET kind = 'worker' WHERE id = ?`, cuong)
	cadre := access.Actor{AccountID: 1, PersonID: cuong, Grants: []access.Grant{{Role: access.Cadre}}}
	for name, c := range map[string]struct {
		actor  access.Actor
		filter org.PeopleFilter
		want   string
	}{
		"all by given name":      {officer(0), org.PeopleFilter{}, "An Bình Cường"},
		"backwards":              {officer(0), org.PeopleFilter{Desc: true}, "Cường Bình An"},
		"by post":                {officer(0), org.PeopleFilter{Sort: "post"}, "Bình An Cường"},
		"by unit":                {officer(0), org.PeopleFilter{Sort: "unit"}, "Bình Cường An"},
		"an unknown order":       {officer(0), org.PeopleFilter{Sort: "x; DROP"}, "An Bình Cường"},
		"by part of the name":    {officer(0), org.PeopleFilter{Find: "văn"}, "Bình Cường"},
		"by kind":                {officer(0), org.PeopleFilter{Kind: org.Worker}, "Cường"},
		"a unit and those below": {officer(0), org.PeopleFilter{UnitID: two}, "An Bình"},
		"unit 20":                {officer(0), org.PeopleFilter{UnitID: twenty}, "Cường"},
		"a head":                 {o.head(two), org.PeopleFilter{}, "An Bình"},
		"a head, unit 20":        {o.head(two), org.PeopleFilter{UnitID: twenty}, ""},
		"a cadre":                {cadre, org.PeopleFilter{}, "Cường"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, total, err := o.People(t.Context(), c.actor, c.filter)
			o.must(err)
			given := names(rows, func(r org.PersonRow) string { return r.Name[strings.LastIndex(r.Name, " ")+1:] })
			if got := strings.Join(given, " "); got != c.want || total != len(rows) {
				t.Errorf("%s of %d, want %s", got, total, c.want)
			}
		})
	}
	_, _, err := o.People(t.Context(), only(access.Council), org.PeopleFilter{})
	forbidden(t, "the council", err)
}

func TestPagesOfPeople(t *testing.T) {
	o := newOffice(t)
	for i := range org.PeoplePage + 2 {
		o.person(o.root, "Nguyễn Văn "+string(rune('A'+i/26))+string(rune('a'+i%26)), "Chuyên viên")
	}
	rows, total, err := o.People(t.Context(), officer(0), org.PeopleFilter{Page: 1})
	if err != nil || len(rows) != 2 || total != org.PeoplePage+2 {
		t.Errorf("the second page: %d of %d %v", len(rows), total, err)
	}
	if rows, _, err := o.People(t.Context(), officer(0), org.PeopleFilter{Page: 1, All: true}); err != nil ||
		len(rows) != total {
		t.Errorf("the printed list: %d %v", len(rows), err)
	}
}

func TestSearch(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	o.person(two, "Nguyễn Văn Bình", "Trưởng phòng")
	o.person(twenty, "Lê Thị Bình", "Chuyên viên")
	found := func(a access.Actor, find string) string {
		hits, err := o.Search(t.Context(), a, find)
		o.must(err)
		return strings.Join(names(hits, func(h org.Hit) string { return h.Name }), ", ")
	}
	for name, c := range map[string]struct {
		actor      access.Actor
		find, want string
	}{
		"everybody's":        {officer(0), "binh", "Lê Thị Bình, Nguyễn Văn Bình"},
		"a head's":           {o.head(two), "bình", "Nguyễn Văn Bình"},
		"a unit":             {officer(0), "số 20", "Phòng Số 20"},
		"out of reach":       {o.head(two), "số 20", ""},
		"one letter":         {officer(0), "b", ""},
		"who may see nobody": {only(access.Council), "binh", ""},
	} {
		if got := found(c.actor, c.find); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAFormerPostReachesNobody: who has moved from unit 2 to 20 is no longer found by the head of 2.
func TestAFormerPostReachesNobody(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	id, err := o.CreatePerson(t.Context(), access.Operator(), org.Person{Name: "Nguyễn Văn An", Kind: org.Cadre},
		org.Post{UnitID: two, Title: "Chuyên viên"})
	o.must(err)
	since := "01/11/2026"
	move := org.Post{PersonID: id, UnitID: twenty, Title: "Chuyên viên", Main: true, Since: &since}
	o.must(o.AddPost(t.Context(), officer(0), move, 1))
	_, err = o.Person(t.Context(), o.head(two), id)
	missing(t, "for the former head", err)
	_, err = o.Person(t.Context(), o.head(twenty), id)
	o.must(err)
	missing(t, "changed by who keeps the files of unit 2",
		o.AddDiscipline(t.Context(), o.inUnit(access.PeopleEdit, two), org.Discipline{
			PersonID: id, Form: org.DisciplineForms[0], Decision: "1-QĐ", DecidedOn: since,
		}))
}
