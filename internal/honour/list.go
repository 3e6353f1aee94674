package honour

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congthidua/internal/clock"
	"congthidua/internal/intake"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// ListKind names this kind of list to package intake.
const ListKind = "honours"

// ListFields are the columns that a list of past titles may have.
var ListFields = []sheet.Field{
	{
		Name: "code",
		Aliases: []string{
			"ma", "ma can bo", "ma so can bo", "ma don vi", "so hieu", "so hieu cong chuc", "ma cong chuc",
		},
	},
	{
		Name: "name",
		Aliases: []string{
			"ho va ten", "ho ten", "ho va ten ten tap the", "ho ten tap the", "ten ca nhan tap the", "ca nhan tap the",
			"tap the ca nhan", "ten tap the", "ho va ten tap the",
		},
	},
	{Name: "birth", Aliases: []string{"nam sinh", "ngay sinh", "ngay thang nam sinh"}},
	{Name: "unit", Aliases: []string{"don vi", "phong ban", "don vi cong tac", "phong", "co quan don vi"}},
	{
		Name:    "title",
		Aliases: []string{"danh hieu", "danh hieu thi dua", "hinh thuc khen thuong", "danh hieu hinh thuc khen thuong"},
	},
	{Name: "year", Aliases: []string{"nam", "nam dat", "nam khen thuong", "nam dat danh hieu", "nam cong nhan"}},
	{Name: "decision", Aliases: []string{"so quyet dinh", "quyet dinh so", "quyet dinh", "so qd"}},
	{
		Name:    "decided_on",
		Aliases: []string{"ngay quyet dinh", "ngay ky", "ngay ban hanh", "ngay qd", "ngay thang nam quyet dinh"},
	},
}

// ListFieldNames names the fields for the mapping by hand.
var ListFieldNames = map[string]string{
	"code":       "Mã cán bộ, mã đơn vị",
	"name":       "Họ và tên, tên tập thể",
	"birth":      "Năm sinh",
	"unit":       "Đơn vị",
	"title":      "Danh hiệu",
	"year":       "Năm đạt",
	"decision":   "Số quyết định",
	"decided_on": "Ngày quyết định",
}

// Known is a title that can be held.
type Known struct {
	Code, Name string
	Unit       bool // held by collectives
}

// List is a list of titles held in past years, as something to be imported.
type List struct {
	Clock  clock.Clock
	Titles func(db *gorm.DB) ([]Known, error)
}

// Fields are the columns that a list may have.
func (List) Fields() []sheet.Field { return ListFields }

// Must is the field without which a row is no header.
func (List) Must() (field, name string) { return "title", ListFieldNames["title"] }

// Open begins to match a list with the people and units that the portal knows.
func (l List) Open(db *gorm.DB, in intake.Opening) (intake.Reader, error) {
	titles, err := l.Titles(db)
	if err != nil {
		return nil, err
	}
	r := &listReader{
		in:       in,
		titles:   map[string]Known{},
		seen:     map[holding]int{},
		thisYear: l.Clock.Now().Year(),
	}
	for _, t := range titles {
		r.titles[viet.SearchKey(t.Name)] = t
		r.titles[viet.SearchKey(t.Code)] = t
	}
	if r.known, err = NewMatcher(db, in); err != nil {
		return nil, err
	}
	r.held, err = holdings(db)
	return r, err
}

// holding is a title of a year with who holds it.
type holding struct {
	person, unit int64
	title        string
	year         int
}

// listReader judges the rows of a list.
type listReader struct {
	in       intake.Opening
	titles   map[string]Known // by the search keys of name and code
	known    Matcher
	held     map[holding]bool
	seen     map[holding]int // rows of this file
	section  string          // the title that stands above the rows
	place    string          // the unit that stands above the rows
	thisYear int

	batch []Honour
	added int
}

// line is a row understood.
type line struct {
	holding
	decision, decidedOn string
}

func (r *listReader) cell(row sheet.Row, field string) string {
	if c, ok := r.in.Columns[field]; ok {
		return viet.Clean(row.Cell(c))
	}
	return ""
}

