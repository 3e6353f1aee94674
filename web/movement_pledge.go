package web

import (
	"fmt"
	"net/http"

	"congthidua/internal/movement"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	pages "congthidua/templates/movement"
)

// pledgeFilter reads the filter of a movement's pledges out of the URL.
func (c *call) pledgeFilter(id int64) movement.PledgeFilter {
	return movement.PledgeFilter{
		Movement: id,
		Kind:     movement.Signed(c.Query("kind")),
		Sort:     movement.PledgeSort(c.Query("sort")),
		Desc:     c.Query("desc") != "",
		Page:     c.Page(),
	}
}

func (s *Server) signPledge(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	err = s.Movements.Sign(c.Request().Context(), c.Actor, id, movement.Signing{
		UnitID:     c.Number("unit"),
		Version:    c.Number("signed." + c.Value("unit")),
		Commitment: c.Value("commitment"),
	})
	if err != nil {
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
	v, err := c.server.Movements.Pledge(c.Request().Context(), c.Actor, of, id)
	if err != nil {
		return err
	}
	page := layout.Page{
		Title:   v.Name,
		Current: "/movements",
		Crumbs: []layout.Crumb{
			{Text: c.T("Phong trào thi đua"), Path: "/movements"},
			{Text: v.Movement.Name, Path: movementPath(of)},
		},
	}
	return c.Show(status, page, pages.PledgePage(page, pages.PledgeView{PledgeView: v, Form: form}))
}

func (s *Server) reportPledge(c *call) error {
	of, id, err := c.pledgeIDs()
	if err != nil {
		return err
	}
	var results []movement.Result
	for i, target := range c.Numbers("target") {
		at := component.Itoa(i)
		achieved, ok := c.Points("achieved." + at)
		if !ok {
			achieved = -1
		}
		results = append(results, movement.Result{
			TargetID: target,
			Achieved: achieved,
			Evidence: c.Value("evidence." + at),
		})
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
	p, err := s.Movements.Pledge(c.Request().Context(), c.Actor, of, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(movement.PledgePaper(head, p, s.Clock.Now()))
}
