package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
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

// session is an open session. Times are Unix milliseconds.
type session struct {
	ID          string `gorm:"primaryKey;size:64"` // hash of the id in the cookie
	AccountID   int64  `gorm:"index:sessions_account"`
	CreatedAt   int64  `gorm:"autoCreateTime:false"`
	SeenAt      int64
	ConfirmedAt int64 // when the password was last given
	Address     string
	Agent       string // the browser as it describes itself
}

// agentLength is how much of a browser's description of itself is kept.
const agentLength = 160

// overdue reports whether a session that was begun and last used at these times has ended.
func overdue(created, seen int64, now time.Time) bool {
	return now.Sub(time.UnixMilli(created)) > AbsoluteLimit || now.Sub(time.UnixMilli(seen)) > IdleLimit
}

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
	if runes := []rune(agent); len(runes) > agentLength {
		agent = string(runes[:agentLength])
	}
	opened := session{
		ID:          HashSessionID(id),
		AccountID:   accountID,
		CreatedAt:   now.UnixMilli(),
		SeenAt:      now.UnixMilli(),
		ConfirmedAt: now.UnixMilli(),
		Address:     address,
		Agent:       agent,
	}
	return id, s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Where("created_at < ? OR seen_at < ?", now.Add(-AbsoluteLimit).UnixMilli(), now.Add(-IdleLimit).UnixMilli()).
			Delete(&session{}).Error
		if err != nil {
			return err
		}
		x, err := find(tx, accountID)
		if err != nil {
			return err
		}
		if x.Disabled {
			return fault.ErrForbidden
		}
		if err := tx.Create(&opened).Error; err != nil {
			return err
		}
		who := audit.Who{AccountID: accountID, Name: x.Display, Address: address}
		return audit.Note(tx, s.Clock, who, "login", "accounts", accountID, nil)
	})
}

// Resume returns who is behind a session id: the account with the roles in force today, in
// one query. An unknown, ended or overdue session is fault.ErrNotFound.
func (s *Service) Resume(ctx context.Context, id, address string) (access.Actor, error) {
	now, hash := s.Clock.Now(), HashSessionID(id)
	rows, err := behind(s.Store.Read(ctx), hash, clock.Today(s.Clock))
	if err != nil {
		return access.Actor{}, err
	}
	if len(rows) == 0 || overdue(rows[0].CreatedAt, rows[0].SeenAt, now) {
		return access.Actor{}, fault.ErrNotFound
	}
	actor := actorOf(rows)
	actor.Address, actor.SessionID = address, hash
	if now.Sub(time.UnixMilli(rows[0].SeenAt)) > seenStep {
		err = s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Model(&session{}).Where("id = ?", hash).UpdateColumn("seen_at", now.UnixMilli()).Error
		})
	}
	return actor, err
}

// End ends the actor's own session.
func (s *Service) End(ctx context.Context, a access.Actor) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("id = ?", a.SessionID).Delete(&session{}).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "logout", "accounts", a.AccountID, nil)
	})
}

// EndSession ends a session out of the list: one of the own, or with access.AccountsManage anybody's.
func (s *Service) EndSession(ctx context.Context, a access.Actor, id string) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		one := tx.Where("id = ?", id)
		if !a.May(access.AccountsManage) {
			one = one.Where("account_id = ?", a.AccountID)
		}
		var ended session
		if err := store.First(one, &ended); err != nil {
			return err
		}
		if err := tx.Delete(&ended).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "session.end", "accounts", ended.AccountID, nil)
	})
}

// endAll ends every session of an account: after a change of password, roles or state.
func endAll(tx *gorm.DB, accountID int64) error {
	return tx.Where("account_id = ?", accountID).Delete(&session{}).Error
}
