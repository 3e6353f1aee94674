package council

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Term is the time for which a person sits in the council. One chair and one secretary sit at a time, and
// nobody sits twice.
type Term struct {
	store.Record
	PersonID int64   `gorm:"uniqueIndex:council_members_now,where:until IS NULL"`
	Role     Office  `gorm:"uniqueIndex:council_chair_now,where:until IS NULL AND role <> 'member'"`
	Since    string  `gorm:"size:10"` // 2006-01-02
	Until    *string `gorm:"size:10"` // the last day, nil while it lasts
}

// TableName names the table.
func (Term) TableName() string { return "council_members" }

// MeetingMember is a member as the council sat at a meeting; it is fixed when the vote is opened.
type MeetingMember struct {
	MeetingID  int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID   int64 `gorm:"primaryKey;autoIncrement:false"`
	Role       Office
	Attendance Attendance `gorm:"default:present"`
}

// Member is a member of the council for a page or paper, now or at a meeting.
type Member struct {
	TermID, Version int64 // of the term that lasts; 0 at a meeting
	PersonID        int64
	Name, Post      string
	Role            Office
	Attendance      Attendance // at a meeting, "" before the vote is opened
	Voted           bool       // at a meeting: that, never what
}

// Members lists the members of today, the chair first and the secretary last.
func (s *Service) Members(ctx context.Context, a access.Actor) ([]Member, error) {
	if err := a.RequireAll(access.MeetingView); err != nil {
		return nil, err
	}
	return sitting(s.Store.Read(ctx))
}

// Appoint takes a person into the council in an office. Whoever sits in it already changes the office: the term
// ends today and another begins.
func (s *Service) Appoint(ctx context.Context, a access.Actor, personID int64, role Office) error {
	if err := a.RequireAll(access.MeetingRun); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if fault.Choice(wrong, "role", role, Offices, "Chọn vai trò"); len(wrong) > 0 {
		return wrong.Err()
	}
	today := clock.Today(s.Clock)
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		known, err := onRoster(tx, personID)
		if err != nil {
			return err
		}
		if !known {
			return fault.Invalidf("person", "Chọn người thuộc danh sách cán bộ")
		}
		ended := tx.Model(&Term{}).
			Where("person_id = ? AND until IS NULL", personID).
			UpdateColumns(map[string]any{"until": today, "version": gorm.Expr("version + 1")})
		if ended.Error != nil {
			return ended.Error
		}
		err = tx.Create(&Term{PersonID: personID, Role: role, Since: today}).Error
		if store.Duplicate(err) {
			return fault.Conflictf("Hội đồng đã có %s; kết thúc nhiệm kỳ của người đó trước.", OfficeNames[role])
		}
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "council.member", "people", personID, audit.Detail{"role": role})
	})
}

// EndTerm ends the term of a member with today.
func (s *Service) EndTerm(ctx context.Context, a access.Actor, id, version int64) error {
	if err := a.RequireAll(access.MeetingRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var term Term
		if err := store.First(tx.Where("id = ?", id), &term); err != nil {
			return err
		}
		if term.Until != nil {
			return fault.ErrStale
		}
		if err := store.Update(tx, &term, version, store.Change{"until": clock.Today(s.Clock)}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "council.member", "people", term.PersonID, audit.Detail{"role": ""})
	})
}
