package movement_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/movement"
	"congthidua/internal/org"
)

// both holds the grants of two actors and is the first one's person.
func both(a, b access.Actor) access.Actor {
	a.Grants = append(a.Grants, b.Grants...)
	return a
}

func plan(name string) movement.Plan {
	return movement.Plan{
		Movement: movement.Movement{
			Name: name, Aim: "Làm nhanh", StartsOn: "01/11/2026", SignBy: "30/11/2026", EndsOn: "20/12/2026",
		},
		Targets: []movement.Target{
			{Name: "Việc đúng hạn", Goal: 90, Measure: "%"},
			{Name: "Sáng kiến", Goal: 2, Measure: "cái"},
		},
	}
}

// launched makes a movement and moves it to a state.
func (o *office) launched(states ...movement.State) int64 {
	o.T.Helper()
	id, err := o.Create(o.T.Context(), officer(0), plan("Phong trào"))
	o.Must(err)
	for _, to := range states {
		o.step(id, to)
	}
	return id
}

func (o *office) step(id int64, to movement.State) {
	o.T.Helper()
	version := o.Number(`SELECT version FROM movements WHERE id = ?`, id)
	o.Must(o.Step(o.T.Context(), officer(0), id, version, to))
}

// sign signs for a unit, or with 0 for the actor, where nothing was signed yet.
func (o *office) sign(a access.Actor, id, unit int64) error {
	return o.Sign(o.T.Context(), a, id, movement.Signing{UnitID: unit, Commitment: "Đạt đủ"})
}

func TestWhatAMovementMustBe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		change func(*movement.Plan)
		field  string
	}{
		"a name of two":      {func(p *movement.Plan) { p.Name = "ab" }, "name"},
		"a name of 301":      {func(p *movement.Plan) { p.Name = strings.Repeat("x", 301) }, "name"},
		"no aim":             {func(p *movement.Plan) { p.Aim = " " }, "aim"},
		"no such day":        {func(p *movement.Plan) { p.SignBy = "31/11/2026" }, "sign_by"},
		"signed before":      {func(p *movement.Plan) { p.SignBy = "31/10/2026" }, "sign_by"},
		"ends before":        {func(p *movement.Plan) { p.EndsOn = "29/11/2026" }, "ends_on"},
		"no target":          {func(p *movement.Plan) { p.Targets = nil }, "target.name.0"},
		"seven targets":      {func(p *movement.Plan) { p.Targets = make([]movement.Target, 7) }, "target.name.0"},
		"a goal of nothing":  {func(p *movement.Plan) { p.Targets[1].Goal = 0 }, "target.goal.1"},
		"a target's measure": {func(p *movement.Plan) { p.Targets[0].Measure = "" }, "target.measure.0"},
		"signed on that day": {func(p *movement.Plan) { p.SignBy, p.EndsOn = p.StartsOn, p.StartsOn }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(name)
			c.change(&p)
			_, err := o.Create(t.Context(), officer(0), p)
			if c.field == "" {
				want(t, name, err, nil)
			} else {
				refused(t, name, err, c.field)
			}
		})
	}
}

