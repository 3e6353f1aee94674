// Package work is who does what until when: programmes, tasks, weekly reviews.
//
// A task goes assigned → accepted → done → checked → closed. A check that it does not pass sends it
// back to accepted; before it is done it can be cancelled. Its lead answers for it, its checker is
// somebody else: nobody checks the own work.
package work

import (
	"slices"
	"strconv"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

// The states of a task.
const (
	Assigned  = "assigned"
	Accepted  = "accepted"
	Done      = "done"
	Checked   = "checked"
	Closed    = "closed"
	Cancelled = "cancelled"
)

// StateNames, SourceNames and PriorityNames name them.
var (
	StateNames    = map[string]string{Assigned: "Mới giao", Accepted: "Đang làm", Done: "Chờ kiểm tra", Checked: "Đạt, chờ đóng", Closed: "Đã đóng", Cancelled: "Đã hủy"}
	SourceNames   = map[string]string{"direct": "Giao trực tiếp", "programme": "Chương trình công tác", "document": "Văn bản", "week": "Giao ban tuần", "recurring": "Định kỳ"}
	PriorityNames = map[int]string{1: "Khẩn", 2: "Thường", 3: "Thấp"}
)

// States are the states in their order, as columns of a board.
var States = []string{Assigned, Accepted, Done, Checked, Closed}

// Task is a nhiệm vụ.
type Task struct {
	ID                         int64
	Title, Detail              string
	Product                    string  // what comes out of it
	Weight                     float64 // in standard products
	UnitID                     int64
	LeadID, CheckerID          int64
	AssignerID                 int64
	Assigner                   string
	Source                     string
	SourceID                   int64
	SourceNote                 string
	Priority                   int
	AssignedOn, Due, FirstDue  string // 2006-01-02
	State                      string
	Result                     string
	Failures, Delays, Excused  int
	Cause                      string
	DoneOn, ClosedOn           string
	Version                    int64
	Lead, Checker, Unit, Helps string `gorm:"->"` // names; Helps those of the helpers
}

// Open reports whether there is still something to do about it.
func (t Task) Open() bool { return t.State != Closed && t.State != Cancelled }

// Late reports whether it is past its day on a day.
func (t Task) Late(today string) bool {
	return (t.State == Assigned || t.State == Accepted) && today > t.Due || t.DoneOn > t.Due
}

// Order is what somebody wants done, before it is a task: the same for each of its leads.
type Order struct {
	Title, Detail, Product string
	Weight                 float64
	Leads, Helpers         []int64
	CheckerID              int64
	Priority               int
	Due                    string
	Source                 string
	SourceID               int64
	SourceNote             string
	Every, Until           string // "" for once; else week, month or quarter, until a day or "" without end
}

// clean checks an order as typed; today is the first day that it can be due.
func (o *Order) clean(today string) error {
	wrong := fault.Fields{}
	for field, v := range map[string]struct {
		value       *string
		least, most int
	}{"title": {&o.Title, 3, 300}, "product": {&o.Product, 2, 200}, "source_note": {&o.SourceNote, 0, 300}} {
		*v.value = viet.Clean(*v.value)
		if n := len([]rune(*v.value)); n < v.least || n > v.most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", v.least, v.most)
		}
	}
	if len([]rune(o.Detail)) > 3000 {
		wrong.Refuse("detail", "Không quá %d ký tự", 3000)
	}
	if o.Weight < 0.1 || o.Weight > 20 {
		wrong.Refuse("weight", "Hệ số từ 0,1 đến 20")
	}
	day, precision, ok := viet.ParseDate(o.Due)
	switch {
	case !ok || precision != viet.Day:
		wrong.Refuse("due", "Không có ngày «%s»; ghi ngày/tháng/năm", o.Due)
	case day < today:
		wrong.Refuse("due", "Hạn phải từ hôm nay trở đi")
	}
	o.Due = day
	if o.Priority < 1 || o.Priority > 3 {
		o.Priority = 2
	}
	o.cleanPeople(wrong)
	o.cleanEvery(wrong)
	return wrong.Err()
}

func (o *Order) cleanPeople(wrong fault.Fields) {
	slices.Sort(o.Leads)
	o.Leads = slices.Compact(o.Leads)
	if len(o.Leads) == 0 || len(o.Leads) > 200 {
		wrong.Refuse("lead", "Chọn người chủ trì")
	}
	if o.CheckerID == 0 {
		wrong.Refuse("checker", "Chọn người kiểm tra")
	} else if slices.Contains(o.Leads, o.CheckerID) {
		wrong.Refuse("checker", "Người chủ trì không tự kiểm tra nhiệm vụ của mình")
	}
	slices.Sort(o.Helpers)
	o.Helpers = slices.Compact(o.Helpers)
	if len(o.Helpers) > 30 {
		wrong.Refuse("helper", "Không quá %d người phối hợp", 30)
	}
}

func (o *Order) cleanEvery(wrong fault.Fields) {
	if o.Every == "" {
		o.Until = ""
		return
	}
	if o.Every != "week" && o.Every != "month" && o.Every != "quarter" {
		wrong.Refuse("every", "Chọn chu kỳ")
	}
	if o.Until == "" {
		return
	}
	day, precision, ok := viet.ParseDate(o.Until)
	if !ok || precision != viet.Day || day < o.Due {
		wrong.Refuse("until", "Ghi một ngày sau hạn đầu tiên")
	}
	o.Until = day
}

// Service runs programmes, tasks and reviews.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

func (s *Service) today() string { return clock.Today(s.Clock) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
