// Package audit keeps the append-only, hash-chained record of who did what and when.
// Triggers refuse changes; the chain shows any change made behind their back.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"congthidua/internal/clock"

	"gorm.io/gorm"
)

// Who names the actor of a change. The zero Who is the portal itself, run from a command.
type Who struct {
	AccountID int64
	Name      string
	Address   string
}

// Entry is one thing done to one object. Detail holds before and after, with personal
// fields left out; it is kept as JSON.
type Entry struct {
	Action   string // verb and noun of the use case: "scorecard.submit"
	Object   string // table of the object: "scorecards"
	ObjectID int64
	Detail   any
}

// Detail is what an entry says of before and after, by name.
type Detail map[string]any

// Named is who acts: an access.Actor, or a Who itself.
type Named interface{ Who() Who }

// Who makes a Who stand for itself.
func (w Who) Who() Who { return w }

// Note appends an entry inside the transaction of the change it records. The action is verb and noun of
// the use case ("decision.sign"), the object the table and number of the row; personal data are left out
// of the detail. It is the one call with which rooms write the log.
func Note(tx *gorm.DB, c clock.Clock, by Named, action, object string, id int64, detail Detail) error {
	e := Entry{Action: action, Object: object, ObjectID: id}
	if detail != nil {
		e.Detail = detail
	}
	return Write(tx, c, by.Who(), e)
}

// Row is a kept entry.
type Row struct {
	ID        int64 `gorm:"primaryKey"`
	At        int64 // Unix milliseconds
	AccountID *int64
	Actor     string `gorm:"size:200"`
	Action    string `gorm:"size:60"`
	Object    string `gorm:"size:60;index:audit_log_object,priority:1"`
	ObjectID  int64  `gorm:"index:audit_log_object,priority:2"`
	Address   string
	Detail    string
	Previous  string
	Hash      string `gorm:"size:64"`
}

// TableName implements gorm's schema.Tabler.
func (Row) TableName() string { return "audit_log" }

// Models are the records of this package.
var Models = []any{&Row{}}

const genesis = "0000000000000000000000000000000000000000000000000000000000000000"

// Write appends an entry inside the transaction of the change it records, so that
// neither exists without the other.
func Write(tx *gorm.DB, c clock.Clock, who Who, e Entry) error {
	detail := ""
	if e.Detail != nil {
		text, err := json.Marshal(e.Detail)
		if err != nil {
			return fmt.Errorf("audit detail: %w", err)
		}
		detail = string(text)
	}
	if who.Name == "" {
		who.Name = "hệ thống"
	}
	row := Row{
		At:       c.Now().UnixMilli(),
		Actor:    who.Name,
		Action:   e.Action,
		Object:   e.Object,
		ObjectID: e.ObjectID,
		Address:  who.Address,
		Detail:   detail,
	}
	if who.AccountID != 0 {
		row.AccountID = &who.AccountID
	}
	return row.append(tx)
}

// sum is the SHA-256 over the entry and the hash before it, each field with its length
// so that no two entries spell the same bytes.
func (r Row) sum() string {
	h := sha256.New()
	account := int64(0)
	if r.AccountID != nil {
		account = *r.AccountID
	}
	fmt.Fprintf(h, "%s|%d|%d|%d", r.Previous, r.At, account, r.ObjectID)
	for _, field := range []string{r.Actor, r.Action, r.Object, r.Address, r.Detail} {
		fmt.Fprintf(h, "|%d:%s", len(field), field)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ErrBroken says that the log was changed, cut or reordered behind the portal's back.
var ErrBroken = errors.New("nhật ký đã bị thay đổi")

// Verify walks the whole chain and returns how many entries it holds. Numbers may be missing where a transaction
// was given up; a missing entry breaks the chain. A cut at the end
// shows only against a head noted elsewhere: the returned hash is there to be noted.
func Verify(ctx context.Context, db *gorm.DB) (count int, head string, err error) {
	query := db.WithContext(ctx).Model(&Row{}).Order("id")
	rows, err := query.Rows()
	if err != nil {
		return 0, "", err
	}
	defer rows.Close() //nolint:errcheck // reading only
	previous, lastID := genesis, int64(0)
	for rows.Next() {
		var r Row
		if err := query.ScanRows(rows, &r); err != nil {
			return count, "", err
		}
		if r.Previous != previous || r.Hash != r.sum() || r.ID <= lastID {
			return count, "", fmt.Errorf("%w: mục %d", ErrBroken, r.ID)
		}
		previous, lastID = r.Hash, r.ID
		count++
	}
	return count, previous, rows.Err()
}
