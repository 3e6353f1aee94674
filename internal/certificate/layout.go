// Package certificate prints certificates: fields placed in millimetres, text that shrinks until it
// fits, a register of what was given out and the code by which anybody can check one.
package certificate

import (
	"fmt"
	"strings"

	"congthidua/data"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gopkg.in/yaml.v3"
)

// What a layout is for.
const (
	ForCertificate = ""
	ForInvitation  = "invitation"
	ForEnvelope    = "envelope"
	ForLabel       = "label"
)

// UseNames name them.
var UseNames = map[string]string{ForCertificate: "Bằng", ForInvitation: "Giấy mời", ForEnvelope: "Phong bì", ForLabel: "Nhãn dán"}

// Layout is how a certificate, an invitation, an envelope or a label is laid out; all places are
// millimetres from the paper's upper left corner, or from that of its cell on a sheet of labels.
type Layout struct {
	ID            int64    `yaml:"-"`
	Version       int64    `yaml:"-"`
	Code          string   `yaml:"code"`
	Name          string   `yaml:"name"`
	Use           string   `yaml:"use,omitempty"`
	Forms         []string `yaml:"forms,omitempty"` // of awards, whose certificates it is offered for first
	Sheet         *Sheet   `yaml:"sheet,omitempty"` // of labels, nil where each has a paper of its own
	Width, Height float64  // of the paper
	Ornament      Box      `yaml:"ornament"`
	Preprinted    bool     `yaml:"preprinted"` // the ornament is on the paper already and is only shown on the screen
	Fields        []Field  `yaml:"fields"`
}

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

// Field is a text, with blanks in braces, or a QR code in its box.
type Field struct {
	Code  string `yaml:"code"`
	Kind  string `yaml:"kind,omitempty"` // "" for text, "qr"
	Text  string `yaml:"text,omitempty"`
	Box   `yaml:",inline"`
	Font  string  `yaml:"font,omitempty"` // "", B, I, BI
	Size  float64 `yaml:"size,omitempty"` // points, at most
	Min   float64 `yaml:"min,omitempty"`  // points, at least: text that needs less overflows
	Align string  `yaml:"align,omitempty"`
	Color string  `yaml:"color,omitempty"` // "" for black, "red"
	Upper bool    `yaml:"upper,omitempty"`
}

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

// Check refuses what cannot be printed: every field must lie on the paper.
func (l *Layout) Check() error {
	wrong := fault.Fields{}
	if l.Name = viet.Clean(l.Name); len([]rune(l.Name)) < 3 || len([]rune(l.Name)) > 200 {
		wrong.Refuse("name", "Tên dài từ %d đến %d ký tự", 3, 200)
	}
	width, height := l.cell()
	for i := range l.Fields {
		f, at := &l.Fields[i], viet.Count(i)
		if f.X < 0 || f.Y < 0 || f.Width <= 0 || f.Height <= 0 || f.X+f.Width > width || f.Y+f.Height > height {
			wrong.Refuse("x."+at, "Ô nằm ngoài giấy %s × %s mm", viet.Points(width), viet.Points(height))
		}
		if f.Kind == "qr" {
			continue
		}
		if f.Text = viet.Clean(f.Text); len([]rune(f.Text)) > 300 {
			wrong.Refuse("text."+at, "Không quá %d ký tự", 300)
		}
		if f.Size < 5 || f.Size > 120 || f.Min < 5 || f.Min > f.Size {
			wrong.Refuse("size."+at, "Cỡ chữ từ 5 đến 120, cỡ nhỏ nhất không quá cỡ chữ")
		}
		if f.Align != "L" && f.Align != "C" && f.Align != "R" {
			f.Align = "C"
		}
		if f.Font != "B" && f.Font != "I" && f.Font != "BI" {
			f.Font = ""
		}
	}
	return wrong.Err()
}

// Values fill the blanks of a certificate, by the blank's name.
type Values map[string]string

// fill writes a field's text with its blanks filled.
func (f Field) fill(v Values) string {
	text := f.Text
	for name, value := range v {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	if f.Upper {
		text = strings.ToUpper(text)
	}
	return viet.Clean(text)
}
