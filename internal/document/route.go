package document

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// Dispatch is what is said when a document is sent on.
type Dispatch struct {
	To          []int64 // people who get it to know
	Instruction string
	Order       *work.Order // what is to be done, nil for nothing; each of its leads gets a task
}

// mostTold is how many people a document may be sent to at once.
const mostTold = 500

// clean checks a dispatch and brings its lists of people in order.
func (x *Dispatch) clean() error {
	wrong := fault.Fields{}
	wrong.Text("instruction", &x.Instruction, 0, 1000)
	x.To = distinct(x.To)
	switch {
	case len(x.To) > mostTold:
		wrong.Refuse("to", "Không quá %d người", mostTold)
	case len(x.To) == 0 && x.Order == nil:
		wrong.Refuse("to", "Chọn người nhận để biết, hoặc người chủ trì xử lý")
	}
	if x.Order != nil {
		order := *x.Order
		order.Leads, order.Helpers = distinct(order.Leads), distinct(order.Helpers)
		x.Order = &order
	}
	return wrong.Err()
}

// people are all to whom the dispatch sends the document.
func (x Dispatch) people() []int64 {
	if x.Order == nil {
		return x.To
	}
	return distinct(slices.Concat(x.To, x.Order.Leads, x.Order.Helpers))
}

// distinct returns the numbers in their order, each once.
func distinct(list []int64) []int64 { return slices.Compact(slices.Sorted(slices.Values(list))) }

// Route sends a document that is seen on to people within reach: to know, or with something to do, which
// becomes a task of each lead. An incoming one counts as routed from then on.
func (s *Service) Route(ctx context.Context, a access.Actor, id, version int64, x Dispatch) error {
	reach, err := a.Require(access.DocumentRoute)
	if err != nil {
		return err
	}
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	if err := x.clean(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := document(tx, see, id)
		if err != nil {
			return err
		}
		if !d.sendable() {
			return fault.Conflictf("Văn bản chưa ban hành.")
		}
		people := x.people()
		if n, err := reached(tx, reach, people); err != nil || n != len(people) {
			return notFound(err)
		}
		change := store.Change{}
		if d.State == Registered {
			change["state"] = Routed
		}
		if err := store.Update(tx, &d, version, change); err != nil {
			return err
		}
		if err := s.dispatch(tx, a, d, x); err != nil {
			return err
		}
		if err := s.event(tx, a, id, EventRoute, x.Instruction); err != nil {
			return err
		}
		return s.note(tx, a, id, EventRoute, audit.Detail{"toKnow": len(x.To), "task": x.Order != nil})
	})
}

// notFound is the error, or fault.ErrNotFound where there is none.
func notFound(err error) error {
	if err == nil {
		err = fault.ErrNotFound
	}
	return err
}

// dispatch sends a document to everybody of a dispatch and makes the tasks.
func (s *Service) dispatch(tx *gorm.DB, a access.Actor, d Document, x Dispatch) error {
	routings := make([]Routing, 0, len(x.people()))
	send := func(person int64, task *int64) {
		routings = append(routings, Routing{
			DocumentID:  d.ID,
			PersonID:    person,
			Instruction: x.Instruction,
			TaskID:      task,
			Actor:       a.Name,
			At:          s.Clock.Now().UnixMilli(),
		})
	}
	for _, person := range x.To {
		send(person, nil)
	}
	if x.Order != nil {
		tasks, err := s.Work.AssignIn(tx, a, d.order(x))
		if err != nil {
			return err
		}
		for i := range tasks {
			send(x.Order.Leads[i], &tasks[i])
		}
		for _, helper := range x.Order.Helpers {
			send(helper, nil)
		}
	}
	return tx.CreateInBatches(&routings, 100).Error
}

// order is the order of a dispatch, which names the document that it comes from.
func (d Document) order(x Dispatch) work.Order {
	order := *x.Order
	order.Source, order.SourceID, order.SourceNote = taskSource, d.ID, d.title()
	if order.Title == "" {
		order.Title = viet.Clip(x.Instruction, 300)
	}
	if order.Detail == "" {
		order.Detail = d.Subject
	}
	return order
}

// Settle says that an incoming document is dealt with; not while a task of it is open. The actor reaches
// all who deal with it.
func (s *Service) Settle(ctx context.Context, a access.Actor, id, version int64, how string) error {
	reach, err := a.Require(access.DocumentRoute)
	if err != nil {
		return err
	}
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	if wrong.Text("how", &how, 1, 500); wrong.Err() != nil {
		return wrong.Err()
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := document(tx, see, id)
		if err != nil {
			return err
		}
		if able, err := settles(tx, reach, id); err != nil || !able {
			return notFound(err)
		}
		if !d.unsettled() {
			return fault.ErrStale
		}
		open, err := openTasks(tx, id)
		if err != nil {
			return err
		}
		if open > 0 {
			return fault.Conflictf("Còn %d nhiệm vụ của văn bản này chưa đóng.", open)
		}
		change := store.Change{"state": Settled, "settled_on": s.today()}
		if err := store.Update(tx, &d, version, change); err != nil {
			return err
		}
		if err := s.event(tx, a, id, EventSettle, how); err != nil {
			return err
		}
		return s.note(tx, a, id, EventSettle, audit.Detail{"how": how})
	})
}
