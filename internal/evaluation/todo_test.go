package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/todo"
	"congthidua/internal/trial"
)

// entries are what waits for somebody, by kind.
func (o *office) entries(a access.Actor) map[string]todo.Entry {
	o.t.Helper()
	list, err := o.Todo(o.ctx, a)
	o.must(err)
	byKind := map[string]todo.Entry{}
	for _, e := range list {
		byKind[strings.TrimPrefix(e.Kind, "evaluation.")] = e
	}
	return byKind
}

// waiting names the kinds that wait, in their order.
func (o *office) waiting(a access.Actor) string {
	o.t.Helper()
	list, err := o.Todo(o.ctx, a)
	o.must(err)
	var kinds []string
	for _, e := range list {
		kinds = append(kinds, strings.TrimPrefix(e.Kind, "evaluation."))
	}
	return strings.Join(kinds, " ")
}

func TestWhatWaitsForWhom(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	far, farHead, _ := o.secondRoom()
	o.open(2018, 10)
	card := func(i int) string {
		id, _ := o.card(i)
		return fmt.Sprintf("/evaluations/%d", id)
	}
	wants := func(t *testing.T, who string, a access.Actor, want string) {
		t.Helper()
		if got := o.waiting(a); got != want {
			t.Errorf("%s: %q, want %q", who, got, want)
		}
	}
	t.Run("a draft for its cadre, the unit for its head", func(t *testing.T) {
		o.t = t
		wants(t, "the cadre", o.cadre(1), "score")
		wants(t, "the head", o.head(), "score review")
		wants(t, "the committee", o.committee, "consolidate")
		wants(t, "the leader", o.leader, "")
		e := o.entries(o.cadre(1))["score"]
		if e.Link != card(1) || e.Due != "2018-10-31" || e.Text.String() != "Tự chấm phiếu tháng 10/2018" ||
			e.Do != "Chấm" {
			t.Errorf("%+v", e)
		}
	})
	t.Run("what was returned says why", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE scorecards SET returned = 'Bổ sung' WHERE person_id = ?`, o.people[1])
		if e := o.entries(o.cadre(1))["score"]; e.Note.String() != "Bổ sung" {
			t.Errorf("%+v", e)
		}
	})
	t.Run("cards handed in, but not the head's own, and only of the unit", func(t *testing.T) {
		o.t = t
		for i := range o.people {
			o.put(i, evaluation.Submitted, 80)
		}
		e := o.entries(o.head())["review"]
		if e.Count != 2 || e.Text.String() != "Chấm 2 phiếu tháng 10/2018 của Phòng Một" ||
			e.Link != fmt.Sprintf("/units/%d/periods/%d", o.room, o.period) {
			t.Errorf("%+v", e)
		}
		if e := o.entries(o.headOf(far, farHead))["review"]; e.Count != 1 {
			t.Errorf("of the other unit: %+v", e)
		}
		if e := o.entries(o.as(o.head(), 1))["review"]; e.Count != 1 {
			t.Errorf("for a deputy, whose own card is one of them: %+v", e)
		}
	})
	t.Run("heads wait for the leader of their unit", func(t *testing.T) {
		o.t = t
		wants(t, "the leader", o.leader, "leader leader")
		wants(t, "the leader of unit 2", o.leaderOf(o.room), "review leader")
		e := o.entries(o.leaderOf(o.room))["leader"]
		if e.Link != card(0) || e.Text.String() != "Chấm thủ trưởng đơn vị: Nguyễn Văn Aan, tháng 10/2018" {
			t.Errorf("%+v", e)
		}
		wants(t, "a leader whose own card it is", o.as(o.leader, 0), "leader")
	})
	t.Run("a reminder", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE period_units SET reminded_at = 1 WHERE unit_id = ?`, o.room)
		e, ok := o.entries(o.head())["remind"]
		if !ok || e.Note.String() != "Chuyên viên tổng hợp đã nhắc đơn vị" {
			t.Errorf("%+v", e)
		}
	})
	t.Run("a unit that asks for the special share, until it is given", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE period_units SET special_asked = 'Cờ thi đua' WHERE unit_id = ?`, o.room)
		e := o.entries(o.committee)["special"]
		if e.Link != fmt.Sprintf("/periods/%d/units/%d", o.period, o.room) || e.Note.String() != "Cờ thi đua" {
			t.Errorf("%+v", e)
		}
		o.exec(`UPDATE period_units SET special = TRUE WHERE unit_id = ?`, o.room)
		wants(t, "the committee", o.committee, "consolidate")
		if e := o.entries(o.committee)["consolidate"]; e.Count != 2 ||
			!strings.Contains(e.Text.String(), "còn 2 đơn vị chưa trình") {
			t.Errorf("%+v", e)
		}
	})
	t.Run("a complete month for who decides on all of it", func(t *testing.T) {
		o.t = t
		for i := range o.people {
			o.put(i, evaluation.Reviewed, 80)
		}
		o.exec(`UPDATE period_units SET submitted_at = 1`)
		wants(t, "the head", o.head(), "")
		wants(t, "the leader", o.leader, "approve")
		wants(t, "the leader of unit 2", o.leaderOf(o.room), "")
		wants(t, "a leader with a card in it", o.as(o.leader, 1), "")
		if e := o.entries(o.leader)["approve"]; e.Link != fmt.Sprintf("/periods/%d/approve", o.period) ||
			e.Due != "2018-11-10" {
			t.Errorf("%+v", e)
		}
		if e := o.entries(o.committee)["consolidate"]; e.Count != 1 ||
			!strings.Contains(e.Text.String(), "chờ lãnh đạo phê duyệt") {
			t.Errorf("%+v", e)
		}
	})
	t.Run("an approved month to be published, a published one for nobody", func(t *testing.T) {
		o.t = t
		o.must(o.approve())
		wants(t, "the committee", o.committee, "publish")
		wants(t, "the leader", o.leader, "")
		o.must(o.publish())
		wants(t, "the committee", o.committee, "")
	})
	t.Run("an appeal for who may answer it", func(t *testing.T) {
		o.t = t
		id, _ := o.card(1)
		o.must(o.FileAppeal(o.ctx, o.cadre(1), id, "Xem lại"))
		wants(t, "the committee", o.other, "appeal")
		wants(t, "a member whose own it is", o.as(o.other, 1), "")
		reviewer := o.other
		reviewer.AccountID = 1 // who scored the card
		wants(t, "the first reviewer", reviewer, "")
		if e := o.entries(o.other)["appeal"]; e.Link != card(1)+"#appeals" || e.Due != "" {
			t.Errorf("%+v", e)
		}
	})
}

// TestCardsWaitForWhoScoresThem, even where somebody else hands the month in; there only the cards wait. It changes
// the table of access, so it does not run beside others.
func TestCardsWaitForWhoScoresThem(t *testing.T) {
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	scorer := trial.Partial(t, access.CardReview, o.room, o.path(o.room))
	scorer.PersonID = o.people[1]
	if _, waits := o.entries(scorer)["review"]; waits {
		t.Error("no card is handed in, and the month is not the scorer's to hand in")
	}
	for i := range o.people {
		o.put(i, evaluation.Submitted, 80)
	}
	e := o.entries(scorer)["review"]
	if e.Count != 1 || e.Text.String() != "Chấm 1 phiếu tháng 10/2018 của Phòng Một" {
		t.Errorf("beside the head's and the scorer's own: %+v", e)
	}
	for i := range o.people {
		o.put(i, evaluation.Reviewed, 80)
	}
	if _, waits := o.entries(scorer)["review"]; waits {
		t.Error("the scorer is to hand the month in")
	}
	if e := o.entries(o.head())["review"]; e.Text.String() != "Trình tổng hợp tháng 10/2018 của Phòng Một" {
		t.Errorf("for the head: %+v", e)
	}
}
