package emulation

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/fault"

	"errors"
	"maps"
)

// sound is a catalogue of two persons' titles and a unit's title that holds together.
func sound() *Catalogue {
	vote := Vote{Share: 0.5, Above: true}
	rule := func(kind RuleKind) Rule { return Rule{Code: "r", Kind: kind, Name: "Điều kiện", Legal: "Luật"} }
	grade, initiative, streak, share := rule(YearGrade), rule(HasInitiative), rule(Streak), rule(MemberShare)
	grade.Grade = "C"
	initiative.Level, initiative.Count, initiative.Years, initiative.Least = "base", 1, 20, 100
	streak.Title, streak.Years = "low", 1
	share.Title, share.Share = "low", 0.99
	meets := rule(MeetsTitle)
	meets.Title = "low"
	return &Catalogue{Titles: []Title{
		{Code: "low", Name: "Một", Subject: OfPerson, Level: "base", Vote: vote, Rules: []Rule{grade, initiative}},
		{
			Code: "high", Name: "Hai", Subject: OfPerson, Level: "nation", Vote: Vote{Share: 1},
			Rules: []Rule{streak, meets}, Quota: &Quota{Of: "low", Share: 1, Legal: "x"},
		},
		{Code: "unit", Name: "Tập thể", Subject: OfUnit, Level: "province", Vote: vote, Rules: []Rule{share}},
	}}
}

func TestACatalogueMustHoldTogether(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(c *Catalogue)
		place  string // the places that are refused, "" for none
	}{
		"as it is":        {func(*Catalogue) {}, ""},
		"no code":         {func(c *Catalogue) { c.Titles[2].Code = "" }, "titles.2.code"},
		"a code twice":    {func(c *Catalogue) { c.Titles[2].Code = "high" }, "titles.2.code"},
		"a name of two":   {func(c *Catalogue) { c.Titles[0].Name = "ab" }, "titles.0.name"},
		"a name of three": {func(c *Catalogue) { c.Titles[0].Name = "abc" }, ""},
		"a name of 200":   {func(c *Catalogue) { c.Titles[0].Name = strings.Repeat("a", 200) }, ""},
		"a name of 201":   {func(c *Catalogue) { c.Titles[0].Name = strings.Repeat("a", 201) }, "titles.0.name"},
		"an unknown subject": {
			func(c *Catalogue) { c.Titles[2].Subject = "team" },
			"titles.2.rules.0.kind titles.2.subject",
		},
		"an unknown level":      {func(c *Catalogue) { c.Titles[1].Level = "city" }, "titles.1.level"},
		"no vote's share":       {func(c *Catalogue) { c.Titles[0].Vote.Share = 0 }, "titles.0.vote.share"},
		"more than all votes":   {func(c *Catalogue) { c.Titles[0].Vote.Share = 1.01 }, "titles.0.vote.share"},
		"no quota's share":      {func(c *Catalogue) { c.Titles[1].Quota.Share = 0 }, "titles.1.quota.share"},
		"a quota above all":     {func(c *Catalogue) { c.Titles[1].Quota.Share = 1.01 }, "titles.1.quota.share"},
		"a quota of itself":     {func(c *Catalogue) { c.Titles[1].Quota.Of = "high" }, "titles.1.quota.of"},
		"a quota of a unit's":   {func(c *Catalogue) { c.Titles[1].Quota.Of = "unit" }, "titles.1.quota.of"},
		"a quota of nothing":    {func(c *Catalogue) { c.Titles[1].Quota.Of = "x" }, "titles.1.quota.of"},
		"an unknown kind":       {func(c *Catalogue) { c.Titles[0].Rules[0].Kind = "guess" }, "titles.0.rules.0.kind"},
		"a unit's rule":         {func(c *Catalogue) { c.Titles[0].Rules[1].Kind = MemberShare }, "titles.0.rules.1.kind"},
		"a rule without a name": {func(c *Catalogue) { c.Titles[0].Rules[0].Name = "" }, "titles.0.rules.0.name"},
		"no legal basis":        {func(c *Catalogue) { c.Titles[0].Rules[0].Legal = " " }, "titles.0.rules.0.legal"},
		"a grade D":             {func(c *Catalogue) { c.Titles[0].Rules[0].Grade = "D" }, "titles.0.rules.0.grade"},
		"an initiative's level": {func(c *Catalogue) { c.Titles[0].Rules[1].Level = "" }, "titles.0.rules.1.level"},
		"no initiative":         {func(c *Catalogue) { c.Titles[0].Rules[1].Count = 0 }, "titles.0.rules.1.count"},
		"20 initiatives":        {func(c *Catalogue) { c.Titles[0].Rules[1].Count = 20 }, ""},
		"21 initiatives":        {func(c *Catalogue) { c.Titles[0].Rules[1].Count = 21 }, "titles.0.rules.1.count"},
		"no years":              {func(c *Catalogue) { c.Titles[0].Rules[1].Years = 0 }, "titles.0.rules.1.years"},
		"21 years":              {func(c *Catalogue) { c.Titles[0].Rules[1].Years = 21 }, "titles.0.rules.1.years"},
		"a share below nothing": {func(c *Catalogue) { c.Titles[0].Rules[1].Least = -1 }, "titles.0.rules.1.least"},
		"a share of 101":        {func(c *Catalogue) { c.Titles[0].Rules[1].Least = 101 }, "titles.0.rules.1.least"},
		"all members":           {func(c *Catalogue) { c.Titles[2].Rules[0].Share = 1 }, "titles.2.rules.0.share"},
		"no members":            {func(c *Catalogue) { c.Titles[2].Rules[0].Share = 0 }, "titles.2.rules.0.share"},
		"no form of discipline": {
			func(c *Catalogue) { c.Titles[0].Rules[0].Kind = NoDiscipline },
			"titles.0.rules.0.from",
		},
		"no title named":       {func(c *Catalogue) { c.Titles[1].Rules[0].Title = "" }, "titles.1.rules.0.title"},
		"a unit's title named": {func(c *Catalogue) { c.Titles[1].Rules[0].Title = "unit" }, "titles.1.rules.0.title"},
		"meets itself":         {func(c *Catalogue) { c.Titles[1].Rules[1].Title = "high" }, "titles.1.rules.1.title"},
		"a title in a circle": {
			func(c *Catalogue) {
				c.Titles[0].Rules[0] = Rule{Kind: MeetsTitle, Name: "x", Legal: "x", Title: "high"}
			},
			"titles.0.rules.0.title titles.1.rules.1.title",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			titles := sound()
			c.change(titles)
			var invalid fault.Invalid
			errors.As(titles.Check(), &invalid)
			got := slices.Sorted(maps.Keys(invalid.Fields))
			if strings.Join(got, " ") != c.place {
				t.Errorf("refused %v, want %q", got, c.place)
			}
		})
	}
	if _, err := ParseCatalogue("titles: {"); err == nil || !strings.Contains(err.Error(), "danh mục danh hiệu") {
		t.Errorf("no YAML: %v", err)
	}
}

