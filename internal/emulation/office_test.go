package emulation_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// year is that of the campaign.
const year = 2025

// The people of the office by the unit of their post. Whoever heads a unit has ten times its number.
const (
	chief   int64 = 10  // heads unit 1
	bossTwo int64 = 20  // heads unit 2
	an      int64 = 201 // of unit 2
	binh    int64 = 202 // of unit 2
	chi     int64 = 211 // of unit 21, below unit 2
	clerk   int64 = 31  // of unit 3
	bossXX  int64 = 200 // heads unit 20
	dung    int64 = 209 // of unit 20
	retired int64 = 900 // of no unit any more
)

// titles is the edition by which campaigns of the office are judged, number 1.
const titles = `
code: office
name: Danh hiệu của cơ quan
legal: Quy chế
from: "2024-01-01"
titles:
  - code: good
    name: Lao động giỏi
    subject: person
    level: base
    rules: [{code: r, kind: registered, name: Đăng ký, legal: Quy chế}]
    vote: {share: 0.5, above: true, legal: x}
  - code: best
    name: Chiến sĩ giỏi
    subject: person
    level: base
    rules:
      - {code: r, kind: registered, name: Đăng ký, legal: Quy chế}
      - {code: i, kind: initiative, name: Sáng kiến, level: base, count: 1, years: 1, legal: Quy chế}
    quota: {of: good, share: 0.5, legal: Quy chế}
    vote: {share: 0.5, above: true, legal: x}
  - code: year
    name: Năm tốt
    subject: person
    level: province
    rules: [{code: g, kind: year_grade, name: Xếp loại, grade: B, legal: Quy chế}]
    vote: {share: 0.5, above: true, legal: x}
  - code: team
    name: Tập thể giỏi
    subject: unit
    level: base
    rules:
      - {code: r, kind: registered, name: Đăng ký, legal: Quy chế}
      - {code: m, kind: member_share, name: Thành viên, title: good, share: 0.5, legal: Quy chế}
    vote: {share: 0.5, above: true, legal: x}
`

// office is a small body with a service, on a database of its own: unit 1 with 2, 3 and 20 below it, and 21
// below 2. Today is 15 January 2026.
type office struct {
	*emulation.Service
	t     *testing.T
	ctx   context.Context
	clock *clock.Manual
}

