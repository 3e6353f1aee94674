package honour_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// ledger is the service that keeps the desk's ledger.
func (d *desk) ledger() *honour.Service {
	return &honour.Service{Store: d.Store, Clock: d.Clock, Titles: knownTitles}
}

// write runs a change as a decision would.
func (d *desk) write(change func(tx *gorm.DB) error) error {
	return d.Store.Write(d.t.Context(), change)
}

func officer(person int64) access.Actor {
	return access.Actor{AccountID: 7, PersonID: person, Grants: []access.Grant{{Role: access.Committee}}}
}

func TestDecisionsWriteTheLedger(t *testing.T) {
	d := newDesk(t)
	an, hoa, unit := d.person("CB01"), d.person("CB03"), int64(2)
	title := func(person, unit *int64, code string, year int) honour.Honour {
		return honour.Honour{PersonID: person, UnitID: unit, Title: code, Year: year, Decision: "1-QĐ", DecidedOn: "2026-01-05"}
	}
	record := func(list ...honour.Honour) error {
		return d.write(func(tx *gorm.DB) error { return honour.Record(tx, list...) })
	}
	end := func(h honour.Honour, reason string) {
		t.Helper()
		d.must(d.write(func(tx *gorm.DB) error { return honour.End(tx, h, reason) }))
	}
	d.must(record())
	d.must(record(title(&an, nil, "ldtt", 2024), title(&hoa, nil, "ldtt", 2024), title(nil, &unit, "ttldtt", 2024)))
	if got := d.held(); got != "CB01 ldtt 2024, CB03 ldtt 2024, Phòng Một ttldtt 2024" {
		t.Fatalf("held: %s", got)
	}
	if err := record(title(&an, nil, "cstdcs", 2024), title(&hoa, nil, "ldtt", 2024)); !store.Duplicate(err) {
		t.Errorf("a title twice: %v", err)
	}
	if got := d.held(); strings.Contains(got, "cstdcs") {
		t.Errorf("half of a decision was written: %s", got)
	}
	for name, other := range map[string]honour.Honour{
		"another year":     title(&an, nil, "ldtt", 2023),
		"another title":    title(&an, nil, "cstdcs", 2024),
		"another decision": {PersonID: &an, Title: "ldtt", Year: 2024, Decision: "2-QĐ"},
		"nobody's":         title(nil, nil, "ldtt", 2024),
		"a unit's":         title(nil, &an, "ldtt", 2024),
	} {
		end(other, "thử")
		if got := d.held(); !strings.Contains(got, "CB01 ldtt 2024, CB03 ldtt 2024, Phòng Một") {
			t.Errorf("%s ended something: %s", name, got)
		}
	}
	end(title(&an, nil, "ldtt", 2024), "Hủy bỏ: "+strings.Repeat("x", 400))
	end(title(nil, &unit, "ttldtt", 2024), "Hủy bỏ")
	if got := d.held(); got != "CB03 ldtt 2024" {
		t.Errorf("held: %s", got)
	}
	end(title(&an, nil, "ldtt", 2024), "lần nữa") // the first reason stands
	f, err := d.ledger().Person(t.Context(), officer(0), an)
	d.must(err)
	if r := f.Honours[0].Revoked; !strings.HasPrefix(r, "Hủy bỏ: xxx") || len([]rune(r)) != 300 {
		t.Errorf("the reason: %q", r)
	}
	db := d.Store.Read(t.Context())
	list, err := honour.Of(db, false, "IN ?", []int64{an, hoa})
	if err != nil || len(list) != 1 || list[0].PersonID != hoa {
		t.Errorf("what is held: %+v %v", list, err)
	}
	if list, err := honour.Of(db, true, "IN ?", []int64{an, hoa}); err != nil || len(list) != 2 {
		t.Errorf("with what was taken back: %+v %v", list, err)
	}
	d.must(record(title(&an, nil, "ldtt", 2024))) // given anew
}

