package work

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Item is a piece of work of a programme over some months.
type Item struct {
	store.Record
	ProgrammeID  int64   `gorm:"index:programme_items_programme"`
	Title        string  `gorm:"size:300"`
	Product      string  `gorm:"size:200"`
	Weight       float64 // in standard products
	LeadID       int64
	CheckerID    int64
	FirstMonth   int // 1 to 12
	LastMonth    int // not before FirstMonth
	PlannedFirst int // the months as approved, 0 where it never was
	PlannedLast  int
}

// TableName implements GORM's Tabler.
func (Item) TableName() string { return "programme_items" }

// ItemRow is an item with its people and with the tasks that came of it; cancelled ones do not count.
type ItemRow struct {
	Item
	Lead, Checker       string
	Tasks, Closed, Late int
	FirstAssigned       string // the day on which the first task was given out
	LastClosed          string
}

// Shifted reports whether an item's months are others than those that were approved.
func (i Item) Shifted() bool {
	return i.PlannedFirst != 0 && (i.PlannedFirst != i.FirstMonth || i.PlannedLast != i.LastMonth)
}

// Stands says how an item stands in a month of its year (0 before it, 13 after it). It is fulfilled when it
// has tasks and all are closed; behind when a task is late, when its last month is over, and in the last of
// several months as long as nothing has been given out.
func (i ItemRow) Stands(month int) Standing {
	switch {
	case i.Tasks > 0 && i.Closed == i.Tasks:
		return Fulfilled
	case i.Late > 0 || month > i.LastMonth:
		return Behind
	case i.Tasks == 0 && month == i.LastMonth && i.FirstMonth < i.LastMonth:
		return Behind
	case month >= i.FirstMonth || i.Tasks > 0:
		return Running
	}
	return NotDue
}

// clean checks an item as typed.
func (i *Item) clean() error {
	wrong := fault.Fields{}
	wrong.Text("title", &i.Title, 3, 300)
	wrong.Text("product", &i.Product, 3, 200)
	wrong.Number("weight", i.Weight, leastWeight, mostWeight)
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

// CreateItem adds an item to a programme. An approved programme changes too, and says so in the log: a plan
// that may not change is not kept.
func (s *Service) CreateItem(ctx context.Context, a access.Actor, programme int64, i Item) error {
	if err := i.clean(); err != nil {
		return err
	}
	i.Record, i.ProgrammeID, i.PlannedFirst, i.PlannedLast = store.Record{}, programme, 0, 0
	detail := audit.Detail{"title": i.Title}
	return s.plan(ctx, a, programme, "programme.item", detail, func(tx *gorm.DB, _ ProgrammeRow) error {
		return tx.Create(&i).Error
	})
}

// SaveItem changes an item from the version that was looked at; its approved months stay.
func (s *Service) SaveItem(ctx context.Context, a access.Actor, programme int64, i Item) error {
	if err := i.clean(); err != nil {
		return err
	}
	detail := audit.Detail{"item": i.ID, "title": i.Title}
	return s.plan(ctx, a, programme, "programme.item", detail, func(tx *gorm.DB, _ ProgrammeRow) error {
		kept, err := item(tx, programme, i.ID)
		if err != nil {
			return err
		}
		return store.Update(tx, &kept, i.Version, store.Change{
			"title":       i.Title,
			"product":     i.Product,
			"weight":      i.Weight,
			"lead_id":     i.LeadID,
			"checker_id":  i.CheckerID,
			"first_month": i.FirstMonth,
			"last_month":  i.LastMonth,
		})
	})
}

// DropItem takes out an item that was never approved and of which no task came: a plan is compared with what
// was approved, not with what is left of it.
func (s *Service) DropItem(ctx context.Context, a access.Actor, programme, id, version int64) error {
	detail := audit.Detail{"item": id, "drop": true}
	return s.plan(ctx, a, programme, "programme.item", detail, func(tx *gorm.DB, _ ProgrammeRow) error {
		i, err := item(tx, programme, id)
		if err != nil {
			return err
		}
		var tasks int64
		of := tx.Model(&Task{}).Where("source = ? AND source_id = ?", FromProgramme, id)
		if err := of.Count(&tasks).Error; err != nil {
			return err
		}
		if tasks > 0 {
			return fault.Conflictf("Mục này đã có nhiệm vụ; hủy nhiệm vụ chứ không bỏ mục.")
		}
		if i.PlannedFirst > 0 {
			return fault.Conflictf("Mục này đã được duyệt: dời tháng, hoặc giao rồi hủy nhiệm vụ kèm lý do;" +
				" không bỏ khỏi chương trình.")
		}
		return store.OneRow(tx.Where("version = ?", version).Delete(&i))
	})
}

// Move is where an item is moved to: with First, it begins in that month and lasts as long as before where the
// year allows; with First 0, it ends in month Last, not before it begins.
type Move struct{ First, Last int }

// to returns the months of an item that is moved.
func (m Move) to(i Item) (first, last int) {
	if m.First == 0 {
		return i.FirstMonth, max(i.FirstMonth, m.Last)
	}
	return m.First, min(12, m.First+i.LastMonth-i.FirstMonth)
}

// MoveItem moves an item from the version that was looked at.
func (s *Service) MoveItem(ctx context.Context, a access.Actor, programme, id, version int64, m Move) error {
	if month := max(m.First, m.Last); month < 1 || month > 12 || m.First < 0 {
		return fault.Invalidf("first_month", "Chọn một tháng")
	}
	detail := audit.Detail{"item": id, "first": m.First, "last": m.Last}
	return s.plan(ctx, a, programme, "programme.move", detail, func(tx *gorm.DB, _ ProgrammeRow) error {
		i, err := item(tx, programme, id)
		if err != nil {
			return err
		}
		first, last := m.to(i)
		return store.Update(tx, &i, version, store.Change{"first_month": first, "last_month": last})
	})
}

// item finds an item of a programme.
func item(tx *gorm.DB, programme, id int64) (i Item, err error) {
	return i, store.First(tx.Where("id = ? AND programme_id = ?", id, programme), &i)
}

// LastDay is the last day of a month, as a form shows it.
func LastDay(year, month int) string {
	return viet.ShowDate(time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(clock.Date))
}