// Judge matches a row with a person or unit: by its code, else by name and year of birth. What is
// doubtful is asked, never guessed.
func (r *listReader) Judge(row sheet.Row) (intake.Finding, bool) {
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
	if f.Unit == "" {
		f.Unit = r.place
	}
	title, known := r.titles[viet.SearchKey(cmp.Or(r.cell(row, "title"), r.section))]
	if !known {
		f.Reason = "Không có danh hiệu «" + cmp.Or(r.cell(row, "title"), r.section) + "» trong danh mục"
		return f, true
	}
	l := line{holding: holding{title: title.Code}}
	if l.year, l.decision, l.decidedOn, f.Reason = r.facts(row); f.Reason != "" {
		return f, true
	}
	who, options, reason := r.known.Match(title.Unit, Query{
		Code:  r.cell(row, "code"),
		Name:  f.Name,
		Birth: r.cell(row, "birth"),
		Unit:  f.Unit,
	})
	if answer, answered := r.in.Answers[row.Number]; answered && len(options) > 0 {
		if answer == 0 {
			f.Reason = "Bạn chọn không nhận dòng này"
			return f, true
		}
		if slices.ContainsFunc(options, func(o intake.Option) bool { return o.ID == answer }) {
			who = answer
		}
	}
	if who == 0 {
		if f.Reason, f.Options = reason, options; len(options) > 0 {
			f.Action = intake.Ask
		}
		return f, true
	}
	if f.Reason = r.known.Barred(title.Unit, who); f.Reason != "" {
		return f, true
	}
	if l.person = who; title.Unit {
		l.person, l.unit = 0, who
	}
	return r.decide(f, l, title, r.known.Text(title.Unit, who)), true
}

// decide says whether a matched row adds something.
func (r *listReader) decide(f intake.Finding, l line, title Known, who string) intake.Finding {
	if first, twice := r.seen[l.holding]; twice {
		f.Reason = fmt.Sprintf("Trùng với dòng %d", first)
		return f
	}
	r.seen[l.holding] = f.Number
	f.Value, f.Reason = l, fmt.Sprintf("%s năm %d cho %s", title.Name, l.year, who)
	if f.Action = intake.Add; r.held[l.holding] {
		f.Action, f.Reason = intake.Same, "Đã có: "+f.Reason
	}
	return f
}

// heading takes up a line that stands alone: a title or a unit.
func (r *listReader) heading(text string) {
	text = sheet.Section(text)
	if key := viet.SearchKey(text); key == "tap the" || key == "ca nhan" {
		return
	}
	if _, known := r.titles[viet.SearchKey(text)]; known {
		r.section = text
		return
	}
	r.place = text
}

// facts reads year and decision of a row, or says what is wrong with them.
func (r *listReader) facts(row sheet.Row) (year int, decision, decidedOn, wrong string) {
	decision = r.cell(row, "decision")
	year, err := strconv.Atoi(r.cell(row, "year"))
	switch {
	case err != nil || year < 1950 || year > r.thisYear:
		return 0, "", "", fmt.Sprintf("Năm «%s» không đúng, cần từ 1950 đến %d", r.cell(row, "year"), r.thisYear)
	case decision == "" || utf8.RuneCountInString(decision) > 100:
		return 0, "", "", "Thiếu số quyết định, hoặc quá 100 ký tự"
	}
	decidedOn, precision, ok := sheet.ParseDate(r.cell(row, "decided_on"))
	if !ok || precision != viet.Day {
		return 0, "", "", "Ngày quyết định không có thật: «" + r.cell(row, "decided_on") + "»"
	}
	return year, decision, decidedOn, ""
}

// Write keeps a title for the next batch.
func (r *listReader) Write(tx *gorm.DB, f intake.Finding) error {
	l, ok := f.Value.(line)
	if !ok {
		return fmt.Errorf("row %d was not judged as a title", f.Number)
	}
	h := Honour{Title: l.title, Year: l.year, Decision: l.decision, DecidedOn: l.decidedOn}
	if l.person != 0 {
		h.PersonID = &l.person
	} else {
		h.UnitID = &l.unit
	}
	r.added++
	if r.batch = append(r.batch, h); len(r.batch) == recordRows {
		return r.flush(tx)
	}
	return nil
}

func (r *listReader) flush(tx *gorm.DB) error {
	err := Record(tx, r.batch...)
	r.batch = r.batch[:0]
	return err
}

// Close writes the last batch.
func (r *listReader) Close(tx *gorm.DB) (map[string]any, error) {
	return map[string]any{ListKind: r.added}, r.flush(tx)
}

// holder is somebody who can hold a title: a person with year of birth and unit, or a unit with the
// one above it.
type holder struct {
	id                      int64
	code, name, birth, unit string
}

// text says who it is, so that two of the same name can be told apart.
func (h holder) text() string {
	text := h.name
	if h.birth != "" {
		text += ", sinh " + h.birth
	}
	if h.unit != "" {
		text += ", " + h.unit
	}
	if h.code != "" {
		text += ", mã " + h.code
	}
	return text
}

// holders are all people, who are born in some year, or all units. They are found by code, by their
// very name, and by the name without tone marks.
type holders struct {
	born                 bool
	byID                 map[int64]holder
	byCode               map[string]int64
	byName, bySearchName map[string][]int64
}

func (l holders) add(h holder) {
	l.byID[h.id] = h
	if h.code != "" {
		l.byCode[h.code] = h.id
	}
	l.byName[plain(h.name)] = append(l.byName[plain(h.name)], h.id)
	key := viet.SearchKey(h.name)
	l.bySearchName[key] = append(l.bySearchName[key], h.id)
}

func plain(name string) string { return strings.ToLower(viet.Clean(name)) }
