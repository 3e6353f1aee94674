// Package org renders the pages of units, people and the roster import.
package org

import (
	"context"
	"net/url"
	"slices"

	"congthidua/internal/award"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/honour"
	"congthidua/internal/intake"
	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// People is what the list of people shows.
type People struct {
	Rows    []org.PersonRow
	Total   int
	Filter  org.PeopleFilter
	Units   []org.UnitRow
	Query   url.Values
	MayEdit bool
}

// Person is what the file of a person shows.
type Person struct {
	org.File
	Form    component.Form
	MayEdit bool
	Today   string
	Year    int
	Months  [12]evaluation.YearMonth
	Result  evaluation.YearResult
	Units   []org.UnitRow

	Honours     []honour.Honour
	Initiatives []honour.Initiative
	Catalogue   *emulation.Catalogue
}

// PersonForm is the form of a person, new where the file is empty.
type PersonForm struct {
	File  org.File
	Units []org.UnitRow
	Form  component.Form
}

func (v PersonForm) action() string {
	if v.File.ID == 0 {
		return "/people"
	}
	return "/people/" + component.Itoa(v.File.ID)
}

func (v PersonForm) birth() string {
	if v.File.BirthDate == nil {
		return ""
	}
	return viet.ShowPartialDate(*v.File.BirthDate, viet.Precision(v.File.BirthPrecision))
}

func (v PersonForm) kind() string {
	if v.File.Kind == "" {
		return "civil_servant"
	}
	return v.File.Kind
}

// Units is what the tree of units shows.
type Units struct {
	Rows    []org.UnitRow
	Form    component.Form
	MayEdit bool
}

// Unit is what the page of a unit shows.
type Unit struct {
	org.UnitRow
	People  []org.PersonRow
	Total   int
	Filter  org.PeopleFilter
	Query   url.Values
	Months  []evaluation.UnitYear
	Year    int
	MayEdit bool
	Form    component.Form
}

func (v Unit) path() string { return "/units/" + component.Itoa(v.ID) }

// Import is what the page of an import shows.
type Import struct {
	intake.Import
	Form    component.Form
	Titles  []string
	Columns map[string]int
	Last    int
	Rows    []intake.Row
	Show    string
	Query   url.Values
	Page    int
}

func (v Import) path(rest string) string { return "/people/import/" + component.Itoa(v.ID) + rest }

// finding is a kind of result of the dry run with its number of rows.
type finding struct {
	Key, Text string
	Count     int64
}

func (v Import) findings(ctx context.Context) []finding {
	return []finding{{"ask", t(ctx, "Cần hỏi"), v.Asked}, {"refuse", t(ctx, "Không nhận"), v.Refused}, {"add", t(ctx, "Thêm mới"), v.Added}, {"change", t(ctx, "Thay đổi"), v.Changed}, {"same", t(ctx, "Giữ nguyên"), v.Same}}
}

// fields are the columns that a list of this kind may have, with their names.
func (v Import) fields() ([]sheet.Field, map[string]string) {
	switch v.Kind {
	case "honours":
		return honour.ListFields, honour.ListFieldNames
	case "decisions":
		return award.PastFields, award.PastFieldNames
	}
	return org.RosterFields, org.RosterFieldNames
}

// KindNames names the kinds of lists that can be imported.
var KindNames = map[string]string{"roster": "Danh sách cán bộ", "honours": "Danh hiệu các năm trước", "decisions": "Quyết định khen thưởng các năm trước"}

func kindOptions(ctx context.Context) []component.Option {
	return named(ctx, []string{"roster", "honours", "decisions"}, KindNames, "")
}

// choices are what a doubtful row may mean.
func choices(ctx context.Context, r intake.Row) []component.Option {
	options := []component.Option{{Value: "", Text: t(ctx, "chọn")}}
	for _, o := range r.Choices() {
		options = append(options, component.Option{Value: component.Itoa(o.ID), Text: o.Text})
	}
	return append(options, component.Option{Value: "0", Text: t(ctx, "không nhận dòng này")})
}

// First is the finding that is looked at first: what was refused, else what will happen.
func (v Import) First() string {
	for _, f := range v.findings(context.Background()) {
		if f.Count > 0 {
			return f.Key
		}
	}
	return "add"
}

func (v Import) count() int {
	for _, f := range v.findings(context.Background()) {
		if f.Key == v.Show {
			return int(f.Count)
		}
	}
	return 0
}

func (v Import) column(field string) string {
	if c, ok := v.Columns[field]; ok {
		return component.Itoa(c + 1)
	}
	return ""
}

// columnOptions names the columns of the file by letter and heading.
func (v Import) columnOptions(ctx context.Context) []component.Option {
	options := []component.Option{{Value: "", Text: t(ctx, "không có")}}
	for i, title := range v.Titles {
		text := columnLetter(i)
		if title != "" {
			text += " · " + title
		}
		options = append(options, component.Option{Value: component.Itoa(i + 1), Text: text})
	}
	return options
}

func columnLetter(i int) string {
	if i < 26 {
		return string(rune('A' + i)) // #nosec G115 -- a column number below 26
	}
	return columnLetter(i/26-1) + string(rune('A'+i%26))
}

var importStates = map[string]string{"checking": "Đang kiểm tra", "unmapped": "Cần chỉ cột", "checked": "Đã kiểm tra, chưa ghi", "applying": "Đang ghi", "applied": "Đã ghi", "failed": "Không đọc được"}

func unitOptions(ctx context.Context, units []org.UnitRow, first string) []component.Option {
	return component.Tree(units, t(ctx, first), func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() })
}

