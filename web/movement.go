package web

import (
	"context"
	"net/http"

	"congthidua/internal/movement"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	pages "congthidua/templates/movement"
)

func movementPath(id int64) string { return "/movements/" + component.Itoa(id) }

func (s *Server) movements(c *call) error {
	return c.showMovements(http.StatusOK, component.Form{})
}

func (c *call) showMovements(status int, form component.Form) error {
	v, err := c.server.Movements.Movements(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Phong trào thi đua"), Current: "/movements"}
	return c.Show(status, page, pages.ListPage(page, v, form))
}

// typedMovement reads the form; a target that cannot be read as a number is refused by its goal.
func (c *call) typedMovement() movement.Plan {
	p := movement.Plan{Movement: movement.Movement{
		Name:     c.Value("name"),
		Aim:      c.Value("aim"),
		Criteria: c.Value("criteria"),
		StartsOn: c.Value("starts_on"),
		SignBy:   c.Value("sign_by"),
		EndsOn:   c.Value("ends_on"),
	}}
	for i := range movement.MaxTargets {
		at := component.Itoa(i)
		name, measure := c.Value("target.name."+at), c.Value("target.measure."+at)
		goal, _ := c.Points("target.goal." + at)
		if name != "" || measure != "" || goal != 0 {
			p.Targets = append(p.Targets, movement.Target{Name: name, Measure: measure, Goal: goal})
		}
	}
	return p
}

func (s *Server) createMovement(c *call) error {
	id, err := s.Movements.Create(c.Request().Context(), c.Actor, c.typedMovement())
	if err != nil {
		return c.Again(err, c.showMovements)
	}
	return c.Done(movementPath(id), "Đã lưu bản soạn phong trào.")
}

func (s *Server) saveMovement(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p := c.typedMovement()
	p.ID, p.Version = id, c.Number("version")
	if err := s.Movements.Save(c.Request().Context(), c.Actor, p); err != nil {
		return c.Again(err, c.showMovement)
	}
	return c.Done(movementPath(id), "Đã lưu bản soạn phong trào.")
}

func (s *Server) stepMovement(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	to := movement.State(c.Value("to"))
	if err := s.Movements.Step(c.Request().Context(), c.Actor, id, c.Number("version"), to); err != nil {
		return c.Again(err, c.showMovement)
	}
	return c.Done(movementPath(id), "Đã chuyển phong trào sang bước mới.")
}

func (s *Server) movement(c *call) error { return c.showMovement(http.StatusOK, component.Form{}) }

func (c *call) showMovement(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.View{Form: form, Query: c.QueryParams(), Filter: c.pledgeFilter(id)}
	if v.View, err = s.Movements.Movement(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Rows, v.Total, err = s.Movements.Pledges(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	for _, x := range v.View.Signers {
		name := x.Name
		if x.UnitID == 0 {
			name = c.T("Bản thân: %s", c.Actor.Name)
		}
		v.Signers = append(v.Signers, component.Option{Value: component.Itoa(x.UnitID), Text: name})
	}
	page := layout.Page{
		Title:   v.Name,
		Current: "/movements",
		Crumbs:  []layout.Crumb{{Text: c.T("Phong trào thi đua"), Path: "/movements"}},
	}
	return c.Show(status, page, pages.Page(page, v))
}

// movementPaper is a movement's result, with the pledges as filtered in the URL.
func (s *Server) movementPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	actor, filter := c.Actor, c.pledgeFilter(id)
	m, err := s.Movements.Movement(c.Request().Context(), actor, id)
	if err != nil {
		return err
	}
	_, total, err := s.Movements.Pledges(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(m.Name, total, func(ctx context.Context) (paper.Document, error) {
		m, err := s.Movements.Movement(ctx, actor, id)
		if err != nil {
			return paper.Document{}, err
		}
		rows, _, err := s.Movements.Pledges(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return movement.ResultPaper(head, m, rows, s.Clock.Now()), err
	})
}
