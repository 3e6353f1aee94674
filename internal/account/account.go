package account

import (
	"context"
	"regexp"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Account is a login.
type Account struct {
	store.Record
	Username     string `gorm:"size:60"`
	PersonID     *int64 // nil for somebody who is not on the roster
	Display      string `gorm:"size:100"` // the name on the screen and in the log
	PasswordHash string
	MustChange   bool // the password was given for one use
	Disabled     bool
	Language     locale.Language `gorm:"default:vi"`
	Theme        Theme           `gorm:"default:system"`
}

// Theme is the colours of the screen.
type Theme string

// The themes.
const (
	System Theme = "system" // as the screen's own system wishes
	Light  Theme = "light"
	Dark   Theme = "dark"
)

// New is a new account. PersonID 0 makes one for somebody who is not on the roster.
type New struct {
	Username, Display string
	PersonID          int64
}

var usernameShape = regexp.MustCompile(`^[a-z][a-z0-9._-]{1,59}$`)

// Create makes an account with a role in a unit (0: the whole body) and returns its one-time password.
func (s *Service) Create(ctx context.Context, a access.Actor, n New, role access.Role, unitID int64) (string, error) {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return "", err
	}
	wrong := fault.Fields{}
	if !usernameShape.MatchString(n.Username) {
		wrong.Refuse("username", "Tên đăng nhập gồm chữ thường không dấu, số và . _ -, bắt đầu bằng chữ")
	}
	wrong.Text("display", &n.Display, 1, 100)
	checkRole(wrong, role, unitID, "role", "role_unit")
	if err := wrong.Err(); err != nil {
		return "", err
	}
	password := OneTimePassword()
	hash, err := HashPassword(password)
	if err != nil {
		return "", err
	}
	made := Account{Username: n.Username, PersonID: some(n.PersonID), Display: n.Display, PasswordHash: hash, MustChange: true}
	return password, s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Create(&made).Error
		if store.Duplicate(err) {
			return fault.Invalidf("username", "Tên đăng nhập «%s» đã có", n.Username)
		}
		if err != nil {
			return err
		}
		g := grant{AccountID: made.ID, Role: role, UnitID: some(unitID), Since: clock.Today(s.Clock)}
		if err := tx.Create(&g).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "account.create", "accounts", made.ID,
			audit.Detail{"username": n.Username, "role": role})
	})
}

// some is a number that may be missing: nil for 0.
func some(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// find returns an account, else fault.ErrNotFound.
func find(db *gorm.DB, id int64) (x Account, err error) {
	return x, store.First(db.Where("id = ?", id), &x)
}

// Named returns the account of a name, for commands; else fault.ErrNotFound.
func Named(db *gorm.DB, username string) (x Account, err error) {
	return x, store.First(db.Where("username = ?", username), &x)
}

// Reset gives an account that is still at the version a new one-time password, ends its wait after wrong
// passwords and its sessions, and returns the password.
func (s *Service) Reset(ctx context.Context, a access.Actor, id, version int64) (string, error) {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return "", err
	}
	password := OneTimePassword()
	hash, err := HashPassword(password)
	if err != nil {
		return "", err
	}
	return password, s.Store.Write(ctx, func(tx *gorm.DB) error {
		x, err := find(tx, id)
		if err != nil {
			return err
		}
		err = store.Update(tx, &x, version, store.Change{"password_hash": hash, "must_change": true})
		if err != nil {
			return err
		}
		if err := tx.Where("name = ?", accountKey(x.Username)).Delete(&throttle{}).Error; err != nil {
			return err
		}
		if err := endAll(tx, id); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "account.reset", "accounts", id, nil)
	})
}

// Prefer notes the actor's language and theme.
func (s *Service) Prefer(ctx context.Context, a access.Actor, language locale.Language, theme Theme) error {
	wrong := fault.Fields{}
	fault.Choice(wrong, "theme", theme, []Theme{System, Light, Dark}, "Giá trị không hợp lệ, hoặc quá dài")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&Account{}).Where("id = ?", a.AccountID).
			UpdateColumns(map[string]any{"language": language, "theme": theme}).Error
	})
}

// SetDisabled shuts an account that is still at the version, or opens it again; its sessions end. Nobody
// shuts the own one.
func (s *Service) SetDisabled(ctx context.Context, a access.Actor, id, version int64, disabled bool) error {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return err
	}
	if id == a.AccountID {
		return fault.Conflictf("Không thể tự khóa tài khoản của mình.")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		x, err := find(tx, id)
		if err != nil {
			return err
		}
		if err := store.Update(tx, &x, version, store.Change{"disabled": disabled}); err != nil {
			return err
		}
		if err := endAll(tx, id); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "account.disable", "accounts", id, audit.Detail{"disabled": disabled})
	})
}

// Unlock ends the wait after too many wrong passwords.
func (s *Service) Unlock(ctx context.Context, a access.Actor, id int64) error {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		x, err := find(tx, id)
		if err != nil {
			return err
		}
		gone := tx.Where("name = ?", accountKey(x.Username)).Delete(&throttle{})
		if gone.Error != nil {
			return gone.Error
		}
		if gone.RowsAffected == 0 {
			return fault.Conflictf("Tài khoản này không bị chặn.")
		}
		return audit.Note(tx, s.Clock, a, "account.unlock", "accounts", id, nil)
	})
}
