package emulation_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

func TestWhatACampaignMustBe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*emulation.Campaign)
		field  string // that is refused, "" for none
	}{
		"last year":             {func(*emulation.Campaign) {}, ""},
		"this year":             {func(c *emulation.Campaign) { c.Year = 2026 }, ""},
		"next year":             {func(c *emulation.Campaign) { c.Year = 2027 }, ""},
		"two years back":        {func(c *emulation.Campaign) { c.Year = 2024 }, "year"},
		"in two years":          {func(c *emulation.Campaign) { c.Year = 2028 }, "year"},
		"through no month":      {func(c *emulation.Campaign) { c.Through = 0 }, "through"},
		"through January":       {func(c *emulation.Campaign) { c.Through = 1 }, ""},
		"through month 13":      {func(c *emulation.Campaign) { c.Through = 13 }, "through"},
		"no day for persons":    {func(c *emulation.Campaign) { c.SelfDue = "" }, "self_due"},
		"no such day for units": {func(c *emulation.Campaign) { c.HeadDue = "30/02/2026" }, "head_due"},
		"units before persons":  {func(c *emulation.Campaign) { c.HeadDue = "30/01/2026" }, "head_due"},
		"units the same day":    {func(c *emulation.Campaign) { c.HeadDue = "31/01/2026" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, p := newOffice(t), plan()
			c.change(&p)
			err := o.OpenCampaign(o.ctx, officer(0), p)
			if c.field == "" {
				want(t, name, err, nil)
			} else {
				refused(t, name, err, c.field)
			}
		})
	}
}

func TestACampaignIsOpenedOnceAndClosedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.Campaign(o.ctx, officer(0), 0)
	want(t, "without any", err, fault.ErrNotFound)
	p := plan()
	p.State, p.Convened, p.CatalogueID = emulation.CampaignClosed, true, 99 // not for the form to say
	o.must(o.OpenCampaign(o.ctx, officer(0), p))
	c := o.campaign()
	if c.State != emulation.CampaignOpen || c.Convened || c.CatalogueID != 1 || c.SelfDue != "2026-01-31" || c.Version != 1 {
		t.Errorf("%+v", c)
	}
	refused(t, "the year again", o.OpenCampaign(o.ctx, officer(0), plan()), "year")
	if c, err := o.Campaign(o.ctx, cadre(an), 0); err != nil || c.Year != year {
		t.Errorf("without one of this year the latest: %d %v", c.Year, err)
	}
	_, err = o.Campaign(o.ctx, cadre(an), 2026)
	want(t, "a year without one", err, fault.ErrNotFound)
	want(t, "closed from a stale page", o.CloseCampaign(o.ctx, officer(0), c.ID, 2), fault.ErrStale)
	want(t, "no such campaign", o.CloseCampaign(o.ctx, officer(0), 99, 1), fault.ErrNotFound)
	o.must(o.CloseCampaign(o.ctx, officer(0), c.ID, 1))
	want(t, "closed twice", o.CloseCampaign(o.ctx, officer(0), c.ID, 2), fault.ErrStale)
	if c := o.campaign(); c.State != emulation.CampaignClosed || c.Version != 2 {
		t.Errorf("%+v", c)
	}
}

func TestAClosedCampaignTakesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.must(o.registers(an, "", "good"))
	waits := o.registration(an, 0, "good")
	late := o.row(binh, 2, "good", emulation.Late)
	o.shut()
	const over = "Đợt đăng ký năm 2025 đã kết thúc"
	conflict(t, "a person", o.registers(binh, "x", "best"), over)
	conflict(t, "a person takes back", o.registers(an, ""), over)
	_, err := o.ConfirmUnit(o.ctx, head(2), year, 2, []int64{waits.ID}, nil, "")
	conflict(t, "the unit confirms", err, over)
	_, err = o.ConfirmUnit(o.ctx, head(2), year, 2, nil, wishes("team"), "x")
	conflict(t, "the unit registers", err, over)
	conflict(t, "a late one is let in", o.Allow(o.ctx, officer(0), late, 1, true), over)
	conflict(t, "a late one is refused", o.Allow(o.ctx, officer(0), late, 1, false), over)
	if x, err := o.Explain(o.ctx, officer(0), late); err != nil || x.Rights.Answer {
		t.Errorf("an answer is offered: %v", err)
	}
	c := o.campaign()
	list, err := o.Prospects(o.ctx, cadre(an), c)
	o.must(err)
	for _, p := range list {
		if p.Open {
			t.Errorf("%s is offered", p.Title.Code)
		}
	}
	o.compute() // what was registered is judged after the end
}

