package work

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// step is something done to a task: with which permission a task is looked up for it, by whom it is done,
// and from which states.
type step struct {
	permission access.Permission
	by         func(access.Actor, Seen) error
	from       []State
}

// The steps. What each changes stands in the method of its name.
var (
	accepting  = step{access.TaskDo, leads, []State{Assigned}}
	finishing  = step{access.TaskDo, leads, inWork}
	checking   = step{access.TaskDo, checks, []State{Done}}
	extending  = step{access.TaskView, directs, inWork}
	closing    = step{access.TaskView, directs, []State{Checked}}
	cancelling = step{access.TaskView, directs, inWork}
)

// allowed returns fault.ErrForbidden where the step is not the actor's to do, and fault.ErrStale where the
// task is in a state from which it is not possible.
func (st step) allowed(a access.Actor, t Seen) error {
	if !a.May(st.permission) {
		return fault.ErrForbidden
	}
	if err := st.by(a, t); err != nil {
		return err
	}
	if !slices.Contains(st.from, t.State) {
		return fault.ErrStale
	}
	return nil
}

// leads admits a task's lead.
func leads(a access.Actor, t Seen) error {
	if t.LeadID != a.PersonID {
		return fault.ErrForbidden
	}
	return nil
}

// checks admits a task's checker, who is never its lead.
func checks(a access.Actor, t Seen) error {
	if t.CheckerID != a.PersonID {
		return fault.ErrForbidden
	}
	return a.Judge(t.LeadID)
}

// directs admits who assigned a task, and who assigns work in its unit; never its lead.
func directs(a access.Actor, t Seen) error {
	if err := a.Judge(t.LeadID); err != nil {
		return err
	}
	assigned := a.PersonID != 0 && t.AssignerID != nil && *t.AssignerID == a.PersonID
	if !assigned && !a.Reach(access.TaskAssign).Covers(t.Path) {
		return fault.ErrForbidden
	}
	return nil
}

// takesPart admits those who comment and add files: lead, checker, helpers and who directs the task.
func takesPart(a access.Actor, t Seen) error {
	if a.PersonID != 0 && (t.LeadID == a.PersonID || t.CheckerID == a.PersonID || t.Helps) {
		return nil
	}
	return directs(a, t)
}

// Rights are what an actor may do with a task now.
type Rights struct {
	MayAccept  bool
	MayFinish  bool
	MayCheck   bool
	MayExcuse  bool // a check may find an objective cause for the delay
	MayClose   bool
	MayExtend  bool
	MayCancel  bool
	MayComment bool
	MayAttach  bool
}

// rightsOf answers by the rules that the steps themselves ask.
func rightsOf(a access.Actor, t Seen) Rights {
	part := takesPart(a, t) == nil
	check := checking.allowed(a, t) == nil
	return Rights{
		MayAccept:  accepting.allowed(a, t) == nil,
		MayFinish:  finishing.allowed(a, t) == nil,
		MayCheck:   check,
		MayExcuse:  check && t.excusable(),
		MayClose:   closing.allowed(a, t) == nil,
		MayExtend:  extending.allowed(a, t) == nil,
		MayCancel:  cancelling.allowed(a, t) == nil,
		MayComment: part,
		MayAttach:  part && t.Open(),
	}
}

// excusable reports whether the result that stands came late, with a delay that counts.
func (t Task) excusable() bool { return t.DoneOn > t.Due && t.Delays > 0 }

// move is what a step makes of a task: the change, and the line of the history that tells of it.
type move struct {
	change store.Change
	kind   EventKind
	text   string
}

// take does a step to a task that the actor sees, from the version that was looked at. turn says what it
// comes to; it may write further rows of the task.
func (s *Service) take(
	ctx context.Context, a access.Actor, st step, id, version int64, turn func(tx *gorm.DB, t Seen) (move, error),
) error {
	reach, err := a.Require(st.permission)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := task(tx, sightOf(a, reach), id)
		if err != nil {
			return err
		}
		if err := st.allowed(a, t); err != nil {
			return err
		}
		m, err := turn(tx, t)
		if err != nil {
			return err
		}
		from := t.State
		if err := store.Advance(tx, &t.Task, version, from, m.change); err != nil {
			return err
		}
		if err := s.event(tx, id, a, m.kind, m.text); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "task."+string(m.kind), "tasks", id, audit.Detail{"from": from})
	})
}

// Accept says that the lead has taken a task on.
func (s *Service) Accept(ctx context.Context, a access.Actor, id, version int64) error {
	return s.take(ctx, a, accepting, id, version, func(*gorm.DB, Seen) (move, error) {
		return move{change: store.Change{"state": Accepted}, kind: EventAccept}, nil
	})
}

// Finish hands the result in. After its due day the lead says why, and it counts as a delay; whether the
// cause is an objective one the checker decides.
func (s *Service) Finish(ctx context.Context, a access.Actor, id, version int64, result, cause string) error {
	wrong := fault.Fields{}
	wrong.Text("result", &result, 1, 2000)
	wrong.Text("cause", &cause, 0, 500)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.take(ctx, a, finishing, id, version, func(_ *gorm.DB, t Seen) (move, error) {
		delays := t.Delays
		if t.Overdue(s.today()) {
			if cause == "" {
				return move{}, fault.Invalidf("cause", "Đã quá hạn: ghi nguyên nhân chậm")
			}
			delays++
		}
		return move{kind: EventDone, text: result, change: store.Change{
			"state":   Done,
			"result":  result,
			"cause":   cause,
			"done_on": s.today(),
			"delays":  delays,
		}}, nil
	})
}

// Verdict is what a checker finds.
type Verdict struct {
	Passed     bool
	Why        string // why it does not pass
	Objective  bool   // the failure has an objective cause: it does not count
	ExcuseLate bool   // the delay has one
	Close      bool   // closes it at once
}

// Check passes a task's result, or sends it back with the reason. Only its checker does, who is never
// its lead. A result that was sent back no longer stands: the task is due as before.
func (s *Service) Check(ctx context.Context, a access.Actor, id, version int64, v Verdict) error {
	least := 1
	if v.Passed {
		least = 0
	}
	wrong := fault.Fields{}
	wrong.Text("why", &v.Why, least, 1000)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.take(ctx, a, checking, id, version, func(tx *gorm.DB, t Seen) (move, error) {
		if v.ExcuseLate && t.excusable() {
			if err := s.event(tx, id, a, EventExcused, t.Cause); err != nil {
				return move{}, err
			}
			t.Delays, t.Excused = t.Delays-1, t.Excused+1
		}
		return v.move(t.Task, s.today()), nil
	})
}

// move is what a verdict makes of a task, apart from an excused delay.
func (v Verdict) move(t Task, today string) move {
	m := move{kind: EventVerified, text: v.Why, change: store.Change{"delays": t.Delays, "excused": t.Excused}}
	switch {
	case v.Passed && v.Close:
		m.change["state"], m.change["closed_on"] = Closed, today
	case v.Passed:
		m.change["state"] = Checked
	default:
		m.kind, m.change["state"], m.change["done_on"] = EventFailed, Accepted, ""
		if v.Objective {
			m.change["excused"] = t.Excused + 1
		} else {
			m.change["failures"] = t.Failures + 1
		}
	}
	return m
}
