package evaluation_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/trial"
)

// office is one room of so many people below an agency, with everybody who has a part in its
// month. The first person heads the room.
type office struct {
	*evaluation.Service
	t                        *testing.T
	ctx                      context.Context
	org                      *org.Service
	store                    *store.Store
	clock                    *clock.Manual
	root, room               int64
	people                   []int64
	leader, committee, other access.Actor
	period                   int64
}

func newOffice(t *testing.T, people int, at time.Time) *office {
	t.Helper()
	st := trial.Empty(t)
	c := &clock.Manual{At: at}
	o := &office{Service: &evaluation.Service{Store: st, Clock: c}, t: t, ctx: t.Context(), org: &org.Service{Store: st, Clock: c}, store: st, clock: c}
	o.must(o.Install(o.ctx))
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
		id, err := o.org.CreatePerson(o.ctx, access.Operator(), org.Person{Name: fmt.Sprintf("Nguyễn Văn %s", letters(i)), Kind: "civil_servant"}, org.Post{UnitID: o.room, Title: title})
		o.must(err)
		o.people = append(o.people, id)
	}
	accounts := &account.Service{Store: st, Clock: c}
	for _, a := range []struct {
		actor *access.Actor
		name  string
		grant access.Grant
	}{{&o.leader, "leader", access.Grant{Role: access.Leader, UnitID: o.root, Path: o.path(o.root)}}, {&o.committee, "committee", access.Grant{Role: access.Committee}}, {&o.other, "other", access.Grant{Role: access.Committee}}} {
		_, err := accounts.Create(o.ctx, access.Operator(), account.New{Username: a.name, Display: a.name}, a.grant.Role, a.grant.UnitID)
		o.must(err)
		*a.actor = access.Actor{AccountID: o.number(`SELECT id FROM accounts WHERE username = ?`, a.name), Name: a.name, Grants: []access.Grant{a.grant}}
	}
	return o
}

func letters(i int) string { return string(rune('A'+i/26)) + string(rune('a'+i%26)) + "n" }

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) number(sql string, args ...any) int64 {
	o.t.Helper()
	var n int64
	o.must(o.store.Read(o.ctx).Raw(sql, args...).Scan(&n).Error)
	return n
}

func (o *office) path(unit int64) string {
	var path string
	o.must(o.store.Read(o.ctx).Raw(`SELECT path FROM units WHERE id = ?`, unit).Scan(&path).Error)
	return path
}

// head is who heads the room; cadre is person i.
func (o *office) head() access.Actor {
	return access.Actor{AccountID: 1, PersonID: o.people[0], Name: "head", Grants: []access.Grant{{Role: access.Head, UnitID: o.room, Path: o.path(o.room)}, {Role: access.Cadre}}}
}

func (o *office) cadre(i int) access.Actor {
	return access.Actor{AccountID: 1, PersonID: o.people[i], Name: fmt.Sprint("cadre ", i), Grants: []access.Grant{{Role: access.Cadre}}}
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

// score lets person i score and hand in, and the reviewer accept it.
func (o *office) score(i int, points float64) {
	o.t.Helper()
	id, version := o.card(i)
	_, err := o.SaveSelf(o.ctx, o.cadre(i), id, version, full(points))
	o.must(err)
	_, version = o.card(i)
	o.must(o.Submit(o.ctx, o.cadre(i), id, version))
	_, version = o.card(i)
	reviewer := o.head()
	if i == 0 {
		reviewer = o.leader
	}
	o.must(o.Review(o.ctx, reviewer, id, version, full(points)))
}

func (o *office) approve() error {
	return o.Approve(o.ctx, o.leader, o.period, o.number(`SELECT version FROM periods WHERE id = ?`, o.period))
}
