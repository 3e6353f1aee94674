package cluster_test

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/cluster"
	"congthidua/internal/fault"
	"congthidua/internal/org"
)

func plan(name string) cluster.Plan {
	return cluster.Plan{
		Cluster: cluster.Cluster{
			Kind: cluster.OfArea, Name: name, Year: 2026, SelfDue: "20/11/2026", CheckDue: "30/11/2026",
		},
		Criteria: []cluster.Criterion{{Name: "Nhiệm vụ", Max: 60}, {Name: "Phong trào", Max: 40}},
	}
}

func (o *office) version(id int64) int64 {
	o.T.Helper()
	return o.Number(`SELECT version FROM clusters WHERE id = ?`, id)
}

// draft makes a cluster of units; the first of them presides.
func (o *office) draft(name string, units ...int64) int64 {
	o.T.Helper()
	ctx := o.T.Context()
	id, err := o.Create(ctx, officer(0), plan(name))
	o.Must(err)
	for _, unit := range units {
		o.Must(o.AddMember(ctx, officer(0), id, o.version(id), unit))
	}
	if len(units) > 0 {
		o.Must(o.Lead(ctx, officer(0), id, o.version(id), units[0]))
	}
	return id
}

// step moves a cluster on, from a page that is made now.
func (o *office) step(id int64, to cluster.State) error {
	return o.Step(o.T.Context(), officer(0), id, o.version(id), to)
}

// member is a unit's membership in a cluster.
func (o *office) member(id, unit int64) int64 {
	o.T.Helper()
	return o.Number(`SELECT id FROM cluster_members WHERE cluster_id = ? AND unit_id = ?`, id, unit)
}

// mark gives a unit two marks with the same note, from a page that is made now.
func (o *office) mark(a access.Actor, id, unit int64, first, second float64, note string) error {
	o.T.Helper()
	member := o.member(id, unit)
	version := o.Number(`SELECT version FROM cluster_members WHERE id = ?`, member)
	return o.MarkMember(o.T.Context(), a, id, member, version, o.marks(id, first, second, note))
}

func (o *office) marks(id int64, first, second float64, note string) []cluster.Mark {
	o.T.Helper()
	at := func(ordinal int) int64 {
		return o.Number(`SELECT id FROM cluster_criteria WHERE cluster_id = ? AND ordinal = ?`, id, ordinal)
	}
	return []cluster.Mark{
		{CriterionID: at(0), Points: first, Note: note},
		{CriterionID: at(1), Points: second, Note: note},
	}
}

