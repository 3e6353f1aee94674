package org_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// office is a small body with rows of its own: units by name, and who is in them.
type office struct {
	*org.Service
	t     *testing.T
	clock *clock.Manual
	root  int64
}

func newOffice(t *testing.T) *office {
	t.Helper()
	c := trial.Clock()
	o := &office{Service: &org.Service{Store: trial.Empty(t), Clock: c}, t: t, clock: c}
	var err error
	o.root, err = o.CreateAgency(t.Context(), access.Operator(), "Ban Tổ chức Thành ủy")
	o.must(err)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// unit makes a unit below another.
func (o *office) unit(parent int64, name string) int64 {
	o.t.Helper()
	id, err := o.CreateUnit(o.t.Context(), access.Operator(), org.Unit{ParentID: &parent, Name: name, Kind: org.Department})
	o.must(err)
	return id
}

// twoAndTwenty makes units until number 20 and returns the reach of a role held for number 2. Their paths
// "1/2/" and "1/20/" tell a prefix of ids from a prefix of text.
func (o *office) twoAndTwenty() (two, twenty int64) {
	o.t.Helper()
	for n := range 19 {
		id := o.unit(o.root, fmt.Sprintf("Phòng Số %d", n+2))
		if n == 0 {
			two = id
		}
		twenty = id
	}
	if o.path(two) != "1/2/" || o.path(twenty) != "1/20/" {
		o.t.Fatalf("paths %s, %s", o.path(two), o.path(twenty))
	}
	return two, twenty
}

func (o *office) path(unit int64) string {
	o.t.Helper()
	return o.text(`SELECT path FROM units WHERE id = ?`, unit)
}

// person makes somebody with a main post in a unit.
func (o *office) person(unit int64, name, title string) int64 {
	o.t.Helper()
	p := org.Person{Name: name, Kind: org.CivilServant}
	id, err := o.CreatePerson(o.t.Context(), access.Operator(), p, org.Post{UnitID: unit, Title: title})
	o.must(err)
	return id
}

// file is a person's file as the officer sees it.
func (o *office) file(person int64) org.File {
	o.t.Helper()
	f, err := o.Person(o.t.Context(), access.Operator(), person)
	o.must(err)
	return f
}

// text and number ask the database for one value.
func (o *office) text(sql string, args ...any) (value string) {
	o.t.Helper()
	o.must(o.Store.Read(o.t.Context()).Raw(sql, args...).Scan(&value).Error)
	return value
}

func (o *office) number(sql string, args ...any) (n int) {
	o.t.Helper()
	o.must(o.Store.Read(o.t.Context()).Raw(sql, args...).Scan(&n).Error)
	return n
}

// exec changes the database behind the service's back.
func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	o.must(o.Store.Write(o.t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

// logged is how many entries of an action the log has.
func (o *office) logged(action string) int {
	o.t.Helper()
	return o.number(`SELECT count(*) FROM audit_log WHERE action = ?`, action)
}

// officer may edit everybody; it is person number p, 0 for nobody.
func officer(p int64) access.Actor {
	return access.Actor{AccountID: 900, PersonID: p, Name: "Chuyên viên", Grants: []access.Grant{{Role: access.Committee}}}
}

// head holds a role for one unit.
func (o *office) head(unit int64) access.Actor {
	o.t.Helper()
	grant := access.Grant{Role: access.Head, UnitID: unit, Path: o.path(unit)}
	return access.Actor{AccountID: 901, Name: "Trưởng phòng", Grants: []access.Grant{grant}}
}

// only is somebody who holds just one role, over the whole body.
func only(role access.Role) access.Actor {
	return access.Actor{AccountID: 902, Name: string(role), Grants: []access.Grant{{Role: role}}}
}

// inUnit changes the table of access for one test: the officer's permission ends at the unit granted.
func (o *office) inUnit(p access.Permission, unit int64) access.Actor {
	o.t.Helper()
	for _, rule := range access.Rules {
		if rule.Permission == p {
			before := rule.Roles[access.Committee]
			rule.Roles[access.Committee] = access.InUnit
			o.t.Cleanup(func() { rule.Roles[access.Committee] = before })
		}
	}
	grant := access.Grant{Role: access.Committee, UnitID: unit, Path: o.path(unit)}
	return access.Actor{AccountID: 903, Name: "Chuyên viên của đơn vị", Grants: []access.Grant{grant}}
}

func forbidden(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("%s: %v, want forbidden", what, err)
	}
}

func missing(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("%s: %v, want not found", what, err)
	}
}

func staleError(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, fault.ErrStale) {
		t.Errorf("%s: %v, want stale", what, err)
	}
}

// refused wants a field of a form to be refused with a message that contains some words.
func refused(t *testing.T, what string, err error, field, words string) {
	t.Helper()
	var invalid fault.Invalid
	if !errors.As(err, &invalid) || !strings.Contains(invalid.Fields[field].String(), words) {
		t.Errorf("%s: %v, want field %s refused with %q", what, err, field, words)
	}
}

func pointer[T any](v T) *T { return &v }
