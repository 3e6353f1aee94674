package web

import (
	"context"
	"net/http"

	"congthidua/internal/initiative"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	pages "congthidua/templates/initiative"
	"congthidua/templates/layout"
)

// initiativeFilter reads the filter of the list out of the URL.
func (c *call) initiativeFilter() initiative.Filter {
	f := initiative.Filter{
		Level: c.Query("level"),
		State: initiative.State(c.Query("state")),
		Find:  c.Query("q"),
		Page:  c.Page(),
	}
	if y, ok := parseID(c.Query("year")); ok {
		f.Year = int(y)
	}
	return f
}

func (s *Server) initiatives(c *call) error {
	return c.showInitiatives(http.StatusOK, component.Form{})
}

func (c *call) showInitiatives(status int, form component.Form) error {
	filter := c.initiativeFilter()
	overview, err := c.server.Initiatives.List(c.Request().Context(), c.Actor, filter)
	if err != nil {
		return err
	}
	v := pages.List{
		Overview: overview,
		Filter:   filter,
		Query:    c.QueryParams(),
		Actor:    c.Actor,
		Form:     form,
	}
	page := layout.Page{Title: c.T("Sáng kiến"), Current: "/initiatives"}
	return c.Show(status, page, pages.ListPage(page, v))
}

// initiativesPaper is the list as filtered in the URL.
func (s *Server) initiativesPaper(c *call) error {
	filter, actor := c.initiativeFilter(), c.Actor
	v, err := s.Initiatives.List(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(c.T("Sáng kiến"), v.Total, func(ctx context.Context) (paper.Document, error) {
		v, err := s.Initiatives.List(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return initiative.ListPaper(head, v.Rows, s.Clock.Now()), err
	})
}

func initiativePath(id int64) string { return "/initiatives/" + component.Itoa(id) }

// typedInitiative reads the form; a line without a name is none.
func (c *call) typedInitiative() initiative.Registration {
	r := initiative.Registration{
		Name:    c.Value("name"),
		Summary: c.Value("summary"),
		Level:   c.Value("level"),
		Year:    int(c.Number("year")),
	}
	for i := range initiative.MaxAuthors {
		at := component.Itoa(i)
		if typed := c.Value("author." + at); i == 0 || typed != "" {
			r.Authors = append(r.Authors, initiative.Claim{Typed: typed, Share: int(c.Number("share." + at))})
		}
	}
	return r
}

func (s *Server) registerInitiative(c *call) error {
	id, err := s.Initiatives.Register(c.Request().Context(), c.Actor, c.typedInitiative())
	if err != nil {
		return c.Again(err, c.showInitiatives)
	}
	return c.Done(initiativePath(id), "Đã đăng ký sáng kiến. Hãy đính kèm báo cáo, minh chứng.")
}

func (s *Server) initiative(c *call) error { return c.showInitiative(http.StatusOK, component.Form{}) }

func (c *call) showInitiative(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f, err := c.server.Initiatives.Initiative(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	page := layout.Page{
		Title:   f.Name,
		Current: "/initiatives",
		Crumbs:  []layout.Crumb{{Text: c.T("Sáng kiến"), Path: "/initiatives"}},
	}
	return c.Show(status, page, pages.Page(page, pages.View{View: f, Form: form}))
}

// changeInitiative runs a change of the initiative in the path and shows it again.
func (c *call) changeInitiative(notice string, change func(id, version int64) error) error {
	return c.change(notice, initiativePath, c.showInitiative, change)
}

func (s *Server) saveInitiative(c *call) error {
	return c.changeInitiative("Đã lưu sáng kiến.", func(id, version int64) error {
		r := c.typedInitiative()
		r.ID, r.Version = id, version
		return s.Initiatives.Save(c.Request().Context(), c.Actor, r)
	})
}

func (s *Server) withdrawInitiative(c *call) error {
	return c.changeInitiative("Đã rút sáng kiến.", func(id, version int64) error {
		return s.Initiatives.Withdraw(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) decideInitiative(c *call) error {
	return c.changeInitiative("Đã ghi kết quả xét sáng kiến.", func(id, version int64) error {
		r := initiative.Ruling{
			Recognised: initiative.State(c.Value("ruling")) == initiative.Recognised,
			Level:      c.Value("decided_level"),
			Decision:   c.Value("decision"),
			DecidedOn:  c.Value("decided_on"),
			Why:        c.Value("why"),
		}
		return s.Initiatives.Decide(c.Request().Context(), c.Actor, id, version, r)
	})
}

// initiativePaper is one initiative for the file.
func (s *Server) initiativePaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f, err := s.Initiatives.Initiative(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(initiative.RegistrationPaper(head, f, s.Clock.Now()))
}
