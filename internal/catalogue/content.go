package catalogue

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gopkg.in/yaml.v3"
)

// Values are the values of a content's fields, or of one row of a list, by the fields' names: string for
// texts, days and choices, float64, int64, bool, []string for codes, []Values for lists.
type Values map[string]any

// Text returns a text, day or choice, "" where there is none.
func (v Values) Text(name string) string { s, _ := v[name].(string); return s }

// Number returns a number, 0 where there is none.
func (v Values) Number(name string) float64 { n, _ := v[name].(float64); return n }

// Whole returns a whole number, 0 where there is none.
func (v Values) Whole(name string) int64 { n, _ := v[name].(int64); return n }

// Flag returns yes or no.
func (v Values) Flag(name string) bool { b, _ := v[name].(bool); return b }

// Codes returns a list of codes.
func (v Values) Codes(name string) []string { list, _ := v[name].([]string); return list }

// Rows returns the rows of a list.
func (v Values) Rows(name string) []Values { list, _ := v[name].([]Values); return list }

// headFields are the fields that every edition begins with.
var headFields = []Field{
	{Name: "code", Label: "Mã", Type: Text, Least: 1, Most: 60},
	{Name: "name", Label: "Tên", Type: Text, Least: 3, Most: 300},
	{Name: "legal", Label: "Căn cứ", Type: Text, Least: 3, Most: 300},
	{Name: "from", Label: "Áp dụng từ ngày", Type: Day},
	{Name: "to", Label: "Đến hết ngày", Type: Day, Optional: true},
	{Name: "sources", Label: "Nguồn", Type: Codes, Optional: true},
	{Name: "note", Label: "Ghi chú", Type: Lines, Optional: true, Most: 1000},
}

// headNames are the words of a transfer file that belong to its head, or say what the file is.
var headNames = []string{"kind", "code", "name", "legal", "from", "to", "sources", "note"}

// Parse reads a body in the transfer format. What is wrong with it comes back by place; err is for what is
// no YAML at all.
func (k Kind) Parse(body string) (Content, fault.Fields, error) {
	if k.Read != nil {
		head, wrong, err := k.Read(body)
		return Content{Head: head, body: body}, wrong, err
	}
	tree := map[string]any{}
	if err := yaml.Unmarshal([]byte(body), &tree); err != nil {
		return Content{}, nil, fault.Invalidf("file", "Không đọc được tệp YAML: %s", firstLine(err))
	}
	wrong := fault.Fields{}
	refuseUnknown(k.Fields, tree, "", wrong, headNames...)
	head := readRow(headFields, tree, "", wrong)
	c := Content{Values: readRow(k.Fields, tree, "", wrong), Head: Head{
		Code: head.Text("code"), Name: head.Text("name"), Legal: head.Text("legal"), From: head.Text("from"),
		To: head.Text("to"), Sources: head.Codes("sources"), Note: head.Text("note"),
	}}
	for place, text := range k.Check(c) {
		if _, noted := wrong[place]; !noted {
			wrong[place] = text
		}
	}
	return c, wrong, nil
}

