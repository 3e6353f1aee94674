package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
)

func TestSettling(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.put(1, evaluation.Reviewed, 92)
	id, version := o.card(1)
	t.Run("lowers the grade and keeps what was earned", func(t *testing.T) {
		o.t = t
		o.must(o.Settle(o.ctx, o.committee, id, version, "B", "Giữ hạn mức"))
		v := o.view(o.committee, 1)
		if v.Grade != "B" || v.EarnedGrade != "A" || v.Settled != "Giữ hạn mức" || *v.Points != 92 {
			t.Errorf("%s %s %q %v", v.Grade, v.EarnedGrade, v.Settled, *v.Points)
		}
		last := v.Events[len(v.Events)-1]
		if last.Step != evaluation.StepSettle || last.Note != "A → B: Giữ hạn mức" {
			t.Errorf("%s %q", last.Step, last.Note)
		}
	})
	t.Run("back to the earned grade undoes it", func(t *testing.T) {
		o.t = t
		o.must(o.Settle(o.ctx, o.committee, id, version+1, "A", "Nhầm"))
		if v := o.view(o.committee, 1); v.Grade != "A" || v.Settled != "" {
			t.Errorf("%s %q", v.Grade, v.Settled)
		}
	})
	t.Run("never lifts above what was earned", func(t *testing.T) {
		o.put(1, evaluation.Reviewed, 75)
		_, version := o.card(1)
		var invalid fault.Invalid
		err := o.Settle(o.ctx, o.committee, id, version, "A", "Lý do")
		if !errors.As(err, &invalid) || !strings.Contains(invalid.Fields["grade"].String(), "(B)") {
			t.Errorf("%v", err)
		}
		for _, grade := range []string{"", "E", "HTTNV"} {
			if err := o.Settle(o.ctx, o.committee, id, version, grade, "Lý do"); !errors.As(err, &invalid) {
				t.Errorf("grade %q: %v", grade, err)
			}
		}
	})
	t.Run("needs a reason", func(t *testing.T) {
		var invalid fault.Invalid
		_, version := o.card(1)
		for _, reason := range []string{" ", strings.Repeat("x", 501)} {
			if err := o.Settle(o.ctx, o.committee, id, version, "C", reason); !errors.As(err, &invalid) {
				t.Errorf("%d characters: %v", len(reason), err)
			}
		}
	})
}

func TestSendingACardBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.score(0, 80)
	o.score(1, 80)
	o.must(o.submit())
	id, version := o.card(1)
	o.must(o.SendBack(o.ctx, o.committee, id, version, "Kiểm tra mục tiến độ"))
	if v := o.view(o.committee, 1); v.State != evaluation.Submitted || v.Returned != "Kiểm tra mục tiến độ" {
		t.Errorf("%s %q", v.State, v.Returned)
	}
	if m := o.month(o.room); m.SubmittedAt != nil || m.Counts.Returned != 0 || m.Counts.Waiting != 1 {
		t.Errorf("handed in %v, %+v", m.SubmittedAt, m.Counts)
	}
}

// TestWhatAnExcuseIsForTheRules: the sentence is for people; the code comes from the absences on record.
func TestWhatAnExcuseIsForTheRules(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 5, november2018)
	o.open(2018, 10)
	o.absent(2, "maternity", "01/10/2018", "")
	o.absent(3, "maternity", "02/10/2018", "31/10/2018")
	o.absent(4, "sick", "15/09/2018", "31/10/2018")
	for i, want := range map[int]evaluation.ExcuseKind{
		1: evaluation.ExcuseOther, // nothing is on record
		2: evaluation.ExcuseMaternity,
		3: evaluation.ExcuseOther, // not the whole month
		4: evaluation.ExcuseSick,
	} {
		id, version := o.card(i)
		o.must(o.Exclude(o.ctx, o.committee, id, version, "Nghỉ thai sản"))
		v := o.view(o.committee, i)
		if v.State != evaluation.NotClassified || v.Excuse != "Nghỉ thai sản" || v.ExcuseKind != want || v.Grade != "" {
			t.Errorf("person %d: %s %q %s, want %s", i, v.State, v.Excuse, v.ExcuseKind, want)
		}
		o.must(o.Include(o.ctx, o.committee, id, version+1, "Đi làm lại"))
		if v := o.view(o.committee, i); v.State != evaluation.Draft || v.Excuse != "" || v.ExcuseKind != "" {
			t.Errorf("person %d taken back in: %s %q %q", i, v.State, v.Excuse, v.ExcuseKind)
		}
	}
}

func TestTakingInAndOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	id, _ := o.card(1)
	t.Run("taking in opens the unit's month again", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.NotClassified, 80)
		o.exec(`UPDATE period_units SET submitted_at = 1`)
		_, version := o.card(1)
		o.must(o.Include(o.ctx, o.committee, id, version, "Có làm việc"))
		if o.month(o.room).SubmittedAt != nil {
			t.Error("the unit still counts as handed in")
		}
	})
	t.Run("taking out does not", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE period_units SET submitted_at = 1`)
		_, version := o.card(1)
		o.must(o.Exclude(o.ctx, o.committee, id, version, "Lý do"))
		if o.month(o.room).SubmittedAt == nil {
			t.Error("the unit has to hand in again")
		}
	})
	t.Run("who has no framework is not taken in", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.NotClassified, 80)
		o.exec(`UPDATE scorecards SET framework_id = NULL WHERE id = ?`, id)
		_, version := o.card(1)
		o.refuses(o.Include(o.ctx, o.committee, id, version, "Lý do"), fault.ErrStale)
		if v := o.view(o.committee, 1); v.Rights.Include {
			t.Error("the page offers it")
		}
	})
	t.Run("both need a reason of at most 300 characters", func(t *testing.T) {
		var invalid fault.Invalid
		for _, reason := range []string{"", strings.Repeat("ư", 301)} {
			if err := o.Exclude(o.ctx, o.committee, id, 1, reason); !errors.As(err, &invalid) {
				t.Errorf("out, %d characters: %v", len(reason), err)
			}
			if err := o.Include(o.ctx, o.committee, id, 1, reason); !errors.As(err, &invalid) {
				t.Errorf("in, %d characters: %v", len(reason), err)
			}
		}
	})
}

func TestTheSpecialShare(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	grant := func(version int64, special bool) error {
		return o.GrantSpecial(o.ctx, o.committee, o.room, o.period, version, special, "Cờ thi đua")
	}
	ask := func(version int64) error {
		return o.AskSpecial(o.ctx, o.head(), o.room, o.period, version, "Được tặng cờ")
	}
	t.Run("is asked for from the page that is current", func(t *testing.T) {
		o.t = t
		o.refuses(ask(2), fault.ErrStale)
		o.must(ask(1))
		if m := o.month(o.room); m.SpecialAsked != "Được tặng cờ" || m.Special || m.UnitVersion != 2 {
			t.Errorf("%+v", m)
		}
	})
	t.Run("is given once", func(t *testing.T) {
		o.t = t
		o.refuses(grant(1, true), fault.ErrStale)
		o.must(grant(2, true))
		o.refuses(grant(3, true), fault.ErrStale)
		if m := o.month(o.room); !m.Special || m.SpecialReason != "Cờ thi đua" {
			t.Errorf("%+v", m)
		}
	})
	t.Run("is not asked for once it is given", func(t *testing.T) {
		o.t = t
		o.refuses(ask(3), fault.ErrStale)
	})
	t.Run("is taken back once", func(t *testing.T) {
		o.t = t
		o.must(grant(3, false))
		o.refuses(grant(4, false), fault.ErrStale)
	})
	t.Run("is the committee's to give, for units that take part", func(t *testing.T) {
		o.t = t
		o.refuses(o.GrantSpecial(o.ctx, o.leader, o.room, o.period, 4, true, "x"), fault.ErrForbidden)
		o.refuses(o.GrantSpecial(o.ctx, o.committee, o.root, o.period, 1, true, "x"), fault.ErrNotFound)
	})
	t.Run("needs a reason", func(t *testing.T) {
		var invalid fault.Invalid
		if err := o.GrantSpecial(o.ctx, o.committee, o.room, o.period, 4, true, " "); !errors.As(err, &invalid) {
			t.Error(err)
		}
		if err := o.AskSpecial(o.ctx, o.head(), o.room, o.period, 4, ""); !errors.As(err, &invalid) {
			t.Error(err)
		}
	})
}

func TestReminding(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	far, _, _ := o.secondRoom()
	o.open(2018, 10)
	reminded := func(unit int64) bool {
		return o.number(`SELECT count(*) FROM period_units WHERE unit_id = ? AND reminded_at IS NOT NULL`, unit) == 1
	}
	t.Run("only those that were chosen", func(t *testing.T) {
		n, err := o.Remind(o.ctx, o.committee, o.period, []int64{o.room})
		if err != nil || n != 1 || !reminded(o.room) || reminded(far) {
			t.Errorf("%d: %v", n, err)
		}
	})
	t.Run("none that has handed in", func(t *testing.T) {
		o.exec(`UPDATE period_units SET submitted_at = 1, reminded_at = NULL WHERE unit_id = ?`, o.room)
		n, err := o.Remind(o.ctx, o.committee, o.period, []int64{o.room, far})
		if err != nil || n != 1 || reminded(o.room) || !reminded(far) {
			t.Errorf("%d: %v", n, err)
		}
	})
	t.Run("nobody at all is a mistake", func(t *testing.T) {
		var invalid fault.Invalid
		if _, err := o.Remind(o.ctx, o.committee, o.period, nil); !errors.As(err, &invalid) {
			t.Error(err)
		}
	})
	t.Run("all the late from the day after their deadline", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE period_units SET submitted_at = NULL, reminded_at = NULL`)
		o.exec(`UPDATE periods SET head_due = '2018-11-02'`)
		_, err := o.RemindLate(o.ctx, o.committee, o.period)
		o.refuses(err, fault.ErrStale) // today is the day itself
		o.exec(`UPDATE periods SET head_due = '2018-11-01'`)
		n, err := o.RemindLate(o.ctx, o.committee, o.period)
		if err != nil || n != 2 || !reminded(o.room) || !reminded(far) {
			t.Errorf("%d: %v", n, err)
		}
		o.putMonth(evaluation.PeriodApproved)
		_, err = o.RemindLate(o.ctx, o.committee, o.period)
		o.refuses(err, fault.ErrStale)
	})
	t.Run("is nobody else's", func(t *testing.T) {
		o.t = t
		_, err := o.Remind(o.ctx, access.Actor{Grants: []access.Grant{{Role: access.Leader}}}, o.period, []int64{far})
		o.refuses(err, fault.ErrForbidden)
	})
}
