package award_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/trial"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The units of the office. Paths of 2 and 20 begin alike; 21 lies below 2.
const (
	root    int64 = 1
	two     int64 = 2
	below   int64 = 21
	twenty  int64 = 20
	nowhere int64 = 0
)

// The people of the office, by the unit of their main post.
const (
	chief   int64 = 100 // of the root
	an      int64 = 101 // of unit 2
	binh    int64 = 102 // of unit 2
	chi     int64 = 103 // of unit 21
	dung    int64 = 104 // of unit 20
	retired int64 = 105 // of no unit any more
)

// office is a small body with a service, on a database of its own.
type office struct {
	*award.Service
	t      *testing.T
	ctx    context.Context
	clock  *clock.Manual
	issued int // decisions that were put into the database as issued
}

func newOffice(t *testing.T) *office {
	t.Helper()
	t.Parallel()
	c := &clock.Manual{At: time.Date(2026, 11, 6, 9, 0, 0, 0, clock.Zone)}
	o := &office{t: t, ctx: t.Context(), clock: c, Service: &award.Service{Store: trial.Empty(t), Clock: c}}
	for _, u := range []struct {
		id         int64
		parent     any
		path, name string
	}{
		{root, nil, "1/", "Ban Tổ chức"},
		{two, root, "1/2/", "Phòng Hai"},
		{below, two, "1/2/21/", "Tổ Hai Mốt"},
		{twenty, root, "1/20/", "Phòng Hai Mươi"},
	} {
		o.exec(`INSERT INTO units (id, parent_id, path, name, search_key, kind, position)
			VALUES (?, ?, ?, ?, ?, 'department', ?)`,
			u.id, u.parent, u.path, u.name, viet.SearchKey(u.name), u.id-root)
	}
	for _, p := range []struct {
		id, unit, level int64
		title           string
	}{
		{chief, root, 10, "Trưởng ban"},
		{an, two, 40, "Chuyên viên"},
		{binh, two, 30, "Trưởng phòng"},
		{chi, below, 40, "Chuyên viên"},
		{dung, twenty, 40, "Chuyên viên"},
		{retired, nowhere, 0, ""},
	} {
		name := names[p.id]
		o.exec(`INSERT INTO people (id, name, name_key, search_key, kind, code) VALUES (?, ?, ?, ?, 'cadre', ?)`,
			p.id, name, viet.SortKey(name), viet.SearchKey(name), fmt.Sprint("CB", p.id))
		if p.unit != nowhere {
			o.exec(`INSERT INTO posts (person_id, unit_id, title, level) VALUES (?, ?, ?, ?)`,
				p.id, p.unit, p.title, p.level)
		}
	}
	o.must(o.editions().Install(o.ctx))
	o.must(o.Install(o.ctx))
	return o
}

// editions is the service of the catalogues of awards and titles.
func (o *office) editions() *catalogue.Service {
	kinds := append(award.Kinds(), emulation.CatalogueKind())
	return &catalogue.Service{Store: o.Store, Clock: o.clock, Kinds: kinds}
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

func (o *office) number(sql string, args ...any) (n int64) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Raw(sql, args...).Scan(&n).Error)
	return n
}

func (o *office) text(sql string, args ...any) (s string) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Raw(sql, args...).Scan(&s).Error)
	return s
}

// is says whether an error is the expected one: an error of package fault, or the kind of a Conflict or Invalid.
func is(err, want error) bool {
	switch want {
	case nil:
		return err == nil
	case errConflict:
		var c fault.Conflict
		return errors.As(err, &c) && !errors.Is(err, fault.ErrStale)
	case errInvalid:
		var i fault.Invalid
		return errors.As(err, &i)
	}
	return errors.Is(err, want)
}

// errConflict and errInvalid stand for any fault.Conflict but a stale version, and any fault.Invalid.
var (
	errConflict = errors.New("any conflict")
	errInvalid  = errors.New("any invalid")
)

func (o *office) want(want, err error) {
	o.t.Helper()
	if !is(err, want) {
		o.t.Errorf("got %v, want %v", err, want)
	}
}

// paths of the units.
var paths = map[int64]string{root: "1/", two: "1/2/", below: "1/2/21/", twenty: "1/20/"}

