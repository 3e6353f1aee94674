package work

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Proposal is what a month of a programme should bring: items that fall into it, and what is late.
type Proposal struct {
	Month  int
	Months []int      // that can be drafted
	Items  []Proposed // without a task yet, whose months have come
	Late   []Seen     // of this programme, past their day
}

// Proposed is an item to be given out, and the day on which it is due.
type Proposed struct {
	ItemRow
	Due string // as a form shows it
}

// propose drafts a month of a programme's year: each item is due on the last day of its last month, or of the
// drafted month where that is later. Month 0 is the one after this.
func (p *ProgrammePage) propose(month int) error {
	if month == 0 {
		month = min(12, max(1, p.Month+1))
	}
	if month < 1 || month > 12 {
		return fault.ErrNotFound
	}
	p.Proposal.Month = month
	this := max(1, p.Month)
	for m := this; m <= min(12, this+2); m++ {
		p.Proposal.Months = append(p.Proposal.Months, m)
	}
	for _, i := range p.List {
		if i.Tasks == 0 && i.FirstMonth <= month {
			due := LastDay(p.Year, max(i.LastMonth, month))
			p.Proposal.Items = append(p.Proposal.Items, Proposed{i, due})
		}
	}
	return nil
}

// GiveOut makes tasks of items of an approved programme, due on a day each, from the version of the programme
// that was looked at. It gives out all or none.
func (s *Service) GiveOut(
	ctx context.Context, a access.Actor, id, version int64, due map[int64]string,
) (given int, err error) {
	detail := audit.Detail{"items": len(due)}
	err = s.plan(ctx, a, id, "programme.giveout", detail, func(tx *gorm.DB, p ProgrammeRow) error {
		if p.State != Approved {
			return fault.Conflictf("Chương trình chưa được duyệt.")
		}
		if p.Version != version {
			return fault.ErrStale
		}
		if len(due) == 0 {
			return fault.Invalidf("", "Chọn ít nhất một mục.")
		}
		items, err := itemsOf(tx, id, s.today())
		if err != nil {
			return err
		}
		for _, i := range items {
			day, chosen := due[i.ID]
			if !chosen {
				continue
			}
			if i.Tasks > 0 {
				return fault.Conflictf("«%s» đã được giao.", i.Title)
			}
			if _, err := s.AssignIn(tx, a, i.order(p, day)); err != nil {
				return err
			}
			given++
		}
		if given != len(due) {
			return fault.ErrStale
		}
		return nil
	})
	return given, err
}

// order is the work of an item, due on a day.
func (i ItemRow) order(p ProgrammeRow, due string) Order {
	return Order{
		Title:      i.Title,
		Product:    i.Product,
		Weight:     i.Weight,
		Leads:      []int64{i.LeadID},
		CheckerID:  i.CheckerID,
		Priority:   Normal,
		Due:        due,
		Source:     FromProgramme,
		SourceID:   i.ID,
		SourceNote: p.Title,
	}
}
