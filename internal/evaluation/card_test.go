package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

func TestTheOwnSheet(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	id, version := o.card(1)
	t.Run("a mark above its maximum is refused at its field", func(t *testing.T) {
		var invalid fault.Invalid
		_, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, evaluation.Sheet{Marks: map[string]float64{"d1": 5.01}})
		if !errors.As(err, &invalid) || invalid.Fields["mark.d1"].String() != "Điểm từ 0 đến 5" {
			t.Errorf("%v", err)
		}
	})
	t.Run("somebody else's is not found", func(t *testing.T) {
		o.t = t
		_, err := o.SaveSelf(o.ctx, o.cadre(2), id, version, full(80))
		o.refuses(err, fault.ErrNotFound)
	})
	t.Run("is kept with its points and parts", func(t *testing.T) {
		o.t = t
		after, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, full(80))
		o.must(err)
		v := o.view(o.cadre(1), 1)
		if after != version+1 || *v.Points != 80 || v.Grade != "B" || v.Parts != "20|60|0" {
			t.Errorf("version %d, %v points, grade %s, parts %s", after, *v.Points, v.Grade, v.Parts)
		}
		version = after
	})
	t.Run("a stale save keeps both texts", func(t *testing.T) {
		var stale evaluation.Stale
		_, err := o.SaveSelf(o.ctx, o.cadre(1), id, version-1, full(19))
		if !errors.As(err, &stale) || stale.Version != version {
			t.Fatalf("%v", err)
		}
		if stale.Yours.Marks["d4"] != 4 || stale.Theirs.Marks["d4"] != 5 {
			t.Errorf("yours %v, theirs %v", stale.Yours.Marks, stale.Theirs.Marks)
		}
	})
	t.Run("the cadre neither adjusts the total nor confirms a cause", func(t *testing.T) {
		o.t = t
		sheet := full(80)
		sheet.Adjust = 10
		sheet.Products = []evaluation.Product{
			{Name: "Báo cáo", Weight: 1, Assigned: 1, Completed: 1, Failed: 1, Excused: true}}
		_, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, sheet)
		o.must(err)
		v := o.view(o.cadre(1), 1)
		if *v.Points != 80 || v.SelfSheet.Products[0].Excused || v.SelfSheet.Adjust != 0 {
			t.Errorf("%v points, %+v", *v.Points, v.SelfSheet)
		}
	})
}

func TestHandingIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	id, version := o.card(1)
	t.Run("an empty card is refused with every criterion that misses", func(t *testing.T) {
		var invalid fault.Invalid
		err := o.Submit(o.ctx, o.cadre(1), id, version)
		if !errors.As(err, &invalid) || len(invalid.Fields) != 8 {
			t.Fatalf("%v", err)
		}
		if got := invalid.Fields["mark.k3"].String(); got != "Chưa chấm tiêu chí này" {
			t.Error(got)
		}
	})
	t.Run("a returned card says so until it is handed in again", func(t *testing.T) {
		o.t = t
		o.handIn(1, 80)
		_, version = o.card(1)
		o.must(o.Return(o.ctx, o.head(), id, version, "  Bổ sung   minh chứng "))
		if v := o.view(o.cadre(1), 1); v.State != evaluation.Draft || v.Returned != "Bổ sung minh chứng" {
			t.Errorf("%s %q", v.State, v.Returned)
		}
		o.must(o.Submit(o.ctx, o.cadre(1), id, version+1))
		if v := o.view(o.cadre(1), 1); v.State != evaluation.Submitted || v.Returned != "" {
			t.Errorf("%s %q", v.State, v.Returned)
		}
	})
	t.Run("who is not classified hands nothing in", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE scorecards SET framework_id = NULL, state = 'not_classified', grade = '', excuse = 'Nghỉ',
			excuse_kind = 'leave' WHERE id = ?`, id)
		_, version = o.card(1)
		err := o.Submit(o.ctx, o.cadre(1), id, version)
		o.conflicts(err)
		if !strings.Contains(err.Error(), "Nghỉ") {
			t.Error(err)
		}
	})
}

func TestProductsAreNeededWhereTheFrameworkCountsThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, march2026)
	o.open(2026, 2)
	id, version := o.card(1)
	general := map[string]float64{"g1": 10, "g2": 9, "g3": 9}
	version, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, evaluation.Sheet{Marks: general})
	o.must(err)
	var invalid fault.Invalid
	err = o.Submit(o.ctx, o.cadre(1), id, version)
	if !errors.As(err, &invalid) || invalid.Fields["products"].String() == "" || len(invalid.Fields) != 1 {
		t.Errorf("%v", err)
	}
}

// TestTakingProductsFromTasks: those taken before are taken anew, what was typed stays.
func TestTakingProductsFromTasks(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, march2026)
	o.open(2026, 2)
	id, version := o.card(1)
	take := func() error { return o.TakeTasks(o.ctx, o.cadre(1), id, version) }
	t.Run("without tasks there is nothing to take", func(t *testing.T) {
		o.t = t
		o.conflicts(take())
	})
	sheet := evaluation.Sheet{Products: []evaluation.Product{
		{Name: "Gõ tay", Weight: 2, Assigned: 3, Completed: 3},
		{Name: "Cũ", Weight: 1, Assigned: 9, Completed: 9, Tasks: true},
	}}
	version, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, sheet)
	o.must(err)
	o.must(o.store.Write(o.ctx, func(tx *gorm.DB) error { return addTask(tx, o) }))
	t.Run("a stale page is told", func(t *testing.T) {
		o.t = t
		o.refuses(o.TakeTasks(o.ctx, o.cadre(1), id, version-1), fault.ErrStale)
	})
	t.Run("what was typed stays", func(t *testing.T) {
		o.t = t
		o.must(take())
		got := o.view(o.cadre(1), 1).SelfSheet.Products
		if len(got) != 2 || got[0].Name != "Báo cáo" || !got[0].Tasks || got[0].Assigned != 1 {
			t.Fatalf("%+v", got)
		}
		if got[1].Name != "Gõ tay" || got[1].Tasks || got[1].Completed != 3 {
			t.Errorf("%+v", got[1])
		}
	})
	t.Run("a card handed in is left alone", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.Submitted, 80)
		_, version = o.card(1)
		o.conflicts(take())
	})
}

// addTask gives person 1 a task of February 2026 that is closed.
func addTask(tx *gorm.DB, o *office) error {
	return tx.Table("tasks").Create(map[string]any{
		"title": "Báo cáo tháng", "title_key": "bao cao thang", "product": "Báo cáo", "weight": 1,
		"unit_id": o.room, "lead_id": o.people[1], "checker_id": o.people[0], "assigner": "Trưởng phòng",
		"source": "direct", "assigned_on": "2026-02-02", "due": "2026-02-20", "first_due": "2026-02-20",
		"state": "closed", "done_on": "2026-02-19", "closed_on": "2026-02-21",
	}).Error
}

func TestBeforePublicationTheCadreSeesTheOwnScoreOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.handIn(1, 81)
	id, version := o.card(1)
	o.must(o.ScoreInPlace(o.ctx, o.head(), id, version, 92, "Nhiệm vụ đột xuất"))
	_, version = o.card(1)
	o.must(o.Settle(o.ctx, o.committee, id, version, "B", "Giữ hạn mức"))
	t.Run("the cadre", func(t *testing.T) {
		o.t = t
		for _, state := range []evaluation.State{evaluation.Reviewed, evaluation.Approved} {
			o.exec(`UPDATE scorecards SET state = ? WHERE id = ?`, state, id)
			v := o.view(o.cadre(1), 1)
			if *v.Points != 81 || v.ShownGrade() != "B" || v.HeadPoints != nil || v.Settled != "" || v.Remark != "" {
				t.Errorf("%s: %v %s %v %q %q", state, *v.Points, v.ShownGrade(), v.HeadPoints, v.Settled, v.Remark)
			}
			if len(v.HeadSheet.Marks) != 0 {
				t.Errorf("%s: the reviewer's sheet shows", state)
			}
			for _, e := range v.Events {
				if e.Note != "" {
					t.Errorf("%s: the history tells %q of the step %s", state, e.Note, e.Step)
				}
			}
		}
	})
	t.Run("who reviews", func(t *testing.T) {
		o.t = t
		v := o.view(o.head(), 1)
		if *v.Points != 92 || v.Remark != "Nhiệm vụ đột xuất" || v.Settled == "" || v.ShownGrade() != "B" || v.ShownRank() != 2 {
			t.Errorf("%v %q %q %s", *v.Points, v.Remark, v.Settled, v.ShownGrade())
		}
		notes := 0
		for _, e := range v.Events {
			if e.Note != "" {
				notes++
			}
		}
		if notes != 2 {
			t.Errorf("%d notes in the history", notes)
		}
	})
	t.Run("the cadre afterwards", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE scorecards SET state = 'published' WHERE id = ?`, id)
		if v := o.view(o.cadre(1), 1); *v.Points != 92 || v.Settled == "" || v.HeadPoints == nil {
			t.Errorf("%v %q", *v.Points, v.Settled)
		}
	})
}

