package org

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"
)

// RosterKind names this kind of list to package intake.
const RosterKind = "roster"

// RosterFields are the columns a roster may have, with the headings offices give them.
var RosterFields = []sheet.Field{
	{
		Name: "code",
		Aliases: []string{
			"ma", "ma can bo", "ma so can bo", "ma nhan vien", "so hieu", "so hieu cong chuc", "ma cong chuc",
		},
	},
	{Name: "name", Aliases: []string{"ho va ten", "ho ten", "ho va ten can bo", "ten", "ho dem va ten"}},
	{
		Name:    "birth",
		Aliases: []string{"ngay thang nam sinh", "ngay sinh", "nam sinh", "sinh ngay", "ngay thang nam sinh nam nu"},
	},
	{Name: "birth_male", Aliases: []string{"nam sinh nam", "ngay sinh nam"}, Under: "birth", Below: []string{"nam"}},
	{Name: "birth_female", Aliases: []string{"nam sinh nu", "ngay sinh nu"}, Under: "birth", Below: []string{"nu"}},
	{Name: "gender", Aliases: []string{"gioi tinh", "phai"}},
	{
		Name: "post",
		Aliases: []string{
			"chuc vu chuc danh", "chuc vu", "chuc danh", "chuc vu chuc danh cong tac", "vi tri viec lam",
			"chuc vu don vi cong tac",
		},
	},
	{Name: "unit", Aliases: []string{"don vi", "phong ban", "don vi cong tac", "phong", "bo phan", "co quan don vi"}},
	{Name: "kind", Aliases: []string{"doi tuong", "loai", "loai can bo", "loai lao dong", "dien"}},
	{Name: "party", Aliases: []string{"ngay vao dang", "vao dang", "ngay ket nap", "ngay ket nap dang"}},
	{Name: "phone", Aliases: []string{"so dien thoai", "dien thoai", "sdt", "di dong", "so dt"}},
	{Name: "email", Aliases: []string{"email", "thu dien tu", "e mail"}},
	{Name: "note", Aliases: []string{"ghi chu", "chu thich"}},
}

// RosterFieldNames names the fields for the mapping by hand.
var RosterFieldNames = map[string]string{
	"code":         "Mã cán bộ",
	"name":         "Họ và tên",
	"birth":        "Ngày sinh",
	"birth_male":   "Ngày sinh (cột Nam)",
	"birth_female": "Ngày sinh (cột Nữ)",
	"gender":       "Giới tính",
	"post":         "Chức vụ, chức danh",
	"unit":         "Đơn vị",
	"kind":         "Đối tượng",
	"party":        "Ngày vào Đảng",
	"phone":        "Điện thoại",
	"email":        "Thư điện tử",
	"note":         "Ghi chú",
}

// entry is a roster row understood.
type entry struct {
	number  int
	cells   []string
	unit    string
	person  Person
	title   string
	absence *Absence
	wrong   string // why the row is refused, "" if it is good
}

var (
	footer = regexp.MustCompile(
		`^(tong so|tong cong|cong:|nguoi lap|nguoi lap bieu|xac nhan|noi nhan|thu truong|ghi chu:)`)
	placeAndDate  = regexp.MustCompile(`ngay .* thang .* nam`)
	maternityFrom = regexp.MustCompile(`nghi thai san tu (?:thang )?(\d{1,2})/(\d{4})`)
)

// rosterReader turns rows into entries; it remembers the section it is in.
type rosterReader struct {
	columns map[string]int
	section string
	ended   bool
}

// read understands one row below the header; ok is false for section rows, blank rows and
// whatever stands below the table.
func (r *rosterReader) read(row sheet.Row) (e entry, ok bool) {
	filled, first := row.Filled()
	key := viet.SearchKey(first)
	if r.ended || filled == 0 {
		return e, false
	}
	if footer.MatchString(key) || filled <= 2 && placeAndDate.MatchString(key) {
		r.ended = true
		return e, false
	}
	if _, err := strconv.ParseFloat(first, 64); filled == 1 && err != nil {
		r.section = sheet.Section(first)
		return e, false
	}
	if filled >= 5 && r.numbersOnly(row) {
		return e, false // the row that numbers the columns: 1 2 3 4 ...
	}
	return r.understand(row), true
}

