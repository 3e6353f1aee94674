package org_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/trial"
)

func TestThereIsOneAgency(t *testing.T) {
	o := newOffice(t)
	_, err := o.CreateAgency(t.Context(), access.Operator(), "Sở Nội vụ")
	var conflict fault.Conflict
	if !errors.As(err, &conflict) {
		t.Errorf("a second body: %v", err)
	}
	if path := o.path(o.root); path != "1/" {
		t.Errorf("path of the root: %s", path)
	}
	_, err = o.CreateAgency(t.Context(), access.Operator(), strings.Repeat("a", 201))
	refused(t, "a name of 201 letters", err, "name", "200")
	_, err = o.CreateAgency(t.Context(), o.head(o.root), "Sở Nội vụ")
	forbidden(t, "a head", err)
}

func TestCreateUnit(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	section := o.unit(room, "Tổ Một")
	if o.path(room) != "1/2/" || o.path(section) != "1/2/3/" {
		t.Errorf("paths %s, %s", o.path(room), o.path(section))
	}
	o.exec(`UPDATE units SET closed_on = '2026-01-01' WHERE id = ?`, section)
	long := strings.Repeat("đ", 200)
	for name, c := range map[string]struct {
		unit         org.Unit
		field, words string // of the refusal, "" where it is good
	}{
		"good":              {org.Unit{ParentID: &o.root, Name: "Phòng Hai", Kind: org.Department}, "", ""},
		"200 letters":       {org.Unit{ParentID: &o.root, Name: long, Kind: org.Commune}, "", ""},
		"201 letters":       {org.Unit{ParentID: &o.root, Name: long + "đ", Kind: org.Commune}, "name", "200"},
		"one letter":        {org.Unit{ParentID: &o.root, Name: "P", Kind: org.Department}, "name", "từ 2"},
		"an unknown kind":   {org.Unit{ParentID: &o.root, Name: "Phòng Ba", Kind: "x"}, "kind", "Chọn loại"},
		"no parent":         {org.Unit{Name: "Phòng Ba", Kind: org.Department}, "parent", "Chọn đơn vị"},
		"an unknown one":    {org.Unit{ParentID: pointer(int64(99)), Name: "Phòng Ba", Kind: org.Department}, "parent", "Chọn"},
		"a closed one":      {org.Unit{ParentID: &section, Name: "Phòng Ba", Kind: org.Department}, "parent", "Chọn"},
		"the same name":     {org.Unit{ParentID: &o.root, Name: "PHÒNG  một", Kind: org.Department}, "name", "cùng tên"},
		"the same below":    {org.Unit{ParentID: &room, Name: "Phòng Một", Kind: org.Department}, "", ""},
		"a code too long":   {org.Unit{ParentID: &o.root, Code: long, Name: "Phòng Ba", Kind: org.Department}, "code", "40"},
		"a code of its own": {org.Unit{ParentID: &o.root, Code: "P4", Name: "Phòng Bốn", Kind: org.Department}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			id, err := o.CreateUnit(t.Context(), officer(0), c.unit)
			if c.field != "" {
				refused(t, name, err, c.field, c.words)
			} else if err != nil || id == 0 {
				t.Error(err)
			}
		})
	}
	taken := org.Unit{ParentID: &o.root, Code: "P4", Name: "Phòng Năm", Kind: org.Department}
	_, err := o.CreateUnit(t.Context(), officer(0), taken)
	refused(t, "a code twice", err, "code", "đã được dùng")
}

