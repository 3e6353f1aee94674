package cluster

import (
	"context"
	"strconv"

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

// State is where a cluster stands. SelfScore, CrossCheck and Gathering name the stage of the marks that are
// given in them too.
type State string

// The states of a cluster, in their order.
const (
	Draft      State = "draft"
	SelfScore  State = "self"
	CrossCheck State = "check"
	Gathering  State = "meeting"
	Over       State = "closed"
)

// StateNames names the states.
var StateNames = map[State]string{
	Draft:      "Đang soạn",
	SelfScore:  "Các đơn vị tự chấm",
	CrossCheck: "Đang chấm chéo",
	Gathering:  "Họp cụm, khối",
	Over:       "Đã xếp hạng",
}

// Stages are the stages of marks, in their order.
var Stages = []State{SelfScore, CrossCheck, Gathering}

var next = map[State]State{
	Draft:      SelfScore,
	SelfScore:  CrossCheck,
	CrossCheck: Gathering,
	Gathering:  Over,
}

// Kind is what units are put together for: those of one area form a cụm, those of one field a khối.
type Kind string

// The kinds.
const (
	OfArea  Kind = "cluster"
	OfField Kind = "block"
)

// Kinds lists the kinds as they are offered; KindNames names them.
var (
	Kinds     = []Kind{OfArea, OfField}
	KindNames = map[Kind]string{OfArea: "Cụm thi đua", OfField: "Khối thi đua"}
)

// MaxCriteria is how many criteria a cluster's table has at most.
const MaxCriteria = 10

// Cluster is a cụm or khối thi đua in a year. No two of a year have the same name.
type Cluster struct {
	store.Record
	Kind       Kind
	Name       string `gorm:"size:200"`
	Year       int
	LeadID     *int64 // the unit whose head presides
	SelfDue    string `gorm:"size:10"` // 2006-01-02
	CheckDue   string `gorm:"size:10"` // 2006-01-02
	State      State
	HeldOn     string `gorm:"size:10"` // of the meeting, 2006-01-02, "" before it is recorded
	Place      string `gorm:"size:200"`
	Attendance string `gorm:"size:1000"`
	Conclusion string `gorm:"size:2000"`
}

// Presides reports whether the head of a unit presides over the cluster's meeting.
func (c Cluster) Presides(unit int64) bool { return c.LeadID != nil && *c.LeadID == unit }

// Criterion is a line of a cluster's table. Criteria stand in the order in which they part units
// of the same total.
type Criterion struct {
	ID        int64 `gorm:"primaryKey"`
	ClusterID int64
	Ordinal   int     // from 0
	Name      string  `gorm:"size:200"`
	Max       float64 // points
}

// TableName names the table.
func (Criterion) TableName() string { return "cluster_criteria" }

// Membership is a unit in a cluster.
type Membership struct {
	store.Record
	ClusterID int64
	UnitID    int64  `gorm:"index:cluster_members_unit"`
	CheckerID *int64 `gorm:"index:cluster_members_checker"` // another unit, nil in a draft
}

// TableName names the table.
func (Membership) TableName() string { return "cluster_members" }

// Models are the records of this package.
var Models = []any{
	&Cluster{},
	&Criterion{},
	&Membership{},
	&Mark{},
}

// object is how the audit log names a cluster.
const object = "clusters"

// Plan is a cluster with its criteria as they are typed, days as people write them.
type Plan struct {
	Cluster
	Criteria []Criterion
}

// check refuses what is wrong on the form and puts texts and days in order.
func (p *Plan) check(thisYear int) error {
	wrong := fault.Fields{}
	fault.Choice(wrong, "kind", p.Kind, Kinds, "Chọn cụm hoặc khối")
	wrong.Text("name", &p.Name, 3, 200)
	if p.Year < thisYear-1 || p.Year > thisYear+1 {
		wrong.Refuse("year", "Năm từ %d đến %d", thisYear-1, thisYear+1)
	}
	wrong.Date("self_due", &p.SelfDue)
	wrong.Date("check_due", &p.CheckDue)
	if len(wrong) == 0 && p.CheckDue < p.SelfDue {
		wrong.Refuse("check_due", "%s phải từ %s", "Hạn chấm chéo", viet.ShowDate(p.SelfDue))
	}
	if len(p.Criteria) == 0 || len(p.Criteria) > MaxCriteria {
		wrong.Refuse("criterion.name.0", "Ghi từ 1 đến %d tiêu chí", MaxCriteria)
	}
	for i := range p.Criteria {
		x, at := &p.Criteria[i], strconv.Itoa(i)
		wrong.Text("criterion.name."+at, &x.Name, 1, 200)
		if x.Max <= 0 || x.Max > 1000 {
			wrong.Refuse("criterion.max."+at, "Ghi một số lớn hơn 0, không quá %d", 1000)
		}
	}
	return wrong.Err()
}

// Create writes the draft of a new cluster.
func (s *Service) Create(ctx context.Context, a access.Actor, p Plan) (int64, error) {
	p.Cluster = Cluster{Kind: p.Kind, Name: p.Name, Year: p.Year, SelfDue: p.SelfDue, CheckDue: p.CheckDue, State: Draft}
	err := s.write(ctx, a, &p, func(tx *gorm.DB) error { return tx.Create(&p.Cluster).Error })
	return p.ID, err
}

// Save writes a draft anew that is still at the version of p.
func (s *Service) Save(ctx context.Context, a access.Actor, p Plan) error {
	return s.write(ctx, a, &p, func(tx *gorm.DB) error {
		c, err := find(tx, a, p.ID)
		if err != nil {
			return err
		}
		other, err := alsoIn(tx, p.ID, p.Kind, p.Year)
		if err != nil {
			return err
		}
		if other != "" {
			return fault.Invalidf("year", "Đơn vị đã ở trong «%s» của năm này", other)
		}
		return store.Advance(tx, &c, p.Version, Draft, store.Change{
			"kind":      p.Kind,
			"name":      p.Name,
			"year":      p.Year,
			"self_due":  p.SelfDue,
			"check_due": p.CheckDue,
		})
	})
}

// write checks a plan, keeps the cluster as keep does, and writes its criteria anew.
func (s *Service) write(ctx context.Context, a access.Actor, p *Plan, keep func(*gorm.DB) error) error {
	if err := a.RequireAll(access.ClusterRun); err != nil {
		return err
	}
	if err := p.check(s.Clock.Now().Year()); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := keep(tx)
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Năm %d đã có cụm, khối mang tên này", p.Year)
		}
		if err != nil {
			return err
		}
		if err := tx.Where("cluster_id = ?", p.ID).Delete(&Criterion{}).Error; err != nil {
			return err
		}
		for i := range p.Criteria {
			p.Criteria[i].ID, p.Criteria[i].ClusterID, p.Criteria[i].Ordinal = 0, p.ID, i
		}
		if err := tx.Create(&p.Criteria).Error; err != nil {
			return err
		}
		detail := audit.Detail{"name": p.Name, "year": p.Year, "criteria": p.Criteria}
		return audit.Note(tx, s.Clock, a, "cluster.save", object, p.ID, detail)
	})
}

// find reads a cluster that the actor sees, else fault.ErrNotFound: some member lies within reach, and a
// draft is there only for who runs clusters.
func find(db *gorm.DB, a access.Actor, id int64) (c Cluster, err error) {
	where, args := visible(a)
	return c, store.First(db.Table("clusters AS c").Where("c.id = ?", id).Where(where, args...), &c)
}

// runs reports whether the actor writes clusters and moves them on.
func runs(a access.Actor) bool { return a.RequireAll(access.ClusterRun) == nil }

// criteriaOf reads the criteria of a cluster in their order.
func criteriaOf(db *gorm.DB, id int64) (list []Criterion, err error) {
	return list, db.Where("cluster_id = ?", id).Order("ordinal").Find(&list).Error
}
