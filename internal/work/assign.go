package work

import (
	"context"
	"slices"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Assign makes a task for each lead of an order, or none.
func (s *Service) Assign(ctx context.Context, a access.Actor, o Order) (ids []int64, err error) {
	if _, err := a.Require(access.TaskAssign); err != nil {
		return nil, err
	}
	if err := o.clean(s.today()); err != nil {
		return nil, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if ids, err = s.AssignIn(tx, a, o); err != nil || o.Every == "" {
			return err
		}
		for _, lead := range o.Leads {
			if err := tx.Exec(`INSERT INTO recurrences (title, product, weight, lead_id, checker_id, every, next_due, until, assigner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				o.Title, o.Product, o.Weight, lead, o.CheckerID, o.Every, following(o.Due, o.Every), o.Until, a.Name).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return ids, err
}

// AssignIn is Assign within the transaction of what the tasks come from: a routed document, a
// decision of a weekly review, an approved programme. Every lead must be within the actor's reach.
func (s *Service) AssignIn(tx *gorm.DB, a access.Actor, o Order) (ids []int64, err error) {
	if err := o.clean(s.today()); err != nil {
		return nil, err
	}
	reach := a.Reach(access.TaskAssign)
	for _, lead := range o.Leads {
		unit, err := unitOf(tx, lead)
		if err != nil {
			return nil, err
		}
		if !reach.Covers(unit.Path) {
			return nil, fault.ErrNotFound
		}
		id, err := s.insert(tx, a, o, lead, unit.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if _, err := unitOf(tx, o.CheckerID); err != nil {
		return nil, err
	}
	return ids, audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "task.assign", Object: "tasks", ObjectID: ids[0], Detail: map[string]any{"title": o.Title, "tasks": len(ids), "due": o.Due}})
}

type place struct {
	ID   int64
	Path string
}

// unitOf is the unit in which somebody works today.
func unitOf(tx *gorm.DB, person int64) (p place, err error) {
	err = tx.Raw(`SELECT u.id, u.path FROM posts po JOIN units u ON u.id = po.unit_id WHERE po.person_id = ? AND po.main AND po.until IS NULL`, person).Scan(&p).Error
	if err == nil && p.ID == 0 {
		err = fault.Invalidf("lead", "Người được chọn không còn công tác")
	}
	return p, err
}

func (s *Service) insert(tx *gorm.DB, a access.Actor, o Order, lead, unit int64) (id int64, err error) {
	var assigner *int64
	if a.PersonID != 0 {
		assigner = &a.PersonID
	}
	if o.Source == "" {
		o.Source = "direct"
	}
	if err := tx.Raw(`INSERT INTO tasks (title, title_key, detail, product, weight, unit_id, lead_id, checker_id, assigner_id, assigner, source, source_id, source_note, priority, assigned_on, due, first_due, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'assigned') RETURNING id`,
		o.Title, viet.SearchKey(o.Title), o.Detail, o.Product, o.Weight, unit, lead, o.CheckerID, assigner, a.Name, o.Source, o.SourceID, o.SourceNote, o.Priority, s.today(), o.Due, o.Due).Scan(&id).Error; err != nil {
		return 0, err
	}
	for _, h := range o.Helpers {
		if h == lead {
			continue
		}
		if err := tx.Exec(`INSERT INTO task_helpers (task_id, person_id) VALUES (?, ?)`, id, h).Error; err != nil {
			return 0, err
		}
	}
	return id, s.event(tx, id, a, "assign", viet.ShowDate(o.Due))
}

func (s *Service) event(tx *gorm.DB, id int64, a access.Actor, kind, text string) error {
	return tx.Exec(`INSERT INTO task_events (task_id, at, actor, kind, text) VALUES (?, ?, ?, ?, ?)`, id, s.Clock.Now().UnixMilli(), a.Name, kind, text).Error
}

// following is the next day of something that comes every week, month or quarter; the last of a month
// stays within the next one.
func following(day, every string) string {
	t, err := time.Parse(clock.Date, day)
	if err != nil {
		return day
	}
	if every == "week" {
		return t.AddDate(0, 0, 7).Format(clock.Date)
	}
	months := 1
	if every == "quarter" {
		months = 3
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1).Format(clock.Date)
}

// ahead is how many days before its day a recurring task is given out.
const ahead = 7

// Recur gives out the recurring tasks whose day has come near. It is called from time to time and does
// nothing where there are none.
func (s *Service) Recur(ctx context.Context) error {
	limit := s.Clock.Now().AddDate(0, 0, ahead).Format(clock.Date)
	n, err := store.Count(s.Store.Read(ctx), `SELECT count(*) FROM recurrences WHERE NOT stopped AND next_due <= ? AND (until = '' OR next_due <= until)`, limit)
	if err != nil || n == 0 {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var due []struct {
			ID, LeadID, CheckerID                           int64
			Title, Product, Every, NextDue, Until, Assigner string
			Weight                                          float64
		}
		if err := tx.Raw(`SELECT * FROM recurrences WHERE NOT stopped AND next_due <= ? AND (until = '' OR next_due <= until) ORDER BY id LIMIT 500`, limit).Scan(&due).Error; err != nil {
			return err
		}
		for _, r := range due {
			next := r.NextDue
			for next < s.today() { // the portal was down: what is past is not given out any more
				next = following(next, r.Every)
			}
			if next <= limit && (r.Until == "" || next <= r.Until) {
				unit, err := unitOf(tx, r.LeadID)
				if err != nil { // the lead has left: somebody must take it over
					if err := tx.Exec(`UPDATE recurrences SET stopped = TRUE WHERE id = ?`, r.ID).Error; err != nil {
						return err
					}
					continue
				}
				if _, err := s.insert(tx, access.Actor{Name: r.Assigner}, Order{Title: r.Title, Product: r.Product, Weight: r.Weight, CheckerID: r.CheckerID, Priority: 2, Due: next, Source: "recurring", SourceID: r.ID}, r.LeadID, unit.ID); err != nil {
					return err
				}
				next = following(next, r.Every)
			}
			if err := tx.Exec(`UPDATE recurrences SET next_due = ? WHERE id = ?`, next, r.ID).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, audit.Who{}, audit.Entry{Action: "task.recur", Object: "recurrences", Detail: map[string]any{"recurrences": len(due)}})
	})
}

// Recurrence is a task that is given out again and again.
type Recurrence struct {
	ID             int64
	Title, Product string
	Weight         float64
	Every          string
	NextDue, Until string
	Lead, Checker  string
}

// EveryNames name how often.
var EveryNames = map[string]string{"week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý"}

// Recurrences lists the recurring tasks within reach that have not been stopped.
func (s *Service) Recurrences(ctx context.Context, a access.Actor) (list []Recurrence, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return nil, err
	}
	where, args := reach.PathCondition("", "u.path")
	return list, s.Store.Read(ctx).Raw(`SELECT r.id, r.title, r.product, r.weight, r.every, r.next_due, r.until, l.name AS lead, c.name AS checker FROM recurrences r JOIN people l ON l.id = r.lead_id JOIN people c ON c.id = r.checker_id JOIN posts po ON po.person_id = r.lead_id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id
		WHERE NOT r.stopped AND (r.until = '' OR r.next_due <= r.until) AND `+where+` ORDER BY r.next_due, r.id LIMIT 500`, args...).Scan(&list).Error
}

// Stop ends a recurring task; what was given out stays.
func (s *Service) Stop(ctx context.Context, a access.Actor, id int64) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	where, args := reach.PathCondition("", "u.path")
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE recurrences SET stopped = TRUE WHERE id = ? AND NOT stopped AND EXISTS (SELECT 1 FROM posts po JOIN units u ON u.id = po.unit_id WHERE po.person_id = recurrences.lead_id AND po.main AND po.until IS NULL AND `+where+`)`, append([]any{id}, args...)...)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "task.stop", Object: "recurrences", ObjectID: id})
	})
}

