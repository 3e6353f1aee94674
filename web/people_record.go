package web

import (
	"errors"

	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/templates/component"
)

// personPath is the address of a person's file.
func personPath(id int64) string { return "/people/" + component.Itoa(id) }

// changePerson runs one change of a person's file and shows the file again.
func (c *call) changePerson(notice string, change func(id int64) error) error {
	return c.change(notice, personPath, c.showPerson, func(id, _ int64) error { return change(id) })
}

func (s *Server) addPost(c *call) error {
	return c.changePerson("Đã ghi chức vụ.", func(id int64) error {
		post := org.Post{
			PersonID: id,
			UnitID:   c.Number("unit"),
			Title:    c.Value("title"),
			Main:     c.Value("main") != "",
			Since:    c.optional("since"),
		}
		return s.Org.AddPost(c.Request().Context(), c.Actor, post, c.Number("version"))
	})
}

func (s *Server) endPost(c *call) error {
	return c.changePerson("Đã kết thúc kiêm nhiệm.", func(id int64) error {
		post, err := c.ID("post")
		if err != nil {
			return err
		}
		return s.Org.EndPost(c.Request().Context(), c.Actor, id, post, c.Number("version"))
	})
}

func (s *Server) addAbsence(c *call) error {
	return c.changePerson("Đã ghi vắng mặt.", func(id int64) error {
		return s.Org.AddAbsence(c.Request().Context(), c.Actor, org.Absence{
			PersonID: id,
			Kind:     org.AbsenceKind(c.Value("kind")),
			Since:    c.Value("since"),
			Until:    c.optional("until"),
			Note:     c.Value("note"),
		})
	})
}

func (s *Server) removeAbsence(c *call) error {
	return c.changePerson("Đã xóa dòng vắng mặt.", func(id int64) error {
		absence, err := c.ID("absence")
		if err != nil {
			return err
		}
		return s.Org.RemoveAbsence(c.Request().Context(), c.Actor, id, absence, c.Number("version"))
	})
}

func (s *Server) addDiscipline(c *call) error {
	return c.changePerson("Đã ghi kỷ luật.", func(id int64) error {
		return s.Org.AddDiscipline(c.Request().Context(), c.Actor, org.Discipline{
			PersonID:  id,
			Form:      org.DisciplineForm(c.Value("form")),
			Decision:  c.Value("decision"),
			DecidedOn: c.Value("decided_on"),
			OnDuty:    c.Value("on_duty") != "",
			Note:      c.Value("note"),
		})
	})
}

// titles is the catalogue in force today, nil where there is none yet.
func (c *call) titles() (*emulation.Catalogue, error) {
	catalogue, err := c.server.Emulation.Current(c.Request().Context(), c.Actor)
	if errors.Is(err, fault.ErrNotFound) {
		err = nil
	}
	return catalogue, err
}

func (s *Server) addHonour(c *call) error {
	return c.changePerson("Đã ghi danh hiệu.", func(id int64) error {
		return s.Honours.Add(c.Request().Context(), c.Actor, honour.Honour{
			PersonID:  &id,
			Title:     c.Value("title"),
			Year:      int(c.Number("year")),
			Decision:  c.Value("decision"),
			DecidedOn: c.Value("decided_on"),
		})
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
