package award

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"congthidua/internal/sheet"
	"congthidua/internal/viet"
)

// facts reads decision, form and achievement of a row, or says what is wrong with them.
func (r *pastReader) facts(row sheet.Row) (x pastRow, wrong string) {
	name := r.cell(row, "form")
	if name == "" {
		name = r.form
	}
	form, known := r.forms[viet.SearchKey(name)]
	if !known {
		return x, "Không có hình thức «" + name + "» trong danh mục"
	}
	x.key = pastKey{body: r.cell(row, "body"), number: r.cell(row, "decision")}
	if n := utf8.RuneCountInString(x.key.number); n == 0 || n > 100 {
		return x, "Thiếu số quyết định, hoặc quá 100 ký tự"
	}
	if n := utf8.RuneCountInString(x.key.body); n == 0 || n > 200 {
		return x, "Thiếu cơ quan ban hành, hoặc quá 200 ký tự"
	}
	on, precision, ok := sheet.ParseDate(r.cell(row, "decided_on"))
	if !ok || precision != viet.Day || on > r.today {
		return x, "Ngày quyết định không có thật, hoặc chưa đến: «" + r.cell(row, "decided_on") + "»"
	}
	x.key.on = on
	x.who = Awardee{
		Form:        form.Code,
		FormName:    form.Name,
		Name:        r.cell(row, "name"),
		Post:        r.cell(row, "post"),
		Place:       r.cell(row, "unit"),
		Achievement: r.cell(row, "achievement"),
	}
	if wrong := tooLong(x.who); wrong != "" {
		return x, wrong
	}
	year := r.cell(row, "year")
	if year == "" {
		year = on[:4]
	}
	number, err := strconv.Atoi(year)
	if err != nil || number < firstYear || year > r.today[:4] {
		return x, fmt.Sprintf("Năm «%s» không đúng, cần từ %d đến %s", year, firstYear, r.today[:4])
	}
	x.who.Year = number
	return x, ""
}

// tooLong says which text of a row is too long to be kept.
func tooLong(w Awardee) string {
	for _, text := range []struct {
		what, text string
		most       int
	}{
		{"Họ tên", w.Name, 200},
		{"Chức vụ", w.Post, 200},
		{"Đơn vị", w.Place, 200},
		{"Thành tích", w.Achievement, 1000},
	} {
		if utf8.RuneCountInString(text.text) > text.most {
			return fmt.Sprintf("%s quá %d ký tự", text.what, text.most)
		}
	}
	return ""
}
