package movement_test

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/movement"
)

func TestWhoSigns(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	want(t, "a draft, which only who runs movements sees", o.sign(head(2), o.launched(), 2), fault.ErrNotFound)
	o.Exec(`UPDATE movements SET name = 'Bản nháp'`)
	id := o.launched(movement.Launched)
	cadre := holder(access.Cadre, 210, 21, "1/2/21/")
	for name, c := range map[string]struct {
		actor access.Actor
		unit  int64
		err   error
	}{
		"the head":                      {head(2), 2, nil},
		"the head for a unit below":     {head(2), 21, fault.ErrForbidden},
		"the head for a unit like it":   {head(2), 20, fault.ErrForbidden},
		"the head for the unit above":   {head(2), 1, fault.ErrForbidden},
		"a cadre for the own person":    {cadre, 0, nil},
		"a cadre for a unit":            {cadre, 21, fault.ErrForbidden},
		"the committee for a unit":      {officer(30), 3, fault.ErrForbidden},
		"the committee without a cadre": {officer(30), 0, fault.ErrForbidden},
		"nobody on the roster":          {holder(access.Cadre, 0, 0, ""), 0, fault.ErrForbidden},
	} {
		t.Run(name, func(t *testing.T) { want(t, name, o.sign(c.actor, id, c.unit), c.err) })
	}
	conflict(t, "without a post", o.sign(holder(access.Cadre, 999, 0, ""), id, 0))
	if n := o.Number(`SELECT unit_id FROM pledges WHERE person_id = 210`); n != 21 {
		t.Errorf("signed in unit %d", n)
	}
}

func TestSigningAnew(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id, a := t.Context(), o.launched(movement.Launched), head(2)
	signing := func(version int64, words string) error {
		return o.Sign(ctx, a, id, movement.Signing{UnitID: 2, Version: version, Commitment: words})
	}
	refused(t, "no words", signing(0, " "), "commitment")
	refused(t, "1001 characters", signing(0, strings.Repeat("x", 1001)), "commitment")
	want(t, "a version of nothing", signing(1, "Một"), fault.ErrNotFound)
	o.Must(signing(0, "Một"))
	v, err := o.Movement(ctx, a, id)
	o.Must(err)
	if len(v.Signers) != 1 || v.Signers[0] != (movement.Signer{UnitID: 2, Name: "unit 2", Version: 1}) || v.Units != 1 {
		t.Errorf("%+v", v.Signers)
	}
	want(t, "a page that knew of no signature", signing(0, "Hai"), fault.ErrStale)
	o.Time.At = time.Date(2026, 11, 30, 23, 0, 0, 0, clock.Zone) // the last day
	o.Must(o.sign(head(4), id, 4))
	o.Time.At = o.Time.At.Add(2 * time.Hour)
	o.Must(signing(1, "Hai"))
	want(t, "a stale page", signing(1, "Ba"), fault.ErrStale)
	rows, total, err := o.Pledges(ctx, a, movement.PledgeFilter{Movement: id})
	o.Must(err)
	if total != 1 || rows[0].Commitment != "Hai" || rows[0].Late || rows[0].Version != 2 {
		t.Errorf("%+v", rows)
	}
	if rows, _, err = o.Pledges(ctx, head(4), movement.PledgeFilter{Movement: id}); err != nil || rows[0].Late {
		t.Errorf("late on the last day: %+v %v", rows, err)
	}
	o.Must(o.sign(head(3), id, 3))
	if rows, _, err = o.Pledges(ctx, head(3), movement.PledgeFilter{Movement: id}); err != nil || !rows[0].Late {
		t.Errorf("not late: %+v %v", rows, err)
	}
	o.step(id, movement.Interim)
	conflict(t, "during the review", signing(2, "Ba"))
	conflict(t, "somebody new during the review", o.sign(head(20), id, 20))
}

