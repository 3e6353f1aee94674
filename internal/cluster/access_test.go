package cluster_test

import (
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/cluster"
	"congthidua/internal/fault"
)

func TestWhoRunsClusters(t *testing.T) {
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3)
	actors := map[string]access.Actor{"for one unit": partial(t, access.ClusterRun, 2, "1/2/")}
	for _, info := range access.RoleList {
		if info.Role != access.Committee {
			actors[string(info.Role)] = holder(info.Role, 20, 1, "1/")
		}
	}
	for name, a := range actors {
		_, err := o.Create(ctx, a, plan("Cụm 2"))
		want(t, "create "+name, err, fault.ErrForbidden)
		want(t, "save "+name, o.Save(ctx, a, withID(plan("Cụm 1"), id, 4)), fault.ErrForbidden)
		want(t, "add "+name, o.AddMember(ctx, a, id, 4, 20), fault.ErrForbidden)
		want(t, "remove "+name, o.RemoveMember(ctx, a, id, 4, 3), fault.ErrForbidden)
		want(t, "lead "+name, o.Lead(ctx, a, id, 4, 3), fault.ErrForbidden)
		want(t, "step "+name, o.Step(ctx, a, id, 4, cluster.SelfScore), fault.ErrForbidden)
		_, err = o.Cluster(ctx, a, id)
		if err == nil {
			t.Errorf("%s sees the draft", name)
		}
	}
	for _, role := range []access.Role{access.Cadre, access.Council, access.Admin} {
		a := holder(role, 20, 2, "1/2/")
		_, err := o.Clusters(ctx, a)
		want(t, "list", err, fault.ErrForbidden)
		_, err = o.Cluster(ctx, a, id)
		want(t, "one", err, fault.ErrForbidden)
		_, err = o.Member(ctx, a, id, 1)
		want(t, "a member", err, fault.ErrForbidden)
		want(t, "marks", o.mark(a, id, 2, 1, 1, "x"), fault.ErrForbidden)
		want(t, "a record", o.Record(ctx, a, id, 4, cluster.Minutes{}), fault.ErrForbidden)
	}
}

// TestWhoSeesAClusterAndItsMarks: unit 20 is no part of unit 2, unit 21 is.
func TestWhoSeesAClusterAndItsMarks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3, 4) // in the order of the tree 3 checks 2, 4 checks 3, 2 checks 4
	o.Must(o.step(id, cluster.SelfScore))
	seen := func(a access.Actor) (units string) {
		t.Helper()
		for _, unit := range []int64{2, 3, 4} {
			if _, err := o.Member(ctx, a, id, o.member(id, unit)); err == nil {
				units += string(rune('0' + unit))
			}
		}
		return units
	}
	check := func(two, three, auditor, leader string) {
		t.Helper()
		for name, c := range map[string]struct {
			actor access.Actor
			want  string
		}{
			"the head of 2":   {head(2), two},
			"the head of 3":   {head(3), three},
			"the head of 20":  {head(20), ""},
			"the auditor":     {holder(access.Auditor, 0, 0, ""), auditor},
			"the leader of 4": {holder(access.Leader, 0, 4, "1/4/"), leader},
		} {
			if got := seen(c.actor); got != c.want {
				t.Errorf("%s sees the marks of %q, want %q", name, got, c.want)
			}
		}
	}
	check("24", "23", "234", "34")
	_, err := o.Cluster(ctx, head(20), id)
	want(t, "no member of it", err, fault.ErrNotFound)
	if list, err := o.Clusters(ctx, head(20)); err != nil || len(list.Rows) != 0 {
		t.Errorf("no member lists it: %v", err)
	}
	if list, err := o.Clusters(ctx, head(2)); err != nil || len(list.Rows) != 1 || list.Rights.Create {
		t.Errorf("a member: %+v %v", list, err)
	}
	o.Time.At = o.Time.At.AddDate(0, 1, 0) // behind both days
	o.Must(o.step(id, cluster.CrossCheck))
	check("24", "23", "234", "34")
	o.Must(o.step(id, cluster.Gathering))
	check("234", "234", "234", "234")
}

