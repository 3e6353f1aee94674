package award

import (
	"slices"
	"strings"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

// The kinds of decisions. What is issued never changes: a correction or a revocation is a decision of
// its own that names the old one.
const (
	Grant      = "award"
	Correction = "correction"
	Revocation = "revocation"
)

// The states of a decision: draft → signing → signed → issued. A received one goes from draft to
// issued at once; from signing it can be returned.
const (
	Draft   = "draft"
	Signing = "signing"
	Signed  = "signed"
	Issued  = "issued"
)

// KindNames and StateNames name them.
var (
	KindNames  = map[string]string{Grant: "Khen thưởng", Correction: "Đính chính", Revocation: "Hủy bỏ"}
	StateNames = map[string]string{Draft: "Đang soạn", Signing: "Chờ ký", Signed: "Đã ký, chờ số", Issued: "Đã ban hành"}
)

// Decision is a quyết định khen thưởng, of the own body or received from above.
type Decision struct {
	ID                     int64
	Kind                   string
	Received               bool
	Body, Subject, Grounds string // Grounds: one to a line
	State                  string
	Number, DecidedOn      string
	Signer, SignerTitle    string
	OldID                  int64
	OldNumber, OldOn       string `gorm:"->"`
	Reason                 string // of a correction or revocation
	Returned               string // why it came back unsigned
	Columns, Ordering      string // of the printed list
	BaseSalary             int64  // đồng, on the decision's date
	PrizeLegal             string
	Version                int64
	People, Collectives    int    `gorm:"->"`
	Total                  int64  `gorm:"->"` // đồng
}

// GroundLines are the legal grounds, one to a line.
func (d Decision) GroundLines() []string {
	if d.Grounds == "" {
		return nil
	}
	return strings.Split(d.Grounds, "\n")
}

// ListColumns are the columns that a printed list can have besides number and name, in the order in
// which they are offered.
var ListColumns = []string{"post", "place", "form", "achievement", "prize"}

// ColumnNames name them.
var ColumnNames = map[string]string{"post": "Chức vụ", "place": "Đơn vị", "form": "Hình thức khen thưởng", "achievement": "Thành tích", "prize": "Mức tiền thưởng (đồng)"}

// Shows are the chosen columns in their order.
func (d Decision) Shows() []string {
	if d.Columns == "" {
		return nil
	}
	return strings.Split(d.Columns, ",")
}

// Recipient is who receives: a person or a collective, of the own body or not.
type Recipient struct {
	ID, DecisionID           int64
	Form                     string
	Collective               bool
	PersonID, UnitID         int64
	RegistrationID           int64
	Year                     int // of the achievement
	Name, NameKey            string
	Level                    int64 // orders by precedence, 0 the highest
	Post, Place, Achievement string
	Representative           string // who receives for the deceased
	Coefficient              float64
	Prize                    int64  // đồng
	EndedBy                  int64  // the decision that corrected or revoked it
	EndedNumber              string `gorm:"->"`
	ReplacesID               int64
}

// clean checks a decision as typed and puts its texts in order.
func (d *Decision) clean(c clock.Clock) error {
	wrong := fault.Fields{}
	text := func(field string, value *string, least, most int) {
		*value = viet.Clean(*value)
		if n := len([]rune(*value)); n < least || n > most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", least, most)
		}
	}
	text("subject", &d.Subject, 3, 500)
	text("body", &d.Body, 1, 200)
	var grounds []string
	for line := range strings.Lines(d.Grounds) {
		if line = viet.Clean(line); line != "" {
			grounds = append(grounds, line)
		}
	}
	if d.Grounds = strings.Join(grounds, "\n"); len([]rune(d.Grounds)) > 3000 {
		wrong.Refuse("grounds", "Không quá %d ký tự", 3000)
	}
	if d.Received {
		text("number", &d.Number, 1, 100)
		text("signer", &d.Signer, 0, 120)
		text("signer_title", &d.SignerTitle, 0, 200)
		day, precision, ok := viet.ParseDate(d.DecidedOn)
		if !ok || precision != viet.Day || day > clock.Today(c) {
			wrong.Refuse("decided_on", "Ghi ngày ký đã qua, ngày/tháng/năm")
		}
		d.DecidedOn = day
	} else {
		d.Number, d.DecidedOn, d.Signer, d.SignerTitle = "", "", "", ""
	}
	if d.Ordering != "name" {
		d.Ordering = "precedence"
	}
	var columns []string
	for _, x := range d.Shows() {
		if ColumnNames[x] != "" && !slices.Contains(columns, x) {
			columns = append(columns, x)
		}
	}
	d.Columns = strings.Join(columns, ",")
	return wrong.Err()
}

// orders are how the lines of a list stand within form and kind.
var orders = map[string]string{"precedence": "r.level, r.name_key, r.id", "name": "r.name_key, r.id"}

// duplicated names a broken unique index in words.
func duplicated(err error) error {
	if store.Duplicate(err) {
		return fault.Invalidf("number", "Đã có quyết định mang số và ngày này của cơ quan đó")
	}
	return err
}