func TestWhoMayCreateAndSaveUnits(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	for _, role := range trial.RolesBut(access.Committee) {
		_, err := o.CreateUnit(t.Context(), only(role), org.Unit{ParentID: &two, Name: "Tổ Một", Kind: org.Department})
		forbidden(t, string(role)+" creates", err)
		err = o.SaveUnit(t.Context(), only(role), saved(two, 1, "Phòng Khác"))
		forbidden(t, string(role)+" saves", err)
	}
	t.Run("a reach over one unit", func(t *testing.T) {
		a := o.inUnit(access.UnitsEdit, two)
		_, err := o.CreateUnit(t.Context(), a, org.Unit{ParentID: &twenty, Name: "Tổ Một", Kind: org.Department})
		refused(t, "below unit 20", err, "parent", "Chọn đơn vị")
		missing(t, "unit 20", o.SaveUnit(t.Context(), a, saved(twenty, 1, "Phòng Khác")))
		if _, err := o.CreateUnit(t.Context(), a, org.Unit{ParentID: &two, Name: "Tổ Một", Kind: org.Department}); err != nil {
			t.Error(err)
		}
		if err := o.SaveUnit(t.Context(), a, saved(two, 1, "Phòng Khác")); err != nil {
			t.Error(err)
		}
	})
}

// saved is the form of a unit that was read at a version.
func saved(id, version int64, name string) org.Unit {
	u := org.Unit{Name: name, Kind: org.District}
	u.ID, u.Version = id, version
	return u
}

func TestSaveUnit(t *testing.T) {
	o := newOffice(t)
	room, other := o.unit(o.root, "Phòng Một"), o.unit(o.root, "Phòng Hai")
	o.must(o.SaveUnit(t.Context(), officer(0), saved(room, 1, " Phòng  Tổ chức ")))
	f, err := o.Unit(t.Context(), officer(0), room)
	o.must(err)
	if f.Name != "Phòng Tổ chức" || f.SearchKey != "phong to chuc" || f.Kind != org.District || f.Version != 2 || f.Path != "1/2/" {
		t.Errorf("%+v", f)
	}
	staleError(t, "a page that is out of date", o.SaveUnit(t.Context(), officer(0), saved(room, 1, "Phòng Ba")))
	refused(t, "the name of a sibling", o.SaveUnit(t.Context(), officer(0), saved(room, 2, "Phòng Hai")), "name", "cùng tên")
	missing(t, "an unknown unit", o.SaveUnit(t.Context(), officer(0), saved(99, 1, "Phòng Ba")))
	coded := saved(other, 1, "Phòng Hai")
	coded.Code = "P2"
	o.must(o.SaveUnit(t.Context(), officer(0), coded))
	coded.Version = 2
	o.must(o.SaveUnit(t.Context(), officer(0), coded)) // its own code is free
	if o.logged("unit.save") != 5 {                    // two made, three changed
		t.Errorf("%d entries in the log", o.logged("unit.save"))
	}
}

func names[T any](list []T, name func(T) string) (found []string) {
	for _, x := range list {
		found = append(found, name(x))
	}
	return found
}

func TestTheTreeUnfoldsTwoLevels(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	section := o.unit(room, "Tổ Một")
	o.unit(section, "Nhóm Một")
	o.unit(o.root, "Phòng Hai")
	closed := o.unit(o.root, "Phòng Đã giải thể")
	o.exec(`UPDATE units SET closed_on = '2026-01-01' WHERE id = ?`, closed)
	o.person(room, "Nguyễn Văn An", "Trưởng phòng")
	o.person(section, "Lê Thị Bình", "Chuyên viên")
	shown := func(unfolded int64) []string {
		tree, err := o.Tree(t.Context(), officer(0), unfolded)
		o.must(err)
		if tree.Total != 5 || !tree.Rights.Edit {
			t.Errorf("%d units, may edit: %v", tree.Total, tree.Rights.Edit)
		}
		return names(tree.Nodes, func(n org.UnitNode) string { return n.Name })
	}
	for unfolded, want := range map[int64][]string{
		0:       {"Ban Tổ chức Thành ủy", "Phòng Một", "Phòng Hai"},
		room:    {"Ban Tổ chức Thành ủy", "Phòng Một", "Tổ Một", "Phòng Hai"},
		section: {"Ban Tổ chức Thành ủy", "Phòng Một", "Tổ Một", "Nhóm Một", "Phòng Hai"},
		99:      {"Ban Tổ chức Thành ủy", "Phòng Một", "Phòng Hai"},
	} {
		if got := shown(unfolded); !slices.Equal(got, want) {
			t.Errorf("unfolded to %d: %v, want %v", unfolded, got, want)
		}
	}
	tree, err := o.Tree(t.Context(), officer(0), 0)
	o.must(err)
	if n := tree.Nodes[1]; n.People != 1 || !n.Parent || n.Open {
		t.Errorf("a unit with one below: %+v", n)
	}
	if n := tree.Nodes[0]; n.People != 0 || !n.Parent || !n.Open {
		t.Errorf("the root: %+v", n)
	}
	if n := tree.Nodes[2]; n.Parent {
		t.Errorf("a unit without any below: %+v", n)
	}
	below, err := o.Below(t.Context(), officer(0), room)
	if err != nil || len(below) != 1 || below[0].Name != "Tổ Một" || below[0].People != 1 {
		t.Errorf("below: %+v %v", below, err)
	}
}

