package work

import (
	"context"
	"fmt"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// The years of programmes.
const firstYear = 2000

// Programme is a chương trình công tác năm of a unit; that of the top unit is the body's.
type Programme struct {
	store.Record
	UnitID      int64
	Year        int
	Title       string `gorm:"size:300"`
	State       ProgrammeState
	Returned    string `gorm:"size:1000"` // why it was sent back, "" else
	ApprovedBy  string
	ApprovedOn  string `gorm:"size:10"`
	SubmittedBy int64  // the account
}

// ProgrammeRow is a programme with its unit and how many of its items are done.
type ProgrammeRow struct {
	Programme
	Unit, Path       string
	Items, ItemsDone int
}

// ProgrammePage is a programme with its items and with what the actor may do with it.
type ProgrammePage struct {
	ProgrammeRow
	ProgrammeRights
	List     []ItemRow
	Chair    Chair
	Month    int      // of the programme's year today: 0 before it, 13 after it
	Proposal Proposal // of a month, for who may give out
}

// ProgrammeRights are what an actor may do with a programme now.
type ProgrammeRights struct {
	MayEdit    bool // items: add, change, move, drop
	MaySubmit  bool
	MayApprove bool
	MayReturn  bool
	MayGiveOut bool
}

// rightsTo answers by the rules that the use cases themselves ask.
func (p ProgrammeRow) rightsTo(a access.Actor) ProgrammeRights {
	plans := a.Reach(access.TaskAssign).Covers(p.Path)
	decides := a.Reach(access.ProgrammeApprove).Covers(p.Path) && p.State == Submitted
	return ProgrammeRights{
		MayEdit:    plans && p.State != Submitted,
		MaySubmit:  plans && p.State == Draft,
		MayApprove: decides && p.SubmittedBy != a.AccountID,
		MayReturn:  decides,
		MayGiveOut: plans && p.State == Approved,
	}
}

// monthOf is the month of a year on a day: 0 before the year, 13 after it.
func monthOf(year int, now time.Time) int {
	switch {
	case now.Year() < year:
		return 0
	case now.Year() > year:
		return 13
	}
	return int(now.Month())
}

// StartProgramme begins the programme of a unit within reach for a year.
func (s *Service) StartProgramme(ctx context.Context, a access.Actor, unit int64, year int) (id int64, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return 0, err
	}
	if year < firstYear || year > s.Clock.Now().Year()+1 {
		return 0, fault.Invalidf("year", "Ghi một năm đến năm sau")
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		u, err := org.FindUnit(tx, reach, unit)
		if err != nil {
			return err
		}
		p := Programme{
			UnitID: unit,
			Year:   year,
			Title:  fmt.Sprintf("Chương trình công tác năm %d của %s", year, u.Name),
			State:  Draft,
		}
		err = tx.Create(&p).Error
		if store.Duplicate(err) {
			return fault.Conflictf("%s đã có chương trình công tác năm %d.", u.Name, year)
		}
		if err != nil {
			return err
		}
		id = p.ID
		detail := audit.Detail{"unit": unit, "year": year}
		return audit.Note(tx, s.Clock, a, "programme.start", "programmes", id, detail)
	})
	return id, err
}

// ProgrammeStep is a programme's next step.
type ProgrammeStep struct {
	To  ProgrammeState
	Why string // of a return
}

// StepProgramme submits a programme, approves it, or returns it with a reason. Heads and the committee
// submit, the leader approves within reach, and nobody approves what he submitted.
func (s *Service) StepProgramme(ctx context.Context, a access.Actor, id, version int64, step ProgrammeStep) error {
	permission, from := access.ProgrammeApprove, Submitted
	if step.To == Submitted {
		permission, from = access.TaskAssign, Draft
	}
	reach, err := a.Require(permission)
	if err != nil {
		return err
	}
	least := 0
	if step.To == Draft {
		least = 1
	}
	wrong := fault.Fields{}
	wrong.Text("why", &step.Why, least, 1000)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := programme(tx, a, id)
		if err != nil {
			return err
		}
		if !reach.Covers(p.Path) {
			return fault.ErrForbidden
		}
		change, err := s.programmeChange(tx, a, p, step)
		if err != nil {
			return err
		}
		if err := store.Advance(tx, &p.Programme, version, from, change); err != nil {
			return err
		}
		detail := audit.Detail{"why": step.Why}
		return audit.Note(tx, s.Clock, a, "programme."+string(step.To), "programmes", id, detail)
	})
}

// programmeChange is what a step changes; an approval keeps the months of all items.
func (s *Service) programmeChange(
	tx *gorm.DB, a access.Actor, p ProgrammeRow, step ProgrammeStep,
) (store.Change, error) {
	if step.To == Approved && p.SubmittedBy == a.AccountID {
		return nil, fault.Conflictf("Bạn đã trình chương trình này; người khác duyệt.")
	}
	items := tx.Model(&Item{}).Where("programme_id = ?", p.ID).Session(&gorm.Session{})
	var n int64
	if err := items.Count(&n).Error; err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, fault.Conflictf("Chương trình chưa có mục nào.")
	}
	switch step.To {
	case Submitted:
		return store.Change{"state": Submitted, "returned": "", "submitted_by": a.AccountID}, nil
	case Draft:
		return store.Change{"state": Draft, "returned": step.Why}, nil
	case Approved:
		plan := map[string]any{"planned_first": gorm.Expr("first_month"), "planned_last": gorm.Expr("last_month")}
		if err := items.UpdateColumns(plan).Error; err != nil {
			return nil, err
		}
		return store.Change{
			"state":       Approved,
			"returned":    "",
			"approved_by": a.Name,
			"approved_on": s.today(),
		}, nil
	}
	return nil, fault.Invalidf("", "Chọn bước tiếp theo.")
}

// plan changes the items of a programme within the actor's reach that does not wait for approval. The
// programme's version counts on, so that nobody submits or approves other items than the page showed.
func (s *Service) plan(
	ctx context.Context, a access.Actor, id int64, action string, detail audit.Detail,
	change func(tx *gorm.DB, p ProgrammeRow) error,
) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := programme(tx, a, id)
		if err != nil {
			return err
		}
		if !reach.Covers(p.Path) {
			return fault.ErrForbidden
		}
		if p.State == Submitted {
			return fault.Conflictf("Chương trình đang chờ duyệt.")
		}
		if err := change(tx, p); err != nil {
			return err
		}
		if err := store.Update(tx, &p.Programme, p.Version, store.Change{}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, action, "programmes", id, detail)
	})
}
