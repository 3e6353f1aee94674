package certificate

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"strings"

	"congthidua/internal/paper"

	"codeberg.org/go-pdf/fpdf"
	qrcode "github.com/skip2/go-qrcode"
)

const (
	point   = 25.4 / 72 // millimetres
	leading = 1.2       // of the font's size, from line to line
	rise    = 0.8       // of the font's size, from the top of a line to its base
	step    = 0.5       // points by which text shrinks
)

// Set is a field as it is set on a certificate: its lines at a size that fits the box.
type Set struct {
	Field
	Lines    []string
	Points   float64 // size of the font
	Overflow bool    // even at the least size the text does not fit
	Link     string  // of a QR code: what it says
}

// Baseline is where the i-th line stands, in millimetres from the paper's upper edge. Lines together
// stand in the middle of the box.
func (s Set) Baseline(i int) float64 {
	line := s.Points * point * leading
	top := s.Y + (s.Height-line*float64(len(s.Lines)))/2
	return top + line*float64(i) + s.Points*point*(leading-1)/2 + s.Points*point*rise
}

// Anchor is where a line begins, has its middle or ends, by the field's alignment.
func (s Set) Anchor() float64 {
	switch s.Align {
	case Left:
		return s.X
	case Right:
		return s.X + s.Width
	case Middle:
	}
	return s.X + s.Width/2
}

// Setter sets certificates by a layout; it measures text with the fonts that print it.
type Setter struct {
	layout Layout
	pdf    *fpdf.Fpdf
	cells  int // of a sheet of labels, that are used
}

// NewSetter makes a setter for a layout.
func NewSetter(l Layout) (*Setter, error) {
	orientation, size := l.page()
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: orientation, UnitStr: "mm", Size: size})
	if err := paper.AddFonts(pdf); err != nil {
		return nil, err
	}
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	return &Setter{layout: l, pdf: pdf}, nil
}

// page is the paper of a layout as the PDF library takes it: the upright size, and whether it lies.
func (l Layout) page() (orientation string, size fpdf.SizeType) {
	orientation = "P"
	if l.Width > l.Height {
		orientation = "L"
	}
	return orientation, fpdf.SizeType{Wd: min(l.Width, l.Height), Ht: max(l.Width, l.Height)}
}

// Turn sets what follows by another layout, on its paper.
func (s *Setter) Turn(l Layout) { s.layout, s.cells = l, 0 }

// addPage begins a page of the layout's paper.
func (s *Setter) addPage() { s.pdf.AddPageFormat(s.layout.page()) }

// Set sets all fields of one certificate.
func (s *Setter) Set(v Values) (list []Set) {
	for _, f := range s.layout.Fields {
		if f.Kind == QR {
			list = append(list, Set{Field: f, Link: v[QRBlank]})
			continue
		}
		list = append(list, s.fit(f, f.fill(v)))
	}
	return list
}

// fit shrinks text step by step until its lines fit the box.
func (s *Setter) fit(f Field, text string) Set {
	set := Set{Field: f}
	for size := f.Size; ; size = max(f.Min, size-step) {
		s.pdf.SetFont(paper.FontFamily, string(f.Font), size)
		set.Points, set.Lines = size, s.wrap(text, f.Width)
		high := float64(len(set.Lines)) * size * point * leading
		wide := 0.0
		for _, line := range set.Lines {
			wide = max(wide, s.pdf.GetStringWidth(line))
		}
		// A single line may be as high as its box whatever its leading.
		fits := wide <= f.Width+0.01 && (high <= f.Height+0.01 || len(set.Lines) <= 1 && size*point <= f.Height)
		if fits || size <= f.Min {
			set.Overflow = !fits
			return set
		}
	}
}

// wrap breaks text into as few lines as its words allow at the present font, evened out: a title in
// two halves reads better than one with a word left over.
func (s *Setter) wrap(text string, width float64) []string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil
	}
	lines := s.greedy(words, width)
	if len(lines) < 2 {
		return lines
	}
	for narrower := width - 2; narrower > width*0.4; narrower -= 2 {
		tried := s.greedy(words, narrower)
		if len(tried) > len(lines) {
			break
		}
		lines = tried
	}
	return lines
}

func (s *Setter) greedy(words []string, width float64) (lines []string) {
	line := words[0]
	for _, word := range words[1:] {
		if s.pdf.GetStringWidth(line+" "+word) <= width {
			line += " " + word
			continue
		}
		lines, line = append(lines, line), word
	}
	return append(lines, line)
}

// Offset moves everything on the paper to meet a printer, in millimetres right and down.
type Offset struct{ DX, DY float64 }