// without is the body of the office's edition without one of its titles.
func without(code string) string {
	parts := strings.Split(titles, "  - code: ")
	kept := parts[:1:1]
	for _, p := range parts[1:] {
		if !strings.HasPrefix(p, code+"\n") {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "  - code: ")
}

func TestAnotherEditionIsAdopted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := o.open()
	lacks := o.edition(2, catalogue.Published, without("best"))
	draft := o.edition(3, catalogue.Draft, titles)
	same := o.edition(4, catalogue.Published, titles)
	o.exec(`INSERT INTO editions (kind, code, number, name, state, effective_from, body)
		VALUES ('documents', 'x', 1, 'x', 'published', '2024-01-01', 'x')`)
	other := o.number(`SELECT id FROM editions WHERE kind = 'documents'`)
	adopt := func(version, edition int64) error { return o.AdoptEdition(o.ctx, officer(0), c.ID, version, edition) }

	o.must(o.registers(an, "", "good", "best"))
	o.compute() // version 2
	want(t, "no such campaign", o.AdoptEdition(o.ctx, officer(0), 99, 1, same), fault.ErrNotFound)
	want(t, "no such edition", adopt(2, 99), fault.ErrNotFound)
	want(t, "of another catalogue", adopt(2, other), fault.ErrNotFound)
	refused(t, "a draft", adopt(2, draft), "edition")
	conflict(t, "a title is missing for which somebody registered", adopt(2, lacks), "«best»")
	want(t, "a stale page", adopt(1, same), fault.ErrStale)
	if c := o.campaign(); c.CatalogueID != 1 || c.ComputedAt == nil {
		t.Errorf("something refused was kept: %+v", c)
	}
	o.must(adopt(2, same))
	if c := o.campaign(); c.CatalogueID != same || c.ComputedAt != nil || c.Version != 3 {
		t.Errorf("%+v", c)
	}
	o.must(o.registers(an, "", "good")) // takes "best" back
	o.must(adopt(3, lacks))
	if list, err := o.Titles(o.ctx, cadre(an), o.campaign()); err != nil || len(list) != 3 {
		t.Errorf("%d titles, %v", len(list), err)
	}

	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error { return emulation.Convene(tx, c.ID) }))
	conflict(t, "after the council took it up", adopt(4, same), "Hội đồng đã lập phiên họp")
	if c := o.campaign(); c.CatalogueID != lacks || !c.Convened {
		t.Errorf("%+v", c)
	}
}

// The council takes up one campaign and no other.
func TestTheCouncilTakesUpOneCampaign(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	next := plan()
	next.Year = 2026
	o.must(o.OpenCampaign(o.ctx, officer(0), next))
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error { return emulation.Convene(tx, o.campaign().ID) }))
	c, err := o.Campaign(o.ctx, officer(0), 0)
	o.must(err)
	if c.Year != 2026 || c.Convened {
		t.Errorf("%+v", c)
	}
	want(t, "the other one's edition", o.AdoptEdition(o.ctx, officer(0), c.ID, c.Version, 1), nil)
}

// A campaign begins with the edition that is in force at the end of its year.
func TestTheEditionOfTheEndOfTheYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for number, from := range map[int64]string{2: "2025-12-31", 3: "2026-01-01"} {
		o.exec(`INSERT INTO editions (kind, code, number, name, legal, state, effective_from, body)
			VALUES ('titles', 'office', ?, 'x', 'x', 'published', ?, ?)`, number, from, titles)
	}
	o.open()
	if got := o.number(`SELECT number FROM editions WHERE id = ?`, o.campaign().CatalogueID); got != 2 {
		t.Errorf("edition %d, want that of 31 December", got)
	}
	names, err := emulation.TitleNames(o.Store.Read(o.ctx), o.campaign().CatalogueID)
	if err != nil || names["good"] != "Lao động giỏi" || len(names) != 4 {
		t.Errorf("%v %v", names, err)
	}
}

