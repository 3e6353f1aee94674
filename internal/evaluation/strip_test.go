package evaluation_test

import (
	"testing"

	"congthidua/internal/evaluation"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// strip is the kept mark of a person's month.
func (o *office) strip(i, year int, month string) string {
	o.t.Helper()
	return o.text(`SELECT `+month+` FROM year_strips WHERE person_id = ? AND year = ?`, o.people[i], year)
}

func TestTheYearsStripFollowsTheMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	o.put(0, evaluation.Reviewed, 75)
	o.put(1, evaluation.Reviewed, 45)
	o.put(2, evaluation.NotClassified, 75)
	o.exec(`UPDATE period_units SET submitted_at = 1`)
	marks := func() string {
		return o.strip(0, 2018, "m10") + " " + o.strip(1, 2018, "m10") + " " + o.strip(2, 2018, "m10")
	}
	if got := marks(); got != "  " {
		t.Errorf("before the approval: %q", got)
	}
	o.must(o.approve())
	if got := marks(); got != "2:B 4:D " {
		t.Errorf("after the approval: %q", got)
	}
	o.must(o.ReturnMonth(o.ctx, o.leader, o.period, o.periodVersion(), "Chấm lại một người"))
	if got := marks(); got != "  " {
		t.Errorf("after the return: %q", got)
	}
	o.must(o.approve())
	o.must(o.publish())
	card, _ := o.card(1)
	o.must(o.FileAppeal(o.ctx, o.cadre(1), card, "Xem lại"))
	ruling := evaluation.Ruling{Correct: true, Points: 91, Reason: "Đúng"}
	o.must(o.DecideAppeal(o.ctx, o.other, card, o.number(`SELECT id FROM appeals`), 1, ruling))
	if got := marks(); got != "2:B 1:A " {
		t.Errorf("after the correction: %q", got)
	}
	t.Run("other months stay", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE year_strips SET m9 = '1:A', m12 = '3:C'`)
		o.must(o.store.Write(o.ctx, func(tx *gorm.DB) error {
			return o.KeepResults(tx, evaluation.Period{Record: store.Record{ID: o.period}, Year: 2018, Month: 10})
		}))
		if o.strip(0, 2018, "m9") != "1:A" || o.strip(0, 2018, "m12") != "3:C" {
			t.Error("they were changed")
		}
	})
	t.Run("the table shows the year up to its month, and the month itself from the card", func(t *testing.T) {
		o.t = t
		for _, l := range o.month(o.room).Lines {
			if l.PersonID != o.people[1] {
				continue
			}
			if rank, code := l.Year.At(8); rank != 1 || code != "A" {
				t.Errorf("September: %d %s", rank, code)
			}
			if rank, code := l.Year.At(9); rank != 1 || code != "A" || l.Rank != 1 {
				t.Errorf("October: %d %s", rank, code)
			}
			if rank, _ := l.Year.At(11); rank != 0 {
				t.Error("December shows before it is there")
			}
		}
	})
}

// TestGradesHaveCodesOfAnyLength follows one of NĐ 335 from the card to the strip.
func TestGradesHaveCodesOfAnyLength(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, march2026)
	o.open(2026, 2)
	for i := range 2 {
		o.put(i, evaluation.Reviewed, 80)
	}
	o.exec(`UPDATE scorecards SET grade = 'HTTNV', earned_grade = 'HTTNV'`)
	o.exec(`UPDATE period_units SET submitted_at = 1`)
	o.must(o.approve())
	if got := o.strip(1, 2026, "m2"); got != "2:HTTNV" {
		t.Errorf("%q", got)
	}
	m := o.month(o.room)
	if m.Quota.Grade != "HTXSNV" || m.Quota.Base != 2 || m.Framework.Below("HTXSNV") != "HTTNV" {
		t.Errorf("%+v", m.Quota)
	}
	list, err := o.UnitYear(o.ctx, o.committee, o.room, 2026)
	if err != nil || len(list) != 1 || list[0].ByGrade.String() != "2 HTTNV" || list[0].ByGrade[0].Rank != 2 || list[0].Mean != 80 {
		t.Errorf("%+v: %v", list, err)
	}
}
