package award

import (
	"cmp"
	"slices"
	"strings"

	"congthidua/internal/paper"
)

// Column is a column of the printed list of a decision, besides number and name.
type Column struct {
	Code  string
	Title string      // Vietnamese
	Width float64     // share of the page
	Align paper.Align // how its cells stand
	Blank string      // name of the blank in the office's own templates
	None  string      // what the blank says where the cell is empty
	Cell  func(x Entry) string
}

// Fill is what the blank of a template says.
func (c Column) Fill(x Entry) string { return cmp.Or(c.Cell(x), c.None) }

// Entry is a row of the printed list: a line of a decision, with its form.
type Entry struct {
	Decision Decision
	Line     Recipient
	Form     Form
}

// EntryOf is a line under the name of the form that it keeps.
func EntryOf(d Decision, r Recipient) Entry {
	return Entry{Decision: d, Line: r, Form: (&Catalogue{}).Named(r.Awardee)}
}

// Columns are all columns in the order in which they are offered. A new one is one entry here, with the English
// of its title; its blank is filled in templates from then on.
var Columns = []Column{
	{
		Code:  "post",
		Title: "Chức vụ",
		Width: 42,
		Blank: "chuc_vu",
		Cell:  func(x Entry) string { return x.Line.Post },
	},
	{
		Code:  "place",
		Title: "Đơn vị",
		Width: 48,
		Blank: "don_vi",
		Cell:  func(x Entry) string { return x.Line.Place },
	},
	{
		Code:  "form",
		Title: "Hình thức khen thưởng",
		Width: 44,
		Blank: "hinh_thuc",
		Cell:  func(x Entry) string { return x.Form.Name },
	},
	{
		Code:  "achievement",
		Title: "Thành tích",
		Width: 55,
		Blank: "thanh_tich",
		Cell:  func(x Entry) string { return x.Line.Achievement },
	},
	{
		Code:  "prize",
		Title: "Mức tiền thưởng (đồng)",
		Width: 30,
		Align: paper.Right,
		Blank: "tien",
		None:  dong(0),
		Cell:  func(x Entry) string { return prizeText(x.Line.Prize) },
	},
}

// UsualColumns are those of a new decision.
const UsualColumns = "post,place,prize"

// prizeText writes a prize; none is left blank.
func prizeText(amount int64) string {
	if amount == 0 {
		return ""
	}
	return dong(amount)
}

// ColumnOf returns the column with a code.
func ColumnOf(code string) (c Column, known bool) {
	if i := slices.IndexFunc(Columns, func(c Column) bool { return c.Code == code }); i >= 0 {
		return Columns[i], true
	}
	return Column{}, false
}

// codesOf parts codes that are joined by commas.
func codesOf(columns string) []string {
	if columns == "" {
		return nil
	}
	return strings.Split(columns, ",")
}

// Shows are the chosen columns in their order.
func (d Decision) Shows() (list []Column) {
	for _, code := range codesOf(d.Columns) {
		if c, known := ColumnOf(code); known {
			list = append(list, c)
		}
	}
	return list
}

// Place is where a column stands in the printed list, from 1; 0 where it is left out.
func (d Decision) Place(code string) int { return slices.Index(codesOf(d.Columns), code) + 1 }

// ChooseColumns joins the columns to which place gives a number from 1 on, in the order of these numbers; of two
// with the same number the one that is offered first goes before.
func ChooseColumns(place func(code string) int64) string {
	var chosen []string
	numbers := map[string]int64{}
	for _, c := range Columns {
		if n := place(c.Code); n > 0 {
			chosen, numbers[c.Code] = append(chosen, c.Code), n
		}
	}
	slices.SortStableFunc(chosen, func(x, y string) int { return cmp.Compare(numbers[x], numbers[y]) })
	return strings.Join(chosen, ",")
}
