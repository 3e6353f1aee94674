package web

import (
	"net/http"

	"congthidua/internal/ceremony"
	"congthidua/internal/document"
	"congthidua/internal/org"
	"congthidua/internal/store"
	pages "congthidua/templates/ceremony"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func ceremonyPath(id int64) string { return "/ceremonies/" + component.Itoa(id) }

func (s *Server) ceremonies(c *call) error { return c.showCeremonies(http.StatusOK, component.Form{}) }

func (c *call) showCeremonies(status int, form component.Form) error {
	list, err := c.server.Ceremony.Ceremonies(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	v := pages.Ceremonies{List: list, MayCreate: c.server.Ceremony.MayCreate(c.Actor), Form: form}
	page := layout.Page{Title: c.T("Lễ trao thưởng"), Current: "/ceremonies"}
	return c.Show(status, page, pages.CeremoniesPage(page, v))
}

// typedCeremony reads the form; a figure that is none becomes one that is refused.
func (c *call) typedCeremony() ceremony.Ceremony {
	figure := func(name string) float64 {
		x, ok := c.Points(name)
		if !ok {
			return -1
		}
		return x
	}
	return ceremony.Ceremony{
		Record:      store.Record{Version: c.Number("version")},
		Name:        c.Value("name"),
		HeldOn:      c.Value("held_on"),
		StartsAt:    c.Value("starts_at"),
		Place:       c.Value("place"),
		Host:        c.Value("host"),
		MC:          c.Value("mc"),
		Places:      int(c.Number("places")),
		ReadMinutes: figure("read_minutes"),
		TurnMinutes: figure("turn_minutes"),
	}
}

func (s *Server) createCeremony(c *call) error {
	id, err := s.Ceremony.Save(c.Request().Context(), c.Actor, c.typedCeremony())
	if err != nil {
		return c.Again(err, c.showCeremonies)
	}
	return c.Done(ceremonyPath(id), "Đã lập buổi lễ. Hãy chọn các quyết định sẽ trao.")
}

// stage reads the ceremony in the path.
func (c *call) stage() (ceremony.Stage, error) {
	id, err := c.ID("id")
	if err != nil {
		return ceremony.Stage{}, err
	}
	return c.server.Ceremony.Ceremony(c.Request().Context(), c.Actor, id)
}

// ofCeremony is the page of a part of a ceremony.
func (c *call) ofCeremony(v ceremony.Stage, title string) layout.Page {
	return layout.Page{Title: title, Current: "/ceremonies", Crumbs: []layout.Crumb{
		{Text: c.T("Lễ trao thưởng"), Path: "/ceremonies"},
		{Text: v.Name, Path: ceremonyPath(v.ID)},
	}}
}

func (s *Server) ceremony(c *call) error { return c.showCeremony(http.StatusOK, component.Form{}) }

func (c *call) showCeremony(status int, form component.Form) error {
	stage, err := c.stage()
	if err != nil {
		return err
	}
	v := pages.Ceremony{Stage: stage, Form: form, Today: c.server.today()}
	if stage.Whole {
		if err := c.ceremonyPapers(&v); err != nil {
			return err
		}
	}
	page := layout.Page{
		Title:   stage.Name,
		Current: "/ceremonies",
		Crumbs:  []layout.Crumb{{Text: c.T("Lễ trao thưởng"), Path: "/ceremonies"}},
	}
	return c.Show(status, page, pages.CeremonyPage(page, v))
}

// changeCeremony runs a change of the ceremony in the path and shows it again. version is that of the part
// which the form changes.
func (c *call) changeCeremony(notice string, change func(id, version int64) error) error {
	return c.change(notice, ceremonyPath, c.showCeremony, change)
}

func (s *Server) saveCeremony(c *call) error {
	return c.changeCeremony("Đã lưu buổi lễ.", func(id, _ int64) error {
		x := c.typedCeremony()
		x.ID = id
		_, err := s.Ceremony.Save(c.Request().Context(), c.Actor, x)
		return err
	})
}

func (s *Server) saveProgramme(c *call) error {
	return c.changeCeremony("Đã lưu chương trình.", func(id, version int64) error {
		items := make([]ceremony.Item, ceremony.MaxItems)
		for i := range items {
			at := component.Itoa(i)
			minutes, ok := c.Points("item.minutes." + at)
			if !ok {
				minutes = -1
			}
			items[i] = ceremony.Item{
				Title:   c.Value("item.title." + at),
				Who:     c.Value("item.who." + at),
				Minutes: minutes,
				Awards:  c.Value("awards") == at,
			}
		}
		return s.Ceremony.SaveProgramme(c.Request().Context(), c.Actor, id, version, items)
	})
}

func (s *Server) chooseDecision(c *call) error {
	return c.changeCeremony("Đã đổi các quyết định sẽ trao; các lượt được xếp lại.", func(id, _ int64) error {
		return s.Ceremony.AddDecision(c.Request().Context(), c.Actor, id, c.Number("decision"))
	})
}

func (s *Server) dropDecision(c *call) error {
	return c.changeCeremony("Đã đổi các quyết định sẽ trao; các lượt được xếp lại.", func(id, version int64) error {
		decision, err := c.ID("decision")
		if err != nil {
			return err
		}
		return s.Ceremony.DropDecision(c.Request().Context(), c.Actor, id, version, decision)
	})
}

func (s *Server) setPresenter(c *call) error {
	return c.changeCeremony("Đã ghi người trao.", func(id, version int64) error {
		return s.Ceremony.SetPresenter(c.Request().Context(), c.Actor, ceremony.Presenter{
			Record:     store.Record{Version: version},
			CeremonyID: id,
			Form:       c.Value("form"),
			Collective: c.Value("collective") != "",
			Presenter:  c.Value("presenter"),
		})
	})
}

// setAbsence notes an absence from the page of the ceremony or from the live page, which it shows again.
func (s *Server) setAbsence(c *call) error {
	set := func(id, version int64) error {
		return s.Ceremony.SetAbsence(c.Request().Context(), c.Actor, ceremony.Absence{
			Record:         store.Record{Version: version},
			CeremonyID:     id,
			RecipientID:    c.Number("recipient"),
			Away:           c.Value("present") == "",
			Representative: c.Value("representative"),
		})
	}
	if c.Value("back") == "live" {
		return c.conduct(func(id int64, _ int) error { return set(id, c.Number("version")) })
	}
	return c.changeCeremony("Đã ghi; các lượt được xếp lại.", set)
}

func (s *Server) holdCeremony(c *call) error {
	return c.changeCeremony("Đã ghi buổi lễ đã tổ chức.", func(id, version int64) error {
		return s.Ceremony.Hold(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) fillCeremony(c *call) error {
	v, err := c.stage()
	if err != nil {
		return err
	}
	return c.fill(document.ForCeremony, func(l org.Letterhead) document.Blanks {
		return ceremonyBlanks(l, v)
	})
}
