package work

import (
	"context"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Review is the weekly review (giao ban tuần) of a unit. One that nobody has opened yet has ID 0 and Version 1,
// the version with which it is opened.
type Review struct {
	store.Record
	UnitID     int64
	Monday     string // of the week
	State      ReviewState
	Attendance string `gorm:"size:3000"` // who took part beside those called
	Conclusion string `gorm:"size:5000"`
	ClosedOn   string `gorm:"size:10"`
}

// Minutes are what is written down of a review.
type Minutes struct {
	Version    int64            // of the review as it was read
	Absent     map[int64]string // who of those called did not come, and why
	Others     string           // who else took part
	Conclusion string
	Close      bool // the conclusion stands, the notice goes out
}

func (m *Minutes) clean() error {
	wrong := fault.Fields{}
	wrong.Lines("attendance", &m.Others, 0, 3000)
	least := 0
	if m.Close {
		least = 1
	}
	wrong.Lines("conclusion", &m.Conclusion, least, 5000)
	for id, why := range m.Absent {
		wrong.Text("why-"+strconv.FormatInt(id, 10), &why, 0, 200)
		m.Absent[id] = why
	}
	return wrong.Err()
}

// SaveReview opens a week's review where it is not there yet, and writes attendance and conclusion;
// concluded, it changes no more.
func (s *Service) SaveReview(ctx context.Context, a access.Actor, unit int64, w Week, m Minutes) error {
	if err := m.clean(); err != nil {
		return err
	}
	action := "review.save"
	change := store.Change{"attendance": m.Others, "conclusion": m.Conclusion}
	if m.Close {
		action = "review.close"
		change["state"], change["closed_on"] = ReviewClosed, s.today()
	}
	return s.inReview(ctx, a, unit, w, action, func(tx *gorm.DB, r Review) error {
		if err := saveAttendance(tx, r, m.Absent); err != nil {
			return err
		}
		return store.Advance(tx, &r, m.Version, ReviewOpen, change)
	})
}

// Decide makes tasks of what a review has decided. The minutes that somebody else writes meanwhile do not
// become stale by that.
func (s *Service) Decide(ctx context.Context, a access.Actor, unit int64, w Week, o Order) error {
	return s.inReview(ctx, a, unit, w, "review.decide", func(tx *gorm.DB, r Review) error {
		o.Source, o.SourceID, o.SourceNote = FromWeek, r.ID, "từ "+viet.ShowDate(w.Monday)
		_, err := s.AssignIn(tx, a, o)
		return err
	})
}

// runs reports whether a review of a week may be opened and written on a day: not before the week has begun,
// and not after it was concluded.
func (r Review) runs(today string) error {
	if r.Monday > today {
		return fault.Conflictf("Tuần này chưa đến.")
	}
	if r.State == ReviewClosed {
		return fault.Conflictf("Buổi giao ban đã có kết luận; không sửa được nữa.")
	}
	return nil
}

// inReview changes the review of a unit within reach, which it opens first where nobody has.
func (s *Service) inReview(
	ctx context.Context, a access.Actor, unit int64, w Week, action string,
	change func(tx *gorm.DB, r Review) error,
) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := org.FindUnit(tx, reach, unit); err != nil {
			return err
		}
		r, _, err := reviewsOf(tx, unit, w)
		if err != nil {
			return err
		}
		if err := r.runs(s.today()); err != nil {
			return err
		}
		if r.ID == 0 {
			if err := tx.Create(&r).Error; err != nil {
				return err
			}
		}
		if err := change(tx, r); err != nil {
			return err
		}
		detail := audit.Detail{"unit": unit, "monday": w.Monday}
		return audit.Note(tx, s.Clock, a, action, "reviews", r.ID, detail)
	})
}

// reviewsOf finds the reviews of a unit for a week and for the one before; the one of the week is what it is
// before anybody opens it, where nobody has.
func reviewsOf(db *gorm.DB, unit int64, w Week) (now, before Review, err error) {
	now = Review{Record: store.Record{Version: 1}, UnitID: unit, Monday: w.Monday, State: ReviewOpen}
	var list []Review
	err = db.Where("unit_id = ? AND monday IN ?", unit, []string{w.Monday, w.Before().Monday}).Find(&list).Error
	for _, r := range list {
		if r.Monday == w.Monday {
			now = r
		} else {
			before = r
		}
	}
	return now, before, err
}

// Attendance is whether somebody called to a review came.
type Attendance struct {
	ReviewID int64 `gorm:"primaryKey"`
	PersonID int64 `gorm:"primaryKey"`
	Present  bool
	Why      string `gorm:"size:200"` // of an absence
}

// TableName implements GORM's Tabler.
func (Attendance) TableName() string { return "review_attendance" }

// saveAttendance writes who came: everybody called but the absent.
func saveAttendance(tx *gorm.DB, r Review, absent map[int64]string) error {
	called, err := calledTo(tx, r)
	if err != nil || len(called) == 0 {
		return err
	}
	list := make([]Attendance, len(called))
	for i, c := range called {
		why, away := absent[c.PersonID]
		list[i] = Attendance{ReviewID: r.ID, PersonID: c.PersonID, Present: !away, Why: why}
	}
	anew := clause.OnConflict{
		Columns:   []clause.Column{{Name: "review_id"}, {Name: "person_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"present", "why"}),
	}
	return tx.Clauses(anew).CreateInBatches(&list, 100).Error
}