func TestReachOfTheTree(t *testing.T) {
	o := newOffice(t)
	two, twenty := o.twoAndTwenty()
	o.unit(two, "Tổ Một")
	o.unit(twenty, "Tổ Hai")
	head := o.head(two)
	tree, err := o.Tree(t.Context(), head, twenty)
	o.must(err)
	shown := names(tree.Nodes, func(n org.UnitNode) string { return n.Name })
	if !slices.Equal(shown, []string{"Phòng Số 2", "Tổ Một"}) || tree.Total != 2 || tree.Rights.Edit {
		t.Errorf("the tree of a head: %v, %d", shown, tree.Total)
	}
	_, err = o.Below(t.Context(), head, twenty)
	missing(t, "below unit 20", err)
	_, err = o.Unit(t.Context(), head, twenty)
	missing(t, "unit 20", err)
	if u, err := o.Unit(t.Context(), head, two); err != nil || u.Rights.Edit {
		t.Errorf("the own unit: %+v %v", u, err)
	}
	if u, err := o.Unit(t.Context(), officer(0), twenty); err != nil || !u.Rights.Edit {
		t.Errorf("the officer's: %+v %v", u, err)
	}
	list, err := o.UnitNames(t.Context(), head, access.TaskAssign)
	o.must(err)
	if got := names(list, func(u org.UnitRow) string { return u.Name }); !slices.Equal(got, []string{"Phòng Số 2", "Tổ Một"}) {
		t.Errorf("a select: %v", got)
	}
	if list[0].Depth() != 1 || list[1].Depth() != 2 || list[1].ParentID != two {
		t.Errorf("%+v", list)
	}
	_, err = o.UnitNames(t.Context(), head, access.UnitsEdit)
	forbidden(t, "units for a permission that is not held", err)
	_, err = o.UnitName(t.Context(), head, access.TaskAssign, twenty)
	missing(t, "the name of unit 20", err)
	if u, err := o.UnitName(t.Context(), head, access.TaskAssign, two); err != nil || u.Name != "Phòng Số 2" || u.ParentID != o.root {
		t.Errorf("%+v %v", u, err)
	}
	_, err = o.Tree(t.Context(), only(access.Council), 0)
	forbidden(t, "the council", err)
}

func TestRootAndOwnUnit(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	an := o.person(room, "Nguyễn Văn An", "Chuyên viên")
	if root, err := org.Root(o.Store.Read(t.Context())); err != nil || root != o.root {
		t.Errorf("root %d %v", root, err)
	}
	if unit, err := org.UnitOf(o.Store.Read(t.Context()), an); err != nil || unit != room {
		t.Errorf("the unit of a person: %d %v", unit, err)
	}
	if unit, err := org.UnitOf(o.Store.Read(t.Context()), 0); err != nil || unit != 0 {
		t.Errorf("the unit of nobody: %d %v", unit, err)
	}
	o.exec(`DELETE FROM posts`)
	o.exec(`DELETE FROM units WHERE id = ?`, room)
	o.exec(`DELETE FROM units`)
	var conflict fault.Conflict
	if _, err := org.Root(o.Store.Read(t.Context())); !errors.As(err, &conflict) {
		t.Errorf("no body yet: %v", err)
	}
}
