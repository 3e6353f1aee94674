package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// fromTasks are the products that somebody's tasks of a month come to.
func fromTasks(lines []work.Line) (list []Product) {
	for _, l := range lines {
		list = append(list, Product{
			Name:      l.Product,
			Weight:    l.Weight,
			Assigned:  float64(l.Assigned),
			Completed: float64(l.Completed),
			Failed:    float64(l.Failed),
			Delayed:   float64(l.Delayed),
			Evidence:  l.Evidence(),
			Tasks:     true,
		})
	}
	return list
}

// TakeTasks fills the products of the own card from the tasks of its month: those taken before are taken
// anew, what was typed stays.
func (s *Service) TakeTasks(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := ownCard(tx, a, id)
		if err != nil {
			return err
		}
		if c.State != Draft || c.FrameworkID == nil {
			return errHandedIn
		}
		sheet := c.SelfSheet
		if c.Version != version {
			return Stale{Yours: sheet, Theirs: sheet, Version: c.Version}
		}
		tasks, err := work.Month(tx, c.PersonID, c.Year, c.Month)
		if err != nil {
			return err
		}
		if len(tasks) == 0 {
			return fault.Conflictf("Tháng này chưa có nhiệm vụ nào được giao trong phần mềm.")
		}
		sheet.Products = append(fromTasks(work.Lines(tasks)), sheet.typed()...)
		return s.saveSelf(tx, a, c, sheet)
	})
}

// typed are the products that were not taken from tasks.
func (s Sheet) typed() (list []Product) {
	for _, p := range s.Products {
		if !p.Tasks {
			list = append(list, p)
		}
	}
	return list
}

// Differs says what the tasks of the month say of a product that was taken from them and has been changed,
// or has changed since; ok is false where they agree, or where it was typed.
func (v View) Differs(p Product) (now Product, ok bool) {
	if !p.Tasks {
		return Product{}, false
	}
	for _, x := range fromTasks(v.TaskLines) {
		if x.Name == p.Name && x.Weight == p.Weight {
			same := x.Assigned == p.Assigned && x.Completed == p.Completed && x.Failed == p.Failed &&
				x.Delayed == p.Delayed
			return x, !same
		}
	}
	return Product{Name: p.Name, Weight: p.Weight}, true
}
