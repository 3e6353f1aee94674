package certificate

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"congthidua/data"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gopkg.in/yaml.v3"
)

// Use is what a layout is for.
type Use string

// The uses of layouts.
const (
	ForCertificate Use = ""
	ForInvitation  Use = "invitation"
	ForEnvelope    Use = "envelope"
	ForLabel       Use = "label"
)

// UseNames names them.
var UseNames = map[Use]string{
	ForCertificate: "Bằng",
	ForInvitation:  "Giấy mời",
	ForEnvelope:    "Phong bì",
	ForLabel:       "Nhãn dán",
}

// Layout is how a certificate, an invitation, an envelope or a label is laid out; all places are millimetres from
// the paper's upper left corner, or from that of its cell on a sheet of labels.
type Layout struct {
	ID            int64    `yaml:"-"`
	Version       int64    `yaml:"-"`
	Code          string   `yaml:"code"`
	Name          string   `yaml:"name"`
	Use           Use      `yaml:"use,omitempty"`
	Forms         []string `yaml:"forms,omitempty"` // of awards, whose certificates are set by it
	Sheet         *Sheet   `yaml:"sheet,omitempty"` // of labels, nil where each has a paper of its own
	Width, Height float64  // of the paper
	Ornament      Box      `yaml:"ornament"`
	Preprinted    bool     `yaml:"preprinted"` // the ornament is on the paper already and is only shown on the screen
	Fields        []Field  `yaml:"fields"`
}

// mostName is how many characters a layout's name has at most.
const mostName = 200

// Sheet is a paper with equal cells, in millimetres.
type Sheet struct {
	Across int `yaml:"across"`
	Down   int `yaml:"down"`
	Cell   Box `yaml:"cell"` // the first: where it lies and how large each is
}

// cell is what a layout's fields lie on: the paper, or a cell of the sheet.
func (l Layout) cell() (width, height float64) {
	if l.Sheet != nil {
		return l.Sheet.Cell.Width, l.Sheet.Cell.Height
	}
	return l.Width, l.Height
}

// Box is a rectangle in millimetres.
type Box struct {
	X      float64 `yaml:"x"`
	Y      float64 `yaml:"y"`
	Width  float64 `yaml:"width"`
	Height float64 `yaml:"height"`
}

// FieldKind is what stands in a field.
type FieldKind string

// The kinds of fields.
const (
	Text FieldKind = ""
	QR   FieldKind = "qr"
)

// Align is how a text stands in its box.
type Align string

// The alignments.
const (
	Left   Align = "L"
	Middle Align = "C"
	Right  Align = "R"
)

// Font is the cut of the letters.
type Font string

// The cuts.
const (
	Regular    Font = ""
	Bold       Font = "B"
	Italic     Font = "I"
	BoldItalic Font = "BI"
)

// Color is the color of a text.
type Color string

// Red is the one color beside black, which is "".
const Red Color = "red"

// The bounds of a font's size, in points.
const (
	leastPoints = 5
	mostPoints  = 120
)

// Field is a text, with blanks in braces, or a QR code in its box.
type Field struct {
	Code  string    `yaml:"code"`
	Kind  FieldKind `yaml:"kind,omitempty"`
	Text  string    `yaml:"text,omitempty"`
	Box   `yaml:",inline"`
	Font  Font    `yaml:"font,omitempty"`
	Size  float64 `yaml:"size,omitempty"` // points, at most
	Min   float64 `yaml:"min,omitempty"`  // points, at least: text that needs less overflows
	Align Align   `yaml:"align,omitempty"`
	Color Color   `yaml:"color,omitempty"`
	Upper bool    `yaml:"upper,omitempty"`
}

