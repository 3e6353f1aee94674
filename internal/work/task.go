package work

import (
	"slices"

	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Models are the tables of this room.
var Models = []any{
	&Product{},
	&Programme{},
	&Item{},
	&Recurrence{},
	&RecurrenceHelper{},
	&Task{},
	&Helper{},
	&Event{},
	&Review{},
	&Attendance{},
}

// Service runs programmes, tasks and reviews.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

func (s *Service) today() string { return clock.Today(s.Clock) }

// Task is a nhiệm vụ. Days are 2006-01-02, "" where there is none.
type Task struct {
	store.Record
	Title      string  `gorm:"size:300"`
	TitleKey   string  // for searching, without tone marks
	Detail     string  `gorm:"size:3000"`
	Product    string  `gorm:"size:200"` // what comes out of it
	Weight     float64 // in standard products
	UnitID     int64   `gorm:"index:tasks_unit;index:tasks_standing"` // the lead's, when it was assigned
	LeadID     int64   `gorm:"index:tasks_lead"`
	CheckerID  int64   `gorm:"index:tasks_checker"`
	AssignerID *int64  `gorm:"index:tasks_assigner"` // nil where an account without a person, or a recurrence, assigned it
	Assigner   string
	Source     Source   `gorm:"index:tasks_source"`
	SourceID   int64    `gorm:"index:tasks_source;uniqueIndex:tasks_recurring,where:source = 'recurring'"`
	SourceNote string   `gorm:"size:300"`
	Priority   Priority `gorm:"default:2"`
	AssignedOn string   `gorm:"size:10"`
	Due        string   `gorm:"size:10;index:tasks_state"`
	FirstDue   string   `gorm:"size:10;uniqueIndex:tasks_recurring,where:source = 'recurring'"` // before any extension
	State      State    `gorm:"index:tasks_state"`
	Result     string   `gorm:"size:2000"`
	Failures   int      // checks not passed, without those for an objective cause
	Delays     int      // times late, likewise
	Excused    int      // failures and delays for a confirmed objective cause
	Cause      string   `gorm:"size:500"` // of the delay, as the lead says
	DoneOn     string   `gorm:"size:10"`  // when the result that stands was handed in
	ClosedOn   string   `gorm:"size:10"`
}

// Helper is somebody who helps with a task.
type Helper struct {
	TaskID   int64 `gorm:"primaryKey"`
	PersonID int64 `gorm:"primaryKey;index:task_helpers_person"`
}

// TableName implements GORM's Tabler.
func (Helper) TableName() string { return "task_helpers" }

// Event is something that happened to a task, or was said about it.
type Event struct {
	ID     int64 `gorm:"primaryKey"`
	TaskID int64 `gorm:"index:task_events_task"`
	At     int64 // Unix milliseconds
	Actor  string
	Kind   EventKind
	Text   string `gorm:"size:2000"`
}

// TableName implements GORM's Tabler.
func (Event) TableName() string { return "task_events" }

// inWork are the states of what its lead has on the table; stillOpen those in which something is left to do.
var (
	inWork    = []State{Assigned, Accepted}
	stillOpen = []State{Assigned, Accepted, Done, Checked}
)

// Open reports whether there is still something to do about it.
func (t Task) Open() bool { return slices.Contains(stillOpen, t.State) }

// Overdue reports whether its lead has it on the table after its due day; the due day itself is in time.
func (t Task) Overdue(today string) bool { return slices.Contains(inWork, t.State) && today > t.Due }

// Late reports whether it is overdue, or was handed in after its due day.
func (t Task) Late(today string) bool { return t.Overdue(today) || t.DoneOn > t.Due }

// OpenLate reports whether it is late and something is still left to do about it.
func (t Task) OpenLate(today string) bool { return t.Open() && t.Late(today) }
