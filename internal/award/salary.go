package award

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Salaries lists the base salaries, the oldest first.
func (s *Service) Salaries(ctx context.Context, a access.Actor) ([]Salary, error) {
	if err := a.RequireAll(access.DecisionEdit); err != nil {
		return nil, err
	}
	return salaries(s.Store.Read(ctx))
}

func salaries(db *gorm.DB) (list []Salary, err error) {
	return list, db.Order("since").Find(&list).Error
}

// The bounds of a base salary, in đồng.
const (
	leastSalary = 100_000
	mostSalary  = 99_999_999
)

// AddSalary enters a base salary that is in force from a day on.
func (s *Service) AddSalary(ctx context.Context, a access.Actor, since, amount, legal string) error {
	if err := a.RequireAll(access.DecisionEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Date("since", &since)
	wrong.Text("legal", &legal, 1, 200)
	figure, ok := viet.ParsePoints(strings.ReplaceAll(amount, ".", ""))
	if !ok || figure < leastSalary || figure > mostSalary || figure != float64(int64(figure)) {
		wrong.Refuse("amount", "Ghi số đồng, ví dụ 2.340.000")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		row := Salary{Since: since, Amount: int64(figure), Legal: legal}
		err := tx.Create(&row).Error
		if store.Duplicate(err) {
			return fault.Invalidf("since", "Đã có mức lương cơ sở từ ngày này")
		}
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "salary.add", "base_salaries", 0,
			audit.Detail{"since": row.Since, "amount": row.Amount, "legal": row.Legal})
	})
}
