package web

import (
	"net/http"

	"congthidua/internal/work"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	pages "congthidua/templates/work"
)

// weeks goes to the review of the week that runs.
func (s *Server) weeks(c *call) error {
	w, err := work.WeekOf(s.today())
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/weeks/"+w.Name())
}

// review is the week in the path and the unit in the URL; without a unit, the highest within reach.
func (c *call) review() (unit int64, w work.Week, err error) {
	if w, err = work.ParseWeek(c.Param("week")); err != nil {
		return 0, w, err
	}
	unit, named := parseID(c.QueryParam("unit"))
	if !named {
		unit, err = c.server.Work.TopUnit(c.Request().Context(), c.Actor)
	}
	return unit, w, err
}

func (s *Server) week(c *call) error { return c.showWeek(http.StatusOK, component.Form{}) }

func (c *call) showWeek(status int, form component.Form) error {
	unit, w, err := c.review()
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Week{Query: c.QueryParams(), Form: form}
	if v.Agenda, err = s.Work.Agenda(ctx, c.Actor, unit, w); err != nil {
		return err
	}
	whom := work.Whom{Find: c.Query("find.unit"), Keep: []int64{unit}}
	if v.Units, err = s.Work.Units(ctx, c.Actor, whom); err != nil {
		return err
	}
	if v.MayRun {
		if v.People, err = c.offered(form, "lead", "checker"); err != nil {
			return err
		}
		catalogue, err := s.Work.Products(ctx, c.Actor)
		if err != nil {
			return err
		}
		v.Products = catalogue.Products
	}
	page := layout.Page{Title: c.T("Giao ban tuần: %s", v.Unit), Current: "/weeks"}
	return c.Show(status, page, pages.WeekPage(page, v))
}

// changeWeek runs a change of the review that path and URL name, and shows it again.
func (c *call) changeWeek(notice string, change func(unit int64, w work.Week) error) error {
	unit, w, err := c.review()
	if err != nil {
		return err
	}
	if c.finding() {
		return c.showWeek(http.StatusOK, c.Form())
	}
	if err := change(unit, w); err != nil {
		return c.Again(err, c.showWeek)
	}
	return c.Done("/weeks/"+w.Name()+"?unit="+component.Itoa(unit), notice)
}

func (s *Server) saveWeek(c *call) error {
	return c.changeWeek("Đã ghi giao ban.", func(unit int64, w work.Week) error {
		m := work.Minutes{
			Version:    c.Number("version"),
			Absent:     map[int64]string{},
			Others:     c.Value("attendance"),
			Conclusion: c.Value("conclusion"),
			Close:      c.Value("close") != "",
		}
		for _, id := range c.Numbers("absent") {
			m.Absent[id] = c.Value("why-" + component.Itoa(id))
		}
		return s.Work.SaveReview(c.Request().Context(), c.Actor, unit, w, m)
	})
}

func (s *Server) decideWeek(c *call) error {
	return c.changeWeek("Đã giao việc.", func(unit int64, w work.Week) error {
		return s.Work.Decide(c.Request().Context(), c.Actor, unit, w, c.order())
	})
}

func (s *Server) weekNotice(c *call) error {
	unit, w, err := c.review()
	if err != nil {
		return err
	}
	v, err := s.Work.Agenda(c.Request().Context(), c.Actor, unit, w)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(work.NoticePaper(head, v, s.Clock.Now()))
}
