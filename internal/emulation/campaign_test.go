package emulation_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/shipped"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// year has no campaign in the demonstration.
const year = 2025

// office is the demonstration with a service and its actors; room 2 is headed by head.
type office struct {
	*emulation.Service
	t       *testing.T
	ctx     context.Context
	clock   *clock.Manual
	honours *honour.Service
	person  int64 // cadre1's
}

func newOffice(t *testing.T) *office {
	t.Helper()
	st, c := trial.Demo(t)
	o := &office{t: t, ctx: t.Context(), clock: c, honours: &honour.Service{Store: st, Clock: c}}
	o.Service = &emulation.Service{
		Store:      st,
		Clock:      c,
		Evaluation: &evaluation.Service{Store: st, Clock: c},
		Editions:   &catalogue.Service{Store: st, Clock: c, Kinds: shipped.Kinds()},
	}
	o.honours.Titles = o.Held
	o.person = o.number(`SELECT person_id FROM accounts WHERE username = 'cadre1'`)
	c.At = time.Date(2026, 1, 15, 9, 0, 0, 0, clock.Zone)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) number(sql string, args ...any) (n int64) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Raw(sql, args...).Scan(&n).Error)
	return n
}

func (o *office) cadre() access.Actor {
	return access.Actor{AccountID: 900, PersonID: o.person, Name: "Cán bộ", Grants: []access.Grant{{Role: access.Cadre, UnitID: 2, Path: "1/2/"}}}
}

func (o *office) head() access.Actor {
	return access.Actor{AccountID: o.number(`SELECT id FROM accounts WHERE username = 'head'`), PersonID: o.number(`SELECT person_id FROM accounts WHERE username = 'head'`), Name: "Trưởng phòng",
		Grants: []access.Grant{{Role: access.Head, UnitID: 2, Path: "1/2/"}, {Role: access.Cadre, UnitID: 2, Path: "1/2/"}}}
}

var committee = access.Actor{AccountID: 901, Name: "Chuyên viên", Grants: []access.Grant{{Role: access.Committee}}}

func (o *office) open() {
	o.t.Helper()
	o.must(o.OpenCampaign(o.ctx, committee, emulation.Campaign{Year: year, SelfDue: "31/01/2026", HeadDue: "10/02/2026", Through: 9}))
}

func (o *office) mine() []emulation.RegistrationRow {
	o.t.Helper()
	rows, _, err := o.Registrations(o.ctx, o.cadre(), emulation.Filter{Year: year, Person: o.person})
	o.must(err)
	return rows
}

func TestACampaignFromRegistrationToVerdict(t *testing.T) {
	o := newOffice(t)
	if err := o.OpenCampaign(o.ctx, o.head(), emulation.Campaign{Year: year}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a head opened a campaign: %v", err)
	}
	o.open()
	if err := o.OpenCampaign(o.ctx, committee, emulation.Campaign{Year: year, SelfDue: "31/01/2026", HeadDue: "10/02/2026", Through: 9}); err == nil {
		t.Error("a year was opened twice")
	}
	o.must(o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "ldtt", Commitment: "Hoàn thành 100% nhiệm vụ"}, {Title: "cstdcs"}}, ""))
	o.must(o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "ldtt", Commitment: "Hoàn thành 100% nhiệm vụ"}}, ""))
	rows := o.mine()
	if len(rows) != 1 || rows[0].Title != "ldtt" || rows[0].State != emulation.Registered {
		t.Fatalf("after taking one back: %+v", rows)
	}
	if err := o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "ttldtt"}}, ""); err == nil {
		t.Error("a person registered for a collective's title")
	}
	n, err := o.ConfirmUnit(o.ctx, o.head(), year, 2, []int64{rows[0].ID}, []emulation.Wish{{Title: "ttldtt", Commitment: "Giữ vững"}}, "")
	if err != nil || n != 1 {
		t.Fatalf("confirmed %d: %v", n, err)
	}
	if _, err := o.ConfirmUnit(o.ctx, o.head(), year, 3, nil, nil, ""); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("another unit's: %v", err)
	}
	o.must(o.Compute(o.ctx, committee, year, func(int, int) {}))
	if n := o.number(`SELECT count(*) FROM registrations WHERE verdict <> '' AND campaign_id = (SELECT id FROM campaigns WHERE year = 2025)`); n != 2 {
		t.Errorf("%d registrations have a verdict", n)
	}
	x, err := o.Explain(o.ctx, o.cadre(), rows[0].ID)
	o.must(err)
	if x.Stale || len(x.Result.Checks) != 3 || x.Result.Checks[0].Verdict != emulation.Met {
		t.Errorf("%+v", x.Result)
	}
	if _, err := o.Explain(o.ctx, access.Actor{PersonID: 1, Grants: []access.Grant{{Role: access.Cadre}}}, rows[0].ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("somebody else's registration: %v", err)
	}
}

