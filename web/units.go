package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	orgpages "congthidua/templates/org"
)

// unitPath is the address of a unit.
func unitPath(id int64) string { return "/units/" + component.Itoa(id) }

func (s *Server) units(c *call) error { return c.showUnits(http.StatusOK, component.Form{}) }

// showUnits is the tree of units, unfolded down to the unit of the URL.
func (c *call) showUnits(status int, form component.Form) error {
	unfolded, _ := parseID(c.Query("under"))
	tree, err := c.server.Org.Tree(c.Request().Context(), c.Actor, unfolded)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Đơn vị"), Current: "/units"}
	return c.Show(status, page, orgpages.UnitsPage(page, orgpages.Units{Tree: tree, Form: form}))
}

// unitsBelow are the lines of the tree below a unit, for the page that unfolds it.
func (s *Server) unitsBelow(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	below, err := s.Org.Below(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.Render(http.StatusOK, orgpages.UnitLines(below))
}

func (s *Server) unit(c *call) error { return c.showUnit(http.StatusOK, component.Form{}) }

// showUnit is the unit in the path.
func (c *call) showUnit(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	return c.showUnitOf(id, status, form)
}

// showUnitOf is a unit with its people and its year of months.
func (c *call) showUnitOf(id int64, status int, form component.Form) (err error) {
	ctx, s := c.Request().Context(), c.server
	v := orgpages.Unit{Form: form, Year: c.year(), Query: c.QueryParams(), Filter: peopleFilter(c)}
	if v.UnitFile, err = s.Org.Unit(ctx, c.Actor, id); err != nil {
		return err
	}
	v.Filter.UnitID = id
	if v.Filter.Sort == "" {
		v.Filter.Sort = "unit"
	}
	if v.People, v.Total, err = s.Org.People(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if c.Actor.Reach(access.MonthView).Covers(v.Path) {
		if v.Months, err = s.Evaluation.UnitYear(ctx, c.Actor, id, v.Year); err != nil {
			return err
		}
	}
	page := layout.Page{
		Title:   v.Name,
		Current: "/units",
		Crumbs:  []layout.Crumb{{Text: c.T("Đơn vị"), Path: "/units"}},
	}
	return c.Show(status, page, orgpages.UnitPage(page, v))
}

// unitForm reads the form of a unit.
func (c *call) unitForm() org.Unit {
	u := org.Unit{Code: c.Value("code"), Name: c.Value("name"), Kind: org.UnitKind(c.Value("kind"))}
	u.Version = c.Number("version")
	return u
}

func (s *Server) createUnit(c *call) error {
	u, parent := c.unitForm(), c.Number("parent")
	u.ParentID = &parent
	id, err := s.Org.CreateUnit(c.Request().Context(), c.Actor, u)
	if err != nil && c.Form().Of("below").Sent() { // from the page of the unit above it
		return c.Again(err, func(status int, form component.Form) error { return c.showUnitOf(parent, status, form) })
	}
	if err != nil {
		return c.Again(err, c.showUnits)
	}
	return c.Done("/units/"+component.Itoa(id), "Đã thêm đơn vị.")
}

func (s *Server) saveUnit(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	u := c.unitForm()
	u.ID = id
	if err := s.Org.SaveUnit(c.Request().Context(), c.Actor, u); err != nil {
		return c.Again(err, c.showUnit)
	}
	return c.Done("/units/"+component.Itoa(id), "Đã lưu đơn vị.")
}
