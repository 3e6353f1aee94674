package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/templates/component"
	"congthidua/templates/portal"
)

func (s *Server) createAccount(c *call) error {
	n := account.New{Username: c.Value("username"), Display: c.Value("display")}
	role, unit := access.Role(c.Value("role")), c.Number("role_unit")
	password, err := s.Accounts.Create(c.Request().Context(), c.Actor, n, role, unit)
	if err != nil {
		return c.Again(err, c.adminAgain)
	}
	return c.showAdmin(http.StatusOK, component.Form{}, n.Username, password)
}

func (s *Server) adminAccount(c *call) error {
	return c.showAdminAccount(http.StatusOK, component.Form{}, "")
}

// showAdminAccount shows one account; password is a new one-time password, shown once.
func (c *call) showAdminAccount(status int, form component.Form, password string) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := portal.AdminAccount{Form: form, Today: s.today(), Password: password}
	if v.File, err = s.Accounts.Account(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Units, err = s.Org.UnitNames(ctx, c.Actor, access.AccountsManage); err != nil {
		return err
	}
	page := c.adminPage(v.Username)
	return c.Show(status, page, portal.AdminAccountPage(page, v))
}

func (c *call) adminAccountAgain(status int, form component.Form) error {
	return c.showAdminAccount(status, form, "")
}

// adminAccountPath is the address of an account.
func adminAccountPath(id int64) string { return "/admin/accounts/" + component.Itoa(id) }

// changeAccount runs one change of an account and shows the account again.
func (c *call) changeAccount(notice string, change func(id int64) error) error {
	return c.change(notice, adminAccountPath, c.adminAccountAgain, func(id, _ int64) error { return change(id) })
}

func (s *Server) resetAccount(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	password, err := s.Accounts.Reset(c.Request().Context(), c.Actor, id, c.Number("version"))
	if err != nil {
		return c.Again(err, c.adminAccountAgain)
	}
	return c.showAdminAccount(http.StatusOK, component.Form{}, password)
}

func (s *Server) unlockAccount(c *call) error {
	return c.changeAccount("Đã bỏ chặn.", func(id int64) error {
		return s.Accounts.Unlock(c.Request().Context(), c.Actor, id)
	})
}

func (s *Server) disableAccount(c *call) error {
	return c.changeAccount("Đã lưu.", func(id int64) error {
		disabled := c.Value("disabled") == "1"
		return s.Accounts.SetDisabled(c.Request().Context(), c.Actor, id, c.Number("version"), disabled)
	})
}

func (s *Server) addGrant(c *call) error {
	return c.changeAccount("Đã giao vai trò.", func(id int64) error {
		days := account.Interval{Since: c.Value("since"), Until: c.Value("until")}
		role := access.Role(c.Value("role"))
		return s.Accounts.Grant(c.Request().Context(), c.Actor, id, role, c.Number("unit"), days)
	})
}

func (s *Server) revokeGrant(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Accounts.Revoke(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return err
	}
	return c.Done(backTo(c, "/admin"), "Đã thu hồi vai trò.")
}