// as is somebody with a role for a unit, or for the whole body where it needs none.
func as(role access.Role, unit, person int64) access.Actor {
	return access.Actor{
		AccountID: 900,
		PersonID:  person,
		Name:      "Người làm",
		Grants:    []access.Grant{{Role: role, UnitID: unit, Path: paths[unit]}},
	}
}

var (
	committee = as(access.Committee, 0, 0)
	leader    = as(access.Leader, root, 0)
	clerk     = as(access.Clerk, 0, 0)
	auditor   = as(access.Auditor, 0, 0)
	head      = as(access.Head, two, 0)
)

var letterhead = org.Letterhead{
	Style:     "party",
	Body:      "Ban Tổ chức",
	Sign:      "BTCTU",
	Place:     "Hà Nội",
	Authority: "TRƯỞNG BAN",
}

// whom makes a line for a person, a unit, or an outsider (0).
func whom(form string, person, unit int64) award.Awardee {
	w := award.Awardee{
		Form:        form,
		Year:        2026,
		Name:        "Người ngoài",
		NameKey:     "ngoai nguoi",
		Achievement: "Hoàn thành xuất sắc",
	}
	switch {
	case person != 0:
		w.PersonID, w.Name, w.NameKey = &person, names[person], names[person]
	case unit != 0:
		w.UnitID, w.Collective, w.Name, w.NameKey = &unit, true, "Phòng", "phong"
	}
	return w
}

var names = map[int64]string{
	chief:   "Trần Văn Trưởng",
	an:      "Nguyễn Thị An",
	binh:    "Lê Văn Bình",
	chi:     "Phạm Thị Chi",
	dung:    "Đỗ Văn Dũng",
	retired: "Vũ Thị Hưu",
}

// decision puts a decision into the database as it stands in a state, without the steps that lead there.
func (o *office) decision(state award.State, lines ...award.Awardee) award.Decision {
	o.t.Helper()
	d := award.Decision{
		Kind:     award.Grant,
		State:    state,
		Body:     "Ban Tổ chức",
		Subject:  "Tặng giấy khen",
		Columns:  award.UsualColumns,
		Ordering: award.ByPrecedence,
	}
	if state == award.Issued {
		o.issued++
		d.Number, d.DecidedOn = fmt.Sprintf("%d-QĐ/TRUOC", o.issued), "2026-11-02"
	}
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&d).Error; err != nil {
			return err
		}
		for _, w := range lines {
			if err := tx.Create(&award.Recipient{DecisionID: d.ID, Awardee: w}).Error; err != nil {
				return err
			}
		}
		return nil
	}))
	return d
}

// lines are the recipients of a decision in the order in which they were written.
func (o *office) lines(decision int64) (list []award.Recipient) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Where("decision_id = ?", decision).Order("id").Find(&list).Error)
	return list
}

// read is a decision as it stands now.
func (o *office) read(id int64) (d award.Decision) {
	o.t.Helper()
	o.must(store.First(o.Store.Read(o.ctx).Where("id = ?", id), &d))
	return d
}

// proposal puts a proposal into the database as it stands in a state.
func (o *office) proposal(state award.ProposalState, lines ...award.Awardee) award.Proposal {
	o.t.Helper()
	p := award.Proposal{Kind: award.Unplanned, State: state, Body: "Chủ tịch nước", Subject: "Tặng Huân chương"}
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&p).Error; err != nil {
			return err
		}
		for _, w := range lines {
			if err := tx.Create(&award.ProposalLine{ProposalID: p.ID, Awardee: w, Report: "Báo cáo"}).Error; err != nil {
				return err
			}
		}
		return nil
	}))
	return p
}

func (o *office) proposalLines(id int64) (list []award.ProposalLine) {
	o.t.Helper()
	o.must(o.Store.Read(o.ctx).Where("proposal_id = ?", id).Order("id").Find(&list).Error)
	return list
}

func (o *office) readProposal(id int64) (p award.Proposal) {
	o.t.Helper()
	o.must(store.First(o.Store.Read(o.ctx).Where("id = ?", id), &p))
	return p
}
