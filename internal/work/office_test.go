package work_test

import (
	"errors"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/trial"
	"congthidua/internal/viet"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// The people of the office. Units 2 and 20 lie below unit 1; the path of the one begins like that of the other
// without its last slash.
const (
	boss  = 10  // heads unit 1
	chief = 11  // works in unit 1
	anna  = 21  // heads unit 2
	binh  = 22  // works in unit 2
	chi   = 23  // works in unit 2
	dung  = 201 // heads unit 20
	em    = 202 // works in unit 20
)

// people of the office, with their units.
var people = []struct {
	id, unit int64
	name     string
	heads    bool
}{
	{boss, 1, "Đỗ Văn Bảo", true},
	{chief, 1, "Lê Thị Chiến", false},
	{anna, 2, "Trần Thị An", true},
	{binh, 2, "Phạm Văn Bình", false},
	{chi, 2, "Ngô Thị Chi", false},
	{dung, 20, "Vũ Văn Dũng", true},
	{em, 20, "Bùi Thị Em", false},
}

// office is a small body on a database of its own. It is Monday, 1 March 2027.
type office struct {
	*work.Service
	t     *testing.T
	clock *clock.Manual
}

func newOffice(t *testing.T) *office {
	t.Helper()
	c := &clock.Manual{At: time.Date(2027, 3, 1, 9, 0, 0, 0, clock.Zone)}
	o := &office{Service: &work.Service{Store: trial.Empty(t), Clock: c}, t: t, clock: c}
	o.write(func(tx *gorm.DB) error {
		for _, u := range []struct {
			id, parent any
			path, name string
		}{{1, nil, "1/", "Cơ quan"}, {2, 1, "1/2/", "Phòng Tổ chức"}, {20, 1, "1/20/", "Phòng Tài vụ"}} {
			if err := tx.Exec(`INSERT INTO units (id, parent_id, path, name, search_key, kind) VALUES (?, ?, ?, ?, ?, ?)`,
				u.id, u.parent, u.path, u.name, viet.SearchKey(u.name), "department").Error; err != nil {
				return err
			}
		}
		for _, p := range people {
			if err := tx.Exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, ?)`,
				p.id, p.name, viet.SortKey(p.name), viet.SearchKey(p.name), "cadre").Error; err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO posts (person_id, unit_id, title, level, heads) VALUES (?, ?, ?, ?, ?)`,
				p.id, p.unit, "Chức vụ", 50, p.heads).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return o
}

func (o *office) write(change func(tx *gorm.DB) error) {
	o.t.Helper()
	o.must(o.Store.Write(o.t.Context(), change))
}

// leave ends somebody's post; to another unit, where unit is not 0.
func (o *office) leave(person, unit int64) {
	o.t.Helper()
	o.write(func(tx *gorm.DB) error {
		err := tx.Exec(`UPDATE posts SET until = ? WHERE person_id = ? AND until IS NULL`, "2027-02-28", person).Error
		if err != nil || unit == 0 {
			return err
		}
		return tx.Exec(`INSERT INTO posts (person_id, unit_id, title) VALUES (?, ?, ?)`, person, unit, "Chức vụ").Error
	})
}

// on sets the day, 2006-01-02.
func (o *office) on(day string) {
	o.t.Helper()
	at, err := time.ParseInLocation(clock.Date, day, clock.Zone)
	o.must(err)
	o.clock.At = at.Add(9 * time.Hour)
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// as is somebody of the office: a cadre, and head of the unit that they head.
func as(person int64) access.Actor {
	a := access.Actor{AccountID: person + 1000, PersonID: person, Grants: []access.Grant{{Role: access.Cadre}}}
	for _, p := range people {
		if p.id != person {
			continue
		}
		if a.Name = p.name; p.heads && p.unit != 1 {
			a.Grants = append(a.Grants, in(access.Head, p.unit))
		}
	}
	if person == boss {
		a.Grants = append(a.Grants, in(access.Leader, 1))
	}
	return a
}

// holding is an account of nobody on the roster with a role over the whole body.
func holding(role access.Role) access.Actor {
	return access.Actor{AccountID: 900, Name: "Tài khoản " + role.Name(), Grants: []access.Grant{{Role: role}}}
}

// leaderOf is an account whose leadership ends at a unit.
func leaderOf(unit int64) access.Actor {
	return access.Actor{AccountID: 800 + unit, Name: "Lãnh đạo", Grants: []access.Grant{in(access.Leader, unit)}}
}

func in(role access.Role, unit int64) access.Grant {
	return access.Grant{Role: role, UnitID: unit, Path: map[int64]string{1: "1/", 2: "1/2/", 20: "1/20/"}[unit]}
}

// task puts a task into the database as it is: by default one of Bình's, assigned and checked by An, due on
// 20 March.
func (o *office) task(change func(*work.Task)) int64 {
	o.t.Helper()
	assigner := int64(anna)
	t := work.Task{
		Title:      "Báo cáo quý",
		Product:    "Báo cáo",
		Weight:     4,
		UnitID:     2,
		LeadID:     binh,
		CheckerID:  anna,
		AssignerID: &assigner,
		Assigner:   "Trần Thị An",
		Source:     work.FromOrder,
		AssignedOn: "2027-03-01",
		Due:        "2027-03-20",
		State:      work.Assigned,
	}
	if change != nil {
		change(&t)
	}
	t.TitleKey = viet.SearchKey(t.Title)
	if t.FirstDue == "" {
		t.FirstDue = t.Due
	}
	if t.State == work.Closed && t.ClosedOn == "" {
		t.ClosedOn = t.Due
	}
	o.write(func(tx *gorm.DB) error { return tx.Create(&t).Error })
	return t.ID
}

// in20 makes a task one of unit 20, led by Em and checked by Dũng.
func in20(t *work.Task) {
	assigner := int64(dung)
	t.UnitID, t.LeadID, t.CheckerID, t.AssignerID = 20, em, dung, &assigner
}

// inState puts a task into a state.
func inState(s work.State) func(*work.Task) {
	return func(t *work.Task) { t.State = s }
}

// at reads a task from the database.
func (o *office) at(id int64) (t work.Task) {
	o.t.Helper()
	o.must(o.Store.Read(o.t.Context()).Where("id = ?", id).Take(&t).Error)
	return t
}

// count counts the rows of a table that a condition holds for.
func (o *office) count(model any, where string, args ...any) (n int64) {
	o.t.Helper()
	o.must(o.Store.Read(o.t.Context()).Model(model).Where(where, args...).Count(&n).Error)
	return n
}

// The kinds of answers of a use case.
const (
	fine      = "ok"
	forbidden = "forbidden"
	notFound  = "not found"
	stale     = "stale"
	conflict  = "conflict"
	invalid   = "invalid" // with its field: "invalid title"
)

// answer names the kind of an error.
func answer(err error) string {
	var bad fault.Invalid
	var held fault.Conflict
	switch {
	case err == nil:
		return fine
	case errors.Is(err, fault.ErrForbidden):
		return forbidden
	case errors.Is(err, fault.ErrNotFound):
		return notFound
	case errors.Is(err, fault.ErrStale):
		return stale
	case errors.As(err, &held):
		return conflict
	case errors.As(err, &bad):
		field := ""
		for name := range bad.Fields {
			field = name
		}
		if len(bad.Fields) == 1 && field != "" {
			return invalid + " " + field
		}
		return invalid
	}
	return err.Error()
}

// expect compares the answer of a use case.
func expect(t *testing.T, what string, err error, want string) {
	t.Helper()
	if got := answer(err); got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// helps lets somebody help with a task.
func helps(task, person int64) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error { return tx.Create(&work.Helper{TaskID: task, PersonID: person}).Error }
}

// create writes a row as it is.
func create(row any) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error { return tx.Create(row).Error }
}

// clean takes tasks, programmes and reviews away.
func clean(tx *gorm.DB) error {
	for _, model := range []any{
		&work.Event{},
		&work.Helper{},
		&work.Task{},
		&work.Item{},
		&work.Programme{},
		&work.Attendance{},
		&work.Review{},
	} {
		if err := tx.Where("TRUE").Delete(model).Error; err != nil {
			return err
		}
	}
	return nil
}

// closeAll closes all tasks but the cancelled ones; approveAll approves all programmes.
func closeAll(tx *gorm.DB) error {
	return tx.Model(&work.Task{}).Where("state <> ?", work.Cancelled).
		UpdateColumns(map[string]any{"state": work.Closed, "closed_on": "2027-03-20"}).Error
}

func approveAll(tx *gorm.DB) error {
	return tx.Model(&work.Programme{}).Where("TRUE").UpdateColumn("state", work.Approved).Error
}

// conclude closes all reviews.
func conclude(tx *gorm.DB) error {
	return tx.Model(&work.Review{}).Where("TRUE").UpdateColumn("state", work.ReviewClosed).Error
}
