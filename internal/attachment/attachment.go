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
	ID, ObjectID, AccountID int64
	At                      int64 // milliseconds
	Size                    int64 // bytes
	Object                  string
	Name                    string // as it was uploaded
	Path                    string // on the disk
	SHA256                  string
	Label                   string // which paper of a dossier it is, "" where that does not matter
}

// Of lists the files of a record, in the order in which they came.
func Of(db *gorm.DB, object string, id int64) (list []File, err error) {
	return list, db.Raw(`SELECT * FROM attachments WHERE object = ? AND object_id = ? ORDER BY id`, object, id).Scan(&list).Error
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
	var n int
	var bytes int64
	if err := tx.Raw(`SELECT count(*) FROM attachments WHERE object = ? AND object_id = ?`, f.Object, f.ObjectID).Scan(&n).Error; err != nil {
		return err
	}
	if n >= PerObject {
		return fault.Invalidf("file", "Không quá %d tệp", PerObject)
	}
	if err := tx.Raw(`SELECT COALESCE(sum(size), 0) FROM attachments WHERE account_id = ? AND label <> ?`, who.AccountID, Office).Scan(&bytes).Error; err != nil {
		return err
	}
	if f.Label != Office && bytes+f.Size > PerAccount {
		return fault.Invalidf("file", "Bạn đã tải lên đủ %d MB; hãy bỏ bớt tệp cũ", PerAccount>>20)
	}
	err := tx.Raw(`INSERT INTO attachments (object, object_id, account_id, at, name, path, sha256, size, label) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		f.Object, f.ObjectID, who.AccountID, c.Now().UnixMilli(), f.Name, f.Path, f.SHA256, f.Size, f.Label).Scan(&f.ID).Error
	if err != nil {
		return err
	}
	return audit.Write(tx, c, who, audit.Entry{Action: "file.add", Object: f.Object, ObjectID: f.ObjectID, Detail: map[string]any{"name": f.Name, "sha256": f.SHA256}})
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
	if err := store.OneRow(tx.Exec(`DELETE FROM attachments WHERE id = ? AND object = ? AND object_id = ?`, id, object, objectID)); err != nil {
		return err
	}
	return audit.Write(tx, c, who, audit.Entry{Action: "file.remove", Object: object, ObjectID: objectID, Detail: map[string]any{"file": id}})
}

// Paths returns where all kept files lie.
func Paths(ctx context.Context, st *store.Store) (paths []string, err error) {
	return paths, st.Read(ctx).Raw(`SELECT path FROM attachments`).Scan(&paths).Error
}
