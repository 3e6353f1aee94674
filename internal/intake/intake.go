// Package intake brings the lists of offices into the portal: a spreadsheet is uploaded, checked by
// a dry run that writes nothing but its findings, asked about where a row is doubtful, and applied
// in one transaction. What a row means is the business of its Kind.
package intake

import (
	"context"
	"encoding/json"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/sheet"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Service imports lists.
type Service struct {
	Store *store.Store
	Clock clock.Clock
	Kinds map[string]Kind // by Import.Kind
}

// Kind is a sort of list: which columns it has, and what its rows mean.
type Kind interface {
	// Fields are the columns that a list of this kind may have.
	Fields() []sheet.Field
	// Must is the field without which a row is no header, with its name.
	Must() (field, name string)
	// Open begins to read a list's rows against what the database holds now.
	Open(db *gorm.DB, in Opening) (Reader, error)
}

// Opening is what a reader starts from.
type Opening struct {
	UnitID  int64          // below which the list belongs
	Columns map[string]int // field to column, from 0
	Answers map[int]int64  // what was said of doubtful rows, by row number; 0 leaves one out
}

// Reader judges rows one by one and, after its judgement, may carry each out.
type Reader interface {
	// Judge says what is to be done with a row; false where it is no row of the list: a heading, a
	// signature.
	Judge(row sheet.Row) (Finding, bool)
	// Write carries a good finding out; it may wait for Close.
	Write(tx *gorm.DB, f Finding) error
	// Close carries out what has waited and tells the log what was done.
	Close(tx *gorm.DB) (detail map[string]any, err error)
}

// What is to be done with a row.
const (
	Add    = "add"
	Change = "change"
	Same   = "same"
	Ask    = "ask"
	Refuse = "refuse"
)

// Finding is what a row comes to. Reason says it in words; Options are what a doubtful row may mean.
type Finding struct {
	Number                     int
	Action, Name, Unit, Reason string
	Cells                      []string
	Options                    []Option
	Value                      any // the kind's own
}

// Option is something that a doubtful row may mean.
type Option struct {
	ID   int64
	Text string
}

// Import is one file on its way into the portal.
type Import struct {
	ID, AccountID, At, UnitID                  int64
	Kind                                       string
	Name, File, SHA256, State, Mapping         string
	Message                                    string
	Done, Added, Changed, Same, Asked, Refused int64
	Version                                    int64
}

// Row is what the dry run found for one row.
type Row struct {
	Number                     int
	Action, Name, Unit, Reason string
	Cells, Options             string
	Answer                     *int64 // nil: not asked or not answered
}

// Choices are what a doubtful row may mean.
func (r Row) Choices() (list []Option) {
	_ = json.Unmarshal([]byte(r.Options), &list) // written by Check
	return list
}

// Progress is told how many rows are done; the total is not known before the end. It may be nil.
type Progress func(done, total int)

func (p Progress) tell(done int) {
	if p != nil {
		p(done, 0)
	}
}

// Start notes an uploaded file; Check must follow.
func (s *Service) Start(ctx context.Context, who audit.Who, kind, name, file, sha256 string, unitID int64) (int64, error) {
	if s.Kinds[kind] == nil {
		return 0, fault.Invalidf("kind", "Chọn loại danh sách")
	}
	var id int64
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Raw(`INSERT INTO imports (account_id, at, kind, name, file, sha256, unit_id, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'checking') RETURNING id`,
			who.AccountID, s.Clock.Now().UnixMilli(), kind, name, file, sha256, unitID).Scan(&id).Error
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "import.upload", Object: "imports", ObjectID: id, Detail: map[string]any{"kind": kind, "file": name, "sha256": sha256}})
	})
	return id, err
}

// Import returns one import.
func (s *Service) Import(ctx context.Context, id int64) (Import, error) {
	var i Import
	err := s.Store.Read(ctx).Raw(`SELECT * FROM imports WHERE id = ?`, id).Scan(&i).Error
	if err == nil && i.ID == 0 {
		err = fault.ErrNotFound
	}
	return i, err
}

// Imports lists the latest imports.
func (s *Service) Imports(ctx context.Context) ([]Import, error) {
	var list []Import
	err := s.Store.Read(ctx).Raw(`SELECT * FROM imports ORDER BY id DESC LIMIT 20`).Scan(&list).Error
	return list, err
}

// PageSize is how many findings a page shows.
const PageSize = 100

// Rows lists the findings of one action, page counted from 0.
func (s *Service) Rows(ctx context.Context, id int64, action string, page int) ([]Row, error) {
	var rows []Row
	err := s.Store.Read(ctx).Raw(`SELECT r.*, a.answer FROM import_rows r LEFT JOIN import_answers a ON a.import_id = r.import_id AND a.number = r.number WHERE r.import_id = ? AND r.action = ? ORDER BY r.number LIMIT ? OFFSET ?`, id, action, PageSize, page*PageSize).Scan(&rows).Error
	return rows, err
}

// Refused calls fn for every refused row, for the workbook that goes back.
func (s *Service) Refused(ctx context.Context, id int64, fn func(Row) error) error {
	for after := 0; ; {
		var rows []Row
		err := s.Store.Read(ctx).Raw(`SELECT * FROM import_rows WHERE import_id = ? AND action = 'refuse' AND number > ? ORDER BY number LIMIT 1000`, id, after).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := fn(r); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].Number
	}
}

// Files returns the paths of all files that an import points to.
func (s *Service) Files(ctx context.Context) (files []string, err error) {
	return files, s.Store.Read(ctx).Raw(`SELECT file FROM imports`).Scan(&files).Error
}
