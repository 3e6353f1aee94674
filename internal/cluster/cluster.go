package cluster

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps clusters and blocks, their members and the marks.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// The states of a cluster, in their order. Between Draft and Over members score themselves, another
// member checks, the cluster's meeting settles; each of these three names the stage of the marks that are
// given in it.
const (
	Draft      = "draft"
	SelfScore  = "self"
	CrossCheck = "check"
	Gathering  = "meeting"
	Over       = "closed"
)

// StateNames names the states.
var StateNames = map[string]string{
	Draft:      "Đang soạn",
	SelfScore:  "Các đơn vị tự chấm",
	CrossCheck: "Đang chấm chéo",
	Gathering:  "Họp cụm, khối",
	Over:       "Đã xếp hạng",
}

// KindNames names the kinds: units of one area form a cụm, those of one field a khối.
var KindNames = map[string]string{"cluster": "Cụm thi đua", "block": "Khối thi đua"}

var next = map[string]string{
	Draft:      SelfScore,
	SelfScore:  CrossCheck,
	CrossCheck: Gathering,
	Gathering:  Over,
}

// MaxCriteria is how many criteria a cluster's table has at most.
const MaxCriteria = 10

// Cluster is a cụm or khối thi đua in a year. Members and criteria stand once scoring begins.
type Cluster struct {
	ID                                    int64
	Kind, Name                            string
	Year                                  int
	LeadID                                int64  // the unit whose head presides, 0 for none
	SelfDue, CheckDue                     string // 2006-01-02; in a form as people write dates
	State                                 string
	HeldOn, Place, Attendance, Conclusion string // of the meeting
	Version                               int64
	Lead                                  string      `gorm:"->"`
	Size                                  int         `gorm:"->"` // members
	Criteria                              []Criterion `gorm:"-"`
}

// Criterion is a line of a cluster's table. Criteria stand in the order in which they part units
// of the same total.
type Criterion struct {
	ID   int64
	Name string
	Max  float64 // points
}

// Next is the state that follows, "" after the last.
func (c Cluster) Next() string { return next[c.State] }

// Max is the most points that a member can have.
func (c Cluster) Max() (sum float64) {
	for _, x := range c.Criteria {
		sum += x.Max
	}
	return sum
}

// clean checks a cluster as typed and puts its texts and dates in order.
func (c *Cluster) clean(thisYear int) error {
	wrong := fault.Fields{}
	if KindNames[c.Kind] == "" {
		wrong.Refuse("kind", "Chọn cụm hoặc khối")
	}
	c.Name = viet.Clean(c.Name)
	if n := len([]rune(c.Name)); n < 3 || n > 200 {
		wrong.Refuse("name", "Tên dài từ %d đến %d ký tự", 3, 200)
	}
	if c.Year < thisYear-1 || c.Year > thisYear+1 {
		wrong.Refuse("year", "Năm từ %d đến %d", thisYear-1, thisYear+1)
	}
	wrong.Date("self_due", &c.SelfDue)
	wrong.Date("check_due", &c.CheckDue)
	if len(wrong) == 0 && c.CheckDue < c.SelfDue {
		wrong.Refuse("check_due", "%s phải từ %s", "Hạn chấm chéo", viet.ShowDate(c.SelfDue))
	}
	if len(c.Criteria) == 0 || len(c.Criteria) > MaxCriteria {
		wrong.Refuse("criterion.name.0", "Ghi từ 1 đến %d tiêu chí", MaxCriteria)
	}
	for i := range c.Criteria {
		x, at := &c.Criteria[i], viet.Count(i)
		if x.Name = viet.Clean(x.Name); x.Name == "" || len([]rune(x.Name)) > 200 {
			wrong.Refuse("criterion.name."+at, "Tên dài từ %d đến %d ký tự", 1, 200)
		}
		if x.Max <= 0 || x.Max > 1000 {
			wrong.Refuse("criterion.max."+at, "Ghi một số lớn hơn 0, không quá %d", 1000)
		}
	}
	return wrong.Err()
}

// Save writes a new cluster (ID 0) or a draft's new text and returns its number.
func (s *Service) Save(ctx context.Context, a access.Actor, c Cluster) (int64, error) {
	if _, err := a.Require(access.ClusterRun); err != nil {
		return 0, err
	}
	if err := c.clean(s.Clock.Now().Year()); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := write(tx, &c)
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Năm %d đã có cụm, khối mang tên này", c.Year)
		}
		if err != nil {
			return err
		}
		if err := tx.Exec(`DELETE FROM cluster_criteria WHERE cluster_id = ?`, c.ID).Error; err != nil {
			return err
		}
		for i, x := range c.Criteria {
			if err := tx.Exec(`INSERT INTO cluster_criteria (cluster_id, ordinal, name, max) VALUES (?, ?, ?, ?)`, c.ID, i, x.Name, x.Max).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "cluster.save", Object: "clusters", ObjectID: c.ID, Detail: map[string]any{"name": c.Name, "year": c.Year, "criteria": c.Criteria}})
	})
	return c.ID, err
}

