package emulation_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/store"
)

func TestComputeKeepsTheVerdicts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	want(t, "without a campaign", o.Compute(o.ctx, officer(0), year, func(int, int) {}), fault.ErrNotFound)
	o.open()
	o.row(an, 2, "good", emulation.Confirmed)
	o.row(an, 2, "best", emulation.Confirmed)
	o.row(binh, 2, "good", emulation.Registered)
	o.row(chi, 21, "good", emulation.Withdrawn)
	o.row(dung, 20, "best", emulation.Confirmed)
	o.row(0, 2, "team", emulation.Confirmed)
	o.initiative(dung, initiative.Base)
	verdicts := func() string {
		var list []emulation.Registration
		o.must(o.Store.Read(o.ctx).Order("id").Find(&list).Error)
		var parts []string
		for _, r := range list {
			parts = append(parts, fmt.Sprintf("%d/%d %s %s", r.Person(), r.UnitID, r.Title, r.Verdict))
		}
		return strings.Join(parts, ", ")
	}
	// Of unit 2's three people one meets "good", one waits, one has not registered: that may yet be two of three.
	const expected = "201/2 good met, 201/2 best refused, 202/2 good undecided, 211/21 good , 209/20 best met, " +
		"0/2 team undecided"
	var steps []string
	o.must(o.Compute(o.ctx, officer(0), year, func(done, total int) {
		steps = append(steps, fmt.Sprintf("%d/%d", done, total))
	}))
	if got := verdicts(); got != expected {
		t.Errorf("got  %s\nwant %s", got, expected)
	}
	if got := strings.Join(steps, " "); got != "4/5 5/5" {
		t.Errorf("progress %s", got)
	}
	before := o.registration(an, 0, "good")
	o.compute()
	if got := verdicts(); got != expected {
		t.Errorf("computed again: %s", got)
	}
	if r := o.registration(an, 0, "good"); r.Version != before.Version || r.Why != "" || r.ComputedAt == nil {
		t.Errorf("%+v", r)
	}
	if why := o.registration(an, 0, "best").Why; !strings.HasPrefix(why, "Sáng kiến: cần 1 sáng kiến") {
		t.Errorf("the reason: %s", why)
	}
	if c := o.campaign(); c.ComputedAt == nil || c.Version != 3 {
		t.Errorf("%+v", c)
	}
}

func TestAVerdictGoesStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	id := o.row(an, 2, "best", emulation.Confirmed)
	stale := func() bool {
		t.Helper()
		x, err := o.Explain(o.ctx, cadre(an), id)
		o.must(err)
		c, err := o.CaseOf(o.ctx, id)
		o.must(err)
		if x.Stale != c.Stale || x.Result.Verdict != c.Result.Verdict {
			t.Errorf("the council sees %v, the person %v", c.Result.Verdict, x.Result.Verdict)
		}
		return x.Stale
	}
	if stale() {
		t.Error("stale before anything was computed")
	}
	o.compute()
	if stale() {
		t.Error("stale right after computing")
	}
	o.initiative(an, initiative.Base)
	if !stale() {
		t.Error("a new initiative leaves the verdict as if nothing had happened")
	}
	o.compute()
	if stale() {
		t.Error("stale after computing again")
	}
	o.initiative(an, initiative.Nation) // the reason is the same: nothing keeps the title away
	if stale() {
		t.Error("stale although nothing changed in the verdict")
	}
	other := o.row(binh, 2, "best", emulation.Registered)
	o.compute()
	o.exec(`UPDATE registrations SET why = 'khác' WHERE id = ?`, other)
	if x, err := o.Explain(o.ctx, officer(0), other); err != nil || !x.Stale {
		t.Errorf("another reason for the same verdict: %v", err)
	}
}

// The months count up to the one that the campaign names, by the framework of the year.
func TestTheGradeOfTheYear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		months, through int
		points          float64
		grade           string
		want            emulation.Verdict
		missing         int
	}{
		"B at its figure":          {12, 12, 70, "B", emulation.Met, 0},
		"just below B":             {12, 12, 69.99, "C", emulation.Refused, 0},
		"A":                        {12, 12, 95, "A", emulation.Met, 0},
		"a month to come":          {11, 12, 95, "A", emulation.Undecided, 1},
		"the month does not count": {11, 11, 95, "A", emulation.Met, 0},
		"no card at all":           {0, 9, 0, "", emulation.Undecided, 9},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, p := newOffice(t), plan()
			p.Through = c.through
			o.must(o.OpenCampaign(o.ctx, officer(0), p))
			o.cards(an, c.months, c.points, c.grade)
			id := o.row(an, 2, "year", emulation.Registered)
			x, err := o.Explain(o.ctx, officer(0), id)
			o.must(err)
			if x.Result.Verdict != c.want || len(x.Record.Missing) != c.missing {
				t.Errorf("%s, missing %v: %s", x.Result.Verdict, x.Record.Missing, x.Result.Why())
			}
			if (x.WhatIf != nil) != (c.want != emulation.Met) {
				t.Errorf("what would have to change: %+v", x.WhatIf)
			}
		})
	}
}

