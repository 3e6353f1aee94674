package work

import (
	"context"
	"errors"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// ahead is how many days before its due day a recurring task is given out.
const ahead = 7

// recurAtOnce is how many recurrences one transaction gives out.
const recurAtOnce = 500

// Recurrence is a task that is given out again and again.
type Recurrence struct {
	store.Record
	Title     string   `gorm:"size:300"`
	Detail    string   `gorm:"size:3000"`
	Product   string   `gorm:"size:200"`
	Weight    float64  // in standard products
	Priority  Priority `gorm:"default:2"`
	LeadID    int64
	CheckerID int64
	Every     Cycle
	NextDue   string `gorm:"size:10"`
	Until     string `gorm:"size:10"` // "" without end
	MonthDay  int    // of the first due day; shorter months end earlier
	Stopped   bool
	Assigner  string
}

// RecurrenceHelper helps with every task of a recurrence.
type RecurrenceHelper struct {
	RecurrenceID int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID     int64 `gorm:"primaryKey;autoIncrement:false"`
}

// startRecurrences lets an order come again for each of its leads.
func (s *Service) startRecurrences(tx *gorm.DB, a access.Actor, o Order) error {
	list := make([]Recurrence, len(o.Leads))
	for i, lead := range o.Leads {
		list[i] = Recurrence{
			Title:     o.Title,
			Detail:    o.Detail,
			Product:   o.Product,
			Weight:    o.Weight,
			Priority:  o.Priority,
			LeadID:    lead,
			CheckerID: o.CheckerID,
			Every:     o.Every,
			NextDue:   following(o.Due, o.Every, dayOfMonth(o.Due)),
			Until:     o.Until,
			MonthDay:  dayOfMonth(o.Due),
			Assigner:  a.Name,
		}
	}
	if err := tx.CreateInBatches(&list, 100).Error; err != nil || len(o.Helpers) == 0 {
		return err
	}
	var helpers []RecurrenceHelper
	for _, r := range list {
		for _, person := range o.Helpers {
			if person != r.LeadID {
				helpers = append(helpers, RecurrenceHelper{RecurrenceID: r.ID, PersonID: person})
			}
		}
	}
	return tx.CreateInBatches(&helpers, 100).Error
}

// dayOfMonth is 31 for 2026-12-31.
func dayOfMonth(day string) int {
	t, err := time.Parse(clock.Date, day)
	if err != nil {
		return 0
	}
	return t.Day()
}

// following is the next due day after a day. Months and quarters keep the day of the month with which the
// recurrence began; where the month is shorter it is the month's last day.
func following(day string, every Cycle, monthDay int) string {
	t, err := time.Parse(clock.Date, day)
	if err != nil {
		return day
	}
	months := 1
	switch every {
	case Weekly:
		return t.AddDate(0, 0, 7).Format(clock.Date)
	case Quarterly:
		months = 3
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(max(monthDay, 1), last)-1).Format(clock.Date)
}

// Recur gives out the recurring tasks whose day has come near. The server's background calls it from time to
// time; no person does, so it takes no actor. Processes beside each other give each day out once: each reads
// the recurrences within its own transaction, and tasks_recurring is unique.
func (s *Service) Recur(ctx context.Context) error {
	limit := s.Clock.Now().AddDate(0, 0, ahead).Format(clock.Date)
	var waiting int64
	if err := s.Store.Read(ctx).Model(&Recurrence{}).Scopes(dueBy(limit)).Count(&waiting).Error; err != nil ||
		waiting == 0 {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var due []Recurrence
		if err := tx.Scopes(dueBy(limit)).Order("id").Limit(recurAtOnce).Find(&due).Error; err != nil || len(due) == 0 {
			return err
		}
		for _, r := range due {
			if err := s.recur(tx, r, limit); err != nil {
				return err
			}
		}
		detail := audit.Detail{"recurrences": len(due)}
		return audit.Note(tx, s.Clock, audit.Who{}, "task.recur", "recurrences", 0, detail)
	})
}

// dueBy keeps a query to recurrences with a due day up to a day.
func dueBy(limit string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("NOT stopped AND next_due <= ? AND (until = '' OR next_due <= until)", limit)
	}
}

// recur gives out the next task of a recurrence, where its day is not after limit, and moves it on. Days that
// passed while no server ran are left out. A recurrence whose lead or checker works nowhere any more stops; helpers
// who have left are left out.
func (s *Service) recur(tx *gorm.DB, r Recurrence, limit string) error {
	next := r.NextDue
	for next < s.today() {
		next = following(next, r.Every, r.MonthDay)
	}
	if next > limit || r.Until != "" && next > r.Until {
		return store.Update(tx, &r, r.Version, store.Change{"next_due": next})
	}
	at, err := org.PlaceOf(tx, r.LeadID)
	if err == nil {
		_, err = org.PlaceOf(tx, r.CheckerID)
	}
	if errors.Is(err, fault.ErrNotFound) {
		return store.Update(tx, &r, r.Version, store.Change{"stopped": true})
	}
	if err != nil {
		return err
	}
	helpers, err := helpersOf(tx, r.ID)
	if err != nil {
		return err
	}
	o := Order{
		Title:     r.Title,
		Detail:    r.Detail,
		Product:   r.Product,
		Weight:    r.Weight,
		CheckerID: r.CheckerID,
		Helpers:   helpers,
		Priority:  r.Priority,
		Due:       next,
		Source:    FromRecurrence,
		SourceID:  r.ID,
	}
	if _, err := s.insert(tx, access.Actor{Name: r.Assigner}, o, r.LeadID, at.ID); err != nil {
		return err
	}
	return store.Update(tx, &r, r.Version, store.Change{"next_due": following(next, r.Every, r.MonthDay)})
}

// Stop ends a recurring task; what was given out stays.
func (s *Service) Stop(ctx context.Context, a access.Actor, id, version int64) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		r, err := recurrence(tx, reach, id)
		if err != nil {
			return err
		}
		if err := store.Update(tx.Where("NOT stopped"), &r, version, store.Change{"stopped": true}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "task.stop", "recurrences", id, nil)
	})
}
