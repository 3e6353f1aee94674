package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

func (s *Server) admin(c *call) error { return c.showAdmin(http.StatusOK, component.Form{}, "", "") }

func (c *call) showAdmin(status int, form component.Form, username, password string) error {
	ctx, s := c.Request().Context(), c.server
	v := portal.Admin{Find: c.Query("q"), Page: c.Page(), Query: c.QueryParams(), Form: form, Username: username, Password: password}
	var err error
	if v.Rows, v.More, err = s.Accounts.List(ctx, c.Actor, v.Find, v.Page); err != nil {
		return err
	}
	if v.Units, err = s.Org.Units(ctx, c.Actor.Reach(access.PeopleView)); err != nil {
		return err
	}
	if v.Letterhead, err = s.Org.Letterhead(ctx); err != nil {
		return err
	}
	if v.Verifiable, err = s.Certificates.Verifiable(ctx); err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Tài khoản, cài đặt"), Current: "/admin"}
	return c.Show(status, page, portal.AdminPage(page, v))
}

func (c *call) adminAgain(status int, form component.Form) error {
	return c.showAdmin(status, form, "", "")
}

func (s *Server) createAccount(c *call) error {
	n := account.New{Username: c.Value("username"), Display: c.Value("display")}
	password, err := s.Accounts.Create(c.Request().Context(), c.Actor, n, access.Role(c.Value("role")), c.Number("role_unit"))
	if err != nil {
		return c.Again(err, c.adminAgain)
	}
	return c.showAdmin(http.StatusOK, component.Form{}, n.Username, password)
}

// issueSlips makes accounts for a unit and answers with their slips: the passwords are known
// only now.
func (s *Server) issueSlips(c *call) error {
	slips, err := s.Accounts.IssueSlips(c.Request().Context(), c.Actor, c.Number("unit"))
	if err != nil {
		return c.Again(err, c.adminAgain)
	}
	if len(slips) == 0 {
		return c.Done("/admin", "Mọi người trong đơn vị này đã có tài khoản.")
	}
	list := make([]paper.Slip, len(slips))
	for i, x := range slips {
		list[i] = paper.Slip{Name: x.Name, Post: x.Post + ", " + x.Unit, Username: x.Username, Password: x.Password}
	}
	if c.Value("format") == "pdf" {
		content, err := paper.SlipsPDF(list)
		if err != nil {
			return err
		}
		return c.Download("phieu-mat-khau.pdf", content)
	}
	return c.Render(http.StatusOK, paper.SlipsPage(list, component.Asset(c.renderContext(), "css/paper.css")))
}

func (s *Server) saveLetterhead(c *call) error {
	l := org.Letterhead{Style: c.Value("style"), Superior: c.Value("superior"), Body: c.Value("body"), Place: c.Value("place"), Sign: c.Value("sign"), Authority: c.Value("authority"), Signer: c.Value("signer")}
	if err := s.Org.SaveLetterhead(c.Request().Context(), c.Actor.Who(), l); err != nil {
		return c.Again(err, c.adminAgain)
	}
	return c.Done("/admin", "Đã lưu thể thức văn bản.")
}

func (s *Server) allSessions(c *call) error {
	rows, err := s.Accounts.Sessions(c.Request().Context(), c.Actor, true)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Phiên đăng nhập"), Current: "/admin", Crumbs: []layout.Crumb{{Text: c.T("Tài khoản, cài đặt"), Path: "/admin"}}}
	return c.Show(http.StatusOK, page, portal.SessionsPage(page, rows, c.Actor.SessionID))
}

func (s *Server) adminAccount(c *call) error {
	return c.showAdminAccount(http.StatusOK, component.Form{}, "")
}

func (c *call) showAdminAccount(status int, form component.Form, password string) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := portal.AdminAccount{Form: form, Today: s.today(), Password: password, Self: id == c.Actor.AccountID}
	if v.Row, v.Grants, err = s.Accounts.Account(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Units, err = s.Org.Units(ctx, c.Actor.Reach(access.PeopleView)); err != nil {
		return err
	}
	page := layout.Page{Title: v.Row.Username, Current: "/admin", Crumbs: []layout.Crumb{{Text: c.T("Tài khoản, cài đặt"), Path: "/admin"}}}
	return c.Show(status, page, portal.AdminAccountPage(page, v))
}

// changeAccount runs one change of an account and shows the account again.
func (c *call) changeAccount(notice string, change func(id int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return c.Again(err, func(status int, form component.Form) error { return c.showAdminAccount(status, form, "") })
	}
	return c.Done("/admin/accounts/"+component.Itoa(id), notice)
}

func (s *Server) resetAccount(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	password, err := s.Accounts.Reset(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.showAdminAccount(http.StatusOK, component.Form{}, password)
}

func (s *Server) unlockAccount(c *call) error {
	return c.changeAccount("Đã bỏ chặn.", func(id int64) error { return s.Accounts.Unlock(c.Request().Context(), c.Actor, id) })
}

func (s *Server) disableAccount(c *call) error {
	return c.changeAccount("Đã lưu.", func(id int64) error {
		return s.Accounts.SetDisabled(c.Request().Context(), c.Actor, id, c.Value("disabled") == "1")
	})
}

func (s *Server) addGrant(c *call) error {
	return c.changeAccount("Đã giao vai trò.", func(id int64) error {
		return s.Accounts.Grant(c.Request().Context(), c.Actor, id, access.Role(c.Value("role")), c.Number("unit"), c.Value("since"), c.Value("until"))
	})
}

func (s *Server) revokeGrant(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Accounts.Revoke(c.Request().Context(), c.Actor, id); err != nil {
		return err
	}
	return c.Done(backTo(c, "/admin"), "Đã thu hồi vai trò.")
}
