package cluster

import (
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Member is a unit in a cluster with the marks that the actor may see.
type Member struct {
	ID, ClusterID, UnitID, CheckerID int64
	Unit, Checker                    string
	Shown                            bool // the actor may see its marks
	Version                          int64
	Marks                            []Mark `gorm:"-"`
}

// Mark is what one criterion was given at a stage. Its note is the evidence, or why it differs from
// the stage before.
type Mark struct {
	MemberID, CriterionID int64
	Stage                 string
	Points                float64
	Note                  string
}

// Mark returns a criterion's mark at a stage, nil where there is none.
func (m Member) Mark(criterion int64, stage string) *Mark {
	for i := range m.Marks {
		if m.Marks[i].CriterionID == criterion && m.Marks[i].Stage == stage {
			return &m.Marks[i]
		}
	}
	return nil
}

// Points are a criterion's points at a stage, 0 where there are none.
func (m Member) Points(criterion int64, stage string) float64 {
	if mark := m.Mark(criterion, stage); mark != nil {
		return mark.Points
	}
	return 0
}

// Marked reports whether a stage's marks are there.
func (m Member) Marked(stage string) bool {
	return slices.ContainsFunc(m.Marks, func(x Mark) bool { return x.Stage == stage })
}

// Total sums the marks of a stage.
func (m Member) Total(stage string) (sum float64) {
	for _, x := range m.Marks {
		if x.Stage == stage {
			sum += x.Points
		}
	}
	return sum
}

// Before is the stage whose marks a later one starts from: the checker from the unit's own, the
// meeting from the checker's, or the unit's own where nobody checked.
func (m Member) Before(stage string) string {
	switch {
	case stage == SelfScore:
		return ""
	case stage == Gathering && m.Marked(CrossCheck):
		return CrossCheck
	}
	return SelfScore
}

// Marks reports whether the actor gives the marks of the state that the cluster is in: the unit's
// head, the checker's head, in the meeting who runs clusters or the head of the unit that presides.
func (c Cluster) Marks(a access.Actor, m Member) bool {
	heads := func(unit int64) bool { return slices.Contains(a.Reach(access.ClusterMark).Units, unit) }
	switch c.State {
	case SelfScore:
		return heads(m.UnitID)
	case CrossCheck:
		return heads(m.CheckerID)
	case Gathering:
		return a.May(access.ClusterRun) || heads(c.LeadID)
	}
	return false
}

// MarkMember gives a member its marks in the state that its cluster is in, one for each criterion.
func (s *Service) MarkMember(ctx context.Context, a access.Actor, clusterID, memberID, version int64, marks []Mark) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, m, err := findMember(tx, a, clusterID, memberID)
		if err != nil {
			return err
		}
		if c.State == Draft || c.State == Over {
			return fault.Conflictf("Không chấm điểm ở bước này: %s.", StateNames[c.State])
		}
		if !c.Marks(a, m) {
			return fault.ErrForbidden
		}
		if err := checkMarks(c, m, marks); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE cluster_members SET version = version + 1 WHERE id = ? AND version = ?`, memberID, version)); err != nil {
			return err
		}
		for _, x := range marks {
			if err := tx.Exec(`INSERT INTO cluster_marks (member_id, criterion_id, stage, points, note) VALUES (?, ?, ?, ?, ?) ON CONFLICT (member_id, criterion_id, stage) DO UPDATE SET points = excluded.points, note = excluded.note`,
				memberID, x.CriterionID, c.State, x.Points, x.Note).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "cluster.mark", Object: "clusters", ObjectID: clusterID, Detail: map[string]any{"unit": m.Unit, "stage": c.State, "marks": marks}})
	})
}

// checkMarks wants one mark for each criterion, within its maximum (a negative one could not be
// read), with evidence for one's own points and a reason for every other figure than before.
func checkMarks(c Cluster, m Member, marks []Mark) error {
	if len(marks) != len(c.Criteria) {
		return fault.ErrStale
	}
	wrong, before := fault.Fields{}, m.Before(c.State)
	for i := range marks {
		x, criterion, at := &marks[i], c.Criteria[i], viet.Count(i)
		if x.CriterionID != criterion.ID {
			return fault.ErrStale
		}
		if x.Note = viet.Clean(x.Note); len([]rune(x.Note)) > 500 {
			wrong.Refuse("note."+at, "Không quá %d ký tự", 500)
		}
		if x.Points < 0 || x.Points > criterion.Max {
			wrong.Refuse("points."+at, "Ghi số điểm từ 0 đến %s", viet.Points(criterion.Max))
			continue
		}
		switch {
		case x.Note != "":
		case before == "" && x.Points > 0:
			wrong.Refuse("note."+at, "Ghi minh chứng cho điểm tự chấm")
		case before != "" && hundredths(x.Points) != hundredths(m.Points(criterion.ID, before)):
			wrong.Refuse("note."+at, "Ghi lý do khác với %s điểm trước đó", viet.Points(m.Points(criterion.ID, before)))
		}
	}
	return wrong.Err()
}

// SaveGathering records the cluster's meeting.
func (s *Service) SaveGathering(ctx context.Context, a access.Actor, c Cluster) error {
	wrong := fault.Fields{}
	wrong.Date("held_on", &c.HeldOn)
	for field, v := range map[string]struct {
		value *string
		least int
		most  int
	}{"place": {&c.Place, 1, 200}, "attendance": {&c.Attendance, 0, 1000}, "conclusion": {&c.Conclusion, 1, 2000}} {
		*v.value = viet.Clean(*v.value)
		if n := len([]rune(*v.value)); n < v.least || n > v.most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", v.least, v.most)
		}
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		now, err := find(tx, a, c.ID)
		if err != nil {
			return err
		}
		if now.State != Gathering {
			return fault.Conflictf("Chỉ ghi cuộc họp ở bước họp cụm, khối.")
		}
		if !now.Marks(a, Member{}) {
			return fault.ErrForbidden
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE clusters SET held_on = ?, place = ?, attendance = ?, conclusion = ?, version = version + 1 WHERE id = ? AND version = ?`, c.HeldOn, c.Place, c.Attendance, c.Conclusion, c.ID, c.Version))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "cluster.record", Object: "clusters", ObjectID: c.ID, Detail: map[string]any{"held_on": c.HeldOn, "conclusion": c.Conclusion}})
	})
}

// without are the members whose marks of a stage are missing.
func without(members []Member, stage string) (list []Member) {
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
