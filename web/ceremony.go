package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/document"
	"congthidua/internal/paper"
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
	page := layout.Page{Title: c.T("Lễ trao thưởng"), Current: "/ceremonies"}
	return c.Show(status, page, pages.CeremoniesPage(page, list, c.Actor.May(access.CeremonyRun), form))
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
	return ceremony.Ceremony{Name: c.Value("name"), HeldOn: c.Value("held_on"), StartsAt: c.Value("starts_at"), Place: c.Value("place"), Host: c.Value("host"), MC: c.Value("mc"), Places: int(c.Number("places")), ReadMinutes: figure("read_minutes"), TurnMinutes: figure("turn_minutes"), Version: c.Number("version")}
}

func (s *Server) createCeremony(c *call) error {
	id, err := s.Ceremony.Save(c.Request().Context(), c.Actor, c.typedCeremony())
	if err != nil {
		return c.Again(err, c.showCeremonies)
	}
	return c.Done(ceremonyPath(id), "Đã lập buổi lễ. Hãy chọn các quyết định sẽ trao.")
}

func (s *Server) ceremony(c *call) error { return c.showCeremony(http.StatusOK, component.Form{}) }

func (c *call) showCeremony(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	stage, err := c.server.Ceremony.Ceremony(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	v := pages.Ceremony{Stage: stage, MayRun: c.Actor.May(access.CeremonyRun), Form: form, Today: c.server.today()}
	for _, p := range ceremony.Papers {
		d, err := ceremony.Paper(p.Code, head, stage, c.server.Clock.Now())
		if err != nil {
			return err
		}
		printed, done := stage.Prints[p.Code]
		v.Papers = append(v.Papers, pages.Paper{Code: p.Code, Name: p.Name, After: p.After, Printed: printed.At, Done: done, Changed: done && printed.Fingerprint != ceremony.Fingerprint(d)})
	}
	files, err := c.server.Ceremony.Files().Files(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	if v.Templates, err = c.server.Documents.Templates(c.Request().Context(), c.Actor, document.ForCeremony); err != nil {
		return err
	}
	v.MayFile = c.Actor.May(access.CeremonyPrint)
	v.Files = component.FileRows(files, c.Actor.AccountID, v.MayFile)
	page := layout.Page{Title: stage.Name, Current: "/ceremonies", Crumbs: []layout.Crumb{{Text: c.T("Lễ trao thưởng"), Path: "/ceremonies"}}}
	return c.Show(status, page, pages.CeremonyPage(page, v))
}

// changeCeremony runs a change of the ceremony in the path and shows it again.
func (c *call) changeCeremony(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.Again(err, c.showCeremony)
	}
	return c.Done(ceremonyPath(id), notice)
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
	return c.changeCeremony("Đã lưu chương trình.", func(id, _ int64) error {
		var items []ceremony.Item
		for i := range pages.MaxItems {
			at := component.Itoa(i)
			minutes, ok := c.Points("item.minutes." + at)
			if !ok {
				minutes = -1
			}
			if title := c.Value("item.title." + at); title != "" {
				items = append(items, ceremony.Item{Title: title, Who: c.Value("item.who." + at), Minutes: minutes, Awards: c.Value("awards") == at})
			}
		}
		return s.Ceremony.SaveProgramme(c.Request().Context(), c.Actor, id, items)
	})
}

func (s *Server) chooseDecision(c *call) error {
	return c.changeCeremony("Đã đổi các quyết định sẽ trao; các lượt được xếp lại.", func(id, _ int64) error {
		if c.Value("drop") != "" {
			return s.Ceremony.DropDecision(c.Request().Context(), c.Actor, id, c.Number("drop"))
		}
		return s.Ceremony.AddDecision(c.Request().Context(), c.Actor, id, c.Number("decision"))
	})
}

func (s *Server) setPresenter(c *call) error {
	return c.changeCeremony("Đã ghi người trao.", func(id, _ int64) error {
		return s.Ceremony.SetPresenter(c.Request().Context(), c.Actor, id, c.Value("form"), c.Value("collective") != "", c.Value("presenter"))
	})
}

func (s *Server) setAbsence(c *call) error {
	set := func(id, _ int64) error {
		return s.Ceremony.SetAbsence(c.Request().Context(), c.Actor, id, c.Number("recipient"), c.Value("present") != "", c.Value("representative"))
	}
	if c.Value("back") == "live" {
		return c.conduct(func(id int64, at int) error { return set(id, 0) })
	}
	return c.changeCeremony("Đã ghi; các lượt được xếp lại.", set)
}

func (s *Server) holdCeremony(c *call) error {
	return c.changeCeremony("Đã ghi buổi lễ đã tổ chức.", func(id, version int64) error {
		return s.Ceremony.Hold(c.Request().Context(), c.Actor, id, version)
	})
}

// ceremonyPaper prints one of a ceremony's papers.
func (s *Server) ceremonyPaper(code string) handler {
	return func(c *call) error {
		d, _, err := c.paperOf(code)
		if err != nil {
			return err
		}
		return c.Print(d)
	}
}

// paperOf makes a paper of the ceremony in the path.
func (c *call) paperOf(code string) (d paper.Document, id int64, err error) {
	if id, err = c.ID("id"); err != nil {
		return d, id, err
	}
	stage, err := c.server.Ceremony.Ceremony(c.Request().Context(), c.Actor, id)
	if err != nil {
		return d, id, err
	}
	head, err := c.letterhead()
	if err != nil {
		return d, id, err
	}
	d, err = ceremony.Paper(code, head, stage, c.server.Clock.Now())
	return d, id, err
}

// printedPaper notes that a paper was printed as it stands now, so that a later change is told.
func (s *Server) printedPaper(c *call) error {
	return c.changeCeremony("Đã ghi là đã in; nếu nội dung đổi, trang này sẽ nhắc in lại.", func(id, _ int64) error {
		d, _, err := c.paperOf(c.Param("paper"))
		if err != nil {
			return err
		}
		return s.Ceremony.Printed(c.Request().Context(), c.Actor, id, c.Param("paper"), ceremony.Fingerprint(d))
	})
}
