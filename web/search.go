package web

import (
	"net/http"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/viet"
	"congthidua/internal/work"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

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
			hits = append(
				hits,
				portal.Hit{
					Path: taskPath(x.ID),
					Icon: "checklist",
					Name: x.Title,
					Note: x.Lead + " · " + viet.ShowDate(x.Due),
				},
			)
		}
	}
	if c.Actor.May(access.DocumentView) && find != "" {
		found, _, err := s.Documents.Documents(ctx, c.Actor, document.Filter{Query: find})
		if err != nil {
			return err
		}
		for _, d := range found[:min(len(found), mostFound)] {
			hits = append(
				hits,
				portal.Hit{
					Path: documentPath(d.ID),
					Icon: "files",
					Name: strings.TrimSpace(d.Symbol + " " + d.Subject),
					Note: d.Kind + " · " + d.Author,
				},
			)
		}
	}
	return c.Show(http.StatusOK, layout.Page{Title: c.T("Tìm kiếm")}, portal.SearchPage(c.Query("q"), hits))
}
