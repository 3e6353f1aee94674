package evaluation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/org"
)

var november2018 = time.Date(2018, 11, 2, 9, 0, 0, 0, clock.Zone)

// points of 20 people, 8 of them at 90 or more.
func twenty(i int) float64 {
	if i < 8 {
		return 90 + float64(i)/2
	}
	return 75
}

func TestMonthCannotBeApprovedAboveTheQuota(t *testing.T) {
	o := newOffice(t, 20, november2018)
	o.open(2018, 10)
	for i := range 20 {
		o.score(i, twenty(i))
	}
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	err := o.approve()
	var conflict fault.Conflict
	if !errors.As(err, &conflict) || !strings.Contains(conflict.Error(), "loại A 8/6, cần hạ 2 người") {
		t.Fatalf("approval above the quota: %v", err)
	}
	d, err := o.Month(o.ctx, o.committee, o.room, o.period, evaluation.MonthFilter{})
	o.must(err)
	if d.Quota.Base != 20 || d.Quota.Allowed != 6 || d.Quota.Over != 2 || d.Quota.Special != 8 {
		t.Errorf("quota %+v", d.Quota)
	}
	for i := range 2 {
		id, version := o.card(i)
		if err := o.Settle(o.ctx, o.committee, id, version, "B", ""); err == nil {
			t.Error("settled without a reason")
		}
		o.must(o.Settle(o.ctx, o.committee, id, version, "B", "Giữ hạn mức 30%"))
	}
	o.must(o.approve())
	if n := o.number(`SELECT count(*) FROM scorecards WHERE state = 'approved' AND grade = 'B' AND earned_grade = 'A' AND settled <> ''`); n != 2 {
		t.Errorf("%d settled cards keep the grade they earned", n)
	}
	if err := o.approve(); err == nil {
		t.Error("approved twice")
	}
}

func TestSpecialShareAllowsEight(t *testing.T) {
	o := newOffice(t, 20, november2018)
	o.open(2018, 10)
	for i := range 20 {
		o.score(i, twenty(i))
	}
	o.must(o.AskSpecial(o.ctx, o.head(), o.room, o.period, "Được tặng cờ thi đua"))
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	if err := o.GrantSpecial(o.ctx, o.leader, o.room, o.period, true, "x"); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the leader settles quotas: %v", err)
	}
	o.must(o.GrantSpecial(o.ctx, o.committee, o.room, o.period, true, "Tập thể có thành tích đặc biệt"))
	o.must(o.approve())
}

func TestWhoIsOnLeaveAllMonthIsOutOfTheBase(t *testing.T) {
	o := newOffice(t, 21, november2018)
	until := "31/10/2018"
	o.must(o.org.AddAbsence(o.ctx, access.Operator(), org.Absence{PersonID: o.people[20], Kind: "leave", Since: "01/10/2018", Until: &until}))
	half := "15/10/2018"
	o.must(o.org.AddAbsence(o.ctx, access.Operator(), org.Absence{PersonID: o.people[19], Kind: "leave", Since: "01/10/2018", Until: &half}))
	o.open(2018, 10)
	for i := range 20 {
		o.score(i, twenty(i))
	}
	d, err := o.Month(o.ctx, o.committee, o.room, o.period, evaluation.MonthFilter{})
	o.must(err)
	if d.All != 21 || d.Quota.Base != 20 || d.Quota.Allowed != 6 {
		t.Errorf("%d people, base %d, allowed %d", d.All, d.Quota.Base, d.Quota.Allowed)
	}
	id, _ := o.card(20)
	c, err := o.Card(o.ctx, o.committee, id)
	o.must(err)
	if c.State != evaluation.NotClassified || !strings.Contains(c.Excuse, "cả tháng") || c.FrameworkID == nil {
		t.Errorf("%s %q", c.State, c.Excuse)
	}
}

