package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// adminPage is the head of every page below /admin but the first.
func (c *call) adminPage(title string) layout.Page {
	return layout.Page{
		Title:   title,
		Current: "/admin",
		Crumbs:  []layout.Crumb{{Text: c.T("Tài khoản, cài đặt"), Path: "/admin"}},
	}
}

func (s *Server) admin(c *call) error { return c.showAdmin(http.StatusOK, component.Form{}, "", "") }

// showAdmin lists accounts; username and password are those of an account just made, shown once.
func (c *call) showAdmin(status int, form component.Form, username, password string) error {
	ctx, s := c.Request().Context(), c.server
	v := portal.Admin{
		Find:     c.Query("q"),
		Page:     c.Page(),
		Query:    c.QueryParams(),
		Form:     form,
		Username: username,
		Password: password,
	}
	var err error
	if v.Rows, v.More, err = s.Accounts.List(ctx, c.Actor, v.Find, v.Page); err != nil {
		return err
	}
	if v.Units, err = s.Org.UnitNames(ctx, c.Actor, access.AccountsManage); err != nil {
		return err
	}
	if v.Letterhead, err = c.letterhead(); err != nil {
		return err
	}
	if v.Verifiable, err = s.Certificates.Verifiable(ctx); err != nil {
		return err
	}
	return c.Show(status, layout.Page{Title: c.T("Tài khoản, cài đặt"), Current: "/admin"}, portal.AdminPage(v))
}

func (c *call) adminAgain(status int, form component.Form) error {
	return c.showAdmin(status, form, "", "")
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

// adminSessions lists everybody's open sessions.
func (s *Server) adminSessions(c *call) error {
	rows, err := s.Accounts.Sessions(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := c.adminPage(c.T("Phiên đăng nhập"))
	return c.Show(http.StatusOK, page, portal.SessionsPage(page, rows, c.Actor.SessionID))
}

func (s *Server) saveLetterhead(c *call) error {
	err := s.Org.SaveLetterhead(c.Request().Context(), c.Actor, org.Letterhead{
		Style:     paper.Style(c.Value("style")),
		Superior:  c.Value("superior"),
		Body:      c.Value("body"),
		Place:     c.Value("place"),
		Sign:      c.Value("sign"),
		Authority: c.Value("authority"),
		Signer:    c.Value("signer"),
		Version:   c.Number("version"),
	})
	if err != nil {
		return c.Again(err, c.adminAgain)
	}
	return c.Done("/admin", "Đã lưu thể thức văn bản.")
}
