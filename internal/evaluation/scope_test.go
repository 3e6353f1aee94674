package evaluation_test

import (
	"errors"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/trial"
)

// TestAnOfficerOfOneUnit: who runs the months of unit 2 only leaves unit 20 alone, and does not publish for both.
func TestAnOfficerOfOneUnit(t *testing.T) {
	o, far := ready(t)
	two := trial.Partial(t, access.PeriodsRun, o.room, o.path(o.room))
	two.AccountID = o.committee.AccountID
	reminded := func(unit int64) bool {
		return o.number(`SELECT count(*) FROM period_units WHERE unit_id = ? AND reminded_at IS NOT NULL`, unit) == 1
	}
	t.Run("reminds that unit", func(t *testing.T) {
		for name, remind := range map[string]func() (int, error){
			"of those chosen":   func() (int, error) { return o.Remind(o.ctx, two, o.period, []int64{o.room, far}) },
			"of those too late": func() (int, error) { return o.RemindLate(o.ctx, two, o.period) },
		} {
			o.exec(`UPDATE period_units SET submitted_at = NULL, reminded_at = NULL`)
			o.exec(`UPDATE periods SET head_due = '2018-11-01'`)
			if n, err := remind(); err != nil || n != 1 || !reminded(o.room) || reminded(far) {
				t.Errorf("%s: %d, %v; unit 2 %v, unit 20 %v", name, n, err, reminded(o.room), reminded(far))
			}
		}
		o.exec(`UPDATE period_units SET submitted_at = 1`)
	})
	t.Run("decides on its cards", func(t *testing.T) {
		for person, want := range map[int]error{1: nil, 3: fault.ErrNotFound} {
			card, version := o.card(person)
			if err := o.Settle(o.ctx, two, card, version, "C", "Giữ hạn mức"); !errors.Is(err, want) {
				t.Errorf("card of person %d: %v, want %v", person, err, want)
			}
		}
		for unit, want := range map[int64]error{o.room: nil, far: fault.ErrNotFound} {
			err := o.GrantSpecial(o.ctx, two, unit, o.period, o.unitVersion(unit), true, "Thành tích đặc biệt")
			if !errors.Is(err, want) {
				t.Errorf("special share of unit %d: %v, want %v", unit, err, want)
			}
		}
	})
	t.Run("does not publish", func(t *testing.T) {
		o.must(o.approve())
		o.refuses(o.Publish(o.ctx, two, o.period, o.periodVersion()), fault.ErrForbidden)
		c, err := o.Consolidate(o.ctx, two, o.period)
		if err != nil || c.Rights.Publish {
			t.Errorf("offered %+v, %v", c.Rights, err)
		}
		o.must(o.Publish(o.ctx, o.committee, o.period, o.periodVersion()))
	})
}

// TestPublishingFromAStalePage: the month was returned and approved again since the page was made.
func TestPublishingFromAStalePage(t *testing.T) {
	t.Parallel()
	o, _ := ready(t)
	o.must(o.approve())
	page := o.periodVersion()
	o.must(o.ReturnMonth(o.ctx, o.leader, o.period, page, "Chấm lại"))
	o.must(o.approve())
	o.refuses(o.Publish(o.ctx, o.committee, o.period, page), fault.ErrStale)
	list, err := o.Periods(o.ctx, o.committee)
	if err != nil || len(list) != 1 || list[0].State != evaluation.PeriodApproved {
		t.Errorf("%+v %v", list, err)
	}
}