// boxNames names the boxes of layouts, by use and code. A stored layout keeps the codes only.
var boxNames = map[Use]map[string]string{
	ForCertificate: {
		"state":       "Quốc hiệu",
		"motto":       "Tiêu ngữ",
		"body":        "Nơi tặng",
		"give":        "Chữ «Tặng»",
		"form":        "Hình thức khen thưởng",
		"name":        "Họ và tên, tập thể",
		"where":       "Chức vụ, nơi công tác",
		"achievement": "Thành tích",
		"decision":    "Số, ngày quyết định",
		"register":    "Số sổ",
		"check":       "Mã kiểm tra",
		"qr":          "Mã QR",
		"day":         "Địa danh, ngày ký",
		"title":       "Chức vụ người ký",
		"signer":      "Người ký",
	},
	ForInvitation: {
		"body":   "Cơ quan mời",
		"title":  "Tiêu đề",
		"invite": "Lời mời",
		"name":   "Họ và tên của khách",
		"where":  "Chức vụ, nơi công tác",
		"to":     "Tên buổi lễ",
		"time":   "Thời gian",
		"place":  "Địa điểm",
		"remark": "Lời dặn",
		"qr":     "Mã QR",
		"check":  "Mã điểm danh",
	},
	ForEnvelope: {
		"sender": "Nơi gửi",
		"to":     "Chữ «Kính gửi»",
		"name":   "Họ và tên, tập thể",
		"where":  "Chức vụ, nơi công tác",
	},
	ForLabel: {
		"name":  "Họ và tên, tập thể",
		"where": "Chức vụ, nơi công tác",
	},
}

// BoxName is what a box of the layout is called.
func (l Layout) BoxName(f Field) string { return cmp.Or(boxNames[l.Use][f.Code], f.Code) }

// Shipped are the layouts that come with the portal.
func Shipped() ([]Layout, error) {
	text, err := data.Catalogue.ReadFile("catalogue/certificates.yaml")
	if err != nil {
		return nil, err
	}
	var file struct{ Layouts []Layout }
	if err := yaml.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("certificates.yaml: %w", err)
	}
	for i := range file.Layouts {
		if err := file.Layouts[i].Check(); err != nil {
			return nil, fmt.Errorf("certificates.yaml: %s: %w", file.Layouts[i].Code, err)
		}
	}
	return file.Layouts, nil
}

func parse(body string) (l Layout, err error) { return l, yaml.Unmarshal([]byte(body), &l) }

func (l Layout) body() (string, error) {
	text, err := yaml.Marshal(l)
	return string(text), err
}

// Check refuses what cannot be printed: every field must lie on the paper, and every blank must have a value.
func (l *Layout) Check() error {
	wrong := fault.Fields{}
	wrong.Text("name", &l.Name, 3, mostName)
	width, height := l.cell()
	for i := range l.Fields {
		f, at := &l.Fields[i], strconv.Itoa(i)
		if !f.within(width, height) {
			wrong.Refuse("x."+at, "Ô nằm ngoài giấy %s × %s mm", viet.Points(width), viet.Points(height))
		}
		if f.Kind == QR {
			continue
		}
		wrong.Text("text."+at, &f.Text, 0, 300)
		if blank := l.Use.unknownBlank(f.Text); blank != "" {
			wrong.Refuse("text."+at, "Ô «%s» có chỗ điền không được điền: %s", l.BoxName(*f), blank)
		}
		if f.Size < leastPoints || f.Size > mostPoints || f.Min < leastPoints || f.Min > f.Size {
			wrong.Refuse("size."+at, "Cỡ chữ từ 5 đến 120, cỡ nhỏ nhất không quá cỡ chữ")
		}
		if f.Align == "" {
			f.Align = Middle
		}
		fault.Choice(wrong, "align."+at, f.Align, []Align{Left, Middle, Right}, "Chọn cách căn chữ")
		fault.Choice(wrong, "font."+at, f.Font, []Font{Regular, Bold, Italic, BoldItalic}, "Chọn kiểu chữ")
	}
	return wrong.Err()
}

// within reports whether a box lies on a paper of this size, both in millimetres.
func (b Box) within(width, height float64) bool {
	return b.X >= 0 && b.Y >= 0 && b.Width > 0 && b.Height > 0 && b.X+b.Width <= width && b.Y+b.Height <= height
}

// Values fill the blanks of a certificate, by the blank's name.
type Values map[string]string

// fill writes a field's text with its blanks filled.
func (f Field) fill(v Values) string {
	pairs := make([]string, 0, 2*len(v))
	for name, value := range v {
		pairs = append(pairs, "{"+name+"}", value)
	}
	text := strings.NewReplacer(pairs...).Replace(f.Text) // in one pass: a value's own braces stay
	if f.Upper {
		text = strings.ToUpper(text)
	}
	return viet.Clean(text)
}
