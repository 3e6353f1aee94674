package web

import (
	"congthidua/internal/access"
)

func (s *Server) taskRoutes() []route {
	list := []route{
		get("/tasks", access.TaskView, s.tasks),
		get("/tasks/new", access.TaskAssign, s.newTask),
		makes("/tasks", access.TaskAssign, s.createTasks),
		makes("/tasks/bulk", access.TaskAssign, s.changeTasks), // each chosen task brings its version
		prints("/tasks/list", access.TaskView, s.tasksPaper),
		get("/tasks/people", access.TaskAssign, s.taskPeople),
		get("/tasks/units", access.TaskView, s.taskUnits),
		get("/tasks/products", access.TaskView, s.taskProducts),
		makes("/tasks/products", access.ProductsEdit, s.createTaskProduct),
		changes("/tasks/products/:id", access.ProductsEdit, s.saveTaskProduct),
		changes("/tasks/recurrences/:id/stop", access.TaskAssign, s.stopRecurrence),
		get("/tasks/:id", access.TaskView, s.task),
		changes("/tasks/:id/accept", access.TaskDo, s.acceptTask),
		changes("/tasks/:id/done", access.TaskDo, s.finishTask),
		changes("/tasks/:id/check", access.TaskDo, s.checkTask),
		changes("/tasks/:id/extend", access.TaskView, s.extendTask),
		changes("/tasks/:id/close", access.TaskView, s.closeTask),
		changes("/tasks/:id/cancel", access.TaskView, s.cancelTask),
		makes("/tasks/:id/comment", access.TaskView, s.commentTask),
	}
	return append(list, fileRoutes("/tasks", access.TaskView, access.TaskView, s.Work.Files(), (*call).showTask)...)
}

func (s *Server) programmeRoutes() []route {
	return []route{
		get("/programmes", access.TaskView, s.programmes),
		makes("/programmes", access.TaskAssign, s.createProgramme),
		get("/programmes/:id", access.TaskView, s.programme),
		makes("/programmes/:id/items", access.TaskAssign, s.createProgrammeItem),
		changes("/programmes/:id/items/:item", access.TaskAssign, s.saveProgrammeItem),
		changes("/programmes/:id/items/:item/drop", access.TaskAssign, s.dropProgrammeItem),
		changes("/programmes/:id/move", access.TaskAssign, s.moveProgrammeItem),
		changes("/programmes/:id/step", access.TaskView, s.stepProgramme),
		changes("/programmes/:id/giveout", access.TaskAssign, s.giveOutProgramme),
		prints("/programmes/:id/paper", access.TaskView, s.programmePaper),
		get("/weeks", access.TaskView, s.weeks),
		get("/weeks/:week", access.TaskView, s.week),
		changes("/weeks/:week/save", access.TaskAssign, s.saveWeek),
		makes("/weeks/:week/decide", access.TaskAssign, s.decideWeek),
		prints("/weeks/:week/notice", access.TaskView, s.weekNotice),
	}
}

func (s *Server) overviewRoutes() []route {
	return []route{
		get("/overview", access.OverviewView, s.overview),
		prints("/overview/paper", access.OverviewView, s.overviewPaper),
	}
}