func (r *rosterReader) numbersOnly(row sheet.Row) bool {
	for i, c := range row.Cells {
		if c != "" && strings.Trim(c, "()") != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

func (r *rosterReader) cell(row sheet.Row, field string) string {
	c, ok := r.columns[field]
	if !ok {
		return ""
	}
	return viet.Clean(row.Cell(c))
}

func (r *rosterReader) understand(row sheet.Row) entry {
	e := entry{number: row.Number, cells: row.Cells, unit: r.section, title: r.cell(row, "post")}
	if unit := r.cell(row, "unit"); unit != "" {
		e.unit = sheet.Section(unit)
	}
	p := &e.person
	p.Code, p.Name, p.Note = r.cell(row, "code"), r.cell(row, "name"), r.cell(row, "note")
	p.Phone, p.Email = r.cell(row, "phone"), r.cell(row, "email")
	p.NameKey, p.SearchKey = viet.SortKey(p.Name), viet.SearchKey(p.Name)
	refuse := func(reason string) {
		if e.wrong == "" {
			e.wrong = reason
		}
	}
	switch length := len([]rune(p.Name)); {
	case length == 0:
		refuse("Thiếu họ và tên")
	case length < 2 || length > 100 || strings.ContainsAny(p.Name, "0123456789<>"):
		refuse("Họ và tên không hợp lệ: «" + p.Name + "»")
	}
	if reason := r.readBirth(row, p); reason != "" {
		refuse(reason)
	}
	if e.unit == "" {
		refuse("Không biết thuộc đơn vị nào: không có dòng tên đơn vị phía trên và không có cột đơn vị")
	}
	if e.title == "" {
		e.title = "Nhân viên"
	}
	kind := r.cell(row, "kind")
	known := true
	if p.Kind, known = KindOf(kind); !known {
		if p.Kind = CivilServant; kind != "" {
			refuse("Không rõ đối tượng «" + kind + "»")
		}
	}
	if party := r.cell(row, "party"); party != "" {
		date, _, ok := sheet.ParseDate(party)
		if !ok {
			refuse("Ngày vào Đảng không có thật: «" + party + "»")
		} else {
			p.PartyDate = &date
		}
	}
	if !e.fits() {
		refuse("Có ô dài quá mức cho phép")
	}
	e.absence = absenceIn(p.Note)
	return e
}

// fits reports whether every text of the row has room in its column.
func (e entry) fits() bool {
	wrong := fault.Fields{}
	wrong.Text("code", &e.person.Code, 0, 40)
	wrong.Text("phone", &e.person.Phone, 0, 20)
	wrong.Text("email", &e.person.Email, 0, 120)
	wrong.Text("note", &e.person.Note, 0, 500)
	wrong.Text("post", &e.title, 0, 120)
	wrong.Text("unit", &e.unit, 0, 200)
	return wrong.Err() == nil
}

// readBirth reads the date of birth, in one column or in a man's and a woman's.
func (r *rosterReader) readBirth(row sheet.Row, p *Person) string {
	text := r.cell(row, "birth")
	if male := r.cell(row, "birth_male"); male != "" {
		text, p.Gender = male, Male
	}
	if female := r.cell(row, "birth_female"); female != "" {
		if text != "" && p.Gender == Male {
			return "Có ngày sinh ở cả cột Nam và cột Nữ"
		}
		text, p.Gender = female, Female
	}
	switch viet.SearchKey(r.cell(row, "gender")) {
	case "nam":
		p.Gender = Male
	case "nu":
		p.Gender = Female
	}
	if text == "" {
		return ""
	}
	date, precision, ok := sheet.ParseDate(text)
	if !ok {
		return "Ngày sinh không có thật: «" + text + "»"
	}
	p.BirthDate, p.BirthPrecision = &date, precision
	return ""
}

// absenceIn reads an absence out of a note: maternity leave is six months (Bộ luật Lao động
// 2019, điều 139) from the month the note names.
func absenceIn(note string) *Absence {
	g := maternityFrom.FindStringSubmatch(viet.SearchKey(note))
	if g == nil {
		return nil
	}
	month, _ := strconv.Atoi(g[1]) // digits, by the pattern
	year, _ := strconv.Atoi(g[2])  // the same
	if month < 1 || month > 12 || year < 1990 || year > 2200 {
		return nil
	}
	start := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	until := start.AddDate(0, 6, -1).Format(clock.Date)
	return &Absence{
		Kind:  Maternity,
		Since: start.Format(clock.Date),
		Until: &until,
		Note:  "Theo ghi chú trong danh sách",
	}
}