func TestLateRegistrationsNeedAReasonAndLeave(t *testing.T) {
	o := newOffice(t)
	o.open()
	o.clock.At = time.Date(2026, 1, 31, 23, 59, 59, 0, clock.Zone)
	o.must(o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "ldtt"}}, ""))
	o.clock.At = o.clock.At.Add(time.Second)
	both := []emulation.Wish{{Title: "ldtt"}, {Title: "cstdcs"}}
	var invalid fault.Invalid
	if err := o.Register(o.ctx, o.cadre(), year, both, " "); !errors.As(err, &invalid) || !strings.Contains(invalid.Fields["reason"].String(), "31/01/2026") {
		t.Fatalf("late without a reason: %v", err)
	}
	o.must(o.Register(o.ctx, o.cadre(), year, both, "Mới về từ biệt phái"))
	var late emulation.RegistrationRow
	for _, r := range o.mine() {
		if r.State == emulation.Late {
			late = r
		}
	}
	if late.Title != "cstdcs" || late.LateReason == "" {
		t.Fatalf("%+v", o.mine())
	}
	x, err := o.Explain(o.ctx, o.cadre(), late.ID)
	o.must(err)
	if x.Result.Checks[0].Verdict != emulation.Undecided {
		t.Errorf("a late one counts before it is allowed: %+v", x.Result.Checks[0])
	}
	if err := o.Allow(o.ctx, o.head(), late.ID, late.Version, true); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the head allowed it: %v", err)
	}
	o.must(o.Allow(o.ctx, committee, late.ID, late.Version, true))
	if err := o.Allow(o.ctx, committee, late.ID, late.Version, true); !errors.Is(err, fault.ErrStale) {
		t.Errorf("allowed twice: %v", err)
	}
}

func TestNobodyConfirmsTheOwnRegistration(t *testing.T) {
	o := newOffice(t)
	o.open()
	head := o.head()
	o.must(o.Register(o.ctx, head, year, []emulation.Wish{{Title: "ldtt"}}, ""))
	rows, _, err := o.Registrations(o.ctx, head, emulation.Filter{Year: year, Person: head.PersonID})
	o.must(err)
	if n, err := o.ConfirmUnit(o.ctx, head, year, 2, []int64{rows[0].ID}, nil, ""); err != nil || n != 0 {
		t.Errorf("the head confirmed %d of the own: %v", n, err)
	}
	leader := access.Actor{AccountID: 902, PersonID: 1, Grants: []access.Grant{{Role: access.Leader, UnitID: 1, Path: "1/"}}}
	leader.AccountID = o.number(`SELECT id FROM accounts WHERE username = 'leader'`)
	if n, err := o.ConfirmUnit(o.ctx, leader, year, 2, []int64{rows[0].ID}, nil, ""); err != nil || n != 1 {
		t.Errorf("the leader confirmed %d: %v", n, err)
	}
}

