package audit

import (
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Filter narrows the log; empty fields do not.
type Filter struct {
	Actor, Action, Object string
	Day                   string // as people write it, 31/12/2026
	Limit, Page           int    // Page from 0
}

// List returns a page of the log, the latest first, and how many entries match.
func List(db *gorm.DB, f Filter) (rows []Row, total int, err error) {
	where, args := []string{"TRUE"}, []any{}
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if f.Actor != "" {
		add("actor LIKE ?", "%"+f.Actor+"%")
	}
	if f.Action != "" {
		add("action LIKE ?", f.Action+"%")
	}
	if f.Object != "" {
		add("object = ?", f.Object)
	}
	if date, precision, ok := viet.ParseDate(f.Day); ok && precision == viet.Day {
		from, err := time.ParseInLocation(clock.Date, date, clock.Zone)
		if err != nil {
			return nil, 0, err
		}
		add("at >= ? AND at < ?", from.UnixMilli(), from.AddDate(0, 0, 1).UnixMilli())
	}
	from := ` FROM audit_log WHERE ` + strings.Join(where, " AND ")
	if err := db.Raw(`SELECT count(*)`+from, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	err = db.Raw(`SELECT *`+from+` ORDER BY id DESC LIMIT ? OFFSET ?`, append(args, f.Limit, f.Limit*f.Page)...).Scan(&rows).Error
	return rows, total, err
}
