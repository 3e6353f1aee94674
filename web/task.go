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

func (s *Server) tasks(c *call) error { return c.showTasks(http.StatusOK, component.Form{}) }

// taskFilter is what the URL asks for.
func (c *call) taskFilter() work.Filter {
	unit, _ := parseID(c.Query("unit"))
	lead, _ := parseID(c.Query("lead"))
	return work.Filter{Whose: c.Query("whose"), UnitID: unit, LeadID: lead, State: c.Query("state"), Source: c.Query("source"), Late: c.Query("late") != "", Query: c.Query("q"), Sort: c.Query("sort"), Desc: c.Query("desc") != "", Page: c.Page()}
}

func (c *call) showTasks(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	if err := s.Work.Recur(ctx); err != nil {
		return err
	}
	v := pages.Tasks{Filter: c.taskFilter(), Query: c.QueryParams(), Board: c.Query("view") == "board", Today: s.today(), MayAssign: c.Actor.May(access.TaskAssign), MyID: c.Actor.PersonID, Form: form}
	v.Filter.All = v.Board
	var err error
	if v.List, v.Total, err = s.Work.Tasks(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if v.Counts, err = s.Work.Count(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if v.Units, err = s.Org.UnitNames(ctx, c.Actor, access.TaskView); err != nil {
		return err
	}
	if v.MayAssign {
		if v.People, err = s.Work.People(ctx, c.Actor, work.Whom{}); err != nil {
			return err
		}
		if v.Recurrences, err = s.Work.Recurrences(ctx, c.Actor); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Nhiệm vụ"), Current: "/tasks"}
	return c.Show(status, page, pages.TasksPage(page, v))
}

// order reads an order of work out of the form.
func (c *call) order() work.Order {
	weight, ok := c.Points("weight")
	if !ok {
		weight = -1
	}
	return work.Order{Title: c.Value("title"), Detail: c.Value("detail"), Product: c.Value("product"), Weight: weight, Leads: c.Numbers("lead"), Helpers: c.Numbers("helper"),
		CheckerID: c.Number("checker"), Priority: int(c.Number("priority")), Due: c.Value("due"), Every: c.Value("every"), Until: c.Value("until")}
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
	v := pages.Assign{Form: form}
	whom := work.Whom{Find: form.Value("whom", "")}
	for _, name := range []string{"lead", "helper", "checker"} {
		for _, value := range form.Values[name] {
			if id, ok := parseID(value); ok {
				whom.Keep = append(whom.Keep, id)
			}
		}
	}
	var err error
	if v.People, err = s.Work.People(ctx, c.Actor, whom); err != nil {
		return err
	}
	if v.Products, err = s.Work.Products(ctx); err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Giao nhiệm vụ"), Current: "/tasks", Crumbs: []layout.Crumb{{Text: c.T("Nhiệm vụ"), Path: "/tasks"}}}
	return c.Show(status, page, pages.AssignPage(page, v))
}

// assignTasks gives the work out, or looks for people while it is still being written.
func (s *Server) assignTasks(c *call) error {
	if c.Value("do") == "find" {
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

// bulkTasks closes the chosen tasks that have passed, or hands them over.
func (s *Server) bulkTasks(c *call) error {
	ctx, tasks := c.Request().Context(), c.Numbers("task")
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
	if err := s.Work.Stop(c.Request().Context(), c.Actor, id); err != nil {
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
	ctx := c.Request().Context()
	v := pages.Task{Today: c.server.today(), Form: form}
	if v.Page, err = c.server.Work.Task(ctx, c.Actor, id); err != nil {
		return err
	}
	files, err := c.server.Work.Files().Files(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	v.Files = component.FileRows(files, c.Actor.AccountID, v.Participates && v.Open())
	page := layout.Page{Title: fmt.Sprintf("NV%d. %s", v.ID, v.Title), Current: "/tasks", Crumbs: []layout.Crumb{{Text: c.T("Nhiệm vụ"), Path: "/tasks"}}}
	return c.Show(status, page, pages.TaskPage(page, v))
}

// changeTask runs a step of the task in the path and shows it again.
func (s *Server) changeTask(notice string, change func(ctx context.Context, c *call, id, version int64) error) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		if err := change(c.Request().Context(), c, id, c.Number("version")); err != nil {
			return c.Again(err, c.showTask)
		}
		return c.Done(taskPath(id), notice)
	}
}

func (s *Server) checkTask(ctx context.Context, c *call, id, version int64) error {
	do := c.Value("do")
	if do != "close" && do != "pass" && do != "fail" {
		return fault.Invalidf("", "Chọn kết quả kiểm tra.")
	}
	return s.Work.Check(ctx, c.Actor, id, version, work.Verdict{Passed: do != "fail", Close: do == "close", Why: c.Value("why"), Objective: c.Value("objective") != "", ExcuseLate: c.Value("excuse") != ""})
}

// taskPaper is the list of tasks as filtered in the URL.
func (s *Server) taskPaper(c *call) error {
	filter := c.taskFilter()
	actor := c.Actor
	_, total, err := s.Work.Tasks(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	filter.All = true
	return c.PrintLong(c.T("Danh sách nhiệm vụ"), total, func(ctx context.Context) (paper.Document, error) {
		list, _, err := s.Work.Tasks(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return work.TasksPaper(head, list, s.Clock.Now()), err
	})
}

func (s *Server) taskRoutes() []route {
	w := s.Work
	list := []route{
		get("/tasks", access.TaskView, s.tasks),
		get("/tasks/new", access.TaskAssign, s.newTask),
		makes("/tasks", access.TaskAssign, s.assignTasks),
		makes("/tasks/bulk", access.TaskAssign, s.bulkTasks),
		get("/tasks/list", access.TaskView, s.taskPaper),
		get("/tasks/list:format", access.TaskView, s.taskPaper),
		get("/tasks/products", access.TaskView, s.standardProducts),
		makes("/tasks/products", access.ProductsEdit, s.saveProduct),
		makes("/tasks/recurrences/:id/stop", access.TaskAssign, s.stopRecurrence),
		get("/tasks/:id", access.TaskView, s.task),
		changes("/tasks/:id/accept", access.TaskDo, s.changeTask("Đã nhận việc.", func(ctx context.Context, c *call, id, version int64) error {
			return w.Accept(ctx, c.Actor, id, version)
		})),
		changes("/tasks/:id/done", access.TaskDo, s.changeTask("Đã báo hoàn thành; chờ kiểm tra.", func(ctx context.Context, c *call, id, version int64) error {
			return w.Finish(ctx, c.Actor, id, version, c.Value("result"), c.Value("cause"))
		})),
		makes("/tasks/:id/check", access.TaskView, s.changeTask("Đã ghi kết quả kiểm tra.", s.checkTask)),
		changes("/tasks/:id/extend", access.TaskView, s.changeTask("Đã đổi hạn.", func(ctx context.Context, c *call, id, version int64) error {
			return w.Extend(ctx, c.Actor, id, version, c.Value("due"), c.Value("why"))
		})),
		changes("/tasks/:id/close", access.TaskView, s.changeTask("Đã đóng nhiệm vụ.", func(ctx context.Context, c *call, id, version int64) error {
			return w.Close(ctx, c.Actor, id, version)
		})),
		changes("/tasks/:id/cancel", access.TaskView, s.changeTask("Đã hủy nhiệm vụ.", func(ctx context.Context, c *call, id, version int64) error {
			return w.Cancel(ctx, c.Actor, id, version, c.Value("why"))
		})),
		makes("/tasks/:id/comment", access.TaskView, s.changeTask("Đã gửi ý kiến.", func(ctx context.Context, c *call, id, _ int64) error {
			return w.Comment(ctx, c.Actor, id, c.Value("text"))
		})),
	}
	return append(list, fileRoutes("/tasks", access.TaskView, access.TaskView, s.Work.Files(), (*call).showTask)...)
}

func (s *Server) standardProducts(c *call) error {
	return c.showProducts(http.StatusOK, component.Form{})
}

func (c *call) showProducts(status int, form component.Form) error {
	list, err := c.server.Work.Products(c.Request().Context())
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Sản phẩm chuẩn"), Current: "/tasks", Crumbs: []layout.Crumb{{Text: c.T("Nhiệm vụ"), Path: "/tasks"}}}
	return c.Show(status, page, pages.ProductsPage(page, list, c.Actor.May(access.ProductsEdit), form))
}

func (s *Server) saveProduct(c *call) error {
	weight, ok := c.Points("weight")
	if !ok {
		weight = -1
	}
	if err := s.Work.SaveProduct(c.Request().Context(), c.Actor, work.Product{ID: c.Number("id"), Name: c.Value("name"), Weight: weight, Legal: c.Value("legal"), Active: c.Value("active") != ""}); err != nil {
		return c.Again(err, c.showProducts)
	}
	return c.Done("/tasks/products", "Đã lưu sản phẩm chuẩn.")
}