// Disciplines count within the year, from its first day to its last.
func TestDisciplinesOfTheYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	strict := strings.Replace(titles, "{code: g, kind: year_grade, name: Xếp loại, grade: B, legal: Quy chế}",
		"{code: d, kind: no_discipline, name: Kỷ luật, from: reprimand, legal: Quy chế}", 1)
	edition := o.edition(2, "published", strict)
	o.must(o.AdoptEdition(o.ctx, officer(0), o.campaign().ID, 1, edition))
	id := o.row(an, 2, "year", emulation.Registered)
	for day, verdict := range map[string]emulation.Verdict{
		"2024-12-31": emulation.Met,
		"2025-01-01": emulation.Refused,
		"2025-12-31": emulation.Refused,
		"2026-01-01": emulation.Met,
	} {
		o.exec(`DELETE FROM disciplines`)
		o.exec(`INSERT INTO disciplines (person_id, form, decision, decided_on) VALUES (?, 'reprimand', 'QĐ 5', ?)`,
			an, day)
		x, err := o.Explain(o.ctx, officer(0), id)
		o.must(err)
		if x.Result.Verdict != verdict {
			t.Errorf("%s: %s, want %s", day, x.Result.Verdict, verdict)
		}
	}
}

// Before registering, a person sees every title as if it were confirmed.
func TestProspects(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.must(o.registers(an, "", "good", "best"))
	o.exec(`UPDATE registrations SET state = 'confirmed' WHERE title = 'good'`)
	list, err := o.Prospects(o.ctx, cadre(an), o.campaign())
	o.must(err)
	var got []string
	for _, p := range list {
		got = append(got, fmt.Sprintf("%s %s %v %v", p.Title.Code, p.Result.Verdict, p.Mine != nil, p.Open))
	}
	const expected = "good met true false; best refused true true; year undecided false true"
	if strings.Join(got, "; ") != expected {
		t.Errorf("%s, want %s", strings.Join(got, "; "), expected)
	}
}

func TestTallies(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	people := []int64{chief, bossTwo, an, binh, chi}
	for i, person := range people {
		o.row(person, 2, "good", emulation.Confirmed)
		verdict := []emulation.Verdict{emulation.Met, emulation.Met, emulation.Met, emulation.Refused, ""}[i]
		o.exec(`UPDATE registrations SET verdict = ? WHERE person_id = ?`, verdict, person)
	}
	o.row(dung, 20, "good", emulation.Withdrawn)
	o.exec(`UPDATE registrations SET verdict = 'met' WHERE person_id = ?`, dung)
	list, err := o.Tallies(o.ctx, officer(0), o.campaign())
	o.must(err)
	if x := list[0]; x.N != 5 || x.Met != 3 || x.Refused != 1 || x.Undecided != 0 || x.Allowed != 0 {
		t.Errorf("%+v", x)
	}
	if x := list[1]; x.N != 0 || x.Base != 3 || x.Allowed != 1 { // half of three, rounded down
		t.Errorf("the quota: %+v", x)
	}
}

// An edition that is taken over while the rules are applied outdates what they come to.
func TestAnEditionAdoptedWhileItIsComputed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := o.open()
	other := o.edition(2, catalogue.Published, titles)
	o.row(an, 2, "good", emulation.Confirmed)
	want(t, "computed", o.Compute(o.ctx, officer(0), year, func(int, int) {
		o.must(o.AdoptEdition(o.ctx, officer(0), c.ID, c.Version, other))
	}), fault.ErrStale)
	if c := o.campaign(); c.CatalogueID != other || c.ComputedAt != nil {
		t.Errorf("%+v", c)
	}
	o.compute()
	if c := o.campaign(); c.ComputedAt == nil {
		t.Error("it cannot be computed again")
	}
}

