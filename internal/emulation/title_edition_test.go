package emulation_test

import (
	"strings"
	"testing"

	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
)

// draft puts a copy of the office's edition into the database, to be edited; its version is 1.
func (o *office) draft() int64 { return o.edition(2, catalogue.Draft, titles) }

// read is an edition with its titles as they are kept.
func (o *office) read(id int64) (catalogue.Edition, *emulation.Catalogue) {
	o.t.Helper()
	e, c, err := o.Edition(o.ctx, officer(0), id)
	o.must(err)
	return e, c
}

func codes(c *emulation.Catalogue) string {
	var list []string
	for _, t := range c.Titles {
		list = append(list, t.Code)
	}
	return strings.Join(list, " ")
}

func TestATitleIsSaved(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft()
	_, c := o.read(id)
	title := *c.Title("best")
	title.Name, title.Subject = "  Chiến sĩ   mới ", emulation.OfUnit // the subject stays
	title.Quota.Share = 0.25
	want(t, "a stale page", o.SaveTitle(o.ctx, officer(0), id, 2, title), fault.ErrStale)
	o.must(o.SaveTitle(o.ctx, officer(0), id, 1, title))
	e, c := o.read(id)
	got := c.Title("best")
	if got.Name != "Chiến sĩ mới" || got.Subject != emulation.OfPerson || got.Quota.Share != 0.25 || e.Version != 2 {
		t.Errorf("%+v, version %d", got, e.Version)
	}
	want(t, "the page before", o.SaveTitle(o.ctx, officer(0), id, 1, title), fault.ErrStale)
	title.Code = "x"
	want(t, "no such title", o.SaveTitle(o.ctx, officer(0), id, 2, title), fault.ErrStale)
	title = *c.Title("good")
	title.Vote.Share = 0
	refused(t, "no votes", o.SaveTitle(o.ctx, officer(0), id, 2, title), "vote.share")
	title = *c.Title("good")
	title.Rules[0].Name = ""
	refused(t, "a rule without a name", o.SaveTitle(o.ctx, officer(0), id, 2, title), "rules.0.name")
	title.Code, title.Rules[0].Name = "good", "Đăng ký"
	conflict(t, "a published edition", o.SaveTitle(o.ctx, officer(0), 1, 1, title), "đã công bố")
	want(t, "no such edition", o.SaveTitle(o.ctx, officer(0), 99, 1, title), fault.ErrNotFound)
	if e, c := o.read(id); e.Version != 2 || c.Title("good").Vote.Share != 0.5 {
		t.Error("something refused was kept")
	}
}

func TestTheHeadOfAnEdition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft()
	save := func(version int64, name, legal, note string) error {
		return o.SaveEditionHead(o.ctx, officer(0), id, version, name, legal, note)
	}
	refused(t, "a name of two", save(1, "ab", "Luật", ""), "name")
	refused(t, "no legal basis", save(1, "Tên", "", ""), "legal")
	refused(t, "a note of 1001", save(1, "Tên", "Luật", strings.Repeat("x", 1001)), "note")
	want(t, "a stale page", save(2, "Tên", "Luật", ""), fault.ErrStale)
	o.must(save(1, "Tên mới", "Luật mới", "Ghi chú"))
	e, c := o.read(id)
	if e.Name != "Tên mới" || c.Name != "Tên mới" || c.Legal != "Luật mới" || c.Note != "Ghi chú" || len(c.Titles) != 4 {
		t.Errorf("%+v %+v", e, c.Head)
	}
	want(t, "the page before", save(1, "Tên", "Luật", ""), fault.ErrStale)
	conflict(t, "a published edition",
		o.SaveEditionHead(o.ctx, officer(0), 1, 1, "Tên", "Luật", ""), "đã công bố")
}

func TestATitleIsAdded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft()
	add := func(version int64, name string, subject emulation.Subject, level string) (string, error) {
		return o.AddTitle(o.ctx, officer(0), id, version, name, subject, level)
	}
	_, err := add(1, "ab", emulation.OfPerson, "base")
	refused(t, "a name of two", err, "title_name")
	_, err = add(1, "Mới", "group", "base")
	refused(t, "no subject", err, "subject")
	_, err = add(1, "Mới", emulation.OfPerson, "city")
	refused(t, "no level", err, "level")
	_, err = add(2, "Mới", emulation.OfPerson, "base")
	want(t, "a stale page", err, fault.ErrStale)
	code, err := add(1, " Mới  tinh ", emulation.OfPerson, "base")
	o.must(err)
	_, c := o.read(id)
	if got := codes(c); got != "good best "+code+" year team" || code != "dh5" || c.Title(code).Name != "Mới tinh" {
		t.Errorf("%s, the new one is %s", got, code)
	}
	if x := c.Title(code); len(x.Rules) != 1 || x.Rules[0].Kind != emulation.IsRegistered || x.Vote.Share != 0.5 {
		t.Errorf("%+v", x)
	}
	code, err = add(2, "Cờ đỏ", emulation.OfUnit, "nation")
	o.must(err)
	if _, c = o.read(id); codes(c) != "good best dh5 year team "+code || code != "dh6" {
		t.Errorf("%s", codes(c))
	}
}

