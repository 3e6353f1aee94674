package work

import (
	"cmp"
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The states of a programme: draft → submitted → approved, or returned to draft.
const (
	Draft     = "draft"
	Submitted = "submitted"
	Approved  = "approved"
)

// ProgrammeStates name them.
var ProgrammeStates = map[string]string{Draft: "Đang soạn", Submitted: "Chờ duyệt", Approved: "Đã duyệt"}

// Programme is a chương trình công tác năm of a unit; that of the top unit is the body's.
type Programme struct {
	ID, UnitID             int64
	Year                   int
	Title, State, Returned string
	ApprovedBy, ApprovedOn string
	SubmittedBy            int64 // the account
	Version                int64
	Unit, Path             string `gorm:"->"`
	Items, ItemsDone       int    `gorm:"->"`
	Chair                  Chair  `gorm:"-"`
}

// Item is a piece of work of a programme over some months, with the tasks that came of it.
type Item struct {
	ID, ProgrammeID           int64
	Title, Product            string
	Weight                    float64
	LeadID, CheckerID         int64
	FirstMonth, LastMonth     int
	PlannedFirst, PlannedLast int // the months as approved, 0 where it never was
	Version                   int64
	Lead, Checker             string `gorm:"->"`
	Tasks, Closed, Late       int    `gorm:"->"`
	FirstAssigned, LastClosed string `gorm:"->"`
}

// How an item stands against its plan.
const (
	NotDue    = "not_due"
	Running   = "running"
	Behind    = "behind"
	Fulfilled = "fulfilled"
)

// ItemNames name them.
var ItemNames = map[string]string{NotDue: "Chưa đến kỳ", Running: "Đang làm", Behind: "Chậm", Fulfilled: "Xong"}

// Shifted reports whether an item's months are others than those that were approved.
func (i Item) Shifted() bool {
	return i.PlannedFirst != 0 && (i.PlannedFirst != i.FirstMonth || i.PlannedLast != i.LastMonth)
}

// Stands says how an item stands in a month of its year (0 before it, 13 after it): it is fulfilled
// when it has tasks and all are closed, behind when its last month is over or a task is late.
func (i Item) Stands(month int) string {
	switch {
	case i.Tasks > 0 && i.Closed == i.Tasks:
		return Fulfilled
	case i.Late > 0 || month > i.LastMonth || month > i.FirstMonth && i.Tasks == 0 && month >= i.LastMonth:
		return Behind
	case month >= i.FirstMonth || i.Tasks > 0:
		return Running
	}
	return NotDue
}

// Programmes lists a year's programmes within reach.
func (s *Service) Programmes(ctx context.Context, a access.Actor, year int) (list []Programme, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return nil, err
	}
	where, args := homeOrReach(a, reach)
	return list, s.Store.Read(ctx).Raw(`SELECT p.*, u.name AS unit, u.path, (SELECT count(*) FROM programme_items i WHERE i.programme_id = p.id) AS items,
		(SELECT count(*) FROM programme_items i WHERE i.programme_id = p.id AND EXISTS (SELECT 1 FROM tasks t WHERE t.source = 'programme' AND t.source_id = i.id AND t.state <> 'cancelled') AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.source = 'programme' AND t.source_id = i.id AND t.state NOT IN ('closed', 'cancelled'))) AS items_done
		FROM programmes p JOIN units u ON u.id = p.unit_id WHERE p.year = ? AND `+where+` ORDER BY u.path`, append([]any{year}, args...)...).Scan(&list).Error
}

// homeOrReach lets everybody see the programmes and reviews of the own unit and of those above it.
func homeOrReach(a access.Actor, reach access.Reach) (string, []any) {
	where, args := reach.PathCondition("", "u.path")
	if where == "TRUE" || a.PersonID == 0 {
		return where, args
	}
	return `(` + where + ` OR EXISTS (SELECT 1 FROM posts po JOIN units h ON h.id = po.unit_id WHERE po.person_id = ? AND po.main AND po.until IS NULL AND h.path LIKE u.path || '%'))`, append(args, a.PersonID)
}

func (s *Service) programme(db *gorm.DB, a access.Actor, id int64) (p Programme, err error) {
	where, args := homeOrReach(a, a.Reach(access.TaskView))
	err = db.Raw(`SELECT p.*, u.name AS unit, u.path FROM programmes p JOIN units u ON u.id = p.unit_id WHERE p.id = ? AND `+where, append([]any{id}, args...)...).Scan(&p).Error
	if err == nil && p.ID == 0 {
		err = fault.ErrNotFound
	}
	return p, err
}

// Programme reads one with its items and how far each is.
func (s *Service) Programme(ctx context.Context, a access.Actor, id int64) (p Programme, items []Item, err error) {
	if _, err := a.Require(access.TaskView); err != nil {
		return p, nil, err
	}
	db := s.Store.Read(ctx)
	if p, err = s.programme(db, a, id); err != nil {
		return p, nil, err
	}
	if p.Chair, err = chairOf(db, p.UnitID); err != nil {
		return p, nil, err
	}
	items, err = s.items(db, id)
	return p, items, err
}

