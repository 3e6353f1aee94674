package catalogue

import (
	"fmt"
	"strconv"
)

// Fact is a point of an edition in words. Its key pairs it with the same point of another edition.
type Fact struct {
	Key   string
	Names []string // the labels on the way to it: "Hình thức", "cotd", "Tên"
	Text  string
}

// Facts lists everything that an edition of the kind says, point by point. The rows of a list are told
// apart by their own code where they have one, so that a row which moved is still the same.
func (k Kind) Facts(c Content) []Fact {
	head := Values{"name": c.Head.Name, "legal": c.Head.Legal, "from": c.Head.From, "note": c.Head.Note}
	if c.Head.To != "" {
		head["to"] = c.Head.To
	}
	list := facts(headFields[1:], head, "", nil)
	return append(list, facts(k.Fields, c.Values, "", nil)...)
}

func facts(fields []Field, row Values, at string, names []string) (list []Fact) {
	for _, f := range fields {
		path := append(append([]string{}, names...), f.Label)
		if f.Type != List {
			if text := shown(f, row); text != "" {
				list = append(list, Fact{Key: at + f.Name, Names: path, Text: text})
			}
			continue
		}
		for i, r := range row.Rows(f.Name) {
			name := strconv.Itoa(i + 1)
			if key := f.key(); key != nil {
				name = r.Text(key.Name)
			}
			place := fmt.Sprintf("%s%s.%s.", at, f.Name, name)
			way := append(append([]string{}, path...), name)
			list = append(list, Fact{Key: place + "#", Names: way, Text: strconv.Itoa(i + 1)})
			list = append(list, facts(f.Fields, r, place, way)...)
		}
	}
	return list
}

// shown is a value as a comparison shows it.
func shown(f Field, row Values) string {
	text := Show(f, row)
	if f.Type == Choice {
		for _, o := range f.Choices {
			if o.Value == text {
				return o.Name
			}
		}
	}
	if text != "" && f.Unit != "" {
		text += " " + f.Unit
	}
	return text
}
