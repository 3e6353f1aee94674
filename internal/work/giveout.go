package work

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Proposal is what a month should bring: items that fall into it, and what is late.
type Proposal struct {
	Month int
	Items []Item // without a task yet, whose months have come
	Late  []Seen // of this programme, past their day
}

// Propose drafts a month of an approved programme.
func (s *Service) Propose(ctx context.Context, a access.Actor, id int64, month int) (v Proposal, err error) {
	p, items, err := s.Programme(ctx, a, id)
	if err != nil {
		return v, err
	}
	if month < 1 || month > 12 {
		return v, fault.ErrNotFound
	}
	v.Month = month
	for _, i := range items {
		if i.Tasks == 0 && i.FirstMonth <= month {
			v.Items = append(v.Items, i)
		}
	}
	return v, s.Store.Read(ctx).Raw(`SELECT `+taskColumns+taskJoins+` JOIN programme_items i ON i.id = t.source_id WHERE t.source = 'programme' AND i.programme_id = ? AND `+lateNow+` ORDER BY t.due, t.id LIMIT 200`, a.PersonID, p.ID, s.today()).Scan(&v.Late).Error
}

// GiveOut makes tasks of items of an approved programme, due on a day each.
func (s *Service) GiveOut(ctx context.Context, a access.Actor, id int64, items map[int64]string) (n int, err error) {
	err = s.plan(ctx, a, id, "programme.giveout", map[string]any{"items": len(items)}, func(tx *gorm.DB, p Programme) error {
		if p.State != Approved {
			return fault.Conflictf("Chương trình chưa được duyệt.")
		}
		if len(items) == 0 {
			return fault.Invalidf("", "Chọn ít nhất một mục.")
		}
		list, err := s.items(tx, id)
		if err != nil {
			return err
		}
		for _, i := range list {
			due, chosen := items[i.ID]
			if !chosen {
				continue
			}
			if i.Tasks > 0 {
				return fault.Conflictf("«%s» đã được giao.", i.Title)
			}
			if _, err := s.AssignIn(tx, a, Order{Title: i.Title, Product: i.Product, Weight: i.Weight, Leads: []int64{i.LeadID}, CheckerID: i.CheckerID, Priority: 2, Due: due, Source: "programme", SourceID: i.ID, SourceNote: p.Title}); err != nil {
				return err
			}
			n++
		}
		if n != len(items) {
			return fault.ErrStale
		}
		return nil
	})
	return n, err
}

// LastDay is the last day of a month, as a form shows it.
func LastDay(year, month int) string {
	return viet.ShowDate(time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(clock.Date))
}