func TestTheWayOfACard(t *testing.T) {
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	id, version := o.card(1)
	if err := o.Submit(o.ctx, o.cadre(1), id, version); err == nil || !strings.Contains(err.Error(), "Chưa chấm tiêu chí này") {
		t.Errorf("an empty card was handed in: %v", err)
	}
	if _, err := o.SaveSelf(o.ctx, o.cadre(2), id, version, full(80)); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("somebody else's card: %v", err)
	}
	if _, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, evaluation.Sheet{Marks: map[string]float64{"d1": 6}}); err == nil {
		t.Error("above the maximum of a criterion")
	}
	version, err := o.SaveSelf(o.ctx, o.cadre(1), id, version, full(80))
	o.must(err)
	var stale evaluation.Stale
	if _, err := o.SaveSelf(o.ctx, o.cadre(1), id, version-1, full(70)); !errors.As(err, &stale) || stale.Theirs.Marks["k1"] != 25 || stale.Yours.Marks["k1"] != 25 || stale.Version != version {
		t.Errorf("a stale save: %v", err)
	}
	o.must(o.Submit(o.ctx, o.cadre(1), id, version))
	o.must(o.Withdraw(o.ctx, o.cadre(1), id, version+1))
	o.must(o.Submit(o.ctx, o.cadre(1), id, version+2))
	if _, err := o.SaveSelf(o.ctx, o.cadre(1), id, version+3, full(99)); err == nil {
		t.Error("a card handed in was changed")
	}
	if err := o.Return(o.ctx, o.head(), id, version+3, " "); err == nil {
		t.Error("returned without a reason")
	}
	o.must(o.Return(o.ctx, o.head(), id, version+3, "Bổ sung minh chứng"))
	o.must(o.Submit(o.ctx, o.cadre(1), id, version+4))
	o.must(o.ScoreInPlace(o.ctx, o.head(), id, version+5, 78, ""))
	if err := o.SubmitUnit(o.ctx, o.head(), o.room, o.period); err == nil || !strings.Contains(err.Error(), "chưa ghi lý do") || !strings.Contains(err.Error(), "1 phiếu chưa chấm") {
		t.Errorf("handed in with unscored cards and no reason: %v", err)
	}
	o.must(o.ScoreInPlace(o.ctx, o.head(), id, version+6, 78, "Chậm một báo cáo"))
	o.score(2, 70)
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	if err := o.ScoreInPlace(o.ctx, o.head(), id, version+7, 90, "x"); err == nil {
		t.Error("scored after the unit handed in")
	}
	if err := o.approve(); err == nil || !strings.Contains(err.Error(), "1 phiếu chưa chấm") {
		t.Errorf("approved while the head's own card is unscored: %v", err)
	}
	o.must(o.SendBack(o.ctx, o.committee, id, version+7, "Kiểm tra lại mục tiến độ"))
	if n := o.number(`SELECT count(*) FROM period_units WHERE submitted_at IS NOT NULL`); n != 0 {
		t.Error("the unit still counts as handed in")
	}
}

func TestHeadsAreScoredByTheLeader(t *testing.T) {
	o := newOffice(t, 3, november2018)
	second, err := o.org.CreateUnit(o.ctx, access.Operator(), org.Unit{ParentID: &o.root, Name: "Phòng Hai", Kind: "department"})
	o.must(err)
	since := "01/01/2018"
	o.must(o.org.AddPost(o.ctx, access.Operator(), org.Post{PersonID: o.people[0], UnitID: second, Title: "Trưởng phòng", Since: &since}, 0))
	o.open(2018, 10)
	if n := o.number(`SELECT count(*) FROM scorecards WHERE person_id = ?`, o.people[0]); n != 1 {
		t.Errorf("who heads two rooms has %d cards", n)
	}
	id, version := o.card(0)
	_, err = o.SaveSelf(o.ctx, o.cadre(0), id, version, full(88))
	o.must(err)
	o.must(o.Submit(o.ctx, o.cadre(0), id, version+1))
	// A head who is delegated the leader's role does not score the own card with it either.
	delegated := o.head()
	delegated.Grants = append(delegated.Grants, access.Grant{Role: access.Leader, UnitID: o.root, Path: o.path(o.root), Delegated: true})
	for name, a := range map[string]access.Actor{"the head": o.head(), "the head with the leader's role": delegated, "a colleague standing in for the head": {AccountID: 1, PersonID: o.people[1], Grants: []access.Grant{{Role: access.Head, Path: o.path(o.room)}}}} {
		if err := o.Review(o.ctx, a, id, version+2, full(88)); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s scored the head's card: %v", name, err)
		}
	}
	o.must(o.Review(o.ctx, o.leader, id, version+2, full(88)))
}

func TestAppealsKeepTheOldFigures(t *testing.T) {
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.score(0, 80)
	o.score(1, 81)
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	o.must(o.approve())
	id, _ := o.card(1)
	if err := o.FileAppeal(o.ctx, o.cadre(1), id, "Đề nghị xem lại"); err == nil {
		t.Error("an appeal before the result is published")
	}
	own, err := o.Card(o.ctx, o.cadre(1), id)
	o.must(err)
	if own.HeadPoints != nil || len(own.HeadSheet.Marks) != 0 {
		t.Error("the reviewer's score shows before it is published")
	}
	o.must(o.Publish(o.ctx, o.committee, o.period, o.number(`SELECT version FROM periods WHERE id = ?`, o.period)))
	o.must(o.FileAppeal(o.ctx, o.cadre(1), id, "Đề nghị xem lại mục k2"))
	if err := o.FileAppeal(o.ctx, o.cadre(1), id, "Lần nữa"); err == nil {
		t.Error("two open appeals")
	}
	appeal := o.number(`SELECT id FROM appeals`)
	reviewer := o.committee
	reviewer.AccountID = o.number(`SELECT reviewed_by FROM scorecards WHERE id = ?`, id)
	if err := o.DecideAppeal(o.ctx, reviewer, id, appeal, true, 85, "x"); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the first reviewer decided: %v", err)
	}
	o.must(o.DecideAppeal(o.ctx, o.other, id, appeal, true, 85, "Có xác nhận của cơ sở"))
	c, err := o.Card(o.ctx, o.cadre(1), id)
	o.must(err)
	if *c.Points != 85 || c.Revision != 2 || len(c.Revisions) != 1 || c.Revisions[0].Points != 81 || c.Revisions[0].Reason == "" {
		t.Errorf("points %v, revision %d, kept %+v", *c.Points, c.Revision, c.Revisions)
	}
	o.clock.At = o.clock.At.AddDate(0, 0, 8)
	first, _ := o.card(0)
	if err := o.FileAppeal(o.ctx, o.cadre(0), first, "Muộn"); err == nil || !strings.Contains(err.Error(), "hết hạn") {
		t.Errorf("after the term: %v", err)
	}
}