// Skip leaves the first cells of a sheet of labels out: they were used before.
func (s *Setter) Skip(cells int) {
	if sheet := s.layout.Sheet; sheet != nil && cells > 0 {
		s.cells = cells % (sheet.Across * sheet.Down)
		if s.cells > 0 {
			s.addPage()
		}
	}
}

// next goes to a new page, or to the next cell of a sheet of labels.
func (s *Setter) next(o Offset) Offset {
	sheet := s.layout.Sheet
	if sheet == nil {
		s.addPage()
		return o
	}
	at := s.cells % (sheet.Across * sheet.Down)
	if at == 0 {
		s.addPage()
	}
	s.cells++
	return Offset{
		DX: o.DX + sheet.Cell.X + float64(at%sheet.Across)*sheet.Cell.Width,
		DY: o.DY + sheet.Cell.Y + float64(at/sheet.Across)*sheet.Cell.Height,
	}
}

// Add prints one certificate on a page of its own, a label in the next cell of its sheet.
func (s *Setter) Add(v Values, o Offset) error {
	o = s.next(o)
	if b := s.layout.Ornament; !s.layout.Preprinted && b.Width > 0 {
		s.pdf.SetDrawColor(170, 30, 30)
		s.pdf.SetLineWidth(1)
		s.pdf.Rect(b.X+o.DX, b.Y+o.DY, b.Width, b.Height, "D")
		s.pdf.SetLineWidth(0.3)
		s.pdf.Rect(b.X+2+o.DX, b.Y+2+o.DY, b.Width-4, b.Height-4, "D")
	}
	for _, f := range s.Set(v) {
		if f.Kind == QR {
			if err := s.qr(f, o); err != nil {
				return err
			}
			continue
		}
		s.pdf.SetTextColor(0, 0, 0)
		if f.Color == Red {
			s.pdf.SetTextColor(190, 20, 20)
		}
		s.pdf.SetFont(paper.FontFamily, string(f.Font), f.Points)
		for i, line := range f.Lines {
			x := f.Anchor()
			switch f.Align {
			case Middle:
				x -= s.pdf.GetStringWidth(line) / 2
			case Right:
				x -= s.pdf.GetStringWidth(line)
			case Left:
			}
			s.pdf.Text(x+o.DX, f.Baseline(i)+o.DY, line)
		}
	}
	return s.pdf.Error()
}

func (s *Setter) qr(f Set, o Offset) error {
	if f.Link == "" {
		return nil
	}
	code, err := qrcode.New(f.Link, qrcode.Medium)
	if err != nil {
		return err
	}
	code.DisableBorder = true
	var image bytes.Buffer
	if err := png.Encode(&image, code.Image(256)); err != nil {
		return err
	}
	options := fpdf.ImageOptions{ImageType: "PNG"}
	s.pdf.RegisterImageOptionsReader(f.Link, options, &image)
	s.pdf.ImageOptions(f.Link, f.X+o.DX, f.Y+o.DY, f.Width, f.Height, false, options, 0, "")
	return nil
}

// Calibrate prints a sheet with rulers along the edges and the box of every field, to be held against
// the paper: what it is off by is the printer's offset.
func (s *Setter) Calibrate(o Offset) error {
	s.addPage()
	s.pdf.SetFont(paper.FontFamily, "", 8)
	s.pdf.SetLineWidth(0.1)
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetTextColor(0, 0, 0)
	for x := 0.0; x <= s.layout.Width; x += 5 {
		long := 3.0
		if int(x)%10 == 0 {
			long = 6
			s.pdf.Text(x+0.5+o.DX, 10+o.DY, fmt.Sprint(int(x)))
		}
		s.pdf.Line(x+o.DX, o.DY, x+o.DX, long+o.DY)
	}
	for y := 0.0; y <= s.layout.Height; y += 5 {
		long := 3.0
		if int(y)%10 == 0 {
			long = 6
			s.pdf.Text(7+o.DX, y+1+o.DY, fmt.Sprint(int(y)))
		}
		s.pdf.Line(o.DX, y+o.DY, long+o.DX, y+o.DY)
	}
	for _, f := range s.layout.Fields {
		s.pdf.Rect(f.X+o.DX, f.Y+o.DY, f.Width, f.Height, "D")
		s.pdf.Text(f.X+1+o.DX, f.Y+3+o.DY, fmt.Sprintf("%s: %g; %g", s.layout.BoxName(f), f.X, f.Y))
	}
	return s.pdf.Error()
}

// Write writes the pages.
func (s *Setter) Write(w io.Writer) error { return s.pdf.Output(w) }
