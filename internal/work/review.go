package work

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The states of a weekly review.
const (
	ReviewOpen   = "open"
	ReviewClosed = "closed"
)

// ReviewStates name them.
var ReviewStates = map[string]string{ReviewOpen: "Đang giao ban", ReviewClosed: "Đã kết luận"}

// Review is the weekly review (giao ban tuần) of a unit.
type Review struct {
	ID, UnitID             int64
	Monday                 string // of the week, 2006-01-02
	State                  string
	Attendance, Conclusion string // who took part beside those called; what was concluded
	ClosedOn               string
	Version                int64
	Unit, Path             string `gorm:"->"`
}

// Minutes are what is written down of a review.
type Minutes struct {
	Version    int64            // of the review as it was read; 0 where nobody had opened it
	Absent     map[int64]string // who of those called did not come, and why
	Others     string           // who else took part
	Conclusion string
	Close      bool // the conclusion stands, the notice goes out
}

func (m *Minutes) check() error {
	wrong := fault.Fields{}
	if len([]rune(m.Others)) > 3000 {
		wrong.Refuse("attendance", "Không quá %d ký tự", 3000)
	}
	if n := len([]rune(m.Conclusion)); n > 5000 || m.Close && n == 0 {
		wrong.Refuse("conclusion", "Ghi từ %d đến %d ký tự", 1, 5000)
	}
	for id, why := range m.Absent {
		if len([]rune(why)) > 200 {
			wrong.Refuse("why-"+itoa(id), "Không quá %d ký tự", 200)
		}
	}
	return wrong.Err()
}

// SaveReview opens a week's review where it is not there yet, and writes attendance and conclusion;
// closed, it changes no more.
func (s *Service) SaveReview(ctx context.Context, a access.Actor, unit int64, w Week, m Minutes) error {
	if err := m.check(); err != nil {
		return err
	}
	return s.inReview(ctx, a, unit, w, map[bool]string{true: "review.close", false: "review.save"}[m.Close], func(tx *gorm.DB, r Review, fresh bool) error {
		if m.Version != r.Version && !(fresh && m.Version == 0) {
			return fault.ErrStale
		}
		state, on := ReviewOpen, ""
		if m.Close {
			state, on = ReviewClosed, s.today()
		}
		if err := saveAttendance(tx, r, m.Absent); err != nil {
			return err
		}
		return store.OneRow(tx.Exec(`UPDATE reviews SET attendance = ?, conclusion = ?, state = ?, closed_on = ?, version = version + 1 WHERE id = ? AND version = ?`, m.Others, m.Conclusion, state, on, r.ID, r.Version))
	})
}

// Decide makes tasks of what a review has decided.
func (s *Service) Decide(ctx context.Context, a access.Actor, unit int64, w Week, o Order) error {
	return s.inReview(ctx, a, unit, w, "review.decide", func(tx *gorm.DB, r Review, _ bool) error {
		o.Source, o.SourceID, o.SourceNote = "week", r.ID, "từ "+viet.ShowDate(w.Monday)
		_, err := s.AssignIn(tx, a, o)
		return err
	})
}

// inReview changes the review of a unit within reach, which it opens first where it must.
func (s *Service) inReview(ctx context.Context, a access.Actor, unit int64, w Week, action string, change func(tx *gorm.DB, r Review, fresh bool) error) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	if w.Monday > s.today() {
		return fault.Conflictf("Tuần này chưa đến.")
	}
	where, args := reach.PathCondition("", "u.path")
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if n, err := store.Count(tx, `SELECT count(*) FROM units u WHERE u.id = ? AND `+where, append([]any{unit}, args...)...); err != nil || n == 0 {
			if err != nil {
				return err
			}
			return fault.ErrNotFound
		}
		opened := tx.Exec(`INSERT INTO reviews (unit_id, monday, state) VALUES (?, ?, 'open') ON CONFLICT (unit_id, monday) DO NOTHING`, unit, w.Monday)
		if opened.Error != nil {
			return opened.Error
		}
		var r Review
		if err := tx.Raw(`SELECT r.*, u.name AS unit, u.path FROM reviews r JOIN units u ON u.id = r.unit_id WHERE r.unit_id = ? AND r.monday = ?`, unit, w.Monday).Scan(&r).Error; err != nil {
			return err
		}
		if r.State == ReviewClosed {
			return fault.Conflictf("Buổi giao ban đã có kết luận; không sửa được nữa.")
		}
		if err := change(tx, r, opened.RowsAffected == 1); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "reviews", ObjectID: r.ID, Detail: map[string]any{"unit": unit, "monday": w.Monday}})
	})
}
