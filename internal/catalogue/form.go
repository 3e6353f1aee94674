package catalogue

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"congthidua/internal/fault"
	"congthidua/internal/viet"
)

// mostRows bounds the rows of a list: more are refused, in a form as in a file.
const mostRows = 500

// ReadForm reads a content out of the fields of a form, which are named by their places ("forms.2.name").
// The rows of a list stand in the order of the numbers typed beside them ("forms.2.#"); a row in which
// nothing is typed is none. What cannot be read as a number is refused at its place.
func (k Kind) ReadForm(form map[string][]string, old Head) (Content, fault.Fields) {
	wrong := fault.Fields{}
	r := formReader{form: form, wrong: wrong}
	head := r.row(headFields, "")
	c := Content{Head: old, Values: r.row(k.Fields, "")}
	c.Head.Name, c.Head.Legal, c.Head.Note = head.Text("name"), head.Text("legal"), head.Text("note")
	c.Head.To = head.Text("to")
	if sources, given := head["sources"]; given {
		c.Head.Sources, _ = sources.([]string)
	}
	return c, wrong
}

type formReader struct {
	form  map[string][]string
	wrong fault.Fields
}

func (r formReader) value(place string) string {
	if values := r.form[place]; len(values) > 0 {
		return strings.TrimSpace(values[0])
	}
	return ""
}

func (r formReader) row(fields []Field, at string) Values {
	row := Values{}
	for _, f := range fields {
		place := at + f.Name
		text := r.value(place)
		switch f.Type {
		case List:
			row[f.Name] = r.rows(f, place)
		case Flag:
			row[f.Name] = text != ""
		case Codes:
			if codes := codesOf(text); len(codes) > 0 {
				row[f.Name] = codes
			}
		case Number, Whole:
			if text != "" {
				r.number(row, f, place, text)
			}
		case Day:
			if text != "" {
				r.wrong.Date(place, &text)
				row[f.Name] = text
			}
		case Lines:
			if text != "" {
				row[f.Name] = text
			}
		case Text, Choice:
			if text = viet.Clean(text); text != "" {
				row[f.Name] = text
			}
		}
	}
	return row
}

func (r formReader) number(row Values, f Field, place, text string) {
	if f.Type == Whole {
		whole, ok := viet.ParseWhole(text)
		if !ok {
			r.wrong.Refuse(place, "«%s» không phải số nguyên", text)
			return
		}
		row[f.Name] = whole
		return
	}
	n, ok := viet.ParsePoints(text)
	if !ok {
		r.wrong.Refuse(place, "«%s» không phải số", text)
		return
	}
	row[f.Name] = n
}

// rows reads the rows of a list that somebody has filled in.
func (r formReader) rows(f Field, place string) []Values {
	type placed struct {
		order float64
		stays bool // its number is the one that the page gave it
		row   Values
	}
	var list []placed
	for i := range mostRows + 1 {
		at := fmt.Sprintf("%s.%d.", place, i)
		if _, sent := r.form[at+"#"]; !sent {
			break
		}
		if i == mostRows {
			r.wrong.Refuse(place, "Danh sách không quá %d dòng", mostRows)
			break
		}
		if r.empty(f.Fields, at) {
			continue
		}
		order, ok := viet.ParsePoints(r.value(at + "#"))
		if !ok {
			order = float64(i + 1)
		}
		list = append(list, placed{order, order == float64(i+1), r.row(f.Fields, at)})
	}
	slices.SortStableFunc(list, func(a, b placed) int {
		if a.order == b.order && a.stays != b.stays { // what was moved to a place comes before what stood there
			if b.stays {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.order, b.order)
	})
	rows := make([]Values, len(list))
	for i, x := range list {
		rows[i] = x.row
	}
	return rows
}

func (r formReader) empty(fields []Field, at string) bool {
	for _, f := range fields {
		if f.Type == Flag || f.Type == Choice { // an empty row has its first choice, and a box is no text
			continue
		}
		if r.value(at+f.Name) != "" {
			return false
		}
	}
	return true
}

func codesOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == ' ' })
}

// Input is one input of the page on which an edition is edited.
type Input struct {
	Field
	Place string // name of the input
	Value string // as people write it
}

// InputRow is a row of a list on the page; an empty one is there to be filled in.
type InputRow struct {
	Place  string // "forms.2"
	Order  int    // from 1
	Inputs []Input
}

// Inputs returns the inputs of a row of values.
func Inputs(fields []Field, row Values, at string) (list []Input) {
	for _, f := range fields {
		list = append(list, Input{Field: f, Place: at + f.Name, Value: Show(f, row)})
	}
	return list
}

// InputRows returns the rows of a list with a few empty ones behind them.
func (f Field) InputRows(row Values, place string) (list []InputRow) {
	rows := row.Rows(f.Name)
	for i := range len(rows) + f.offered() {
		values := Values{}
		if i < len(rows) {
			values = rows[i]
		}
		at := place + "." + strconv.Itoa(i)
		list = append(list, InputRow{Place: at, Order: i + 1, Inputs: Inputs(f.Fields, values, at+".")})
	}
	return list
}

// Show writes a field's value as people read and type it.
func Show(f Field, row Values) string {
	value, given := row[f.Name]
	if !given {
		return ""
	}
	switch f.Type {
	case Number:
		return viet.Points(row.Number(f.Name))
	case Whole:
		return viet.Count(int(row.Whole(f.Name)))
	case Day:
		return viet.ShowDate(row.Text(f.Name))
	case Codes:
		return strings.Join(row.Codes(f.Name), ", ")
	case Flag:
		if row.Flag(f.Name) {
			return "1"
		}
		return ""
	}
	return fmt.Sprint(value)
}
