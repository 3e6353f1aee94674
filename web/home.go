package web

import (
	"net/http"

	"congthidua/internal/account"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// home is what waits for the actor, computed from the state of things.
func (s *Server) home(c *call) error {
	ctx := c.Request().Context()
	waiting, err := s.Evaluation.Waiting(ctx, c.Actor)
	if err != nil {
		return err
	}
	v := portal.Home{Actor: c.Actor, Waiting: waiting, Today: clock.Today(s.Clock)}
	if c.Actor.PersonID != 0 {
		v.Year = s.Clock.Now().Year()
		if v.Months, v.Result, err = s.Evaluation.PersonYear(ctx, c.Actor, c.Actor.PersonID, v.Year); err != nil {
			return err
		}
	}
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Việc của tôi"), Current: "/"}, portal.HomePage(v))
}

// search finds people and units within reach from every page, without tone marks.
func (s *Server) search(c *call) error {
	find := c.Query("q")
	var hits []portal.Hit
	if reach := c.Actor.Reach(account.PeopleView); !reach.None() {
		found, err := s.Org.Search(c.Request().Context(), reach, find)
		if err != nil {
			return err
		}
		for _, h := range found {
			hits = append(hits, portal.Hit(h))
		}
	}
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Tìm kiếm")}, portal.SearchPage(find, hits))
}

func (s *Server) help(c *call) error {
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Trợ giúp"), Current: "/help"}, portal.HelpPage(c.Actor))
}

// jobPage shows how far a job is, and goes to its result when it is done.
// auditPage is how many entries a page of the log shows.
const auditPage = 100

func (s *Server) auditLog(c *call) error {
	filter := audit.Filter{Actor: c.Query("actor"), Action: c.Query("action"), Object: c.Query("object"), Day: c.Query("day"), Limit: auditPage, Page: c.Page()}
	rows, total, err := audit.List(s.Store.Read(c.Request().Context()), filter)
	if err != nil {
		return err
	}
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Nhật ký"), Current: "/audit"}, portal.AuditPage(c.Actor, rows, filter, c.QueryParams(), total))
}
