package store

import (
	"errors"
	"fmt"

	"congthidua/internal/fault"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Record is the beginning of every model whose rows are changed by people: its number, and the version
// that a page was made from. A model embeds it:
//
//	type Task struct {
//		store.Record
//		Title string `gorm:"size:300"`
//		…
//	}
type Record struct {
	ID      int64 `gorm:"primaryKey"`
	Version int64 `gorm:"default:1"`
}

// Key returns the number of the row.
func (r Record) Key() int64 { return r.ID }

// Versioned is a pointer to a model that embeds Record.
type Versioned interface{ Key() int64 }

// Change is what an update writes: columns and their new values. It says on one line what changes, and
// keeps zero values, which GORM would drop out of a struct.
type Change map[string]any

// First reads one record into row, or returns fault.ErrNotFound. The query brings reach and state as
// scopes: store.First(tx.Scopes(reach.Within("person_id", "unit_id")).Where("id = ?", id), &row).
func First(query *gorm.DB, row any) error {
	err := query.Take(row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.ErrNotFound
	}
	return err
}

// One reads the one row of a read model into row, or returns fault.ErrNotFound where there is none:
// store.One(db.Raw(query, args...), &row).
func One(query *gorm.DB, row any) error {
	result := query.Scan(row)
	if result.Error == nil && result.RowsAffected == 0 {
		return fault.ErrNotFound
	}
	return result.Error
}

// Update changes a record that is still at the version from which the page was made, and counts the
// version on; otherwise it returns fault.ErrStale. The values stand in row as well afterwards.
func Update(tx *gorm.DB, row Versioned, version int64, change Change) error {
	if row.Key() == 0 {
		return fmt.Errorf("store: a change of %T without a number", row)
	}
	columns := make(map[string]any, len(change)+1)
	for name, value := range change {
		columns[name] = value
	}
	columns["version"] = version + 1
	return OneRow(tx.Model(row).Where("version = ?", version).UpdateColumns(columns))
}

// Advance is Update for a change of state: the record must also still be in the state named.
func Advance[S ~string](tx *gorm.DB, row Versioned, version int64, from S, change Change) error {
	return Update(tx.Where("state = ?", from), row, version, change)
}

// Upsert writes a record, or all its columns where one with the same key is there.
func Upsert(tx *gorm.DB, row any, key ...string) error {
	columns := make([]clause.Column, len(key))
	for i, name := range key {
		columns[i] = clause.Column{Name: name}
	}
	return tx.Clauses(clause.OnConflict{Columns: columns, UpdateAll: true}).Create(row).Error
}

// OneRow turns the result of a guarded change into the error it stands for: no row changed means that
// the state or version was no longer the expected one.
func OneRow(result *gorm.DB) error {
	if result.Error == nil && result.RowsAffected != 1 {
		return fault.ErrStale
	}
	return result.Error
}

// Count returns the one number that a query asks for.
func Count(db *gorm.DB, sql string, args ...any) (n int, err error) {
	return n, db.Raw(sql, args...).Scan(&n).Error
}
