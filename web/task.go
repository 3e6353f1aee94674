package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/paper"
	"congthidua/internal/work"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	pages "congthidua/templates/work"
)

func taskPath(id int64) string { return "/tasks/" + component.Itoa(id) }

// tasksCrumb leads back to the list of tasks.
func (c *call) tasksCrumb() []layout.Crumb {
	return []layout.Crumb{{Text: c.T("Nhiệm vụ"), Path: "/tasks"}}
}

func (s *Server) tasks(c *call) error { return c.showTasks(http.StatusOK, component.Form{}) }

// taskFilter is what the URL asks for.
func (c *call) taskFilter() work.Filter {
	unit, _ := parseID(c.Query("unit"))
	lead, _ := parseID(c.Query("lead"))
	return work.Filter{
		Whose:  work.Whose(c.Query("whose")),
		UnitID: unit,
		LeadID: lead,
		State:  work.State(c.Query("state")),
		Source: work.Source(c.Query("source")),
		Late:   c.Query("late") != "",
		Query:  c.Query("q"),
		Sort:   c.Query("sort"),
		Desc:   c.Query("desc") != "",
		Page:   c.Page(),
	}
}

func (c *call) showTasks(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Tasks{Filter: c.taskFilter(), Query: c.QueryParams(), Board: c.Query("view") == "board", Form: form}
	v.Filter.All = v.Board
	var err error
	if v.List, err = s.Work.Tasks(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if v.Several {
		whom := work.Whom{Find: c.Query("find.unit"), Keep: []int64{v.Filter.UnitID}}
		if v.Units, err = s.Work.Units(ctx, c.Actor, whom); err != nil {
			return err
		}
	}
	if v.MayAssign && v.Recurring {
		if v.Recurrences, err = s.Work.Recurrences(ctx, c.Actor); err != nil {
			return err
		}
	}
	if form.Values.Has("to") { // the list is shown again with its fields of a hand-over
		if v.People, err = c.offered(form, "to"); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Nhiệm vụ"), Current: "/tasks"}
	return c.Show(status, page, pages.TasksPage(page, v))
}

// newTask may be asked for somebody, who is then chosen already.
func (s *Server) newTask(c *call) error {
	form := component.Form{Values: url.Values{}}
	if lead := c.Query("lead"); lead != "" {
		form.Values.Set("lead", lead)
	}
	return c.showAssign(http.StatusOK, form)
}

// showAssign keeps who is chosen in the list of people, whatever is looked for.
func (c *call) showAssign(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	whom := work.Whom{Find: form.Value("whom", ""), Keep: chosen(form, "lead", "helper", "checker")}
	people, err := s.Work.People(ctx, c.Actor, whom)
	if err != nil {
		return err
	}
	catalogue, err := s.Work.Products(ctx, c.Actor)
	if err != nil {
		return err
	}
	v := pages.Assign{People: people, Products: catalogue.Products, Form: form}
	page := layout.Page{Title: c.T("Giao nhiệm vụ"), Current: "/tasks", Crumbs: c.tasksCrumb()}
	return c.Show(status, page, pages.AssignPage(page, v))
}

// order reads an order of work out of the form.
func (c *call) order() work.Order {
	return work.Order{
		Title:     c.Value("title"),
		Detail:    c.Value("detail"),
		Product:   c.Value("product"),
		Weight:    c.weight(),
		Leads:     c.Numbers("lead"),
		Helpers:   c.Numbers("helper"),
		CheckerID: c.Number("checker"),
		Priority:  work.Priority(c.Number("priority")),
		Due:       c.Value("due"),
		Every:     work.Cycle(c.Value("every")),
		Until:     c.Value("until"),
	}
}

// weight reads a weight out of the form; -1, which is none, where nothing or no number was typed.
func (c *call) weight() float64 {
	weight, ok := c.Points("weight")
	if !ok {
		return -1
	}
	return weight
}

// finding reports whether the form was sent to look for people or units, and not to be saved.
func (c *call) finding() bool { return c.Value("do") == "find" }

// createTasks gives the work out, or looks for people while it is still being written.
func (s *Server) createTasks(c *call) error {
	if c.finding() {
		return c.showAssign(http.StatusOK, c.Form())
	}
	ids, err := s.Work.Assign(c.Request().Context(), c.Actor, c.order())
	if err != nil {
		return c.Again(err, c.showAssign)
	}
	if len(ids) == 1 {
		return c.Done(taskPath(ids[0]), "Đã giao nhiệm vụ.")
	}
	return c.Done("/tasks", "Đã giao %d nhiệm vụ.", len(ids))
}

// picked are the tasks chosen in the list, each with the version that the list showed.
func (c *call) picked() (list []work.Picked, err error) {
	for _, value := range c.form["task"] {
		var p work.Picked
		if _, err := fmt.Sscanf(value, "%d.%d", &p.ID, &p.Version); err != nil {
			return nil, fault.Invalidf("", "Biểu mẫu thiếu phiên bản của dữ liệu. Hãy tải lại trang rồi gửi lại.")
		}
		list = append(list, p)
	}
	return list, nil
}

// changeTasks closes the chosen tasks that have passed, or hands them over.
func (s *Server) changeTasks(c *call) error {
	if c.finding() {
		return c.showTasks(http.StatusOK, c.Form())
	}
	ctx := c.Request().Context()
	tasks, err := c.picked()
	if err != nil {
		return c.Again(err, c.showTasks)
	}
	if c.Value("do") == "handover" {
		if err := s.Work.HandOver(ctx, c.Actor, tasks, c.Number("to"), c.Value("why")); err != nil {
			return c.Again(err, c.showTasks)
		}
		return c.Done("/tasks", "Đã chuyển %d nhiệm vụ.", len(tasks))
	}
	closed, err := s.Work.CloseAll(ctx, c.Actor, tasks)
	if err != nil {
		return c.Again(err, c.showTasks)
	}
	return c.Done("/tasks", "Đã đóng %d nhiệm vụ; nhiệm vụ chưa kiểm tra đạt được để lại.", closed)
}

func (s *Server) stopRecurrence(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Work.Stop(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.Again(err, c.showTasks)
	}
	return c.Done("/tasks", "Đã dừng lặp; nhiệm vụ đã giao vẫn còn.")
}

func (s *Server) task(c *call) error { return c.showTask(http.StatusOK, component.Form{}) }

func (c *call) showTask(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Task{Form: form}
	if v.Page, err = s.Work.Task(ctx, c.Actor, id); err != nil {
		return err
	}
	files, err := s.Work.Files().Files(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	v.Files = component.FileRows(files, c.Actor.AccountID, v.MayAttach)
	title := fmt.Sprintf("NV%d. %s", v.ID, v.Title)
	page := layout.Page{Title: title, Current: "/tasks", Crumbs: c.tasksCrumb()}
	return c.Show(status, page, pages.TaskPage(page, v))
}

// tasksPaper is the list of tasks as filtered in the URL.
func (s *Server) tasksPaper(c *call) error {
	actor, filter := c.Actor, c.taskFilter()
	first, err := s.Work.Tasks(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(c.T("Danh sách nhiệm vụ"), first.Total, func(ctx context.Context) (paper.Document, error) {
		list, err := s.Work.Tasks(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return work.TasksPaper(head, list.Tasks, s.Clock.Now()), err
	})
}

// chosen are the numbers that stand in fields of a form.
func chosen(form component.Form, names ...string) (ids []int64) {
	for _, name := range names {
		for _, value := range form.Values[name] {
			if id, ok := parseID(value); ok {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// offered are the people whom fields of a form offer: those looked for in one of their search fields, and those
// who are chosen already. Nobody is offered to who gives no work.
func (c *call) offered(form component.Form, fields ...string) (work.Offer, error) {
	if !c.Actor.May(access.TaskAssign) {
		return work.Offer{}, nil
	}
	whom := work.Whom{Keep: chosen(form, fields...)}
	for _, field := range fields {
		if find := form.Value("find."+field, ""); find != "" {
			whom.Find = find
		}
	}
	return c.server.Work.Choices(c.Request().Context(), c.Actor, whom)
}