// HandOver gives open tasks of somebody to somebody else, who must not be their checker.
func (s *Service) HandOver(ctx context.Context, a access.Actor, tasks []int64, to int64, why string) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	if why = viet.Clean(why); why == "" || len([]rune(why)) > 500 {
		return fault.Invalidf("why", "Ghi từ %d đến %d ký tự", 1, 500)
	}
	if len(tasks) == 0 {
		return fault.Invalidf("", "Chọn ít nhất một nhiệm vụ.")
	}
	slices.Sort(tasks)
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		unit, err := unitOf(tx, to)
		if err != nil {
			return err
		}
		if !reach.Covers(unit.Path) {
			return fault.ErrNotFound
		}
		for _, id := range slices.Compact(tasks) {
			t, err := task(tx, a, id)
			if err != nil {
				return err
			}
			if !reach.Covers(t.Path) {
				return fault.ErrNotFound
			}
			if t.CheckerID == to {
				return fault.Conflictf("%s đang là người kiểm tra của «%s»; đổi người kiểm tra trước.", t.Checker, t.Title)
			}
			if err := store.OneRow(tx.Exec(`UPDATE tasks SET lead_id = ?, unit_id = ?, version = version + 1 WHERE id = ? AND state IN ('assigned', 'accepted')`, to, unit.ID, id)); err != nil {
				return err
			}
			if err := tx.Exec(`DELETE FROM task_helpers WHERE task_id = ? AND person_id = ?`, id, to).Error; err != nil {
				return err
			}
			if err := s.event(tx, id, a, "handover", t.Lead+": "+why); err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "task.handover", Object: "tasks", ObjectID: tasks[0], Detail: map[string]any{"tasks": len(tasks), "to": to}})
	})
}