func TestAddATitleOfThePast(t *testing.T) {
	d := newDesk(t)
	an := d.person("CB01")
	good := honour.Honour{PersonID: &an, Title: "ldtt", Year: 2024, Decision: " 9-QĐ ", DecidedOn: "05/01/2025"}
	nobody := int64(99)
	for name, c := range map[string]struct {
		change func(*honour.Honour)
		field  string
	}{
		"an unknown title": {func(h *honour.Honour) { h.Title = "x" }, "title"},
		"a title of units": {func(h *honour.Honour) { h.Title = "ttldtt" }, "title"},
		"next year":        {func(h *honour.Honour) { h.Year = 2027 }, "year"},
		"before 1950":      {func(h *honour.Honour) { h.Year = 1949 }, "year"},
		"no number":        {func(h *honour.Honour) { h.Decision = " " }, "decision"},
		"a number of 101":  {func(h *honour.Honour) { h.Decision = strings.Repeat("1", 101) }, "decision"},
		"no such day":      {func(h *honour.Honour) { h.DecidedOn = "31/02/2025" }, "decided_on"},
		"good":             {func(*honour.Honour) {}, ""},
		"the present year": {func(h *honour.Honour) { h.Year = 2026 }, ""},
		"1950":             {func(h *honour.Honour) { h.Year = 1950 }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := good
			c.change(&h)
			err := d.ledger().Add(t.Context(), officer(0), h)
			var invalid fault.Invalid
			if c.field == "" {
				d.must(err)
			} else if !errors.As(err, &invalid) || invalid.Fields[c.field].Format == "" {
				t.Errorf("%v, want %s refused", err, c.field)
			}
		})
	}
	var invalid fault.Invalid
	if err := d.ledger().Add(t.Context(), officer(0), good); !errors.As(err, &invalid) {
		t.Errorf("a second time: %v", err)
	}
	for name, person := range map[string]*int64{"nobody": &nobody, "none": nil} {
		h := good
		h.PersonID = person
		if err := d.ledger().Add(t.Context(), officer(0), h); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhoMayAddTitles(t *testing.T) {
	d := newDesk(t)
	an, hoa := d.person("CB01"), d.person("CB03")
	add := func(a access.Actor, person int64, year int) error {
		return d.ledger().Add(t.Context(), a,
			honour.Honour{PersonID: &person, Title: "ldtt", Year: year, Decision: "9-QĐ", DecidedOn: "05/01/2025"})
	}
	for _, role := range trial.RolesBut(access.Committee) {
		a := access.Actor{AccountID: 8, Grants: []access.Grant{{Role: role}}}
		if err := add(a, an, 2020); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", role, err)
		}
	}
	if err := add(officer(an), an, 2020); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the own title: %v", err)
	}
	if err := add(officer(an), hoa, 2020); err != nil {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestWhoSeesWhatAPersonHolds(t *testing.T) {
	d := newDesk(t)
	an, hoa := d.person("CB01"), d.person("CB03") // both of Phòng Một, number 2
	second := d.person("CB02")                    // of Phòng Hai, number 3
	head := access.Actor{AccountID: 8, Grants: []access.Grant{{Role: access.Head, UnitID: 2, Path: "1/2/"}}}
	for name, c := range map[string]struct {
		actor  access.Actor
		person int64
		err    error
		record bool
	}{
		"the officer":        {officer(hoa), an, nil, true},
		"the officer's own":  {officer(an), an, nil, false},
		"a head":             {head, an, nil, false},
		"a head of another":  {head, second, fault.ErrNotFound, false},
		"nobody":             {officer(0), 99, fault.ErrNotFound, false},
		"who may see nobody": {access.Actor{AccountID: 9, Grants: []access.Grant{{Role: access.Council}}}, an, fault.ErrForbidden, false},
	} {
		f, err := d.ledger().Person(t.Context(), c.actor, c.person)
		if !errors.Is(err, c.err) || f.Record != c.record {
			t.Errorf("%s: %v, may record %v", name, err, f.Record)
		}
	}
}