// What is edited and kept says the same; the edition that comes with the portal holds together.
func TestACatalogueIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	text, err := data.Catalogue.ReadFile("catalogue/titles-law2022.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseCatalogue(string(text))
	if err != nil {
		t.Fatal(err)
	}
	written, err := c.YAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseCatalogue(written)
	if err != nil || !reflect.DeepEqual(c, again) {
		t.Errorf("%v: %+v, want %+v", err, again, c)
	}
	var codes []string
	for _, title := range c.Titles {
		codes = append(codes, title.Code)
		for _, rule := range title.Rules {
			if rule.Legal == "" {
				t.Errorf("%s, %s: no legal basis", title.Code, rule.Code)
			}
		}
	}
	if got := strings.Join(codes, " "); got != "ldtt cstdcs cstdt cstdtq ttldtt ttldxs cotd cocp" {
		t.Errorf("titles %s", got)
	}
}

// A new title stands behind those of its subject and level; persons' titles stand before those of units.
func TestPlaceOfANewTitle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		subject Subject
		level   string
		want    int
	}{
		"a person's, base":   {OfPerson, "base", 1},
		"a person's, middle": {OfPerson, "province", 1},
		"a person's, nation": {OfPerson, "nation", 2},
		"a unit's, base":     {OfUnit, "base", 2},
		"a unit's, middle":   {OfUnit, "province", 3},
	} {
		if got := sound().placeFor(c.subject, c.level); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
