package web

import (
	"errors"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	orgpages "congthidua/templates/org"
)

func peopleFilter(c *call) org.PeopleFilter {
	unit, _ := parseID(c.Query("unit"))
	return org.PeopleFilter{Find: c.Query("q"), UnitID: unit, Kind: c.Query("kind"), Sort: c.Query("sort"), Desc: c.Query("desc") != "", Page: c.Page()}
}

func (s *Server) people(c *call) error {
	ctx, reach, filter := c.Request().Context(), c.Actor.Reach(access.PeopleView), peopleFilter(c)
	rows, total, err := s.Org.People(ctx, reach, filter)
	if err != nil {
		return err
	}
	units, err := s.Org.Units(ctx, reach)
	if err != nil {
		return err
	}
	v := orgpages.People{Rows: rows, Total: total, Filter: filter, Units: units, Query: c.QueryParams(), MayEdit: c.Actor.May(access.PeopleEdit)}
	page := layout.Page{Title: c.T("Cán bộ"), Current: "/people"}
	return c.Show(http.StatusOK, page, orgpages.PeoplePage(page, v))
}

// person is the file of one person: roster, year of results, absences, discipline.
func (s *Server) person(c *call) error { return c.showPerson(http.StatusOK, component.Form{}) }

func (c *call) showPerson(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	file, err := s.Org.Person(ctx, c.Actor.Reach(access.PeopleView), id)
	if err != nil {
		return err
	}
	v := orgpages.Person{File: file, Form: form, MayEdit: c.Actor.May(access.PeopleEdit), Today: clock.Today(s.Clock), Year: c.year()}
	if c.Actor.May(access.CardView) {
		if v.Months, v.Result, err = s.Evaluation.PersonYear(ctx, c.Actor, id, v.Year); err != nil {
			return err
		}
	}
	if v.Honours, err = s.Honours.Held(ctx, id); err != nil {
		return err
	}
	if v.Initiatives, err = s.Initiatives.Held(ctx, id); err != nil {
		return err
	}
	if v.Catalogue, err = s.Emulation.Current(ctx); err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	if v.MayEdit {
		if v.Units, err = s.Org.Units(ctx, c.Actor.Reach(access.PeopleView)); err != nil {
			return err
		}
	}
	page := layout.Page{Title: file.Name, Current: "/people", Crumbs: []layout.Crumb{{Text: c.T("Cán bộ"), Path: "/people"}}}
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

func (c *call) showPersonForm(status int, form component.Form) error {
	ctx, s, reach := c.Request().Context(), c.server, c.Actor.Reach(access.PeopleView)
	v := orgpages.PersonForm{Form: form}
	page := layout.Page{Title: c.T("Thêm cán bộ"), Current: "/people", Crumbs: []layout.Crumb{{Text: c.T("Cán bộ"), Path: "/people"}}}
	var err error
	if c.Param("id") != "" {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		if v.File, err = s.Org.Person(ctx, reach, id); err != nil {
			return err
		}
		page.Title = c.T("Sửa hồ sơ")
		page.Crumbs = append(page.Crumbs, layout.Crumb{Text: v.File.Name, Path: "/people/" + c.Param("id")})
	} else if v.Units, err = s.Org.Units(ctx, reach); err != nil {
		return err
	}
	return c.Show(status, page, orgpages.PersonFormPage(page, v))
}

// personForm reads the form of a person; empty dates are nil.
func (c *call) personForm() org.Person {
	return org.Person{Code: c.Value("code"), Name: c.Value("name"), BirthDate: c.optional("birth"), Gender: c.Value("gender"), Kind: c.Value("kind"), PartyDate: c.optional("party"),
		Phone: c.Value("phone"), Email: c.Value("email"), Note: c.Value("note"), Version: c.Number("version")}
}

// optional returns a field, nil where it is empty.
func (c *call) optional(name string) *string {
	if v := c.Value(name); v != "" {
		return &v
	}
	return nil
}

func (s *Server) createPerson(c *call) error {
	id, err := s.Org.SavePerson(c.Request().Context(), c.Actor.Who(), c.personForm(), org.Post{UnitID: c.Number("unit"), Title: c.Value("title")})
	if err != nil {
		return c.Again(err, c.showPersonForm)
	}
	return c.Done("/people/"+component.Itoa(id), "Đã thêm cán bộ.")
}

func (s *Server) savePerson(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p := c.personForm()
	p.ID = id
	if _, err := s.Org.SavePerson(c.Request().Context(), c.Actor.Who(), p, org.Post{}); err != nil {
		return c.Again(err, c.showPersonForm)
	}
	return c.Done("/people/"+c.Param("id"), "Đã lưu hồ sơ.")
}

// changePerson runs one change of a person's file and shows the file again.
func (c *call) changePerson(notice string, change func(id int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return c.Again(err, c.showPerson)
	}
	return c.Done("/people/"+component.Itoa(id), notice)
}

func (s *Server) addPost(c *call) error {
	return c.changePerson("Đã ghi chức vụ.", func(id int64) error {
		return s.Org.AddPost(c.Request().Context(), c.Actor.Who(), org.Post{PersonID: id, UnitID: c.Number("unit"), Title: c.Value("title"), Main: c.Value("main") != "", Since: c.optional("since")})
	})
}

func (s *Server) endPost(c *call) error {
	return c.changePerson("Đã kết thúc kiêm nhiệm.", func(id int64) error {
		post, err := c.ID("post")
		if err != nil {
			return err
		}
		return s.Org.EndPost(c.Request().Context(), c.Actor.Who(), id, post)
	})
}

func (s *Server) addAbsence(c *call) error {
	return c.changePerson("Đã ghi vắng mặt.", func(id int64) error {
		return s.Org.AddAbsence(c.Request().Context(), c.Actor.Who(), org.Absence{PersonID: id, Kind: c.Value("absence_kind"), Since: c.Value("absence_since"), Until: c.optional("absence_until"), Note: c.Value("absence_note")})
	})
}

func (s *Server) removeAbsence(c *call) error {
	return c.changePerson("Đã xóa dòng vắng mặt.", func(id int64) error {
		absence, err := c.ID("absence")
		if err != nil {
			return err
		}
		return s.Org.RemoveAbsence(c.Request().Context(), c.Actor.Who(), id, absence)
	})
}

func (s *Server) addDiscipline(c *call) error {
	return c.changePerson("Đã ghi kỷ luật.", func(id int64) error {
		return s.Org.AddDiscipline(c.Request().Context(), c.Actor.Who(), org.Discipline{PersonID: id, Form: c.Value("form"), Decision: c.Value("decision"), DecidedOn: c.Value("decided_on"), OnDuty: c.Value("on_duty") != "", Note: c.Value("discipline_note")})
	})
}

func (s *Server) addHonour(c *call) error {
	ctx := c.Request().Context()
	catalogue, err := s.Emulation.Current(ctx)
	if err != nil {
		return err
	}
	known := func(code string) bool { t := catalogue.Title(code); return t != nil && t.Subject == "person" }
	return c.changePerson("Đã ghi danh hiệu.", func(id int64) error {
		return s.Honours.Add(ctx, c.Actor.Who(), honour.Honour{PersonID: id, Title: c.Value("title"), Year: int(c.Number("year")), Decision: c.Value("decision"), DecidedOn: c.Value("decided_on")}, known)
	})
}

func (s *Server) addInitiative(c *call) error {
	return c.changePerson("Đã ghi sáng kiến.", func(id int64) error {
		return s.Initiatives.Add(c.Request().Context(), c.Actor, initiative.Contribution{
			PersonID:  id,
			Name:      c.Value("name"),
			Level:     c.Value("level"),
			Year:      int(c.Number("year")),
			Share:     int(c.Number("share")),
			Decision:  c.Value("decision"),
			DecidedOn: c.Value("decided_on"),
		})
	})
}