// TestTheTableHidesTheMarksOfOthers: before the meeting it has the marks of the own unit and of the one to be checked.
func TestTheTableHidesTheMarksOfOthers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3, 4)
	o.Must(o.step(id, cluster.SelfScore))
	for _, unit := range []int64{2, 3, 4} {
		o.Must(o.mark(head(unit), id, unit, 10, 20, "BC"))
	}
	shown := func(a access.Actor) (units string) {
		t.Helper()
		v, err := o.Cluster(ctx, a, id)
		o.Must(err)
		for _, m := range v.Standings {
			if len(m.Marks) > 0 {
				units += string(rune('0' + m.UnitID))
			}
		}
		return units
	}
	for name, c := range map[string]struct {
		actor access.Actor
		want  string
	}{
		"the head of 2":   {head(2), "24"},
		"the head of 3":   {head(3), "23"},
		"the leader of 4": {holder(access.Leader, 0, 4, "1/4/"), "34"},
		"the committee":   {officer(0), "234"},
	} {
		if got := shown(c.actor); got != c.want {
			t.Errorf("%s reads the marks of %q, want %q", name, got, c.want)
		}
	}
}

// Whoever runs clusters for one unit only, or leads another unit, settles and records nothing.
func TestWhoGathers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.draft("Cụm 1", 2, 3, 20)
	o.Exec(`UPDATE clusters SET state = 'meeting' WHERE id = ?`, id)
	minutes := cluster.Minutes{HeldOn: "06/12/2026", Place: "Phòng 2", Conclusion: "Nhất trí"}
	for name, c := range map[string]struct {
		actor        access.Actor
		mark, record error
	}{
		"the head of 20":          {head(20), fault.ErrForbidden, fault.ErrForbidden},
		"the head of 21, below 2": {head(21), fault.ErrNotFound, fault.ErrNotFound},
		"the leader of 2":         {holder(access.Leader, 0, 2, "1/2/"), fault.ErrForbidden, fault.ErrForbidden},
		"the clerk":               {holder(access.Clerk, 0, 0, ""), fault.ErrForbidden, fault.ErrForbidden},
		"the auditor":             {holder(access.Auditor, 0, 0, ""), fault.ErrForbidden, fault.ErrForbidden},
		"the presiding head":      {head(2), nil, nil},
		"the committee":           {officer(0), nil, nil},
	} {
		want(t, name+" settles", o.mark(c.actor, id, 3, 1, 1, "x"), c.mark)
		want(t, name+" records", o.Record(ctx, c.actor, id, o.version(id), minutes), c.record)
	}
}

// Who heads a unit for a time, without a post in it, does not check or settle it either.
func TestWhoHeadsAUnitForATime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.draft("Cụm 1", 2, 3) // they check each other
	o.Must(o.step(id, cluster.SelfScore))
	o.Must(o.mark(head(2), id, 2, 50, 30, "BC"))
	o.Must(o.mark(head(3), id, 3, 60, 40, "BC"))
	o.Must(o.step(id, cluster.CrossCheck))
	two := both(holder(access.Head, 40, 2, "1/2/"), holder(access.Head, 40, 3, "1/3/")) // person 40 works in unit 4
	want(t, "checks the unit that is headed", o.mark(two, id, 2, 50, 30, ""), fault.ErrForbidden)
	want(t, "checks another", o.mark(holder(access.Head, 40, 3, "1/3/"), id, 2, 50, 30, ""), nil)
	o.Must(o.mark(head(2), id, 3, 60, 40, ""))
	o.Must(o.step(id, cluster.Gathering))
	presides := holder(access.Head, 40, 2, "1/2/")
	want(t, "settles the unit that is headed", o.mark(presides, id, 2, 50, 30, ""), fault.ErrForbidden)
	want(t, "settles another", o.mark(presides, id, 3, 60, 40, ""), nil)
	want(t, "an officer who heads one", o.mark(both(officer(0), head(3)), id, 3, 60, 40, ""), fault.ErrForbidden)
}
