package account

import (
	"context"
	"regexp"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

var usernameShape = regexp.MustCompile(`^[a-z][a-z0-9._-]{1,59}$`)

// New is a new account. Person 0 makes one for somebody who is not on the roster.
type New struct {
	Username, Display string
	PersonID          int64
}

// CreateByCommand makes an account with a role over the whole body and returns its one-time
// password; it serves the first admin, who no page could make.
func (s *Service) CreateByCommand(ctx context.Context, n New, role access.Role) (string, error) {
	if !usernameShape.MatchString(n.Username) {
		return "", fault.Invalidf("username", "Tên đăng nhập gồm chữ thường không dấu, số và . _ -, bắt đầu bằng chữ")
	}
	if _, known := role.Info(); !known {
		return "", fault.Invalidf("role", "Không có vai trò «%s»", role)
	}
	password := OneTimePassword()
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		id, err := insertAccount(tx, n, password, true)
		if err != nil {
			return err
		}
		if err := insertGrant(tx, id, role, 0, clock.Today(s.Clock)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, audit.Who{}, audit.Entry{Action: "account.create", Object: "accounts", ObjectID: id, Detail: map[string]any{"username": n.Username, "role": role}})
	})
	return password, err
}

// Create makes an account from the admin's page and returns its one-time password.
func (s *Service) Create(ctx context.Context, a access.Actor, n New, role access.Role, unitID int64) (string, error) {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return "", err
	}
	if !usernameShape.MatchString(n.Username) {
		return "", fault.Invalidf("username", "Tên đăng nhập gồm chữ thường không dấu, số và . _ -, bắt đầu bằng chữ")
	}
	if n.Display = viet.Clean(n.Display); n.Display == "" {
		return "", fault.Invalidf("display", "Ghi họ và tên")
	}
	if _, known := role.Info(); !known {
		return "", fault.Invalidf("role", "Chọn vai trò")
	}
	password := OneTimePassword()
	return password, s.Store.Write(ctx, func(tx *gorm.DB) error {
		id, err := insertAccount(tx, n, password, true)
		if err != nil {
			return err
		}
		if err := insertGrant(tx, id, role, unitID, clock.Today(s.Clock)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "account.create", Object: "accounts", ObjectID: id, Detail: map[string]any{"username": n.Username, "role": role}})
	})
}

func insertAccount(tx *gorm.DB, n New, password string, mustChange bool) (int64, error) {
	hash, err := HashPassword(password)
	if err != nil {
		return 0, err
	}
	var person *int64
	if n.PersonID != 0 {
		person = &n.PersonID
	}
	var id int64
	err = tx.Raw(`INSERT INTO accounts (username, person_id, display, password_hash, must_change) VALUES (?, ?, ?, ?, ?) RETURNING id`,
		n.Username, person, n.Display, hash, mustChange).Scan(&id).Error
	if store.Duplicate(err) {
		return 0, fault.Invalidf("username", "Tên đăng nhập «%s» đã có", n.Username)
	}
	return id, err
}

func insertGrant(tx *gorm.DB, accountID int64, role access.Role, unitID int64, since string) error {
	var unit *int64
	if unitID != 0 {
		unit = &unitID
	}
	return tx.Exec(`INSERT INTO grants (account_id, role, unit_id, since) VALUES (?, ?, ?, ?)`, accountID, role, unit, since).Error
}

// ResetByCommand gives the account a new one-time password and ends its sessions.
func (s *Service) ResetByCommand(ctx context.Context, username string) (string, error) {
	var id int64
	if err := s.Store.Read(ctx).Raw(`SELECT id FROM accounts WHERE username = ?`, username).Scan(&id).Error; err != nil {
		return "", err
	}
	if id == 0 {
		return "", fault.ErrNotFound
	}
	return s.reset(ctx, audit.Who{}, id)
}

// Reset does the same from the admin's page.
func (s *Service) Reset(ctx context.Context, a access.Actor, accountID int64) (string, error) {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return "", err
	}
	return s.reset(ctx, a.Who(), accountID)
}

func (s *Service) reset(ctx context.Context, who audit.Who, id int64) (string, error) {
	password := OneTimePassword()
	hash, err := HashPassword(password)
	if err != nil {
		return "", err
	}
	return password, s.Store.Write(ctx, func(tx *gorm.DB) error {
		var username string
		err := tx.Raw(`UPDATE accounts SET password_hash = ?, must_change = TRUE, version = version + 1 WHERE id = ? RETURNING username`, hash, id).Scan(&username).Error
		if err != nil {
			return err
		}
		if username == "" {
			return fault.ErrNotFound
		}
		if err := tx.Exec(`DELETE FROM throttles WHERE name = ?`, "account:"+username).Error; err != nil {
			return err
		}
		if err := endAll(tx, id); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "account.reset", Object: "accounts", ObjectID: id})
	})
}

// ChangePassword replaces the actor's password and ends all the actor's sessions.
func (s *Service) ChangePassword(ctx context.Context, a access.Actor, old, password, repeated string) error {
	var current string
	if err := s.Store.Read(ctx).Raw(`SELECT password_hash FROM accounts WHERE id = ?`, a.AccountID).Scan(&current).Error; err != nil {
		return err
	}
	if !samePassword(old, current) {
		return fault.Invalidf("old", "Mật khẩu hiện tại không đúng")
	}
	if password != repeated {
		return fault.Invalidf("repeated", "Hai lần nhập mật khẩu mới không giống nhau")
	}
	if password == old {
		return fault.Invalidf("password", "Mật khẩu mới phải khác mật khẩu cũ")
	}
	if err := checkPassword(password, a.Username, a.Name); err != nil {
		return err
	}
	hash, err := HashPassword(password)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`UPDATE accounts SET password_hash = ?, must_change = FALSE, version = version + 1 WHERE id = ?`, hash, a.AccountID).Error; err != nil {
			return err
		}
		if err := endAll(tx, a.AccountID); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "account.password", Object: "accounts", ObjectID: a.AccountID})
	})
}