func TestPledgesWithinReach(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.launched(movement.Launched)
	for _, unit := range []int64{2, 3, 20} {
		o.Must(o.sign(head(unit), id, unit))
	}
	for _, p := range []int64{20, 210, 200} {
		o.Must(o.sign(holder(access.Cadre, p, 0, ""), id, 0))
	}
	for name, c := range map[string]struct {
		actor  access.Actor
		kind   movement.Signed
		people string
	}{
		"the committee":        {officer(0), "", "unit 2, unit 20, unit 3, person 20, person 210, person 200"},
		"units only":           {officer(0), movement.ByUnit, "unit 2, unit 20, unit 3"},
		"persons only":         {officer(0), movement.ByPerson, "person 20, person 210, person 200"},
		"the head of 2":        {head(2), "", "unit 2, person 20, person 210"},
		"the head of 20":       {head(20), "", "unit 20, person 200"},
		"a cadre":              {holder(access.Cadre, 210, 21, "1/2/21/"), "", "person 210"},
		"the leader of 2":      {holder(access.Leader, 0, 2, "1/2/"), "", "unit 2, person 20, person 210"},
		"who has signed none":  {holder(access.Cadre, 40, 4, "1/4/"), "", ""},
		"the head of 3, units": {head(3), movement.ByUnit, "unit 3"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, total, err := o.Pledges(ctx, c.actor, movement.PledgeFilter{Movement: id, Kind: c.kind})
			o.Must(err)
			var names []string
			for _, r := range rows {
				names = append(names, r.Name)
			}
			if got := strings.Join(names, ", "); got != c.people || total != len(names) {
				t.Errorf("%d: %s, want %s", total, got, c.people)
			}
		})
	}
	of := func(unit int64) int64 {
		return o.Number(`SELECT id FROM pledges WHERE unit_id = ? AND person_id IS NULL`, unit)
	}
	_, err := o.Pledge(ctx, head(2), id, of(2))
	want(t, "the own unit's", err, nil)
	_, err = o.Pledge(ctx, head(2), id, of(20))
	want(t, "another unit's", err, fault.ErrNotFound)
	_, err = o.Pledge(ctx, officer(0), id+1, of(2))
	want(t, "of another movement", err, fault.ErrNotFound)
}

func TestReporting(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.launched(movement.Launched)
	o.Must(o.sign(head(2), id, 2))
	o.Must(o.sign(holder(access.Cadre, 210, 21, "1/2/21/"), id, 0))
	pledge := o.Number(`SELECT id FROM pledges WHERE unit_id = 2`)
	own := o.Number(`SELECT id FROM pledges WHERE person_id = 210`)
	v, err := o.Movement(ctx, officer(0), id)
	o.Must(err)
	first, second := v.Targets()[0].ID, v.Targets()[1].ID
	results := func(a, b float64, evidence string) []movement.Result {
		return []movement.Result{
			{TargetID: first, Achieved: a, Evidence: evidence},
			{TargetID: second, Achieved: b, Evidence: evidence},
		}
	}
	good := results(45, 3, "BC")
	conflict(t, "before the review", o.Report(ctx, head(2), pledge, 1, good))
	o.step(id, movement.Interim)
	want(t, "another head", o.Report(ctx, head(20), pledge, 1, good), fault.ErrNotFound)
	want(t, "the head of the unit above", o.Report(ctx, holder(access.Head, 10, 1, "1/"), pledge, 1, good), fault.ErrForbidden)
	want(t, "the head on a person's", o.Report(ctx, head(2), own, 1, good), fault.ErrForbidden)
	want(t, "the head, a cadre as well, on a person's",
		o.Report(ctx, both(head(2), holder(access.Cadre, 20, 2, "1/2/")), own, 1, good), fault.ErrForbidden)
	want(t, "the committee", o.Report(ctx, officer(0), pledge, 1, good), fault.ErrForbidden)
	want(t, "a result too few", o.Report(ctx, head(2), pledge, 1, good[:1]), fault.ErrStale)
	want(t, "another target", o.Report(ctx, head(2), pledge, 1, []movement.Result{good[1], good[0]}), fault.ErrStale)
	refused(t, "no evidence", o.Report(ctx, head(2), pledge, 1, results(45, 0, "")), "evidence.0")
	refused(t, "a negative figure", o.Report(ctx, head(2), pledge, 1, results(0, -1, "BC")), "achieved.1")
	refused(t, "evidence of 501", o.Report(ctx, head(2), pledge, 1, results(1, 1, strings.Repeat("x", 501))), "evidence.0")
	want(t, "a stale page", o.Report(ctx, head(2), pledge, 2, good), fault.ErrStale)
	o.Must(o.Report(ctx, head(2), pledge, 1, results(0, 0, "")))
	o.Must(o.Report(ctx, head(2), pledge, 2, good)) // over the first one
	p, err := o.Pledge(ctx, head(2), id, pledge)
	o.Must(err)
	// 45 of 90 is a half; 3 of 2 counts as the whole: three quarters together.
	if p.Interim == nil || *p.Interim != 0.75 || p.Final != nil || !p.Rights.Report || len(p.Results) != 2 {
		t.Errorf("%+v", p)
	}
	if p, err = o.Pledge(ctx, officer(0), id, pledge); err != nil || p.Rights.Report {
		t.Errorf("the committee may report: %v", err)
	}
	if v, err = o.Movement(ctx, officer(0), id); err != nil {
		t.Fatal(err)
	}
	for i, w := range []struct {
		mean float64
		met  int
	}{{0.5, 0}, {1, 1}} {
		x := v.Progress[i]
		if *x.Interim != w.mean || x.Final != nil || x.Reported != 1 || x.Met != w.met {
			t.Errorf("%+v", x)
		}
	}
	o.step(id, movement.Final)
	if v, err = o.Movement(ctx, officer(0), id); err != nil || v.Progress[1].Reported != 0 {
		t.Errorf("the interim report counts in the final review: %v", err)
	}
	o.step(id, movement.Over)
	conflict(t, "after the end", o.Report(ctx, head(2), pledge, 3, good))
}

