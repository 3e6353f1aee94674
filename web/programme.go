package web

import (
	"net/http"

	"congthidua/internal/work"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	pages "congthidua/templates/work"
)

func programmePath(id int64) string { return "/programmes/" + component.Itoa(id) }

func (s *Server) programmes(c *call) error {
	return c.showProgrammes(http.StatusOK, component.Form{})
}

func (c *call) showProgrammes(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Programmes{ThisYear: s.Clock.Now().Year(), Form: form}
	var err error
	if v.ProgrammeList, err = s.Work.Programmes(ctx, c.Actor, c.year()); err != nil {
		return err
	}
	if v.MayPlan {
		whom := work.Whom{Find: form.Value("find.unit", ""), Keep: chosen(form, "unit")}
		if v.Units, err = s.Work.PlanUnits(ctx, c.Actor, whom); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Chương trình công tác năm %d", v.Year), Current: "/programmes"}
	return c.Show(status, page, pages.ProgrammesPage(page, v))
}

func (s *Server) createProgramme(c *call) error {
	if c.finding() {
		return c.showProgrammes(http.StatusOK, c.Form())
	}
	id, err := s.Work.StartProgramme(c.Request().Context(), c.Actor, c.Number("unit"), int(c.Number("year")))
	if err != nil {
		return c.Again(err, c.showProgrammes)
	}
	return c.Done(programmePath(id), "Đã lập chương trình. Hãy thêm các mục.")
}

func (s *Server) programme(c *call) error { return c.showProgramme(http.StatusOK, component.Form{}) }

func (c *call) showProgramme(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Programme{Form: form}
	month, _ := parseID(c.Query("month"))
	if v.ProgrammePage, err = s.Work.Programme(ctx, c.Actor, id, int(min(month, 13))); err != nil {
		return err
	}
	if v.MayEdit {
		v.Edit, _ = parseID(c.Query("item"))
		if v.People, err = c.itemPeople(v); err != nil {
			return err
		}
	}
	page := layout.Page{
		Title:   v.Title,
		Current: "/programmes",
		Crumbs: []layout.Crumb{{
			Text: c.T("Chương trình công tác"),
			Path: "/programmes?year=" + component.Itoa(v.Year),
		}},
	}
	return c.Show(status, page, pages.ProgrammePage(page, v))
}

// itemPeople are those whom the form of an item offers; who leads and checks it already is among them.
func (c *call) itemPeople(v pages.Programme) (work.Offer, error) {
	form := v.Form
	if x, edits := v.Edited(); edits && len(form.Values) == 0 {
		form.Values = map[string][]string{
			"lead":    {component.Itoa(x.LeadID)},
			"checker": {component.Itoa(x.CheckerID)},
		}
	}
	return c.offered(form, "lead", "checker")
}

// changeProgramme runs a change of the programme in the path and shows it again.
func (c *call) changeProgramme(notice string, change func(id int64) error) error {
	if c.finding() {
		return c.showProgramme(http.StatusOK, c.Form())
	}
	return c.change(notice, programmePath, c.showProgramme, func(id, _ int64) error { return change(id) })
}

func (s *Server) stepProgramme(c *call) error {
	return c.changeProgramme("Đã ghi.", func(id int64) error {
		step := work.ProgrammeStep{To: work.ProgrammeState(c.Value("to")), Why: c.Value("why")}
		return s.Work.StepProgramme(c.Request().Context(), c.Actor, id, c.Number("version"), step)
	})
}

func (s *Server) giveOutProgramme(c *call) error {
	return c.changeProgramme("Đã giao các mục đã chọn.", func(id int64) error {
		due := map[int64]string{}
		for _, item := range c.Numbers("item") {
			due[item] = c.Value("due." + component.Itoa(item))
		}
		_, err := s.Work.GiveOut(c.Request().Context(), c.Actor, id, c.Number("version"), due)
		return err
	})
}

func (s *Server) programmePaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p, err := s.Work.Programme(c.Request().Context(), c.Actor, id, 0)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(work.ProgrammePaper(head, p, s.Clock.Now()))
}
