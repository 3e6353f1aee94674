package initiative_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
)

func TestInitiativesWithinReach(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.register(60, 40) // of units 2 and 20
	alone := o.register(100)
	for name, c := range map[string]struct {
		actor access.Actor
		rows  string
		one   error
	}{
		"the committee":   {officer(0), "person 20 100, person 20 60, person 200 40", nil},
		"the head of 2":   {head(2), "person 20 100, person 20 60", nil},
		"the head of 20":  {head(20), "person 200 40", nil},
		"the head of 3":   {head(3), "", fault.ErrNotFound},
		"the author":      {cadre(20), "person 20 100, person 20 60", nil},
		"the co-author":   {cadre(200), "person 200 40", nil},
		"a cadre of it":   {cadre(210), "", fault.ErrNotFound},
		"the leader of 4": {holder(access.Leader, 0, 4, "1/4/"), "", fault.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := o.List(ctx, c.actor, initiative.Filter{})
			o.Must(err)
			var rows []string
			for _, r := range v.Rows {
				rows = append(rows, fmt.Sprintf("%s %d", r.Author, r.Share))
			}
			slices.Sort(rows)
			if got := strings.Join(rows, ", "); got != c.rows || v.Total != len(rows) {
				t.Errorf("%d: %s, want %s", v.Total, got, c.rows)
			}
			if v.Rights.Record != (name == "the committee") {
				t.Errorf("offered %+v", v.Rights)
			}
			_, err = o.Initiative(ctx, c.actor, id)
			want(t, "one", err, c.one)
		})
	}
	_, err := o.Initiative(ctx, head(20), alone)
	want(t, "without an author of the unit", err, fault.ErrNotFound)
	for _, role := range []access.Role{access.Council, access.Admin} {
		a := holder(role, 20, 0, "")
		_, err := o.List(ctx, a, initiative.Filter{})
		want(t, "list", err, fault.ErrForbidden)
		_, err = o.Initiative(ctx, a, id)
		want(t, "one", err, fault.ErrForbidden)
		_, err = o.Register(ctx, a, registration(100))
		want(t, "register", err, fault.ErrForbidden)
	}
	_, err = o.Held(ctx, head(20), 20)
	want(t, "held by somebody of another unit", err, fault.ErrNotFound)
	_, err = o.Held(ctx, holder(access.Council, 20, 0, ""), 20)
	want(t, "held, without the permission", err, fault.ErrForbidden)
	o.Must(o.Withdraw(ctx, cadre(20), alone, 1))
	for want, f := range map[int]initiative.Filter{
		1: {State: initiative.Withdrawn},
		2: {State: initiative.Registered},
		0: {Level: initiative.Nation},
		3: {Year: 2026},
	} {
		if v, err := o.List(ctx, officer(0), f); err != nil || v.Total != want || len(v.Rows) != want {
			t.Errorf("%+v: %d, want %d, %v", f, v.Total, want, err)
		}
	}
}

// TestTheOrderOfTheRegister: the latest year first, within it the highest level; who has left keeps the line.
func TestTheOrderOfTheRegister(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, level := range []initiative.Level{initiative.Base, initiative.Nation, initiative.Province} {
		for _, year := range []int{2025, 2026} {
			i := registration(100)
			i.Name, i.Level, i.Year = fmt.Sprintf("%s %d", level, year), level, year
			id, err := o.Register(t.Context(), cadre(20), i)
			o.Must(err)
			o.Exec(`UPDATE initiatives SET year = ? WHERE id = ?`, year, id)
		}
	}
	o.Exec(`UPDATE posts SET until = '2026-01-31' WHERE person_id = 20`)
	v, err := o.List(t.Context(), officer(0), initiative.Filter{})
	o.Must(err)
	var names []string
	for _, r := range v.Rows {
		names = append(names, r.Name)
	}
	const order = "nation 2026, province 2026, base 2026, nation 2025, province 2025, base 2025"
	if got := strings.Join(names, ", "); got != order || v.Total != 6 {
		t.Errorf("%d: %s, want %s", v.Total, got, order)
	}
}

func TestWhatWaitsForWhoDecides(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.register(60, 40)
	o.register(100)
	count := func(a access.Actor) int {
		list, err := o.Todo(t.Context(), a)
		o.Must(err)
		if len(list) == 0 {
			return 0
		}
		return list[0].Count
	}
	for name, c := range map[string]struct {
		actor access.Actor
		want  int
	}{
		"the committee":               {officer(0), 2},
		"an officer who is an author": {officer(200), 1},
		"the registrar of both":       {officer(20), 0},
		"a head":                      {head(2), 0},
	} {
		if got := count(c.actor); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Unit 20 is no part of unit 2: what waits is counted within the units of who decides.
func TestWhatWaitsWithinUnits(t *testing.T) {
	o := newOffice(t)
	o.register(60, 40) // of units 2 and 20
	o.register(100)    // of unit 2
	two := partial(t, access.HonoursEdit, 2, "1/2/")
	for name, c := range map[string]struct {
		actor access.Actor
		want  int
	}{
		"unit 2":            {two, 2},
		"unit 20":           {holder(access.Committee, 0, 20, "1/20/"), 1},
		"unit 21":           {holder(access.Committee, 0, 21, "1/2/21/"), 0},
		"unit 3":            {holder(access.Committee, 0, 3, "1/3/"), 0},
		"unit 2, an author": {holder(access.Committee, 200, 2, "1/2/"), 1},
	} {
		list, err := o.Todo(t.Context(), c.actor)
		o.Must(err)
		got := 0
		for _, e := range list {
			got += e.Count
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
