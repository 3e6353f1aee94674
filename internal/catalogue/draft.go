package catalogue

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// editable returns a draft that the actor may change, with its kind.
func (s *Service) editable(tx *gorm.DB, a access.Actor, id int64) (Edition, Kind, error) {
	e, k, err := s.find(tx, a, id)
	if err != nil {
		return e, k, err
	}
	if err := a.RequireAll(k.Edit); err != nil {
		return e, k, err
	}
	if e.State != Draft {
		return e, k, fault.Conflictf("Bản đã công bố không sửa được; hãy sao thành bản nháp.")
	}
	return e, k, nil
}

// Copy makes a draft of the next edition out of an edition and returns its number in the database.
func (s *Service) Copy(ctx context.Context, a access.Actor, id int64) (draft int64, err error) {
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, k, err := s.find(tx, a, id)
		if err != nil {
			return err
		}
		if err := a.RequireAll(k.Edit); err != nil {
			return err
		}
		draft, err = s.insert(tx, a, e, "catalogue.copy", audit.Detail{"from": id})
		return err
	})
	return draft, err
}

// insert keeps an edition as a new draft, next in its line.
func (s *Service) insert(tx *gorm.DB, a access.Actor, e Edition, action string, detail audit.Detail) (int64, error) {
	next, err := nextNumber(tx, e.Kind, e.Code)
	if err != nil {
		return 0, err
	}
	e.Record, e.Number, e.State = store.Record{}, next, Draft
	e.Author, e.ChangedAt = a.Name, s.Clock.Now().UnixMilli()
	if err := tx.Create(&e).Error; err != nil {
		return 0, err
	}
	return e.ID, audit.Note(tx, s.Clock, a, action, "editions", e.ID, detail)
}

func nextNumber(tx *gorm.DB, kind, code string) (int64, error) {
	var last []int64
	err := tx.Model(&Edition{}).Where("kind = ? AND code = ?", kind, code).
		Order("number DESC").Limit(1).Pluck("number", &last).Error
	if err != nil || len(last) == 0 {
		return 1, err
	}
	return last[0] + 1, nil
}

// Save keeps a draft's content as it was typed. Faults in it come back as fault.Invalid, named by their
// places, and nothing is kept: a draft holds together at every step.
func (s *Service) Save(ctx context.Context, a access.Actor, id, version int64, c Content) error {
	return s.Edit(ctx, a, id, version, nil, func(k Kind, _ string) (string, error) {
		if faults := k.Check(c); len(faults) > 0 {
			return "", faults.Err()
		}
		return c.YAML()
	})
}

// Edit changes a draft's body: change is given its kind and the body as it is kept, and returns the new one.
// Rooms with pages of their own for parts of a catalogue use it.
func (s *Service) Edit(
	ctx context.Context, a access.Actor, id, version int64, detail audit.Detail,
	change func(k Kind, body string) (string, error),
) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, k, err := s.editable(tx, a, id)
		if err != nil {
			return err
		}
		body, err := change(k, e.Body)
		if err != nil {
			return err
		}
		head, err := k.head(body)
		if err != nil {
			return err
		}
		err = store.Advance(tx, &e, version, Draft, store.Change{
			"name": head.Name, "legal": head.Legal, "body": body,
			"author": a.Name, "changed_at": s.Clock.Now().UnixMilli(),
		})
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "catalogue.save", "editions", id, detail)
	})
}

// Delete throws a draft away; what is published is kept for ever.
func (s *Service) Delete(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, _, err := s.editable(tx, a, id)
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Where("id = ? AND version = ? AND state = ?", id, version, Draft).Delete(&Edition{}))
		if err != nil {
			return err
		}
		detail := audit.Detail{"kind": e.Kind, "number": e.Number}
		return audit.Note(tx, s.Clock, a, "catalogue.delete", "editions", id, detail)
	})
}

// Publish puts a draft in force from a day on. What has begun keeps the edition by which it began, so the
// day is today at the earliest, and a kind may ask for more (Kind.Day, Kind.BeforePublish).
func (s *Service) Publish(ctx context.Context, a access.Actor, id, version int64, from string) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, k, err := s.editable(tx, a, id)
		if err != nil {
			return err
		}
		content, faults, err := k.Parse(e.Body)
		if err != nil {
			return err
		}
		if len(faults) > 0 {
			return fault.Conflictf("Bản nháp còn %d chỗ sai, chưa công bố được.", len(faults))
		}
		day, err := k.day(from, clock.Today(s.Clock))
		if err != nil {
			return err
		}
		if k.BeforePublish != nil {
			if err := k.BeforePublish(tx, e, day); err != nil {
				return err
			}
		}
		return s.publish(tx, a, k, e, version, content, day)
	})
}

func (s *Service) publish(
	tx *gorm.DB, a access.Actor, k Kind, e Edition, version int64, c Content, day string,
) error {
	c.Head.From = day
	if c.Head.To != "" && c.Head.To < day {
		c.Head.To = ""
	}
	body, err := c.YAML()
	if err == nil && k.Dated != nil {
		body, err = k.Dated(body, day, c.Head.To)
	}
	if err != nil {
		return err
	}
	err = store.Advance(tx, &e, version, Draft, store.Change{
		"state": Published, "body": body, "effective_from": day, "effective_to": orNull(c.Head.To),
		"author": a.Name, "changed_at": s.Clock.Now().UnixMilli(),
	})
	if err != nil {
		return err
	}
	detail := audit.Detail{"kind": e.Kind, "from": day}
	return audit.Note(tx, s.Clock, a, "catalogue.publish", "editions", e.ID, detail)
}

func orNull(day string) *string {
	if day == "" {
		return nil
	}
	return &day
}

// day reads from which day an edition is to hold.
func (k Kind) day(from, today string) (string, error) {
	wrong := fault.Fields{}
	wrong.Date("from", &from)
	switch {
	case len(wrong) > 0:
	case k.FromAMonth && from[8:] != "01":
		wrong.Refuse("from", "Áp dụng từ ngày 01 của một tháng, ví dụ 01/01/2027")
	case !k.AnyDay && from < today:
		wrong.Refuse("from", "Áp dụng sớm nhất từ hôm nay, %s", viet.ShowDate(today))
	}
	return from, wrong.Err()
}

// Try says what would change if an edition were in force now.
func (s *Service) Try(ctx context.Context, a access.Actor, id int64) (Trial, error) {
	db := s.Store.Read(ctx)
	e, k, err := s.find(db, a, id)
	if err != nil {
		return Trial{}, err
	}
	if err := a.RequireAll(k.Edit); err != nil {
		return Trial{}, err
	}
	if k.Try == nil {
		return Trial{}, fault.ErrNotFound
	}
	return k.Try(ctx, db, e, clock.Today(s.Clock))
}
