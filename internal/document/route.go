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

// Route sends a document on: to know, to some people, or with something to do, which becomes a task of
// each of them. Who assigns within reach may do so with what is seen.
func (s *Service) Route(ctx context.Context, a access.Actor, id int64, toKnow []int64, instruction string, o *work.Order) error {
	if _, err := a.Require(access.DocumentRoute); err != nil {
		return err
	}
	if instruction = viet.Clean(instruction); len([]rune(instruction)) > 1000 {
		return fault.Invalidf("instruction", "Không quá %d ký tự", 1000)
	}
	if toKnow = slices.Compact(sorted(slices.Clone(toKnow))); len(toKnow) > 500 {
		return fault.Invalidf("to", "Không quá %d người", 500)
	}
	if len(toKnow) == 0 && o == nil {
		return fault.Invalidf("to", "Chọn người nhận để biết, hoặc người chủ trì xử lý")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := document(tx, a, id)
		if err != nil {
			return err
		}
		if d.Direction == Out && d.State != Issued {
			return fault.Conflictf("Văn bản chưa ban hành.")
		}
		for _, person := range toKnow {
			if err := s.send(tx, a, id, person, instruction, nil); err != nil {
				return err
			}
		}
		if o != nil {
			if err := s.routeTasks(tx, a, d, instruction, *o); err != nil {
				return err
			}
		}
		if d.Direction == In && d.State == Registered {
			if err := tx.Exec(`UPDATE documents SET state = 'routed' WHERE id = ?`, id).Error; err != nil {
				return err
			}
		}
		if err := s.event(tx, id, a, "route", instruction); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.route", Object: "documents", ObjectID: id, Detail: map[string]any{"toKnow": len(toKnow), "task": o != nil}})
	})
}

func (s *Service) routeTasks(tx *gorm.DB, a access.Actor, d Document, instruction string, o work.Order) error {
	o.Source, o.SourceID, o.SourceNote = "document", d.ID, title(d)
	if o.Title == "" {
		o.Title = viet.Clip(instruction, 300)
	}
	if o.Detail == "" {
		o.Detail = d.Subject
	}
	tasks, err := s.Work.AssignIn(tx, a, o)
	if err != nil {
		return err
	}
	for i, task := range tasks {
		if err := s.send(tx, a, d.ID, o.Leads[i], instruction, &task); err != nil {
			return err
		}
	}
	for _, helper := range o.Helpers {
		if err := s.send(tx, a, d.ID, helper, instruction, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) send(tx *gorm.DB, a access.Actor, id, person int64, instruction string, task *int64) error {
	if n, err := store.Count(tx, `SELECT count(*) FROM people WHERE id = ?`, person); err != nil || n == 0 {
		if err != nil {
			return err
		}
		return fault.ErrNotFound
	}
	return tx.Exec(`INSERT INTO document_routes (document_id, person_id, instruction, task_id, actor, at) VALUES (?, ?, ?, ?, ?, ?)`, id, person, instruction, task, a.Name, s.Clock.Now().UnixMilli()).Error
}

// title names a document as it is cited.
func title(d Document) string {
	if d.Symbol != "" {
		return viet.Clip(d.Symbol+" "+d.Author, 300)
	}
	return viet.Clip(d.Subject, 300)
}

// Settle says that an incoming document is dealt with; not while a task of it is open.
func (s *Service) Settle(ctx context.Context, a access.Actor, id, version int64, how string) error {
	if _, err := a.Require(access.DocumentRoute); err != nil {
		return err
	}
	if how = viet.Clean(how); how == "" || len([]rune(how)) > 500 {
		return fault.Invalidf("how", "Ghi từ %d đến %d ký tự", 1, 500)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := document(tx, a, id)
		if err != nil {
			return err
		}
		if d.Open > 0 {
			return fault.Conflictf("Còn %d nhiệm vụ của văn bản này chưa đóng.", d.Open)
		}
		if err := store.OneRow(tx.Exec(`UPDATE documents SET state = 'settled', settled_on = ?, version = version + 1 WHERE id = ? AND version = ? AND direction = 'in' AND state IN ('registered', 'routed')`, s.today(), id, version)); err != nil {
			return err
		}
		if err := s.event(tx, id, a, "settle", how); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.settle", Object: "documents", ObjectID: id, Detail: map[string]any{"how": how}})
	})
}

// Link says which decision a document is about, 0 for none. Who links sees both.
func (s *Service) Link(ctx context.Context, a access.Actor, id, decision int64) error {
	if _, err := a.Require(access.DecisionArrange); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := document(tx, a, id); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE documents SET decision_id = (SELECT x.id FROM decisions x WHERE x.id = ? AND x.state = 'issued') WHERE id = ?`, decision, id)); err != nil {
			return err
		}
		if err := s.event(tx, id, a, "link", ""); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.link", Object: "documents", ObjectID: id, Detail: map[string]any{"decision": decision}})
	})
}

// About lists the documents that are about a decision.
func (s *Service) About(ctx context.Context, a access.Actor, decision int64) (list []Document, err error) {
	if !a.May(access.DocumentView) {
		return nil, nil
	}
	where, args := within(a)
	return list, s.Store.Read(ctx).Raw(`SELECT `+columns+` FROM documents d LEFT JOIN documents q ON q.id = d.answers_id WHERE d.decision_id = ? AND `+where+` ORDER BY d.id LIMIT 100`, append([]any{decision}, args...)...).Scan(&list).Error
}
