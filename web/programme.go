package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/org"
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
	v := pages.Programmes{Year: c.year(), ThisYear: s.Clock.Now().Year(), MayPlan: c.Actor.May(access.TaskAssign), Form: form}
	var err error
	if v.List, err = s.Work.Programmes(ctx, c.Actor, v.Year); err != nil {
		return err
	}
	if v.MayPlan {
		if v.Units, err = s.Org.UnitNames(ctx, c.Actor, access.TaskAssign); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Chương trình công tác năm %d", v.Year), Current: "/programmes"}
	return c.Show(status, page, pages.ProgrammesPage(page, v))
}

func (s *Server) startProgramme(c *call) error {
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
	v := pages.Programme{Today: s.today(), Form: form}
	if v.Programme, v.Items, err = s.Work.Programme(ctx, c.Actor, id); err != nil {
		return err
	}
	v.Month = s.monthOf(v.Year)
	v.MayPlan = c.Actor.Reach(access.TaskAssign).Covers(v.Path)
	v.MayApprove = c.Actor.Reach(access.ProgrammeApprove).Covers(v.Path)
	if v.MayPlan {
		v.Edit, _ = parseID(c.Query("item"))
		month, asked := parseID(c.Query("month"))
		if !asked {
			month = int64(min(12, max(1, v.Month+1)))
		}
		if v.Proposal, err = s.Work.Propose(ctx, c.Actor, id, int(min(month, 13))); err != nil {
			return err
		}
		if v.People, err = s.Work.People(ctx, c.Actor, work.Whom{}); err != nil {
			return err
		}
	}
	page := layout.Page{Title: v.Title, Current: "/programmes", Crumbs: []layout.Crumb{{Text: c.T("Chương trình công tác"), Path: "/programmes?year=" + component.Itoa(v.Year)}}}
	return c.Show(status, page, pages.ProgrammePage(page, v))
}

// monthOf is the month of a year today: 0 before it, 13 after it.
func (s *Server) monthOf(year int) int {
	now := s.Clock.Now()
	switch {
	case now.Year() < year:
		return 0
	case now.Year() > year:
		return 13
	}
	return int(now.Month())
}

// changeProgramme runs a change of the programme in the path and shows it again.
func (c *call) changeProgramme(notice string, change func(id int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return c.Again(err, c.showProgramme)
	}
	return c.Done(programmePath(id), notice)
}

func (s *Server) saveItem(c *call) error {
	return c.changeProgramme("Đã lưu chương trình.", func(id int64) error {
		weight, ok := c.Points("weight")
		if !ok {
			weight = -1
		}
		return s.Work.SaveItem(c.Request().Context(), c.Actor, id, work.Item{ID: c.Number("id"), Version: c.Number("version"), Title: c.Value("title"), Product: c.Value("product"), Weight: weight, LeadID: c.Number("lead"), CheckerID: c.Number("checker"), FirstMonth: int(c.Number("first_month")), LastMonth: int(c.Number("last_month"))}, c.Value("drop") != "")
	})
}

func (s *Server) moveItem(c *call) error {
	return c.changeProgramme("Đã dời mục.", func(id int64) error {
		return s.Work.MoveItem(c.Request().Context(), c.Actor, id, c.Number("item"), int(c.Number("first")), int(c.Number("last")))
	})
}

func (s *Server) stepProgramme(c *call) error {
	return c.changeProgramme("Đã ghi.", func(id int64) error {
		to := c.Value("to")
		if work.ProgrammeStates[to] == "" {
			return fault.Invalidf("", "Chọn bước tiếp theo.")
		}
		return s.Work.StepProgramme(c.Request().Context(), c.Actor, id, c.Number("version"), to, c.Value("why"))
	})
}

func (s *Server) giveOut(c *call) error {
	return c.changeProgramme("Đã giao các mục đã chọn.", func(id int64) error {
		items := map[int64]string{}
		for _, item := range c.Numbers("item") {
			items[item] = c.Value("due." + component.Itoa(item))
		}
		_, err := s.Work.GiveOut(c.Request().Context(), c.Actor, id, items)
		return err
	})
}

