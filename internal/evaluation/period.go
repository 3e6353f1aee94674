package evaluation

import (
	"context"
	"fmt"
	"math"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Name writes the month as people do: 10/2026.
func (p Period) Name() string { return fmt.Sprintf("%02d/%d", p.Month, p.Year) }

// previous and next are the months beside it.
func (p Period) previous() (year, month int) {
	if p.Month == 1 {
		return p.Year - 1, 12
	}
	return p.Year, p.Month - 1
}

func (p Period) next() (year, month int) {
	if p.Month == 12 {
		return p.Year + 1, 1
	}
	return p.Year, p.Month + 1
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }

func firstDay(year, month int) string { return fmt.Sprintf("%04d-%02d-01", year, month) }

func lastDay(year, month int) string {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(clock.Date)
}

// workingDaysAfter counts working days (Monday to Friday) from the day after at; the last one counted is
// the last day of the term.
func workingDaysAfter(at int64, days int) time.Time {
	t := time.UnixMilli(at).In(clock.Zone)
	for days > 0 {
		t = t.AddDate(0, 0, 1)
		if day := t.Weekday(); day != time.Saturday && day != time.Sunday {
			days--
		}
	}
	return t
}

// DefaultPeriod proposes deadlines for a month: own score by its last day, the others in the first days of
// the next month.
func DefaultPeriod(year, month int) Period {
	next := time.Date(year, time.Month(month)+1, 1, 0, 0, 0, 0, time.UTC)
	day := func(n int) string { return next.AddDate(0, 0, n-1).Format(clock.Date) }
	return Period{
		Year:         year,
		Month:        month,
		State:        PeriodOpen,
		SelfDue:      lastDay(year, month),
		HeadDue:      day(5),
		CommitteeDue: day(8),
		LeaderDue:    day(10),
		AppealDays:   5,
	}
}

// Check refuses deadlines that are missing or out of order. All days are 2006-01-02.
func (p Period) Check() error {
	wrong := fault.Fields{}
	if p.Year < 2000 || p.Year > 2200 || p.Month < 1 || p.Month > 12 {
		wrong.Refuse("month", "Chọn tháng")
	}
	before := firstDay(p.Year, p.Month)
	for _, due := range []struct{ field, date, name string }{
		{"self_due", p.SelfDue, "Hạn tự chấm"},
		{"head_due", p.HeadDue, "Hạn thủ trưởng chấm"},
		{"committee_due", p.CommitteeDue, "Hạn tổng hợp"},
		{"leader_due", p.LeaderDue, "Hạn phê duyệt"},
	} {
		if len(due.date) != len(clock.Date) {
			wrong.Refuse(due.field, "%s chưa đúng", due.name)
		} else if due.date < before {
			wrong.Refuse(due.field, "%s phải từ %s", due.name, viet.ShowDate(before))
		}
		before = max(before, due.date)
	}
	if p.AppealDays < 1 || p.AppealDays > 60 {
		wrong.Refuse("appeal_days", "Số ngày kiến nghị từ 1 đến 60")
	}
	return wrong.Err()
}

// period reads a month; months are no unit's, so that no reach narrows them.
func period(db *gorm.DB, id int64) (p Period, err error) {
	return p, store.First(db.Where("id = ?", id), &p)
}

// PeriodOf returns the number of a month.
func (s *Service) PeriodOf(ctx context.Context, a access.Actor, year, month int) (int64, error) {
	if !a.May(access.PeriodsView) {
		return 0, fault.ErrForbidden
	}
	var p Period
	err := store.First(s.Store.Read(ctx).Where("year = ? AND month = ?", year, month), &p)
	return p.ID, err
}

// periodsShown is how many months the list shows: ten years.
const periodsShown = 120

// Periods lists the months, the latest first.
func (s *Service) Periods(ctx context.Context, a access.Actor) (list []Period, err error) {
	if !a.May(access.PeriodsView) {
		return nil, fault.ErrForbidden
	}
	return list, s.Store.Read(ctx).Order("year DESC, month DESC").Limit(periodsShown).Find(&list).Error
}

// NextMonth is the month to be opened next: the one after the latest, or the present one.
func (s *Service) NextMonth(ctx context.Context, a access.Actor) (year, month int, err error) {
	latest, err := s.Periods(ctx, a)
	if err != nil {
		return 0, 0, err
	}
	if len(latest) == 0 {
		now := s.Clock.Now()
		return now.Year(), int(now.Month()), nil
	}
	year, month = latest[0].next()
	return year, month, nil
}

// UnitName is a unit as a list of links shows it.
type UnitName struct {
	UnitID int64
	Unit   string
}

// MyUnits lists the units of a month that the actor heads or leads directly.
func (s *Service) MyUnits(ctx context.Context, a access.Actor, periodID int64) ([]UnitName, error) {
	units := a.Reach(access.MonthSubmit).Units
	if len(units) == 0 {
		return nil, nil
	}
	return unitNames(s.Store.Read(ctx), periodID, units)
}
