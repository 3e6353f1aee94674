package attachment

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Shelf keeps the files of the records of one table.
type Shelf struct {
	Store  *store.Store
	Clock  clock.Clock
	Object string // the table
	// See refuses who may not see a record, Change who may not add to its files; both hold for it only.
	See, Change func(db *gorm.DB, a access.Actor, id int64) error
	// Check refuses a file that does not belong on the shelf; nil takes every one.
	Check func(db *gorm.DB, f File) error
}

// Files lists the files of a record.
func (s Shelf) Files(ctx context.Context, a access.Actor, id int64) ([]File, error) {
	db := s.Store.Read(ctx)
	if err := s.See(db, a, id); err != nil {
		return nil, err
	}
	return Of(db, s.Object, id)
}

// File returns one file of a record.
func (s Shelf) File(ctx context.Context, a access.Actor, id, file int64) (File, error) {
	list, err := s.Files(ctx, a, id)
	if err != nil {
		return File{}, err
	}
	return Pick(list, file)
}

// Attach keeps a file with a record.
func (s Shelf) Attach(ctx context.Context, a access.Actor, id int64, file File) error {
	if s.Check != nil {
		if err := s.Check(s.Store.Read(ctx), file); err != nil {
			return err
		}
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error { return s.Put(tx, a, id, file) })
}

// Put is Attach within a transaction.
func (s Shelf) Put(tx *gorm.DB, a access.Actor, id int64, file File) error {
	if err := s.Change(tx, a, id); err != nil {
		return err
	}
	file.Object, file.ObjectID = s.Object, id
	return Add(tx, s.Clock, a.Who(), file)
}

// Detach takes a file away; only whoever uploaded it may.
func (s Shelf) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := s.Change(tx, a, id); err != nil {
			return err
		}
		return RemoveOwn(tx, s.Clock, a.Who(), s.Object, id, file)
	})
}
