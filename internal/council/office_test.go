package council_test

import (
	"context"
	"testing"
	"time"

	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/council"
	"congthidua/internal/evaluation"
	"congthidua/internal/shipped"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// year has no campaign in the demonstration.
const year = 2025

// office is the demonstration with a council and a campaign of the year; person is whom it decides on.
type office struct {
	*council.Service
	t      *testing.T
	ctx    context.Context
	clock  *clock.Manual
	person int64 // cadre1's
}

func newOffice(t *testing.T) *office {
	t.Helper()
	st, c := trial.Demo(t)
	o := &office{t: t, ctx: t.Context(), clock: c}
	titles := &emulation.Service{
		Store:      st,
		Clock:      c,
		Evaluation: &evaluation.Service{Store: st, Clock: c},
		Editions:   &catalogue.Service{Store: st, Clock: c, Kinds: shipped.Kinds()},
	}
	o.Service = &council.Service{Store: st, Clock: c, Emulation: titles}
	o.person = o.number(`SELECT person_id FROM accounts WHERE username = 'cadre1'`)
	c.At = time.Date(2026, 1, 15, 9, 0, 0, 0, clock.Zone)
	o.must(titles.OpenCampaign(o.ctx, committee, emulation.Campaign{
		Year: year, SelfDue: "31/01/2026", HeadDue: "10/02/2026", Through: 9,
	}))
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

var committee = access.Actor{AccountID: 901, Name: "Chuyên viên", Grants: []access.Grant{{Role: access.Committee}}}

// council makes a council of so many people, chair first and secretary second, and a meeting on
// one candidate for each of the titles, voting open.
func (o *office) council(members int, absent int, titles ...string) (people []access.Actor, meeting int64) {
	o.t.Helper()
	people = o.seat(members)
	for _, title := range titles {
		o.register(o.person, title)
	}
	meeting = o.convene(titles...)
	o.open(people, meeting, absent)
	return people, meeting
}

// seat makes a council of so many people, numbers 100 and up, chair first and secretary second.
func (o *office) seat(members int) (people []access.Actor) {
	o.t.Helper()
	o.exec(`UPDATE council_members SET until = since WHERE until IS NULL`)
	for i := range members {
		person := int64(100 + i)
		people = append(people, access.Actor{
			AccountID: 500 + person,
			PersonID:  person,
			Grants:    []access.Grant{{Role: access.Council}},
		})
		role := council.Ordinary
		switch i {
		case 0:
			role = council.Chair
		case 1:
			role = council.Secretary
		}
		o.must(o.Appoint(o.ctx, committee, person, role))
	}
	return people
}

// register makes a confirmed registration of a person that meets every rule.
func (o *office) register(person int64, title string) (id int64) {
	o.t.Helper()
	o.exec(`
		INSERT INTO registrations (campaign_id, person_id, unit_id, title, state, registered_at, verdict)
		SELECT id, CAST(? AS BIGINT), 2, CAST(? AS TEXT), 'confirmed', 1, 'met' FROM campaigns WHERE year = ?
		ON CONFLICT DO NOTHING`, person, title, year)
	id = o.number(`
		SELECT r.id
		FROM registrations r
		JOIN campaigns c ON c.id = r.campaign_id AND c.year = ?
		WHERE r.person_id = ? AND r.title = ?`, year, person, title)
	o.exec(`UPDATE registrations SET outcome = '' WHERE id = ?`, id)
	return id
}

// convene prepares a meeting on what is registered for the titles.
func (o *office) convene(titles ...string) int64 {
	o.t.Helper()
	meeting, err := o.Convene(o.ctx, committee, convening(titles...))
	o.must(err)
	return meeting
}

func convening(titles ...string) council.Convening {
	return council.Convening{Year: year, HeldOn: "20/12/2026", Place: "Phòng họp số 1", Titles: titles}
}

// open opens the vote; the last members are absent.
func (o *office) open(people []access.Actor, meeting int64, absent int) {
	o.t.Helper()
	var away []int64
	for _, a := range people[len(people)-absent:] {
		away = append(away, a.PersonID)
	}
	o.must(o.OpenVote(o.ctx, people[0], meeting, o.version(meeting), away))
}

// exec changes the database behind the service's back.
func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

// view is a meeting as an actor sees it.
func (o *office) view(a access.Actor, meeting int64) council.MeetingView {
	o.t.Helper()
	v, err := o.Meeting(o.ctx, a, meeting)
	o.must(err)
	return v
}

// secretVote skips a test that casts ballots where the engine does not keep them secret.
func secretVote(t *testing.T) {
	t.Helper()
	trial.SQLiteOnly(t, "a secret vote is refused on PostgreSQL, see TestASecretVoteIsRefusedOnPostgres")
}

// version is that of a page made now.
func (o *office) version(meeting int64) int64 {
	o.t.Helper()
	return o.number(`SELECT version FROM meetings WHERE id = ?`, meeting)
}

func (o *office) candidate(meeting int64) council.Nominee {
	o.t.Helper()
	v, err := o.Meeting(o.ctx, committee, meeting)
	o.must(err)
	return v.Candidates[0]
}

func (o *office) close(people []access.Actor, meeting int64) {
	o.t.Helper()
	for i, a := range people[:2] {
		v, err := o.Meeting(o.ctx, committee, meeting)
		o.must(err)
		done, err := o.CloseVote(o.ctx, a, meeting, v.Version)
		o.must(err)
		if done != (i == 1) {
			o.t.Errorf("after %d words: closed %v", i+1, done)
		}
	}
}
