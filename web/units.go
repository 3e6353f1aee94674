package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	orgpages "congthidua/templates/org"
)

func (s *Server) units(c *call) error { return c.showUnits(http.StatusOK, component.Form{}) }

func (c *call) showUnits(status int, form component.Form) error {
	units, err := c.server.Org.Units(c.Request().Context(), c.Actor.Reach(access.PeopleView))
	if err != nil {
		return err
	}
	v := orgpages.Units{Rows: units, Form: form, MayEdit: c.Actor.May(access.UnitsEdit)}
	page := layout.Page{Title: c.T("Đơn vị"), Current: "/units"}
	return c.Show(status, page, orgpages.UnitsPage(page, v))
}

func (s *Server) unit(c *call) error { return c.showUnit(http.StatusOK, component.Form{}) }

// showUnit is a unit with its people and its year of months.
func (c *call) showUnit(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s, reach := c.Request().Context(), c.server, c.Actor.Reach(access.PeopleView)
	unit, err := s.Org.Unit(ctx, reach, id)
	if err != nil {
		return err
	}
	v := orgpages.Unit{UnitRow: unit, Form: form, Year: c.year(), MayEdit: c.Actor.May(access.UnitsEdit), Query: c.QueryParams()}
	filter := peopleFilter(c)
	filter.UnitID = id
	if filter.Sort == "" {
		filter.Sort = "unit"
	}
	v.Filter = filter
	if v.People, v.Total, err = s.Org.People(ctx, reach, filter); err != nil {
		return err
	}
	if c.Actor.Reach(access.MonthView).Covers(unit.Path) {
		if v.Months, err = s.Evaluation.UnitYear(ctx, c.Actor, id, v.Year); err != nil {
			return err
		}
	}
	page := layout.Page{Title: unit.Name, Current: "/units", Crumbs: []layout.Crumb{{Text: c.T("Đơn vị"), Path: "/units"}}}
	return c.Show(status, page, orgpages.UnitPage(page, v))
}

func (s *Server) createUnit(c *call) error {
	parent := c.Number("parent")
	id, err := s.Org.SaveUnit(c.Request().Context(), c.Actor.Who(), org.Unit{ParentID: &parent, Code: c.Value("code"), Name: c.Value("name"), Kind: c.Value("kind")})
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
	if _, err := s.Org.SaveUnit(c.Request().Context(), c.Actor.Who(), org.Unit{ID: id, Code: c.Value("code"), Name: c.Value("name"), Kind: c.Value("kind"), Version: c.Number("version")}); err != nil {
		return c.Again(err, c.showUnit)
	}
	return c.Done("/units/"+component.Itoa(id), "Đã lưu đơn vị.")
}