func TestWhatAClusterMustBe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		change func(*cluster.Plan)
		field  string
	}{
		"no kind":              {func(p *cluster.Plan) { p.Kind = "" }, "kind"},
		"a name of two":        {func(p *cluster.Plan) { p.Name = "ab" }, "name"},
		"a name of 201":        {func(p *cluster.Plan) { p.Name = strings.Repeat("x", 201) }, "name"},
		"two years back":       {func(p *cluster.Plan) { p.Year = 2024 }, "year"},
		"in two years":         {func(p *cluster.Plan) { p.Year = 2028 }, "year"},
		"last year":            {func(p *cluster.Plan) { p.Year = 2025 }, ""},
		"next year":            {func(p *cluster.Plan) { p.Year = 2027 }, ""},
		"no such day":          {func(p *cluster.Plan) { p.SelfDue = "31/11/2026" }, "self_due"},
		"checked before":       {func(p *cluster.Plan) { p.CheckDue = "19/11/2026" }, "check_due"},
		"checked that day":     {func(p *cluster.Plan) { p.CheckDue = "20/11/2026" }, ""},
		"no criterion":         {func(p *cluster.Plan) { p.Criteria = nil }, "criterion.name.0"},
		"eleven criteria":      {func(p *cluster.Plan) { p.Criteria = make([]cluster.Criterion, 11) }, "criterion.name.0"},
		"a criterion no name":  {func(p *cluster.Plan) { p.Criteria[1].Name = "" }, "criterion.name.1"},
		"a maximum of nothing": {func(p *cluster.Plan) { p.Criteria[0].Max = 0 }, "criterion.max.0"},
		"a maximum of 1000":    {func(p *cluster.Plan) { p.Criteria[0].Max = 1000 }, ""},
		"a maximum of 1001":    {func(p *cluster.Plan) { p.Criteria[0].Max = 1001 }, "criterion.max.0"},
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

func TestADraftAndItsMembers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, a := t.Context(), officer(0)
	id := o.draft("Cụm 1", 2, 3)
	_, err := o.Create(ctx, a, plan("Cụm 1"))
	refused(t, "the name again", err, "name")
	refused(t, "twice in a cluster", o.AddMember(ctx, a, id, o.version(id), 2), "unit")
	refused(t, "no such unit", o.AddMember(ctx, a, id, o.version(id), 99), "unit")
	other := o.draft("Cụm 2", 4)
	refused(t, "in another of the year", o.AddMember(ctx, a, other, o.version(other), 2), "unit")
	for name, err := range map[string]error{
		"add":    o.AddMember(ctx, a, id, 1, 20),
		"remove": o.RemoveMember(ctx, a, id, 1, 3),
		"lead":   o.Lead(ctx, a, id, 1, 3),
		"save":   o.Save(ctx, a, withID(plan("Cụm 1"), id, 1)),
		"step":   o.Step(ctx, a, id, 1, cluster.SelfScore),
	} {
		want(t, "a stale page: "+name, err, fault.ErrStale)
	}
	want(t, "who is no member presides", o.Lead(ctx, a, id, o.version(id), 4), fault.ErrNotFound)
	want(t, "who is no member goes", o.RemoveMember(ctx, a, id, o.version(id), 4), fault.ErrStale)

	// A draft of next year with the same units may not move into this year.
	next := plan("Cụm 3")
	next.Year = 2027
	later, err := o.Create(ctx, a, next)
	o.Must(err)
	o.Must(o.AddMember(ctx, a, later, 1, 2))
	refused(t, "into the year", o.Save(ctx, a, withID(plan("Cụm 3"), later, 2)), "year")

	conflict(t, "one member, which presides", o.step(other, cluster.SelfScore))
	o.Must(o.RemoveMember(ctx, a, id, o.version(id), 2))
	v, err := o.Cluster(ctx, a, id)
	o.Must(err)
	if v.LeadID != nil || v.Size != 1 || !v.Rights.Edit || v.Rights.Next != cluster.SelfScore {
		t.Errorf("%+v", v.Row)
	}
	conflict(t, "one member", o.step(id, cluster.SelfScore))
	o.Must(o.AddMember(ctx, a, id, o.version(id), 20))
	conflict(t, "nobody presides", o.step(id, cluster.SelfScore))
	o.Must(o.Lead(ctx, a, id, o.version(id), 20))
	want(t, "a skipped step", o.step(id, cluster.CrossCheck), fault.ErrStale)
	want(t, "no step", o.step(id, ""), fault.ErrStale)
	o.Must(o.step(id, cluster.SelfScore))
	for name, err := range map[string]error{
		"add":    o.AddMember(ctx, a, id, o.version(id), 2),
		"remove": o.RemoveMember(ctx, a, id, o.version(id), 3),
		"lead":   o.Lead(ctx, a, id, o.version(id), 3),
		"save":   o.Save(ctx, a, withID(plan("Cụm 1"), id, o.version(id))),
	} {
		want(t, "once scoring begins: "+name, err, fault.ErrStale)
	}
}

func withID(p cluster.Plan, id, version int64) cluster.Plan {
	p.ID, p.Version = id, version
	return p
}

