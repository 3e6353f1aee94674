package work

import (
	"fmt"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
)

// Week is a week with its days; weeks begin on Monday.
type Week struct{ Monday, Sunday string }

// WeekOf is the week of a day.
func WeekOf(day string) (Week, error) {
	t, err := time.Parse(clock.Date, day)
	if err != nil {
		return Week{}, fault.ErrNotFound
	}
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	return Week{monday.Format(clock.Date), monday.AddDate(0, 0, 6).Format(clock.Date)}, nil
}

// ParseWeek reads "2026-W45", the name of a week by ISO 8601.
func ParseWeek(text string) (Week, error) {
	var year, n int
	if _, err := fmt.Sscanf(text, "%4d-W%2d", &year, &n); err != nil || len(text) != 8 || n < 1 || n > 53 ||
		year < 2000 ||
		year > 2200 {
		return Week{}, fault.ErrNotFound
	}
	// 4 January lies in the first week.
	w, err := WeekOf(fmt.Sprintf("%04d-01-04", year))
	if err != nil {
		return w, err
	}
	w = w.shift(7 * (n - 1))
	if w.Name() != text {
		return w, fault.ErrNotFound
	}
	return w, nil
}

func (w Week) shift(days int) Week {
	t, _ := time.Parse(clock.Date, w.Monday) // made here
	t = t.AddDate(0, 0, days)
	return Week{t.Format(clock.Date), t.AddDate(0, 0, 6).Format(clock.Date)}
}

// Before and After are the weeks beside a week.
func (w Week) Before() Week { return w.shift(-7) }

// After is the week that follows.
func (w Week) After() Week { return w.shift(7) }

// Name is a week's name by ISO 8601: "2026-W45".
func (w Week) Name() string {
	t, _ := time.Parse(clock.Date, w.Monday) // made here
	year, n := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, n)
}
