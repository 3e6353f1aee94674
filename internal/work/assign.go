package work

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Assign makes a task for each lead of an order, or none, and a recurrence for each where the order comes
// again. Every lead must work within the actor's reach.
func (s *Service) Assign(ctx context.Context, a access.Actor, o Order) (ids []int64, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return nil, err
	}
	if err := o.clean(s.today()); err != nil {
		return nil, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if ids, err = s.assign(tx, a, reach, o); err != nil || o.Every == "" {
			return err
		}
		return s.startRecurrences(tx, a, o)
	})
	return ids, err
}

// AssignIn is Assign, but once, within the transaction of what the tasks come from: a routed document, a
// decision of a weekly review, an approved programme.
func (s *Service) AssignIn(tx *gorm.DB, a access.Actor, o Order) ([]int64, error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return nil, err
	}
	if err := o.clean(s.today()); err != nil {
		return nil, err
	}
	return s.assign(tx, a, reach, o)
}

// assign makes the tasks of a cleaned order.
func (s *Service) assign(tx *gorm.DB, a access.Actor, reach access.Reach, o Order) (ids []int64, err error) {
	for _, lead := range o.Leads {
		at, err := placeFor(tx, lead, "lead")
		if err != nil {
			return nil, err
		}
		if !reach.Covers(at.Path) {
			return nil, fault.ErrNotFound
		}
		id, err := s.insert(tx, a, o, lead, at.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if _, err := placeFor(tx, o.CheckerID, "checker"); err != nil {
		return nil, err
	}
	detail := audit.Detail{"title": o.Title, "tasks": len(ids), "due": o.Due}
	return ids, audit.Note(tx, s.Clock, a, "task.assign", "tasks", ids[0], detail)
}

// placeFor is org.PlaceOf for somebody chosen in a field of a form.
func placeFor(tx *gorm.DB, person int64, field string) (org.Unit, error) {
	at, err := org.PlaceOf(tx, person)
	if errors.Is(err, fault.ErrNotFound) {
		err = fault.Invalidf(field, "Người được chọn không còn công tác")
	}
	return at, err
}

// insert makes a task of a cleaned order, with its helpers and the first line of its history.
func (s *Service) insert(tx *gorm.DB, a access.Actor, o Order, lead, unit int64) (int64, error) {
	t := Task{
		Title:      o.Title,
		TitleKey:   viet.SearchKey(o.Title),
		Detail:     o.Detail,
		Product:    o.Product,
		Weight:     o.Weight,
		UnitID:     unit,
		LeadID:     lead,
		CheckerID:  o.CheckerID,
		Assigner:   a.Name,
		Source:     o.Source,
		SourceID:   o.SourceID,
		SourceNote: o.SourceNote,
		Priority:   o.Priority,
		AssignedOn: s.today(),
		Due:        o.Due,
		FirstDue:   o.Due,
		State:      Assigned,
	}
	if a.PersonID != 0 {
		t.AssignerID = &a.PersonID
	}
	if t.Source == "" {
		t.Source = FromOrder
	}
	if err := tx.Create(&t).Error; err != nil {
		return 0, err
	}
	var helpers []Helper
	for _, person := range o.Helpers {
		if person != lead {
			helpers = append(helpers, Helper{TaskID: t.ID, PersonID: person})
		}
	}
	if len(helpers) > 0 {
		if err := tx.Create(&helpers).Error; err != nil {
			return 0, err
		}
	}
	return t.ID, s.event(tx, t.ID, a, EventAssign, viet.ShowDate(o.Due))
}

// event adds a line to the history of a task.
func (s *Service) event(tx *gorm.DB, task int64, a access.Actor, kind EventKind, text string) error {
	e := Event{TaskID: task, At: s.Clock.Now().UnixMilli(), Actor: a.Name, Kind: kind, Text: text}
	return tx.Create(&e).Error
}