// TestMarksFromTheHeadsToTheMeeting walks through the stages with who may and who may not at each.
func TestMarksFromTheHeadsToTheMeeting(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3, 4)
	conflict(t, "marks of a draft", o.mark(both(head(2), officer(0)), id, 2, 1, 1, "x"))
	o.Must(o.step(id, cluster.SelfScore))

	want(t, "the committee scores", o.mark(officer(0), id, 2, 1, 1, "x"), fault.ErrForbidden)
	want(t, "the checker scores", o.mark(head(3), id, 2, 1, 1, "x"), fault.ErrForbidden)
	want(t, "a stranger scores", o.mark(head(20), id, 2, 1, 1, "x"), fault.ErrNotFound)
	want(t, "the head above scores", o.mark(holder(access.Head, 10, 1, "1/"), id, 2, 1, 1, "x"), fault.ErrForbidden)
	refused(t, "no evidence", o.mark(head(2), id, 2, 1, 0, ""), "note.0")
	refused(t, "more than the maximum", o.mark(head(2), id, 2, 60.5, 1, "x"), "points.0")
	refused(t, "less than nothing", o.mark(head(2), id, 2, 1, -1, "x"), "points.1")
	refused(t, "a note of 501", o.mark(head(2), id, 2, 1, 1, strings.Repeat("x", 501)), "note.0")
	m := o.marks(id, 1, 1, "x")
	want(t, "a mark too few", o.MarkMember(ctx, head(2), id, o.member(id, 2), 1, m[:1]), fault.ErrStale)
	m[0], m[1] = m[1], m[0]
	want(t, "another order", o.MarkMember(ctx, head(2), id, o.member(id, 2), 1, m), fault.ErrStale)
	want(t, "a stale page", o.MarkMember(ctx, head(2), id, o.member(id, 2), 9, o.marks(id, 1, 1, "x")), fault.ErrStale)
	o.Must(o.mark(head(2), id, 2, 0, 0, ""))
	o.Must(o.mark(head(2), id, 2, 60, 40, "BC"))
	conflict(t, "two are missing before the day", o.step(id, cluster.CrossCheck))
	now := o.Time.At
	o.Time.At = time.Date(2026, 11, 20, 23, 0, 0, 0, clock.Zone)
	conflict(t, "two are missing on the day", o.step(id, cluster.CrossCheck))
	o.Time.At = now
	o.Must(o.mark(head(3), id, 3, 50, 30, "BC"))
	o.Must(o.mark(head(4), id, 4, 40, 20, "BC"))
	o.Must(o.step(id, cluster.CrossCheck))

	want(t, "the own unit checked", o.mark(head(2), id, 2, 60, 40, ""), fault.ErrForbidden)
	want(t, "the committee checks", o.mark(officer(0), id, 2, 60, 40, ""), fault.ErrForbidden)
	// Heads the unit and its checker, and has a post in neither.
	two := both(holder(access.Head, 0, 2, "1/2/"), holder(access.Head, 0, 3, "1/3/"))
	want(t, "who heads both checks", o.mark(two, id, 2, 60, 40, ""), fault.ErrForbidden)
	o.Exec(`INSERT INTO posts (person_id, unit_id, title, main) VALUES (30, 21, 'x', FALSE)`)
	want(t, "who has a post below the unit checks", o.mark(head(3), id, 2, 60, 40, ""), fault.ErrForbidden)
	o.Exec(`UPDATE posts SET until = '2026-01-01' WHERE person_id = 30 AND unit_id = 21`)
	refused(t, "another figure without a reason", o.mark(head(3), id, 2, 59.9, 40, ""), "note.0")
	o.Must(o.mark(head(3), id, 2, 60, 40, ""))
	o.Must(o.mark(head(4), id, 3, 45, 30, "Chậm"))
	o.Time.At = time.Date(2026, 11, 30, 23, 0, 0, 0, clock.Zone)
	conflict(t, "one is not checked on the day", o.step(id, cluster.Gathering))
	o.Time.At = o.Time.At.Add(2 * time.Hour)
	o.Must(o.step(id, cluster.Gathering))
	s, err := o.Member(ctx, officer(0), id, o.member(id, 4))
	o.Must(err)
	if s.Total(cluster.Gathering) != 60 || s.Before(cluster.Gathering) != cluster.SelfScore {
		t.Errorf("what nobody checked: %v", s.Total(cluster.Gathering))
	}

	want(t, "the presiding head settles the own unit", o.mark(head(2), id, 2, 60, 40, ""), fault.ErrForbidden)
	acting := holder(access.Head, 0, 2, "1/2/") // without a post in the unit
	want(t, "an acting head settles the own unit", o.mark(acting, id, 2, 60, 40, ""), fault.ErrForbidden)
	want(t, "a member's head settles", o.mark(head(3), id, 4, 40, 20, ""), fault.ErrForbidden)
	want(t, "an officer settles the own unit", o.mark(officer(30), id, 3, 45, 30, ""), fault.ErrForbidden)
	want(t, "an officer settles the unit above", o.mark(officer(210), id, 2, 60, 40, ""), fault.ErrForbidden)
	refused(t, "without a reason", o.mark(head(2), id, 3, 46, 30, ""), "note.0")
	o.Must(o.mark(head(2), id, 3, 46, 30, "Đối chiếu"))
	o.Must(o.mark(officer(200), id, 2, 59, 40, "Đối chiếu")) // unit 20 is no part of unit 2
	for name, c := range map[string]struct {
		actor access.Actor
		unit  int64
		want  bool
	}{
		"the presiding head, own":   {head(2), 2, false},
		"the presiding head, other": {head(2), 3, true},
		"an officer, own":           {officer(30), 3, false},
		"an officer, other":         {officer(30), 2, true},
		"a member":                  {head(3), 2, false},
	} {
		s, err := o.Member(ctx, c.actor, id, o.member(id, c.unit))
		o.Must(err)
		if s.Rights.Mark != c.want {
			t.Errorf("%s: offered %v", name, s.Rights.Mark)
		}
	}
}