// The day sign_by is the last on which a pledge is not late.
func TestTheLastDayToSign(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.launched(movement.Launched)
	o.Time.At = time.Date(2026, 11, 30, 23, 59, 59, 0, clock.Zone)
	o.Must(o.sign(head(2), id, 2))
	o.Time.At = o.Time.At.Add(time.Second)
	o.Must(o.sign(head(20), id, 20))
	for unit, late := range map[int64]bool{2: false, 20: true} {
		rows, _, err := o.Pledges(t.Context(), head(unit), movement.PledgeFilter{Movement: id})
		o.Must(err)
		if len(rows) != 1 || rows[0].Late != late {
			t.Errorf("unit %d: %+v, want late: %v", unit, rows, late)
		}
	}
}

func TestPledgesByHowFarTheyHaveCome(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.reviewed()
	for name, c := range map[string]struct {
		filter movement.PledgeFilter
		want   string
	}{
		"by the tree":          {movement.PledgeFilter{}, "unit 2, unit 20, unit 3, unit 4"},
		"furthest behind":      {movement.PledgeFilter{Sort: movement.SortInterim}, "unit 20, unit 4, unit 3, unit 2"},
		"furthest ahead":       {movement.PledgeFilter{Sort: movement.SortInterim, Desc: true}, "unit 2, unit 3, unit 4, unit 20"},
		"nobody in the final":  {movement.PledgeFilter{Sort: movement.SortFinal}, "unit 2, unit 3, unit 4, unit 20"},
		"an unknown word":      {movement.PledgeFilter{Sort: "x"}, "unit 2, unit 20, unit 3, unit 4"},
		"behind the last page": {movement.PledgeFilter{Page: 1}, ""},
		"without pages":        {movement.PledgeFilter{Page: 1, All: true}, "unit 2, unit 20, unit 3, unit 4"},
	} {
		c.filter.Movement = id
		rows, total, err := o.Pledges(t.Context(), officer(0), c.filter)
		o.Must(err)
		var names []string
		for _, r := range rows {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, ", "); got != c.want || total != 4 {
			t.Errorf("%s: %s of %d, want %s", name, got, total, c.want)
		}
	}
}
