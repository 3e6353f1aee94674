package web

import (
	"context"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	orgpages "congthidua/templates/org"
)

// peopleCrumbs lead to the pages below the list of people.
func (c *call) peopleCrumbs() []layout.Crumb {
	return []layout.Crumb{{Text: c.T("Cán bộ"), Path: "/people"}}
}

func peopleFilter(c *call) org.PeopleFilter {
	unit, _ := parseID(c.Query("unit"))
	return org.PeopleFilter{
		Find:   c.Query("q"),
		UnitID: unit,
		Kind:   org.PersonKind(c.Query("kind")),
		Sort:   c.Query("sort"),
		Desc:   c.Query("desc") != "",
		Page:   c.Page(),
	}
}

func (s *Server) people(c *call) error {
	ctx := c.Request().Context()
	v := orgpages.People{Filter: peopleFilter(c), Query: c.QueryParams(), MayEdit: c.Actor.May(access.PeopleEdit)}
	var err error
	if v.Rows, v.Total, err = s.Org.People(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if v.Units, err = s.Org.UnitNames(ctx, c.Actor, access.PeopleView); err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Cán bộ"), Current: "/people"}
	return c.Show(http.StatusOK, page, orgpages.PeoplePage(page, v))
}

// peoplePaper is the roster as filtered in the URL.
func (s *Server) peoplePaper(c *call) error {
	filter, actor := peopleFilter(c), c.Actor
	_, total, err := s.Org.People(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(c.T("Danh sách cán bộ"), total, func(ctx context.Context) (paper.Document, error) {
		rows, total, err := s.Org.People(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return org.PeoplePaper(head, rows, total, s.Clock.Now()), err
	})
}

// person is the file of one person: roster, year of results, absences, discipline.
func (s *Server) person(c *call) error { return c.showPerson(http.StatusOK, component.Form{}) }

func (c *call) showPerson(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := orgpages.Person{Form: form, Today: clock.Today(s.Clock), Year: c.year()}
	if v.File, err = s.Org.Person(ctx, c.Actor, id); err != nil {
		return err
	}
	if c.Actor.May(access.CardView) {
		if v.Months, v.Result, err = s.Evaluation.PersonYear(ctx, c.Actor, id, v.Year); err != nil {
			return err
		}
	}
	if v.Honours, err = s.Honours.Person(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Initiatives, err = s.Initiatives.Held(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Titles, err = c.titles(); err != nil {
		return err
	}
	if v.FormNames, err = s.Award.FormNames(ctx, c.Actor); err != nil {
		return err
	}
	if v.Rights.Record {
		if v.Units, err = s.Org.UnitNames(ctx, c.Actor, access.PeopleEdit); err != nil {
			return err
		}
	}
	page := layout.Page{Title: v.Name, Current: "/people", Crumbs: c.peopleCrumbs()}
	return c.Show(status, page, orgpages.PersonPage(page, v))
}

// year is the year asked for in the URL, else the present one.
func (c *call) year() int {
	if y, ok := parseID(c.Query("year")); ok && y >= 2000 && y <= 2200 {
		return int(y)
	}
	return c.server.Clock.Now().Year()
}

func (s *Server) newPerson(c *call) error { return c.showPersonForm(http.StatusOK, component.Form{}) }

func (s *Server) editPerson(c *call) error { return c.showPersonForm(http.StatusOK, component.Form{}) }

// showPersonForm is the form of a new person, or of the one in the path.
func (c *call) showPersonForm(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := orgpages.PersonForm{Form: form}
	page := layout.Page{Title: c.T("Thêm cán bộ"), Current: "/people", Crumbs: c.peopleCrumbs()}
	if c.Param("id") == "" {
		units, err := s.Org.UnitNames(ctx, c.Actor, access.PeopleEdit)
		if err != nil {
			return err
		}
		v.Units = units
		return c.Show(status, page, orgpages.PersonFormPage(page, v))
	}
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if v.Person, err = s.Org.EditedPerson(ctx, c.Actor, id); err != nil {
		return err
	}
	page.Title = c.T("Sửa hồ sơ")
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: v.Person.Name, Path: "/people/" + c.Param("id")})
	return c.Show(status, page, orgpages.PersonFormPage(page, v))
}

// personForm reads the form of a person; empty dates are nil.
func (c *call) personForm() org.Person {
	p := org.Person{
		Code:      c.Value("code"),
		Name:      c.Value("name"),
		BirthDate: c.optional("birth"),
		Gender:    org.Gender(c.Value("gender")),
		Kind:      org.PersonKind(c.Value("kind")),
		PartyDate: c.optional("party"),
		Phone:     c.Value("phone"),
		Email:     c.Value("email"),
		Note:      c.Value("note"),
	}
	p.Version = c.Number("version")
	return p
}

// optional returns a field, nil where it is empty.
func (c *call) optional(name string) *string {
	if v := c.Value(name); v != "" {
		return &v
	}
	return nil
}

func (s *Server) createPerson(c *call) error {
	main := org.Post{UnitID: c.Number("unit"), Title: c.Value("title")}
	id, err := s.Org.CreatePerson(c.Request().Context(), c.Actor, c.personForm(), main)
	if err != nil {
		return c.Again(err, c.showPersonForm)
	}
	return c.Done(personPath(id), "Đã thêm cán bộ.")
}

func (s *Server) savePerson(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p := c.personForm()
	p.ID = id
	if err := s.Org.SavePerson(c.Request().Context(), c.Actor, p); err != nil {
		return c.Again(err, c.showPersonForm)
	}
	return c.Done("/people/"+c.Param("id"), "Đã lưu hồ sơ.")
}
