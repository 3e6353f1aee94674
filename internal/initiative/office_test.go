package initiative_test

import (
	"errors"
	"fmt"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// office is a small body: unit 1 with 2, 3, 4 and 20 below it and 21 below 2; person n0 works in unit n.
type office struct {
	*initiative.Service
	t     *testing.T
	clock *clock.Manual
}

func newOffice(t *testing.T) *office {
	t.Helper()
	st, c := trial.Empty(t), trial.Clock()
	o := &office{Service: &initiative.Service{Store: st, Clock: c}, t: t, clock: c}
	for _, u := range []struct {
		id   int64
		path string
	}{{1, "1/"}, {2, "1/2/"}, {3, "1/3/"}, {4, "1/4/"}, {20, "1/20/"}, {21, "1/2/21/"}} {
		name, person := fmt.Sprint("unit ", u.id), fmt.Sprint("person ", u.id*10)
		o.exec(`INSERT INTO units (id, path, name, search_key, kind) VALUES (?, ?, ?, ?, 'department')`,
			u.id, u.path, name, name)
		o.exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, 'cadre')`,
			u.id*10, person, person, person)
		o.exec(`INSERT INTO posts (person_id, unit_id, title, main) VALUES (?, ?, 'x', TRUE)`, u.id*10, u.id)
	}
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
	o.must(o.Store.Write(o.t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

// holder holds one role for a unit, or for the whole body where the path is "".
func holder(role access.Role, person, unit int64, path string) access.Actor {
	grant := access.Grant{Role: role, UnitID: unit, Path: path}
	return access.Actor{PersonID: person, Name: string(role), Grants: []access.Grant{grant}}
}

// head is the head of a unit below unit 1.
func head(unit int64) access.Actor {
	return holder(access.Head, unit*10, unit, fmt.Sprintf("1/%d/", unit))
}

// officer holds the committee's role and is person number p, 0 for nobody.
func officer(p int64) access.Actor { return holder(access.Committee, p, 0, "") }

// partial changes the table of access for one test: the officer's permission ends at the unit granted.
func partial(t *testing.T, p access.Permission, unit int64, path string) access.Actor {
	t.Helper()
	for _, rule := range access.Rules {
		if rule.Permission == p {
			before := rule.Roles[access.Committee]
			rule.Roles[access.Committee] = access.InUnit
			t.Cleanup(func() { rule.Roles[access.Committee] = before })
		}
	}
	return holder(access.Committee, 0, unit, path)
}

// want compares an error with the one that is expected; nil for none.
func want(t *testing.T, what string, got, expected error) {
	t.Helper()
	if !errors.Is(got, expected) || expected == nil && got != nil {
		t.Errorf("%s: %v, want %v", what, got, expected)
	}
}

// refused wants a field of a form to be refused.
func refused(t *testing.T, what string, err error, field string) {
	t.Helper()
	var invalid fault.Invalid
	if !errors.As(err, &invalid) || invalid.Fields[field].Format == "" {
		t.Errorf("%s: %v, want field %q refused", what, err, field)
	}
}

// conflict wants a Conflict that is not the one of a stale page.
func conflict(t *testing.T, what string, err error) {
	t.Helper()
	var c fault.Conflict
	if !errors.As(err, &c) || errors.Is(err, fault.ErrStale) {
		t.Errorf("%s: %v, want a conflict", what, err)
	}
}
