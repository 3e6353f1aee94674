package work

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Accept says that the lead has taken a task on.
func (s *Service) Accept(ctx context.Context, a access.Actor, id, version int64) error {
	return s.step(ctx, a, id, version, "accept", "", func(tx *gorm.DB, t Seen) (string, error) {
		if t.LeadID != a.PersonID {
			return "", fault.ErrForbidden
		}
		return `state = 'accepted'`, inState(t, Assigned)
	})
}

// Finish hands the result in. Past its day the lead says why; whether the cause is an objective one the
// checker decides.
func (s *Service) Finish(ctx context.Context, a access.Actor, id, version int64, result, cause string) error {
	wrong := fault.Fields{}
	if result = viet.Clean(result); result == "" || len([]rune(result)) > 2000 {
		wrong.Refuse("result", "Ghi từ %d đến %d ký tự", 1, 2000)
	}
	if cause = viet.Clean(cause); len([]rune(cause)) > 500 {
		wrong.Refuse("cause", "Không quá %d ký tự", 500)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.step(ctx, a, id, version, "done", result, func(tx *gorm.DB, t Seen) (string, error) {
		if t.LeadID != a.PersonID {
			return "", fault.ErrForbidden
		}
		late := 0
		if s.today() > t.Due {
			if late = 1; cause == "" {
				return "", fault.Invalidf("cause", "Đã quá hạn: ghi nguyên nhân chậm")
			}
		}
		if err := tx.Exec(`UPDATE tasks SET result = ?, cause = ?, done_on = ?, delays = delays + ? WHERE id = ?`, result, cause, s.today(), late, id).Error; err != nil {
			return "", err
		}
		return `state = 'done'`, inState(t, Assigned, Accepted)
	})
}

// Verdict is what a checker finds.
type Verdict struct {
	Passed     bool
	Why        string // why it does not pass
	Objective  bool   // the failure has an objective cause: it does not count
	ExcuseLate bool   // the delay has one
	Close      bool   // closes it at once
}

// Check passes a task's result, or sends it back with the reason. Only its checker does, who is never
// its lead.
func (s *Service) Check(ctx context.Context, a access.Actor, id, version int64, v Verdict) error {
	if v.Why = viet.Clean(v.Why); !v.Passed && v.Why == "" || len([]rune(v.Why)) > 1000 {
		return fault.Invalidf("why", "Ghi từ %d đến %d ký tự", 1, 1000)
	}
	kind := map[bool]string{true: "verified", false: "failed"}[v.Passed]
	return s.step(ctx, a, id, version, kind, v.Why, func(tx *gorm.DB, t Seen) (string, error) {
		if t.CheckerID != a.PersonID || t.LeadID == a.PersonID {
			return "", fault.ErrForbidden
		}
		if err := inState(t, Done); err != nil {
			return "", err
		}
		if v.ExcuseLate && t.DoneOn > t.Due && t.Delays > 0 {
			if err := tx.Exec(`UPDATE tasks SET delays = delays - 1, excused = excused + 1 WHERE id = ?`, id).Error; err != nil {
				return "", err
			}
			if err := s.event(tx, id, a, "excused", t.Cause); err != nil {
				return "", err
			}
		}
		switch {
		case v.Passed && v.Close:
			return `state = 'closed', closed_on = '` + s.today() + `'`, nil
		case v.Passed:
			return `state = 'checked'`, nil
		case v.Objective:
			return `state = 'accepted', excused = excused + 1`, nil
		}
		return `state = 'accepted', failures = failures + 1`, nil
	})
}

// Extend gives a task more time. Where its day was past already, that was a delay.
func (s *Service) Extend(ctx context.Context, a access.Actor, id, version int64, due, why string) error {
	day, precision, ok := viet.ParseDate(due)
	if !ok || precision != viet.Day || day < s.today() {
		return fault.Invalidf("due", "Hạn phải từ hôm nay trở đi")
	}
	if why = viet.Clean(why); why == "" || len([]rune(why)) > 500 {
		return fault.Invalidf("why", "Ghi từ %d đến %d ký tự", 1, 500)
	}
	return s.step(ctx, a, id, version, "due", viet.ShowDate(day)+": "+why, func(tx *gorm.DB, t Seen) (string, error) {
		if !s.directs(a, t) {
			return "", fault.ErrForbidden
		}
		late := 0
		if s.today() > t.Due {
			late = 1
		}
		if err := tx.Exec(`UPDATE tasks SET due = ?, delays = delays + ? WHERE id = ?`, day, late, id).Error; err != nil {
			return "", err
		}
		return `state = state`, inState(t, Assigned, Accepted)
	})
}

// Close closes a task that has passed its check; Cancel ends one that is not done.
func (s *Service) Close(ctx context.Context, a access.Actor, id, version int64) error {
	return s.step(ctx, a, id, version, "closed", "", func(tx *gorm.DB, t Seen) (string, error) {
		if !s.directs(a, t) {
			return "", fault.ErrForbidden
		}
		return `state = 'closed', closed_on = '` + s.today() + `'`, inState(t, Checked)
	})
}

// Cancel ends a task that is not done yet, for a reason: it does not count.
func (s *Service) Cancel(ctx context.Context, a access.Actor, id, version int64, why string) error {
	if why = viet.Clean(why); why == "" || len([]rune(why)) > 500 {
		return fault.Invalidf("why", "Ghi từ %d đến %d ký tự", 1, 500)
	}
	return s.step(ctx, a, id, version, "cancelled", why, func(tx *gorm.DB, t Seen) (string, error) {
		if !s.directs(a, t) {
			return "", fault.ErrForbidden
		}
		return `state = 'cancelled'`, inState(t, Assigned, Accepted)
	})
}

// Comment says something about a task to all who see it.
func (s *Service) Comment(ctx context.Context, a access.Actor, id int64, text string) error {
	if text = viet.Clean(text); text == "" || len([]rune(text)) > 2000 {
		return fault.Invalidf("text", "Ghi từ %d đến %d ký tự", 1, 2000)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := task(tx, a, id)
		if err != nil {
			return err
		}
		if !s.takesPart(a, t) {
			return fault.ErrForbidden
		}
		if err := s.event(tx, id, a, "comment", text); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "task.comment", Object: "tasks", ObjectID: id})
	})
}