func (s *Server) programmePaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p, items, err := s.Work.Programme(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(work.ProgrammePaper(head, p, items, s.monthOf(p.Year), s.Clock.Now()))
}

// thisWeek goes to the review of the week that runs.
func (s *Server) thisWeek(c *call) error {
	w, err := work.WeekOf(s.today())
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/weeks/"+w.Name())
}

// agenda reads the review that the path and the URL name; without a unit, that of the highest in reach.
func (c *call) agenda() (v work.Agenda, units []org.UnitRow, err error) {
	w, err := work.ParseWeek(c.Param("week"))
	if err != nil {
		return v, nil, err
	}
	ctx, s := c.Request().Context(), c.server
	if units, err = s.Org.UnitNames(ctx, c.Actor, access.TaskView); err != nil {
		return v, nil, err
	}
	unit, named := parseID(c.QueryParam("unit"))
	if !named && len(units) > 0 {
		unit = units[0].ID
	}
	if !named && len(units) == 0 {
		if unit, err = s.Org.OwnUnit(ctx, c.Actor); err != nil {
			return v, nil, err
		}
	}
	v, err = s.Work.Agenda(ctx, c.Actor, unit, w)
	return v, units, err
}

func (s *Server) week(c *call) error { return c.showWeek(http.StatusOK, component.Form{}) }

func (c *call) showWeek(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Week{Today: s.today(), Form: form}
	var err error
	if v.Agenda, v.Units, err = c.agenda(); err != nil {
		return err
	}
	if v.MayRun {
		if v.People, err = s.Work.People(ctx, c.Actor, work.Whom{}); err != nil {
			return err
		}
		if v.Products, err = s.Work.Products(ctx); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Giao ban tuần: %s", v.Review.Unit), Current: "/weeks"}
	return c.Show(status, page, pages.WeekPage(page, v))
}

// changeWeek runs a change of the review in the path and shows it again.
func (c *call) changeWeek(notice string, change func(unit int64, w work.Week) error) error {
	v, _, err := c.agenda()
	if err != nil {
		return err
	}
	if err := change(v.Review.UnitID, v.Week); err != nil {
		return c.Again(err, c.showWeek)
	}
	return c.Done("/weeks/"+v.Name()+"?unit="+component.Itoa(v.Review.UnitID), notice)
}

func (s *Server) saveWeek(c *call) error {
	return c.changeWeek("Đã ghi giao ban.", func(unit int64, w work.Week) error {
		m := work.Minutes{Version: c.Number("version"), Absent: map[int64]string{}, Others: c.Value("attendance"), Conclusion: c.Value("conclusion"), Close: c.Value("close") != ""}
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
	v, _, err := c.agenda()
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(work.NoticePaper(head, v, s.Clock.Now()))
}

func (s *Server) programmeRoutes() []route {
	return []route{
		get("/programmes", access.TaskView, s.programmes),
		makes("/programmes", access.TaskAssign, s.startProgramme),
		get("/programmes/:id", access.TaskView, s.programme),
		makes("/programmes/:id/items", access.TaskAssign, s.saveItem),
		makes("/programmes/:id/move", access.TaskAssign, s.moveItem),
		changes("/programmes/:id/step", access.TaskView, s.stepProgramme),
		makes("/programmes/:id/giveout", access.TaskAssign, s.giveOut),
		get("/programmes/:id/paper", access.TaskView, s.programmePaper),
		get("/programmes/:id/paper:format", access.TaskView, s.programmePaper),
		get("/weeks", access.TaskView, s.thisWeek),
		get("/weeks/:week", access.TaskView, s.week),
		changes("/weeks/:week/save", access.TaskAssign, s.saveWeek),
		makes("/weeks/:week/decide", access.TaskAssign, s.decideWeek),
		get("/weeks/:week/notice", access.TaskView, s.weekNotice),
		get("/weeks/:week/notice:format", access.TaskView, s.weekNotice),
	}
}
