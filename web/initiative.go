package web

import (
	"context"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/initiative"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	pages "congthidua/templates/initiative"
	"congthidua/templates/layout"
)

func (c *call) initiativeFilter() initiative.Filter {
	f := initiative.Filter{Level: c.Query("level"), State: c.Query("state"), Find: c.Query("q"), Page: c.Page()}
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
	rows, total, err := c.server.Initiatives.List(c.Request().Context(), c.Actor, filter)
	if err != nil {
		return err
	}
	v := pages.List{
		Rows:    rows,
		Total:   total,
		Filter:  filter,
		Query:   c.QueryParams(),
		MayEdit: c.Actor.May(access.HonoursEdit),
		MayMake: c.mayMakeInitiative(),
		Actor:   c.Actor,
		Form:    form,
	}
	page := layout.Page{Title: c.T("Sáng kiến"), Current: "/initiatives"}
	return c.Show(status, page, pages.ListPage(page, v))
}

// initiativesPaper is the list as filtered in the URL.
func (s *Server) initiativesPaper(c *call) error {
	filter, actor := c.initiativeFilter(), c.Actor
	_, total, err := s.Initiatives.List(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(c.T("Sáng kiến"), total, func(ctx context.Context) (paper.Document, error) {
		rows, _, err := s.Initiatives.List(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return initiative.ListPaper(head, rows, s.Clock.Now()), err
	})
}

func initiativePath(id int64) string { return "/initiatives/" + component.Itoa(id) }

// mayMakeInitiative: an initiative has a person as its author.
func (c *call) mayMakeInitiative() bool {
	return c.Actor.PersonID != 0 && c.Actor.May(access.InitiativeMake)
}

// typedInitiative reads the form; a line without a name is none.
func (c *call) typedInitiative() initiative.Initiative {
	f := initiative.Initiative{
		Name:    c.Value("name"),
		Summary: c.Value("summary"),
		Level:   c.Value("level"),
		Year:    int(c.Number("year")),
		Version: c.Number("version"),
	}
	for i := range initiative.MaxAuthors {
		at := component.Itoa(i)
		if typed := c.Value("author." + at); i == 0 || typed != "" {
			f.Authors = append(f.Authors, initiative.Author{Typed: typed, Share: int(c.Number("share." + at))})
		}
	}
	return f
}

func (s *Server) registerInitiative(c *call) error {
	id, err := s.Initiatives.Save(c.Request().Context(), c.Actor, c.typedInitiative())
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
	f, err := c.server.Initiatives.Find(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	v := pages.View{Initiative: f, Actor: c.Actor, Form: form, MayEdit: c.Actor.May(access.HonoursEdit)}
	page := layout.Page{
		Title:   f.Name,
		Current: "/initiatives",
		Crumbs:  []layout.Crumb{{Text: c.T("Sáng kiến"), Path: "/initiatives"}},
	}
	return c.Show(status, page, pages.Page(page, v))
}

// changeInitiative runs a change of the initiative in the path and shows it again.
func (c *call) changeInitiative(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.Again(err, c.showInitiative)
	}
	return c.Done(initiativePath(id), notice)
}

func (s *Server) saveInitiative(c *call) error {
	return c.changeInitiative("Đã lưu sáng kiến.", func(id, _ int64) error {
		f := c.typedInitiative()
		f.ID = id
		_, err := s.Initiatives.Save(c.Request().Context(), c.Actor, f)
		return err
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
			Recognised: c.Value("ruling") == initiative.Recognised,
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
	f, err := s.Initiatives.Find(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(initiative.RegistrationPaper(head, f, s.Clock.Now()))
}
