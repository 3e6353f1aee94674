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
	"gorm.io/gorm/clause"
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
	// forgottenAfter is how long after the last failure all of them are forgotten. An office that shares
	// an address would otherwise collect the slips of years.
	forgottenAfter = 24 * time.Hour
)

// throttle counts the failures of an account or of an address.
type throttle struct {
	Name     string `gorm:"primaryKey"` // accountKey or addressKey
	Failures int64
	Until    int64 // until when no attempt is accepted, in Unix milliseconds
	FailedAt int64 `gorm:"index:throttles_failed"` // when the last failure was, in Unix milliseconds
}

func accountKey(username string) string { return "account:" + username }
func addressKey(address string) string  { return "address:" + address }

// Login checks name and password and returns the account. Failures are counted by account
// and by address in the database, so that a restart forgets nothing.
func (s *Service) Login(ctx context.Context, username, password, address string) (int64, error) {
	limits := map[string]int64{accountKey(username): accountFailures, addressKey(address): addressFailures}
	if err := s.throttled(s.Store.Read(ctx), limits); err != nil {
		return 0, err
	}
	x, err := Named(s.Store.Read(ctx), username)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return 0, err
	}
	hash := x.PasswordHash
	if x.ID == 0 {
		hash = dummyHash
	}
	passed := samePassword(password, hash) && x.ID != 0 && !x.Disabled
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		// Attempts that ran beside this one may have used up what was left.
		if err := s.throttled(tx, limits); err != nil {
			return err
		}
		if passed {
			return tx.Where("name = ?", accountKey(username)).Delete(&throttle{}).Error
		}
		if err := s.forget(tx); err != nil {
			return err
		}
		for key, limit := range limits {
			if err := s.countFailure(tx, key, limit); err != nil {
				return err
			}
		}
		return audit.Note(tx, s.Clock, audit.Who{Name: "—", Address: address}, "login.refused", "accounts", x.ID, nil)
	})
	if err != nil {
		return 0, err
	}
	if !passed {
		return 0, ErrLogin
	}
	return x.ID, nil
}

// throttled refuses with Throttled while one of the keys waits.
func (s *Service) throttled(db *gorm.DB, limits map[string]int64) error {
	names := make([]string, 0, len(limits))
	for key := range limits {
		names = append(names, key)
	}
	var until int64
	err := db.Model(&throttle{}).Select("COALESCE(MAX(until), 0)").
		Where("name IN ?", names).Scan(&until).Error
	if err != nil {
		return err
	}
	if wait := time.UnixMilli(until).Sub(s.Clock.Now()); wait > 0 {
		return Throttled{Wait: wait}
	}
	return nil
}

// forget removes the failures that are too old to count.
func (s *Service) forget(tx *gorm.DB) error {
	return tx.Where("failed_at < ?", s.Clock.Now().Add(-forgottenAfter).UnixMilli()).Delete(&throttle{}).Error
}

// countFailure notes a failure; from the limit on the wait doubles: 1, 2, 4, 8, 15 minutes.
func (s *Service) countFailure(tx *gorm.DB, key string, limit int64) error {
	now := s.Clock.Now()
	t := throttle{Name: key, Failures: 1, FailedAt: now.UnixMilli()}
	again := clause.OnConflict{
		Columns: []clause.Column{{Name: "name"}},
		DoUpdates: clause.Assignments(map[string]any{
			"failures":  gorm.Expr("throttles.failures + 1"),
			"failed_at": t.FailedAt,
		}),
	}
	if err := tx.Clauses(again, clause.Returning{}).Create(&t).Error; err != nil || t.Failures < limit {
		return err
	}
	wait := min(longestWait, time.Minute<<min(t.Failures-limit, 10))
	return tx.Model(&t).UpdateColumn("until", now.Add(wait).UnixMilli()).Error
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
		return tx.Model(&session{}).Where("id = ?", a.SessionID).
			UpdateColumn("confirmed_at", s.Clock.Now().UnixMilli()).Error
	})
}
