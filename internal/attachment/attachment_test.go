package attachment_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// office is an empty database with two people who upload.
type office struct {
	*store.Store
	clock *clock.Manual
}

var (
	an   = access.Actor{AccountID: 7, Name: "An"}
	binh = access.Actor{AccountID: 8, Name: "Bình"}
)

func open(t *testing.T) office { return office{trial.Empty(t), trial.Clock()} }

// named is a file of a hundred bytes.
func named(name string) attachment.File {
	return attachment.File{
		Object: "tasks", ObjectID: 1, Name: name, Path: "/files/" + name, SHA256: strings.Repeat("a", 64), Size: 100,
	}
}

// add keeps a file for somebody.
func (o office) add(t *testing.T, who access.Actor, f attachment.File) error {
	t.Helper()
	return o.Write(t.Context(), func(tx *gorm.DB) error { return attachment.Add(tx, o.clock, who.Who(), f) })
}

// must keeps a file and returns it.
func (o office) must(t *testing.T, who access.Actor, f attachment.File) attachment.File {
	t.Helper()
	if err := o.add(t, who, f); err != nil {
		t.Fatal(err)
	}
	list := o.of(t, f.Object, f.ObjectID)
	return list[len(list)-1]
}

func (o office) of(t *testing.T, object string, id int64) []attachment.File {
	t.Helper()
	list, err := attachment.Of(o.Read(t.Context()), object, id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// names are the names of a record's files.
func (o office) names(t *testing.T, object string, id int64) (names []string) {
	t.Helper()
	for _, f := range o.of(t, object, id) {
		names = append(names, f.Name)
	}
	return names
}

// actions are what the log holds of a record.
func (o office) actions(t *testing.T, object string, id int64) (actions []string) {
	t.Helper()
	err := o.Read(t.Context()).Model(&audit.Row{}).Table("audit_log").
		Where("object = ? AND object_id = ?", object, id).Order("id").Pluck("action", &actions).Error
	if err != nil {
		t.Fatal(err)
	}
	return actions
}

func TestAdd(t *testing.T) {
	t.Parallel()
	o := open(t)
	got := o.must(t, an, attachment.File{
		Object: "tasks", ObjectID: 2, Name: "báo cáo.pdf", Path: "/files/x", SHA256: strings.Repeat("b", 64), Size: 9,
		Label: "report",
	})
	want := attachment.File{
		ID: got.ID, Object: "tasks", ObjectID: 2, AccountID: 7, At: o.clock.At.UnixMilli(), Name: "báo cáo.pdf",
		Path: "/files/x", SHA256: strings.Repeat("b", 64), Size: 9, Label: "report",
	}
	if got != want || got.ID == 0 {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	o.must(t, binh, named("a"))
	if got := o.names(t, "tasks", 2); !slices.Equal(got, []string{"báo cáo.pdf"}) {
		t.Errorf("the record has %v", got)
	}
	if got := o.names(t, "documents", 2); got != nil {
		t.Errorf("the record of another table with the same number has %v", got)
	}
	if got := o.actions(t, "tasks", 2); !slices.Equal(got, []string{"file.add"}) {
		t.Errorf("the log says %v", got)
	}
	paths, err := attachment.Paths(t.Context(), o.Store)
	slices.Sort(paths)
	if err != nil || !slices.Equal(paths, []string{"/files/a", "/files/x"}) {
		t.Errorf("paths %v, %v", paths, err)
	}
}

func TestARecordHasFortyFiles(t *testing.T) {
	t.Parallel()
	o := open(t)
	for i := range 40 {
		o.must(t, an, named(strconv.Itoa(i)))
	}
	err := o.add(t, binh, named("one too many"))
	var invalid fault.Invalid
	if !errors.As(err, &invalid) || invalid.Fields["file"].String() != "Không quá 40 tệp" {
		t.Errorf("the 41st: %v", err)
	}
	other := named("another record")
	other.ObjectID = 2
	if err := o.add(t, an, other); err != nil {
		t.Errorf("another record: %v", err)
	}
}

func TestAnAccountKeepsThreeHundredMegabytes(t *testing.T) {
	t.Parallel()
	const most = 300 << 20
	// sized is a file of a record of its own.
	sized := func(id, size int64, label string) attachment.File {
		f := named("a")
		f.ObjectID, f.Size, f.Label = id, size, label
		return f
	}
	o := open(t)
	o.must(t, an, sized(1, most-10, ""))
	for _, c := range []struct {
		name string
		who  access.Actor
		file attachment.File
		kept bool
	}{
		{"a byte too much", an, sized(2, 11, ""), false},
		{"another account", binh, sized(3, 11, ""), true},
		{"a scan of the office does not count", an, sized(4, most, attachment.Office), true},
		{"nor does it count later", an, sized(5, 10, ""), true},
		{"full", an, sized(6, 1, ""), false},
	} {
		err := o.add(t, c.who, c.file)
		var invalid fault.Invalid
		if (err == nil) != c.kept || err != nil && !errors.As(err, &invalid) {
			t.Errorf("%s: %v, want kept %t", c.name, err, c.kept)
		}
	}
}

func TestRemove(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		object string
		record int64
		own    bool // RemoveOwn instead of Remove
		who    access.Actor
		want   error
	}{
		{"by whoever uploaded it", "tasks", 1, true, an, nil},
		{"by another", "tasks", 1, true, binh, fault.ErrForbidden},
		{"by another who may", "tasks", 1, false, binh, nil},
		{"from another record", "tasks", 2, false, an, fault.ErrStale},
		{"from a record of another table", "documents", 1, false, an, fault.ErrStale},
		{"the own one from another record", "tasks", 2, true, an, fault.ErrNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := open(t)
			f := o.must(t, an, named("a"))
			o.must(t, an, named("b"))
			err := o.Write(t.Context(), func(tx *gorm.DB) error {
				if c.own {
					return attachment.RemoveOwn(tx, o.clock, c.who.Who(), c.object, c.record, f.ID)
				}
				return attachment.Remove(tx, o.clock, c.who.Who(), c.object, c.record, f.ID)
			})
			if !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Fatalf("%v, want %v", err, c.want)
			}
			left, said := []string{"a", "b"}, []string{"file.add", "file.add"}
			if c.want == nil {
				left, said = []string{"b"}, append(said, "file.remove")
			}
			if got := o.names(t, "tasks", 1); !slices.Equal(got, left) {
				t.Errorf("left %v, want %v", got, left)
			}
			if got := o.actions(t, "tasks", 1); !slices.Equal(got, said) {
				t.Errorf("the log says %v, want %v", got, said)
			}
		})
	}
}

