package evaluation

import (
	"congthidua/internal/store"
)

// Models are the records of this room.
var Models = []any{
	&Period{},
	&PeriodUnit{},
	&Scorecard{},
	&SheetRow{},
	&Event{},
	&Revision{},
	&Appeal{},
	&YearStrip{},
}

// Period is one month of evaluation with the deadline of each step.
type Period struct {
	store.Record
	Year, Month  int
	State        PeriodState
	SelfDue      string `gorm:"size:10"` // 2006-01-02, as all deadlines
	HeadDue      string `gorm:"size:10"`
	CommitteeDue string `gorm:"size:10"`
	LeaderDue    string `gorm:"size:10"`
	AppealDays   int    // working days after the publication
	PublishedAt  *int64 // Unix milliseconds
}

// PeriodUnit is how a unit stands in a month.
type PeriodUnit struct {
	PeriodID      int64  `gorm:"primaryKey;autoIncrement:false"`
	UnitID        int64  `gorm:"primaryKey;autoIncrement:false"`
	SubmittedAt   *int64 // when the unit handed its month in, Unix milliseconds
	Special       bool   // the special share of the quota holds
	SpecialReason string `gorm:"size:500"`
	SpecialAsked  string `gorm:"size:500"` // why the unit asks for it
	RemindedAt    *int64
	// Scored and PointsSum keep, of a closed month, how many persons have a result and the sum of their
	// points; both are NULL while the month is open.
	Scored    *int64
	PointsSum *float64
	Version   int64 `gorm:"default:1"`
}

// Key implements store.Versioned; GORM finds the row by both parts of its key.
func (u PeriodUnit) Key() int64 { return u.UnitID }

// Scorecard is one person's card for one month. Name, post and unit are kept as they were in that month.
// Points and grade are what counts now: the reviewer's where there is a review, else the cadre's own.
type Scorecard struct {
	store.Record
	PeriodID    int64 `gorm:"index:scorecards_unit,priority:1;index:scorecards_person,priority:2"`
	PersonID    int64 `gorm:"index:scorecards_person,priority:1"`
	UnitID      int64 `gorm:"index:scorecards_unit,priority:2"`
	FrameworkID *int64
	Name        string
	NameKey     string
	Post        string
	Level       int64
	Manager     bool
	Reviewer    Reviewer
	State       State  `gorm:"index:scorecards_unit,priority:3"`
	Excuse      string `gorm:"size:300"` // why not classified, for people
	ExcuseKind  ExcuseKind
	Returned    string `gorm:"size:500"` // why it came back, "" when it did not
	Parts       string // figures of the framework's columns: "16.9|60|7.6"
	SelfPoints  *float64
	HeadPoints  *float64
	Points      *float64 `gorm:"index:scorecards_unit,priority:5"`
	Grade       string   `gorm:"size:20;index:scorecards_unit,priority:4"`
	EarnedGrade string   `gorm:"size:20"`  // by points and conditions, before the quota was settled
	Settled     string   `gorm:"size:500"` // why the committee changed the grade
	Remark      string   `gorm:"size:500"` // why the reviewer's points differ
	ReviewedBy  *int64   // account
	Revision    int64    `gorm:"default:1"`
}

// SheetRow keeps the two sheets of a card as JSON: the cadre's own and the reviewer's. They stand apart from
// the card so that lists of cards stay narrow.
type SheetRow struct {
	ScorecardID int64 `gorm:"primaryKey;autoIncrement:false"`
	Self        Sheet `gorm:"default:{}"`
	Head        Sheet `gorm:"default:{}"`
}

// TableName implements GORM's Tabler.
func (SheetRow) TableName() string { return "sheets" }

// Event is a step in a card's history.
type Event struct {
	ID          int64 `gorm:"primaryKey"`
	ScorecardID int64 `gorm:"index:scorecard_events_card"`
	At          int64 // Unix milliseconds
	Actor       string
	Step        Step
	Note        string
}

// TableName implements GORM's Tabler.
func (Event) TableName() string { return "scorecard_events" }

// Revision is an earlier result that a correction replaced.
type Revision struct {
	ID          int64 `gorm:"primaryKey"`
	ScorecardID int64
	Revision    int64
	At          int64 // Unix milliseconds
	Actor       string
	Reason      string `gorm:"size:500"`
	Points      float64
	Grade       string
	Head        Sheet // the reviewer's
}

// TableName implements GORM's Tabler.
func (Revision) TableName() string { return "scorecard_revisions" }

// Appeal is a cadre's objection (kiến nghị) to a published result.
type Appeal struct {
	store.Record
	ScorecardID int64 `gorm:"uniqueIndex:appeals_one_open,where:state = 'open'"`
	FiledAt     int64
	Text        string `gorm:"size:2000"`
	State       AppealState
	Answer      string `gorm:"size:2000"`
	DecidedBy   *int64 // account
	DecidedAt   *int64
}

// YearStrip keeps the grades of a person's year, so that lists need not gather them from twelve cards. A
// month's column holds rank and code of its grade, as in "2:HTTNV", or "" where none is approved yet.
type YearStrip struct {
	PersonID int64  `gorm:"primaryKey;autoIncrement:false"`
	Year     int    `gorm:"primaryKey;autoIncrement:false"`
	M1       string `gorm:"size:24"`
	M2       string `gorm:"size:24"`
	M3       string `gorm:"size:24"`
	M4       string `gorm:"size:24"`
	M5       string `gorm:"size:24"`
	M6       string `gorm:"size:24"`
	M7       string `gorm:"size:24"`
	M8       string `gorm:"size:24"`
	M9       string `gorm:"size:24"`
	M10      string `gorm:"size:24"`
	M11      string `gorm:"size:24"`
	M12      string `gorm:"size:24"`
	Strip    string `gorm:"->"` // the months as one text, "1:A,2:B,,…"; the database keeps it
}
