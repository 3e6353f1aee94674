// Package clock is the portal's one source of the time of day, so that months,
// deadlines and sessions can be tested at any instant.
package clock

import "time"

// Zone is the time zone of every date and deadline a person reads: Asia/Ho_Chi_Minh,
// UTC+7 without daylight saving since 1975, fixed here so that no tz database is needed.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// Clock tells the time.
type Clock interface {
	// Now returns the present instant in Zone.
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now implements Clock.
func (System) Now() time.Time { return time.Now().In(Zone) }

// Shifted is the machine's clock, moved so that it read Start when it was made.
type Shifted struct{ offset time.Duration }

// StartingAt returns a running clock that reads start now.
func StartingAt(start time.Time) Shifted { return Shifted{offset: time.Until(start)} }

// Now implements Clock.
func (s Shifted) Now() time.Time { return time.Now().Add(s.offset).In(Zone) }

// Manual is a clock that stands still until a test moves it.
type Manual struct{ At time.Time }

// Now implements Clock.
func (m *Manual) Now() time.Time { return m.At.In(Zone) }

// Date is the layout of a calendar day in the database: 2006-01-02.
const Date = "2006-01-02"

// Today returns the clock's calendar day in the Date layout.
func Today(c Clock) string { return c.Now().Format(Date) }