// Who meets a title with a quota is ranked; a tie is said and not broken.
func TestRanking(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	points := map[int64]float64{an: 80, binh: 90, chi: 80, dung: 80, clerk: 70}
	for person, p := range points {
		o.row(person, 2, "good", emulation.Confirmed)
		o.row(person, 2, "best", emulation.Confirmed)
		o.cards(person, 12, p, "B")
		o.initiative(person, initiative.Base)
	}
	o.initiative(dung, initiative.Province)
	o.initiative(an, initiative.Nation)
	o.exec(`UPDATE initiatives SET year = ? WHERE level = ?`, year-1, initiative.Nation) // ranks nobody of this year
	o.honour(an, "best", 2023)
	o.honour(chi, "best", 2022)
	o.compute()
	ranking := func() (emulation.Ranking, string) {
		t.Helper()
		r, err := o.Rank(o.ctx, officer(0), year, "best")
		o.must(err)
		var parts []string
		for _, x := range r.Rows {
			parts = append(parts, fmt.Sprintf("%d. %d %v", x.Place, x.Person(), x.Within))
		}
		return r, strings.Join(parts, ", ")
	}
	r, got := ranking()
	if got != "1. 202 true, 2. 209 true, 3. 201 false, 3. 211 false, 5. 31 false" || r.Tally.Allowed != 2 || r.Tied() {
		t.Errorf("%s, allowed %d, tied %v", got, r.Tally.Allowed, r.Tied())
	}
	if x := r.Rows[1]; x.Initiative != initiative.Province || x.Points != 80 || x.Grade != "B" || x.Rank != 2 {
		t.Errorf("%+v", x)
	}
	o.row(bossTwo, 2, "good", emulation.Confirmed)
	o.compute() // three of six now
	if r, got = ranking(); r.Tally.Allowed != 3 || !r.Tied() {
		t.Errorf("%s, allowed %d, tied %v", got, r.Tally.Allowed, r.Tied())
	}
	o.honour(chi, "best", 2021)
	if r, got = ranking(); got[:30] != "1. 202 true, 2. 209 true, 3. 2" || r.Rows[2].Person() != chi || r.Tied() {
		t.Errorf("held twice goes before once: %s, tied %v", got, r.Tied())
	}
	for _, title := range []string{"good", "team", "x"} {
		_, err := o.Rank(o.ctx, officer(0), year, title)
		want(t, "a title without a quota", err, fault.ErrNotFound)
	}
}

// An edition is tried on what is known now, and nothing is kept.
func TestAnEditionIsTried(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.row(an, 2, "good", emulation.Confirmed)
	o.row(an, 2, "best", emulation.Confirmed)
	o.row(dung, 20, "best", emulation.Confirmed)
	o.row(binh, 2, "good", emulation.Withdrawn)
	o.initiative(dung, initiative.Base)
	harder := strings.Replace(titles, "level: base, count: 1, years: 1", "level: province, count: 1, years: 1", 1)
	harder = strings.Replace(harder, "code: good\n", "code: gut\n", 1)
	harder = strings.NewReplacer("of: good", "of: gut", "title: good", "title: gut").Replace(harder)
	draft := o.edition(2, "draft", harder)
	trial, err := o.TryEdition(o.ctx, officer(0), draft, year, func(int, int) {})
	o.must(err)
	if trial.Before[emulation.Met] != 2 || trial.Before[emulation.Refused] != 1 ||
		trial.After[emulation.Refused] != 2 || trial.Unknown != 1 || trial.Shifted != 1 {
		t.Errorf("%+v", trial)
	}
	x := trial.Shifts[0]
	if x.Name != "Người 209" || x.Unit != "Phòng 20" || x.Old != emulation.Met || x.New != emulation.Refused ||
		x.Title != "Chiến sĩ giỏi" {
		t.Errorf("%+v", x)
	}
	if n, err := o.Registered(o.ctx, officer(0), year); n != 3 || err != nil {
		t.Errorf("%d registrations, %v", n, err)
	}
	if n := o.number(`SELECT count(*) FROM registrations WHERE verdict <> ''`); n != 0 {
		t.Errorf("%d verdicts were kept", n)
	}
}

// TestWhatListsCost counts the statements of the whole process: it does not run beside others.
func TestWhatListsCost(t *testing.T) {
	o := newOffice(t)
	c := o.open()
	for _, person := range []int64{an, binh, chi, dung, clerk} {
		o.row(person, 2, "good", emulation.Confirmed)
		o.row(person, 2, "best", emulation.Confirmed)
		o.initiative(person, initiative.Base)
	}
	o.compute()
	titlesRead := func() { _, err := o.Titles(o.ctx, officer(0), c); o.must(err) }
	titlesRead() // kept from then on
	for name, x := range map[string]struct {
		most int64
		do   func() error
	}{
		"registrations":  {3, func() error { return second(o.list(emulation.Filter{Year: year})) }},
		"none in a year": {1, func() error { return second(o.list(emulation.Filter{Year: 1999})) }},
		"those of a head": {3, func() error {
			_, _, err := o.Registrations(o.ctx, head(2), emulation.Filter{Year: year})
			return err
		}},
		"tallies":    {1, func() error { return second(o.Tallies(o.ctx, officer(0), c)) }},
		"what waits": {1, func() error { return second(o.Todo(o.ctx, both(officer(an), head(2)))) }},
		"a ranking":  {11, func() error { return second(o.Rank(o.ctx, officer(0), year, "best")) }},
	} {
		before := store.Queries.Load()
		o.must(x.do())
		if n := store.Queries.Load() - before; n > x.most || n == 0 {
			t.Errorf("%s costs %d queries, at most %d", name, n, x.most)
		}
	}
}

func (o *office) list(f emulation.Filter) ([]emulation.RegistrationRow, error) {
	rows, _, err := o.Registrations(o.ctx, officer(0), f)
	return rows, err
}
