package award

import (
	"fmt"
	"slices"

	"congthidua/internal/clock"
	"congthidua/internal/honour"
	"congthidua/internal/intake"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// PastFields are the columns that a list of decisions of the past may have: one row for each who
// received something.
var PastFields = []sheet.Field{
	{Name: "decision", Aliases: []string{
		"so quyet dinh", "quyet dinh so", "quyet dinh", "so qd", "so ky hieu",
	}},
	{Name: "decided_on", Aliases: []string{
		"ngay quyet dinh", "ngay ky", "ngay ban hanh", "ngay qd", "ngay thang nam quyet dinh",
	}},
	{Name: "body", Aliases: []string{
		"co quan ban hanh", "cap khen thuong", "co quan quyet dinh", "cap quyet dinh", "noi ban hanh",
	}},
	{Name: "form", Aliases: []string{
		"hinh thuc khen thuong", "hinh thuc", "danh hieu", "danh hieu hinh thuc khen thuong",
	}},
	{Name: "code", Aliases: []string{
		"ma", "ma can bo", "ma so can bo", "ma don vi", "so hieu",
	}},
	{Name: "name", Aliases: []string{
		"ho va ten", "ho ten", "ho va ten ten tap the", "ten ca nhan tap the", "ca nhan tap the",
		"tap the ca nhan", "ten tap the", "ho va ten tap the",
	}},
	{Name: "birth", Aliases: []string{"nam sinh", "ngay sinh", "ngay thang nam sinh"}},
	{Name: "post", Aliases: []string{"chuc vu", "chuc danh", "chuc vu chuc danh"}},
	{Name: "unit", Aliases: []string{
		"don vi", "phong ban", "don vi cong tac", "phong", "co quan don vi",
	}},
	{Name: "achievement", Aliases: []string{
		"thanh tich", "noi dung thanh tich", "noi dung khen thuong", "ly do",
	}},
	{Name: "year", Aliases: []string{
		"nam", "nam dat", "nam khen thuong", "nam thanh tich",
	}},
}

// PastFieldNames names the fields for the mapping by hand.
var PastFieldNames = map[string]string{
	"decision":    "Số quyết định",
	"decided_on":  "Ngày quyết định",
	"body":        "Cơ quan ban hành",
	"form":        "Hình thức khen thưởng",
	"code":        "Mã cán bộ, mã đơn vị",
	"name":        "Họ và tên, tên tập thể",
	"birth":       "Năm sinh",
	"post":        "Chức vụ",
	"unit":        "Đơn vị",
	"achievement": "Thành tích",
	"year":        "Năm thành tích",
}

// Past is a list of decisions from before the portal, as something to be imported. Each decision of the list
// becomes one that was received and is issued: with its recipients, prizes by the law of its day, and its honours.
type Past struct{ Clock clock.Clock }

// Fields are the columns that a list may have.
func (Past) Fields() []sheet.Field { return PastFields }

// Must is the field without which a row is no header.
func (Past) Must() (field, name string) { return "decision", PastFieldNames["decision"] }

// outsider is the answer that somebody is not of the own body.
const outsider = -1

// Open begins to match a list with the people, units and decisions that the portal knows.
func (p Past) Open(db *gorm.DB, in intake.Opening) (intake.Reader, error) {
	today := clock.Today(p.Clock)
	c, err := InForce(db, today)
	if err != nil {
		return nil, err
	}
	forms, err := c.offered(db, today)
	if err != nil {
		return nil, err
	}
	r := &pastReader{
		in:        in,
		today:     today,
		forms:     map[string]Form{},
		seen:      map[string]int{},
		decisions: map[pastKey]*pastDecision{},
	}
	for _, f := range forms {
		r.forms[viet.SearchKey(f.Name)], r.forms[viet.SearchKey(f.Code)] = f, f
	}
	if r.match, err = honour.NewMatcher(db, in); err != nil {
		return nil, err
	}
	if r.known, err = knownDecisions(db); err != nil {
		return nil, err
	}
	r.held, err = knownTitles(db)
	return r, err
}

// heldKey tells titles of the ledger apart.
func heldKey(person, unit int64, title string, year int) string {
	return fmt.Sprint(person, " ", unit, " ", title, " ", year)
}

// decisionKey tells decisions apart, whichever body has made them.
func decisionKey(number, on string) string { return number + " " + on }

// pastKey names a decision of the list.
type pastKey struct{ body, number, on string }

// pastDecision is a decision of the list with its lines.
type pastDecision struct {
	pastKey
	list []Awardee
}

type pastReader struct {
	in        intake.Opening
	today     string
	forms     map[string]Form // by the search keys of name and code
	match     honour.Matcher
	known     map[string]bool // decisions of the portal, see decisionKey
	held      map[string]bool // titles of the ledger, see heldKey
	seen      map[string]int  // rows of this file
	units     bool            // the rows below a heading "Tập thể"
	grouped   bool            // a heading said whether persons or collectives follow
	form      string          // that stands above the rows
	decisions map[pastKey]*pastDecision
	order     []*pastDecision
}

func (r *pastReader) cell(row sheet.Row, field string) string {
	if c, ok := r.in.Columns[field]; ok {
		return viet.Clean(row.Cell(c))
	}
	return ""
}

// pastRow is a row that was understood.
type pastRow struct {
	key pastKey
	who Awardee
}

// Judge matches a row with a decision, a form and a person or unit. Whom the portal does not know may be taken in
// as an outsider, but only when somebody says so.
func (r *pastReader) Judge(row sheet.Row) (intake.Finding, bool) {
	f := intake.Finding{
		Number: row.Number,
		Action: intake.Refuse,
		Name:   r.cell(row, "name"),
		Unit:   r.cell(row, "unit"),
		Cells:  row.Cells,
	}
	filled, first := row.Filled()
	if filled == 0 {
		return f, false
	}
	if f.Name == "" && r.cell(row, "code") == "" {
		if filled == 1 {
			r.heading(first)
		}
		return f, false
	}
	x, wrong := r.facts(row)
	if wrong != "" {
		f.Reason = wrong
		return f, true
	}
	unit, who, options, reason := r.whom(row, f)
	options = append(options, intake.Option{
		ID:   outsider,
		Text: "Người, tập thể ngoài cơ quan: ghi như trong danh sách",
	})
	answer, answered := r.in.Answers[row.Number]
	switch {
	case answered && answer == 0:
		f.Reason = "Bạn chọn không nhận dòng này"
		return f, true
	case answered && slices.ContainsFunc(options, func(o intake.Option) bool { return o.ID == answer }):
		who = answer
	}
	if who == 0 {
		f.Action, f.Reason, f.Options = intake.Ask, reason, options
		return f, true
	}
	return r.decide(f, x, unit, who), true
}

// whom finds who is meant. Without a heading that says so, a name of which there is only a unit means the unit.
func (r *pastReader) whom(
	row sheet.Row, f intake.Finding,
) (unit bool, who int64, options []intake.Option, reason string) {
	q := honour.Query{Code: r.cell(row, "code"), Name: f.Name, Birth: r.cell(row, "birth"), Unit: f.Unit}
	who, options, reason = r.match.Match(r.units, q)
	if r.grouped || who != 0 || len(options) > 0 {
		return r.units, who, options, reason
	}
	if found, some, why := r.match.Match(true, q); found != 0 || len(some) > 0 {
		return true, found, some, why
	}
	return false, who, options, reason
}

// decide says whether a row that was understood adds something.
func (r *pastReader) decide(f intake.Finding, x pastRow, unit bool, who int64) intake.Finding {
	text := f.Name
	var person, collective int64
	x.who.Collective = unit
	if who != outsider {
		if f.Reason = r.match.Barred(unit, who); f.Reason != "" {
			return f
		}
	}
	switch {
	case who == outsider:
		x.who.Collective = r.units
	case unit:
		collective, text = who, r.match.Text(true, who)
		x.who.UnitID = &who
	default:
		person, text = who, r.match.Text(false, who)
		x.who.PersonID = &who
	}
	decided := fmt.Sprintf("%s ngày %s", x.key.number, viet.ShowDate(x.key.on))
	f.Value, f.Reason = x, fmt.Sprintf("%s theo %s cho %s", x.who.FormName, decided, text)
	key := heldKey(person, collective, x.who.Form, x.who.Year)
	if who == outsider {
		key += viet.SearchKey(f.Name) + x.key.number
	}
	first, twice := r.seen[key]
	switch {
	case twice:
		f.Reason = fmt.Sprintf("Trùng với dòng %d", first)
		return f
	case who != outsider && r.held[key]:
		f.Action, f.Reason = intake.Same, "Đã có: "+f.Reason
	case r.known[decisionKey(x.key.number, x.key.on)]:
		f.Reason = fmt.Sprintf("Quyết định %s đã có trong phần mềm và không thêm người được nữa", decided)
	default:
		f.Action = intake.Add
	}
	r.seen[key] = f.Number
	return f
}

// heading takes up a line that stands alone: persons or collectives, or a form.
func (r *pastReader) heading(text string) {
	text = sheet.Section(text)
	switch key := viet.SearchKey(text); key {
	case "tap the", "ca nhan":
		r.units, r.grouped = key == "tap the", true
	default:
		if _, known := r.forms[key]; known {
			r.form = text
		}
	}
}