func (s *Service) items(db *gorm.DB, programme int64) (items []Item, err error) {
	return items, db.Raw(`SELECT i.*, l.name AS lead, c.name AS checker, COALESCE(x.tasks, 0) AS tasks, COALESCE(x.closed, 0) AS closed, COALESCE(x.late, 0) AS late, COALESCE(x.first_assigned, '') AS first_assigned, COALESCE(x.last_closed, '') AS last_closed
		FROM programme_items i JOIN people l ON l.id = i.lead_id JOIN people c ON c.id = i.checker_id
		LEFT JOIN (SELECT t.source_id, count(*) AS tasks, count(*) FILTER (WHERE t.state = 'closed') AS closed, count(*) FILTER (WHERE `+lateNow+`) AS late, min(t.assigned_on) AS first_assigned, max(t.closed_on) AS last_closed FROM tasks t WHERE t.source = 'programme' AND t.state <> 'cancelled' GROUP BY t.source_id) x ON x.source_id = i.id
		WHERE i.programme_id = ? ORDER BY i.first_month, i.last_month, i.id`, s.today(), programme).Scan(&items).Error
}

// StartProgramme begins the programme of a unit for a year.
func (s *Service) StartProgramme(ctx context.Context, a access.Actor, unit int64, year int) (id int64, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return 0, err
	}
	if year < 2000 || year > s.Clock.Now().Year()+1 {
		return 0, fault.Invalidf("year", "Ghi một năm đến năm sau")
	}
	where, args := reach.PathCondition("", "u.path")
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		var u struct {
			ID   int64
			Name string
		}
		if err := tx.Raw(`SELECT u.id, u.name FROM units u WHERE u.id = ? AND `+where, append([]any{unit}, args...)...).Scan(&u).Error; err != nil {
			return err
		}
		if u.ID == 0 {
			return fault.ErrNotFound
		}
		err := tx.Raw(`INSERT INTO programmes (unit_id, year, title, state) VALUES (?, ?, ?, 'draft') RETURNING id`, unit, year, fmt.Sprintf("Chương trình công tác năm %d của %s", year, u.Name)).Scan(&id).Error
		if store.Duplicate(err) {
			return fault.Conflictf("%s đã có chương trình công tác năm %d.", u.Name, year)
		}
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "programme.start", Object: "programmes", ObjectID: id, Detail: map[string]any{"unit": unit, "year": year}})
	})
	return id, err
}

// plan changes a programme within the actor's reach that does not wait for approval.
func (s *Service) plan(ctx context.Context, a access.Actor, id int64, action string, detail map[string]any, change func(tx *gorm.DB, p Programme) error) error {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := s.programme(tx, a, id)
		if err != nil {
			return err
		}
		if !reach.Covers(p.Path) {
			return fault.ErrForbidden
		}
		if p.State == Submitted {
			return fault.Conflictf("Chương trình đang chờ duyệt.")
		}
		if err := change(tx, p); err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE programmes SET version = version + 1 WHERE id = ?`, id).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "programmes", ObjectID: id, Detail: detail})
	})
}

// StepProgramme submits a programme, approves it or returns it with a reason. Heads and the committee
// submit, the leader approves, and nobody approves what he submitted.
func (s *Service) StepProgramme(ctx context.Context, a access.Actor, id, version int64, to, why string) error {
	permission := access.ProgrammeApprove
	from := Submitted
	if to == Submitted {
		permission, from = access.TaskAssign, Draft
	}
	reach, err := a.Require(permission)
	if err != nil {
		return err
	}
	if why = viet.Clean(why); to == Draft && why == "" || len([]rune(why)) > 1000 {
		return fault.Invalidf("why", "Ghi từ %d đến %d ký tự", 1, 1000)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := s.programme(tx, a, id)
		if err != nil {
			return err
		}
		if !reach.Covers(p.Path) {
			return fault.ErrForbidden
		}
		if to == Approved && p.SubmittedBy == a.AccountID {
			return fault.Conflictf("Bạn đã trình chương trình này; người khác duyệt.")
		}
		if items, err := store.Count(tx, `SELECT count(*) FROM programme_items WHERE programme_id = ?`, id); err != nil || items == 0 {
			return cmp.Or(err, fault.Conflictf("Chương trình chưa có mục nào."))
		}
		by, on, submitter := "", "", p.SubmittedBy
		switch to {
		case Submitted:
			submitter = a.AccountID
		case Approved:
			by, on = a.Name, s.today()
			if err := tx.Exec(`UPDATE programme_items SET planned_first = first_month, planned_last = last_month WHERE programme_id = ?`, id).Error; err != nil {
				return err
			}
		}
		if err := store.OneRow(tx.Exec(`UPDATE programmes SET state = ?, returned = ?, approved_by = ?, approved_on = ?, submitted_by = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ?`, to, why, by, on, submitter, id, version, from)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "programme." + to, Object: "programmes", ObjectID: id, Detail: map[string]any{"why": why}})
	})
}
