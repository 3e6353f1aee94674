package intake

import (
	"context"
	"encoding/json"
	"errors"

	"congthidua/internal/access"
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
	Reach   access.Reach   // of who imports: nobody out of it is changed
	Person  int64          // who imports, 0 for nobody on the roster
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

// Action is what is to be done with a row.
type Action string

// The actions.
const (
	Add    Action = "add"
	Change Action = "change"
	Same   Action = "same"
	Ask    Action = "ask"
	Refuse Action = "refuse"
)

// Finding is what a row comes to. Reason says it in words; Options are what a doubtful row may mean.
type Finding struct {
	Number             int
	Action             Action
	Name, Unit, Reason string
	Cells              []string
	Options            []Option
	Value              any // the kind's own
}

// Option is something that a doubtful row may mean.
type Option struct {
	ID   int64
	Text string
}

// State is how far an import is.
type State string

// The states; StateNames are their names.
const (
	Checking State = "checking" // the dry run is under way
	Unmapped State = "unmapped" // no header was found
	Checked  State = "checked"  // can be looked at, asked about, applied
	Applied  State = "applied"
	Failed   State = "failed" // Message says why
)

// StateNames are the states as the screen shows them.
var StateNames = map[State]string{
	Checking: "Đang kiểm tra",
	Unmapped: "Cần chỉ cột",
	Checked:  "Đã kiểm tra, chưa ghi",
	Applied:  "Đã ghi",
	Failed:   "Không đọc được",
}

// Import is one file on its way into the portal.
type Import struct {
	store.Record
	AccountID int64
	At        int64  // Unix milliseconds
	UnitID    int64  // below which the list belongs
	Kind      string `gorm:"size:40;default:roster"`
	Name      string `gorm:"size:200"` // of the file, as it came
	File      string // where it is kept
	SHA256    string `gorm:"column:sha256"`
	State     State
	Mapping   string `gorm:"default:{}"` // the layout as JSON
	Message   string // why it failed
	Done      int64
	Added     int64
	Changed   int64
	Same      int64
	Asked     int64
	Refused   int64
}

// Row is what the dry run found for one row.
type Row struct {
	ImportID int64  `gorm:"primaryKey;index:import_rows_action"`
	Number   int    `gorm:"primaryKey;index:import_rows_action"`
	Action   Action `gorm:"index:import_rows_action"`
	Name     string
	Unit     string
	Reason   string
	Cells    string // of a refused row, as JSON
	Options  string // of a doubtful row, as JSON
}

// TableName implements gorm's Tabler.
func (Row) TableName() string { return "import_rows" }

// Answer is what was said of a doubtful row: the number of an option, or 0 to leave the row out.
type Answer struct {
	ImportID int64 `gorm:"primaryKey"`
	Number   int   `gorm:"primaryKey"`
	Answer   int64
}

// TableName implements gorm's Tabler.
func (Answer) TableName() string { return "import_answers" }

// Mapping is a layout that was set by hand, kept for files with the same headings.
type Mapping struct {
	Signature string `gorm:"primaryKey"` // of kind and headings
	Mapping   string // columns by field, as JSON
	At        int64  // Unix milliseconds
}

// TableName implements gorm's Tabler.
func (Mapping) TableName() string { return "import_mappings" }

// Models are the tables of this room.
var Models = []any{&Import{}, &Row{}, &Answer{}, &Mapping{}}

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

// Upload is a file that was taken in.
type Upload struct{ Name, Path, SHA256 string }

// Start notes an uploaded file for a unit within reach; Check must follow.
func (s *Service) Start(ctx context.Context, a access.Actor, kind string, file Upload, unitID int64) (int64, error) {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return 0, err
	}
	if s.Kinds[kind] == nil {
		return 0, fault.Invalidf("kind", "Chọn loại danh sách")
	}
	i := Import{
		AccountID: a.AccountID,
		At:        s.Clock.Now().UnixMilli(),
		UnitID:    unitID,
		Kind:      kind,
		Name:      file.Name,
		File:      file.Path,
		SHA256:    file.SHA256,
		State:     Checking,
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&i).Error; err != nil {
			return err
		}
		if _, err := find(tx, reach, i.ID); err != nil { // the unit is out of reach: nothing is kept
			return err
		}
		return audit.Note(tx, s.Clock, a, "import.upload", "imports", i.ID,
			audit.Detail{"kind": kind, "file": file.Name, "sha256": file.SHA256})
	})
	return i.ID, err
}

// find returns an import below a unit within reach, else fault.ErrNotFound.
func find(db *gorm.DB, reach access.Reach, id int64) (i Import, err error) {
	return i, store.First(db.Scopes(reach.Within("", "unit_id")).Where("id = ?", id), &i)
}

// Import returns one import.
func (s *Service) Import(ctx context.Context, a access.Actor, id int64) (Import, error) {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return Import{}, err
	}
	return find(s.Store.Read(ctx), reach, id)
}

// latest is how many imports the list shows.
const latest = 20

// Imports lists the latest imports.
func (s *Service) Imports(ctx context.Context, a access.Actor) (list []Import, err error) {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return nil, err
	}
	err = s.Store.Read(ctx).Scopes(reach.Within("", "unit_id")).Order("id DESC").Limit(latest).Find(&list).Error
	return list, err
}

// stretch is how many rows are read at once for the workbook of the refused ones.
const stretch = 1000

// Refused calls fn for every refused row, for the workbook that goes back.
func (s *Service) Refused(ctx context.Context, a access.Actor, id int64, fn func(Row) error) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	db := s.Store.Read(ctx)
	if _, err := find(db, reach, id); err != nil {
		return err
	}
	for after := 0; ; {
		var rows []Row
		err := db.Where("import_id = ? AND action = ? AND number > ?", id, Refuse, after).
			Order("number").Limit(stretch).Find(&rows).Error
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

// Paths returns where the files of all imports are kept, for the sweep of files that no row points to.
func Paths(ctx context.Context, st *store.Store) (paths []string, err error) {
	return paths, st.Read(ctx).Model(&Import{}).Pluck("file", &paths).Error
}

// stale reports whether a step came too late: the import is no longer as its page showed it.
func stale(err error) bool {
	return errors.Is(err, fault.ErrStale) || errors.Is(err, fault.ErrNotFound)
}