func TestADraftIsWrittenUntilTheLaunch(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.launched()
	_, err := o.Create(ctx, officer(0), plan("Phong trào"))
	refused(t, "the name again", err, "name")
	p := plan("Tên mới")
	p.ID, p.Version, p.Targets = id, 1, p.Targets[:1]
	want(t, "saved", o.Save(ctx, officer(0), p), nil)
	want(t, "a stale page", o.Save(ctx, officer(0), p), fault.ErrStale)
	v, err := o.Movement(ctx, officer(0), id)
	o.Must(err)
	if v.Name != "Tên mới" || len(v.Targets()) != 1 || !v.Rights.Edit || fmt.Sprint(v.Rights.Next) != "[launched]" {
		t.Errorf("%+v", v)
	}
	_, err = o.Movement(ctx, head(2), id)
	want(t, "a head sees the draft", err, fault.ErrNotFound)
	if list, err := o.Movements(ctx, head(2)); err != nil || len(list.Rows) != 0 || list.Rights.Create {
		t.Errorf("a head lists the draft: %+v %v", list, err)
	}
	want(t, "signed while it is a draft", o.sign(head(2), id, 2), fault.ErrNotFound)
	conflict(t, "signed while it is a draft, by who sees it", o.sign(both(head(2), officer(0)), id, 2))
	want(t, "a skipped step", o.Step(ctx, officer(0), id, 2, movement.Final), fault.ErrStale)
	want(t, "a step from a stale page", o.Step(ctx, officer(0), id, 1, movement.Launched), fault.ErrStale)
	want(t, "no such movement", o.Step(ctx, officer(0), 99, 1, movement.Launched), fault.ErrNotFound)
	o.step(id, movement.Launched)
	p.Version = 3
	want(t, "written after the launch", o.Save(ctx, officer(0), p), fault.ErrStale)
	if v, err = o.Movement(ctx, officer(0), id); err != nil || v.Rights.Edit {
		t.Errorf("editing is offered after the launch: %v", err)
	}
	want(t, "back to a draft", o.Step(ctx, officer(0), id, 3, movement.Draft), fault.ErrStale)
	for _, to := range []movement.State{movement.Interim, movement.Final, movement.Over} {
		o.step(id, to)
	}
	want(t, "after the end", o.Step(ctx, officer(0), id, 6, movement.Launched), fault.ErrStale)
}

func TestWhoRunsMovements(t *testing.T) {
	o := newOffice(t)
	ctx, id := t.Context(), o.launched()
	p := plan("Khác")
	p.ID, p.Version = id, 1
	actors := map[string]access.Actor{"for one unit": partial(t, access.MovementRun, 2, "1/2/")}
	for _, info := range access.RoleList {
		if info.Role != access.Committee {
			actors[string(info.Role)] = holder(info.Role, 20, 1, "1/")
		}
	}
	for name, a := range actors {
		_, err := o.Create(ctx, a, plan("Khác"))
		want(t, "create "+name, err, fault.ErrForbidden)
		want(t, "save "+name, o.Save(ctx, a, p), fault.ErrForbidden)
		want(t, "step "+name, o.Step(ctx, a, id, 1, movement.Launched), fault.ErrForbidden)
	}
	for _, role := range []access.Role{access.Council, access.Admin} {
		a := holder(role, 20, 0, "")
		_, err := o.Movements(ctx, a)
		want(t, "list", err, fault.ErrForbidden)
		_, err = o.Movement(ctx, a, id)
		want(t, "one", err, fault.ErrForbidden)
		_, _, err = o.Pledges(ctx, a, movement.PledgeFilter{Movement: id})
		want(t, "pledges", err, fault.ErrForbidden)
		_, err = o.Pledge(ctx, a, id, 1)
		want(t, "a pledge", err, fault.ErrForbidden)
		want(t, "signing", o.sign(a, id, 0), fault.ErrForbidden)
		want(t, "reporting", o.Report(ctx, a, 1, 1, nil), fault.ErrForbidden)
	}
}

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

func TestWhatWaitsForHeads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.launched(movement.Launched)
	waits := func(a access.Actor) (kinds string) {
		list, err := o.Todo(ctx, a)
		o.Must(err)
		for _, e := range list {
			kinds += e.Kind + " "
		}
		return strings.TrimSpace(kinds)
	}
	check := func(two, cadre string) {
		t.Helper()
		if got := waits(head(2)); got != two {
			t.Errorf("the head: %q, want %q", got, two)
		}
		if got := waits(holder(access.Cadre, 20, 2, "1/2/")); got != cadre {
			t.Errorf("a cadre: %q", got)
		}
	}
	check("movement.sign", "")
	o.Must(o.sign(head(2), id, 2))
	check("", "")
	o.step(id, movement.Interim)
	check("movement.report", "")
	if got := waits(head(20)); got != "" {
		t.Errorf("a unit that has not signed: %q", got)
	}
	v, err := o.Movement(ctx, officer(0), id)
	o.Must(err)
	var results []movement.Result
	for _, x := range v.Targets() {
		results = append(results, movement.Result{TargetID: x.ID})
	}
	o.Must(o.Report(ctx, head(2), o.Number(`SELECT id FROM pledges`), 1, results))
	check("", "")
	o.step(id, movement.Final) // which asks for its own report
	check("movement.report", "")
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

