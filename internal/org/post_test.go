package org_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/trial"
)

func TestASecondPost(t *testing.T) {
	o := newOffice(t)
	room, other := o.unit(o.root, "Phòng Một"), o.unit(o.root, "Phòng Hai")
	id := o.person(room, "Nguyễn Văn An", "Trưởng phòng")
	second := org.Post{PersonID: id, UnitID: other, Title: " Phó  Trưởng phòng ", Since: pointer("01/11/2026")}
	o.must(o.AddPost(t.Context(), officer(0), second, 0))
	f := o.file(id)
	if len(f.Posts) != 2 || f.Main().UnitID != room {
		t.Fatalf("%+v", f.Posts)
	}
	p := f.Posts[1]
	if p.Title != "Phó Trưởng phòng" || p.Level != 32 || p.Heads || !p.Manager || p.Main || *p.Since != "2026-11-01" || p.Until != nil {
		t.Errorf("%+v", p.Post)
	}
	missing(t, "the main post", o.EndPost(t.Context(), officer(0), id, f.Main().ID, f.Main().Version))
	staleError(t, "a page that is out of date", o.EndPost(t.Context(), officer(0), id, p.ID, p.Version+1))
	other2 := o.person(room, "Lê Thị Bình", "Chuyên viên")
	missing(t, "by way of somebody else", o.EndPost(t.Context(), officer(0), other2, p.ID, p.Version))
	o.must(o.EndPost(t.Context(), officer(0), id, p.ID, p.Version))
	if ended := o.file(id).Posts[1]; ended.Until == nil || *ended.Until != "2026-11-06" || ended.Version != 2 {
		t.Errorf("%+v", ended.Post)
	}
	missing(t, "what has ended", o.EndPost(t.Context(), officer(0), id, p.ID, 2))
	if o.logged("post.add") != 1 || o.logged("post.end") != 1 {
		t.Error("the log does not tell what was done")
	}
}

func TestANewMainPostEndsTheOldOne(t *testing.T) {
	o := newOffice(t)
	room, other := o.unit(o.root, "Phòng Một"), o.unit(o.root, "Phòng Hai")
	id := o.person(room, "Nguyễn Văn An", "Chuyên viên")
	move := org.Post{PersonID: id, UnitID: other, Title: "Trưởng phòng", Main: true, Since: pointer("01/11/2026")}
	staleError(t, "a main post that is out of date", o.AddPost(t.Context(), officer(0), move, 2))
	o.must(o.AddPost(t.Context(), officer(0), move, 1))
	f := o.file(id)
	if m := f.Main(); len(f.Posts) != 2 || m.UnitID != other || !m.Heads || *m.Since != "2026-11-01" {
		t.Errorf("%+v", f.Posts)
	}
	if old := f.Posts[1]; *old.Until != "2026-11-01" || old.Version != 2 {
		t.Errorf("%+v", old.Post)
	}
}

func TestWhatIsWrongWithAPost(t *testing.T) {
	o := newOffice(t)
	room, closed := o.unit(o.root, "Phòng Một"), o.unit(o.root, "Phòng Hai")
	o.exec(`UPDATE units SET closed_on = '2026-01-01' WHERE id = ?`, closed)
	id := o.person(room, "Nguyễn Văn An", "Chuyên viên")
	day := pointer("01/11/2026")
	for name, c := range map[string]struct {
		post         org.Post
		field, words string
	}{
		"no title":      {org.Post{UnitID: room, Since: day}, "title", "trống"},
		"121 letters":   {org.Post{UnitID: room, Title: strings.Repeat("x", 121), Since: day}, "title", "120"},
		"no day":        {org.Post{UnitID: room, Title: "x"}, "since", "ngày/tháng/năm"},
		"only a year":   {org.Post{UnitID: room, Title: "x", Since: pointer("2026")}, "since", "2026"},
		"no unit":       {org.Post{Title: "x", Since: day}, "unit", "Chọn đơn vị"},
		"a closed unit": {org.Post{UnitID: closed, Title: "x", Since: day}, "unit", "Chọn đơn vị"},
	} {
		c.post.PersonID = id
		refused(t, name, o.AddPost(t.Context(), officer(0), c.post, 0), c.field, c.words)
	}
	o.exec(`UPDATE posts SET since = '2026-11-02' WHERE person_id = ?`, id)
	before := org.Post{PersonID: id, UnitID: room, Title: "x", Main: true, Since: day}
	refused(t, "before the present post began", o.AddPost(t.Context(), officer(0), before, 1), "since", "02/11/2026")
}

// TestWhoMayRecord: posts, absences and disciplines need the permission, a person within reach, and
// somebody else's case.
func TestWhoMayRecord(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	here, there := o.person(two, "Nguyễn Văn An", "Chuyên viên"), o.person(twenty, "Lê Thị Bình", "Chuyên viên")
	day := "01/11/2026"
	for _, p := range []int64{here, there} {
		o.must(o.AddPost(t.Context(), officer(0), org.Post{PersonID: p, UnitID: two, Title: "Thành viên", Since: &day}, 0))
		o.must(o.AddAbsence(t.Context(), officer(0), org.Absence{PersonID: p, Kind: org.Leave, Since: day}))
	}
	o.exec(`UPDATE posts SET unit_id = ? WHERE person_id = ?`, twenty, there)
	steps := map[string]func(a access.Actor, p int64) error{
		"post": func(a access.Actor, p int64) error {
			return o.AddPost(t.Context(), a, org.Post{PersonID: p, UnitID: two, Title: "x", Since: &day}, 0)
		},
		"end of a post": func(a access.Actor, p int64) error {
			id := o.number(`SELECT id FROM posts WHERE person_id = ? AND NOT main AND until IS NULL ORDER BY id LIMIT 1`, p)
			return o.EndPost(t.Context(), a, p, int64(id), 1)
		},
		"absence": func(a access.Actor, p int64) error {
			return o.AddAbsence(t.Context(), a, org.Absence{PersonID: p, Kind: org.Leave, Since: day})
		},
		"absence removed": func(a access.Actor, p int64) error {
			id := o.number(`SELECT id FROM absences WHERE person_id = ? ORDER BY id LIMIT 1`, p)
			return o.RemoveAbsence(t.Context(), a, p, int64(id), 1)
		},
		"discipline": func(a access.Actor, p int64) error {
			d := org.Discipline{PersonID: p, Form: org.Reprimand, Decision: "1-QĐ", DecidedOn: day}
			return o.AddDiscipline(t.Context(), a, d)
		},
	}
	for name, step := range steps {
		t.Run(name, func(t *testing.T) {
			for _, role := range trial.RolesBut(access.Committee) {
				forbidden(t, string(role), step(only(role), here))
			}
			forbidden(t, "the own case", step(officer(here), here))
			missing(t, "nobody", step(officer(0), 99))
			t.Run("a reach over one unit", func(t *testing.T) {
				a := o.inUnit(access.PeopleEdit, two)
				missing(t, "somebody of unit 20", step(a, there))
				o.must(step(a, here))
			})
		})
	}
}
