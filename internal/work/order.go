package work

import (
	"slices"

	"congthidua/internal/fault"
)

// The limits of an order of work.
const (
	leastWeight = 0.1 // in standard products
	mostWeight  = 20
	mostLeads   = 200
	mostHelpers = 30
)

// Order is what somebody wants done, before it is a task: the same for each of its leads.
type Order struct {
	Title, Detail, Product string
	Weight                 float64 // in standard products
	Leads, Helpers         []int64
	CheckerID              int64
	Priority               Priority
	Due                    string // as people write it: 31/12/2026
	Source                 Source
	SourceID               int64
	SourceNote             string
	Every                  Cycle  // "" for once
	Until                  string // as people write it, "" for a recurrence without end
}

// clean checks an order as typed; today is the first day on which it can be due.
func (o *Order) clean(today string) error {
	wrong := fault.Fields{}
	wrong.Text("title", &o.Title, 3, 300)
	wrong.Text("product", &o.Product, 2, 200)
	wrong.Text("source_note", &o.SourceNote, 0, 300)
	wrong.Lines("detail", &o.Detail, 0, 3000)
	wrong.Number("weight", o.Weight, leastWeight, mostWeight)
	if wrong.Date("due", &o.Due); o.Due < today {
		wrong.Refuse("due", "Hạn phải từ hôm nay trở đi")
	}
	if _, known := PriorityNames[o.Priority]; !known {
		o.Priority = Normal
	}
	o.cleanPeople(wrong)
	o.cleanCycle(wrong)
	return wrong.Err()
}

func (o *Order) cleanPeople(wrong fault.Fields) {
	slices.Sort(o.Leads)
	o.Leads = slices.Compact(o.Leads)
	if len(o.Leads) == 0 || len(o.Leads) > mostLeads {
		wrong.Refuse("lead", "Chọn người chủ trì")
	}
	if o.CheckerID == 0 {
		wrong.Refuse("checker", "Chọn người kiểm tra")
	} else if slices.Contains(o.Leads, o.CheckerID) {
		wrong.Refuse("checker", "Người chủ trì không tự kiểm tra nhiệm vụ của mình")
	}
	slices.Sort(o.Helpers)
	o.Helpers = slices.Compact(o.Helpers)
	if len(o.Helpers) > mostHelpers {
		wrong.Refuse("helper", "Không quá %d người phối hợp", mostHelpers)
	}
}

func (o *Order) cleanCycle(wrong fault.Fields) {
	if o.Every == "" {
		o.Until = ""
		return
	}
	fault.Choice(wrong, "every", o.Every, Cycles, "Chọn chu kỳ")
	if wrong.OptionalDate("until", &o.Until); o.Until != "" && o.Until < o.Due {
		wrong.Refuse("until", "Ghi một ngày sau hạn đầu tiên")
	}
}
