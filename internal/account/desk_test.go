package account_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// password is the one of every account of these tests.
const password = "một mật khẩu rất dài"

var hash = func() string {
	hash, err := account.HashPassword(password)
	if err != nil {
		panic(err)
	}
	return hash
}()

// admin manages accounts and is account number 900.
var admin = access.Actor{AccountID: 900, Name: "Quản trị", Grants: []access.Grant{{Role: access.Admin}}}

// desk is a body of two rooms, numbers 2 and 3, in which four people work: An and Bình in room 2, Chi in
// room 3, Dung in the body itself. Each has an account of the own short name, without roles.
type desk struct {
	*account.Service
	t     *testing.T
	clock *clock.Manual
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	c := trial.Clock()
	d := &desk{t: t, clock: c, Service: &account.Service{Store: trial.Empty(t), Clock: c}}
	o := &org.Service{Store: d.Store, Clock: c}
	root, err := o.CreateAgency(t.Context(), access.Operator(), "Ban Tổ chức")
	d.must(err)
	for _, name := range []string{"Phòng Một", "Phòng Hai"} {
		_, err := o.CreateUnit(t.Context(), access.Operator(),
			org.Unit{ParentID: &root, Name: name, Kind: org.Department})
		d.must(err)
	}
	for _, p := range []struct {
		name, title string
		unit        int64
	}{
		{"Nguyễn Văn An", "Trưởng phòng", 2},
		{"Lê Thị Bình", "Chuyên viên", 2},
		{"Trần Chi", "Chuyên viên", 3},
		{"Hồ Dung", "Phó Trưởng ban", 1},
	} {
		id, err := o.CreatePerson(t.Context(), access.Operator(), org.Person{Name: p.name, Kind: org.Cadre},
			org.Post{UnitID: p.unit, Title: p.title})
		d.must(err)
		name := strings.ToLower(p.name[strings.LastIndex(p.name, " ")+1:])
		d.exec(
			`INSERT INTO accounts (username, person_id, display, password_hash, must_change) VALUES (?, ?, ?, ?, FALSE)`,
			strings.ReplaceAll(name, "ì", "i"), id, p.name, hash)
	}
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) exec(sql string, args ...any) {
	d.t.Helper()
	d.must(d.Store.Write(d.t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

func (d *desk) number(sql string, args ...any) (n int64) {
	d.t.Helper()
	d.must(d.Store.Read(d.t.Context()).Raw(sql, args...).Scan(&n).Error)
	return n
}

// account is an account by its name.
func (d *desk) account(username string) account.Account {
	d.t.Helper()
	x, err := account.Named(d.Store.Read(d.t.Context()), username)
	d.must(err)
	return x
}

// id is the number of an account.
func (d *desk) id(username string) int64 { d.t.Helper(); return d.account(username).ID }

// grant gives an account a role in a unit (0: the whole body), from a day to a day ("" without end), and
// returns the number of the grant.
func (d *desk) grant(username string, role access.Role, unit int64, since, until string) int64 {
	d.t.Helper()
	d.must(d.Grant(d.t.Context(), admin, d.id(username), role, unit, account.Interval{Since: since, Until: until}))
	return d.number(`SELECT MAX(id) FROM grants`)
}

// session opens a session and returns its id.
func (d *desk) session(username string) string {
	d.t.Helper()
	id, err := d.Start(d.t.Context(), d.id(username), "10.0.0.1", "test")
	d.must(err)
	return id
}

// actor is who an account is now.
func (d *desk) actor(username string) access.Actor {
	d.t.Helper()
	a, err := d.Resume(d.t.Context(), d.session(username), "10.0.0.1")
	d.must(err)
	return a
}

// alive reports whether a session is still open.
func (d *desk) alive(session string) bool {
	d.t.Helper()
	_, err := d.Resume(d.t.Context(), session, "10.0.0.1")
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		d.t.Fatal(err)
	}
	return err == nil
}

// login tries a password from an address.
func (d *desk) login(username, given, address string) error {
	_, err := d.Login(d.t.Context(), username, given, address)
	return err
}

// pass lets time go by.
func (d *desk) pass(t time.Duration) { d.clock.At = d.clock.At.Add(t) }

// day is a day from today on, as people write it.
func (d *desk) day(after int) string { return d.clock.At.AddDate(0, 0, after).Format("02/01/2006") }

func (d *desk) logged(action string) int64 {
	d.t.Helper()
	return d.number(`SELECT count(*) FROM audit_log WHERE action = ?`, action)
}

// rolesOf are the roles of an actor with their units.
func rolesOf(a access.Actor) (list []string) {
	for _, g := range a.Grants {
		list = append(list, string(g.Role)+" "+g.Path)
	}
	slices.Sort(list)
	return list
}

func wants(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// What tests say in one word.
var refused, conflict = trial.Refused, trial.Conflict