func TestPick(t *testing.T) {
	list := []attachment.File{{ID: 3, Name: "a"}, {ID: 5, Name: "b"}}
	if f, err := attachment.Pick(list, 5); err != nil || f.Name != "b" {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err := attachment.Pick(list, 4); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("%+v, %v", f, err)
	}
}

// A shelf asks whoever keeps the record: An sees and changes record 1, Bình sees it, nobody another one.
func TestShelf(t *testing.T) {
	t.Parallel()
	o := open(t)
	see := func(_ *gorm.DB, _ access.Actor, id int64) error {
		if id != 1 {
			return fault.ErrNotFound
		}
		return nil
	}
	shelf := attachment.Shelf{
		Store: o.Store, Clock: o.clock, Object: "tasks", See: see,
		Change: func(db *gorm.DB, a access.Actor, id int64) error {
			if a.AccountID != an.AccountID {
				return errors.Join(see(db, a, id), fault.ErrForbidden)
			}
			return see(db, a, id)
		},
		Check: func(_ *gorm.DB, f attachment.File) error {
			if f.Label == "unknown" {
				return fault.Invalidf("label", "Chọn loại")
			}
			return nil
		},
	}
	ctx := t.Context()
	// What the file says of its record does not count: the shelf says it.
	elsewhere := named("a")
	elsewhere.Object, elsewhere.ObjectID = "documents", 9
	if err := shelf.Attach(ctx, an, 1, elsewhere); err != nil {
		t.Fatal(err)
	}
	unknown := named("b")
	unknown.Label = "unknown"
	for _, c := range []struct {
		name string
		err  error
		want error
	}{
		{"an unknown paper", shelf.Attach(ctx, an, 1, unknown), fault.Invalid{}},
		{"who may only see", shelf.Attach(ctx, binh, 1, named("c")), fault.ErrForbidden},
		{"a record out of sight", shelf.Attach(ctx, an, 2, named("d")), fault.ErrNotFound},
	} {
		var invalid fault.Invalid
		if _, wanted := c.want.(fault.Invalid); wanted && errors.As(c.err, &invalid) {
			continue
		} else if wanted || !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.err, c.want)
		}
	}
	list, err := shelf.Files(ctx, binh, 1)
	if err != nil || len(list) != 1 || list[0].Name != "a" || list[0].AccountID != an.AccountID {
		t.Fatalf("%+v, %v", list, err)
	}
	if _, err := shelf.Files(ctx, an, 2); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("files out of sight: %v", err)
	}
	if f, err := shelf.File(ctx, binh, 1, list[0].ID); err != nil || f != list[0] {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := shelf.File(ctx, binh, 1, list[0].ID+1); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := shelf.File(ctx, an, 2, list[0].ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a file through a record out of sight: %v", err)
	}
	if err := shelf.Detach(ctx, binh, 1, list[0].ID); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("taken away by another: %v", err)
	}
	if err := shelf.Detach(ctx, an, 2, list[0].ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("taken away through a record out of sight: %v", err)
	}
	if err := shelf.Detach(ctx, an, 1, list[0].ID); err != nil {
		t.Errorf("taken away: %v", err)
	}
	if got := o.names(t, "tasks", 1); got != nil {
		t.Errorf("left: %v", got)
	}
}
