package work

import (
	"cmp"
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// SaveItem writes a new item (ID 0) or changes one; drop takes it out. An approved programme changes
// too, and says so in the log: a plan that may not change is not kept.
func (s *Service) SaveItem(ctx context.Context, a access.Actor, programme int64, i Item, drop bool) error {
	if err := i.check(); err != nil && !drop {
		return err
	}
	return s.plan(ctx, a, programme, "programme.item", map[string]any{"item": i.ID, "title": i.Title, "drop": drop}, func(tx *gorm.DB, p Programme) error {
		switch {
		case drop:
			return dropItem(tx, programme, i)
		case i.ID == 0:
			return tx.Exec(`INSERT INTO programme_items (programme_id, title, product, weight, lead_id, checker_id, first_month, last_month) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, programme, i.Title, i.Product, i.Weight, i.LeadID, i.CheckerID, i.FirstMonth, i.LastMonth).Error
		}
		return store.OneRow(tx.Exec(`UPDATE programme_items SET title = ?, product = ?, weight = ?, lead_id = ?, checker_id = ?, first_month = ?, last_month = ?, version = version + 1 WHERE id = ? AND programme_id = ? AND version = ?`, i.Title, i.Product, i.Weight, i.LeadID, i.CheckerID, i.FirstMonth, i.LastMonth, i.ID, programme, i.Version))
	})
}

// dropItem takes an item out that was never approved and of which no task came: a plan is compared with
// what was approved, not with what is left of it.
func dropItem(tx *gorm.DB, programme int64, i Item) error {
	used, err := store.Count(tx, `SELECT count(*) FROM tasks WHERE source = 'programme' AND source_id = ?`, i.ID)
	if err != nil || used > 0 {
		return cmp.Or(err, fault.Conflictf("Mục này đã có nhiệm vụ; hủy nhiệm vụ chứ không bỏ mục."))
	}
	approved, err := store.Count(tx, `SELECT count(*) FROM programme_items WHERE id = ? AND planned_first > 0`, i.ID)
	if err != nil || approved > 0 {
		return cmp.Or(err, fault.Conflictf("Mục này đã được duyệt: dời tháng, hoặc giao rồi hủy nhiệm vụ kèm lý do; không bỏ khỏi chương trình."))
	}
	return store.OneRow(tx.Exec(`DELETE FROM programme_items WHERE id = ? AND programme_id = ? AND version = ?`, i.ID, programme, i.Version))
}

// MoveItem shifts an item to begin in month first, for as long as before where the year allows; or,
// with first 0, lets it end in month last.
func (s *Service) MoveItem(ctx context.Context, a access.Actor, programme, item int64, first, last int) error {
	if month := max(first, last); month < 1 || month > 12 {
		return fault.Invalidf("first_month", "Chọn một tháng")
	}
	return s.plan(ctx, a, programme, "programme.move", map[string]any{"item": item, "first": first, "last": last}, func(tx *gorm.DB, _ Programme) error {
		if first == 0 {
			return store.OneRow(tx.Exec(`UPDATE programme_items SET last_month = `+store.Greatest(tx, "first_month", "CAST(? AS BIGINT)")+`, version = version + 1 WHERE id = ? AND programme_id = ?`, last, item, programme))
		}
		return store.OneRow(tx.Exec(`UPDATE programme_items SET last_month = `+store.Least(tx, "12", "? + last_month - first_month")+`, first_month = ?, version = version + 1 WHERE id = ? AND programme_id = ?`, first, first, item, programme))
	})
}

func (i *Item) check() error {
	wrong := fault.Fields{}
	for field, v := range map[string]struct {
		value *string
		most  int
	}{"title": {&i.Title, 300}, "product": {&i.Product, 200}} {
		*v.value = viet.Clean(*v.value)
		if n := len([]rune(*v.value)); n < 3 || n > v.most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", 3, v.most)
		}
	}
	if i.Weight < 0.1 || i.Weight > 20 {
		wrong.Refuse("weight", "Hệ số từ 0,1 đến 20")
	}
	if i.FirstMonth < 1 || i.LastMonth > 12 || i.FirstMonth > i.LastMonth {
		wrong.Refuse("last_month", "Chọn tháng đầu không sau tháng cuối")
	}
	if i.LeadID == 0 {
		wrong.Refuse("lead", "Chọn người chủ trì")
	}
	if i.CheckerID == 0 || i.CheckerID == i.LeadID {
		wrong.Refuse("checker", "Chọn người kiểm tra khác người chủ trì")
	}
	return wrong.Err()
}
