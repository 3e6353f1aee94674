package work

import (
	"context"
	"fmt"
	"time"

	"congthidua/internal/account"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
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
	Attendance, Conclusion string
	ClosedOn               string
	Version                int64
	Unit, Path             string `gorm:"->"`
}

// Week is a week with its days; weeks begin on Monday.
type Week struct{ Monday, Sunday string }

// WeekOf is the week of a day.
func WeekOf(day string) (Week, error) {
	t, err := time.Parse(clock.Date, day)
	if err != nil {
		return Week{}, fault.ErrNotFound
	}
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	return Week{monday.Format(clock.Date), monday.AddDate(0, 0, 6).Format(clock.Date)}, nil
}

// ParseWeek reads "2026-W45", the name of a week by ISO 8601.
func ParseWeek(text string) (Week, error) {
	var year, n int
	if _, err := fmt.Sscanf(text, "%4d-W%2d", &year, &n); err != nil || len(text) != 8 || n < 1 || n > 53 || year < 2000 || year > 2200 {
		return Week{}, fault.ErrNotFound
	}
	// 4 January lies in the first week.
	w, err := WeekOf(fmt.Sprintf("%04d-01-04", year))
	if err != nil {
		return w, err
	}
	w = w.shift(7 * (n - 1))
	if w.Name() != text {
		return w, fault.ErrNotFound
	}
	return w, nil
}

func (w Week) shift(days int) Week {
	t, _ := time.Parse(clock.Date, w.Monday) // made here
	t = t.AddDate(0, 0, days)
	return Week{t.Format(clock.Date), t.AddDate(0, 0, 6).Format(clock.Date)}
}

// Before and After are the weeks beside a week.
func (w Week) Before() Week { return w.shift(-7) }

// After is the week that follows.
func (w Week) After() Week { return w.shift(7) }

// Name is a week's name by ISO 8601: "2026-W45".
func (w Week) Name() string {
	t, _ := time.Parse(clock.Date, w.Monday)
	year, n := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, n)
}

// Agenda is what a review goes through: what was decided the week before first.
type Agenda struct {
	Week
	Review   Review // ID 0 while nobody has opened it
	Decided  []Seen // last week's decisions
	Done     []Seen // handed in or closed in the week
	Late     []Seen // past their day at the end of the week, or now
	Arising  []Seen // assigned in the week, other than by this review
	Coming   []Seen // due in the week that follows
	Tasks    []Seen // decided in this review
	MayRun   bool
	Previous string // conclusion of the week before
}

// Agenda makes the review of a unit, and of all below it, for a week out of what happened.
func (s *Service) Agenda(ctx context.Context, a account.Actor, unit int64, w Week) (v Agenda, err error) {
	if _, err := a.Require(account.TaskView); err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	v.Week = w
	where, args := homeOrReach(a, a.Reach(account.TaskView))
	if err := db.Raw(`SELECT u.id AS unit_id, u.name AS unit, u.path FROM units u WHERE u.id = ? AND `+where, append([]any{unit}, args...)...).Scan(&v.Review).Error; err != nil {
		return v, err
	}
	if v.Review.UnitID == 0 {
		return v, fault.ErrNotFound
	}
	v.MayRun = a.Reach(account.TaskAssign).Covers(v.Review.Path)
	var kept Review
	if err := db.Raw(`SELECT * FROM reviews WHERE unit_id = ? AND monday = ?`, unit, w.Monday).Scan(&kept).Error; err != nil {
		return v, err
	}
	if kept.ID != 0 {
		kept.Unit, kept.Path = v.Review.Unit, v.Review.Path
		v.Review = kept
	}
	var before Review
	if err := db.Raw(`SELECT * FROM reviews WHERE unit_id = ? AND monday = ?`, unit, w.Before().Monday).Scan(&before).Error; err != nil {
		return v, err
	}
	v.Previous = before.Conclusion
	end := min(w.Sunday, s.today())
	inside := `substr(u.path, 1, ` + itoa(int64(len(v.Review.Path))) + `) = '` + v.Review.Path + `'` // digits and slashes, from the database
	for _, part := range []struct {
		into *[]Seen
		sql  string
		args []any
	}{
		{&v.Decided, `t.source = 'week' AND t.source_id = ? AND t.source_id <> 0`, []any{before.ID}},
		{&v.Tasks, `t.source = 'week' AND t.source_id = ? AND t.source_id <> 0`, []any{v.Review.ID}},
		{&v.Done, inside + ` AND t.done_on BETWEEN ? AND ?`, []any{w.Monday, w.Sunday}},
		{&v.Late, inside + ` AND t.state <> 'cancelled' AND t.due <= ? AND t.due < ? AND (t.done_on = '' OR t.done_on > ?)`, []any{end, s.today(), end}},
		{&v.Arising, inside + ` AND t.assigned_on BETWEEN ? AND ? AND t.source <> 'week'`, []any{w.Monday, w.Sunday}},
		{&v.Coming, inside + ` AND t.state IN ('assigned', 'accepted') AND t.due BETWEEN ? AND ?`, []any{w.After().Monday, w.After().Sunday}},
	} {
		if err := db.Raw(`SELECT `+taskColumns+taskJoins+` WHERE `+part.sql+` ORDER BY u.path, l.name_key, t.due, t.id LIMIT 300`, append([]any{a.PersonID}, part.args...)...).Scan(part.into).Error; err != nil {
			return v, err
		}
	}
	return v, nil
}

