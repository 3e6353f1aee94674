package account

import (
	"context"
	"database/sql"

	"congthidua/internal/access"
	"congthidua/internal/locale"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// actorRow is one grant of the account behind a session; an account without grants is one row.
type actorRow struct {
	AccountID, CreatedAt, SeenAt, ConfirmedAt int64
	PersonID                                  *int64
	Username, Display, Theme                  string
	Language                                  string
	MustChange                                bool
	Role                                      *access.Role
	UnitID                                    *int64
	Path                                      *string
	Delegated                                 bool
}

// behind reads who is behind a session, with the roles of a day; what was passed on counts while who passed it on
// holds it. Every request asks it, so it goes by the
// driver's prepared statement (the row "the department's month" of `make bench`).
func behind(db *gorm.DB, hash, day string) (rows []actorRow, err error) {
	return rows, store.Each(db, func(found *sql.Rows) error {
		var r actorRow
		err := found.Scan(&r.AccountID, &r.CreatedAt, &r.SeenAt, &r.ConfirmedAt, &r.PersonID, &r.Username, &r.Display,
			&r.Language, &r.Theme, &r.MustChange, &r.Role, &r.UnitID, &r.Path, &r.Delegated)
		rows = append(rows, r)
		return err
	}, `
		SELECT s.account_id, s.created_at, s.seen_at, s.confirmed_at, a.person_id, a.username, a.display,
			a.language, a.theme, a.must_change, g.role, g.unit_id, u.path, g.delegator_id IS NOT NULL
		FROM sessions s
		JOIN accounts a ON a.id = s.account_id AND a.disabled = FALSE
		LEFT JOIN grants g ON g.account_id = a.id AND g.since <= ? AND (g.until IS NULL OR g.until >= ?)
			AND (g.delegator_id IS NULL OR EXISTS (
				SELECT 1
				FROM grants o
				JOIN accounts d ON d.id = o.account_id AND d.disabled = FALSE
				WHERE o.account_id = g.delegator_id AND o.role = g.role AND o.unit_id = g.unit_id
				AND o.delegator_id IS NULL AND o.since <= ? AND (o.until IS NULL OR o.until >= ?)))
		LEFT JOIN units u ON u.id = g.unit_id
		WHERE s.id = CAST(? AS TEXT)
		ORDER BY g.id`, day, day, day, day, hash)
}

// actorOf makes an actor of the rows of a session.
func actorOf(rows []actorRow) access.Actor {
	first := rows[0]
	actor := access.Actor{
		AccountID:   first.AccountID,
		Username:    first.Username,
		Name:        first.Display,
		Language:    locale.Parse(first.Language),
		Theme:       first.Theme,
		MustChange:  first.MustChange,
		ConfirmedAt: first.ConfirmedAt,
	}
	if first.PersonID != nil {
		actor.PersonID = *first.PersonID
	}
	for _, r := range rows {
		if r.Role == nil {
			continue
		}
		g := access.Grant{Role: *r.Role, Delegated: r.Delegated}
		if r.UnitID != nil && r.Path != nil {
			g.UnitID, g.Path = *r.UnitID, *r.Path
		}
		actor.Grants = append(actor.Grants, g)
	}
	return actor
}

// SessionRow is an open session as lists show it. Times are Unix milliseconds.
type SessionRow struct {
	ID                string
	Username          string
	CreatedAt, SeenAt int64
	Address, Agent    string
}

// mostSessions is how many sessions a list shows.
const mostSessions = 200

// OwnSessions lists the actor's open sessions, the last used first.
func (s *Service) OwnSessions(ctx context.Context, a access.Actor) ([]SessionRow, error) {
	return s.sessions(ctx, "s.account_id = ?", a.AccountID)
}

// Sessions lists everybody's open sessions, the last used first.
func (s *Service) Sessions(ctx context.Context, a access.Actor) ([]SessionRow, error) {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return nil, err
	}
	return s.sessions(ctx, "TRUE")
}

func (s *Service) sessions(ctx context.Context, where string, args ...any) (rows []SessionRow, err error) {
	now := s.Clock.Now()
	args = append(args, now.Add(-IdleLimit).UnixMilli(), now.Add(-AbsoluteLimit).UnixMilli(), mostSessions)
	return rows, s.Store.Read(ctx).Raw(`
		SELECT s.id, s.account_id, a.username, s.created_at, s.seen_at, s.address, s.agent
		FROM sessions s
		JOIN accounts a ON a.id = s.account_id
		WHERE `+where+` AND s.seen_at >= ? AND s.created_at >= ?
		ORDER BY s.seen_at DESC
		LIMIT ?`, args...).Scan(&rows).Error
}
