package evaluation_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// The days on which the offices of these tests stand: the months of 2018 are judged by QĐ 3814, those of 2026
// by NĐ 335.
var (
	november2018 = time.Date(2018, 11, 2, 9, 0, 0, 0, clock.Zone)
	march2026    = time.Date(2026, 3, 2, 9, 0, 0, 0, clock.Zone)
)

// office is one room of so many people below an agency, with everybody who has a part in its month. The
// first person heads the room. The agency is unit 1, the room is unit 2.
type office struct {
	*evaluation.Service
	t                        *testing.T
	ctx                      context.Context
	org                      *org.Service
	store                    *store.Store
	clock                    *clock.Manual
	root, room               int64
	people                   []int64
	leader, committee, other access.Actor // persons of no card
	period                   int64
}

func newOffice(t *testing.T, people int, at time.Time) *office {
	t.Helper()
	return officeOn(t, trial.Empty(t), people, at)
}

// officeOn is newOffice on a database that may hold something already.
func officeOn(t *testing.T, st *store.Store, people int, at time.Time) *office {
	t.Helper()
	c := &clock.Manual{At: at}
	o := &office{
		Service: &evaluation.Service{Store: st, Clock: c, Editions: &catalogue.Service{
			Store: st, Clock: c, Kinds: []catalogue.Kind{evaluation.CatalogueKind()},
		}},
		t:     t,
		ctx:   t.Context(),
		org:   &org.Service{Store: st, Clock: c},
		store: st,
		clock: c,
	}
	o.must(o.Editions.Install(o.ctx))
	var err error
	o.root, err = o.org.CreateAgency(o.ctx, access.Operator(), "Ban Tổ chức")
	o.must(err)
	o.room, err = o.org.CreateUnit(o.ctx, access.Operator(), org.Unit{ParentID: &o.root, Name: "Phòng Một", Kind: "department"})
	o.must(err)
	for i := range people {
		title := "Chuyên viên"
		if i == 0 {
			title = "Trưởng phòng"
		}
		o.people = append(o.people, o.person("Nguyễn Văn "+letters(i), o.room, title))
	}
	o.leader = o.account("leader", access.Grant{Role: access.Leader, UnitID: o.root, Path: o.path(o.root)})
	o.committee = o.account("committee", access.Grant{Role: access.Committee})
	o.other = o.account("other", access.Grant{Role: access.Committee})
	return o
}

func letters(i int) string { return string(rune('A'+i/26)) + string(rune('a'+i%26)) + "n" }

// person puts somebody on the roster.
func (o *office) person(name string, unit int64, title string) int64 {
	o.t.Helper()
	post := org.Post{UnitID: unit, Title: title}
	id, err := o.org.CreatePerson(o.ctx, access.Operator(), org.Person{Name: name, Kind: "civil_servant"}, post)
	o.must(err)
	return id
}