// Prefer notes the actor's language and theme.
func (s *Service) Prefer(ctx context.Context, a access.Actor, language, theme string) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE accounts SET language = ?, theme = ? WHERE id = ?`, language, theme, a.AccountID).Error
	})
}

// SetDisabled shuts an account or opens it again; its sessions end. Nobody shuts the own one.
func (s *Service) SetDisabled(ctx context.Context, a access.Actor, accountID int64, disabled bool) error {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return err
	}
	if accountID == a.AccountID {
		return fault.Conflictf("Không thể tự khóa tài khoản của mình.")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE accounts SET disabled = ?, version = version + 1 WHERE id = ? AND disabled = ?`, disabled, accountID, !disabled)); err != nil {
			return err
		}
		if err := endAll(tx, accountID); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "account.disable", Object: "accounts", ObjectID: accountID, Detail: map[string]any{"disabled": disabled}})
	})
}

// Unlock ends the wait after too many wrong passwords.
func (s *Service) Unlock(ctx context.Context, a access.Actor, accountID int64) error {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		result := tx.Exec(`DELETE FROM throttles WHERE name = (SELECT 'account:' || username FROM accounts WHERE id = ?)`, accountID)
		if result.Error != nil {
			return result.Error
		}
		if result.RowsAffected == 0 {
			return fault.Conflictf("Tài khoản này không bị chặn.")
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "account.unlock", Object: "accounts", ObjectID: accountID})
	})
}

// Grant gives a role in a unit (0: the whole body) from a date to a date ("" without end).
func (s *Service) Grant(ctx context.Context, a access.Actor, accountID int64, role access.Role, unitID int64, since, until string) error {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return err
	}
	info, known := role.Info()
	if !known {
		return fault.Invalidf("role", "Chọn vai trò")
	}
	if info.NeedsUnit && unitID == 0 {
		return fault.Invalidf("unit", "Chọn đơn vị cho vai trò này")
	}
	since, until, err := interval(since, until)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var unit, end any
		if unitID != 0 {
			unit = unitID
		}
		if until != "" {
			end = until
		}
		if err := tx.Exec(`INSERT INTO grants (account_id, role, unit_id, since, until) VALUES (?, ?, ?, ?, ?)`, accountID, role, unit, since, end).Error; err != nil {
			return err
		}
		if err := endAll(tx, accountID); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "grant.add", Object: "accounts", ObjectID: accountID, Detail: map[string]any{"role": role, "unit": unitID, "since": since, "until": until}})
	})
}

// Revoke takes a role away at once.
func (s *Service) Revoke(ctx context.Context, a access.Actor, grantID int64) error {
	manage := a.May(access.AccountsManage)
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var accountID int64
		if err := tx.Raw(`DELETE FROM grants WHERE id = ? AND (? OR delegator_id = ?) RETURNING account_id`, grantID, manage, a.AccountID).Scan(&accountID).Error; err != nil {
			return err
		}
		if accountID == 0 {
			return fault.ErrNotFound
		}
		if err := endAll(tx, accountID); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "grant.revoke", Object: "accounts", ObjectID: accountID})
	})
}

// maxDelegation is the longest time a role is passed on for, in days.
const maxDelegation = 90

// Delegate passes the actor's own role in a unit on to somebody of that unit, for a time.
func (s *Service) Delegate(ctx context.Context, a access.Actor, role access.Role, unitID, toAccount int64, since, until, reason string) error {
	if info, _ := role.Info(); !info.PassedOn || !a.HoldsDirectly(role, unitID) {
		return fault.ErrForbidden
	}
	since, until, err := interval(since, until)
	if err != nil {
		return err
	}
	if until == "" || until > addDays(since, maxDelegation) {
		return fault.Invalidf("until", "Ủy quyền phải có ngày kết thúc, không quá %d ngày", maxDelegation)
	}
	if reason = viet.Clean(reason); reason == "" {
		return fault.Invalidf("reason", "Ghi lý do ủy quyền")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var found int64
		err := tx.Raw(`SELECT a.id FROM accounts a JOIN posts p ON p.person_id = a.person_id AND p.unit_id = ? AND p.until IS NULL WHERE a.id = ? AND a.id <> ? AND a.disabled = FALSE`,
			unitID, toAccount, a.AccountID).Scan(&found).Error
		if err != nil {
			return err
		}
		if found == 0 {
			return fault.Invalidf("account", "Chọn người thuộc đơn vị, khác bạn")
		}
		if err := tx.Exec(`INSERT INTO grants (account_id, role, unit_id, since, until, delegator_id, reason) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			toAccount, role, unitID, since, until, a.AccountID, reason).Error; err != nil {
			return err
		}
		if err := endAll(tx, toAccount); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "grant.delegate", Object: "accounts", ObjectID: toAccount, Detail: map[string]any{"role": role, "unit": unitID, "since": since, "until": until}})
	})
}

func interval(since, until string) (string, string, error) {
	from, p, ok := viet.ParseDate(since)
	if !ok || p != viet.Day {
		return "", "", fault.Invalidf("since", "Ngày bắt đầu không đúng")
	}
	if strings.TrimSpace(until) == "" {
		return from, "", nil
	}
	to, p, ok := viet.ParseDate(until)
	if !ok || p != viet.Day || to < from {
		return "", "", fault.Invalidf("until", "Ngày kết thúc không đúng hoặc trước ngày bắt đầu")
	}
	return from, to, nil
}