// both holds the grants of two actors and is the first one's person.
func both(a, b access.Actor) access.Actor {
	a.Grants = append(a.Grants, b.Grants...)
	return a
}

func TestTheMeetingIsRecordedBeforeTheRanking(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3)
	o.Time.At = o.Time.At.AddDate(0, 2, 0)
	minutes := cluster.Minutes{HeldOn: "06/12/2026", Place: "Phòng 2", Conclusion: "Nhất trí"}
	o.Must(o.step(id, cluster.SelfScore))
	conflict(t, "before the meeting", o.Record(ctx, officer(0), id, o.version(id), minutes))
	o.Must(o.step(id, cluster.CrossCheck))
	o.Must(o.step(id, cluster.Gathering))
	conflict(t, "ranked without a record", o.step(id, cluster.Over))
	want(t, "a member", o.Record(ctx, head(3), id, o.version(id), minutes), fault.ErrForbidden)
	want(t, "a stranger", o.Record(ctx, head(20), id, o.version(id), minutes), fault.ErrNotFound)
	want(t, "a stale page", o.Record(ctx, head(2), id, 1, minutes), fault.ErrStale)
	for field, change := range map[string]func(*cluster.Minutes){
		"held_on":    func(m *cluster.Minutes) { m.HeldOn = "32/12/2026" },
		"place":      func(m *cluster.Minutes) { m.Place = "" },
		"attendance": func(m *cluster.Minutes) { m.Attendance = strings.Repeat("x", 1001) },
		"conclusion": func(m *cluster.Minutes) { m.Conclusion = " " },
	} {
		wrong := minutes
		change(&wrong)
		refused(t, field, o.Record(ctx, head(2), id, o.version(id), wrong), field)
	}
	for name, c := range map[string]struct {
		actor access.Actor
		want  bool
	}{"the head presiding": {head(2), true}, "a member": {head(3), false}, "the committee": {officer(0), true}} {
		if v, err := o.Cluster(ctx, c.actor, id); err != nil || v.Rights.Record != c.want {
			t.Errorf("%s: offered %v, %v", name, v.Rights.Record, err)
		}
	}
	o.Must(o.Record(ctx, head(2), id, o.version(id), minutes))
	o.Must(o.mark(head(2), id, 3, 10, 0, "x"))
	places := func(unit int64, year int) []cluster.Place {
		list, err := cluster.Places(o.Store.Read(ctx), unit, year)
		o.Must(err)
		return list
	}
	if got := places(3, 2026); len(got) != 1 || got[0] != (cluster.Place{Cluster: "Cụm 1", State: cluster.Gathering}) {
		t.Errorf("before the end: %+v", got)
	}
	o.Must(o.step(id, cluster.Over))
	if got := places(3, 2026); got[0].Rank != 1 || got[0].Of != 2 {
		t.Errorf("the first: %+v", got)
	}
	if got := places(2, 2026); got[0].Rank != 2 {
		t.Errorf("the second: %+v", got)
	}
	if len(places(3, 2025)) != 0 || len(places(4, 2026)) != 0 {
		t.Error("places of another year, or of who is no member")
	}
	conflict(t, "marks after the end", o.mark(head(2), id, 3, 11, 0, "x"))
	conflict(t, "a record after the end", o.Record(ctx, head(2), id, o.version(id), minutes))
}

