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
		list = append(list, Product{Name: l.Product, Weight: l.Weight, Assigned: float64(l.Assigned), Completed: float64(l.Completed), Failed: float64(l.Failed), Delayed: float64(l.Delayed), Evidence: l.Evidence(), Tasks: true})
	}
	return list
}

// TakeTasks fills the products of the own card from the tasks of its month: those taken before are
// taken anew, what was typed stays.
func (s *Service) TakeTasks(ctx context.Context, a access.Actor, id, version int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := card(tx, a, access.CardScore, id)
		if err != nil {
			return err
		}
		if c.State != Draft || c.FrameworkID == nil {
			return fault.Conflictf("Phiếu đã nộp nên không sửa được nữa. Muốn sửa, hãy đề nghị trả lại.")
		}
		sheet := ParseSheet(c.Self)
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
		products := fromTasks(work.Lines(tasks))
		for _, p := range sheet.Products {
			if !p.Tasks {
				products = append(products, p)
			}
		}
		sheet.Products = products
		return s.saveSelf(tx, a, c, sheet)
	})
}

// Differs says what the tasks of the month say of a product that was taken from them and has been
// changed, or has changed since; ok is false where they agree, or where it was typed.
func (v View) Differs(p Product) (now Product, ok bool) {
	if !p.Tasks {
		return Product{}, false
	}
	for _, x := range fromTasks(v.TaskLines) {
		if x.Name == p.Name && x.Weight == p.Weight {
			return x, x.Assigned != p.Assigned || x.Completed != p.Completed || x.Failed != p.Failed || x.Delayed != p.Delayed
		}
	}
	return Product{Name: p.Name, Weight: p.Weight}, true
}