func TestAComputedVerdictGoesStale(t *testing.T) {
	o := newOffice(t)
	o.open()
	o.must(o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "cstdcs"}}, ""))
	id := o.mine()[0].ID
	o.must(o.Compute(o.ctx, committee, year, func(int, int) {}))
	o.clock.At = time.Date(2026, 9, 1, 9, 0, 0, 0, clock.Zone)
	initiatives := initiative.Service{Store: o.Store, Clock: o.clock}
	o.must(initiatives.Add(o.ctx, committee, initiative.Contribution{
		PersonID: o.person, Name: "Số hóa hồ sơ", Level: "base", Year: year, Share: 100,
		Decision: "15-QĐ/HĐSK", DecidedOn: "01/08/2026",
	}))
	x, err := o.Explain(o.ctx, committee, id)
	o.must(err)
	if !x.Stale {
		t.Error("a new initiative leaves the computed verdict as if nothing had happened")
	}
	o.must(o.Compute(o.ctx, committee, year, func(int, int) {}))
	if x, err = o.Explain(o.ctx, committee, id); err != nil || x.Stale {
		t.Errorf("still stale after computing again: %v", err)
	}
	if err := o.honours.Add(o.ctx, access.Operator(), honour.Honour{PersonID: &o.person, Title: "cstdcs", Year: 2019, Decision: "9-QĐ", DecidedOn: "05/01/2026"}); err != nil {
		t.Fatal(err)
	}
	if err := o.honours.Add(o.ctx, access.Operator(), honour.Honour{PersonID: &o.person, Title: "cstdcs", Year: 2019, Decision: "9-QĐ", DecidedOn: "05/01/2026"}); err == nil {
		t.Error("a title of a year was entered twice")
	}
}

// Who has no card, honour or registration yet is undecided, never refused, and a withdrawn
// registration can still be looked at.
func TestWithoutAnyFiguresNothingIsDecided(t *testing.T) {
	o := newOffice(t)
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error {
		for _, sql := range []string{`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (9001, 'Người Mới', 'moi', 'nguoi moi', 'civil_servant')`, `INSERT INTO posts (person_id, unit_id, title, level, main) VALUES (9001, 2, 'Chuyên viên', 60, TRUE)`} {
			if err := tx.Exec(sql).Error; err != nil {
				return err
			}
		}
		return nil
	}))
	o.open()
	o.person = 9001
	c, err := o.Campaign(o.ctx, committee, year)
	o.must(err)
	prospects, err := o.Prospects(o.ctx, o.cadre(), c)
	o.must(err)
	if got := prospects[0].Result; got.Verdict != emulation.Undecided {
		t.Errorf("%s: %s", got.Verdict, got.Why())
	}
	o.must(o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "ldtt"}}, ""))
	id := o.mine()[0].ID
	o.must(o.Register(o.ctx, o.cadre(), year, nil, ""))
	x, err := o.Explain(o.ctx, o.cadre(), id)
	o.must(err)
	if x.State != emulation.Withdrawn || x.Result.Verdict != emulation.Refused {
		t.Errorf("%s: %s", x.State, x.Result.Why())
	}
}

func TestAfterTheEndNobodyIsLetIn(t *testing.T) {
	o := newOffice(t)
	o.open()
	o.clock.At = time.Date(2026, 2, 1, 9, 0, 0, 0, clock.Zone)
	o.must(o.Register(o.ctx, o.cadre(), year, []emulation.Wish{{Title: "ldtt"}}, "Đi công tác"))
	late := o.mine()[0]
	c, err := o.Campaign(o.ctx, committee, year)
	o.must(err)
	o.must(o.CloseCampaign(o.ctx, committee, c.ID, c.Version))
	var conflict fault.Conflict
	if err := o.Allow(o.ctx, committee, late.ID, late.Version, true); !errors.As(err, &conflict) {
		t.Errorf("let in after the end, where no unit could confirm it any more: %v", err)
	}
}