// TestWhoMayDoWhat writes the table of access down: c a cadre, h a head, l a leader, o the committee, m a member
// of the council, k a clerk, a an auditor, x an administrator.
func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := o.open()
	late := o.row(an, 2, "good", emulation.Late)
	draft := o.edition(2, catalogue.Draft, titles)
	roles := map[rune]access.Role{
		'c': access.Cadre, 'h': access.Head, 'l': access.Leader, 'o': access.Committee, 'm': access.Council,
		'k': access.Clerk, 'a': access.Auditor, 'x': access.Admin,
	}
	title := emulation.Title{Code: "good"}
	nothing := func(int, int) {}
	for name, use := range map[string]struct {
		may string // who
		do  func(a access.Actor) error
	}{
		"open a campaign": {"o", func(a access.Actor) error {
			return o.OpenCampaign(o.ctx, a, emulation.Campaign{})
		}},
		"close it":       {"o", func(a access.Actor) error { return o.CloseCampaign(o.ctx, a, c.ID, 99) }},
		"adopt":          {"o", func(a access.Actor) error { return o.AdoptEdition(o.ctx, a, c.ID, 99, 1) }},
		"compute":        {"o", func(a access.Actor) error { return o.Compute(o.ctx, a, 1999, nothing) }},
		"answer late":    {"o", func(a access.Actor) error { return o.Allow(o.ctx, a, late, 99, true) }},
		"register":       {"c", func(a access.Actor) error { return o.Register(o.ctx, a, 1999, nil, "") }},
		"confirm":        {"hl", func(a access.Actor) error { return second(o.ConfirmUnit(o.ctx, a, 1999, 2, nil, nil, "")) }},
		"see campaigns":  {"chlomka", func(a access.Actor) error { return second(o.Campaigns(o.ctx, a)) }},
		"see one":        {"chlomka", func(a access.Actor) error { return second(o.Campaign(o.ctx, a, year)) }},
		"see titles":     {"chlomkax", func(a access.Actor) error { return second(o.Current(o.ctx, a)) }},
		"see those of c": {"chloka", func(a access.Actor) error { return second(o.Titles(o.ctx, a, c)) }},
		"explain":        {"hloka", func(a access.Actor) error { return second(o.Explain(o.ctx, a, late)) }},
		"tally":          {"chloka", func(a access.Actor) error { return second(o.Tallies(o.ctx, a, c)) }},
		"rank":           {"chloka", func(a access.Actor) error { return second(o.Rank(o.ctx, a, year, "best")) }},
		"list": {"chloka", func(a access.Actor) error {
			_, _, err := o.Registrations(o.ctx, a, emulation.Filter{Year: year})
			return err
		}},
		"look ahead": {"c", func(a access.Actor) error { return second(o.Prospects(o.ctx, a, c)) }},
		"try an edition": {"o", func(a access.Actor) error {
			return second(o.TryEdition(o.ctx, a, 1, year, nothing))
		}},
		"count for that": {"o", func(a access.Actor) error { return second(o.Registered(o.ctx, a, year)) }},
		"save a title":   {"o", func(a access.Actor) error { return o.SaveTitle(o.ctx, a, draft, 99, title) }},
		"drop a title":   {"o", func(a access.Actor) error { return o.DropTitle(o.ctx, a, draft, 99, "team") }},
		"add a rule": {"o", func(a access.Actor) error {
			return o.AddRule(o.ctx, a, draft, 99, "team", emulation.ClusterRank)
		}},
		"add a title": {"o", func(a access.Actor) error {
			return second(o.AddTitle(o.ctx, a, draft, 99, "Mới", emulation.OfPerson, "base"))
		}},
		"name the edition": {"o", func(a access.Actor) error {
			return o.SaveEditionHead(o.ctx, a, draft, 99, "Tên", "Luật", "")
		}},
		"see a draft": {"o", func(a access.Actor) error {
			_, _, err := o.Edition(o.ctx, a, draft)
			return err
		}},
		"see an edition": {"chlomka", func(a access.Actor) error {
			_, _, err := o.Edition(o.ctx, a, 1)
			return err
		}},
	} {
		for letter, role := range roles {
			unit := int64(2)
			if info, _ := role.Info(); !info.NeedsUnit && role != access.Cadre {
				unit = 0
			}
			err := use.do(holder(role, bossTwo, unit))
			denied := isForbidden(err) || hidden[name] && isMissing(err)
			if may := strings.ContainsRune(use.may, letter); may == denied {
				t.Errorf("%s, %s: %v, want it allowed: %v", name, role, err, may)
			}
		}
	}
}

// hidden are the use cases in which who may not do it does not find what it is done to.
var hidden = map[string]bool{
	"explain":          true,
	"see an edition":   true,
	"see a draft":      true,
	"save a title":     true,
	"drop a title":     true,
	"add a rule":       true,
	"add a title":      true,
	"name the edition": true,
}
