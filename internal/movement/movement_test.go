package movement_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
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
