// Package attachment keeps the files that belong to a record: reports, evidence, signed scans. The
// bytes lie on the disk under a name of the portal's own; what may be uploaded the web decides.
package attachment

import (
	"context"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// The limits of what is kept.
const (
	PerObject  = 40        // files of one record
	PerAccount = 300 << 20 // bytes that one account has uploaded
)

// Office labels a file that is kept for the office, such as a scan in its registers: it does not count
// towards what its uploader may keep.
const Office = "office"

// File is a kept file.
type File struct {
	ID        int64  `gorm:"primaryKey"`
	Object    string `gorm:"size:40;index:attachments_object,priority:1"` // the table of the record
	ObjectID  int64  `gorm:"index:attachments_object,priority:2"`
	AccountID int64  `gorm:"index:attachments_account"` // who uploaded it
	At        int64  // Unix milliseconds
	Name      string `gorm:"size:200"` // as it was uploaded
	Path      string // on the disk
	SHA256    string `gorm:"column:sha256;size:64"`
	Size      int64  // bytes
	Label     string `gorm:"size:40"` // which paper of a dossier it is, "" where that does not matter
}

// TableName implements gorm's schema.Tabler.
func (File) TableName() string { return "attachments" }

// Models are the records of this package.
var Models = []any{&File{}}

// of narrows a query to the files of a record.
func of(db *gorm.DB, object string, id int64) *gorm.DB {
	return db.Model(&File{}).Where("object = ? AND object_id = ?", object, id)
}

// Of lists the files of a record, in the order in which they came.
func Of(db *gorm.DB, object string, id int64) (list []File, err error) {
	return list, of(db, object, id).Order("id").Find(&list).Error
}

// Pick returns the file with the number out of a record's files.
func Pick(list []File, id int64) (File, error) {
	for _, f := range list {
		if f.ID == id {
			return f, nil
		}
	}
	return File{}, fault.ErrNotFound
}

// Add keeps a file with a record, within the limits. The caller knows that the actor may.
func Add(tx *gorm.DB, c clock.Clock, who audit.Who, f File) error {
	var n, bytes int64
	if err := of(tx, f.Object, f.ObjectID).Count(&n).Error; err != nil {
		return err
	}
	if n >= PerObject {
		return fault.Invalidf("file", "Không quá %d tệp", PerObject)
	}
	err := tx.Model(&File{}).
		Where("account_id = ? AND label <> ?", who.AccountID, Office).
		Select("COALESCE(sum(size), 0)").
		Scan(&bytes).Error
	if err != nil {
		return err
	}
	if f.Label != Office && bytes+f.Size > PerAccount {
		return fault.Invalidf("file", "Bạn đã tải lên đủ %d MB; hãy bỏ bớt tệp cũ", PerAccount>>20)
	}
	f.ID, f.AccountID, f.At = 0, who.AccountID, c.Now().UnixMilli()
	if err := tx.Create(&f).Error; err != nil {
		return err
	}
	return audit.Note(tx, c, who, "file.add", f.Object, f.ObjectID, audit.Detail{"name": f.Name, "sha256": f.SHA256})
}

// RemoveOwn is Remove for whoever uploaded the file, and for nobody else.
func RemoveOwn(tx *gorm.DB, c clock.Clock, who audit.Who, object string, objectID, id int64) error {
	list, err := Of(tx, object, objectID)
	if err != nil {
		return err
	}
	f, err := Pick(list, id)
	if err != nil {
		return err
	}
	if f.AccountID != who.AccountID {
		return fault.ErrForbidden
	}
	return Remove(tx, c, who, object, objectID, id)
}

// Remove takes a file from a record; its bytes go when the portal next sweeps.
func Remove(tx *gorm.DB, c clock.Clock, who audit.Who, object string, objectID, id int64) error {
	if err := store.OneRow(of(tx, object, objectID).Where("id = ?", id).Delete(&File{})); err != nil {
		return err
	}
	return audit.Note(tx, c, who, "file.remove", object, objectID, audit.Detail{"file": id})
}

// Paths returns where all kept files lie.
func Paths(ctx context.Context, st *store.Store) (paths []string, err error) {
	return paths, st.Read(ctx).Model(&File{}).Pluck("path", &paths).Error
}
