package ceremony

import (
	"context"
	"fmt"
	"math"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// MaxItems is how many items a programme has at most.
const MaxItems = 14

// Item is an item of the programme.
type Item struct {
	ID         int64 `gorm:"primaryKey"`
	CeremonyID int64
	Ordinal    int     // from 0
	Title      string  `gorm:"size:300"`
	Who        string  `gorm:"size:200"`
	Minutes    float64 // 0 for the awards' item, whose time follows from the turns
	Awards     bool    // the item at which awards are given
}

// TableName implements gorm's Tabler.
func (Item) TableName() string { return "ceremony_items" }

// usual is the programme with which a new ceremony begins.
//
//locale:paper
var usual = []Item{
	{Title: "Ổn định tổ chức, văn nghệ chào mừng", Minutes: 15},
	{Title: "Chào cờ, tuyên bố lý do, giới thiệu đại biểu", Who: "Dẫn chương trình", Minutes: 10},
	{Title: "Báo cáo tổng kết", Minutes: 20},
	{Title: "Công bố quyết định và trao thưởng", Awards: true},
	{Title: "Phát biểu của lãnh đạo", Minutes: 15},
	{Title: "Bế mạc", Minutes: 5},
}

// SaveProgramme writes the items of the programme as a whole, where version is that of the page. Items
// without a title are left out; exactly one item must be the one at which awards are given. A programme
// that has begun does not change.
func (s *Service) SaveProgramme(ctx context.Context, a access.Actor, id, version int64, items []Item) error {
	items, err := cleanItems(items)
	if err != nil {
		return err
	}
	return s.prepare(ctx, a, id, "ceremony.programme", audit.Detail{"items": len(items)},
		func(tx *gorm.DB, c Ceremony) error {
			if c.ProgrammeVersion != version {
				return fault.ErrStale
			}
			var begun int64
			if err := tx.Model(&Step{}).Where("ceremony_id = ?", id).Count(&begun).Error; err != nil {
				return err
			}
			if begun > 0 {
				return fault.Conflictf("Chương trình đã bắt đầu, không đổi được các mục nữa.")
			}
			if err := tx.Model(&c).UpdateColumn("programme_version", version+1).Error; err != nil {
				return err
			}
			return writeItems(tx, id, items)
		})
}

// cleanItems checks items as typed. A refused field is named by its place in the form.
func cleanItems(typed []Item) (items []Item, err error) {
	wrong, awards := fault.Fields{}, 0
	for i, item := range typed {
		if item.Title = viet.Clean(item.Title); item.Title == "" {
			continue
		}
		at := fmt.Sprint(i)
		wrong.Text("item.title."+at, &item.Title, 1, 300)
		wrong.Text("item.who."+at, &item.Who, 0, 200)
		if item.Awards {
			awards++
			item.Minutes = 0
		} else {
			wrong.Number("item.minutes."+at, item.Minutes, 0, 600)
		}
		items = append(items, item)
	}
	if len(items) > MaxItems {
		wrong.Refuse("", "Chương trình có nhiều nhất %d mục.", MaxItems)
	}
	if len(wrong) == 0 && awards != 1 {
		wrong.Refuse("", "Chương trình cần đúng một mục trao thưởng.")
	}
	return items, wrong.Err()
}

func writeItems(tx *gorm.DB, id int64, items []Item) error {
	if err := tx.Where("ceremony_id = ?", id).Delete(&Item{}).Error; err != nil {
		return err
	}
	rows := make([]Item, len(items))
	for i, item := range items {
		item.ID, item.CeremonyID, item.Ordinal = 0, id, i
		rows[i] = item
	}
	return tx.Create(&rows).Error
}

// Moment is an item of the programme, or a turn within it, with the time at which it begins.
type Moment struct {
	At      time.Duration // since midnight
	Minutes float64
	Item    Item
	Turn    *Turn // nil for the item itself
	Reads   bool  // the first turn of a group: its decision is read before
}

// Clock writes a time of the day as "08:30".
func (m Moment) Clock() string {
	minutes := int(m.At.Minutes() + 0.5)
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

// Run lays the programme over the clock: items one after the other, the turns within the awards' item,
// each group's first turn after its decision is read.
func Run(c Ceremony, items []Item, turns []Turn) (moments []Moment) {
	at := c.start()
	for _, item := range items {
		m := Moment{At: at, Minutes: item.Minutes, Item: item}
		if !item.Awards {
			moments = append(moments, m)
			at += span(item.Minutes)
			continue
		}
		head, begin := len(moments), at
		moments = append(moments, m)
		for i := range turns {
			t := Moment{At: at, Item: item, Turn: &turns[i], Minutes: c.TurnMinutes, Reads: turns[i].Index == 1}
			if t.Reads {
				t.Minutes += c.ReadMinutes
			}
			moments = append(moments, t)
			at += span(t.Minutes)
		}
		moments[head].Minutes = (at - begin).Minutes()
	}
	return moments
}

// span is a number of minutes as a duration of whole seconds.
func span(minutes float64) time.Duration {
	return time.Duration(math.Round(minutes*60)) * time.Second
}

// End is when the programme is over, as "09:16".
func End(c Ceremony, moments []Moment) string {
	at := c.start()
	for _, m := range moments {
		if m.Turn == nil {
			at = max(at, m.At+span(m.Minutes))
		}
	}
	return Moment{At: at}.Clock()
}
