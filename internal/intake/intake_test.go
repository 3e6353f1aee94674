package intake_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/intake"
	"congthidua/internal/sheet"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// wishes is a list of names with wishes. A name that begins with "?" is doubtful, "!" is refused, "=" is
// known already; "FAIL" cannot be written. Writing a wish makes a setting of its name.
type wishes struct{ opened *intake.Opening }

func (wishes) Fields() []sheet.Field {
	return []sheet.Field{{Name: "name", Aliases: []string{"ho va ten"}}, {Name: "wish", Aliases: []string{"nguyen vong"}}}
}

func (wishes) Must() (field, name string) { return "name", "Họ và tên" }

func (w wishes) Open(db *gorm.DB, in intake.Opening) (intake.Reader, error) {
	*w.opened = in
	closed, err := store.ReadSetting(db, "closed")
	return &wishReader{in: in, closed: closed}, err
}

type wishReader struct {
	in      intake.Opening
	closed  string // this name is refused from now on
	written int
}

func (r *wishReader) Judge(row sheet.Row) (intake.Finding, bool) {
	name := row.Cell(r.in.Columns["name"])
	f := intake.Finding{Number: row.Number, Action: intake.Add, Name: name, Reason: "Thêm", Cells: row.Cells}
	switch {
	case name == "":
		return f, false
	case name == r.closed || strings.HasPrefix(name, "!"):
		f.Action, f.Reason = intake.Refuse, "Không nhận"
	case strings.HasPrefix(name, "="):
		f.Action = intake.Same
	case strings.HasPrefix(name, "?"):
		answer, answered := r.in.Answers[row.Number]
		switch {
		case !answered:
			f.Action, f.Options = intake.Ask, []intake.Option{{ID: 11, Text: "Một"}, {ID: 12, Text: "Hai"}}
		case answer == 0:
			f.Action, f.Reason = intake.Refuse, "Bỏ"
		default:
			f.Name = fmt.Sprint("answer ", answer)
		}
	}
	return f, true
}

func (r *wishReader) Write(tx *gorm.DB, f intake.Finding) error {
	if f.Name == "FAIL" {
		return fault.Conflictf("Không ghi được nguyện vọng.")
	}
	r.written++
	return store.SetSetting(tx, "wish "+f.Name, "1")
}

func (r *wishReader) Close(*gorm.DB) (map[string]any, error) {
	return map[string]any{"wishes": r.written}, nil
}

