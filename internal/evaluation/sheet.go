package evaluation

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strconv"

	"congthidua/internal/fault"
	"congthidua/internal/viet"
)

// Product is a line of work on a card under a framework that counts products.
type Product struct {
	Name      string  `json:"name" expr:"name"`
	Weight    float64 `json:"weight" expr:"weight"`               // converted to standard products
	Assigned  float64 `json:"assigned" expr:"assigned"`           // pieces
	Completed float64 `json:"completed" expr:"completed"`         // pieces
	Failed    float64 `json:"failed,omitempty" expr:"failed"`     // checks not passed
	Delayed   float64 `json:"delayed,omitempty" expr:"delayed"`   // times late
	Cause     string  `json:"cause,omitempty" expr:"cause"`       // objective cause as claimed
	Excused   bool    `json:"excused,omitempty" expr:"excused"`   // cause confirmed by the reviewer
	Evidence  string  `json:"evidence,omitempty" expr:"evidence"` // document or task number
	Tasks     bool    `json:"tasks,omitempty" expr:"tasks"`       // taken from the tasks of the month, not typed
}

// Sheet is what one person filled in on a card: the cadre's own, or the reviewer's.
// It is read and written as a whole and kept as one JSON document.
type Sheet struct {
	Marks    map[string]float64 `json:"marks,omitempty"`    // by criterion code
	Evidence map[string]string  `json:"evidence,omitempty"` // by criterion code
	Products []Product          `json:"products,omitempty"`
	Comment  string             `json:"comment,omitempty"`
	// Adjust is what the reviewer added to or took from the total as a whole.
	Adjust float64 `json:"adjust,omitempty"`
}

// Scan reads a stored sheet; it implements sql.Scanner. A sheet that cannot be read is an error, because
// whoever went on with an empty one would write it back.
func (s *Sheet) Scan(stored any) error {
	*s = Sheet{}
	switch text := stored.(type) {
	case nil: // a card that nobody has filled in
		return nil
	case string:
		return json.Unmarshal([]byte(text), s)
	case []byte:
		return json.Unmarshal(text, s)
	}
	return fmt.Errorf("sheet: cannot read %T", stored)
}

// Value writes the sheet for storing; it implements driver.Valuer. A figure that is none is an error.
func (s Sheet) Value() (driver.Value, error) {
	text, err := json.Marshal(s)
	return string(text), err
}

// GormDataType implements GORM's data type: a sheet is stored as text.
func (Sheet) GormDataType() string { return "text" }

// Limits of what people may enter on a card.
const (
	maxProducts = 60
	maxComment  = 2000
	maxEvidence = 300
)

// Check refuses figures outside their range, naming the field as the form does.
func (s Sheet) Check(f *Framework) error {
	wrong := fault.Fields{}
	for code, mark := range s.Marks {
		c, known := f.Criterion(code)
		switch {
		case !known:
			wrong.Refuse("mark."+code, "Khung không có tiêu chí này")
		case mark < 0 || mark > c.Max:
			wrong.Refuse("mark."+code, "Điểm từ 0 đến %s", viet.Points(c.Max))
		}
	}
	for _, text := range s.Evidence {
		if len([]rune(text)) > maxEvidence {
			wrong.Refuse("evidence", "Minh chứng dài quá %d ký tự", maxEvidence)
		}
	}
	if len([]rune(s.Comment)) > maxComment {
		wrong.Refuse("comment", "Nhận xét dài quá %d ký tự", maxComment)
	}
	if len(s.Products) > maxProducts {
		wrong.Refuse("products", "Không quá %d sản phẩm", maxProducts)
	}
	for i, p := range s.Products {
		p.check(wrong, i)
	}
	return wrong.Err()
}

func (p Product) check(wrong fault.Fields, i int) {
	field := func(name string) string { return "product." + name + "." + strconv.Itoa(i) }
	if p.Name == "" || len([]rune(p.Name)) > 200 {
		wrong.Refuse(field("name"), "Ghi tên sản phẩm, không quá 200 ký tự")
	}
	if p.Weight < 0.1 || p.Weight > 20 {
		wrong.Refuse(field("weight"), "Hệ số từ 0,1 đến 20")
	}
	if p.Assigned < 1 || p.Assigned > 1000 {
		wrong.Refuse(field("assigned"), "Số giao từ 1 đến 1000")
	}
	if p.Completed < 0 || p.Completed > p.Assigned {
		wrong.Refuse(field("completed"), "Số xong không quá số giao")
	}
	if p.Failed < 0 || p.Failed > 100 || p.Delayed < 0 || p.Delayed > 100 {
		wrong.Refuse(field("failed"), "Số lần từ 0 đến 100")
	}
	if len([]rune(p.Cause)) > 300 || len([]rune(p.Evidence)) > maxEvidence {
		wrong.Refuse(field("cause"), "Không quá 300 ký tự")
	}
}

// Missing lists the criteria without a mark, in the framework's order.
func (s Sheet) Missing(f *Framework) []Criterion {
	var missing []Criterion
	for _, g := range f.Groups {
		for _, c := range g.Criteria {
			if _, ok := s.Marks[c.Code]; !ok {
				missing = append(missing, c)
			}
		}
	}
	return missing
}

// complete refuses a sheet that cannot be handed in, with everything that is missing.
func (s Sheet) complete(f *Framework) error {
	wrong := fault.Fields{}
	for _, criterion := range s.Missing(f) {
		wrong.Refuse("mark."+criterion.Code, "Chưa chấm tiêu chí này")
	}
	if f.Products && len(s.Products) == 0 {
		wrong.Refuse("products", "Ghi ít nhất một sản phẩm, công việc được giao trong tháng")
	}
	return wrong.Err()
}
