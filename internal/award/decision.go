package award

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

// Kind is what a decision does. What is issued never changes: a correction or a revocation is a decision of its
// own that names the old one.
type Kind string

// The kinds of decisions.
const (
	Grant      Kind = "award"
	Correction Kind = "correction"
	Revocation Kind = "revocation"
)

// KindNames names the kinds.
var KindNames = map[Kind]string{
	Grant:      "Khen thưởng",
	Correction: "Đính chính",
	Revocation: "Hủy bỏ",
}

// State is how far a decision is: draft → signing → signed → issued. A received one goes from draft to issued at
// once; from signing it can be returned.
type State string

// The states of a decision.
const (
	Draft   State = "draft"
	Signing State = "signing"
	Signed  State = "signed"
	Issued  State = "issued"
)

// States lists the states in their order.
var States = []State{Draft, Signing, Signed, Issued}

// StateNames names the states.
var StateNames = map[State]string{
	Draft:   "Đang soạn",
	Signing: "Chờ ký",
	Signed:  "Đã ký, chờ số",
	Issued:  "Đã ban hành",
}

// on is the day whose catalogues count: that of the decision, or today while it has none.
func (d Decision) on(today string) string { return cmp.Or(d.DecidedOn, today) }

// Ordering is how the lines of a printed list stand within form and kind.
type Ordering string

// The orderings.
const (
	ByPrecedence Ordering = "precedence"
	ByName       Ordering = "name"
)

// Orderings lists them as they are offered; OrderingNames names them.
var (
	Orderings     = []Ordering{ByPrecedence, ByName}
	OrderingNames = map[Ordering]string{
		ByPrecedence: "Theo chức vụ",
		ByName:       "Theo tên",
	}
)

// orders are the columns behind the orderings.
var orders = map[Ordering]string{
	ByPrecedence: "level, name_key, id",
	ByName:       "name_key, id",
}

// Decision is a quyết định khen thưởng, of the own body or received from another.
type Decision struct {
	store.Record
	Kind        Kind
	Received    bool
	Body        string `gorm:"size:200;uniqueIndex:decisions_number,where:number <> ''"` // who decides
	Subject     string `gorm:"size:500"`
	Grounds     string `gorm:"size:3000"` // one to a line
	State       State
	Number      string   `gorm:"size:100;uniqueIndex:decisions_number"` // "215-QĐ/BTCTU", "" before it is issued
	DecidedOn   string   `gorm:"size:10;uniqueIndex:decisions_number"`  // 2006-01-02, "" before it is issued
	Signer      string   `gorm:"size:120"`
	SignerTitle string   `gorm:"size:200"`
	OldID       *int64   // which decision a correction or revocation is about
	Reason      string   `gorm:"size:1000"` // of a correction or revocation
	Returned    string   `gorm:"size:1000"` // why it came back unsigned
	Columns     string   // of the printed list: codes by commas, see Columns
	Ordering    Ordering `gorm:"default:precedence"`
	BaseSalary  int64    // đồng, on the decision's day
	PrizeLegal  string   // the decree by which prizes were reckoned
}

// DecisionRow is a decision with what lists and pages show of it.
type DecisionRow struct {
	Decision
	OldNumber, OldOn    string // of the decision that it corrects or revokes
	People, Collectives int
	Total               int64 // of the prizes, đồng
}

// GroundLines are the legal grounds, one to a line.
func (d Decision) GroundLines() []string {
	if d.Grounds == "" {
		return nil
	}
	return strings.Split(d.Grounds, "\n")
}

// Old is the number of the decision that this one corrects or revokes, 0 for none.
func (d Decision) Old() int64 {
	if d.OldID == nil {
		return 0
	}
	return *d.OldID
}

// day is the decision's day; ok is false before it is issued.
func (d Decision) day() (day time.Time, ok bool, err error) {
	if d.DecidedOn == "" {
		return day, false, nil
	}
	day, err = time.Parse(clock.Date, d.DecidedOn)
	return day, err == nil, err
}

// clean checks the text of a decision as typed and puts it in order. Number, day and signer are those of a
// received decision; an own one gets them when it is signed and issued.
func (d *Decision) clean(c clock.Clock) error {
	wrong := fault.Fields{}
	wrong.Text("subject", &d.Subject, 3, 500)
	wrong.Text("body", &d.Body, 1, 200)
	wrong.Lines("grounds", &d.Grounds, 0, 3000)
	d.Grounds = strings.Join(slices.DeleteFunc(strings.Split(d.Grounds, "\n"), func(line string) bool {
		return line == ""
	}), "\n")
	if d.Received {
		wrong.Text("number", &d.Number, 1, 100)
		wrong.Text("signer", &d.Signer, 0, 120)
		wrong.Text("signer_title", &d.SignerTitle, 0, 200)
		day, precision, ok := viet.ParseDate(d.DecidedOn)
		if !ok || precision != viet.Day || day > clock.Today(c) {
			wrong.Refuse("decided_on", "Ghi ngày ký đã qua, ngày/tháng/năm")
		}
		d.DecidedOn = day
	} else {
		d.Number, d.DecidedOn, d.Signer, d.SignerTitle = "", "", "", ""
	}
	return wrong.Err()
}

// arrange checks how a list is printed.
func arrange(columns string, ordering Ordering) error {
	wrong := fault.Fields{}
	for i, code := range codesOf(columns) {
		if _, known := ColumnOf(code); !known || slices.Contains(codesOf(columns)[:i], code) {
			wrong.Refuse("column."+code, "Chọn cột của danh sách, mỗi cột một lần")
		}
	}
	fault.Choice(wrong, "ordering", ordering, Orderings, "Chọn thứ tự của danh sách")
	return wrong.Err()
}

// duplicated names a broken unique key in words.
func duplicated(err error) error {
	if store.Duplicate(err) {
		return fault.Invalidf("number", "Đã có quyết định mang số và ngày này của cơ quan đó")
	}
	return err
}
