package cluster

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Step moves a cluster on to the state that follows. Before a deadline nobody's marks may be missing.
func (s *Service) Step(ctx context.Context, a access.Actor, id, version int64, to State) error {
	if err := a.RequireAll(access.ClusterRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := find(tx, a, id)
		if err != nil {
			return err
		}
		from := c.State
		if to == "" || next[from] != to {
			return fault.ErrStale
		}
		members, err := membersOf(tx, c.ID)
		if err != nil {
			return err
		}
		if err := s.finish(tx, c, members); err != nil {
			return err
		}
		if err := store.Advance(tx, &c, version, from, store.Change{"state": to}); err != nil {
			return err
		}
		detail := audit.Detail{"from": from, "to": to}
		return audit.Note(tx, s.Clock, a, "cluster."+string(to), object, id, detail)
	})
}

// finish does what a state asks before it ends, or refuses.
func (s *Service) finish(tx *gorm.DB, c Cluster, members []Member) error {
	today := clock.Today(s.Clock)
	switch c.State {
	case Draft:
		if len(members) < 2 {
			return fault.Conflictf("Cần ít nhất hai đơn vị thành viên, đang có %d.", len(members))
		}
		if c.LeadID == nil {
			return fault.Conflictf("Chọn đơn vị làm trưởng cụm, khối.")
		}
		return pairUp(tx, members)
	case SelfScore:
		if late := without(members, SelfScore); len(late) > 0 && today <= c.SelfDue {
			return fault.Conflictf("Chưa tự chấm: %s. Hạn tự chấm là %s.", names(late), viet.ShowDate(c.SelfDue))
		}
	case CrossCheck:
		if late := without(members, CrossCheck); len(late) > 0 && today <= c.CheckDue {
			return fault.Conflictf("Chưa được chấm chéo: %s. Hạn chấm chéo là %s.", names(late), viet.ShowDate(c.CheckDue))
		}
		return carryOver(tx, c, members)
	case Gathering:
		if c.HeldOn == "" || c.Place == "" || c.Conclusion == "" {
			return fault.Conflictf("Ghi ngày họp, địa điểm và kết luận của cuộc họp trước khi xếp hạng.")
		}
	case Over:
	}
	return nil
}

// pairUp gives each member the next one as its checker, the last one the first: nobody checks the
// own score, everybody checks one.
func pairUp(tx *gorm.DB, members []Member) error {
	for i, m := range members {
		checker := members[(i+1)%len(members)].UnitID
		if err := store.OneRow(tx.Model(&m.Membership).UpdateColumn("checker_id", checker)); err != nil {
			return err
		}
	}
	return nil
}

// carryOver puts before the meeting what the checker gave, where nobody checked what the unit gave
// itself, and nothing where it gave nothing.
func carryOver(tx *gorm.DB, c Cluster, members []Member) error {
	criteria, err := criteriaOf(tx, c.ID)
	if err != nil {
		return err
	}
	var marks []Mark
	for _, m := range members {
		for _, x := range criteria {
			marks = append(marks, Mark{
				MemberID:    m.ID,
				CriterionID: x.ID,
				Stage:       Gathering,
				Points:      m.Points(x.ID, m.Before(Gathering)),
			})
		}
	}
	return tx.CreateInBatches(&marks, 200).Error
}

// without are the members whose marks of a stage are missing.
func without(members []Member, stage State) (list []Member) {
	for _, m := range members {
		if !m.Marked(stage) {
			list = append(list, m)
		}
	}
	return list
}

func names(members []Member) string {
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = m.Unit
	}
	return strings.Join(texts, ", ")
}