// TestClaimedCausesAreReckoned: while somebody may still confirm them, the card says what that would change.
func TestClaimedCausesAreReckoned(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, march2026)
	o.open(2026, 2)
	id, version := o.card(1)
	sheet := evaluation.Sheet{
		Marks: map[string]float64{"g1": 10, "g2": 9, "g3": 9},
		Products: []evaluation.Product{
			{Name: "Tờ trình", Weight: 1, Assigned: 1, Completed: 1, Failed: 1},
			{Name: "Báo cáo", Weight: 1, Assigned: 1, Completed: 1, Delayed: 2},
			{Name: "Hồ sơ", Weight: 1, Assigned: 10, Completed: 10},
		},
	}
	_, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, sheet)
	o.must(err)
	v := o.view(o.cadre(1), 1)
	if v.Result.Points != 96.54 || v.Excused == nil || v.Excused.Points != 98 {
		t.Fatalf("%v, excused %+v", v.Result.Points, v.Excused)
	}
	if v.SelfSheet.Products[0].Excused {
		t.Error("the sheet itself was changed")
	}
	for state, want := range map[string]bool{"submitted": true, "reviewed": false} {
		o.exec(`UPDATE scorecards SET state = ?, grade = 'HTXSNV' WHERE id = ?`, state, id)
		if v := o.view(o.committee, 1); (v.Excused != nil) != want {
			t.Errorf("%s: %+v", state, v.Excused)
		}
	}
}

func TestDisciplineOfTheYearForcesTheGrade(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, form, on string
		onDuty         bool
		grade          string
	}{
		{"a reprimand on duty", "reprimand", "10/02/2026", true, "KHTNV"},
		{"on the last day of the month", "reprimand", "28/02/2026", true, "KHTNV"},
		{"on the first day of the year", "reprimand", "01/01/2026", true, "KHTNV"},
		{"after the month", "reprimand", "01/03/2026", true, "HTXSNV"},
		{"in the year before", "reprimand", "31/12/2025", true, "HTXSNV"},
		{"off duty", "reprimand", "10/02/2026", false, "HTXSNV"},
		{"a conclusion of degradation off duty", "degradation", "10/02/2026", false, "KHTNV"},
		{"corruption below, for no manager", "corruption", "10/02/2026", true, "HTXSNV"},
	}
	o := newOffice(t, 1+len(tests), march2026)
	o.open(2026, 2)
	for i, test := range tests {
		person := i + 1
		t.Run(test.name, func(t *testing.T) {
			o.t = t
			o.disciplined(person, test.form, test.on, test.onDuty)
			id, version := o.card(person)
			sheet := evaluation.Sheet{
				Marks:    map[string]float64{"g1": 10, "g2": 10, "g3": 10},
				Products: []evaluation.Product{{Name: "Báo cáo", Weight: 1, Assigned: 14, Completed: 13}},
			}
			_, err := o.SaveSelf(o.ctx, o.cadre(person), id, version, sheet)
			o.must(err)
			r := o.view(o.cadre(person), person).Result
			if r.Points != 95 || r.Grade != test.grade {
				t.Errorf("%v points, grade %s", r.Points, r.Grade)
			}
			named := len(r.Reasons) == 2 && strings.Contains(r.Reasons[1].Text, "12-QĐ/BTC ngày")
			if forced := test.grade == "KHTNV"; named != forced {
				t.Errorf("reasons %+v", r.Reasons)
			}
		})
	}
}

func TestTheFrameworkFollowsFromMonthAndPost(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, march2026)
	for _, m := range []struct {
		year, month int
		codes       [2]string
	}{
		{2025, 12, [2]string{"qd3814", "qd3814"}},
		{2026, 1, [2]string{"nd335-manager", "nd335-staff"}},
	} {
		o.open(m.year, m.month)
		for i, want := range m.codes {
			if got := o.view(o.committee, i).Framework.Code; got != want {
				t.Errorf("%d/%d person %d: %s, want %s", m.month, m.year, i, got, want)
			}
		}
	}
}

// TestNobodySeesACardWithoutThePermission: a clerk prints lists, an administrator keeps accounts.
func TestNobodySeesACardWithoutThePermission(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	id, _ := o.card(1)
	for role, want := range map[access.Role]error{
		access.Clerk: fault.ErrForbidden, access.Admin: fault.ErrForbidden, access.Council: fault.ErrForbidden,
		access.Auditor: nil, access.Committee: nil,
	} {
		_, err := o.Card(o.ctx, access.Actor{AccountID: 1, Grants: []access.Grant{{Role: role}}}, id)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", role, err)
		}
	}
	_, err := o.Card(o.ctx, o.cadre(2), id)
	o.refuses(err, fault.ErrNotFound)
}
