package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// How long a session lives.
const (
	IdleLimit     = 30 * time.Minute
	AbsoluteLimit = 8 * time.Hour
	// seenStep is how coarsely the last use is noted: a write for every click would cost more
	// than it tells.
	seenStep = time.Minute
)

// NewSessionID returns a random 256-bit id for the cookie. The database holds only its hash,
// so that a copy of the database opens no session.
func NewSessionID() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	return base64.RawURLEncoding.EncodeToString(raw)
}

// HashSessionID is how a session's id is kept.
func HashSessionID(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:])
}

// Start opens a session for the account and returns its new id. Sessions past their time
// are swept on the way.
func (s *Service) Start(ctx context.Context, accountID int64, address, agent string) (string, error) {
	id, now := NewSessionID(), s.Clock.Now()
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Exec(`DELETE FROM sessions WHERE created_at < ? OR seen_at < ?`, now.Add(-AbsoluteLimit).UnixMilli(), now.Add(-IdleLimit).UnixMilli()).Error
		if err != nil {
			return err
		}
		if runes := []rune(agent); len(runes) > 160 {
			agent = string(runes[:160])
		}
		err = tx.Exec(`INSERT INTO sessions (id, account_id, created_at, seen_at, confirmed_at, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			HashSessionID(id), accountID, now.UnixMilli(), now.UnixMilli(), now.UnixMilli(), address, agent).Error
		if err != nil {
			return err
		}
		var name string
		if err := tx.Raw(`SELECT COALESCE(NULLIF(display, ''), username) FROM accounts WHERE id = ?`, accountID).Scan(&name).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, audit.Who{AccountID: accountID, Name: name, Address: address}, audit.Entry{Action: "login", Object: "accounts", ObjectID: accountID})
	})
	return id, err
}

// actorRow is one grant of the account behind a session; an account without grants is one row.
type actorRow struct {
	AccountID, CreatedAt, SeenAt, ConfirmedAt int64
	PersonID                                  *int64
	Username, Display, Language, Theme        string
	MustChange                                bool
	Role                                      *string
	UnitID                                    *int64
	Path                                      *string
	Delegated                                 bool
}

// Resume returns who is behind a session id: the account with the roles in force today, in
// one query. An unknown, ended or overdue session is fault.ErrNotFound.
func (s *Service) Resume(ctx context.Context, id, address string) (access.Actor, error) {
	now := s.Clock.Now()
	hash, today := HashSessionID(id), clock.Today(s.Clock)
	var rows []actorRow
	err := store.Each(s.Store.Read(ctx), func(found *sql.Rows) error {
		var r actorRow
		err := found.Scan(&r.AccountID, &r.CreatedAt, &r.SeenAt, &r.ConfirmedAt, &r.PersonID, &r.Username, &r.Display, &r.Language, &r.Theme, &r.MustChange, &r.Role, &r.UnitID, &r.Path, &r.Delegated)
		rows = append(rows, r)
		return err
	}, `SELECT s.account_id, s.created_at, s.seen_at, s.confirmed_at, a.person_id, a.username, a.display, a.language, a.theme, a.must_change,
			g.role, g.unit_id, u.path, g.delegator_id IS NOT NULL
		FROM sessions s JOIN accounts a ON a.id = s.account_id AND a.disabled = FALSE
		LEFT JOIN grants g ON g.account_id = a.id AND g.since <= ? AND (g.until IS NULL OR g.until >= ?)
		LEFT JOIN units u ON u.id = g.unit_id
		WHERE s.id = CAST(? AS TEXT) ORDER BY g.id`, today, today, hash)
	if err != nil {
		return access.Actor{}, err
	}
	if len(rows) == 0 || overdue(rows[0], now) {
		return access.Actor{}, fault.ErrNotFound
	}
	first := rows[0]
	actor := access.Actor{AccountID: first.AccountID, Username: first.Username, Name: first.Display, Language: locale.Parse(first.Language),
		Theme: first.Theme, MustChange: first.MustChange, Address: address, SessionID: hash, ConfirmedAt: first.ConfirmedAt}
	if first.PersonID != nil {
		actor.PersonID = *first.PersonID
	}
	for _, r := range rows {
		if r.Role == nil {
			continue
		}
		g := access.Grant{Role: access.Role(*r.Role), Delegated: r.Delegated}
		if r.UnitID != nil && r.Path != nil {
			g.UnitID, g.Path = *r.UnitID, *r.Path
		}
		actor.Grants = append(actor.Grants, g)
	}
	if now.Sub(time.UnixMilli(first.SeenAt)) > seenStep {
		err = s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`UPDATE sessions SET seen_at = ? WHERE id = ?`, now.UnixMilli(), hash).Error
		})
	}
	return actor, err
}

func overdue(r actorRow, now time.Time) bool {
	return now.Sub(time.UnixMilli(r.CreatedAt)) > AbsoluteLimit || now.Sub(time.UnixMilli(r.SeenAt)) > IdleLimit
}

// End ends one session.
func (s *Service) End(ctx context.Context, a access.Actor) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`DELETE FROM sessions WHERE id = ?`, a.SessionID).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "logout", Object: "accounts", ObjectID: a.AccountID})
	})
}

// SessionRow is an open session as lists show it.
type SessionRow struct {
	ID                string
	AccountID         int64
	Username          string
	CreatedAt, SeenAt int64
	Address, Agent    string
}

// Sessions lists the open sessions of the actor, or with all those of everybody.
func (s *Service) Sessions(ctx context.Context, a access.Actor, all bool) ([]SessionRow, error) {
	if all {
		if _, err := a.Require(access.AccountsManage); err != nil {
			return nil, err
		}
	}
	var rows []SessionRow
	err := s.Store.Read(ctx).Raw(`SELECT s.id, s.account_id, a.username, s.created_at, s.seen_at, s.address, s.agent
		FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE (? OR s.account_id = ?) AND s.seen_at >= ? ORDER BY s.seen_at DESC LIMIT 200`,
		all, a.AccountID, s.Clock.Now().Add(-IdleLimit).UnixMilli()).Scan(&rows).Error
	return rows, err
}

// EndOther ends a session out of the list; the admin may end anybody's.
func (s *Service) EndOther(ctx context.Context, a access.Actor, id string) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		result := tx.Exec(`DELETE FROM sessions WHERE id = ? AND (? OR account_id = ?)`, id, a.May(access.AccountsManage), a.AccountID)
		if result.Error != nil {
			return result.Error
		}
		if result.RowsAffected == 0 {
			return fault.ErrNotFound
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "session.end", Object: "accounts", ObjectID: a.AccountID})
	})
}

// endAll ends every session of an account: after a change of password, roles or state.
func endAll(tx *gorm.DB, accountID int64) error {
	return tx.Exec(`DELETE FROM sessions WHERE account_id = ?`, accountID).Error
}
