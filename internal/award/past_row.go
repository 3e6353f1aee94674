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
	x.who = Awardee{Form: form.Code, FormName: form.Name}
	if wrong := r.texts(row, &x.who); wrong != "" {
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

// pastColumns are the columns of a list from which the texts of a line are taken, by the codes of LineFields.
var pastColumns = map[string]string{"name": "name", "post": "post", "place": "unit", "achievement": "achievement"}

// texts takes the texts of a row over, or says which is too long to be kept; it names the text as the list does.
func (r *pastReader) texts(row sheet.Row, w *Awardee) (wrong string) {
	for _, f := range LineFields {
		column, has := pastColumns[f.Code]
		if !has {
			continue
		}
		text := r.cell(row, column)
		if utf8.RuneCountInString(text) > f.Most {
			return fmt.Sprintf("%s quá %d ký tự", PastFieldNames[column], f.Most)
		}
		*f.Of(w) = text
	}
	return ""
}