func TestPapersOfACluster(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3)
	o.Must(o.step(id, cluster.SelfScore))
	o.Must(o.mark(head(2), id, 2, 50, 30, "BC"))
	o.Must(o.mark(head(3), id, 3, 60, 40, "BC"))
	v, err := o.Cluster(ctx, officer(0), id)
	o.Must(err)
	d := cluster.MinutesPaper(org.Letterhead{}, v, o.Time.At)
	if got := strings.Join(d.Blocks[0].Table.Rows[0].Cells, "|"); d.Title != "DANH SÁCH" || got != "1|unit 2|unit 3|80|–|–|" {
		t.Errorf("before the meeting: %s, %s", d.Title, got)
	}
	o.Must(o.step(id, cluster.CrossCheck))
	o.Must(o.mark(head(3), id, 2, 48, 30, "Trễ hạn"))
	o.Must(o.mark(head(2), id, 3, 60, 40, ""))
	o.Must(o.step(id, cluster.Gathering))
	o.Must(o.mark(officer(0), id, 3, 59.5, 40, "Đối chiếu"))
	o.Must(o.Record(ctx, officer(0), id, o.version(id), cluster.Minutes{
		HeldOn: "06/12/2026", Place: "Phòng 2", Conclusion: "Nhất trí",
	}))
	v, err = o.Cluster(ctx, officer(0), id)
	o.Must(err)
	d = cluster.MinutesPaper(org.Letterhead{}, v, o.Time.At)
	var text []string
	for _, b := range d.Blocks {
		text = append(text, b.Text)
	}
	const changed = "- unit 3, «Nhiệm vụ»: 59,5 thay cho 60 (Đối chiếu)"
	if got := strings.Join(text, "\n"); d.Title != "BIÊN BẢN" || !strings.Contains(got, changed) ||
		!strings.Contains(got, "06/12/2026, Phòng 2") || !strings.Contains(got, "đại diện 2 đơn vị thành viên") {
		t.Errorf("%s: %s", d.Title, got)
	}
	if got := strings.Join(d.Blocks[3].Table.Rows[0].Cells, "|"); got != "1|unit 3|unit 2|100|100|99,5|" {
		t.Errorf("the first: %s", got)
	}
	sheet, err := o.Member(ctx, officer(0), id, o.member(id, 2))
	o.Must(err)
	rows := cluster.ScoreSheetPaper(org.Letterhead{}, sheet, o.Time.At).Blocks[0].Table.Rows
	if got := strings.Join(rows[0].Cells, "|"); got != "1|Nhiệm vụ|60|50|48|48|BC; Trễ hạn" {
		t.Errorf("a criterion: %s", got)
	}
	if got := strings.Join(rows[2].Cells, "|"); got != "|Tổng|100|80|78|78|" {
		t.Errorf("the sum: %s", got)
	}
}
