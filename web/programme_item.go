package web

import (
	"congthidua/internal/work"
)

// item reads an item of a programme out of the form.
func (c *call) item() work.Item {
	return work.Item{
		Title:      c.Value("title"),
		Product:    c.Value("product"),
		Weight:     c.weight(),
		LeadID:     c.Number("lead"),
		CheckerID:  c.Number("checker"),
		FirstMonth: int(c.Number("first_month")),
		LastMonth:  int(c.Number("last_month")),
	}
}

func (s *Server) createProgrammeItem(c *call) error {
	return c.changeProgramme("Đã lưu chương trình.", func(id int64) error {
		return s.Work.CreateItem(c.Request().Context(), c.Actor, id, c.item())
	})
}

func (s *Server) saveProgrammeItem(c *call) error {
	return c.changeProgramme("Đã lưu chương trình.", func(id int64) (err error) {
		x := c.item()
		x.Version = c.Number("version")
		if x.ID, err = c.ID("item"); err != nil {
			return err
		}
		return s.Work.SaveItem(c.Request().Context(), c.Actor, id, x)
	})
}

func (s *Server) dropProgrammeItem(c *call) error {
	return c.changeProgramme("Đã lưu chương trình.", func(id int64) error {
		item, err := c.ID("item")
		if err != nil {
			return err
		}
		return s.Work.DropItem(c.Request().Context(), c.Actor, id, item, c.Number("version"))
	})
}

// moveProgrammeItem shifts an item to begin in another month or, without one, to end in another.
func (s *Server) moveProgrammeItem(c *call) error {
	return c.changeProgramme("Đã dời mục.", func(id int64) error {
		move := work.Move{First: int(c.Number("first")), Last: int(c.Number("last"))}
		return s.Work.MoveItem(c.Request().Context(), c.Actor, id, c.Number("item"), c.Number("version"), move)
	})
}