func TestAppealTermEndsAtMidnightOfItsLastDay(t *testing.T) {
	o := newOffice(t, 2, time.Date(2018, 11, 2, 9, 0, 0, 0, clock.Zone)) // a Friday
	o.open(2018, 10)
	o.score(0, 80)
	o.score(1, 81)
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	o.must(o.approve())
	o.must(o.Publish(o.ctx, o.committee, o.period, o.number(`SELECT version FROM periods WHERE id = ?`, o.period)))
	id, _ := o.card(1)
	o.clock.At = time.Date(2018, 11, 10, 0, 0, 0, 0, clock.Zone)
	if err := o.FileAppeal(o.ctx, o.cadre(1), id, "x"); err == nil {
		t.Error("at 00:00 of the day after")
	}
	o.clock.At = time.Date(2018, 11, 9, 23, 59, 59, 0, clock.Zone)
	o.must(o.FileAppeal(o.ctx, o.cadre(1), id, "x"))
}

func TestFrameworkFollowsFromMonthAndPost(t *testing.T) {
	o := newOffice(t, 2, time.Date(2026, 2, 2, 9, 0, 0, 0, clock.Zone))
	for _, m := range []struct {
		year, month int
		codes       [2]string
	}{{2025, 12, [2]string{"qd3814", "qd3814"}}, {2026, 1, [2]string{"nd335-manager", "nd335-staff"}}} {
		o.open(m.year, m.month)
		for i, want := range m.codes {
			id, _ := o.card(i)
			c, err := o.Card(o.ctx, o.committee, id)
			o.must(err)
			if c.Framework.Code != want {
				t.Errorf("%d/%d person %d: %s, want %s", m.month, m.year, i, c.Framework.Code, want)
			}
		}
	}
}

func TestAcceptLeavesWhatHasChanged(t *testing.T) {
	o := newOffice(t, 4, november2018)
	o.open(2018, 10)
	var ids []int64
	for i := 1; i < 4; i++ {
		id, version := o.card(i)
		version, err := o.SaveSelf(o.ctx, o.cadre(i), id, version, full(80))
		o.must(err)
		if i < 3 {
			o.must(o.Submit(o.ctx, o.cadre(i), id, version))
		}
		ids = append(ids, id)
	}
	accepted, skipped, err := o.Accept(o.ctx, o.head(), o.room, o.period, ids)
	if err != nil || accepted != 2 || skipped != 1 {
		t.Errorf("accepted %d, skipped %d: %v", accepted, skipped, err)
	}
	id, version := o.card(1)
	o.must(o.Reopen(o.ctx, o.head(), id, version))
	if n := o.number(`SELECT count(*) FROM scorecards WHERE id = ? AND state = 'submitted' AND head_points IS NULL`, id); n != 1 {
		t.Error("the undo left something behind")
	}
}

func TestWhatWaits(t *testing.T) {
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	kinds := func(a access.Actor) string {
		list, err := o.Waiting(o.ctx, a)
		o.must(err)
		var names []string
		for _, w := range list {
			names = append(names, w.Kind)
		}
		return strings.Join(names, " ")
	}
	if got := kinds(o.cadre(1)); got != "score" {
		t.Errorf("cadre: %q", got)
	}
	if got := kinds(o.head()); !strings.Contains(got, "review") || !strings.Contains(got, "score") {
		t.Errorf("head: %q", got)
	}
	if got := kinds(o.committee); got != "consolidate" {
		t.Errorf("committee: %q", got)
	}
	for i := range 3 {
		o.score(i, 80)
	}
	if n, err := o.Remind(o.ctx, o.committee, o.period, []int64{o.room}); err != nil || n != 1 {
		t.Errorf("reminded %d: %v", n, err)
	}
	if got := kinds(o.head()); got != "reminded" {
		t.Errorf("head after the reminder: %q", got)
	}
	o.must(o.SubmitUnit(o.ctx, o.head(), o.room, o.period))
	if got := kinds(o.leader); got != "approve" {
		t.Errorf("leader: %q", got)
	}
	o.must(o.approve())
	if got := kinds(o.committee); got != "publish" {
		t.Errorf("committee after approval: %q", got)
	}
	if got := kinds(o.head()); got != "" {
		t.Errorf("head at the end: %q", got)
	}
}

// nobody waits for the progress.
func nobody(int, int) {}
