package web

import (
	"net/http"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/internal/work"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// mostFound is how many hits of a kind a search from every page shows; the lists of each kind find the rest.
const mostFound = 8

// shortest is how many characters a search takes at least.
const shortest = 2

// searching is a search from every page. Each of its methods finds hits of one kind within the actor's reach,
// by a text without tone marks.
type searching struct {
	*call
	find, key string
	roster    []org.Hit // people and units
}

// search finds pages, people, units, tasks, documents, decisions and titles. The palette asks for the list alone.
func (s *Server) search(c *call) error {
	roster, err := s.Org.Search(c.Request().Context(), c.Actor, c.Query("q"))
	if err != nil {
		return err
	}
	x := searching{c, c.Query("q"), viet.SearchKey(c.Query("q")), roster}
	var groups []portal.Hits
	if len([]rune(x.key)) >= shortest {
		for _, kind := range []struct {
			text string
			hits func() ([]portal.Hit, error)
		}{
			{"Trang", x.pages},
			{"Cán bộ", func() ([]portal.Hit, error) { return x.registered(personPath, false), nil }},
			{"Đơn vị", func() ([]portal.Hit, error) { return x.registered(unitPath, true), nil }},
			{"Nhiệm vụ", x.tasks},
			{"Văn bản", x.documents},
			{"Quyết định", x.decisions},
			{"Danh hiệu", x.titles},
		} {
			hits, err := kind.hits()
			if err != nil {
				return err
			}
			if len(hits) > 0 {
				groups = append(groups, portal.Hits{Text: c.T(kind.text), List: hits})
			}
		}
	}
	if c.HTMX() {
		return c.Render(http.StatusOK, portal.Found(groups))
	}
	page := layout.Page{Title: c.T("Tìm kiếm")}
	return c.Show(http.StatusOK, page, portal.SearchPage(page, x.find, groups))
}

// pages are entries of the navigation.
func (x searching) pages() (hits []portal.Hit, err error) {
	for _, g := range navGroups {
		for _, l := range x.links(g.entries, nil) {
			if strings.Contains(viet.SearchKey(l.Text), x.key) && len(hits) < mostFound {
				hits = append(hits, portal.Hit{Path: l.Path, Name: l.Text, Note: x.T(g.text)})
			}
		}
	}
	return hits, nil
}

// registered are people or units, with the addresses of their pages.
func (x searching) registered(path func(id int64) string, units bool) (hits []portal.Hit) {
	for _, h := range x.roster {
		if h.Unit == units && len(hits) < mostFound {
			hits = append(hits, portal.Hit{Path: path(h.ID), Name: h.Name, Note: h.Note})
		}
	}
	return hits
}

func (x searching) tasks() (hits []portal.Hit, err error) {
	if !x.Actor.May(access.TaskView) {
		return nil, nil
	}
	filter := work.Filter{State: work.AnyState, Query: x.find}
	found, err := x.server.Work.Tasks(x.Request().Context(), x.Actor, filter)
	for _, k := range found.Tasks[:min(len(found.Tasks), mostFound)] {
		note := k.Lead + " · " + viet.ShowDate(k.Due)
		hits = append(hits, portal.Hit{Path: taskPath(k.ID), Name: k.Title, Note: note})
	}
	return hits, err
}

func (x searching) documents() (hits []portal.Hit, err error) {
	if !x.Actor.May(access.DocumentView) {
		return nil, nil
	}
	found, _, err := x.server.Documents.Documents(x.Request().Context(), x.Actor, document.Filter{Query: x.find})
	for _, d := range found[:min(len(found), mostFound)] {
		name := strings.TrimSpace(d.Symbol + " " + d.Subject)
		hits = append(hits, portal.Hit{Path: documentPath(d.ID), Name: name, Note: d.Kind + " · " + d.Author})
	}
	return hits, err
}

func (x searching) decisions() (hits []portal.Hit, err error) {
	if !x.Actor.May(access.DecisionView) {
		return nil, nil
	}
	found, err := x.server.Award.Search(x.Request().Context(), x.Actor, x.find, mostFound)
	for _, d := range found {
		name := strings.TrimSpace(d.Number + " " + d.Subject)
		note := strings.TrimSuffix(d.Body+" · "+viet.ShowDate(d.DecidedOn), " · ")
		hits = append(hits, portal.Hit{Path: award.DecisionPath(d.ID), Name: name, Note: note})
	}
	return hits, err
}

// titles are those of the edition in force.
func (x searching) titles() (hits []portal.Hit, err error) {
	if !x.Actor.May(access.TitlesView) {
		return nil, nil
	}
	titles, err := x.server.Emulation.Current(x.Request().Context(), x.Actor)
	if err != nil {
		return nil, err
	}
	for _, t := range titles.Titles {
		if strings.Contains(viet.SearchKey(t.Name), x.key) && len(hits) < mostFound {
			hits = append(hits, portal.Hit{Path: "/titles#" + t.Code, Name: t.Name})
		}
	}
	return hits, nil
}
