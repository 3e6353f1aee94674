package work

// State is where a task stands.
type State string

// The states of a task.
const (
	Assigned  State = "assigned"
	Accepted  State = "accepted"
	Done      State = "done"
	Checked   State = "checked"
	Closed    State = "closed"
	Cancelled State = "cancelled"
)

// States are the states of a task that goes its way, in their order: the columns of a board.
var States = []State{Assigned, Accepted, Done, Checked, Closed}

// StateNames name the states of a task.
var StateNames = map[State]string{
	Assigned:  "Mới giao",
	Accepted:  "Đang làm",
	Done:      "Chờ kiểm tra",
	Checked:   "Đạt, chờ đóng",
	Closed:    "Đã đóng",
	Cancelled: "Đã hủy",
}

// Source is the kind of thing that a task comes from; Task.SourceID is its number.
type Source string

// The sources of tasks.
const (
	FromOrder      Source = "direct"    // given out by somebody; no number
	FromProgramme  Source = "programme" // an item of a programme
	FromDocument   Source = "document"  // a document of the registers
	FromWeek       Source = "week"      // a weekly review
	FromRecurrence Source = "recurring" // a recurring task
)

// Sources are the sources in the order in which they are shown.
var Sources = []Source{FromOrder, FromProgramme, FromDocument, FromWeek, FromRecurrence}

// SourceNames name the sources.
var SourceNames = map[Source]string{
	FromOrder:      "Giao trực tiếp",
	FromProgramme:  "Chương trình công tác",
	FromDocument:   "Văn bản",
	FromWeek:       "Giao ban tuần",
	FromRecurrence: "Định kỳ",
}

// Priority is how urgent a task is, 1 the highest.
type Priority int

// The priorities.
const (
	Urgent Priority = 1
	Normal Priority = 2
	Low    Priority = 3
)

// PriorityNames name the priorities.
var PriorityNames = map[Priority]string{Urgent: "Khẩn", Normal: "Thường", Low: "Thấp"}

// Cycle is how often a task is given out again; "" is once.
type Cycle string

// The cycles.
const (
	Weekly    Cycle = "week"
	Monthly   Cycle = "month"
	Quarterly Cycle = "quarter"
)

// Cycles are the cycles from the shortest on.
var Cycles = []Cycle{Weekly, Monthly, Quarterly}

// CycleNames name the cycles.
var CycleNames = map[Cycle]string{Weekly: "hằng tuần", Monthly: "hằng tháng", Quarterly: "hằng quý"}

// EventKind is what happened to a task.
type EventKind string

// The kinds of events.
const (
	EventAssign    EventKind = "assign"
	EventAccept    EventKind = "accept"
	EventDone      EventKind = "done"
	EventVerified  EventKind = "verified"
	EventFailed    EventKind = "failed"
	EventExcused   EventKind = "excused"
	EventDue       EventKind = "due"
	EventClosed    EventKind = "closed"
	EventCancelled EventKind = "cancelled"
	EventComment   EventKind = "comment"
	EventHandOver  EventKind = "handover"
)

// EventNames name the kinds of events; the event's text follows.
var EventNames = map[EventKind]string{
	EventAssign:    "giao, hạn",
	EventAccept:    "nhận việc",
	EventDone:      "báo hoàn thành",
	EventVerified:  "kiểm tra đạt",
	EventFailed:    "kiểm tra chưa đạt",
	EventExcused:   "xác nhận chậm do khách quan",
	EventDue:       "đổi hạn",
	EventClosed:    "đóng",
	EventCancelled: "hủy",
	EventComment:   "ý kiến",
	EventHandOver:  "chuyển người chủ trì, từ",
}

// ProgrammeState is where a programme stands: draft → submitted → approved, or returned to draft.
type ProgrammeState string

// The states of a programme.
const (
	Draft     ProgrammeState = "draft"
	Submitted ProgrammeState = "submitted"
	Approved  ProgrammeState = "approved"
)

// ProgrammeStates name the states of a programme.
var ProgrammeStates = map[ProgrammeState]string{Draft: "Đang soạn", Submitted: "Chờ duyệt", Approved: "Đã duyệt"}

// Standing is how an item of a programme stands against its plan.
type Standing string

// The standings of an item.
const (
	NotDue    Standing = "not_due"
	Running   Standing = "running"
	Behind    Standing = "behind"
	Fulfilled Standing = "fulfilled"
)

// StandingNames name the standings.
var StandingNames = map[Standing]string{
	NotDue:    "Chưa đến kỳ",
	Running:   "Đang làm",
	Behind:    "Chậm",
	Fulfilled: "Xong",
}

// ReviewState is where a weekly review stands: open → closed.
type ReviewState string

// The states of a weekly review.
const (
	ReviewOpen   ReviewState = "open"
	ReviewClosed ReviewState = "closed"
)
