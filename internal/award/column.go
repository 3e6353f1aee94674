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
	Cell  func(r Recipient, f Form) string
}

// Columns are all columns in the order in which they are offered. A new one is one entry here, with the English
// of its title.
var Columns = []Column{
	{
		Code:  "post",
		Title: "Chức vụ",
		Width: 42,
		Cell:  func(r Recipient, _ Form) string { return r.Post },
	},
	{
		Code:  "place",
		Title: "Đơn vị",
		Width: 48,
		Cell:  func(r Recipient, _ Form) string { return r.Place },
	},
	{
		Code:  "form",
		Title: "Hình thức khen thưởng",
		Width: 44,
		Cell:  func(_ Recipient, f Form) string { return f.Name },
	},
	{
		Code:  "achievement",
		Title: "Thành tích",
		Width: 55,
		Cell:  func(r Recipient, _ Form) string { return r.Achievement },
	},
	{
		Code:  "prize",
		Title: "Mức tiền thưởng (đồng)",
		Width: 30,
		Align: paper.Right,
		Cell:  func(r Recipient, _ Form) string { return prizeText(r.Prize) },
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