// refuseUnknown refuses the names of a mapping that no field has.
func refuseUnknown(fields []Field, tree map[string]any, at string, wrong fault.Fields, also ...string) {
	for name := range tree {
		known := slices.ContainsFunc(fields, func(f Field) bool { return f.Name == name })
		if !known && !slices.Contains(also, name) {
			wrong.Refuse(at+name, "Không có mục «%s» trong loại danh mục này", name)
		}
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// head reads the head of a body alone.
func (k Kind) head(body string) (Head, error) {
	c, _, err := k.Parse(body)
	return c.Head, err
}

// readRow brings the values of a YAML mapping to the fields' types. A value of another type is refused.
func readRow(fields []Field, tree map[string]any, at string, wrong fault.Fields) Values {
	row := Values{}
	for _, f := range fields {
		if raw, given := tree[f.Name]; given && raw != nil {
			if value, ok := f.read(raw, at+f.Name, wrong); ok {
				row[f.Name] = value
			} else {
				wrong.Refuse(at+f.Name, "«%s» không đúng kiểu của mục này", fmt.Sprint(raw))
			}
		}
	}
	return row
}

func (f Field) read(raw any, at string, wrong fault.Fields) (any, bool) {
	switch f.Type {
	case Number:
		switch n := raw.(type) {
		case float64:
			return n, true
		case int:
			return float64(n), true
		}
	case Whole:
		n, ok := raw.(int)
		return int64(n), ok
	case Flag:
		b, ok := raw.(bool)
		return b, ok
	case Codes:
		list, ok := raw.([]any)
		codes := make([]string, len(list))
		for i, x := range list {
			codes[i] = fmt.Sprint(x)
		}
		return codes, ok
	case List:
		list, ok := raw.([]any)
		rows := make([]Values, 0, len(list))
		for i, x := range list {
			tree, mapping := x.(map[string]any)
			ok = ok && mapping
			place := fmt.Sprintf("%s.%d.", at, i)
			refuseUnknown(f.Fields, tree, place, wrong)
			rows = append(rows, readRow(f.Fields, tree, place, wrong))
		}
		return rows, ok
	case Text, Lines, Day, Choice:
		switch text := raw.(type) {
		case string:
			return text, true
		case int, float64, bool:
			return fmt.Sprint(text), true
		}
	}
	return nil, false
}

// Check says what is wrong with a content, by place.
func (k Kind) Check(c Content) fault.Fields {
	wrong := fault.Fields{}
	head := Values{
		"code": c.Head.Code, "name": c.Head.Name, "legal": c.Head.Legal, "from": c.Head.From, "to": c.Head.To,
		"sources": c.Head.Sources, "note": c.Head.Note,
	}
	checkRow(headFields, head, "", wrong)
	if c.Head.To != "" && c.Head.To < c.Head.From {
		wrong.Refuse("to", "Ngày kết thúc phải sau ngày bắt đầu")
	}
	checkRow(k.Fields, c.Values, "", wrong)
	if k.Further != nil && len(wrong) == 0 {
		k.Further(c, wrong)
	}
	return wrong
}

func checkRow(fields []Field, row Values, at string, wrong fault.Fields) {
	for _, f := range fields {
		f.check(row, at, wrong)
	}
}

func (f Field) check(row Values, at string, wrong fault.Fields) {
	place := at + f.Name
	switch f.Type {
	case Text, Lines:
		f.checkText(row.Text(f.Name), place, wrong)
	case Day:
		if text := row.Text(f.Name); text != "" || !f.Optional {
			if day, precision, ok := viet.ParseDate(text); !ok || precision != viet.Day || day != text {
				wrong.Refuse(place, "Không có ngày «%s»; ghi ngày/tháng/năm", text)
			}
		}
	case Choice:
		value := row.Text(f.Name)
		known := slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Value == value })
		if !known && (value != "" || !f.Optional) {
			wrong.Refuse(place, "Chọn một giá trị trong danh sách")
		}
	case Number, Whole:
		n := row.Number(f.Name)
		if f.Type == Whole {
			n = float64(row.Whole(f.Name))
		}
		if _, given := row[f.Name]; !given && f.Optional {
			return
		}
		if n < f.Least || f.Most > 0 && n > f.Most || math.IsNaN(n) {
			wrong.Refuse(place, "Ghi số từ %s đến %s", viet.Points(f.Least), viet.Points(f.Most))
		}
	case List:
		f.checkRows(row.Rows(f.Name), place, wrong)
	case Flag, Codes:
	}
}

func (f Field) checkText(text, place string, wrong fault.Fields) {
	most := int(f.Most)
	if most == 0 {
		most = 300
	}
	least := int(f.Least)
	if least == 0 && !f.Optional {
		least = 1
	}
	if text == "" && f.Optional {
		return
	}
	if f.Type == Lines {
		wrong.Lines(place, &text, least, most)
		return
	}
	wrong.Text(place, &text, least, most)
}

func (f Field) checkRows(rows []Values, place string, wrong fault.Fields) {
	if len(rows) == 0 && !f.Optional {
		wrong.Refuse(place, "Ghi ít nhất một dòng")
	}
	if len(rows) > mostRows {
		wrong.Refuse(place, "Danh sách không quá %d dòng", mostRows)
		return
	}
	seen := map[string]bool{}
	for i, row := range rows {
		at := place + "." + strconv.Itoa(i) + "."
		checkRow(f.Fields, row, at, wrong)
		if key := f.key(); key != nil {
			value := row.Text(key.Name)
			if seen[value] {
				wrong.Refuse(at+key.Name, "«%s» đã có ở dòng khác", value)
			}
			seen[value] = true
		}
	}
}

// YAML writes a content in the transfer format, its fields in their order.
func (c Content) YAML() (string, error) {
	if c.body != "" {
		return c.body, nil
	}
	text, err := yaml.Marshal(c.Head)
	if err != nil {
		return "", err
	}
	rest, err := yaml.Marshal(map[string]any(plainRow(c.Values)))
	if err != nil {
		return "", err
	}
	if len(c.Values) == 0 {
		return string(text), nil
	}
	return string(text) + string(rest), nil
}

// plainRow turns values into what the YAML writer knows.
func plainRow(row Values) Values {
	plain := Values{}
	for name, value := range row {
		if rows, ok := value.([]Values); ok {
			list := make([]map[string]any, len(rows))
			for i, r := range rows {
				list[i] = plainRow(r)
			}
			plain[name] = list
			continue
		}
		plain[name] = value
	}
	return plain
}