func newOffice(t *testing.T) *office {
	t.Helper()
	st, c := trial.Empty(t), &clock.Manual{At: time.Date(2026, 1, 15, 9, 0, 0, 0, clock.Zone)}
	o := &office{t: t, ctx: t.Context(), clock: c}
	o.Service = &emulation.Service{
		Store:      st,
		Clock:      c,
		Evaluation: &evaluation.Service{Store: st, Clock: c},
		Editions:   &catalogue.Service{Store: st, Clock: c, Kinds: []catalogue.Kind{emulation.CatalogueKind()}},
	}
	for id, path := range paths {
		name := fmt.Sprint("Phòng ", id)
		o.exec(`INSERT INTO units (id, path, name, search_key, kind) VALUES (?, ?, ?, ?, 'department')`,
			id, path, name, name)
	}
	for _, p := range []struct{ id, unit int64 }{
		{chief, 1}, {bossTwo, 2}, {an, 2}, {binh, 2}, {chi, 21}, {clerk, 3}, {bossXX, 20}, {dung, 20}, {retired, 0},
	} {
		name, heads := fmt.Sprint("Người ", p.id), p.id == p.unit*10
		o.exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, 'cadre')`,
			p.id, name, name, name)
		o.exec(`INSERT INTO accounts (id, username, person_id, display, password_hash) VALUES (?, ?, ?, ?, 'x')`,
			p.id, name, p.id, name)
		if p.unit != 0 {
			o.exec(`INSERT INTO posts (person_id, unit_id, title, heads, main) VALUES (?, ?, 'Chuyên viên', ?, TRUE)`,
				p.id, p.unit, heads)
		}
	}
	o.edition(1, catalogue.Published, titles)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// exec changes the database behind the service's back.
func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

func (o *office) number(sql string, args ...any) (n int64) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Raw(sql, args...).Scan(&n).Error)
	return n
}

// edition puts an edition of the titles into the database, in force from 2024.
func (o *office) edition(number int64, state catalogue.State, body string) (id int64) {
	o.t.Helper()
	o.exec(`INSERT INTO editions (kind, code, number, name, legal, state, effective_from, body)
		VALUES ('titles', 'office', ?, 'Danh hiệu', 'Quy chế', ?, '2024-01-01', ?)`, number, state, body)
	return o.number(`SELECT id FROM editions WHERE kind = 'titles' AND number = ?`, number)
}

// open opens the year's campaign: persons register until 31 January 2026, units until 10 February.
func (o *office) open() emulation.Campaign {
	o.t.Helper()
	o.must(o.OpenCampaign(o.ctx, officer(0), plan()))
	return o.campaign()
}

func plan() emulation.Campaign {
	return emulation.Campaign{Year: year, SelfDue: "31/01/2026", HeadDue: "10/02/2026", Through: 12}
}

// campaign is the campaign as a page made now has it.
func (o *office) campaign() emulation.Campaign {
	o.t.Helper()
	c, err := o.Campaign(o.ctx, officer(0), year)
	o.must(err)
	return c
}

func (o *office) shut() {
	o.t.Helper()
	c := o.campaign()
	o.must(o.CloseCampaign(o.ctx, officer(0), c.ID, c.Version))
}

// on moves the clock to a moment of 2026.
func (o *office) on(month time.Month, day, hour, minute, second int) {
	o.clock.At = time.Date(2026, month, day, hour, minute, second, 0, clock.Zone)
}

// registers registers a person for titles with a reason for being late.
func (o *office) registers(person int64, reason string, codes ...string) error {
	o.t.Helper()
	return o.Register(o.ctx, cadre(person), year, wishes(codes...), reason)
}

func wishes(codes ...string) (list []emulation.Wish) {
	for _, code := range codes {
		list = append(list, emulation.Wish{Title: code, Commitment: "Làm tốt"})
	}
	return list
}

// registration is the registration of a person, or of a unit with person 0, for a title.
func (o *office) registration(person, unit int64, title string) (r emulation.Registration) {
	o.t.Helper()
	query := o.Store.Read(o.ctx).Where("title = ?", title)
	if person != 0 {
		query = query.Where("person_id = ?", person)
	} else {
		query = query.Where("person_id IS NULL AND unit_id = ?", unit)
	}
	o.must(query.First(&r).Error)
	return r
}

// row puts a registration into the database: a person's of a unit, or with person 0 the unit's.
func (o *office) row(person, unit int64, title string, state emulation.State) int64 {
	o.t.Helper()
	var who any
	if person != 0 {
		who = person
	}
	reason := ""
	if state == emulation.Late {
		reason = "Đi công tác"
	}
	o.exec(`INSERT INTO registrations (campaign_id, person_id, unit_id, title, state, late_reason, registered_at)
		SELECT id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 1
		FROM campaigns WHERE year = ?`, who, unit, title, state, reason, year)
	return o.registration(person, unit, title).ID
}

// lettersID is the number of the framework whose grades are letters.
const lettersID = 900

// cards gives a person cards of the year's first months, each with the points and the grade, under a framework
// whose grades are letters.
func (o *office) cards(person int64, months int, points float64, grade string) {
	o.t.Helper()
	if o.number(`SELECT count(*) FROM editions WHERE id = ?`, lettersID) == 0 {
		text, err := data.Catalogue.ReadFile("catalogue/frameworks-qd3814.yaml")
		o.must(err)
		o.exec(`INSERT INTO editions (id, kind, code, number, name, state, effective_from, body)
			VALUES (?, 'frameworks', 'letters', 1, 'x', 'published', '2024-01-01', ?)`, lettersID, string(text))
		for m := 1; m <= 12; m++ {
			o.exec(`INSERT INTO periods
				(id, year, month, state, self_due, head_due, committee_due, leader_due, appeal_days)
				VALUES (?, ?, ?, 'published', '2025-12-01', '2025-12-01', '2025-12-01', '2025-12-01', 5)`, m, year, m)
		}
	}
	for m := 1; m <= months; m++ {
		o.exec(`INSERT INTO scorecards
			(period_id, person_id, unit_id, framework_id, name, name_key, post, level, manager, reviewer, state, points,
				grade)
			VALUES (?, ?, 2, ?, 'x', 'x', 'x', 90, FALSE, 'head', 'published', ?, ?)`, m, person, lettersID, points, grade)
	}
}

// initiative gives a person a recognised initiative of the year.
func (o *office) initiative(person int64, level string) {
	o.t.Helper()
	o.exec(`INSERT INTO initiatives (name, level, year, state, decision, decided_on)
		VALUES ('Số hóa', ?, ?, 'recognised', 'QĐ 1', '2025-06-01')`, level, year)
	o.exec(`INSERT INTO initiative_authors (initiative_id, person_id, share)
		SELECT max(id), CAST(? AS BIGINT), 100 FROM initiatives`, person)
}

// honour gives a person a title of a year.
func (o *office) honour(person int64, title string, of int) {
	o.t.Helper()
	o.exec(`INSERT INTO honours (person_id, title, year, decision, decided_on) VALUES (?, ?, ?, 'QĐ 2', '2024-12-01')`,
		person, title, of)
}

func (o *office) compute() {
	o.t.Helper()
	o.must(o.Compute(o.ctx, officer(0), year, func(int, int) {}))
}

// paths are those of the units of the office.
var paths = map[int64]string{1: "1/", 2: "1/2/", 3: "1/3/", 20: "1/20/", 21: "1/2/21/"}

// holder holds one role for a unit, or with unit 0 for the whole body, and has an account of the person's number.
func holder(role access.Role, person, unit int64) access.Actor {
	grant := access.Grant{Role: role, UnitID: unit, Path: paths[unit]}
	return access.Actor{AccountID: person, PersonID: person, Name: string(role), Grants: []access.Grant{grant}}
}

func cadre(person int64) access.Actor { return holder(access.Cadre, person, 2) }

// head is the head of a unit, who is a cadre too.
func head(unit int64) access.Actor {
	return both(holder(access.Head, unit*10, unit), cadre(unit*10))
}

// leader is person number p and leads a unit with all below it.
func leader(p, unit int64) access.Actor { return holder(access.Leader, p, unit) }

// officer holds the committee's role and is person number p, 0 for nobody on the roster.
func officer(p int64) access.Actor { return holder(access.Committee, p, 0) }

// both holds the grants of two actors and is the first one's person.
func both(a, b access.Actor) access.Actor {
	a.Grants = append(append([]access.Grant{}, a.Grants...), b.Grants...)
	return a
}

// conflict wants a Conflict with these words that is not the one of a stale page.
func conflict(t *testing.T, what string, err error, words string) {
	t.Helper()
	var c fault.Conflict
	if !errors.As(err, &c) || errors.Is(err, fault.ErrStale) || !strings.Contains(err.Error(), words) {
		t.Errorf("%s: %v, want a conflict with %q", what, err, words)
	}
}

func isForbidden(err error) bool { return errors.Is(err, fault.ErrForbidden) }

func isMissing(err error) bool { return errors.Is(err, fault.ErrNotFound) }

// second is the error of a call that returns something beside it.
func second[T any](_ T, err error) error { return err }

// What tests say in one word.
var want, refused = trial.Want, trial.Refused