// SaveReview opens a week's review where it is not there yet, and writes attendance and conclusion;
// closed, it changes no more.
func (s *Service) SaveReview(ctx context.Context, a account.Actor, unit int64, w Week, attendance, conclusion string, closing bool) error {
	wrong := fault.Fields{}
	if len([]rune(attendance)) > 3000 {
		wrong.Refuse("attendance", "Không quá %d ký tự", 3000)
	}
	if n := len([]rune(conclusion)); n > 5000 || closing && n == 0 {
		wrong.Refuse("conclusion", "Ghi từ %d đến %d ký tự", 1, 5000)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.inReview(ctx, a, unit, w, map[bool]string{true: "review.close", false: "review.save"}[closing], func(tx *gorm.DB, id int64) error {
		state, on := ReviewOpen, ""
		if closing {
			state, on = ReviewClosed, s.today()
		}
		return tx.Exec(`UPDATE reviews SET attendance = ?, conclusion = ?, state = ?, closed_on = ?, version = version + 1 WHERE id = ?`, attendance, conclusion, state, on, id).Error
	})
}

// Decide makes tasks of what a review has decided.
func (s *Service) Decide(ctx context.Context, a account.Actor, unit int64, w Week, o Order) error {
	return s.inReview(ctx, a, unit, w, "review.decide", func(tx *gorm.DB, id int64) error {
		o.Source, o.SourceID, o.SourceNote = "week", id, "Giao ban tuần từ "+viet.ShowDate(w.Monday)
		_, err := s.AssignIn(tx, a, o)
		return err
	})
}

// inReview changes the review of a unit within reach, which it opens first where it must.
func (s *Service) inReview(ctx context.Context, a account.Actor, unit int64, w Week, action string, change func(tx *gorm.DB, id int64) error) error {
	reach, err := a.Require(account.TaskAssign)
	if err != nil {
		return err
	}
	if w.Monday > s.today() {
		return fault.Conflictf("Tuần này chưa đến.")
	}
	where, args := reach.Condition("", "u.path")
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if n, err := store.Count(tx, `SELECT count(*) FROM units u WHERE u.id = ? AND `+where, append([]any{unit}, args...)...); err != nil || n == 0 {
			if err != nil {
				return err
			}
			return fault.ErrNotFound
		}
		if err := tx.Exec(`INSERT INTO reviews (unit_id, monday, state) VALUES (?, ?, 'open') ON CONFLICT (unit_id, monday) DO NOTHING`, unit, w.Monday).Error; err != nil {
			return err
		}
		var r Review
		if err := tx.Raw(`SELECT * FROM reviews WHERE unit_id = ? AND monday = ?`, unit, w.Monday).Scan(&r).Error; err != nil {
			return err
		}
		if r.State == ReviewClosed {
			return fault.Conflictf("Buổi giao ban đã có kết luận; không sửa được nữa.")
		}
		if err := change(tx, r.ID); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "reviews", ObjectID: r.ID, Detail: map[string]any{"unit": unit, "monday": w.Monday}})
	})
}