// named lists codes with their names, in the given order.
func named(ctx context.Context, codes []string, names map[string]string, first string) []component.Option {
	var options []component.Option
	if first != "" {
		options = append(options, component.Option{Value: "", Text: t(ctx, first)})
	}
	for _, code := range codes {
		options = append(options, component.Option{Value: code, Text: t(ctx, names[code])})
	}
	return options
}

var genders = []string{"", "male", "female"}

func birth(date *string, precision string) string {
	if date == nil {
		return ""
	}
	return viet.ShowPartialDate(*date, viet.Precision(precision))
}

func shown(date *string) string {
	if date == nil {
		return "…"
	}
	return viet.ShowDate(*date)
}

// bar is a unit's month as a column of its grades.
type bar struct {
	X           float64
	Month, Mean string
	Parts       []barPart
}

type barPart struct {
	Y, Height    float64
	Rank         int
	Grade, Count string
}

// Label writes the count into parts that have the room for it, with the grade where its code is a letter.
func (p barPart) Label() string {
	switch {
	case p.Height < 9:
		return ""
	case len([]rune(p.Grade)) > 1:
		return p.Count
	}
	return p.Count + " " + p.Grade
}

// bars draws each month as a column of its grades, the best on top, all columns of one height.
func bars(months []evaluation.UnitYear) []bar {
	const height, base = 130.0, 148.0
	list := make([]bar, len(months))
	for i, m := range months {
		b := bar{X: float64(m.Month-1)*40 + 4, Month: component.Itoa(m.Month), Mean: viet.Points(m.Mean)}
		y := base - height
		for _, g := range m.ByGrade {
			h := height * float64(g.N) / float64(m.N)
			b.Parts = append(b.Parts, barPart{Y: y, Height: h - 1, Rank: g.Rank, Grade: g.Grade, Count: viet.Count(g.N)})
			y += h
		}
		list[i] = b
	}
	return list
}

func when(at int64) string { return component.When(at) }

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func viewNumber(x float64) string { return component.Decimal(x) }

// mixed reports whether not everybody of a list is of the unit itself.
func mixed(rows []org.PersonRow, unit int64) bool {
	return slices.ContainsFunc(rows, func(r org.PersonRow) bool { return r.UnitID != unit })
}

func (v Person) titleName(code string) string {
	if v.Catalogue != nil {
		if t := v.Catalogue.Title(code); t != nil {
			return t.Name
		}
	}
	if c, err := award.Shipped(); err == nil && c.Form(code) != nil {
		return c.Form(code).Name
	}
	return code
}

func (v Person) titleOptions() []component.Option {
	var options []component.Option
	for _, t := range v.Catalogue.Titles {
		if t.Subject == "person" {
			options = append(options, component.Option{Value: t.Code, Text: t.Name})
		}
	}
	return options
}
