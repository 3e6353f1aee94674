package account

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Row is an account as the list shows it.
type Row struct {
	ID, Version       int64
	Username, Display string
	Unit              string
	Roles             string // separated by commas
	Disabled          bool
	MustChange        bool
}

// pageSize is how many accounts a page of the list holds.
const pageSize = 50

// List finds accounts by name, 50 to a page; more says whether there is a next page.
func (s *Service) List(ctx context.Context, a access.Actor, find string, page int) (rows []Row, more bool, err error) {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return nil, false, err
	}
	key := store.Pattern(viet.SearchKey(find))
	db := s.Store.Read(ctx)
	err = db.Raw(`
		SELECT a.id, a.version, a.username, a.display, COALESCE(u.name, '') AS unit, a.disabled, a.must_change,
			COALESCE((
				SELECT `+store.Concatenated(db, "g.role")+`
				FROM grants g
				WHERE g.account_id = a.id AND (g.until IS NULL OR g.until >= ?)), '') AS roles
		FROM accounts a
		LEFT JOIN people p ON p.id = a.person_id
		LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		LEFT JOIN units u ON u.id = po.unit_id
		WHERE `+store.Contains("a.username")+` OR `+store.Contains("COALESCE(p.search_key, lower(a.display))")+`
		ORDER BY a.username
		LIMIT ? OFFSET ?`, clock.Today(s.Clock), key, key, pageSize+1, page*pageSize).Scan(&rows).Error
	if len(rows) > pageSize {
		return rows[:pageSize], true, err
	}
	return rows, false, err
}

// GrantRow is a role of an account with its dates.
type GrantRow struct {
	ID, Version int64
	Role        access.Role
	Unit        string // "" for the whole body
	Since       string
	Until       *string
	Holder      string
	Delegator   string // "" where nobody passed it on
}

// File is one account with its roles and what the actor may do with it now.
type File struct {
	Row
	Grants []GrantRow
	Rights Rights
}

// Rights are what the actor may do with an account: nobody changes the own roles or state.
type Rights struct {
	Grant   bool // give and take roles
	Disable bool
}

// Account returns one account with its roles, else fault.ErrNotFound.
func (s *Service) Account(ctx context.Context, a access.Actor, id int64) (f File, err error) {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return f, err
	}
	db := s.Store.Read(ctx)
	x, err := find(db, id)
	if err != nil {
		return f, err
	}
	f.Row = Row{
		ID:         x.ID,
		Version:    x.Version,
		Username:   x.Username,
		Display:    x.Display,
		Disabled:   x.Disabled,
		MustChange: x.MustChange,
	}
	f.Rights = Rights{Grant: id != a.AccountID, Disable: id != a.AccountID}
	f.Grants, err = grants(db, "g.account_id = ?", id)
	return f, err
}

// Delegations lists what the actor has passed on, the latest first.
func (s *Service) Delegations(ctx context.Context, a access.Actor) ([]GrantRow, error) {
	return grants(s.Store.Read(ctx), "g.delegator_id = ?", a.AccountID)
}

func grants(db *gorm.DB, where string, args ...any) (rows []GrantRow, err error) {
	return rows, db.Raw(`
		SELECT g.id, g.version, g.role, COALESCE(u.name, '') AS unit, g.since, g.until, h.display AS holder,
			COALESCE(d.display, '') AS delegator
		FROM grants g
		JOIN accounts h ON h.id = g.account_id
		LEFT JOIN accounts d ON d.id = g.delegator_id
		LEFT JOIN units u ON u.id = g.unit_id
		WHERE `+where+`
		ORDER BY g.since DESC, g.id`, args...).Scan(&rows).Error
}

// Colleague is somebody to whom a role can be passed on.
type Colleague struct {
	AccountID int64
	Name      string
	Post      string
}

// Delegable is a role that the actor may pass on, with who may receive it.
type Delegable struct {
	Role       access.Role
	UnitID     int64
	Unit       string
	Colleagues []Colleague
}

// Delegable lists the roles that the actor may pass on.
func (s *Service) Delegable(ctx context.Context, a access.Actor) (list []Delegable, err error) {
	reach, err := a.Require(access.Delegate)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	for _, g := range a.Grants {
		if g.Delegated || !mayPassOn(a, g.Role, g.UnitID) {
			continue
		}
		unit, err := org.FindUnit(db, reach, g.UnitID)
		if err != nil {
			return nil, err
		}
		d := Delegable{Role: g.Role, UnitID: g.UnitID, Unit: unit.Name}
		if d.Colleagues, err = colleagues(db, g.UnitID, a.AccountID); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// mostColleagues is how many people a select offers.
const mostColleagues = 200

// colleagues lists who works in a unit and can log in, but for one account.
func colleagues(db *gorm.DB, unitID, but int64) (list []Colleague, err error) {
	return list, db.Raw(`
		SELECT a.id AS account_id, p.name, po.title AS post
		FROM posts po
		JOIN people p ON p.id = po.person_id
		JOIN accounts a ON a.person_id = p.id
		WHERE po.unit_id = ? AND po.until IS NULL AND a.id <> ? AND NOT a.disabled
		ORDER BY po.level, p.name_key
		LIMIT ?`, unitID, but, mostColleagues).Scan(&list).Error
}

// worksIn reports whether the account is of somebody who works in the unit now and can log in.
func worksIn(db *gorm.DB, unitID, accountID int64) (bool, error) {
	n, err := store.Count(db, `
		SELECT count(*)
		FROM accounts a
		JOIN posts po ON po.person_id = a.person_id
		WHERE a.id = ? AND NOT a.disabled AND po.unit_id = ? AND po.until IS NULL`, accountID, unitID)
	return n > 0, err
}

// Empty reports whether nobody can log in yet: the portal then says what to do first.
func (s *Service) Empty(ctx context.Context) (bool, error) {
	var n int64
	err := s.Store.Read(ctx).Model(&Account{}).Limit(1).Count(&n).Error
	return n == 0, err
}
