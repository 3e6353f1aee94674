package web

import (
	"context"
	"fmt"
	"net/http"

	"congthidua/internal/access"
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
	list, err := c.server.Movements.List(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Phong trào thi đua"), Current: "/movements"}
	return c.Show(status, page, pages.ListPage(page, list, c.Actor.May(access.MovementRun), form))
}

// typedMovement reads the form; a target that cannot be read as a number is refused by its goal.
func (c *call) typedMovement() movement.Movement {
	m := movement.Movement{
		Name:     c.Value("name"),
		Aim:      c.Value("aim"),
		Criteria: c.Value("criteria"),
		StartsOn: c.Value("starts_on"),
		SignBy:   c.Value("sign_by"),
		EndsOn:   c.Value("ends_on"),
		Version:  c.Number("version"),
	}
	for i := range movement.MaxTargets {
		at := component.Itoa(i)
		name, measure := c.Value("target.name."+at), c.Value("target.measure."+at)
		goal, _ := c.Points("target.goal." + at)
		if name != "" || measure != "" || goal != 0 {
			m.Targets = append(m.Targets, movement.Target{Name: name, Measure: measure, Goal: goal})
		}
	}
	return m
}

func (s *Server) createMovement(c *call) error {
	id, err := s.Movements.Save(c.Request().Context(), c.Actor, c.typedMovement())
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
	m := c.typedMovement()
	m.ID = id
	if _, err := s.Movements.Save(c.Request().Context(), c.Actor, m); err != nil {
		return c.Again(err, c.showMovement)
	}
	return c.Done(movementPath(id), "Đã lưu bản soạn phong trào.")
}

func (s *Server) stepMovement(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Movements.Step(c.Request().Context(), c.Actor, id, c.Number("version"), c.Value("to")); err != nil {
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
	m, err := s.Movements.Find(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	v := pages.View{
		Movement: m,
		Form:     form,
		Query:    c.QueryParams(),
		MayRun:   c.Actor.May(access.MovementRun),
		Filter:   c.pledgeFilter(id),
	}
	if v.Progress, err = s.Movements.Progress(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Rows, v.Total, err = s.Movements.Pledges(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if m.State == movement.Launched && c.Actor.May(access.PledgeMake) {
		if v.Signers, err = c.signers(); err != nil {
			return err
		}
	}
	page := layout.Page{
		Title:   m.Name,
		Current: "/movements",
		Crumbs:  []layout.Crumb{{Text: c.T("Phong trào thi đua"), Path: "/movements"}},
	}
	return c.Show(status, page, pages.Page(page, v))
}

// signers are whom the actor can sign for: oneself, and each unit that the actor heads.
func (c *call) signers() (list []component.Option, err error) {
	for _, id := range c.Actor.Reach(access.PledgeMake).Units {
		unit, err := c.server.Org.UnitName(c.Request().Context(), c.Actor, access.PledgeMake, id)
		if err != nil {
			return nil, err
		}
		list = append(list, component.Option{Value: component.Itoa(id), Text: unit.Name})
	}
	if c.Actor.PersonID != 0 {
		list = append(list, component.Option{Value: "0", Text: c.T("Bản thân: %s", c.Actor.Name)})
	}
	return list, nil
}

func (c *call) pledgeFilter(id int64) movement.PledgeFilter {
	return movement.PledgeFilter{
		Movement: id,
		Kind:     c.Query("kind"),
		Sort:     c.Query("sort"),
		Desc:     c.Query("desc") != "",
		Page:     c.Page(),
	}
}

func (s *Server) signPledge(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Movements.Sign(c.Request().Context(), c.Actor, id, c.Number("unit"), c.Value("commitment")); err != nil {
		return c.Again(err, c.showMovement)
	}
	return c.Done(movementPath(id), "Đã ký giao ước thi đua.")
}

// pledgeIDs are the movement's and the pledge's number in the path.
func (c *call) pledgeIDs() (id, pledge int64, err error) {
	if id, err = c.ID("id"); err == nil {
		pledge, err = c.ID("pledge")
	}
	return id, pledge, err
}

func (s *Server) pledge(c *call) error { return c.showPledge(http.StatusOK, component.Form{}) }

func (c *call) showPledge(status int, form component.Form) error {
	of, id, err := c.pledgeIDs()
	if err != nil {
		return err
	}
	p, m, results, err := c.server.Movements.Pledge(c.Request().Context(), c.Actor, of, id)
	if err != nil {
		return err
	}
	page := layout.Page{
		Title:   p.Name,
		Current: "/movements",
		Crumbs: []layout.Crumb{
			{Text: c.T("Phong trào thi đua"), Path: "/movements"},
			{Text: m.Name, Path: movementPath(of)},
		},
	}
	return c.Show(
		status,
		page,
		pages.PledgePage(
			page,
			pages.PledgeView{
				Pledge:    p,
				Movement:  m,
				Results:   results,
				MayReport: m.Reviewing() && p.Speaks(c.Actor),
				Form:      form,
			},
		),
	)
}

func (s *Server) reportPledge(c *call) error {
	of, id, err := c.pledgeIDs()
	if err != nil {
		return err
	}
	var results []movement.Achievement
	for i, target := range c.Numbers("target") {
		at := component.Itoa(i)
		achieved, ok := c.Points("achieved." + at)
		if !ok {
			achieved = -1
		}
		results = append(
			results,
			movement.Achievement{TargetID: target, Achieved: achieved, Evidence: c.Value("evidence." + at)},
		)
	}
	if err := s.Movements.Report(c.Request().Context(), c.Actor, id, c.Number("version"), results); err != nil {
		return c.Again(err, c.showPledge)
	}
	return c.Done(fmt.Sprintf("%s/pledges/%d", movementPath(of), id), "Đã lưu kết quả thực hiện giao ước.")
}

// pledgePaper is a giao ước to be signed.
func (s *Server) pledgePaper(c *call) error {
	of, id, err := c.pledgeIDs()
	if err != nil {
		return err
	}
	p, m, _, err := s.Movements.Pledge(c.Request().Context(), c.Actor, of, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(movement.PledgePaper(head, m, p, s.Clock.Now()))
}

// movementPaper is a movement's result, with the pledges as filtered in the URL.
func (s *Server) movementPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	actor, filter := c.Actor, c.pledgeFilter(id)
	m, err := s.Movements.Find(c.Request().Context(), actor, id)
	if err != nil {
		return err
	}
	_, total, err := s.Movements.Pledges(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(m.Name, total, func(ctx context.Context) (paper.Document, error) {
		progress, err := s.Movements.Progress(ctx, actor, id)
		if err != nil {
			return paper.Document{}, err
		}
		rows, _, err := s.Movements.Pledges(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return movement.ResultPaper(head, m, progress, rows, s.Clock.Now()), err
	})
}
