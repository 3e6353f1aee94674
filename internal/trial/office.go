package trial

import (
	"fmt"
	"slices"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Office is a small body on a database of its own: unit 1 with 2, 3, 4 and 20 below it and 21 below 2; person n0
// works in unit n.
type Office struct {
	T    *testing.T
	DB   *store.Store
	Time *clock.Manual // stands where the demonstration starts
}

// NewOffice returns an office for a test.
func NewOffice(t *testing.T) *Office {
	t.Helper()
	o := &Office{T: t, DB: Empty(t), Time: Clock()}
	for _, u := range []struct {
		id   int64
		path string
	}{{1, "1/"}, {2, "1/2/"}, {3, "1/3/"}, {4, "1/4/"}, {20, "1/20/"}, {21, "1/2/21/"}} {
		name, person := fmt.Sprint("unit ", u.id), fmt.Sprint("person ", u.id*10)
		o.Exec(`INSERT INTO units (id, path, name, search_key, kind) VALUES (?, ?, ?, ?, 'department')`,
			u.id, u.path, name, name)
		o.Exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, 'cadre')`,
			u.id*10, person, person, person)
		o.Exec(`INSERT INTO posts (person_id, unit_id, title, main) VALUES (?, ?, 'x', TRUE)`, u.id*10, u.id)
	}
	return o
}

// Must ends the test where there is an error.
func (o *Office) Must(err error) {
	o.T.Helper()
	if err != nil {
		o.T.Fatal(err)
	}
}

// Exec changes the database behind the service's back.
func (o *Office) Exec(sql string, args ...any) {
	o.T.Helper()
	o.Must(o.DB.Write(o.T.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

// Number asks the database for one number.
func (o *Office) Number(sql string, args ...any) (n int64) {
	o.T.Helper()
	o.Must(o.DB.Read(o.T.Context()).Raw(sql, args...).Scan(&n).Error)
	return n
}

// Holder holds one role for a unit, or for the whole body where the path is "".
func Holder(role access.Role, person, unit int64, path string) access.Actor {
	grant := access.Grant{Role: role, UnitID: unit, Path: path}
	return access.Actor{PersonID: person, Name: string(role), Grants: []access.Grant{grant}}
}

// Head is the head of a unit directly below unit 1.
func Head(unit int64) access.Actor {
	return Holder(access.Head, unit*10, unit, fmt.Sprintf("1/%d/", unit))
}

// RolesBut are all roles of the portal except some: those who may not do what only these may.
func RolesBut(some ...access.Role) (roles []access.Role) {
	for _, info := range access.RoleList {
		if !slices.Contains(some, info.Role) {
			roles = append(roles, info.Role)
		}
	}
	return roles
}

// Officer holds the committee's role and is person number p, 0 for nobody.
func Officer(p int64) access.Actor { return Holder(access.Committee, p, 0, "") }

// Partial changes the table of access for one test: the officer's permission ends at the unit granted.
func Partial(t *testing.T, p access.Permission, unit int64, path string) access.Actor {
	t.Helper()
	for _, rule := range access.Rules {
		if rule.Permission == p {
			before := rule.Roles[access.Committee]
			rule.Roles[access.Committee] = access.InUnit
			t.Cleanup(func() { rule.Roles[access.Committee] = before })
		}
	}
	return Holder(access.Committee, 0, unit, path)
}
