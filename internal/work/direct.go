package work

import (
	"cmp"
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Extend gives a task more time. Asked for after its due day, that counts as a delay.
func (s *Service) Extend(ctx context.Context, a access.Actor, id, version int64, due, why string) error {
	wrong := fault.Fields{}
	if wrong.Date("due", &due); due < s.today() {
		wrong.Refuse("due", "Hạn phải từ hôm nay trở đi")
	}
	wrong.Text("why", &why, 1, 500)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.take(ctx, a, extending, id, version, func(_ *gorm.DB, t Seen) (move, error) {
		if due <= t.Due {
			return move{}, fault.Invalidf("due", "Hạn mới phải sau hạn đang có, %s", viet.ShowDate(t.Due))
		}
		delays := t.Delays
		if t.Overdue(s.today()) {
			delays++
		}
		return move{
			kind:   EventDue,
			text:   viet.ShowDate(due) + ": " + why,
			change: store.Change{"due": due, "delays": delays},
		}, nil
	})
}

// Close closes a task that has passed its check.
func (s *Service) Close(ctx context.Context, a access.Actor, id, version int64) error {
	return s.take(ctx, a, closing, id, version, func(*gorm.DB, Seen) (move, error) {
		return move{kind: EventClosed, change: store.Change{"state": Closed, "closed_on": s.today()}}, nil
	})
}

// Cancel ends a task that is not done yet, for a reason: it does not count.
func (s *Service) Cancel(ctx context.Context, a access.Actor, id, version int64, why string) error {
	wrong := fault.Fields{}
	wrong.Text("why", &why, 1, 500)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.take(ctx, a, cancelling, id, version, func(*gorm.DB, Seen) (move, error) {
		return move{kind: EventCancelled, text: why, change: store.Change{"state": Cancelled}}, nil
	})
}

// Picked is a task chosen from a list, at the version that the list showed.
type Picked struct{ ID, Version int64 }

// picked brings chosen tasks into an order and leaves out what was sent twice.
func picked(list []Picked) ([]Picked, error) {
	if len(list) == 0 {
		return nil, fault.Invalidf("", "Chọn ít nhất một nhiệm vụ.")
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y Picked) int { return cmp.Compare(x.ID, y.ID) })
	return slices.CompactFunc(list, func(x, y Picked) bool { return x.ID == y.ID }), nil
}

// CloseAll closes those of the chosen tasks that have passed their check and that the actor may close. The
// rest is left as it is: what has not passed, what has changed since the list was shown, the own tasks. A list that
// names a task out of sight was not shown to the actor and is refused.
func (s *Service) CloseAll(ctx context.Context, a access.Actor, chosen []Picked) (closed int, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return 0, err
	}
	if chosen, err = picked(chosen); err != nil {
		return 0, err
	}
	return closed, s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, p := range chosen {
			t, err := task(tx, sightOf(a, reach), p.ID)
			if err != nil {
				return err
			}
			if closing.allowed(a, t) != nil || t.Version != p.Version {
				continue
			}
			change := store.Change{"state": Closed, "closed_on": s.today()}
			if err := store.Advance(tx, &t.Task, p.Version, Checked, change); err != nil {
				return err
			}
			if err := s.event(tx, p.ID, a, EventClosed, ""); err != nil {
				return err
			}
			closed++
		}
		return audit.Note(tx, s.Clock, a, "task.closed", "tasks", chosen[0].ID, audit.Detail{"tasks": closed})
	})
}

// HandOver gives tasks in work to somebody else, who must work within the actor's reach and not be their
// checker. Delays and failures go along; nobody hands over the own task.
func (s *Service) HandOver(ctx context.Context, a access.Actor, chosen []Picked, to int64, why string) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Text("why", &why, 1, 500)
	if to == 0 {
		wrong.Refuse("to", "Chọn người nhận nhiệm vụ")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if chosen, err = picked(chosen); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		at, err := placeFor(tx, to, "to")
		if err != nil {
			return err
		}
		if !reach.Covers(at.Path) {
			return fault.ErrNotFound
		}
		for _, p := range chosen {
			if err := s.handOver(tx, a, reach, p, to, at.ID, why); err != nil {
				return err
			}
		}
		detail := audit.Detail{"tasks": len(chosen), "to": to}
		return audit.Note(tx, s.Clock, a, "task.handover", "tasks", chosen[0].ID, detail)
	})
}

// handOver gives one task to somebody of a unit.
func (s *Service) handOver(
	tx *gorm.DB, a access.Actor, reach access.Reach, p Picked, to, unit int64, why string,
) error {
	t, err := task(tx, sight{reach: reach}, p.ID) // within the units of the reach, whoever takes part
	if err != nil {
		return err
	}
	if err := a.Judge(t.LeadID); err != nil {
		return err
	}
	if !slices.Contains(inWork, t.State) {
		return fault.ErrStale
	}
	if t.CheckerID == to {
		return fault.Conflictf("%s đang là người kiểm tra của «%s»; đổi người kiểm tra trước.", t.Checker, t.Title)
	}
	change := store.Change{"lead_id": to, "unit_id": unit}
	if err := store.Advance(tx, &t.Task, p.Version, t.State, change); err != nil {
		return err
	}
	if err := tx.Where("task_id = ? AND person_id = ?", p.ID, to).Delete(&Helper{}).Error; err != nil {
		return err
	}
	return s.event(tx, p.ID, a, EventHandOver, t.Lead+": "+why)
}

// Comment says something about a task to all who see it.
func (s *Service) Comment(ctx context.Context, a access.Actor, id int64, text string) error {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Text("text", &text, 1, 2000)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := task(tx, sightOf(a, reach), id)
		if err != nil {
			return err
		}
		if err := takesPart(a, t); err != nil {
			return err
		}
		if err := s.event(tx, id, a, EventComment, text); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "task.comment", "tasks", id, nil)
	})
}

// Files keeps the files of tasks: who sees a task sees them, those who take part add to them until the task
// is closed.
func (s *Service) Files() attachment.Shelf {
	return attachment.Shelf{
		Store:  s.Store,
		Clock:  s.Clock,
		Object: "tasks",
		See: func(db *gorm.DB, a access.Actor, id int64) error {
			_, err := s.visible(db, a, id)
			return err
		},
		Change: func(tx *gorm.DB, a access.Actor, id int64) error {
			t, err := s.visible(tx, a, id)
			if err != nil {
				return err
			}
			if err := takesPart(a, t); err != nil {
				return err
			}
			if !t.Open() {
				return fault.Conflictf("Nhiệm vụ đã đóng.")
			}
			return nil
		},
	}
}

// visible is a task that the actor may look at.
func (s *Service) visible(db *gorm.DB, a access.Actor, id int64) (t Seen, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return t, err
	}
	return task(db, sightOf(a, reach), id)
}
