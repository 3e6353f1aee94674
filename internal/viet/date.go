package viet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Precision says how much of a date is known.
type Precision string

// A birth date in a roster is often only a year.
const (
	Day  Precision = "day"
	Year Precision = "year"
)

var dayMonthYear = regexp.MustCompile(`^(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})$`)
var yearMonthDay = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$`)
var yearOnly = regexp.MustCompile(`^(1[89]\d{2}|20\d{2})$`)

// ParseDate reads a date as offices write it (26/10/1980, 7.11.1984, 1984-11-07 or a year
// alone) and returns it as 2006-01-02; a year alone becomes the first of January with
// precision Year. ok is false where no such day exists (31/02/1980).
func ParseDate(s string) (date string, precision Precision, ok bool) {
	s = strings.TrimSpace(s)
	if yearOnly.MatchString(s) {
		return s + "-01-01", Year, true
	}
	var y, m, d string
	if g := dayMonthYear.FindStringSubmatch(s); g != nil {
		d, m, y = g[1], g[2], g[3]
	} else if g := yearMonthDay.FindStringSubmatch(s); g != nil {
		y, m, d = g[1], g[2], g[3]
	} else {
		return "", "", false
	}
	year, _ := strconv.Atoi(y)  // digits, by the pattern
	month, _ := strconv.Atoi(m) // the same
	day, _ := strconv.Atoi(d)   // the same
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1800 || t.Day() != day || int(t.Month()) != month {
		return "", "", false
	}
	return t.Format("2006-01-02"), Day, true
}

// ShowDate writes 2006-01-02 as 02/01/2006; anything else is returned as it is.
func ShowDate(date string) string {
	if len(date) < 10 {
		return date
	}
	return date[8:10] + "/" + date[5:7] + "/" + date[0:4]
}

// ShowTime writes the day and the time of day of an instant, in its zone: 02/01/2006 15:04.
func ShowTime(t time.Time) string { return t.Format("02/01/2006 15:04") }

// ShowPartialDate writes a date of the given precision: the year alone where no more is known.
func ShowPartialDate(date string, p Precision) string {
	if p == Year && len(date) >= 4 {
		return date[:4]
	}
	return ShowDate(date)
}

// LongDate writes 'ngày 05 tháng 01 năm 2019' as papers do: two digits for days under ten
// and months under three.
func LongDate(t time.Time) string {
	month := strconv.Itoa(int(t.Month()))
	if t.Month() < 3 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month, t.Year())
}