// directs reports whether the actor may close, extend or cancel a task: who assigned it, or who assigns
// in its unit; never its lead.
func (s *Service) directs(a access.Actor, t Seen) bool {
	if t.LeadID == a.PersonID {
		return false
	}
	return t.AssignerID != 0 && t.AssignerID == a.PersonID || a.Reach(access.TaskAssign).Covers(t.Path)
}

// takesPart reports whether the actor may comment and add files.
func (s *Service) takesPart(a access.Actor, t Seen) bool {
	return a.PersonID != 0 && (t.LeadID == a.PersonID || t.CheckerID == a.PersonID || t.Helper) || s.directs(a, t)
}

func inState(t Seen, states ...string) error {
	for _, s := range states {
		if t.State == s {
			return nil
		}
	}
	return fault.ErrStale
}

// step changes a task that the actor sees, from the version that was looked at. change returns what is
// set, made of constants and days alone.
func (s *Service) step(ctx context.Context, a access.Actor, id, version int64, kind, text string, change func(tx *gorm.DB, t Seen) (set string, err error)) error {
	if _, err := a.Require(access.TaskView); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := task(tx, a, id)
		if err != nil {
			return err
		}
		set, err := change(tx, t)
		if err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE tasks SET `+set+`, version = version + 1 WHERE id = ? AND version = ?`, id, version)); err != nil {
			return err
		}
		if err := s.event(tx, id, a, kind, text); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "task." + kind, Object: "tasks", ObjectID: id, Detail: map[string]any{"from": t.State}})
	})
}

// Files keeps the files of tasks: those who take part add to them until the task is closed.
func (s *Service) Files() attachment.Shelf {
	return attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: "tasks", See: func(db *gorm.DB, a access.Actor, id int64) error {
		_, err := task(db, a, id)
		return err
	}, Change: func(tx *gorm.DB, a access.Actor, id int64) error {
		t, err := task(tx, a, id)
		if err != nil {
			return err
		}
		if !s.takesPart(a, t) {
			return fault.ErrForbidden
		}
		if !t.Open() {
			return fault.Conflictf("Nhiệm vụ đã đóng.")
		}
		return nil
	}}
}

// CloseAll closes those of the tasks that have passed their check and that the actor may close; the
// rest is left as it is.
func (s *Service) CloseAll(ctx context.Context, a access.Actor, tasks []int64) (n int, err error) {
	if _, err := a.Require(access.TaskAssign); err != nil {
		return 0, err
	}
	if len(tasks) == 0 {
		return 0, fault.Invalidf("", "Chọn ít nhất một nhiệm vụ.")
	}
	return n, s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, id := range tasks {
			t, err := task(tx, a, id)
			if err != nil {
				return err
			}
			if t.State != Checked || !s.directs(a, t) {
				continue
			}
			if err := tx.Exec(`UPDATE tasks SET state = 'closed', closed_on = ?, version = version + 1 WHERE id = ?`, s.today(), id).Error; err != nil {
				return err
			}
			if err := s.event(tx, id, a, "closed", ""); err != nil {
				return err
			}
			n++
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "task.closed", Object: "tasks", Detail: map[string]any{"tasks": n}})
	})
}