func TestARuleIsAdded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft()
	add := func(version int64, title string, kind emulation.RuleKind) error {
		return o.AddRule(o.ctx, officer(0), id, version, title, kind)
	}
	want(t, "no such title", add(1, "x", emulation.Streak), fault.ErrStale)
	refused(t, "a unit's kind in a person's title", add(1, "good", emulation.ClusterRank), "kind")
	refused(t, "a person's kind in a unit's title", add(1, "team", emulation.Streak), "kind")
	refused(t, "an unknown kind", add(1, "good", "guess"), "kind")
	refused(t, "no title that it could name", add(1, "team", emulation.MeetsTitle), "kind")
	want(t, "a stale page", add(2, "good", emulation.Streak), fault.ErrStale)
	for i, kind := range []emulation.RuleKind{
		emulation.YearGrade, emulation.NoDiscipline, emulation.HasInitiative, emulation.Streak, emulation.Streak,
	} {
		o.must(add(int64(i)+1, "good", kind))
	}
	want(t, "the page before", add(1, "good", emulation.Streak), fault.ErrStale)
	_, c := o.read(id)
	seen := map[string]bool{}
	for _, r := range c.Title("good").Rules {
		if seen[r.Code] {
			t.Errorf("%s stands twice", r.Code)
		}
		seen[r.Code] = true
	}
	if len(seen) != 6 || !seen["year_grade2"] || !seen["streak5"] || !seen["streak6"] {
		t.Errorf("%v", seen)
	}
	for _, kind := range []emulation.RuleKind{
		emulation.IsRegistered, emulation.ClusterRank, emulation.MemberShare, emulation.NoMemberDiscipline,
	} {
		e, _ := o.read(id)
		want(t, string(kind), add(e.Version, "team", kind), nil)
	}
	conflict(t, "a published edition", o.AddRule(o.ctx, officer(0), 1, 1, "good", emulation.Streak), "đã công bố")
}

func TestATitleIsDropped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft()
	drop := func(version int64, code string) error { return o.DropTitle(o.ctx, officer(0), id, version, code) }
	conflict(t, "a quota and a rule rest on it", drop(1, "good"), "dựa vào danh hiệu này")
	want(t, "no such title", drop(1, "x"), fault.ErrStale)
	want(t, "a stale page", drop(2, "best"), fault.ErrStale)
	o.must(drop(1, "best"))
	if _, c := o.read(id); codes(c) != "good year team" {
		t.Errorf("%s", codes(c))
	}
	conflict(t, "a rule rests on it", drop(2, "good"), "«Tập thể giỏi»")
	want(t, "the page before", drop(1, "year"), fault.ErrStale)
	o.must(drop(2, "team"))
	o.must(drop(3, "good"))
	conflict(t, "a published edition", o.DropTitle(o.ctx, officer(0), 1, 1, "team"), "đã công bố")
}

// What the editions serve other rooms with.
func TestTitlesForOtherRooms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.edition(2, catalogue.Published, strings.Replace(titles, "name: Lao động giỏi", "name: Tên mới", 1))
	o.edition(3, catalogue.Draft, strings.Replace(titles, "name: Lao động giỏi", "name: Nháp", 1))
	db := o.Store.Read(o.ctx)
	names, err := emulation.TitleNames(db, 1)
	if err != nil || names["good"] != "Lao động giỏi" {
		t.Errorf("the edition that judged: %v %v", names, err)
	}
	if names, err = emulation.TitleNames(db, 0); err != nil || names["good"] != "Tên mới" {
		t.Errorf("the latest published one: %v %v", names, err)
	}
	held, err := o.Held(db)
	o.must(err)
	if len(held) != 4 || held[0].Name != "Tên mới" || held[0].Unit || !held[3].Unit {
		t.Errorf("%+v", held)
	}
	c, err := o.CatalogueOf(db, id)
	o.must(err)
	if again, err := o.CatalogueOf(db, id); err != nil || again != c {
		t.Errorf("a published edition is read twice: %v", err)
	}
	_, err = o.CatalogueOf(db, 99)
	want(t, "no such edition", err, fault.ErrNotFound)
	o.exec(`INSERT INTO editions (kind, code, number, name, state, effective_from, body)
		VALUES ('documents', 'x', 1, 'x', 'published', '2024-01-01', 'x')`)
	other := o.number(`SELECT id FROM editions WHERE kind = 'documents'`)
	_, err = o.CatalogueOf(db, other)
	want(t, "another catalogue", err, fault.ErrNotFound)
	_, err = emulation.TitleNames(db, other)
	want(t, "names of another catalogue", err, fault.ErrNotFound)
	_, _, err = o.CampaignOf(db, 1999)
	want(t, "a year without a campaign", err, fault.ErrNotFound)
}