func write(tx *gorm.DB, c *Cluster) error {
	if c.ID == 0 {
		return tx.Raw(`INSERT INTO clusters (kind, name, year, self_due, check_due, state) VALUES (?, ?, ?, ?, ?, 'draft') RETURNING id`, c.Kind, c.Name, c.Year, c.SelfDue, c.CheckDue).Scan(&c.ID).Error
	}
	return store.OneRow(tx.Exec(`UPDATE clusters SET kind = ?, name = ?, year = ?, self_due = ?, check_due = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'draft'`,
		c.Kind, c.Name, c.Year, c.SelfDue, c.CheckDue, c.ID, c.Version))
}

// inDraft runs a change of a draft's members.
func (s *Service) inDraft(ctx context.Context, a access.Actor, id int64, action string, unit int64, change func(tx *gorm.DB) error) error {
	if _, err := a.Require(access.ClusterRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE clusters SET version = version + 1 WHERE id = ? AND state = 'draft'`, id)); err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "clusters", ObjectID: id, Detail: map[string]any{"unit": unit}})
	})
}

// AddMember takes a unit into a draft. A unit is in one cluster of a kind in a year, since
// it is ranked once.
func (s *Service) AddMember(ctx context.Context, a access.Actor, id, unit int64) error {
	return s.inDraft(ctx, a, id, "cluster.member", unit, func(tx *gorm.DB) error {
		var other string
		err := tx.Raw(`SELECT o.name FROM clusters c JOIN clusters o ON o.year = c.year AND o.kind = c.kind JOIN cluster_members m ON m.cluster_id = o.id WHERE c.id = ? AND m.unit_id = ? LIMIT 1`, id, unit).Scan(&other).Error
		if err != nil {
			return err
		}
		if other != "" {
			return fault.Invalidf("unit", "Đơn vị đã ở trong «%s» của năm này", other)
		}
		err = store.OneRow(tx.Exec(`INSERT INTO cluster_members (cluster_id, unit_id) SELECT CAST(? AS BIGINT), id FROM units WHERE id = ?`, id, unit))
		if err == fault.ErrStale {
			return fault.Invalidf("unit", "Chọn đơn vị")
		}
		return err
	})
}

// RemoveMember takes a unit out of a draft.
func (s *Service) RemoveMember(ctx context.Context, a access.Actor, id, unit int64) error {
	return s.inDraft(ctx, a, id, "cluster.remove", unit, func(tx *gorm.DB) error {
		if err := tx.Exec(`UPDATE clusters SET lead_id = NULL WHERE id = ? AND lead_id = ?`, id, unit).Error; err != nil {
			return err
		}
		return store.OneRow(tx.Exec(`DELETE FROM cluster_members WHERE cluster_id = ? AND unit_id = ?`, id, unit))
	})
}

// Lead makes a member of a draft the one that presides.
func (s *Service) Lead(ctx context.Context, a access.Actor, id, unit int64) error {
	return s.inDraft(ctx, a, id, "cluster.lead", unit, func(tx *gorm.DB) error {
		return store.OneRow(tx.Exec(`UPDATE clusters SET lead_id = ? WHERE id = ? AND EXISTS (SELECT 1 FROM cluster_members m WHERE m.cluster_id = clusters.id AND m.unit_id = ?)`, unit, id, unit))
	})
}

// Step moves a cluster on. Before a deadline nobody's marks may be missing.
func (s *Service) Step(ctx context.Context, a access.Actor, id, version int64, to string) error {
	if _, err := a.Require(access.ClusterRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := find(tx, a, id)
		if err != nil {
			return err
		}
		if to == "" || c.Next() != to {
			return fault.ErrStale
		}
		members, err := shownMembers(tx, a, c)
		if err != nil {
			return err
		}
		if err := s.finish(tx, c, members); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE clusters SET state = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ?`, to, id, version, c.State)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "cluster." + to, Object: "clusters", ObjectID: id, Detail: map[string]any{"from": c.State, "to": to}})
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
		if c.LeadID == 0 {
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
		return carryOver(tx, c)
	case Gathering:
		if c.HeldOn == "" || c.Place == "" || c.Conclusion == "" {
			return fault.Conflictf("Ghi ngày họp, địa điểm và kết luận của cuộc họp trước khi xếp hạng.")
		}
	}
	return nil
}

// pairUp gives each member the next one as its checker, the last one the first: nobody checks the
// own score, everybody checks one.
func pairUp(tx *gorm.DB, members []Member) error {
	for i, m := range members {
		checker := members[(i+1)%len(members)]
		if err := store.OneRow(tx.Exec(`UPDATE cluster_members SET checker_id = ? WHERE id = ?`, checker.UnitID, m.ID)); err != nil {
			return err
		}
	}
	return nil
}

// carryOver puts before the meeting what the checker gave, where nobody checked what the unit gave
// itself, and nothing where it gave nothing.
func carryOver(tx *gorm.DB, c Cluster) error {
	return tx.Exec(`INSERT INTO cluster_marks (member_id, criterion_id, stage, points, note)
		SELECT m.id, x.id, 'meeting', COALESCE(ch.points, se.points, 0), '' FROM cluster_members m JOIN cluster_criteria x ON x.cluster_id = m.cluster_id
		LEFT JOIN cluster_marks ch ON ch.member_id = m.id AND ch.criterion_id = x.id AND ch.stage = 'check'
		LEFT JOIN cluster_marks se ON se.member_id = m.id AND se.criterion_id = x.id AND se.stage = 'self' WHERE m.cluster_id = ?`, c.ID).Error
}
