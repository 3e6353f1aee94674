package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// ErrLogin is the one answer to an unknown name, a wrong password and a disabled account.
var ErrLogin = errors.New("tên đăng nhập hoặc mật khẩu không đúng")

// Throttled says that no attempt is accepted now, not even with the right password.
type Throttled struct{ Wait time.Duration }

func (t Throttled) Error() string {
	return fmt.Sprintf("quá nhiều lần sai; thử lại sau %d phút", int(t.Wait.Minutes())+1)
}

// After this many failures an account, or an address, waits. An address stands for a whole
// office behind one line, so it may fail more often.
const (
	accountFailures = 5
	addressFailures = 20
	longestWait     = 15 * time.Minute
)

// Login checks name and password and returns the account. Failures are counted by account
// and by address in the database, so that a restart forgets nothing.
func (s *Service) Login(ctx context.Context, username, password, address string) (int64, error) {
	keys := map[string]int{"account:" + username: accountFailures, "address:" + address: addressFailures}
	if err := s.throttled(ctx, keys); err != nil {
		return 0, err
	}
	var account struct {
		ID           int64
		PasswordHash string
		Disabled     bool
		Display      string
	}
	err := s.Store.Read(ctx).Raw(`SELECT id, password_hash, disabled, display FROM accounts WHERE username = ?`, username).Scan(&account).Error
	if err != nil {
		return 0, err
	}
	hash := account.PasswordHash
	if account.ID == 0 {
		hash = dummyHash
	}
	passed := samePassword(password, hash) && account.ID != 0 && !account.Disabled
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if passed {
			return tx.Exec(`DELETE FROM throttles WHERE name = ?`, "account:"+username).Error
		}
		for key, limit := range keys {
			if err := s.countFailure(tx, key, limit); err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, audit.Who{Name: "—", Address: address}, audit.Entry{Action: "login.refused", Object: "accounts", ObjectID: account.ID})
	})
	if err != nil {
		return 0, err
	}
	if !passed {
		return 0, ErrLogin
	}
	return account.ID, nil
}

func (s *Service) throttled(ctx context.Context, keys map[string]int) error {
	names := make([]string, 0, len(keys))
	for key := range keys {
		names = append(names, key)
	}
	var until int64
	if err := s.Store.Read(ctx).Raw(`SELECT COALESCE(MAX(until), 0) FROM throttles WHERE name IN ?`, names).Scan(&until).Error; err != nil {
		return err
	}
	if wait := time.UnixMilli(until).Sub(s.Clock.Now()); wait > 0 {
		return Throttled{Wait: wait}
	}
	return nil
}

// countFailure notes a failure; from the limit on the wait doubles: 1, 2, 4, 8, 15 minutes.
func (s *Service) countFailure(tx *gorm.DB, key string, limit int) error {
	var failures int
	err := tx.Raw(`INSERT INTO throttles (name, failures, until) VALUES (?, 1, 0)
		ON CONFLICT (name) DO UPDATE SET failures = throttles.failures + 1 RETURNING failures`, key).Scan(&failures).Error
	if err != nil || failures < limit {
		return err
	}
	wait := min(longestWait, time.Minute<<min(failures-limit, 10))
	return tx.Exec(`UPDATE throttles SET until = ? WHERE name = ?`, s.Clock.Now().Add(wait).UnixMilli(), key).Error
}

// Confirm checks the actor's password again before something that cannot be taken back.
func (s *Service) Confirm(ctx context.Context, a access.Actor, password string) error {
	id, err := s.Login(ctx, a.Username, password, a.Address)
	if errors.Is(err, ErrLogin) {
		return fault.Invalidf("password", "Mật khẩu không đúng")
	}
	if err != nil {
		return err
	}
	if id != a.AccountID {
		return fault.ErrForbidden
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE sessions SET confirmed_at = ? WHERE id = ?`, s.Clock.Now().UnixMilli(), a.SessionID).Error
	})
}