// desk is a body of unit 1 with units 2 and 20 below it.
type desk struct {
	*intake.Service
	t      *testing.T
	opened *intake.Opening
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	opened := &intake.Opening{}
	d := &desk{t: t, opened: opened, Service: &intake.Service{
		Store: trial.Empty(t),
		Clock: trial.Clock(),
		Kinds: map[string]intake.Kind{"wishes": wishes{opened}},
	}}
	d.exec(`INSERT INTO units (id, path, name, search_key, kind) VALUES
		(1, '1/', 'Ban', 'ban', 'agency'), (2, '1/2/', 'Hai', 'hai', 'department'), (20, '1/20/', 'Hai mươi', 'hai muoi', 'department')`)
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) exec(sql string, args ...any) {
	d.t.Helper()
	d.must(d.Store.Write(d.t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

// file is a list on the disk.
func (d *desk) file(lines ...string) intake.Upload {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "a.csv")
	d.must(os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return intake.Upload{Name: "a.csv", Path: path, SHA256: "00"}
}

// start brings a list of these names in, below unit 1.
func (d *desk) start(names ...string) int64 {
	d.t.Helper()
	lines := append([]string{"Họ và tên,Nguyện vọng"}, names...)
	id, err := d.Start(d.t.Context(), officer, "wishes", d.file(lines...), 1)
	d.must(err)
	return id
}

// checked brings a list in and does its dry run.
func (d *desk) checked(names ...string) intake.Import {
	d.t.Helper()
	id := d.start(names...)
	d.must(d.Check(d.t.Context(), officer, id, nil))
	return d.read(id)
}

func (d *desk) read(id int64) intake.Import {
	d.t.Helper()
	i, err := d.Import(d.t.Context(), officer, id)
	d.must(err)
	return i
}

// written are the wishes that were written.
func (d *desk) written() string {
	d.t.Helper()
	var names []string
	d.must(d.Store.Read(d.t.Context()).Raw(`SELECT name FROM settings WHERE name LIKE 'wish %' ORDER BY name`).Scan(&names).Error)
	return strings.ReplaceAll(strings.Join(names, ", "), "wish ", "")
}

func (d *desk) logged(action string) (n int) {
	d.t.Helper()
	d.must(d.Store.Read(d.t.Context()).Raw(`SELECT count(*) FROM audit_log WHERE action = ?`, action).Scan(&n).Error)
	return n
}

var officer = access.Actor{AccountID: 7, PersonID: 70, Name: "Chuyên viên", Grants: []access.Grant{{Role: access.Committee}}}

func wants(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func TestTheDryRunWritesNothing(t *testing.T) {
	d := newDesk(t)
	i := d.checked("An,", "!Bình,", "=Chi,", "?Dung,", ",", "Em,")
	if i.State != intake.Checked || i.Added != 2 || i.Refused != 1 || i.Same != 1 || i.Asked != 1 || i.Changed != 0 {
		t.Errorf("%+v", i)
	}
	if d.written() != "" {
		t.Errorf("written: %s", d.written())
	}
	for action, want := range map[intake.Action]string{
		intake.Add: "2 An, 7 Em", intake.Refuse: "3 !Bình", intake.Same: "4 =Chi", intake.Ask: "5 ?Dung", intake.Change: "",
	} {
		rows, err := d.Rows(t.Context(), officer, i.ID, action, 0)
		d.must(err)
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprint(r.Number, " ", r.Name))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %v, want %s", action, got, want)
		}
	}
	wants(t, "a second dry run", d.Check(t.Context(), officer, i.ID, nil), fault.ErrStale)
	if d.opened.UnitID != 1 || d.opened.Person != 70 || !d.opened.Reach.All {
		t.Errorf("opened with %+v", d.opened)
	}
}

func TestApplyWritesTheGoodRows(t *testing.T) {
	d := newDesk(t)
	i := d.checked("An,", "!Bình,", "=Chi,", "?Dung,")
	wants(t, "a page that is out of date", d.Apply(t.Context(), officer, i.ID, i.Version-1, nil), fault.ErrStale)
	if now := d.read(i.ID); now.State != intake.Checked || now.Message != "" || d.written() != "" {
		t.Errorf("after a stale page: %+v", now)
	}
	d.must(d.Apply(t.Context(), officer, i.ID, i.Version, nil))
	if now := d.read(i.ID); now.State != intake.Applied || d.written() != "An" || d.logged("import.apply") != 1 {
		t.Errorf("%+v, written %q", now, d.written())
	}
	for _, version := range []int64{i.Version, i.Version + 1} {
		wants(t, "a second time", d.Apply(t.Context(), officer, i.ID, version, nil), fault.ErrStale)
	}
	if now := d.read(i.ID); now.State != intake.Applied {
		t.Errorf("an applied list became %s", now.State)
	}
}

func TestApplyWritesAllOrNothing(t *testing.T) {
	d := newDesk(t)
	i := d.checked("An,", "FAIL,", "Bình,")
	var conflict fault.Conflict
	if err := d.Apply(t.Context(), officer, i.ID, i.Version, nil); !errors.As(err, &conflict) {
		t.Errorf("%v", err)
	}
	now := d.read(i.ID)
	if now.State != intake.Failed || !strings.Contains(now.Message, "chưa có gì thay đổi: Không ghi được nguyện vọng") {
		t.Errorf("%+v", now)
	}
	if d.written() != "" || d.logged("import.apply") != 0 {
		t.Errorf("written: %s", d.written())
	}
	wants(t, "once more", d.Apply(t.Context(), officer, i.ID, now.Version, nil), fault.ErrStale)
}

func TestApplyJudgesAnew(t *testing.T) {
	d := newDesk(t)
	i := d.checked("An,", "Bình,")
	d.exec(`INSERT INTO settings (name, value) VALUES ('closed', 'An')`)
	d.must(d.Apply(t.Context(), officer, i.ID, i.Version, nil))
	if d.written() != "Bình" {
		t.Errorf("written: %s", d.written())
	}
}

func TestApplyNeedsADryRun(t *testing.T) {
	d := newDesk(t)
	id := d.start("An,")
	wants(t, "before the dry run", d.Apply(t.Context(), officer, id, 1, nil), fault.ErrStale)
	if d.written() != "" || d.read(id).State != intake.Checking {
		t.Error("it was written, or no longer waits for its dry run")
	}
}

func TestAnswers(t *testing.T) {
	d := newDesk(t)
	i := d.checked("?An,", "?Bình,", "Chi,")
	answer := func(version int64, answers map[int]int64) error {
		return d.Answer(t.Context(), officer, i.ID, version, answers)
	}
	wants(t, "what was not offered", answer(i.Version, map[int]int64{2: 13}), fault.ErrStale)
	wants(t, "a row that is not asked about", answer(i.Version, map[int]int64{4: 0}), fault.ErrStale)
	wants(t, "a row that is not there", answer(i.Version, map[int]int64{40: 0}), fault.ErrStale)
	wants(t, "a page that is out of date", answer(i.Version-1, map[int]int64{2: 11}), fault.ErrStale)
	if now := d.read(i.ID); now.State != intake.Checked || now.Version != i.Version {
		t.Fatalf("what was refused changed the import: %+v", now)
	}
	d.must(answer(i.Version, map[int]int64{2: 12, 3: 0}))
	wants(t, "while it is checked again", answer(i.Version+1, map[int]int64{2: 11}), fault.ErrStale)
	d.must(d.Check(t.Context(), officer, i.ID, nil))
	now := d.read(i.ID)
	if now.Added != 2 || now.Refused != 1 || now.Asked != 0 {
		t.Errorf("%+v", now)
	}
	d.must(d.Apply(t.Context(), officer, i.ID, now.Version, nil))
	if d.written() != "Chi, answer 12" || d.logged("import.answer") != 1 {
		t.Errorf("written: %s", d.written())
	}
}

func TestColumnsSetByHand(t *testing.T) {
	d := newDesk(t)
	upload := func() int64 {
		id, err := d.Start(t.Context(), officer, "wishes", d.file("Ghi chú lung tung,,", "Cột A,Cột B,Cột C", "An,x,y", "Bình,x,y"), 1)
		d.must(err)
		d.must(d.Check(t.Context(), officer, id, nil))
		return id
	}
	id := upload()
	i := d.read(id)
	if i.State != intake.Unmapped || !strings.Contains(i.Message, "«Họ và tên»") {
		t.Fatalf("%+v", i)
	}
	var invalid fault.Invalid
	err := d.Remap(t.Context(), officer, id, i.Version, map[string]int{"wish": 1}, 2)
	if !errors.As(err, &invalid) || invalid.Fields["column.name"].Format == "" {
		t.Errorf("without the column that must be there: %v", err)
	}
	err = d.Remap(t.Context(), officer, id, i.Version, map[string]int{"name": 0}, 41)
	if !errors.As(err, &invalid) || invalid.Fields["last"].Format == "" {
		t.Errorf("a heading too far down: %v", err)
	}
	wants(t, "a page that is out of date",
		d.Remap(t.Context(), officer, id, i.Version+1, map[string]int{"name": 0}, 2), fault.ErrStale)
	d.must(d.Remap(t.Context(), officer, id, i.Version, map[string]int{"name": 0, "wish": 1}, 2))
	d.must(d.Check(t.Context(), officer, id, nil))
	if i = d.read(id); i.State != intake.Checked || i.Added != 2 || i.Message != "" {
		t.Fatalf("%+v", i)
	}
	if next := d.read(upload()); next.State != intake.Checked || next.Added != 2 {
		t.Errorf("the next file of this layout: %+v", next)
	}
	d.must(d.Apply(t.Context(), officer, id, i.Version, nil))
	var conflict fault.Conflict
	err = d.Remap(t.Context(), officer, id, i.Version+1, map[string]int{"name": 0}, 2)
	if !errors.As(err, &conflict) {
		t.Errorf("after it was applied: %v", err)
	}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	d := newDesk(t)
	file := d.file("x")
	file.Path += ".gone.xlsx"
	id, err := d.Start(t.Context(), officer, "wishes", file, 1)
	d.must(err)
	d.must(d.Check(t.Context(), officer, id, nil))
	if i := d.read(id); i.State != intake.Failed || i.Message == "" {
		t.Errorf("%+v", i)
	}
}

func TestRefusedRowsComeBackInOrder(t *testing.T) {
	d := newDesk(t)
	names := make([]string, 1203)
	for n := range names {
		names[n] = fmt.Sprintf("!Người %d,mong muốn", n)
	}
	i := d.checked(names...)
	if i.Refused != 1203 {
		t.Fatalf("%+v", i)
	}
	next := 2
	d.must(d.Refused(t.Context(), officer, i.ID, func(r intake.Row) error {
		if r.Number != next || !strings.Contains(r.Cells, "mong muốn") {
			return fmt.Errorf("row %d where %d was expected: %s", r.Number, next, r.Cells)
		}
		next++
		return nil
	}))
	if next != 1205 {
		t.Errorf("%d rows", next-2)
	}
	rows, err := d.Rows(t.Context(), officer, i.ID, intake.Refuse, 12)
	if err != nil || len(rows) != 3 || rows[0].Number != 1202 {
		t.Errorf("the last page: %+v %v", rows, err)
	}
}

// TestWhoMayImport: every step needs the permission, and an import below a unit within reach.
func TestWhoMayImport(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	steps := map[string]func(a access.Actor, id int64) error{
		"import":  func(a access.Actor, id int64) error { _, err := d.Import(ctx, a, id); return err },
		"check":   func(a access.Actor, id int64) error { return d.Check(ctx, a, id, nil) },
		"rows":    func(a access.Actor, id int64) error { _, err := d.Rows(ctx, a, id, intake.Add, 0); return err },
		"refused": func(a access.Actor, id int64) error { return d.Refused(ctx, a, id, nil) },
		"answer":  func(a access.Actor, id int64) error { return d.Answer(ctx, a, id, 1, nil) },
		"remap":   func(a access.Actor, id int64) error { return d.Remap(ctx, a, id, 1, map[string]int{"name": 0}, 1) },
		"apply":   func(a access.Actor, id int64) error { return d.Apply(ctx, a, id, 1, nil) },
	}
	here, err := d.Start(ctx, officer, "wishes", d.file("Họ và tên", "An"), 2)
	d.must(err)
	there, err := d.Start(ctx, officer, "wishes", d.file("Họ và tên", "An"), 20)
	d.must(err)
	for _, role := range trial.RolesBut(access.Committee) {
		a := access.Actor{AccountID: 8, Grants: []access.Grant{{Role: role}}}
		for name, step := range steps {
			wants(t, string(role)+" "+name, step(a, here), fault.ErrForbidden)
		}
		_, err := d.Start(ctx, a, "wishes", d.file("Họ và tên"), 2)
		wants(t, string(role)+" start", err, fault.ErrForbidden)
		_, err = d.Imports(ctx, a)
		wants(t, string(role)+" list", err, fault.ErrForbidden)
	}
	_, err = d.Start(ctx, officer, "x", d.file("Họ và tên"), 2)
	var invalid fault.Invalid
	if !errors.As(err, &invalid) {
		t.Errorf("an unknown kind: %v", err)
	}
	for _, rule := range access.Rules {
		if rule.Permission == access.PeopleEdit {
			rule.Roles[access.Committee] = access.InUnit
			defer func() { rule.Roles[access.Committee] = access.Everything }()
		}
	}
	a := access.Actor{AccountID: 9, Grants: []access.Grant{{Role: access.Committee, UnitID: 2, Path: "1/2/"}}}
	for name, step := range steps {
		wants(t, "unit 20: "+name, step(a, there), fault.ErrNotFound)
	}
	_, err = d.Start(ctx, a, "wishes", d.file("Họ và tên"), 20)
	wants(t, "unit 20: start", err, fault.ErrNotFound)
	if list, err := d.Imports(ctx, a); err != nil || len(list) != 1 || list[0].ID != here {
		t.Errorf("the list: %+v %v", list, err)
	}
	if paths, err := intake.Paths(ctx, d.Store); err != nil || len(paths) != 2 {
		t.Errorf("the files of all imports: %v %v", paths, err)
	}
}