// secondRoom is unit 20, whose path "1/20/" begins like that of unit 2 but for its end, with a head and one
// cadre; they are persons n and n+1.
func (o *office) secondRoom() (unit int64, head, cadre int) {
	o.t.Helper()
	const id = 20
	o.exec(`INSERT INTO units (id, parent_id, path, name, search_key, kind, position) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, o.root, "1/20/", "Phòng Hai mươi", "phong hai muoi", "department", 99)
	o.must(o.store.Write(o.ctx, store.Renumber))
	n := len(o.people)
	o.people = append(o.people,
		o.person("Trần Thị Nhất", id, "Trưởng phòng"), o.person("Trần Thị Nhì", id, "Chuyên viên"))
	return id, n, n + 1
}

// account makes an account; the actor is nobody on the roster.
func (o *office) account(name string, grant access.Grant) access.Actor {
	o.t.Helper()
	o.exec(`INSERT INTO accounts (username, display, password_hash) VALUES (?, ?, 'x')`, name, name)
	id := o.number(`SELECT id FROM accounts WHERE username = ?`, name)
	return access.Actor{AccountID: id, Name: name, Grants: []access.Grant{grant}}
}

// as is the actor as person i of the roster.
func (o *office) as(a access.Actor, i int) access.Actor {
	a.PersonID = o.people[i]
	return a
}

// absent records an absence; until is "" while it is not known.
func (o *office) absent(i int, kind, since, until string) {
	o.t.Helper()
	x := org.Absence{PersonID: o.people[i], Kind: org.AbsenceKind(kind), Since: since}
	if until != "" {
		x.Until = &until
	}
	o.must(o.org.AddAbsence(o.ctx, access.Operator(), x))
}

// disciplined records a decision.
func (o *office) disciplined(i int, form, on string, onDuty bool) {
	o.t.Helper()
	x := org.Discipline{PersonID: o.people[i], Form: org.DisciplineForm(form), Decision: "12-QĐ/BTC", DecidedOn: on, OnDuty: onDuty}
	o.must(o.org.AddDiscipline(o.ctx, access.Operator(), x))
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// refuses demands a certain error.
func (o *office) refuses(err, want error) {
	o.t.Helper()
	if !errors.Is(err, want) {
		o.t.Errorf("got %v, want %v", err, want)
	}
}

// conflicts demands a conflict.
func (o *office) conflicts(err error) {
	o.t.Helper()
	var conflict fault.Conflict
	if !errors.As(err, &conflict) {
		o.t.Errorf("got %v, want a conflict", err)
	}
}

func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	o.must(o.store.Write(o.ctx, func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

func (o *office) number(sql string, args ...any) int64 {
	o.t.Helper()
	var n int64
	o.must(o.store.Read(o.ctx).Raw(sql, args...).Scan(&n).Error)
	return n
}

func (o *office) text(sql string, args ...any) string {
	o.t.Helper()
	var s string
	o.must(o.store.Read(o.ctx).Raw(sql, args...).Scan(&s).Error)
	return s
}

func (o *office) path(unit int64) string { return o.text(`SELECT path FROM units WHERE id = ?`, unit) }

// headOf is who heads a unit: person i.
func (o *office) headOf(unit int64, i int) access.Actor {
	return access.Actor{AccountID: 1, PersonID: o.people[i], Name: "head", Grants: []access.Grant{
		{Role: access.Head, UnitID: unit, Path: o.path(unit)},
		{Role: access.Cadre},
	}}
}

// head is who heads the room; cadre is person i.
func (o *office) head() access.Actor { return o.headOf(o.room, 0) }

func (o *office) cadre(i int) access.Actor {
	return access.Actor{AccountID: 1, PersonID: o.people[i], Name: fmt.Sprint("cadre ", i),
		Grants: []access.Grant{{Role: access.Cadre}}}
}

func (o *office) open(year, month int) {
	o.t.Helper()
	var err error
	o.period, err = o.Open(o.ctx, o.committee, evaluation.DefaultPeriod(year, month), nil)
	o.must(err)
}

func (o *office) card(i int) (id, version int64) {
	o.t.Helper()
	id = o.number(`SELECT id FROM scorecards WHERE period_id = ? AND person_id = ?`, o.period, o.people[i])
	return id, o.number(`SELECT version FROM scorecards WHERE id = ?`, id)
}

// view is a card as somebody sees it.
func (o *office) view(a access.Actor, i int) evaluation.View {
	o.t.Helper()
	id, _ := o.card(i)
	v, err := o.Card(o.ctx, a, id)
	o.must(err)
	return v
}

// month is a unit's month as the committee sees it.
func (o *office) month(unit int64) evaluation.UnitMonth {
	o.t.Helper()
	m, err := o.UnitMonth(o.ctx, o.committee, unit, o.period, evaluation.MonthFilter{})
	o.must(err)
	return m
}

// full is a sheet of QĐ 3814 that comes to the points.
func full(points float64) evaluation.Sheet {
	s := evaluation.Sheet{Marks: map[string]float64{}}
	for _, c := range []struct {
		code string
		max  float64
	}{{"d1", 5}, {"d2", 5}, {"d3", 5}, {"d4", 5}, {"k1", 25}, {"k2", 25}, {"k3", 20}, {"b1", 10}} {
		s.Marks[c.code] = min(c.max, points)
		points -= s.Marks[c.code]
	}
	return s
}

// gradeOf is the grade of QĐ 3814 for the points.
func gradeOf(points float64) string {
	switch {
	case points >= 90:
		return "A"
	case points >= 70:
		return "B"
	case points >= 50:
		return "C"
	}
	return "D"
}

// score lets person i score and hand in, and the reviewer accept it.
func (o *office) score(i int, points float64) {
	o.t.Helper()
	o.handIn(i, points)
	id, version := o.card(i)
	reviewer := o.head()
	if i == 0 {
		reviewer = o.leader
	}
	o.must(o.Review(o.ctx, reviewer, id, version, full(points)))
}

// handIn lets person i score and hand in.
func (o *office) handIn(i int, points float64) {
	o.t.Helper()
	id, version := o.card(i)
	version, err := o.SaveSelf(o.ctx, o.cadre(i), id, version, full(points))
	o.must(err)
	o.must(o.Submit(o.ctx, o.cadre(i), id, version))
}

// put brings a card into a state without its way: scored by account 1 with the points.
func (o *office) put(i int, state evaluation.State, points float64) {
	o.t.Helper()
	id, _ := o.card(i)
	sheet := full(points)
	o.exec(`UPDATE sheets SET self = ?, head = '{}' WHERE scorecard_id = ?`, sheet, id)
	change := map[string]any{
		"state": state, "returned": "", "settled": "", "remark": "", "excuse": "", "excuse_kind": "",
		"self_points": points, "points": points, "grade": gradeOf(points), "earned_grade": gradeOf(points),
		"head_points": nil, "reviewed_by": nil, "version": gorm.Expr("version + 1"),
	}
	switch {
	case state == evaluation.NotClassified:
		change["grade"], change["excuse"], change["excuse_kind"] = "", "Lý do riêng", evaluation.ExcuseOther
	case state.Scored():
		o.exec(`UPDATE sheets SET head = self WHERE scorecard_id = ?`, id)
		change["head_points"], change["reviewed_by"] = points, 1
	}
	o.must(o.store.Write(o.ctx, func(tx *gorm.DB) error {
		return tx.Model(&evaluation.Scorecard{}).Where("id = ?", id).UpdateColumns(change).Error
	}))
}

// putMonth brings the whole month into a state.
func (o *office) putMonth(state evaluation.PeriodState) {
	o.t.Helper()
	var published any
	if state == evaluation.PeriodPublished {
		published = o.clock.Now().UnixMilli()
	}
	o.exec(`UPDATE periods SET state = ?, published_at = ?, version = version + 1 WHERE id = ?`,
		state, published, o.period)
}

func (o *office) periodVersion() int64 {
	return o.number(`SELECT version FROM periods WHERE id = ?`, o.period)
}

func (o *office) unitVersion(unit int64) int64 {
	return o.number(`SELECT version FROM period_units WHERE period_id = ? AND unit_id = ?`, o.period, unit)
}

func (o *office) approve() error { return o.Approve(o.ctx, o.leader, o.period, o.periodVersion()) }

func (o *office) publish() error { return o.Publish(o.ctx, o.committee, o.period, o.periodVersion()) }

// submit hands the room's month in.
func (o *office) submit() error {
	return o.SubmitUnit(o.ctx, o.head(), o.room, o.period, o.unitVersion(o.room))
}

// nobody waits for the progress.
func nobody(int, int) {}

// addPost gives somebody another post.
func addPost(o *office, p org.Post) error { return o.org.AddPost(o.ctx, access.Operator(), p, 0) }
