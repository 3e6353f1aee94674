// Package access says who may do what, and how far: the actor of a request with the roles held, the
// table of permissions, and the reach that a permission gives. It knows no table of the database and
// no room of the domain; every room asks it, and nothing else decides about access.
//
// A use case asks Require once and hands the Reach to the query that finds what it works on, so that
// what lies out of reach is not found:
//
//	reach, err := a.Require(access.DecisionSign)
//	if err != nil {
//		return err // fault.ErrForbidden
//	}
//	d, err := decision(tx, reach, id) // fault.ErrNotFound out of reach
package access

import (
	"slices"

	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
)

// Role is what somebody is in the portal. A role is a column of the table of access: one entry
// in RoleList and a cell in the lines of policy.go where it may do something.
type Role string

// The roles.
const (
	Cadre     Role = "cadre"     // cán bộ, công chức, người lao động
	Head      Role = "head"      // thủ trưởng đơn vị
	Leader    Role = "leader"    // lãnh đạo cơ quan
	Committee Role = "committee" // chuyên viên tổ chức, thi đua
	Council   Role = "council"   // thành viên Hội đồng
	Clerk     Role = "clerk"     // văn thư
	Auditor   Role = "auditor"   // kiểm tra, giám sát
	Admin     Role = "admin"     // quản trị
)

// RoleInfo describes a role.
type RoleInfo struct {
	Role      Role
	Name      string // as the screen shows it, Vietnamese
	NeedsUnit bool   // held for a unit, never for the whole body without naming it
	PassedOn  bool   // its holder may delegate it for a time
}

// RoleList holds all roles in the order in which they are shown.
var RoleList = []RoleInfo{
	{Role: Cadre, Name: "Cán bộ, công chức"},
	{Role: Head, Name: "Thủ trưởng đơn vị", NeedsUnit: true, PassedOn: true},
	{Role: Leader, Name: "Lãnh đạo cơ quan", NeedsUnit: true, PassedOn: true},
	{Role: Committee, Name: "Chuyên viên tổ chức, thi đua"},
	{Role: Council, Name: "Thành viên Hội đồng"},
	{Role: Clerk, Name: "Văn thư"},
	{Role: Auditor, Name: "Kiểm tra, giám sát"},
	{Role: Admin, Name: "Quản trị"},
}

// Info returns what is known of a role; ok is false for a word that is no role.
func (r Role) Info() (info RoleInfo, ok bool) {
	i := slices.IndexFunc(RoleList, func(x RoleInfo) bool { return x.Role == r })
	if i < 0 {
		return RoleInfo{}, false
	}
	return RoleList[i], true
}

// Name is the role as the screen shows it.
func (r Role) Name() string {
	info, _ := r.Info()
	return info.Name
}

// Scope is how far a role's permission goes.
type Scope int

// The scopes, from nothing to everything.
const (
	Nothing    Scope = iota
	Own              // what belongs to the actor's person
	InUnit           // the grant's unit and all below it
	Everything       // the whole body
)

// ScopeNames says how far a role's permission goes, for the table on the help page.
var ScopeNames = map[Scope]string{Nothing: "–", Own: "của mình", InUnit: "trong đơn vị", Everything: "tất cả"}

// Permission names something that can be done; every route and every use case names one.
type Permission string

// Roles are the cells of one line of the table.
type Roles map[Role]Scope

// Rule is one line of the table of access.
type Rule struct {
	Permission Permission
	Name       string // what it allows, as the help page shows it
	Roles      Roles
}

// Rules is the table of access in the order of policy.go.
var Rules []Rule

var rules = map[Permission]Roles{}

// permit adds a line to the table.
func permit(code, name string, roles Roles) Permission {
	p := Permission(code)
	Rules = append(Rules, Rule{Permission: p, Name: name, Roles: roles})
	rules[p] = roles
	return p
}

// Known reports whether p is a permission that a route may name.
func Known(p Permission) bool {
	_, listed := rules[p]
	return listed || p == Public || p == SignedIn
}

// Grant is a role held in a unit and all below it.
type Grant struct {
	Role      Role
	UnitID    int64  // 0: the whole body
	Path      string // of the unit, "1/9/"; "" is the whole body
	Delegated bool   // passed on by somebody for a time
}

// Actor is who makes a request, with the roles in force that day.
type Actor struct {
	AccountID   int64
	PersonID    int64 // 0 for an account that is nobody on the roster
	Username    string
	Name        string
	Language    locale.Language
	Theme       string
	MustChange  bool
	Grants      []Grant
	Address     string
	SessionID   string // hash of the session's id
	ConfirmedAt int64  // when the password was last given, in Unix milliseconds
}

// Who names the actor for the audit log.
func (a Actor) Who() audit.Who {
	return audit.Who{AccountID: a.AccountID, Name: a.Name, Address: a.Address}
}

// Has reports whether the actor holds the role anywhere. It serves what is shown about the actor;
// what the actor may do is asked by permission.
func (a Actor) Has(role Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == role })
}

// HoldsDirectly reports whether the actor holds the role for this very unit, and not because somebody
// passed it on.
func (a Actor) HoldsDirectly(role Role, unitID int64) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		return g.Role == role && g.UnitID == unitID && !g.Delegated
	})
}

// Reach returns how far the permission goes for the actor: the sum over all grants.
func (a Actor) Reach(p Permission) Reach {
	var r Reach
	for _, g := range a.Grants {
		switch rules[p][g.Role] {
		case Everything:
			r.All = true
		case InUnit:
			if g.Path == "" {
				r.All = true
			} else {
				r.Paths = append(r.Paths, g.Path)
				r.Units = append(r.Units, g.UnitID)
			}
		case Own:
			r.Person = a.PersonID
		case Nothing:
		}
	}
	return r
}

// May reports whether the actor holds the permission at all; the reach narrows it.
func (a Actor) May(p Permission) bool {
	switch p {
	case Public:
		return true
	case SignedIn:
		return a.AccountID != 0
	}
	return !a.Reach(p).None()
}

// Require returns the actor's reach, or fault.ErrForbidden where there is none.
func (a Actor) Require(p Permission) (Reach, error) {
	r := a.Reach(p)
	if r.None() {
		return r, fault.ErrForbidden
	}
	return r, nil
}

// RequireAll is Require for what concerns the whole body: a reach over some units is not enough.
func (a Actor) RequireAll(p Permission) error {
	if !a.Reach(p).All {
		return fault.ErrForbidden
	}
	return nil
}

// Judge refuses with fault.ErrForbidden who would decide on the own case. Every use case that scores,
// grades, settles, approves, checks or votes asks it with the persons whom the case concerns.
func (a Actor) Judge(persons ...int64) error {
	if a.PersonID != 0 && slices.Contains(persons, a.PersonID) {
		return fault.ErrForbidden
	}
	return nil
}

// System is the portal itself: a command or background work, not somebody's request. It may do everything
// over the whole body and is nobody on the roster; the log names it "hệ thống".
func System() Actor {
	a := Actor{}
	for _, role := range RoleList {
		a.Grants = append(a.Grants, Grant{Role: role.Role})
	}
	return a
}
