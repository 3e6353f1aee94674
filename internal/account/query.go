package account

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

// Row is an account as the list shows it.
type Row struct {
	ID                int64
	Username, Display string
	Unit              string
	Roles             string
	Disabled          bool
	MustChange        bool
}

// pageSize is how many accounts a page of the list holds.
const pageSize = 50

// List finds accounts by name, 50 to a page; more says whether there is a next page.
func (s *Service) List(ctx context.Context, a access.Actor, find string, page int) (rows []Row, more bool, err error) {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return nil, false, err
	}
	like := "%" + viet.SearchKey(find) + "%"
	db := s.Store.Read(ctx)
	err = db.Raw(`SELECT a.id, a.username, a.display, COALESCE(u.name, '') AS unit, a.disabled, a.must_change,
			COALESCE((SELECT `+store.Concatenated(db, "g.role")+` FROM grants g WHERE g.account_id = a.id AND (g.until IS NULL OR g.until >= ?)), '') AS roles
		FROM accounts a LEFT JOIN people p ON p.id = a.person_id LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL LEFT JOIN units u ON u.id = po.unit_id
		WHERE a.username LIKE ? OR COALESCE(p.search_key, lower(a.display)) LIKE ? ORDER BY a.username LIMIT ? OFFSET ?`,
		clock.Today(s.Clock), like, like, pageSize+1, page*pageSize).Scan(&rows).Error
	if len(rows) > pageSize {
		return rows[:pageSize], true, err
	}
	return rows, false, err
}

// GrantRow is a role of an account with its dates.
type GrantRow struct {
	ID        int64
	Role      access.Role
	Unit      string
	Since     string
	Until     *string
	Delegator string
}

// Account returns one account with its grants.
func (s *Service) Account(ctx context.Context, a access.Actor, id int64) (Row, []GrantRow, error) {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return Row{}, nil, err
	}
	var row Row
	if err := s.Store.Read(ctx).Raw(`SELECT id, username, display, disabled, must_change FROM accounts WHERE id = ?`, id).Scan(&row).Error; err != nil {
		return row, nil, err
	}
	grants, err := s.grants(ctx, `g.account_id = ?`, id)
	return row, grants, err
}

// Delegations lists what the actor has passed on and is still in force or to come.
func (s *Service) Delegations(ctx context.Context, a access.Actor) ([]GrantRow, error) {
	return s.grants(ctx, `g.delegator_id = ?`, a.AccountID)
}

func (s *Service) grants(ctx context.Context, where string, id int64) ([]GrantRow, error) {
	var rows []GrantRow
	err := s.Store.Read(ctx).Raw(`SELECT g.id, g.role, COALESCE(u.name, '') AS unit, g.since, g.until, COALESCE(h.display, '') AS delegator
		FROM grants g JOIN accounts a ON a.id = g.account_id LEFT JOIN units u ON u.id = g.unit_id LEFT JOIN accounts d ON d.id = g.delegator_id
		LEFT JOIN accounts h ON h.id = CASE WHEN g.delegator_id = ? AND g.account_id <> ? THEN g.account_id ELSE g.delegator_id END
		WHERE `+where+` ORDER BY g.since DESC, g.id`, id, id, id).Scan(&rows).Error
	return rows, err
}

// Colleague is somebody to whom a role can be passed on.
type Colleague struct {
	AccountID int64
	Name      string
	Post      string
}

// Colleagues lists who in the unit has an account, but the actor.
func (s *Service) Colleagues(ctx context.Context, a access.Actor, unitID int64) ([]Colleague, error) {
	if !a.Reach(access.Delegate).All && len(a.Reach(access.Delegate).Paths) == 0 {
		return nil, nil
	}
	var rows []Colleague
	err := s.Store.Read(ctx).Raw(`SELECT a.id AS account_id, p.name, po.title AS post FROM posts po JOIN people p ON p.id = po.person_id JOIN accounts a ON a.person_id = p.id
		WHERE po.unit_id = ? AND po.until IS NULL AND a.id <> ? AND a.disabled = FALSE ORDER BY po.level, p.name_key LIMIT 200`, unitID, a.AccountID).Scan(&rows).Error
	return rows, err
}

// Empty reports whether nobody can log in yet: the portal then says what to do first.
func (s *Service) Empty(ctx context.Context) (bool, error) {
	var n int64
	err := s.Store.Read(ctx).Raw(`SELECT count(*) FROM accounts`).Scan(&n).Error
	return n == 0, err
}
