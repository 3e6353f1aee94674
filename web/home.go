package web

import (
	"net/http"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/viet"
	"congthidua/internal/work"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// home is what waits for the actor, computed from the state of things.
func (s *Server) home(c *call) error {
	ctx := c.Request().Context()
	waiting, err := s.waitingFor(ctx, c.Actor)
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

// mostFound is how many tasks and how many documents a search from every page shows; their own pages
// show the rest.
const mostFound = 10

// search finds people, units, tasks and documents within reach from every page, without tone marks.
func (s *Server) search(c *call) error {
	find, ctx := c.Query("q"), c.Request().Context()
	var hits []portal.Hit
	found, err := s.Org.Search(ctx, c.Actor, find)
	if err != nil {
		return err
	}
	for _, h := range found {
		hit := portal.Hit{Path: "/people/" + component.Itoa(h.ID), Icon: "user", Name: h.Name, Note: h.Note}
		if h.Unit {
			hit.Path, hit.Icon = "/units/"+component.Itoa(h.ID), "sitemap"
		}
		hits = append(hits, hit)
	}
	if len([]rune(find)) < 2 {
		find = ""
	}
	if c.Actor.May(access.TaskView) && find != "" {
		found, err := s.Work.Tasks(ctx, c.Actor, work.Filter{State: work.AnyState, Query: find})
		if err != nil {
			return err
		}
		for _, x := range found.Tasks[:min(len(found.Tasks), mostFound)] {
			hits = append(hits, portal.Hit{Path: taskPath(x.ID), Icon: "checklist", Name: x.Title, Note: x.Lead + " · " + viet.ShowDate(x.Due)})
		}
	}
	if c.Actor.May(access.DocumentView) && find != "" {
		found, _, err := s.Documents.Documents(ctx, c.Actor, document.Filter{Query: find})
		if err != nil {
			return err
		}
		for _, d := range found[:min(len(found), mostFound)] {
			hits = append(hits, portal.Hit{Path: documentPath(d.ID), Icon: "files", Name: strings.TrimSpace(d.Symbol + " " + d.Subject), Note: d.Kind + " · " + d.Author})
		}
	}
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Tìm kiếm")}, portal.SearchPage(c.Query("q"), hits))
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