// reviewed is a movement in its interim review: unit 2 has reached all, 3 a half, 4 nothing, and 20 has not reported.
func (o *office) reviewed() int64 {
	o.T.Helper()
	ctx, id := o.T.Context(), o.launched(movement.Launched)
	for _, unit := range []int64{2, 3, 4, 20} {
		o.Must(o.sign(head(unit), id, unit))
	}
	o.step(id, movement.Interim)
	v, err := o.Movement(ctx, officer(0), id)
	o.Must(err)
	for unit, figures := range map[int64][2]float64{2: {90, 2}, 3: {45, 1}, 4: {0, 0}} {
		pledge := o.Number(`SELECT id FROM pledges WHERE unit_id = ?`, unit)
		o.Must(o.Report(ctx, head(unit), pledge, 1, []movement.Result{
			{TargetID: v.Targets()[0].ID, Achieved: figures[0], Evidence: "BC"},
			{TargetID: v.Targets()[1].ID, Achieved: figures[1], Evidence: "BC"},
		}))
	}
	return id
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

// Figures just below, at and above the goal: what is above counts as the goal.
func TestFiguresOfAReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v, err := o.Movement(t.Context(), officer(0), o.reviewed())
	o.Must(err)
	// Of the first target 90, 45 and 0 of 90; of the second 2, 1 and 0 of 2.
	for _, x := range v.Progress {
		if *x.Interim != 0.5 || x.Reported != 3 || x.Met != 1 {
			t.Errorf("%s: %v, %d reported, %d met", x.Name, *x.Interim, x.Reported, x.Met)
		}
	}
	o.Exec(`UPDATE movement_results SET achieved = 89.99 WHERE achieved = 90`)
	o.Exec(`UPDATE movement_results SET achieved = 3 WHERE achieved = 2`)
	v, err = o.Movement(t.Context(), officer(0), v.ID)
	o.Must(err)
	if first, second := v.Progress[0], v.Progress[1]; first.Met != 0 || second.Met != 1 || *second.Interim != 0.5 {
		t.Errorf("%+v %+v", first, second)
	}
}

func TestPapersOfAMovement(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.reviewed()
	v, err := o.Movement(ctx, officer(0), id)
	o.Must(err)
	rows, _, err := o.Pledges(ctx, officer(0), movement.PledgeFilter{Movement: id, All: true})
	o.Must(err)
	d := movement.ResultPaper(org.Letterhead{}, v, rows, o.Time.At)
	targets, pledges := d.Blocks[1].Table.Rows, d.Blocks[3].Table.Rows
	if got := strings.Join(targets[0].Cells, "|"); got != "Việc đúng hạn|90 %|50%|–|1/3" {
		t.Errorf("a target: %s", got)
	}
	if got := strings.Join(pledges[2].Cells, "|"); len(pledges) != 4 || !strings.HasPrefix(got, "3|unit 3||Đạt đủ|") ||
		!strings.HasSuffix(got, "|50%|–") {
		t.Errorf("a pledge: %s", got)
	}
	p, err := o.Pledge(ctx, head(2), id, rows[0].ID)
	o.Must(err)
	d = movement.PledgePaper(org.Letterhead{}, p, o.Time.At)
	if d.Blocks[0].Text != "Tập thể: unit 2" || d.Signers[0].Title != "THỦ TRƯỞNG ĐƠN VỊ" ||
		d.Blocks[5].Text != "Cam kết: Đạt đủ" || d.Blocks[4].Table.Rows[1].Cells[2] != "2 cái" {
		t.Errorf("%+v", d.Blocks)
	}
	if x := p.Result(v.Targets()[0].ID, movement.Interim); x == nil || x.Achieved != 90 {
		t.Errorf("%+v", x)
	}
	if x := p.Result(v.Targets()[0].ID, movement.Final); x != nil {
		t.Errorf("a result of a review to come: %+v", x)
	}
}
