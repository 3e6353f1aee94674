package cluster

import (
	"context"
	"slices"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Mark is what one criterion was given at a stage. Its note is the evidence, or why it differs from
// the stage before.
type Mark struct {
	MemberID    int64 `gorm:"primaryKey;autoIncrement:false"`
	CriterionID int64 `gorm:"primaryKey;autoIncrement:false"`
	Stage       State `gorm:"primaryKey"` // one of Stages
	Points      float64
	Note        string `gorm:"size:500"`
}

// TableName names the table.
func (Mark) TableName() string { return "cluster_marks" }

// Member is a unit in a cluster with the marks that the actor may see.
type Member struct {
	Membership
	Unit, Checker string
	Shown         bool   // the actor may see its marks
	Own           bool   // the actor has a post in the unit or below it
	Marks         []Mark `gorm:"-"`
}

// Mark returns a criterion's mark at a stage, nil where there is none.
func (m Member) Mark(criterion int64, stage State) *Mark {
	for i := range m.Marks {
		if m.Marks[i].CriterionID == criterion && m.Marks[i].Stage == stage {
			return &m.Marks[i]
		}
	}
	return nil
}

// Points are a criterion's points at a stage, 0 where there are none.
func (m Member) Points(criterion int64, stage State) float64 {
	if mark := m.Mark(criterion, stage); mark != nil {
		return mark.Points
	}
	return 0
}

// Marked reports whether a stage's marks are there.
func (m Member) Marked(stage State) bool {
	return slices.ContainsFunc(m.Marks, func(x Mark) bool { return x.Stage == stage })
}

// Total sums the marks of a stage.
func (m Member) Total(stage State) (sum float64) {
	for _, x := range m.Marks {
		if x.Stage == stage {
			sum += x.Points
		}
	}
	return sum
}

// Before is the stage whose marks a later one starts from: the checker from the unit's own, the
// meeting from the checker's, or the unit's own where nobody checked.
func (m Member) Before(stage State) State {
	switch {
	case stage == SelfScore:
		return ""
	case stage == Gathering && m.Marked(CrossCheck):
		return CrossCheck
	}
	return SelfScore
}

// gathers reports whether the actor settles marks in the cluster's meeting and records it: who runs clusters,
// or the head of the unit that presides. The reach is that of cluster.mark.
func gathers(a access.Actor, reach access.Reach, c Cluster) bool {
	return c.State == Gathering && (runs(a) || slices.ContainsFunc(reach.Units, c.Presides))
}

// marks reports whether the actor gives the marks of the state that the cluster is in: the unit's head, the
// checker's head, or who settles in the meeting. Nobody checks or settles the own unit.
func marks(a access.Actor, reach access.Reach, c Cluster, m Member) bool {
	heads := slices.Contains(reach.Units, m.UnitID)
	switch c.State {
	case SelfScore:
		return heads
	case CrossCheck:
		return m.CheckerID != nil && slices.Contains(reach.Units, *m.CheckerID) && !heads && !m.Own
	case Gathering:
		return gathers(a, reach, c) && !heads && !m.Own
	case Draft, Over:
	}
	return false
}

// MarkMember gives a member that is still at the version its marks in the state that its cluster is in, one
// for each criterion.
func (s *Service) MarkMember(
	ctx context.Context, a access.Actor, clusterID, memberID, version int64, typed []Mark,
) error {
	reach, err := a.Require(access.ClusterMark)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := find(tx, a, clusterID)
		if err != nil {
			return err
		}
		m, err := shownMember(tx, a, c, memberID)
		if err != nil {
			return err
		}
		if c.State == Draft || c.State == Over {
			return fault.Conflictf("Không chấm điểm ở bước này: %s.", StateNames[c.State])
		}
		if !marks(a, reach, c, m) {
			return fault.ErrForbidden
		}
		criteria, err := criteriaOf(tx, clusterID)
		if err != nil {
			return err
		}
		if err := checkMarks(c.State, criteria, m, typed); err != nil {
			return err
		}
		if err := store.Update(tx, &m.Membership, version, nil); err != nil {
			return err
		}
		for i := range typed {
			typed[i].MemberID, typed[i].Stage = memberID, c.State
		}
		if err := store.Upsert(tx, &typed, "member_id", "criterion_id", "stage"); err != nil {
			return err
		}
		detail := audit.Detail{"unit": m.Unit, "stage": c.State, "marks": typed}
		return audit.Note(tx, s.Clock, a, "cluster.mark", object, clusterID, detail)
	})
}

// checkMarks wants one mark for each criterion, within its maximum (a negative one could not be
// read), with evidence for one's own points and a reason for every other figure than before.
func checkMarks(stage State, criteria []Criterion, m Member, typed []Mark) error {
	if len(typed) != len(criteria) {
		return fault.ErrStale
	}
	wrong, before := fault.Fields{}, m.Before(stage)
	for i := range typed {
		x, criterion, at := &typed[i], criteria[i], strconv.Itoa(i)
		if x.CriterionID != criterion.ID {
			return fault.ErrStale
		}
		wrong.Text("note."+at, &x.Note, 0, 500)
		if x.Points < 0 || x.Points > criterion.Max {
			wrong.Refuse("points."+at, "Ghi số điểm từ 0 đến %s", viet.Points(criterion.Max))
			continue
		}
		was := m.Points(criterion.ID, before)
		switch {
		case x.Note != "":
		case before == "" && x.Points > 0:
			wrong.Refuse("note."+at, "Ghi minh chứng cho điểm tự chấm")
		case before != "" && hundredths(x.Points) != hundredths(was):
			wrong.Refuse("note."+at, "Ghi lý do khác với %s điểm trước đó", viet.Points(was))
		}
	}
	return wrong.Err()
}

// Minutes are the record of a cluster's meeting as it is typed.
type Minutes struct {
	HeldOn     string // as people write it
	Place      string
	Attendance string
	Conclusion string
}

// Record keeps the meeting of a cluster that is still at the version.
func (s *Service) Record(ctx context.Context, a access.Actor, id, version int64, typed Minutes) error {
	reach, err := a.Require(access.ClusterMark)
	if err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Date("held_on", &typed.HeldOn)
	wrong.Text("place", &typed.Place, 1, 200)
	wrong.Text("attendance", &typed.Attendance, 0, 1000)
	wrong.Text("conclusion", &typed.Conclusion, 1, 2000)
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := find(tx, a, id)
		if err != nil {
			return err
		}
		if c.State != Gathering {
			return fault.Conflictf("Chỉ ghi cuộc họp ở bước họp cụm, khối.")
		}
		if !gathers(a, reach, c) {
			return fault.ErrForbidden
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		err = store.Advance(tx, &c, version, Gathering, store.Change{
			"held_on":    typed.HeldOn,
			"place":      typed.Place,
			"attendance": typed.Attendance,
			"conclusion": typed.Conclusion,
		})
		if err != nil {
			return err
		}
		detail := audit.Detail{"held_on": typed.HeldOn, "conclusion": typed.Conclusion}
		return audit.Note(tx, s.Clock, a, "cluster.record", object, id, detail)
	})
}
