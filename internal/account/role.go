// Package account knows who may enter and what they may do: accounts, roles in units with
// dates, delegation, sessions, and Policy, the one table of access.
package account

import (
	"strings"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/locale"
	"congthidua/internal/store"
)

// Service holds the use cases of accounts.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// Role is what somebody is in the portal.
type Role string

// The roles; see README for what each does.
const (
	Cadre     Role = "cadre"
	Head      Role = "head"
	Leader    Role = "leader"
	Committee Role = "committee"
	Council   Role = "council"
	Clerk     Role = "clerk"
	Auditor   Role = "auditor"
	Admin     Role = "admin"
)

// Roles lists all roles in the order in which they are shown.
var Roles = []Role{Cadre, Head, Leader, Committee, Council, Clerk, Auditor, Admin}

// RoleNames names the roles as the screen does.
var RoleNames = map[Role]string{
	Cadre: "Cán bộ, công chức", Head: "Thủ trưởng đơn vị", Leader: "Lãnh đạo cơ quan", Committee: "Chuyên viên tổ chức, thi đua",
	Council: "Thành viên Hội đồng", Clerk: "Văn thư", Auditor: "Kiểm tra, giám sát", Admin: "Quản trị",
}

// Grant is a role held in a unit and all below it. An empty Path is the whole body.
type Grant struct {
	Role      Role
	UnitID    int64
	Path      string
	Delegated bool
}

// Actor is who makes a request.
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

// Has reports whether the actor holds the role anywhere.
func (a Actor) Has(role Role) bool {
	for _, g := range a.Grants {
		if g.Role == role {
			return true
		}
	}
	return false
}

// HomeUnits returns the units for which the actor holds the role directly.
func (a Actor) HomeUnits(role Role) []int64 {
	var units []int64
	for _, g := range a.Grants {
		if g.Role == role && g.UnitID != 0 {
			units = append(units, g.UnitID)
		}
	}
	return units
}

// Reach is how far a permission goes for an actor: the own person, units with all below
// them, or everything.
type Reach struct {
	All    bool
	Person int64
	Paths  []string
}

// None reports whether the permission is not held at all.
func (r Reach) None() bool { return !r.All && r.Person == 0 && len(r.Paths) == 0 }

// Condition returns the SQL that keeps a query within reach, for the columns that hold the
// person's id and the unit's path. Both names come from the code, never from a request.
func (r Reach) Condition(person, path string) (string, []any) {
	if r.All {
		return "TRUE", nil
	}
	var parts []string
	var args []any
	if r.Person != 0 && person != "" {
		parts, args = append(parts, person+" = ?"), append(args, r.Person)
	}
	for _, p := range r.Paths {
		parts, args = append(parts, "("+path+" >= ? AND "+path+" < ?)"), append(args, p, strings.TrimSuffix(p, "/")+"0")
	}
	if len(parts) == 0 {
		return "FALSE", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// Covers reports whether the reach includes the unit with this path.
func (r Reach) Covers(path string) bool {
	if r.All {
		return true
	}
	for _, p := range r.Paths {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}

// Holds reports whether the actor holds the role for the unit with this path.
func (a Actor) Holds(role Role, path string) bool {
	for _, g := range a.Grants {
		if g.Role == role && strings.HasPrefix(path, g.Path) {
			return true
		}
	}
	return false
}
